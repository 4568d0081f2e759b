"""Asks for the head of the case line by line: the home's number, when and by whom, and what is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import Case
from assistant.case.checks import Checks
from assistant.cli.asking.talk import LEAVE, Talk
from assistant.cli.asking.words import numbered
from assistant.document import Path
from assistant.problems import Problem
from assistant.work.heading import FIELDS, HINT, LABELS, USED, head_changes, said_now

_NOTHING = "-"
_FREE = ("inspector", "grade")
"""The lines that hold no date and no number."""


def head(talk: Talk) -> bool:
    """Ask for each line, and again for those that do not fit. True where something was changed. Raises `Ended`."""
    sitting = talk.sitting
    talk.say(
        f"{HINT} An empty line keeps what is there, {_NOTHING} takes it away, a full stop leaves all as it was."
    )
    said = said_now(sitting.case)
    names: Sequence[str] = list(LABELS)
    while names:
        for name in names:
            line = _used(talk, said) if name == "used" else _line(talk, name, said[name])
            if line is None:
                talk.say("Left as it was.")
                return False
            said[name] = line
        changes, wrong = head_changes(sitting.pack, sitting.case, said)
        talk.refuse(Problem("shape-bad-value", LABELS[name], right) for name, right in wrong)
        names = _again(sitting.case, said, [name for name, _ in wrong])
    if not changes:
        talk.say("Nothing is changed.")
        return False
    if problems := sitting.do(*changes):
        talk.refuse(problems)
        return False
    talk.describe("Kept", changes)
    _ask_about_grade(talk)
    talk.saved(*(said[name] for name in _FREE))
    return True


def _ask_about_grade(talk: Talk) -> None:
    """Ask about a grade that is none of the pack's, as where a case file holds one."""
    odd: list[Problem] = []

    def ask(code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        del path, key
        odd.append(Problem(code, what, right))

    Checks(talk.sitting.pack, ask).grade(talk.sitting.case.baseline, ())
    talk.refuse(odd)


def _again(case: Case, said: dict[str, str], wrong: Sequence[str]) -> Sequence[str]:
    """The lines to ask for again; an empty line keeps what the case says, and not what did not fit."""
    said |= {name: text for name, text in said_now(case).items() if name in wrong and name != "used"}
    # What is compared with lacks its date: that may be what is to be given.
    return [said["used"], *wrong] if "used" in wrong and said["used"] not in wrong else wrong


def _line(talk: Talk, name: str, before: str) -> str | None:
    """What is told on a line; None where it is left."""
    example = next(field.example for fields in FIELDS for field in fields if field.name == name)
    now = f"an empty line keeps {before}" if before else f"as {example}"
    line = talk.lines.ask(f"{LABELS[name]} ({now})")
    if line == LEAVE:
        return None
    return "" if line == _NOTHING else line or before


def _used(talk: Talk, said: dict[str, str]) -> str | None:
    """What change is looked for against; None where it is left."""
    talk.say(f"{LABELS['used']}:")
    for number, (says, _) in enumerate(USED, 1):
        talk.say(says, 2, f"{number}. ")
    now = next(number for number, (_, name) in enumerate(USED, 1) if name == (said["used"] or USED[0][1]))
    while True:
        line = talk.lines.ask(f"A number (an empty line keeps {now})")
        if line == LEAVE:
            return None
        if found := numbered(USED, line or str(now)):
            return found[1]
        right = f"write a number from 1 to {len(USED)}"
        talk.refuse([Problem("shape-bad-value", f"`{line[:80]}` is none of these", right)])
