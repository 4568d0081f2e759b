"""Says in one line what an event tells, in the pack's own words, for the history and the disclosure of a case."""

from __future__ import annotations

from functools import singledispatch
from typing import get_args

from assistant.case import Change, describe
from assistant.pack import Pack
from assistant.store import kinds as k
from assistant.store.kinds import Happening

_CHANGES = get_args(Change)
_ROLES = {"rim": "regional inspection manager", "policy_owner": "policy owner"}


def told(happening: Happening, pack: Pack) -> str:
    """One line without a full stop; what the pack does not know is named by its id."""
    if isinstance(happening, _CHANGES):
        return describe(happening, pack)
    return _say(happening, pack)


def role_label(role: str) -> str:
    """A role as people call it."""
    return _ROLES.get(role, role)


def kind_label(kind: str) -> str:
    """A kind of event in words, for whoever may not read what it tells."""
    return kind.replace("-", " ")


def _numbers(events: tuple[int, ...]) -> str:
    """`event 4`, `events 4, 5`, or the first and last of many in a row."""
    if len(events) > 2 and events[-1] - events[0] == len(events) - 1:
        return f"events {events[0]} to {events[-1]}"
    return ("event " if len(events) == 1 else "events ") + ", ".join(map(str, events))


def _judgement(judgement: str | None, pack: Pack) -> str:
    if judgement is None:
        return "none yet"
    return pack.judgements[judgement].label if judgement in pack.judgements else judgement


@singledispatch
def _say(happening: object, _pack: Pack) -> str:
    raise TypeError(f"{type(happening).__name__} is nothing that an event tells")


@_say.register
def _(told: k.Opened, _pack: Pack) -> str:
    case = told.case
    answers = sum(len(record.answers) for record in case.records.values())
    holds = f" with {answers} answers and {len(case.notes)} notes" if answers or case.notes else ""
    blind = ", to be read blind" if case.purpose == "blind" else ""
    return f"imported from {told.file}{holds}{blind}" if told.file else f"begun{holds}{blind}"


@_say.register
def _(told: k.Undone, _pack: Pack) -> str:
    return f"taken back: {_numbers(told.events)}"


@_say.register
def _(told: k.Redone, _pack: Pack) -> str:
    return f"done again: {_numbers(told.events)}"


@_say.register
def _(told: k.Settled, _pack: Pack) -> str:
    return (
        f"two changes to {told.at} met: {told.kept} was kept and {told.dropped} was not, since {told.reason}"
    )


@_say.register
def _(told: k.ProposalShown, pack: Pack) -> str:
    firm = f", {told.standing}" if told.standing else ""
    return f"proposal shown: {_judgement(told.judgement, pack)}{firm}, by {told.engine}"


@_say.register
def _(told: k.PackAdopted, _pack: Pack) -> str:
    return f"read by the pack {told.version} from here on"


@_say.register
def _(told: k.CaseReviewStated, _pack: Pack) -> str:
    who = "inspector" if told.by == "inspector" else "regional inspection manager"
    weighed = f"; weighed: {told.options}" if told.options else ""
    return (
        f"{who}: a case review {'is' if told.is_held else 'is not'} to be held, since {told.reasons}{weighed}"
    )


@_say.register
def _(told: k.StepDone, _pack: Pack) -> str:
    return f"{told.step} done on {told.day}" + (f": {told.about}" if told.about else "")


@_say.register
def _(told: k.Assigned, _pack: Pack) -> str:
    drawn = ", drawn by a sample" if told.is_drawn else ""
    return f"given to {told.who} as {role_label(told.role)}{drawn}"


@_say.register
def _(told: k.Withdrawn, _pack: Pack) -> str:
    return f"no longer with {told.who}"


@_say.register
def _(told: k.Archived, _pack: Pack) -> str:
    return "archived" + (f": {told.reason}" if told.reason else "")


@_say.register
def _(_told: k.Unarchived, _pack: Pack) -> str:
    return "taken out of the archive"


@_say.register
def _(told: k.Queried, _pack: Pack) -> str:
    return f"query about {told.at}: {told.text}"


@_say.register
def _(told: k.Replied, _pack: Pack) -> str:
    return f"reply to the query in event {told.query}: {told.text}"


@_say.register
def _(told: k.SignedOff, _pack: Pack) -> str:
    dissent = f", with dissent: {told.dissent}" if told.dissent else ""
    return f"signed off as {role_label(told.role)}{dissent}"


@_say.register
def _(told: k.Exported, _pack: Pack) -> str:
    return f"written to {told.name} as a {told.purpose}"


@_say.register
def _(told: k.HeadPinned, _pack: Pack) -> str:
    return f"the chain up to event {told.event} was written down in {told.where}"


@_say.register
def _(told: k.HoldPlaced, _pack: Pack) -> str:
    return f"under a legal hold: {told.reason}"


@_say.register
def _(told: k.HoldLifted, _pack: Pack) -> str:
    return f"legal hold lifted: {told.reason}"


@_say.register
def _(told: k.ErasureOrdered, _pack: Pack) -> str:
    return f"{_numbers(told.events)} erased under the order {told.order}: {told.reason}"
