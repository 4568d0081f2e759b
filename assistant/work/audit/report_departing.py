"""Tells where people judged otherwise than was proposed: the tables, the departures, and the rules gone against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.pack import Pack
from assistant.reasoning.phrases import say_of_any
from assistant.work.audit.departing import FEW
from assistant.work.audit.figures import AgainstRule, Audit, ByInspector, CrossTable, Group
from assistant.work.audit.overriding import FLAGGED_FROM
from assistant.work.audit.shapes import Cell, Column, Section, Table
from assistant.work.audit.wording import ALSO_OPEN
from assistant.work.coefficients import Share
from assistant.work.sealing import JUDGEMENT
from assistant.work.sealing import outcomes as on_scale

_OF_RULE = "rule"


def proposals(pack: Pack, found: Audit) -> Section:
    """What was proposed against the view that was sealed, and against the judgement."""
    return Section(
        "proposals",
        "Proposed, and said",
        "A row for each outcome that the rules come to on what is known; in it how many people said what of these "
        f"cases. That {ALSO_OPEN}. "
        "Only the sealed view was given before the proposal was seen.",
        (
            _crossed(
                pack, "proposed-sealed", "Proposed, and the view that was sealed", found.proposal_by_sealed
            ),
            _crossed(pack, "proposed-judged", "Proposed, and judged", found.proposal_by_judgement),
        ),
    )


def _crossed(pack: Pack, name: str, title: str, table: CrossTable) -> Table:
    """A cross table without the outcomes that were neither proposed nor said, unless they are on the scale."""
    outcomes = pack.judgements
    proposed = shown(pack, table.proposed, map(any, table.counts))
    said = shown(pack, table.said, map(any, zip(*table.counts, strict=True)))
    agreeing = table.agreeing
    alike = f"Alike in {agreeing.count:,.0f} of {agreeing.of:,}." if agreeing.of else "Nobody said anything."
    elsewhere = (
        f" {table.elsewhere:,} said something that is no outcome of this pack." if table.elsewhere else ""
    )
    return Table(
        name,
        title,
        alike + elsewhere,
        (
            Column("proposed", "Proposed", "the outcome that the rules propose"),
            *(
                Column(
                    f"said_{table.said[place]}",
                    outcomes[table.said[place]].short,
                    f"how many of these were said to be: {outcomes[table.said[place]].label}",
                )
                for place in said
            ),
            Column("alike", "Alike", "of the cases in the row, those in which the same was said", "share"),
        ),
        tuple(
            (
                outcomes[table.proposed[row]].short,
                *(table.counts[row][place] for place in said),
                _alike(table, row),
            )
            for row in proposed
        ),
        "Nothing was said of any case.",
        "parts",
    )


def shown(pack: Pack, outcomes: Sequence[str], is_used: Iterable[bool]) -> list[int]:
    """The places of the outcomes on the scale, the best first, and then of those others that are used."""
    places = [
        place
        for place, (outcome, used) in enumerate(zip(outcomes, is_used, strict=True))
        if used or pack.judgements[outcome].scale is not None
    ]
    order = [one.id for one in on_scale(pack, JUDGEMENT)]
    return sorted(places, key=lambda place: order.index(outcomes[place]))


def _alike(table: CrossTable, row: int) -> Cell:
    same = table.said.index(table.proposed[row])
    return Share(table.counts[row][same], sum(table.counts[row]))


# ---------------------------------------------------------------- departures


def departures(pack: Pack, found: Audit) -> Section:
    """The departures by what the proposal rested on, by month and by area; by person where that is configured."""
    told = found.departures
    marked = (
        f" In {told.marked_otherwise:,} cases the case's own mark of a departure says otherwise: judged "
        "before another proposal, or marked wrongly."
        if told.marked_otherwise
        else ""
    )
    whole = Table(
        "departures",
        "All departures",
        f"Judgements that are not what is proposed.{marked}",
        (
            Column("what", "What", "which judgements"),
            *_departing("judgements that depart, of those that were made"),
        ),
        (("judgements", told.departing, told.with_reasons, told.without_reasons),),
        "Nothing was judged.",
    )
    rested = [one for one in found.against_rules if one.stage == "judgement" and one.overridden.of]
    by_rule = Table(
        "departures-by-rule",
        "By the rule that the proposal rested on",
        "A proposal may rest on several rules, and counts under each.",
        (
            Column(_OF_RULE, "Rule", "the id of the rule"),
            Column("says", "What it says", "the rule in words"),
            *_departing("judgements that depart, of those whose proposal rested on the rule"),
        ),
        tuple(
            (
                one.rule,
                _says(pack, one.rule),
                one.overridden,
                one.with_reasons,
                int(one.overridden.count) - one.with_reasons,
            )
            for one in rested
        ),
        "No proposal was judged.",
    )
    by_month = Table(
        "departures-by-month",
        "By month",
        "By the month in which the inspection began.",
        (
            Column("month", "Month", "the year and month"),
            *_departing("judgements that depart, of the month's"),
        ),
        tuple((one.name, *_group(one)) for one in told.by_month),
        "No case that was judged says when it began.",
        "over_time",
        most=240,
    )
    by_area = Table(
        "departures-by-area",
        "By area",
        "Sealed evaluations that are not what is proposed for the area. The reasons are those of the sealed view.",
        (
            Column("area", "Area", "the area"),
            *_departing("sealed evaluations that depart, of the area's"),
        ),
        tuple((pack.areas[one.name].label, *_group(one)) for one in told.by_area),
        "No area was evaluated.",
    )
    people = () if told.by_inspector is None else (_by_inspector(told.by_inspector),)
    return Section(
        "departures",
        "Departures",
        "Where people judged otherwise than is proposed, with and without reasons.",
        (whole, by_rule, by_month, by_area, *people),
    )


def _departing(says: str) -> tuple[Column, ...]:
    return (
        Column("departing", "Departing", says, "share"),
        Column("with_reasons", "With reasons", "so many of the departures say why"),
        Column("without_reasons", "Without", "so many of the departures do not"),
    )


def _group(one: Group) -> tuple[Cell, ...]:
    return one.departing, one.with_reasons, int(one.departing.count) - one.with_reasons


def _by_inspector(found: ByInspector) -> Table:
    left_out = f" {found.suppressed} people are not shown." if found.suppressed else ""
    return Table(
        "departures-by-inspector",
        "By who judged",
        "In the order of names, and no ranking: cases differ, and a difference is a thing to ask about. Nobody "
        f"is shown who judged fewer than {FEW}, nor any number below {FEW}, nor what it could be told "
        f"by.{left_out}",
        (
            Column("who", "Who", "who judged"),
            Column("cases", "Judged", "how many cases they judged"),
            Column(
                "departing", "Departing", "their judgements that depart; empty where it is not told", "share"
            ),
        ),
        tuple((one.name, one.cases, one.departing) for one in found.people),
        "There is nobody of whom anything may be told.",
    )


# ---------------------------------------------------------------- rules


def rules(pack: Pack, found: Audit) -> Section:
    """The overrides counted against the rules that they went against."""
    bore = [one for one in found.against_rules if one.overridden.of]
    flagged = [one for one in bore if one.is_flagged]
    against = [one for one in bore if one.overridden.count and not one.is_flagged]
    never = [one for one in bore if not one.overridden.count]
    return Section(
        "rules",
        "Rules that people went against",
        "An override counts against each rule that it went against: a rule that the proposal rested on, or one "
        "that had fired in the case, whichever way it pointed.",
        (
            _of_rules(
                pack,
                "rules-flagged",
                "Flagged",
                f"Gone against more than others of their stage, beyond chance, in {FLAGGED_FROM} cases or more. "
                "Of many rules a few are flagged by chance: look, and then judge.",
                flagged,
                "No rule is flagged.",
            ),
            _of_rules(
                pack,
                "rules-against",
                "All rules that bore on a case",
                "Flagged ones first, then those that were gone against, in the order of the rules.",
                (*flagged, *against, *never),
                "No rule bore on a case that was judged.",
            ),
        ),
    )


def _of_rules(
    pack: Pack, name: str, title: str, says: str, found: Iterable[AgainstRule], empty: str
) -> Table:
    return Table(
        name,
        title,
        says,
        (
            Column(_OF_RULE, "Rule", "the id of the rule"),
            Column("says", "What it says", "the rule in words"),
            Column("stage", "Stage", "what it is a rule of: judgement, evaluation of an area, or finding"),
            Column("area", "Area", "the area, where it is of one"),
            Column("overridden", "Gone against", "overrides, of the cases that it bore on", "share"),
            Column("with_reasons", "With reasons", "so many of the overrides say why"),
            Column("flagged", "Flagged", "whether that is more than elsewhere, beyond chance"),
        ),
        tuple(
            (
                one.rule,
                _says(pack, one.rule),
                one.stage,
                pack.areas[one.area].short if one.area else None,
                one.overridden,
                one.with_reasons,
                "yes" if one.is_flagged else "no",
            )
            for one in found
        ),
        empty,
        most=40,
    )


def _says(pack: Pack, rule: str) -> str:
    return say_of_any(pack, pack.rules_by_id[rule])
