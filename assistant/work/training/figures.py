"""Progress in training as sections of tables, drawn as those of an audit are: each share with number and interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.pack import Pack
from assistant.reasoning.phrases import say_of_any
from assistant.work.audit.shapes import Cell, Column, Report, Section, Table
from assistant.work.training.drilled import Drilled
from assistant.work.training.progress import (
    Compared,
    Summed,
    by_person,
    by_scenario,
    drilled_by,
    same_in,
)
from assistant.work.training.telling import WHOSE, outcome

OF_DRILLS = (
    "Drills are practice on this rule base, and more come of the kinds that were misjudged: this is no share of "
    "inspections, and it may fall while somebody learns."
)
_MOST = 1000
_CAUTION = (
    "It is told to learn by, and ranks nobody. Of few readings little can be said: look at the intervals."
)


def area_name(pack: Pack, name: str) -> str:
    """What an area is called, or what a record is that belongs to none; a name of another pack as it is."""
    if name in pack.areas:
        return pack.areas[name].short
    return pack.record_types[name].label if name in pack.record_types else name


def progress_report(
    pack: Pack, readings: Sequence[Compared], drilled: Sequence[Drilled], *, is_cohort: bool
) -> Report:
    """How readings agree with the authors' or the panels', and how drills were judged; for a cohort by person too."""
    every = Summed(tuple(readings))
    sections = [_over_time(pack, every, is_cohort=is_cohort)]
    if is_cohort:
        sections.append(_cohort(every, drilled))
    sections += [_areas(pack, every), _rules(pack, every), _drills(pack, drilled, is_cohort=is_cohort)]
    about = (
        ("scenarios judged", f"{len(readings)}; only what was sealed before anything was shown counts"),
        ("drills", f"{len(drilled)}, each as it was answered first"),
    )
    title = "everybody's that you may read" if is_cohort else "your own"
    return Report(title, about, (_CAUTION,), tuple(sections))


def _over_time(pack: Pack, every: Summed, *, is_cohort: bool) -> Section:
    totals = (("Judgements", every.judgements), ("Answers", every.answers))
    together = _table("together", "Together", "the same", totals if every.readings else ())
    columns = (
        *(_text(name) for name in ("day", "scenario", "who", "judged")),
        Column("answers", "answers", "", "share"),
        Column("so_far", "judgements so far", "", "share"),
    )
    rows = [
        _reading(pack, every.readings[:number], is_cohort=is_cohort)
        for number in range(1, len(every.readings) + 1)
    ]
    one_by_one = _made("readings", "One after another", columns, rows)
    says = "How often the same was judged and answered as by the authors, or by the panel whose reading is loaded."
    return Section("time", "Over time", says, (together, one_by_one))


def _reading(pack: Pack, so_far: Sequence[Compared], *, is_cohort: bool) -> tuple[Cell, ...]:
    one = so_far[-1]
    day = one.at.date().isoformat() if one.at else "no day"
    judged = f"{outcome(pack, one.judged[0])}, {WHOSE[one.whose]} {outcome(pack, one.judged[1])}"
    who = one.who if is_cohort else None
    return (day, one.scenario, who, judged, one.answers, Summed(tuple(so_far)).judgements)


def _cohort(every: Summed, drilled: Sequence[Drilled]) -> Section:
    columns = (
        _text("name"),
        Column("judgements", "judgements", "", "share"),
        Column("answers", "answers", "", "share"),
        Column("drills", "drills", "", "share"),
    )
    people, drills = by_person(every.readings), drilled_by(drilled, lambda one: one.who)
    empty = Summed(())
    rows = [
        (who, people.get(who, empty).judgements, people.get(who, empty).answers, same_in(drills.get(who, ())))
        for who in sorted({*people, *drills})
    ]
    scenarios = [(name, one.judgements, one.answers) for name, one in by_scenario(every.readings).items()]
    tables = (
        _made("people", "By person", columns, rows),
        _made("scenarios", "By scenario", columns[:-1], scenarios),
    )
    return Section("cohort", "People", "The same by person, and by scenario: what is hard for all.", tables)


def _areas(pack: Pack, every: Summed) -> Section:
    rows = [(area_name(pack, area), share) for area, share in every.areas.items()]
    says = "Of the questions that both settled, how many were answered alike."
    return Section("areas", "By area", says, (_table("areas", "Answers", "answers", rows),))


def _rules(pack: Pack, every: Summed) -> Section:
    columns = (Column("times", "times", ""), _text("says"), _text("rule"))
    rows = [(times, _says(pack, rule), rule) for rule, times in every.rules]
    table = _made("rules", "Moved most often", columns, rows)
    return Section(
        "rules", "By rule", "The rules that found more or less for an answer given otherwise.", (table,)
    )


def _says(pack: Pack, rule: str) -> str:
    found = pack.rules_by_id.get(rule)
    return say_of_any(pack, found) if found else rule


def _drills(pack: Pack, drilled: Sequence[Drilled], *, is_cohort: bool) -> Section:
    def rows(kind: str) -> Iterator[tuple[str, Cell]]:
        by = {"area": lambda one: area_name(pack, one.area), "day": lambda one: str(one.on or "no day")}[kind]
        return ((name, same_in(some)) for name, some in drilled_by(drilled, by).items())

    whose = "everybody's" if is_cohort else "yours"
    together = [(f"All of {whose}", same_in(drilled))] if drilled else []
    tables = (
        _table("drills", "As the rules have it", "drills", together),
        _table("drill_areas", "By what tips them", "drills", tuple(rows("area"))),
        _table("drill_days", "By day", "drills", tuple(rows("day"))),
    )
    return Section("drills", "Drills", OF_DRILLS, tables)


def _text(name: str) -> Column:
    return Column(name, name, "")


def _table(name: str, title: str, head: str, rows: Sequence[tuple[str, Cell]]) -> Table:
    return _made(name, title, (_text("name"), Column("share", head, "", "share")), rows)


def _made(name: str, title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(name, title, "", columns, tuple(rows), "Nothing yet.", most=_MOST)
