"""How trainees' readings agree with the authors' or a panel's: over time, by area, by rule, and in a cohort.

Each share has its interval and its number; of few readings little can be said, and the interval says so. Answers of
one reading go together, so the interval of answers is narrower than it would be of as many readings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.case import Case
from assistant.document.csv_text import csv_text
from assistant.document.new_file import write_new
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where, one_of
from assistant.reasoning.codes import RuleBase
from assistant.work.agreement import reader
from assistant.work.coefficients import Share
from assistant.work.corpus.reading import cases_in
from assistant.work.training.debrief import Whose, check_panel, debrief, same_answers, together
from assistant.work.training.drilled import Drilled
from assistant.work.training.meeting import made_by
from assistant.work.training.model import Scenario


@dataclass(frozen=True, slots=True)
class Compared:
    """One trainee's reading beside that of the authors, or of a panel."""

    who: str | None
    scenario: str
    at: datetime | None
    whose: Whose
    judged: tuple[str | None, str | None]
    """What the trainee decided, and the others."""
    areas: Mapping[str, Share]
    """Of each area the answers that are the same."""
    rules: tuple[str, ...]
    """The rules that found more or less for an answer given otherwise, each once a difference."""

    @property
    def is_same(self) -> bool:
        """Whether the judgement is."""
        return self.judged[0] == self.judged[1]

    @property
    def answers(self) -> Share:
        """Of all that both settled, how many answers are the same."""
        return together(self.areas.values())


NOBODY = "nobody named"
COLUMNS = ("at", "who", "scenario", "reading", "judged", "theirs", "same", "answers_same", "answers", "rules")
"""What a line has, for each reading."""
DRILL_COLUMNS = ("drill", "tipped_by")
"""What a line of a table has beside those, for each drill; there `theirs` is what the rules come to."""


def cells(one: Compared) -> tuple[str | float | None, ...]:
    """The line of a reading."""
    share, at = one.answers, one.at.isoformat() if one.at else None
    same = "yes" if one.is_same else "no"
    rules = " ".join(dict.fromkeys(one.rules))
    return (at, one.who, one.scenario, one.whose, *one.judged, same, int(share.count), share.of, rules)


def _drill_cells(one: Drilled) -> tuple[str | float | None, ...]:
    """The line of a drill."""
    on, same = one.on.isoformat() if one.on else None, "yes" if one.is_same else "no"
    judged = (one.said, one.judgement)
    return (on, one.who, None, "the rules", *judged, same, None, None, None, one.digest, one.area)


def write_table(path: Path, readings: Sequence[Compared], drilled: Sequence[Drilled]) -> None:
    """Write a line for each reading and each drill into a new file.

    Raises `Refused` where there is neither, or it cannot be written.
    """
    if not readings and not drilled:
        what = "no scenario was judged yet, and no drill, so no table was written"
        right = "judge one first: `sccif train list` has the scenarios, `sccif train drill` ten drills"
        raise Refused([Problem("scenario-readings", what, right)])
    rows = [*((*cells(one), None, None) for one in readings), *map(_drill_cells, drilled)]
    write_new(path, csv_text((*COLUMNS, *DRILL_COLUMNS), rows))


@dataclass(frozen=True, slots=True)
class Summed:
    """Some readings together: one person's, those of one scenario, or all."""

    readings: tuple[Compared, ...]

    @property
    def judgements(self) -> Share:
        """How many judgements are the same."""
        return Share(sum(one.is_same for one in self.readings), len(self.readings))

    @property
    def answers(self) -> Share:
        """How many answers are."""
        return together(one.answers for one in self.readings)

    @property
    def areas(self) -> Mapping[str, Share]:
        """The same by area."""
        found: dict[str, list[Share]] = defaultdict(list)
        for one in self.readings:
            for area, share in one.areas.items():
                found[area].append(share)
        return {area: together(shares) for area, shares in found.items()}

    @property
    def rules(self) -> tuple[tuple[str, int], ...]:
        """The rules that differences moved, those moved most often first."""
        counted = Counter(rule for one in self.readings for rule in one.rules)
        return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def compared(
    base: RuleBase,
    scenarios: Iterable[Scenario],
    cases: Iterable[Case],
    panels: Mapping[str, Case],
) -> tuple[Compared, ...]:
    """Each reading whose view was sealed beside that of the scenario, in the order of time. Pure.

    `panels` are readings of panels by the id of their evidence. Readings of a scenario that is not among
    those given are left out, and those whose view is not sealed, judged or not: what came after something
    was shown tells nothing of how its reader reads; nor does one in which nothing was answered. Nor is a reading
    that a panel's was made of measured against that panel's.
    """
    known = {scenario.given.evidence_id: scenario for scenario in scenarios}
    found = [
        _compared(base, known[case.evidence_id], case, panels.get(case.evidence_id))
        for case in cases
        if case.evidence_id in known and case.sealed is not None
        if any(case.answer(at) for at, _ in known[case.evidence_id].asked())
        if not is_of_own_panel(case, panels.get(case.evidence_id))
    ]
    return tuple(sorted(found, key=lambda one: (one.at is None, one.at, one.who or "", one.scenario)))


