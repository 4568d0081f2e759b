"""What is asked in several lines: what was done about a danger, a new record, the own view, and which of two changes stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.case import Answered, At, Child, Key, RecordAdded, Sealed, describe, record_title
from assistant.cli.asking.standing import tell_proposal
from assistant.cli.asking.talk import LEAVE, Talk
from assistant.cli.asking.words import chosen, outcome_named
from assistant.pack import Question, RecordType
from assistant.pack.knowledge import AnswerChoice
from assistant.problems import Problem, Refused
from assistant.store import Meeting
from assistant.store.kinds import CHANGES
from assistant.work import acting, adding, sealing
from assistant.work.adding import proposed_label
from assistant.work.ending import amiss, amiss_line
from assistant.work.interview import action_place, danger, every_step, progress, steps
from assistant.work.naming import caution

_YES = ("y", "yes")


def is_told(talk: Talk, what: str) -> bool:
    """Whether somebody says yes to what is asked. Raises `Ended`."""
    return talk.lines.ask(f"{what} Write yes or no").casefold() in _YES


# What was done


def act(talk: Talk, choice: AnswerChoice | None = None) -> bool:
    """Ask what was done, who was told and when. True once that is in the case. Raises `Ended`."""
    sitting = talk.sitting
    at = action_place(sitting.pack)
    if at is None:
        raise Refused([Problem("use-not-understood", "this pack asks of no immediate action", "go on")])
    question = sitting.pack.questions[at.key.record][at.question]
    before = sitting.case.answer(at)
    talk.page.gap()
    talk.say(f"Before anything else: {question.ask}", 0, "! ")
    talk.say(f"So far: {before.reason}" if before and before.reason else question.why)
    said = acting.told_before(before.reason if before else None)
    parts = [name for name, _ in acting.FIELDS]
    while True:
        picked = choice or _action(talk, question)
        if picked is None:
            return _not_acted(talk)
        needs_words = acting.needs_words(sitting.case, sitting.pack, at, picked)
        if needs_words and not _parts(talk, at, said, parts):
            return _not_acted(talk)
        if told := acting.missing(sitting.case, sitting.pack, at, picked, said):
            talk.refuse([Problem("case-answer-form", told, "write it on its line")])
            choice, parts = picked, [name for name in parts if not said[name]]
            continue
        if problems := sitting.do(Answered(at, acting.action(sitting.case, at, picked, said))):
            talk.refuse(problems)
            choice, parts = None, [name for name, _ in acting.FIELDS]
            continue
        for name, _ in acting.FIELDS:
            sitting.drafts.forget(f"{at} {name}")
        talk.say(f"Kept: {picked.label}.")
        talk.saved(*said.values())
        return True


def _action(talk: Talk, question: Question) -> AnswerChoice | None:
    for number, option in enumerate(question.answers, 1):
        talk.say(option.label if talk.is_brief else f"{option.label}: {option.line}", 2, f"{number}. ")
    while True:
        line = talk.lines.ask("Which of these (. leaves it for now)")
        if line == LEAVE:
            return None
        try:
            return chosen(question, line).option
        except Refused as refused:
            talk.refuse(refused.problems)


def _parts(talk: Talk, at: At, said: dict[str, str], names: Sequence[str]) -> bool:
    """Ask for these parts; False where it is left for now."""
    for name, label in acting.FIELDS:
        if name in names:
            line = talk.text(label, f"{at} {name}", said[name])
            if line is None:
                return False
            said[name] = line
    return True


def _not_acted(talk: Talk) -> bool:
    now = danger(talk.sitting.case, talk.sitting.pack)
    if now is not None and now.is_unstated:
        talk.say(
            "It stands until it is told what was done. Until then only the answers that say so can be changed."
        )
    return False


# A new record


def add(talk: Talk, section: str) -> At | None:
    """Ask for a new record of a section; gives its first question, None where it is left. Raises `Ended`."""
    sitting = talk.sitting
    kind = sitting.pack.record_types[section]
    talk.say(f"Add: {kind.label}. {kind.says}")
    if kind.labels == "child":
        known = ", ".join(one.label for one in sitting.case.children) or "nobody yet"
        talk.say(f"The label is a letter, never a name. In the register: {known}.")
    else:
        talk.say("The label is a letter and a number.")
    label = _label(talk, kind)
    if label is None:
        return None
    child: Child | None = None
    if kind.labels == "child":
        child = _child(talk, label)
        if child is None:
            return None
    key = Key(section, label)
    changes = adding.record_changes(sitting.case, key, child)
    if problems := sitting.do(*changes):
        talk.refuse(problems)
        return None
    talk.describe("Kept", (change for change in changes if isinstance(change, RecordAdded)))
    talk.saved()
    asked = steps(sitting.case, sitting.pack, key)
    return asked[0].at if asked else None


def _label(talk: Talk, kind: RecordType) -> str | None:
    sitting = talk.sitting
    proposed = proposed_label(sitting.case, kind)
    while True:
        line = talk.lines.ask(f"Label (an empty line takes {proposed})")
        if line == LEAVE:
            return None
        label = line or proposed
        problems = adding.label_errors(sitting.case, sitting.pack, kind, label)
        if not problems:
            return label
        talk.refuse(problems)


def _child(talk: Talk, label: str) -> Child | None:
    known = adding.registered(talk.sitting.case, label)
    dates: dict[str, str | None] = {
        name: str(getattr(known, name) or "") or None for name, _ in adding.DATES if known
    }
    for name, title in adding.DATES:
        while True:
            so_far = dates.get(name)
            keeps = f"an empty line keeps {so_far}, - takes it out" if so_far else "or an empty line"
            line = talk.lines.ask(f"{title}, as 2019-03-05 or 2019-03 ({keeps})")
            if line == LEAVE:
                return None
            given = None if line == "-" else line or so_far
            made = adding.child(
                label, given if name == "arrived" else None, given if name == "left" else None
            )
            if isinstance(made, Child):
                dates[name] = given
                break
            talk.refuse([made])
    made = adding.child(label, dates.get("arrived"), dates.get("left"))
    return made if isinstance(made, Child) else None


# The own view


def seal(talk: Talk) -> bool:
    """Ask for the own view, area by area, and seal it. True once it is sealed. Raises `Ended`, and `Refused`."""
    sitting = talk.sitting
    if sitting.case.sealed is None and not sitting.is_covered:
        what = "this store shows what the rules conclude throughout, so there is no view to state before it"
        right = "go on; `sccif admin reveal` has the setting"
        raise Refused([Problem("use-not-understood", what, right)])
    if not sitting.is_covered:
        right = "record the judgement; it may differ from the view, with its reasons"
        raise Refused([Problem("change-sealed", "a view is sealed already", right)])
    talk.say(
        "State what you make of each area and of the whole, with your reasons. It is stated once, and kept beside whatever is decided later. A full stop leaves it; what was stated is kept. The report to the provider has none of it: it gives the reasons of the judgement word for word, which are asked for when that is recorded."
    )
    view: dict[str, str] = {}
    for name in sealing.asked_for(sitting.pack):
        stated = _stated(talk, name)
        if stated is None:
            return False
        view[name] = stated
    reasons = _reasons(talk)
    if reasons is None:
        return False
    counted = progress(every_step(sitting.case, sitting.pack))
    left = counted.core - counted.settled - counted.uncertain
    talk.say(f"{sitting.pack.judgements[view[sealing.JUDGEMENT]].label}, because: {reasons}")
    if left:
        talk.say(
            "1 core question is not answered yet."
            if left == 1
            else f"{left} core questions are not answered yet."
        )
    if told := amiss_line(amiss(sitting.pack, sitting.flags), "`end` shows them"):
        talk.say(told)
    if told := caution(sitting.pack, [reasons]):
        talk.say(told, 0, "? ")
    talk.say("A view is stated once and cannot be taken back; then what the rules conclude is told.")
    if not is_told(talk, "Seal it?"):
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


# Two people, one case


def meet(talk: Talk) -> None:
    """Ask which of two changes stands, where somebody else changed the same thing. Raises `Ended`."""
    for one in tuple(talk.sitting.kept.meetings):
        meeting: Meeting | None = one
        while meeting:
            meeting = _settle(talk, meeting)


def _settle(talk: Talk, meeting: Meeting) -> Meeting | None:
    """Ask of one meeting. Gives it as it is now where theirs was changed again meanwhile. Raises `Ended`."""
    kept, pack = talk.sitting.kept, talk.sitting.pack
    row, theirs = meeting.theirs.row, meeting.theirs.happened
    talk.page.gap()
    talk.say(
        f"{row.actor} changed this too, at {row.at[:16].replace('T', ' ')}, while you had it open.", 0, "! "
    )
    told = describe(theirs, pack) if isinstance(theirs, CHANGES) else "took something back"
    talk.say(f"{told} ({row.actor}'s, which stands now)", 2, "1. ")
    can_keep = kept.can_keep(meeting)
    mine = "yours" if can_keep else "yours, which no longer fits; it stays in the history"
    talk.say(f"{describe(meeting.mine, pack)} ({mine})", 2, "2. ")
    while True:
        line = talk.lines.ask("Which stands: 1 or 2 (. leaves it for now)")
        if line == LEAVE:
            return None
        if line == "1" or (line == "2" and can_keep):
            break
        right = "write 1 or 2" if can_keep else "write 1"
        talk.refuse([Problem("use-not-understood", f"`{line[:80]}` is none of the two", right)])
    reason = ""
    while not reason:
        reason = talk.lines.ask("Why this one")
        if reason == LEAVE:
            return None
        if not reason:
            right = "write why: whoever reads the history asks that"
            talk.refuse([Problem("case-answer-form", "nothing is written", right)])
    try:
        now = kept.settle(meeting, keep_mine=line == "2", reason=reason)
    except Refused as refused:
        talk.refuse(refused.problems)
        return None
    if now:
        talk.say("It was changed again meanwhile: look at both, and choose anew.", 0, "! ")
        return now
    talk.say("Settled; both changes stay in the history.")
    return None


def remove_asked(talk: Talk, key: Key) -> bool:
    """Whether a record is to be removed with its answers. Raises `Ended`."""
    case = talk.sitting.case
    count = len(case.records[key].answers) if key in case.records else 0
    answers = "1 answer" if count == 1 else f"{count} answers"
    return is_told(
        talk, f"Remove {record_title(talk.sitting.pack, key)} with its {answers}? `undo` brings it back."
    )
