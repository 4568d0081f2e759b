"""Says in one line what an event tells, in the pack's own words, for the history and the disclosure of a case."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.case import describe
from assistant.pack import Pack
from assistant.store import Event
from assistant.store import kinds as k


def told(happened: k.Happening, pack: Pack, by_number: Mapping[int, Event]) -> str:
    """One line without a full stop; what the pack does not know is named by its id.

    `by_number` gives the events of the case by their numbers, for those that tell of others.
    """
    if isinstance(happened, k.CHANGES):
        return describe(happened, pack)
    return _beside(happened, pack, by_number)


def _beside(happened: k.Happening, pack: Pack, by_number: Mapping[int, Event]) -> str:  # noqa: C901  # one line a kind
    match happened:
        case k.Opened(file=None):
            return "begun"
        case k.Opened(file=file):
            return f"imported from {file}"
        case k.Undone(events=events) | k.Redone(events=events):
            done = [by_number[number].happened for number in events if number in by_number]
            told = "; ".join(describe(one, pack) if isinstance(one, k.CHANGES) else "erased" for one in done)
            return f"{'taken back' if isinstance(happened, k.Undone) else 'done again'}: {told}"
        case k.Settled(at=at, reason=reason):
            return f"two changes to {at} met, and one was kept: {reason}"
        case k.ProposalShown():
            return f"proposal shown: {_proposal(happened, pack)} ({happened.engine})"
        case k.PackAdopted(version=version):
            return f"read from here on by the pack {version}"
        case k.CaseReviewStated():
            who = "the inspector" if happened.by == "inspector" else "the regional inspection manager"
            held = "a case review is held" if happened.is_held else "no case review is held"
            return f"{who} says that {held}: {happened.reasons}"
        case k.StepDone(step=step, day=day):
            return f"step of the timeline done on {day}: {step}"
        case k.Assigned(who=who, role=role, is_drawn=is_drawn):
            return f"{'drawn for' if is_drawn else 'given to'} {who} as {role.replace('_', ' ')}"
        case k.Withdrawn(who=who):
            return f"taken from {who}"
        case k.Archived(reason=reason):
            return "archived" + (f": {reason}" if reason else "")
        case k.Unarchived():
            return "among the others again"
        case k.Queried(at=at, text=text):
            return f"asked about {at}: {text}"
        case k.Replied(query=query, text=text):
            return f"answered the query of event {query}: {text}"
        case k.SignedOff(role=role, dissent=dissent):
            return f"signed off as {role.replace('_', ' ')}" + (f", dissenting: {dissent}" if dissent else "")
        case k.Exported(name=name, purpose=purpose):
            return f"exported as {purpose} to {name}"
        case k.HeadPinned(event=event, where=where):
            return f"the chain up to event {event} was written down at {where}"
        case k.HoldPlaced(reason=reason):
            return f"put under a legal hold: {reason}"
        case k.HoldLifted(reason=reason):
            return f"legal hold lifted: {reason}"
        case k.ErasureOrdered(events=events, order=order, reason=reason):
            return f"erasure of {len(events)} event{'s' if len(events) > 1 else ''} ordered under {order}: {reason}"
        case other:
            return k.kind_of(other)


def _proposal(shown: k.ProposalShown, pack: Pack) -> str:
    def label(name: str) -> str:
        outcome = pack.judgements.get(name)
        return outcome.label if outcome else name

    if shown.judgement is None:
        return "none yet; still possible: " + ", ".join(map(label, shown.possible))
    return f"{label(shown.judgement)}, {shown.standing}"