def unanswered(scenarios: Iterable[Scenario], cases: Iterable[Case]) -> tuple[Case, ...]:
    """The readings that were sealed with no answer to what the scenario asks, and so count for nothing."""
    known = {scenario.given.evidence_id: scenario for scenario in scenarios}
    return tuple(
        case
        for case in cases
        if case.evidence_id in known and case.sealed is not None
        if not any(case.answer(at) for at, _ in known[case.evidence_id].asked())
    )


def is_of_own_panel(case: Case, panel: Case | None) -> bool:
    """Whether a panel's reading was made of this reader's own, so that they would be measured against themselves."""
    return panel is not None and reader(case) in made_by(panel)


def _compared(base: RuleBase, scenario: Scenario, case: Case, panel: Case | None) -> Compared:
    told = debrief(base, scenario, case, panel)
    areas = same_answers(base, scenario, case, told.theirs)
    rules = tuple(rule for point in told.points for rule in point.item.rules)
    at = case.sealed.at if case.sealed else None
    return Compared(reader(case), scenario.id, at, told.whose, told.judged, areas, rules)


def panels_in(source: Path, scenarios: Iterable[Scenario], pack: Pack) -> Mapping[str, Case]:
    """Panels' readings from a case file or a folder of them, by the id of their evidence.

    Raises `Refused` where one cannot be read, is of no scenario given, holds no judgement, or is a scenario's second.
    """
    known = {scenario.given.evidence_id: scenario for scenario in scenarios}
    found: dict[str, Case] = {}
    for case in cases_in(source, pack):
        if isinstance(case, Refused):
            raise case
        scenario = known.get(case.evidence_id)
        if scenario is None:
            what = f"`{case.id}` is a reading of `{case.evidence_id}`, which is no scenario of the pack"
            right = one_of(case.evidence_id, known, "give no panels' readings to a pack without scenarios")
            raise Refused([Problem("scenario-other", what, right, Where(str(source)))])
        check_panel(scenario, case, str(source))
        if case.evidence_id in found:
            what = (
                f"`{found[case.evidence_id].id}` and `{case.id}` are both panels' readings of `{scenario.id}`"
            )
            right = "leave one of them out"
            raise Refused([Problem("scenario-readings", what, right, Where(str(source)))])
        found[case.evidence_id] = case
    return found


def by_person(readings: Iterable[Compared]) -> Mapping[str, Summed]:
    """The readings of each person, by name."""
    return _grouped((one.who or NOBODY, one) for one in readings)


def by_scenario(readings: Iterable[Compared]) -> Mapping[str, Summed]:
    """The readings of each scenario."""
    return _grouped((one.scenario, one) for one in readings)


def _grouped(pairs: Iterable[tuple[str, Compared]]) -> Mapping[str, Summed]:
    found: dict[str, list[Compared]] = defaultdict(list)
    for name, one in pairs:
        found[name].append(one)
    return {name: Summed(tuple(found[name])) for name in sorted(found)}


def same_in(drilled: Iterable[Drilled]) -> Share:
    """How many drills were judged as the rules have it."""
    said = [one.is_same for one in drilled]
    return Share(sum(said), len(said))


def drilled_by(
    drilled: Iterable[Drilled], of: Callable[[Drilled], str | None]
) -> Mapping[str, tuple[Drilled, ...]]:
    """Drills by something: who had them, what tips them, when."""
    found: dict[str, list[Drilled]] = defaultdict(list)
    for one in drilled:
        found[of(one) or NOBODY].append(one)
    return {name: tuple(found[name]) for name in sorted(found)}
