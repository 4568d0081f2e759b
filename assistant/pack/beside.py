"""The models of what stands beside the questions: regulations, words, evidence, dates, timeline and report."""

from typing import Annotated, Literal

from pydantic import Field

from assistant.document.fields import Count, Id, OneOrMany, Slug, Strict, Switch, Text
from assistant.pack.knowledge import Named, ParagraphId


class Regulation(Strict):
    """A regulation an area may cite."""

    number: Text
    title: Text
    limit: Text | None = None


class RegulationsFile(Strict):
    """knowledge/regulations.yaml."""

    source: Text
    regulations: tuple[Regulation, ...]


class GlossaryFile(Strict):
    """knowledge/glossary.yaml: the field's words, each told once."""

    words: dict[Text, Text]


class Check(Strict):
    """A check between answers: asks whether this is right and refuses nothing."""

    id: Slug
    record: Id
    when: dict[str, Annotated[tuple[Text, ...], OneOrMany]]
    asks: Text


class Flag(Strict):
    """A kind of flag that is computed from answers, notes and dates, with its wording."""

    kind: Literal[
        "single_source",
        "no_source",
        "unsupported",
        "contradicted",
        "same_beside_fall",
        "no_account",
        "contrary_note",
        "outside_period",
        "after_inspection",
        "not_throughout",
        "child_twice",
        "area_not_covered",
    ]
    label: Text
    says: Text
    about: Text = "an answer"
    """What stands for `{at}` where it is told of many cases, and of no one place."""
    record: Id | None = None
    """The record type that bare names in `reads` belong to."""
    reads: dict[str, Annotated[tuple[Text, ...], OneOrMany]] = Field(default_factory=dict)


class EvidenceFile(Strict):
    """knowledge/evidence.yaml: sources, marks, flags and checks."""

    sources: tuple[Named, ...]
    marks: tuple[Named, ...]
    flags: tuple[Flag, ...]
    checks: tuple[Check, ...]


class ReferencePoint(Strict):
    """A number of days that is published somewhere, shown beside elapsed days and read by no rule."""

    days: Count
    label: Text
    source: Text


class Elapsed(Strict):
    """Days between two dates of a case; `inspection` stands for the inspection's first day."""

    id: Id
    label: Text
    start: Annotated[tuple[Text, ...], OneOrMany]
    """The first of these dates that is known."""
    end: Annotated[tuple[Text, ...], OneOrMany]
    beside: Text
    """The question it is shown beside, `record.question`."""
    reference_points: tuple[ReferencePoint, ...] = ()
    own_threshold: Count | None = None
    """An organisation's own number of days; none means off."""


class DatesFile(Strict):
    """knowledge/dates.yaml: elapsed days and what they may be set beside."""

    elapsed: tuple[Elapsed, ...]
    baselines: tuple[Named, ...]
    grades: tuple[Text, ...] = ()
    """What a full inspection is judged as; where there are none, nothing else is asked about."""


DayNumber = Annotated[Count, Field(ge=1)]
"""A working day of an inspection, which begins on day 1."""


class Step(Strict):
    """A step of the timeline in working days, the first day of the inspection being day 1."""

    id: Slug
    day: DayNumber
    to_day: DayNumber | None = None
    activity: Text
    cites: ParagraphId
    limit_days: Count | None = None
    limit_from: Literal["end", "sent"] | None = None


class TimelineFile(Strict):
    """knowledge/timeline.yaml."""

    working_days: Text
    steps: tuple[Step, ...]


class Sources(Strict):
    """From how many kinds of source each record of a heading is to be known, or else why it stands."""

    question: Id
    """The question whose notes count, and whose reason says why it stands all the same."""
    at_least: Count
    asks: Text


class RegulationNamed(Strict):
    """How a regulation is named where an answer gives its number, alone or with its title."""

    question: Id
    says: Text
    """With the places `number` and `title`."""


class Heading(Strict):
    """A heading of the report, and the sentences in which it is drafted."""

    id: Slug
    title: Text
    holds: Text
    cites: Annotated[tuple[ParagraphId, ...], OneOrMany]
    areas: Switch = False
    """Whether the findings of the areas stand under it."""
    says: tuple[Text, ...] = ()
    """Sentences, each drafted once every place in it is known."""
    needs: tuple[Text, ...] = ()
    """The places that it cannot do without."""
    each: Id | None = None
    """`history`, or a record type: for each of them there is a paragraph of `each_says`."""
    each_says: tuple[Text, ...] = ()
    none_says: Text | None = None
    """What is said where the section of that record type is complete and empty."""
    sources: Sources | None = None
    names: RegulationNamed | None = None


class Points(Strict):
    """How the points of an area are told."""

    finding: Text = "{finding}."
    note: Text = "{source}: “{note}”."
    note_alone: Text = "“{note}”."
    """A note whose source is not told."""
    notes: Count = 2
    """So many notes a point tells at most, so that its paragraph stays short."""
    sources: dict[Id, Text] = Field(default_factory=dict)
    """What sources are called here, where that is not as they are called while evidence is gathered."""


class Suggested(Strict):
    """An improvement that answers ask for; whoever inspects decides whether it is made."""

    id: Slug
    record: Id
    when: dict[str, Annotated[tuple[Text, ...], OneOrMany]]
    improvement: Id
    """The record type in which it would be made."""
    question: Id
    """The question there that names the regulation."""
    regulation: Text
    says: Text


class First(Strict):
    """An inspection before which there was none: what is told of those before is not asked for."""

    record: Id
    when: dict[str, Annotated[tuple[Text, ...], OneOrMany]]
    without: tuple[Text, ...]
    """The places that are not asked for."""
    heading: Slug
    """Under which it is said instead."""
    says: Text


class ReportFile(Strict):
    """knowledge/report/headings.yaml."""

    title: Text = "Report"
    headings: tuple[Heading, ...]
    points: Points = Field(default_factory=Points)
    asks: dict[Text, Text] = Field(default_factory=dict)
    """What is asked for where no question asks for it, by its place."""
    suggests: tuple[Suggested, ...] = ()
    first: First | None = None


HISTORY = "history"
"""What `each` names for the inspections before, which are no records."""
HISTORY_PLACES = frozenset({"date", "kind", "judgement"})
POINT_PLACES = {
    "finding": frozenset({"finding"}),
    "note": frozenset({"source", "note"}),
    "note_alone": frozenset({"note"}),
}
REPORT_PLACES = frozenset(
    {
        *("urn", "service", "enforcement", "legal_basis", "history", "judgement", "judgement.reasons"),
        *("baseline", "baseline.last_full_inspection", "baseline.grade", "baseline.last_inspection"),
        *("previous.kind", "previous.judgement", "inspection.start", "inspection.end"),
        *("framework.title", "framework.section", "framework.in_use", "pack"),
    }
)
"""The places of a report that are no questions."""
REGULATION_PLACES = frozenset({"number", "title"})
FREE_PLACES = frozenset({"service", "enforcement", "legal_basis", "history"})
"""Those that a paragraph written by hand may tell as well."""
