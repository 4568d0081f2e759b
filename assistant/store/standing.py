"""How a case stands after its events: what they say of it, folded in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from assistant.case import Case, JudgementRecorded, Sealed
from assistant.case.header import ReviewStated
from assistant.problems import Problem, Refused
from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.folding import Made, fold, undone_by
from assistant.store.kinds import (
    CHANGES,
    READING,
    Archived,
    Assigned,
    CaseReviewStated,
    HoldLifted,
    HoldPlaced,
    Opened,
    PackAdopted,
    ProposalShown,
    Queried,
    Redone,
    ReviewBegun,
    Reviewed,
    SignedOff,
    Unarchived,
    Undone,
    Withdrawn,
)

_CHANGING = ("undone", "redone", "case-review-stated", "pack-adopted")
"""Kinds of event that change a case although they are no changes of what it says."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody stated of the case review, with the event it stands in."""

    event: Event
    told: CaseReviewStated
    came: ReviewStated | None = None
    """As its file told it, where it came with that: nobody here vouches for who said so."""

    @property
    def by(self) -> str | None:
        """Who stated it, where that is told."""
        return self.came.by if self.came else self.event.row.actor

    @property
    def at(self) -> datetime | None:
        """When it was stated, where that is told."""
        return self.came.at if self.came else self.event.at


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as it stands."""

    case: Case
    opened: Opened
    events: tuple[Event, ...] = field(repr=False)
    made: tuple[Made, ...] = field(default=(), repr=False)
    """Every change that was ever made, in order."""
    undone: frozenset[int] = frozenset()
    """Those of them that were taken back, by the numbers of their events."""
    pack: str = ""
    """The digest of the pack it is read by."""
    is_archived: bool = False
    is_held: bool = False
    assigned: tuple[Assigned, ...] = ()
    signed_off: tuple[SignedOff, ...] = ()
    proposal: ProposalShown | None = None
    """What was proposed when a proposal was shown last."""
    case_review: tuple[Stated, ...] = ()
    """What inspector and RIM stated of the case review, the last of each, the inspector's in front."""
    lost: tuple[int, ...] = ()
    """Changes that do not fit, by the numbers of their events: what they rest on was erased."""

    @property
    def sequence(self) -> int:
        """The number of the last event."""
        return self.events[-1].sequence

    @property
    def changed_at(self) -> str:
        """When it was changed last, or something was said of it; that it was looked at is no change."""
        changes = (one for one in reversed(self.events) if not isinstance(one.happened, READING))
        return next(changes, self.events[-1]).row.at

    @property
    def file(self) -> str | None:
        """The name of the file it came from."""
        return self.opened.file

    @property
    def state(self) -> str:
        """How far it has come: open, sealed, judged, in review or signed off."""
        if self.is_signed_off:
            return "signed off"
        if any(isinstance(event.happened, Queried | ReviewBegun | SignedOff) for event in self.events):
            return "in review"
        return "judged" if self.case.judgement else "sealed" if self.case.sealed else "open"

    @property
    def is_signed_off(self) -> bool:
        """Whether somebody stands behind the case as it is.

        Nothing has changed since, and nothing was asked, begun, taken back or not agreed.
        """
        signed = next((one for one in reversed(self.events) if isinstance(one.happened, SignedOff)), None)
        if signed is None or self.changed_since(signed.sequence):
            return False
        later = (one.happened for one in self.events if one.sequence > signed.sequence)
        return not any(
            isinstance(one, Queried | ReviewBegun) or (isinstance(one, Reviewed) and not one.is_agreed)
            for one in later
        )

    def changed_since(self, sequence: int) -> tuple[Event, ...]:
        """What changed after an event in what the case says or by which pack it is read; taken back is changed too."""
        stands = {one.event.sequence for one in self.made} - self.undone
        return tuple(
            event
            for event in self.events
            if event.sequence > sequence and (event.sequence in stands or event.row.kind in _CHANGING)
        )

    def can_undo(self, actor: str) -> bool:
        """Whether this actor has a step that stands and may be taken back."""
        return bool(self._last_step(actor))

    def undo(self, actor: str) -> Undone | None:
        """What would take back this actor's last step that stands, or None where there is nothing to take back.

        A sealed view is not taken back, nor what came before it. Raises `Refused` where something that
        was done later rests on it.
        """
        step = self._last_step(actor)
        if not step:
            return None
        try:
            self.case_without(self.undone | set(step))
        except Refused as refused:
            what = f"it cannot be taken back: {refused.problems[0].what}"
            raise Refused([Problem("change-in-use", what, "take back first what was done later")]) from None
        return Undone(step)

    def _last_step(self, actor: str) -> tuple[int, ...]:
        """The events of this actor's last step that stands, after the seal if there is one."""
        step: list[Made] = []
        for one in reversed(self.made):
            if isinstance(one.change, Sealed) or (step and one.step != step[0].step):
                break
            if one.event.row.actor == actor and one.event.sequence not in self.undone:
                step.append(one)
        return tuple(one.event.sequence for one in reversed(step))

    def case_without(self, undone: frozenset[int]) -> Case:
        """The case as it would be with these changes taken back. Raises `Refused` where others rest on one of them."""
        case, lost = fold(self.opened.case, self.made, undone)
        for number, problem in lost.items():
            if number not in self.lost:
                raise Refused([problem])
        return case

    def last_of(self, kind: type[Sealed | JudgementRecorded]) -> int | None:
        """The number of the event by which the case was last sealed, or judged.

        0 where it came so with its file, before anything that was done here; None where it is not.
        """
        for one in reversed(self.made):
            if isinstance(one.change, kind) and one.event.sequence not in self.undone:
                return one.event.sequence
        begun = self.opened.case
        came = begun.sealed if kind is Sealed else begun.judgement
        return None if came is None else 0

    def recorded_by(self, kind: type[Sealed | JudgementRecorded]) -> str | None:
        """Whose account wrote the seal, or the judgement, that stands; None where it came with the case's file."""
        last = self.last_of(kind)
        return next((one.row.actor for one in self.events if one.sequence == last), None)

    def case_at(self, number: int) -> Case:
        """The case as it was after an event, without what was taken back since."""
        later = {one.event.sequence for one in self.made if one.event.sequence > number}
        return self.case_without(self.undone | later)

    def with_case(self, case: Case) -> Standing:
        """The same events with the case as it would be after changes that are not written yet."""
        return replace(self, case=case)

    def redo(self, actor: str) -> Redone | None:
        """What would make this actor's last step again that was taken back, or None.

        Once this actor did something else, a view was sealed, or it no longer fits what others did since,
        it is not done again.
        """
        for event in reversed(self.events):
            if isinstance(event.happened, Sealed):
                return None
            if event.row.actor != actor:
                continue
            match event.happened:
                case Undone(events=events) if self.undone.issuperset(events):
                    try:
                        self.case_without(self.undone - set(events))
                    except Refused:
                        return None
                    return Redone(events)
                case Undone() | Redone():
                    continue
                case happened if isinstance(happened, CHANGES):
                    return None
        return None

    def then(self, events: Iterable[Event]) -> Standing:
        """How the case stands after more events."""
        new = tuple(events)
        if not new:
            return self
        if any(event.happened is None or isinstance(event.happened, (Undone, Redone)) for event in new):
            return standing_of((*self.events, *new))
        now = _beside(self, new)
        made = tuple(Made(event, event.happened) for event in new if isinstance(event.happened, CHANGES))
        case, lost = fold(self.case, made, frozenset())
        return replace(
            now,
            case=case,
            events=(*self.events, *new),
            made=(*self.made, *made),
            lost=(*self.lost, *lost),
        )


