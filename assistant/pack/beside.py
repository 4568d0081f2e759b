"""The models of what stands beside the questions: regulations, words, evidence, dates, timeline and report."""

from __future__ import annotations

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
        "child_twice",
        "area_not_covered",
    ]
    label: Text
    says: Text
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


class Step(Strict):
    """A step of the timeline in working days, the first day of the inspection being day 1."""

    id: Slug
    day: Count
    to_day: Count | None = None
    activity: Text
    cites: ParagraphId
    limit_days: Count | None = None
    limit_from: Literal["end", "sent"] | None = None


class TimelineFile(Strict):
    """knowledge/timeline.yaml."""

    working_days: Text
    steps: tuple[Step, ...]


class Heading(Strict):
    """A heading of the report."""

    id: Slug
    title: Text
    holds: Text
    cites: Annotated[tuple[ParagraphId, ...], OneOrMany]
    areas: Switch = False
    """Whether the findings of the areas stand under it."""


class ReportFile(Strict):
    """knowledge/report/headings.yaml."""

    headings: tuple[Heading, ...]
