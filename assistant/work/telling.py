"""Says in one line what an event tells, in the pack's own words, for the history and the disclosure of a case."""

from __future__ import annotations

import json
from collections.abc import Mapping

from assistant.case import Case, JudgementRecorded, describe
from assistant.document import shortened
from assistant.numbers import number
from assistant.pack import Pack
from assistant.reasoning.judge import MEANING
from assistant.store import Event
from assistant.store import kinds as k
from assistant.store.codec import from_json
from assistant.work.case_review import SPELT, spelt
from assistant.work.working_days import library_told


def told(happened: k.Happening, pack: Pack, by_number: Mapping[int, Event]) -> str:
    """One line without a full stop; what the pack does not know is named by its id.

    `by_number` gives the events of the case by their numbers, for those that tell of others.
    """
    if isinstance(happened, JudgementRecorded) and happened.judgement.reasons:
        # One that was judged anew stands nowhere else with its reasons.
        return f"{describe(happened, pack)}; because: {happened.judgement.reasons}"
    if isinstance(happened, k.CHANGES):
        return describe(happened, pack)
    return _beside(happened, pack, by_number)


def _came_with(case: Case) -> str:
    """How many answers and notes were in the file already: none of them is told one by one after it."""
    answers = sum(len(record.answers) for record in case.records.values())
    parts = [number(count, what) for count, what in ((answers, "answer"), (len(case.notes), "note")) if count]
    return f", with {' and '.join(parts)} that it held" if parts else ""


def told_counted(signed: k.SignedOff) -> str:
    """Of how many points something was said before a sign-off, with a comma in front; empty where it was not counted."""
    if signed.looked_at is None or signed.points is None:
        return ""
    return f", {signed.looked_at} of {signed.points} points looked at"


