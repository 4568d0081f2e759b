"""Asks for the own view, area by area, and seals it; then what the rules propose is told."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.case import Sealed
from assistant.cli.asking.standing import core_open, tell_proposal
from assistant.cli.asking.talk import LEAVE, Talk
from assistant.cli.asking.words import outcome_named
from assistant.problems import Problem, Refused
from assistant.work import sealing
from assistant.work.ending import amiss, amiss_line
from assistant.work.naming import caution

_WHAT_IT_IS = (
    "State what you make of each area and of the whole; then, once and at the end, you are asked for your reasons. "
    "The view is stated once, and kept beside whatever is decided later. A full stop leaves it; what was stated is kept. The report to the provider has "
    "none of it: it gives the reasons of the judgement word for word, which are asked for when that is recorded."
)


def seal(talk: Talk) -> bool:
    """Ask for the own view, area by area, and seal it. True once it is sealed. Raises `Ended`, and `Refused`."""
    sitting = talk.sitting
    _refuse_where_none_is_due(talk)
    talk.say(_WHAT_IT_IS)
    view: dict[str, str] = {}
    for name in sealing.asked_for(sitting.pack):
        stated = _stated(talk, name)
        if stated is None:
            return False
        view[name] = stated
    reasons = _reasons(talk)
    if reasons is None:
        return False
    _sum_up(talk, view[sealing.JUDGEMENT], reasons)
    if not talk.says_yes("Seal it?"):
        talk.say("Not sealed; what you stated is kept.")
        return False
    if problems := sitting.do(Sealed(sealing.seal(sitting.case, view, reasons, datetime.now(UTC)))):
        talk.refuse(problems)
        return False
    for name in (*view, "reasons"):
        sitting.drafts.forget(f"{sealing.DRAFT} {name}")
    talk.say("Sealed.")
    talk.saved()
    tell_proposal(talk)
    return True


def _refuse_where_none_is_due(talk: Talk) -> None:
    """Raises `Refused` where a view is sealed already, or the store shows everything throughout."""
    sitting = talk.sitting
    if sitting.is_covered:
        return
    if sitting.case.sealed is None:
        what = "this store shows what the rules conclude throughout, so there is no view to state before it"
        right = "go on; `sccif admin reveal` has the setting"
        raise Refused([Problem("use-not-understood", what, right)])
    right = "record the judgement; it may differ from the view, with its reasons"
    raise Refused([Problem("change-sealed", "a view is sealed already", right)])


def _sum_up(talk: Talk, judgement: str, reasons: str) -> None:
    """Tell what is about to be sealed, and what somebody may want to look at before."""
    sitting = talk.sitting
    talk.say(f"{sitting.pack.judgements[judgement].label}, because: {reasons}")
    if left := core_open(sitting.case, sitting.pack):
        talk.say(left)
        talk.say("Sealed now, your view stands as it is, whatever these are answered with later.")
    if told := amiss_line(amiss(sitting.pack, sitting.flags), "`end` shows them"):
        talk.say(told)
    if told := caution(sitting.pack, [reasons]):
        talk.say(told, 0, "? ")
    talk.say("A view is stated once and cannot be taken back; then what the rules conclude is told.")


def _stated(talk: Talk, name: str) -> str | None:
    """What is stated of one area, or of the whole."""
    pack, drafts = talk.sitting.pack, talk.sitting.drafts
    known = sealing.outcomes(pack, name)
    draft = f"{sealing.DRAFT} {name}"
    so_far = next((one for one in known if one.id == drafts.get(draft)), None)
    talk.page.gap()
    talk.say(pack.areas[name].label if name in pack.areas else "The judgement")
    for number, one in enumerate(known, 1):
        talk.say(one.label if talk.is_brief else f"{one.label}: {one.says}", 2, f"{number}. ")
    while True:
        line = talk.lines.ask("Your view" + (f" (an empty line keeps {so_far.label})" if so_far else ""))
        if line == LEAVE:
            return None
        if not line and so_far:
            return so_far.id
        if found := outcome_named(known, line):
            drafts.keep(draft, found.id)
            return found.id
        ids = ", ".join(one.id for one in known)
        right = f"write a number from 1 to {len(known)}, or one of: {ids}"
        talk.refuse([Problem("case-unknown-outcome", f"`{line[:80]}` is not on the scale", right)])


def _reasons(talk: Talk) -> str | None:
    while True:
        reasons = talk.text("Your reasons, on one line", f"{sealing.DRAFT} reasons")
        if reasons is None:
            return None
        problem = sealing.reasons_problem(reasons)
        if problem is None:
            return reasons
        talk.refuse([problem])
