"""The models of knowledge/: framework, scales, areas, record types, questions and what stands beside them."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.document.fields import Count, Day, Id, OneOrMany, Slug, Strict, Switch, Text

ParagraphId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,6}(\.[A-Za-z0-9]{1,6})*(/[a-z0-9\-]+)*$")
]
"""A paragraph's number, and for a bullet its name: `19.2/leavers`."""


class Framework(Strict):
    """Which published framework the pack stands for, and when it applied."""

    id: Slug
    title: Text
    short: Text
    publisher: Text
    section: Text
    effective_from: Day
    effective_to: Day | None = None
    after: Text
    """What came after it, or what a reader should know of its standing today."""
    use: Text
    """What the pack serves, in one sentence for the first screen."""
    caution: Text
    """What the proposal is not, shown with every judgement."""

    @property
    def cited(self) -> str:
        """What it is called where it is cited: its title and section."""
        return f"{self.title}, {self.section}"


AnsweredBy = Literal["question", "rule", "step", "heading"]


class Paragraph(Strict):
    """One paragraph or bullet, told in our own words."""

    id: ParagraphId
    title: Text
    says: Text
    part_of: ParagraphId | None = None
    carries: Literal["framework", "related"] | None = None
    """Which `basis` a rule may claim from it: only where the paragraph itself states the consequence."""
    carries_what: Text | None = None
    concludes: Annotated[tuple[Id, ...], OneOrMany] = ()
    """What it states the consequence to be: outcomes, or `case_review`. A rule that claims it as its
    basis concludes nothing else; empty leaves that to the reader."""
    answered_by: Annotated[tuple[AnsweredBy, ...], OneOrMany] = ()
    """What must cite it; empty takes over what its parent says."""
    core: Switch = True
    """Whether the section the pack stands for contains it (false: another section, used beside it)."""


class FrameworkFile(Strict):
    """knowledge/framework.yaml."""

    id: Slug
    version: Text
    framework: Framework
    blind_to: tuple[Id, ...] = ()
    """Words that no scale or choice may be named by: what no judgement may depend on."""
    paragraphs: tuple[Paragraph, ...]


class Outcome(Strict):
    """A conclusion that a stage can come to; the order in the file is the order of precedence."""

    id: Id
    label: Text
    short: Text
    sign: Annotated[str, StringConstraints(min_length=1, max_length=2)]
    """A character that tells it from the others without colour."""
    tone: Literal["good", "even", "bad", "quiet"]
    scale: Count | None = None
    """Its place on the ordered scale, best first from 0; none for an outcome outside the scale."""
    blocks: Switch = False
    """Whether it says that something stands in the way of a proposal, which is then named."""
    without_areas: Switch = False
    """Whether no area is evaluated where this is concluded."""
    says: Text


class Named(Strict):
    """An id with its label and what it means."""

    id: Id
    label: Text
    says: Text


class Direction(Named):
    """Which way a finding points."""

    points: Literal["up", "down", "none"] = "none"


class Weight(Named):
    """How heavily a finding counts."""

    from_level: Switch = False
    """Whether it may give a direction from how things stand today, with nothing compared."""
    stated: Switch = False
    """Whether the framework itself may state a direction of this weight."""


class Footing(Named):
    """What a finding's direction can rest on."""

    reads: Literal["change", "baseline", "silence", "effect", "level"]
    """What a rule must read to claim it."""


class Reading(Strict):
    """A published reading of when a case review is considered."""

    id: ParagraphId
    label: Text
    says: Text


class CaseReviewWords(Strict):
    """How the case-review decision is put into words."""

    consider: Text
    not_considered: Text
    concern_directions: Annotated[tuple[Id, ...], OneOrMany]
    """Findings of these directions are listed as concerns that bear on the decision."""


class OutcomesFile(Strict):
    """knowledge/outcomes.yaml: everything a rule can conclude, and the words rules count by."""

    evaluation: tuple[Outcome, ...]
    judgement: tuple[Outcome, ...]
    directions: tuple[Direction, ...]
    weights: tuple[Weight, ...]
    """Lightest first."""
    rests_on: tuple[Footing, ...]
    """What a finding's direction stands on: a change answer, the baseline, its silence, …"""
    grounds: tuple[Named, ...]
    """Firmest first."""
    readings: tuple[Reading, ...]
    case_review: CaseReviewWords


