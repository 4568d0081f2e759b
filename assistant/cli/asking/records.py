"""Asks for a new record of a section, and before one is removed with its answers."""

from __future__ import annotations

from assistant.case import At, Child, Key, RecordAdded, record_title
from assistant.cli.asking.talk import LEAVE, Talk
from assistant.pack import RecordType
from assistant.work import adding
from assistant.work.adding import proposed_label
from assistant.work.interview import steps


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
        child = _child(talk, kind, label)
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


def _child(talk: Talk, kind: RecordType, label: str) -> Child | None:
    known = adding.registered(talk.sitting.case, label)
    dates: dict[str, str | None] = {
        name: str(getattr(known, name) or "") or None for name, _ in adding.DATES if known
    }
    for name, title in adding.dates_asked(kind):
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


def remove_asked(talk: Talk, key: Key) -> bool:
    """Whether a record is to be removed with its answers. Raises `Ended`."""
    case = talk.sitting.case
    count = len(case.records[key].answers) if key in case.records else 0
    answers = "1 answer" if count == 1 else f"{count} answers"
    return talk.says_yes(
        f"Remove {record_title(talk.sitting.pack, key)} with its {answers}? `undo` brings it back."
    )
