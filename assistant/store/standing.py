"""How a case stands after its events: what they say of it, folded in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from assistant.case import (
    Answer,
    Answered,
    Case,
    Change,
    JudgementRecorded,
    Key,
    Record,
    Sealed,
    apply,
)
from assistant.problems import Problem, Refused
from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.kinds import (
    CHANGES,
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
    Replied,
    SignedOff,
    Unarchived,
    Undone,
    Withdrawn,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A change with the event it stands in."""

    event: Event
    change: Change

    @property
    def step(self) -> tuple[str, str]:
        """What it has in common with the changes made at one stroke: one actor, one moment."""
        return self.event.row.actor, self.event.row.at


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody stated of the case review, with the event it stands in."""

    event: Event
    told: CaseReviewStated


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
    queries: tuple[int, ...] = ()
    """The queries that have no reply, by the numbers of their events."""
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
        """When it was written to last."""
        return self.events[-1].row.at

    @property
    def file(self) -> str | None:
        """The name of the file it came from."""
        return self.opened.file

    @property
    def state(self) -> str:
        """How far it has come: open, sealed, judged, in review or signed off."""
        if self.signed_off:
            return "signed off"
        if any(isinstance(event.happened, Queried) for event in self.events):
            return "in review"
        return "judged" if self.case.judgement else "sealed" if self.case.sealed else "open"

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
        case, lost = _fold(self.opened.case, self.made, undone)
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
        case, lost = _fold(self.case, made, frozenset())
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
            "see who ordered it and why with `sccif cases history`",
        )
    made = tuple(Made(event, event.happened) for event in events if isinstance(event.happened, CHANGES))
    undone = undone_by(events)
    case, lost = _fold(first.case, made, undone)
    opened = Standing(case, first, tuple(events), made, undone, first.pack, lost=tuple(lost))
    return _beside(opened, events)


def undone_by(events: Iterable[Event]) -> frozenset[int]:
    """The changes that were taken back and stay so, by the numbers of their events."""
    undone: set[int] = set()
    for event in events:
        match event.happened:
            case Undone(events=numbers):
                undone.update(numbers)
            case Redone(events=numbers):
                undone.difference_update(numbers)
    return frozenset(undone)


def _fold(opened: Case, made: Sequence[Made], undone: frozenset[int]) -> tuple[Case, dict[int, Problem]]:
    """The case after the changes that stand, and what is wrong with those that do not fit.

    They are left out: a case must never become unreadable by one of its events. Answers that follow
    each other are put in together, since each alone copies the case.
    """
    case, lost = opened, dict[int, Problem]()
    for is_answer, run in groupby(
        (one for one in made if one.event.sequence not in undone),
        key=lambda one: isinstance(one.change, Answered),
    ):
        left = list(run)
        if is_answer and len(left) > 1:
            case, left = _with_answers(case, left)
        for one in left:
            try:
                case = apply(case, one.change)
            except Refused as refused:
                lost[one.event.sequence] = refused.problems[0]
    return case, lost


def _with_answers(case: Case, run: Sequence[Made]) -> tuple[Case, list[Made]]:
    """The case with all of these answers, and those of records that are not there.

    INVARIANT: as if each had been applied in turn (tests/store/test_standing.py).
    """
    records, unfit = dict(case.records), list[Made]()
    given: dict[Key, dict[str, Answer]] = {}
    for one in run:
        if not isinstance(one.change, Answered):
            raise TypeError(one.change)
        key, question = one.change.at
        if key in given:
            given[key][question] = one.change.answer
        elif key in records or not key.added:
            answers = records[key].answers if key in records else {}
            given[key] = {**answers, question: one.change.answer}
            records.setdefault(key, Record(key))
        else:
            unfit.append(one)
    for key, answers in given.items():
        records[key] = Record(key, MappingProxyType(answers))
    return replace(case, records=MappingProxyType(records)), unfit


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
        case Queried():
            return {"queries": (*now.queries, event.sequence)}
        case Replied(query=query):
            return {"queries": tuple(one for one in now.queries if one != query)}
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
