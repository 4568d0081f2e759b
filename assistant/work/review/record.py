"""The record of a review: who began it when and by which rules, what was said of each point, and what holds it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.case import JudgementRecorded
from assistant.problems import Problem
from assistant.store import Event, Standing
from assistant.store.kinds import Queried, Replied, ReviewBegun, Reviewed, SignedOff, kind_of
from assistant.work.case_review import spelt
from assistant.work.telling import told_counted

_SAID = frozenset((kind_of(Queried), kind_of(Replied), kind_of(Reviewed)))
"""The kinds of event by which something is said of a point."""
Verdict = Literal["agreed", "queried", "not agreed", "taken back"]
_VERDICTS: Mapping[bool | None, Verdict] = {True: "agreed", False: "not agreed", None: "taken back"}


BEFORE = " – of the case as it stood before"
"""How what was said of the case before it changed is marked."""
BEGUN_ANEW = " – before the review was begun anew"
"""How it is marked where the case has not changed since, and yet counts no more."""


@dataclass(frozen=True, slots=True)
class Said:
    """What quality assurance said of a point."""

    event: Event
    at: str
    verdict: Verdict
    text: str | None
    replies: tuple[Event, ...] = ()
    """For a query, what was answered."""
    is_before: bool = False
    """Whether it was said before the review was begun last, and so counts for it no more."""
    is_open: bool = False
    """Whether it is a query to which nobody else replied, and about whose point nothing was agreed since."""
    is_void: bool = False
    """Whether it is an agreement that was taken back, or that it was."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it stands."""

    begun: Event | None
    """When it was begun last; None where it never was."""
    said: tuple[Said, ...]
    """All that was said, in order."""
    changed: tuple[Event, ...]
    """What changed in the case after that, and stands."""
    signed_off: tuple[Event, ...]
    erased: tuple[Event, ...] = ()
    """Where something was said since it was begun, and what was said is erased."""
    judged_by: frozenset[str] = frozenset()
    """Who judged the case: who is told to have done so, and who wrote it down."""
    changed_last: int = 0
    """The event by which the case changed last, of all that stand."""

    @property
    def by_rules(self) -> ReviewBegun | None:
        """By which rules and framework it is made."""
        return self.begun.happened if self.begun and isinstance(self.begun.happened, ReviewBegun) else None

    @property
    def last(self) -> Mapping[str, Said]:
        """What was said last of each point, and stands."""
        return {one.at: one for one in self.said if not one.is_void}

    @property
    def open_queries(self) -> tuple[Said, ...]:
        """The queries that have no reply."""
        return tuple(one for one in self.said if one.is_open)

    @property
    def not_agreed(self) -> tuple[Said, ...]:
        """The points that were not agreed, and not agreed since: neither a query nor a reply lifts that."""
        verdicts = {one.at: one for one in self.said if one.verdict != "queried" and not one.is_void}
        return tuple(one for one in verdicts.values() if one.verdict == "not agreed")

    @property
    def looked_at(self) -> frozenset[str]:
        """The points of which something was said since the review was begun last."""
        return frozenset(one.at for one in self.said if not (one.is_before or one.is_void))

    @property
    def looked_at_since_change(self) -> frozenset[str]:
        """Those of which something was said since the case changed last as well."""
        changed = max((event.sequence for event in self.changed), default=0)
        stands = (one for one in self.said if not (one.is_before or one.is_void))
        return frozenset(one.at for one in stands if one.event.sequence > changed)

    def is_signed_before(self, signed: Event) -> bool:
        """Whether a sign-off is of the case as it stood before it changed, or the review was begun anew."""
        begun = self.begun.sequence if self.begun else 0
        return signed.sequence < max([begun, *(event.sequence for event in self.changed)])

    def is_of_before(self, event: Event) -> bool:
        """Whether the case has changed since an event."""
        return event.sequence < self.changed_last

    def mark(self, event: Event) -> str:
        """How something is marked that was said before the review was begun last, or signed before the case changed."""
        return BEFORE if self.is_of_before(event) else BEGUN_ANEW

    def is_after_begun(self, event: Event) -> bool:
        """Whether an event came after the review was begun last."""
        return self.begun is not None and event.sequence > self.begun.sequence

    def said_last(self, actor: str, at: str | None = None) -> Said | None:
        """What somebody said last, about a point or about any, and has not taken back."""
        stands = (one for one in reversed(self.said) if one.event.row.actor == actor and not one.is_void)
        return next((one for one in stands if at in (None, one.at)), None)

    def told_erased(self) -> Iterator[str]:
        """What was said and is erased, each in words without a full stop; what hung on it reads as if it never was."""
        for event in self.erased:
            yield f"what {event.row.actor} said in event {event.sequence} is erased, or not shown to you"

    def same_people(self) -> Iterator[str]:
        """Where one person did what is for two, each in words without a full stop.

        A store in a file lets its owner be everybody; on a server somebody may have several roles.
        """
        begun = {self.begun.row.actor} if self.begun else set[str]()
        reviewers = begun | {one.event.row.actor for one in self.said}
        if both := reviewers & self.judged_by:
            yield f"reviewed by the same person who judged ({', '.join(sorted(both))})"
        for event in self.signed_off:
            signer, told = event.row.actor, event.happened
            did = "judged" if signer in self.judged_by else "reviewed" if signer in reviewers else ""
            if did and isinstance(told, SignedOff) and (did == "judged" or told.role == "rim"):
                yield f"signed off as {spelt(told.role)} by the same person who {did} ({signer})"

    @property
    def told_changed(self) -> str:
        """That the case has changed since the review began, in words without a full stop; empty where it has not."""
        numbers = ", ".join(str(event.sequence) for event in self.changed)
        return f"the case has changed since the review began (event {numbers})" if numbers else ""

    def holds_up(self) -> Iterator[str]:
        """What stands in the way of a sign-off without dissent, each in words without a full stop."""
        for one in self.open_queries:
            yield f"the query of event {one.event.sequence} about {one.at} has no reply"
        for one in self.not_agreed:
            yield f"event {one.event.sequence} does not agree about {one.at}"
        if self.changed:
            yield self.told_changed


