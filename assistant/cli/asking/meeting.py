"""Asks which of two changes stands, where two people changed the same thing of one case."""

from __future__ import annotations

from assistant.case import describe
from assistant.cli.asking.talk import LEAVE, Talk
from assistant.problems import Problem, Refused
from assistant.store import Meeting
from assistant.store.kinds import CHANGES


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