def _beside(happened: k.Happening, pack: Pack, by_number: Mapping[int, Event]) -> str:  # noqa: C901  # one line a kind
    match happened:
        case k.Opened(case=case, file=file):
            of = f", a blind reading of {case.evidence_id}" if case.purpose == "blind" else ""
            return (f"imported from {file}{_came_with(case)}" if file else "begun") + of
        case k.Undone(events=events) | k.Redone(events=events):
            done = [by_number[number].happened for number in events if number in by_number]
            told = "; ".join(describe(one, pack) if isinstance(one, k.CHANGES) else "erased" for one in done)
            return f"{'taken back' if isinstance(happened, k.Undone) else 'done again'}: {told}"
        case k.Settled(kept=kept, dropped=dropped, reason=reason):
            if not dropped:
                beside = _whole(kept, pack, by_number)
                return f"two changes met; both are kept, the later one being: {beside}; because: {reason}"
            both = (_whole(one, pack, by_number) for one in (kept, dropped))
            return "two changes met; kept: {}; dropped: {}; because: {}".format(*both, reason)
        case k.ProposalShown():
            return f"proposal shown: {_proposal(happened, pack)}"
        case k.PackAdopted(pack=digest, version=version):
            return f"read from here on by the pack {version}, digest {shortened(digest)}"
        case k.CaseReviewStated():
            held = "a case review is held" if happened.is_held else "no case review is held"
            weighed = f"; weighed beside it: {happened.options}" if happened.options else ""
            return f"the {SPELT[happened.by]} says that {held}: {happened.reasons}{weighed}"
        case k.StepDone(step=step, day=day, about=about):
            named = next((one.activity for one in pack.timeline.steps if one.id == step), step)
            when = f"done on {day}" if day else "not done after all"
            return f"{named}: {when}" + (f" ({about})" if about else "")
        case k.HolidaysKept(days=days, source=source):
            years = sorted({day[:4] for day in days})
            return (
                f"bank holidays of England and Wales in {' and '.join(years)} kept, by {library_told(source)}"
            )
        case k.WorkingDaySet(day=day, is_worked=is_worked, reason=reason):
            how = {True: "as a working day", False: "as no working day", None: "as published"}[is_worked]
            return f"counted {how} from here on, {day}: {reason}"
        case k.TryingBegun():
            return "other answers were tried from here on, of which nothing is saved"
        case k.TryingEnded(tried=tried):
            return f"trying ended: {tried or 'no'} answer{'' if tried == 1 else 's'} tried, none saved"
        case k.Assigned(who=who, role=role, is_drawn=is_drawn):
            return f"{'drawn for' if is_drawn else 'given to'} {who} as {role.replace('_', ' ')}"
        case k.Withdrawn(who=who):
            return f"taken from {who}"
        case k.Archived(reason=reason):
            return "archived" + (f": {reason}" if reason else "")
        case k.Unarchived():
            return "among the others again"
        case k.ReviewBegun(framework=framework):
            return f"quality assurance began to go through it, by {framework}"
        case k.Reviewed(at=at, is_agreed=is_agreed, text=text):
            how = {True: "agreed", False: "did not agree", None: "took back an agreement"}[is_agreed]
            return f"{how} about {at}" + (f": {text}" if text else "")
        case k.Queried(at=at, text=text):
            return f"asked about {at}: {text}"
        case k.Replied(query=query, text=text):
            return f"answered the query of event {query}: {text}"
        case k.SignedOff(role=role, dissent=dissent) as signed:
            dissenting = f", dissenting: {dissent}" if dissent else ""
            return f"signed off as {spelt(role)}{told_counted(signed)}{dissenting}"
        case k.Exported(name=name, purpose=purpose):
            return f"exported as {purpose} to {name}"
        case k.DraftSent(day=day, name=name, is_signed_off=is_signed_off):
            return f"draft sent to the provider on {day}: {name}" + (
                "" if is_signed_off else ", not signed off"
            )
        case k.Commented(day=day, text=text, place=place, question=question):
            of = " and ".join(one for one in (place, question) if one)
            return f"comment of the provider on {day}" + (f", on {of}" if of else "") + f": {text}"
        case k.CommentSettled(comment=comment, is_accepted=is_accepted, reasons=reasons, looked_again=by):
            how = "accepted" if is_accepted else "not accepted"
            again = f"; {by} looked at the judgement again" if by else ""
            return f"comment of event {comment} {how}: {reasons}{again}"
        case k.HeadPinned(event=event, where=where):
            return f"the chain up to event {event} was written down at {where}"
        case k.HoldPlaced(reason=reason):
            return f"put under a legal hold: {reason}"
        case k.HoldLifted(reason=reason):
            return f"legal hold lifted: {reason}"
        case k.ErasureOrdered(events=events, order=order, reason=reason, by=by, at=at):
            again = f" (first by {by} on {at[:10]}; done again after a restore)" if by and at else ""
            number = f"{len(events)} event{'s' if len(events) > 1 else ''}"
            return f"erasure of {number} ordered under {order}: {reason}{again}"
        case other:
            return k.kind_of(other)


def _whole(text: str, pack: Pack, by_number: Mapping[int, Event]) -> str:
    """One of two changes that met, in words, as the ledger keeps it whole: `kind {…}`."""
    kind, _, content = text.partition(" ")
    try:
        return told(from_json(kind, json.loads(content)), pack, by_number)
    except ValueError:
        return text  # `erased`, where what it told was gone already


def _proposal(shown: k.ProposalShown, pack: Pack) -> str:
    """What was proposed, whether open answers could change it, and which of the two readings of the rules said so."""

    def label(name: str) -> str:
        outcome = pack.judgements.get(name)
        return outcome.label if outcome else name

    is_engine = shown.engine != MEANING
    by = f"the rule engine, {shown.engine}" if is_engine else "these rules, without the rule engine"
    if shown.judgement is None:
        return f"none yet; still possible: {', '.join(map(label, shown.possible))}; worked out by {by}"
    could = (
        "no answer still open could change it"
        if shown.standing == "settled"
        else "answers still open could change it"
    )
    return f"{label(shown.judgement)}, {shown.standing} ({could}); worked out by {by}"