def review(standing: Standing) -> Review:
    """The review of a case, from its events. Pure."""
    begun = next((one for one in reversed(standing.events) if isinstance(one.happened, ReviewBegun)), None)
    since = begun.sequence if begun else standing.sequence
    return Review(
        begun,
        tuple(_said(standing, since if begun else 0)),
        standing.changed_since(since),
        tuple(event for event in standing.events if isinstance(event.happened, SignedOff)),
        tuple(
            event
            for event in standing.events
            if event.happened is None and event.row.kind in _SAID and event.sequence > since
        ),
        frozenset(_judged_by(standing)),
        max((event.sequence for event in standing.changed_since(0)), default=0),
    )


def _judged_by(standing: Standing) -> Iterator[str]:
    """The account that recorded the judgement; where it came with a file, whom the file names: no initials are an account."""
    made = standing.case.judgement
    if name := standing.recorded_by(JudgementRecorded) or (made.by if made else None):
        yield name


def told_sign_off(event: Event, when: str = "") -> str:
    """Who signed off, as what and when, after how many points, and over which dissent; empty for another event."""
    told = event.happened
    if not isinstance(told, SignedOff):
        return ""
    # Words go on behind it, so how it ends is not its own.
    with_dissent = f", with dissent: {told.dissent.rstrip('. ')}" if told.dissent else ""
    return f"signed off by {event.row.actor} as {spelt(told.role)}{when}{told_counted(told)}{with_dissent}"


def behind(standing: Standing) -> str:
    """Who stands behind a case as it is, as what and since when, in words; empty where nobody does."""
    if not standing.is_signed_off:
        return ""
    signed = [one for one in standing.events if isinstance(one.happened, SignedOff)]
    stands = [one for one in signed if not standing.changed_since(one.sequence)]
    return "; ".join(told_sign_off(one, f" on {one.at.astimezone():%Y-%m-%d}") for one in stands)


def would_replace(standing: Standing, actor: str) -> str:
    """What is said where somebody judges a case that somebody else judged; empty where nobody else did.

    Where the judgement came with a file it is of whom the file names: those may be the initials of the same person.
    """
    others = sorted(set(_judged_by(standing)) - {actor})
    return (
        f"It takes the place of the judgement of {others[0]}, which stays in the history." if others else ""
    )


def would_lapse(standing: Standing) -> str:
    """What is asked before a case is changed: that a sign-off lapses by it. Empty where nobody signed it off."""
    if not standing.is_signed_off:
        return ""
    return (
        f"The case is {behind(standing)}: with this it is so no longer, and goes to quality assurance again."
    )


def lapse_problem(before: Standing, now: Standing) -> Problem | None:
    """That a sign-off lapsed by what was done between; None where none did."""
    if not before.is_signed_off or now.is_signed_off:
        return None
    what = f"with this the case is no longer {behind(before)}"
    return Problem("review-lapsed", what, "it goes to quality assurance again")


def lapsed(before: Standing, now: Standing) -> str:
    """The same in words; empty where none lapsed."""
    told = lapse_problem(before, now)
    return told.in_a_line if told else ""


def _said(standing: Standing, since: int) -> Iterator[Said]:
    replies: dict[int, list[Event]] = {}
    void = _taken_back(standing.events)
    agreed: dict[str, int] = {}
    for event in standing.events:
        if isinstance(told := event.happened, Replied):
            replies.setdefault(told.query, []).append(event)
        elif isinstance(told, Reviewed) and told.is_agreed and event.sequence not in void:
            agreed[told.at] = event.sequence
    for event in standing.events:
        before, is_void = event.sequence < since, event.sequence in void
        match event.happened:
            case Reviewed(at=at, is_agreed=is_agreed, text=text):
                yield Said(event, at, _VERDICTS[is_agreed], text, is_before=before, is_void=is_void)
            case Queried(at=at, text=text):
                told_back = tuple(replies.get(event.sequence, ()))
                # INVARIANT: who asks does not reply to themselves (tests/work/review/test_review.py).
                others = any(reply.row.actor != event.row.actor for reply in told_back)
                is_open = not others and agreed.get(at, 0) < event.sequence
                yield Said(event, at, "queried", text, told_back, before, is_open)


def _taken_back(events: Iterable[Event]) -> frozenset[int]:
    """The agreements that were taken back, each by who agreed, and the events that tell so."""
    stands: dict[tuple[str, str], list[int]] = {}
    void: list[int] = []
    for event in events:
        match event.happened:
            case Reviewed(at=at, is_agreed=True):
                stands.setdefault((event.row.actor, at), []).append(event.sequence)
            case Reviewed(at=at, is_agreed=None):
                void += [event.sequence, *stands.get((event.row.actor, at), [])[-1:]]
                stands[event.row.actor, at] = stands.get((event.row.actor, at), [])[:-1]
            case _:
                pass
    return frozenset(void)
