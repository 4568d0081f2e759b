"""The parts of a case file whose shape is the same for every pack: who, when, notes, seal and judgement."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field

from assistant.document.fields import Day, Id, OneOrMany, Slug, Strict, Switch, Text, form

LABEL_FORM = r"^[A-Z]{1,2}[0-9]{0,3}$"
LABEL_RIGHT = "write A to ZZ, with a number if wanted; never a name"
URN_FORM = r"^[A-Z0-9]{2,12}$"
URN_RIGHT = "write capital letters and digits, such as SC000001"

Label = Annotated[str, form(LABEL_FORM, LABEL_RIGHT)]
"""A child's label: `A` to `ZZ`, with a number if wanted."""

Urn = Annotated[str, form(URN_FORM, URN_RIGHT)]
"""A home's unique reference number, as published: capital letters and digits."""

NoteId = Annotated[
    str,
    form(
        r"^[a-z][a-z0-9\-]{0,40}$", "write a small letter, then small letters, digits and hyphens, such as n1"
    ),
]

CaseId = Annotated[
    str,
    form(
        r"^[a-zA-Z0-9][a-zA-Z0-9._\-]{0,120}$",
        "write letters, digits, full stops, hyphens and _, such as sc000001-2019-03",
    ),
]


def _day_or_month(value: object) -> object:
    """A day as a date, a month alone as its text."""
    if not isinstance(value, str):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
        if re.fullmatch(r"\d{4}-\d{2}", value):
            return date.fromisoformat(value + "-01").isoformat()[:7]
    except ValueError:
        pass
    raise ValueError("write it as 2019-03-05, or as 2019-03 where only the month is known")


DayOrMonth = Annotated[date | str, BeforeValidator(_day_or_month)]
"""`2018-12-04`, or `2018-12` where only the month is known."""


def _instant(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("write it as 2019-03-06T16:10:00Z") from None
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_instant)]
"""A moment with its zone, `2019-03-06T16:10:00Z`."""


class Baseline(Strict):
    """What the inspection compares with. The grade is context: no rule reads it."""

    last_full_inspection: DayOrMonth | None = None
    grade: Text | None = None
    last_inspection: DayOrMonth | None = None
    used: Literal["last_full_inspection", "last_inspection", "none"] = "last_full_inspection"

    def date_used(self) -> date | str | None:
        """The date of the baseline that is used, a month as its text."""
        return None if self.used == "none" else getattr(self, self.used)


class Inspection(Strict):
    """When the inspection was made and by whom (initials or a staff number)."""

    start: Day | None = None
    end: Day | None = None
    inspector: (
        Annotated[str, form(r"^[A-Za-z0-9._\-]{1,40}$", "write initials or a staff number, without spaces")]
        | None
    ) = None


class Child(Strict):
    """A child in the register: a label, never a name. The key to the labels stays outside."""

    label: Label
    arrived: DayOrMonth | None = None
    left: DayOrMonth | None = None


class Note(Strict):
    """A dated note with its source; linked from answers, or to an area where no question fits."""

    id: NoteId
    date: Day | None = None
    source: Id | None = None
    text: Text
    child: Label | None = None
    areas: Annotated[tuple[Id, ...], OneOrMany] = ()


class Seal(Strict):
    """The inspector's own view, stated before the proposal was shown."""

    judgement: Id
    areas: dict[Id, Id] = Field(default_factory=dict)
    reasons: Text
    by: Text | None = None
    at: Instant | None = None


class JudgementMade(Strict):
    """What the inspector decided, with reasons; a departure differs from the proposal."""

    decided: Id
    by: Text | None = None
    at: Instant | None = None
    departure: Switch = False
    reasons: Text


class ReviewStated(Strict):
    """What one of the two stated of the case review, with reasons and what was weighed beside it."""

    held: Switch
    by: Text | None = None
    at: Instant | None = None
    reasons: Text
    options: Text | None = None


class CaseReviewMade(Strict):
    """What inspector and RIM stated of the case review, each for themselves."""

    inspector: ReviewStated | None = None
    rim: ReviewStated | None = None


class PastInspection(Strict):
    """An inspection of recent years, as the report tells it; no rule reads it."""

    date: DayOrMonth
    kind: Text
    judgement: Text


PassageId = Annotated[
    str,
    form(r"^[a-z0-9][A-Za-z0-9_.\-]*(/[A-Za-z0-9_.\-]+)?$", "write it as the report does, such as service"),
]


class Passage(Strict):
    """A paragraph of the report as the inspector wrote it, in the place of the one drafted there."""

    at: PassageId
    text: Text
    ground: dict[Text, Text] = Field(default_factory=dict)
    """What the draft rested on when it was written, each with a digest of what it said."""


class CommentKept(Strict):
    """What the provider said of the facts in a draft, and what came of it."""

    day: Day
    text: Text
    place: Text | None = None
    question: Text | None = None
    accepted: Switch | None = None
    reasons: Text | None = None
    looked_again: Text | None = None
    by: Text | None = None


class DraftKept(Strict):
    """A draft of the report that went to the provider, with the comments on it."""

    day: Day
    name: Text
    digest: Text
    signed_off: Switch = False
    comments: tuple[CommentKept, ...] = ()


class StepTaken(Strict):
    """A step of the timeline that was taken: which draft was sent, or what helps to find it again."""

    step: Slug
    day: Day
    about: Text | None = None


class DaySet(Strict):
    """A day that counts otherwise than it is published, set by hand."""

    day: Day
    worked: Switch
    reason: Text


class TimelineKept(Strict):
    """What of the timeline was done, and the bank holidays by which it is counted, of whole years."""

    done: tuple[StepTaken, ...] = ()
    days: tuple[DaySet, ...] = ()
    bank_holidays: tuple[Day, ...] = ()
    source: Text | None = None
    """The library that the bank holidays are from, with its version."""


class Header(Strict):
    """The head of a case file, without home and records, whose questions are the pack's."""

    case: CaseId
    evidence_id: CaseId | None = None
    purpose: Literal["inspection", "training", "blind"] = "inspection"
    about: Text | None = None
    baseline: Baseline | None = None
    inspection: Inspection | None = None
    children: tuple[Child, ...] = ()
    notes: tuple[Note, ...] = ()
    complete: Annotated[tuple[Id, ...], OneOrMany] = ()
    sampled: Annotated[tuple[Id, ...], OneOrMany] = ()
    sealed: Seal | None = None
    judgement: JudgementMade | None = None
    case_review: CaseReviewMade | None = None
    timeline: TimelineKept | None = None
    service: Text | None = None
    enforcement: Text | None = None
    legal_basis: Text | None = None
    history: tuple[PastInspection, ...] = ()
    passages: tuple[Passage, ...] = ()
    provider_comments: tuple[DraftKept, ...] = ()


__all__ = [
    "Baseline",
    "CaseReviewMade",
    "Child",
    "CommentKept",
    "DaySet",
    "DraftKept",
    "Header",
    "Inspection",
    "JudgementMade",
    "Note",
    "Passage",
    "PastInspection",
    "ReviewStated",
    "Seal",
    "Slug",
    "StepTaken",
    "TimelineKept",
]
