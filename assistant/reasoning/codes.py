"""The tables that rules are compiled into: what the meaning, durable-rules and their like all read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from assistant.case import Key
from assistant.pack import CaseReviewRule, Coded, EvaluationRule, FindingRule, JudgementRule, Pack

_MEMORY_LIMIT = 20_000
Remembered = TypeVar("Remembered")


class Test(NamedTuple):
    """Holds when the value with this name is one of these answers."""

    name: str
    values: frozenset[str]


class FindingCode(NamedTuple):
    """One finding rule for one kind of record; a rule for each area is one of these an area."""

    rule: FindingRule
    number: int
    area: str
    key: Key | None
    """The single record it reads, or None for a section, whose records are read one by one."""
    when: tuple[Test, ...]
    unless: tuple[Test, ...]
    """Tests on single records."""
    own_when: tuple[Test, ...]
    own_unless: tuple[Test, ...]
    """Tests on the section's own record."""


class Tally(NamedTuple):
    """What a count counts: the findings of these finding codes, or the records they come from."""

    codes: tuple[int, ...]
    distinct: bool


class Count(NamedTuple):
    """Holds by a tally, named by its place in `RuleBase.tallies`."""

    tally: int
    at_least: int
    at_most: int | None


class Group(NamedTuple):
    """The finding codes that read the same kind of record: one single record, or those of a section."""

    record: str
    key: Key | None
    codes: tuple[FindingCode, ...]
    own: tuple[str, ...]
    """The questions of its own record that its codes read; none for a single record."""
    shared: tuple[str, ...]
    """The answers of single records that its codes read."""
    watched: tuple[tuple[str, bool, Mapping[str, tuple[FindingCode, ...]]], ...]
    """The codes looked up by the answer that their first test reads: its name, whether it is the record's own, and
    for each value of it the codes whose first test that value does not rule out."""


class AreaCount(NamedTuple):
    """How many of these areas have one of these evaluations."""

    areas: tuple[str, ...]
    evaluations: frozenset[str]
    at_least: int
    at_most: int | None


class Among(NamedTuple):
    """Holds when the judgement is one of these."""

    judgements: frozenset[str]


Code = Test | Count | AreaCount | Among


class StageCode(NamedTuple):
    """One rule of a later stage, for one area in an evaluation."""

    rule: EvaluationRule | JudgementRule | CaseReviewRule
    outcome: str
    """The evaluation or judgement it concludes; the reading of a case-review rule."""
    when: tuple[Code, ...]
    unless: tuple[Code, ...]


ByOutcome = Sequence[tuple[str, tuple[StageCode, ...]]]
"""The rules of a stage under the outcome that each concludes, the outcome that stands before the others first."""


def flat(rules: ByOutcome) -> list[StageCode]:
    """The rules of a stage in one list."""
    return [code for _, codes in rules for code in codes]


class StageReads(NamedTuple):
    """What the rules of one later stage read."""

    answers: tuple[str, ...]
    tallies: tuple[int, ...]
    areas: tuple[str, ...]


class Gated(NamedTuple):
    """A question whose gate reads another question."""

    record: str
    key: Key | None
    """Its record; None for a section, in which it stands in the record that is read, or else in all."""
    coded: Coded


class Reach(NamedTuple):
    """How far an answer, or a tally, reaches. Answers go by name: `record.question` or `area.name.question`."""

    readers: Mapping[str, tuple[tuple[Group, tuple[FindingCode, ...]], ...]]
    """The finding codes that read an answer, by the kind of record they read."""
    gated: Mapping[str, tuple[Gated, ...]]
    """The questions that an answer switches on."""
    stages: Mapping[str, frozenset[str]]
    """The later stages that read an answer."""
    stages_by_tally: tuple[frozenset[str], ...]
    told_apart: Mapping[str, tuple[frozenset[str], ...]]
    """What rules and gates ask of an answer: two answers in the same of these sets come out alike."""
    limits: tuple[int, ...]
    """For each tally the largest number that any rule or property tells from smaller ones: more makes no difference."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RuleBase:
    """A pack's rules, compiled. Compared and kept by identity: one for each loaded pack."""

    pack: Pack
    findings: tuple[FindingCode, ...]
    groups: tuple[Group, ...]
    tallies: tuple[Tally, ...]
    feeds: tuple[tuple[int, ...], ...]
    """For each finding code the tallies it counts in."""
    evaluations: Mapping[str, ByOutcome]
    """For each area its rules by outcome, the first outcome first."""
    judgements: ByOutcome
    reviews: ByOutcome
    stage_reads: Mapping[str, StageReads]
    """What the rules of each stage read: `of_area(…)` for an area, `JUDGEMENT` and `CASE_REVIEW`."""
    reach: Reach
    grounds: Mapping[str, int]
    """How firm a ground is, firmest 0."""
    further_tests: tuple[Test, ...] = ()
    """Tests on single records that no rule makes, and what is asked of the rule base does (`compile_conditions`)."""
    memory: dict[object, Any] = field(default_factory=dict, repr=False)
    """What has been worked out before and comes out alike; see the meaning."""

    def remember(self, signature: tuple[object, ...], work_out: Callable[[], Remembered]) -> Remembered:
        """What stands under this signature, worked out where nothing does."""
        remembered: Remembered | None = self.memory.get(signature)
        if remembered is None:
            remembered = work_out()
            if len(self.memory) >= _MEMORY_LIMIT:
                self.memory.clear()
            self.memory[signature] = remembered
        return remembered


JUDGEMENT, CASE_REVIEW = "judgement", "case review"
"""The names of the last two stages."""


def of_area(area: str) -> str:
    """The name of the stage that evaluates an area, apart from the others whatever the area is called."""
    return f"area {area}"