def standing_of(events: Sequence[Event]) -> Standing:
    """How a case stands after all of its events, from the first. Raises `Refused` where its beginning is erased."""
    first = events[0].happened if events else None
    if events and events[0].is_hidden:
        refuse(
            "store-forbidden",
            "what the case says is not shown to you, only that something happened to it",
            "ask whoever set the store up (`sccif admin`) to give you the case",
        )
    if not isinstance(first, Opened):
        refuse(
            "store-erased",
            "what the case said at its beginning was erased, so it cannot be shown",
            f"see who ordered it and why with `sccif cases history {events[0].row.case_id}`",
        )
    made = tuple(Made(event, event.happened) for event in events if isinstance(event.happened, CHANGES))
    undone = undone_by(events)
    case, lost = fold(first.case, made, undone)
    opened = Standing(
        case,
        first,
        tuple(events),
        made,
        undone,
        first.pack,
        case_review=tuple(_came_with(events[0], first.case)),
        lost=tuple(lost),
    )
    return _beside(opened, events)


def _came_with(event: Event, case: Case) -> Iterator[Stated]:
    """What a case's file said was stated of the case review."""
    speakers: tuple[Literal["inspector", "rim"], ...] = ("inspector", "rim")
    for by in speakers:
        came: ReviewStated | None = getattr(case.case_review, by, None)
        if came is not None:
            yield Stated(event, CaseReviewStated(by, came.held, came.reasons, came.options), came)


def _beside(standing: Standing, events: Iterable[Event]) -> Standing:
    """The standing after what these events say beside the case itself."""
    for event in events:
        changed = _told(standing, event)
        if changed:
            standing = replace(standing, **changed)
    return standing


def _told(now: Standing, event: Event) -> dict[str, Any]:
    """The fields that an event changes."""
    match event.happened:
        case PackAdopted(pack=pack):
            return {"pack": pack}
        case Archived() | Unarchived() as told:
            return {"is_archived": isinstance(told, Archived)}
        case HoldPlaced() | HoldLifted() as told:
            return {"is_held": isinstance(told, HoldPlaced)}
        case Assigned() | Withdrawn() as told:
            others = tuple(one for one in now.assigned if one.who != told.who)
            return {"assigned": (*others, told) if isinstance(told, Assigned) else others}
        case SignedOff() as told:
            return {"signed_off": (*now.signed_off, told)}
        case ProposalShown() as told:
            return {"proposal": told}
        case CaseReviewStated() as told:
            rest = [one for one in now.case_review if one.told.by != told.by]
            both = sorted([*rest, Stated(event, told)], key=lambda one: one.told.by)
            return {"case_review": tuple(both)}
        case _:
            return {}