class Area(Strict):
    """One of the areas that are evaluated and reported on."""

    id: Id
    label: Text
    short: Text
    cites: ParagraphId
    sections: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The record types that hold its evidence, in the order they are asked."""
    says: Text


class AreasFile(Strict):
    """knowledge/areas.yaml."""

    areas: tuple[Area, ...]


class RecordType(Strict):
    """A kind of record, and how many of it a case holds."""

    id: Id
    label: Text
    plural: Text
    many: Literal["one", "each_area", "many"]
    labels: Literal["child", "numbered"] | None = None
    """For repeating records: a child's label from the register, or a letter with a number."""
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] | None = None
    register_date: Literal["arrived", "left"] | None = None
    """The date of the child register that has to lie in the period for a child to stand here."""
    register_when: dict[str, Annotated[tuple[Text, ...], OneOrMany]] = Field(default_factory=dict)
    """The answers of the record with which that holds; none for always."""
    chosen_by: Id | None = None
    """The question that tells how this record was chosen, where a sample is looked at."""
    apart: Switch = False
    """Whether a child who stands here can stand in no other record."""
    called: Text = "{label}"
    """How a sentence speaks of one such record: `child {label}`."""
    header: Switch = False
    """Whether the record stands at the head of the case file (`home`) instead of under `records`."""
    says: Text


class RecordsFile(Strict):
    """knowledge/records.yaml."""

    record_types: tuple[RecordType, ...]


class AnswerChoice(Strict):
    """One answer: its id, its label and the line where it parts from its neighbours."""

    id: Id
    label: Text
    line: Text
    reason: Switch = False
    """Whether the answer must come with a line of reason."""


class Question(Strict):
    """A question of evidence: a scale (best first), a choice (unordered) or a fact."""

    id: Id
    kind: Literal["scale", "choice", "fact"]
    ask: Text
    why: Text
    """Why it is asked, for the person who answers."""
    answers: tuple[AnswerChoice, ...] = ()
    fact: Literal["date", "count", "text", "months"] | None = None
    about: Literal["change", "level", "effect", "decision"] | None = None
    """For scales: movement since the baseline, how good it is within the period, what something meant
    for children, or a decision of the inspector's. A choice may be about change."""
    even: Id | None = None
    """For a scale about change: the answer that says nothing has moved."""
    silent: Id | None = None
    """For the question what the baseline found: the answer that it says nothing. Its other answers
    stand best first."""
    in_period: Switch = False
    """For a date: whether it has to lie between baseline and inspection."""
    by_inspection: Switch = False
    """For a date: whether it is of what had come about by the end of the inspection."""
    cites: Annotated[tuple[ParagraphId, ...], OneOrMany]
    importance: Literal["core", "detail"] = "core"
    detail_when: Text | None = None
    """For detail: when it becomes worth asking."""
    look: tuple[Text, ...] = ()
    sources: tuple[Id, ...] = ()
    regulations: Annotated[tuple[Text, ...], OneOrMany] = ()
    asked_when: dict[str, Annotated[tuple[Text, ...], OneOrMany]] = Field(default_factory=dict)
    only_for: Annotated[tuple[Id, ...], OneOrMany] = ()
    """For a question of each area: the areas it is asked of; empty for all."""
    not_applicable: Text | None = None
    """The only case in which it does not apply; none means it always does."""
    immediate: Annotated[tuple[Id, ...], OneOrMany] = ()
    """Answers (or `uncertain`) that mean a child may need protecting today."""
    outstanding: Annotated[tuple[Id, ...], OneOrMany] = ()
    """Answers that stand on every screen until they are changed."""
    varies: Switch = True
    """For choices: whether it could have been otherwise (facts about the past could not)."""

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each answer by its id."""
        return {answer.id: answer.label for answer in self.answers}

    def side(self, value: str) -> int:
        """Whether an answer of a scale is better (1) or worse (-1) than that nothing moved, or than its middle (0)."""
        answers = [answer.id for answer in self.answers]
        middle = answers.index(self.even) if self.even else (len(answers) - 1) / 2
        place = answers.index(value)
        return (place < middle) - (place > middle)


class QuestionsFile(Strict):
    """knowledge/questions/*.yaml: the questions of one record type."""

    record: Id
    questions: tuple[Question, ...]
