"""The notes of a case line by line: an inbox, and their links from the question's side and from their own."""

from __future__ import annotations

from assistant.case import (
    At,
    Case,
    Change,
    Note,
    NoteAdded,
    NoteChanged,
    NoteLinked,
    NoteRemoved,
    NoteUnlinked,
    change_problems,
)
from assistant.case.changes import How
from assistant.cli.asking.editing import is_held, make
from assistant.cli.asking.talk import Talk
from assistant.problems import Problem, Refused
from assistant.work.entering import NoteRead, head_problem, note_problem, nothing_written, read_note
from assistant.work.interview import Closing, Place
from assistant.work.noting import Noted, inbox, source_label
from assistant.work.seeking import named, place_name

_INBOX = "inbox new"


def note(talk: Talk, at: At, text: str, how: How) -> bool:
    """A note on a question, linked to its answer now or once there is one."""
    word = "n" if how == "supports" else "c"
    made = _written(talk, text, f"{at} note", word, at)
    if made is None:
        return False
    changes: list[Change] = [NoteAdded(made)]
    is_answered = talk.sitting.case.answer(at) is not None
    if is_answered:
        changes.append(NoteLinked(at, made.id, how))
    if not make(talk, *changes, at=at):
        talk.put_aside(f"{at} note", text, word)
        return False
    talk.sitting.drafts.forget(f"{at} note")
    if not is_answered:
        talk.sitting.wait(at, made.id, how)
    _kept(talk, made, f"it {how} the answer{'' if is_answered else ', once there is one'}")
    return True


def new(talk: Talk, text: str) -> bool:
    """A note that is linked to nothing yet."""
    made = _written(talk, text, _INBOX, "note", None)
    if made is None:
        return False
    if not make(talk, NoteAdded(made)):
        talk.put_aside(_INBOX, text, "note")
        return False
    talk.sitting.drafts.forget(_INBOX)
    _kept(talk, made, "it is linked to nothing yet")
    return True


def rewrite(talk: Talk, text: str) -> bool:
    """A note that is there written anew; its links stay, and what is not named of its source, day and child."""
    name, _, rest = text.partition(" ")
    before = _note(talk.sitting.case, name)
    read = _read(talk, rest.strip(), before)
    if not read.text:
        raise Refused([nothing_written(f"write rewrite {name} and the text")])
    if problem := note_problem(read.text):
        raise Refused([problem])
    made = before.model_copy(
        update={
            "text": read.text,
            "source": read.source or before.source,
            "date": read.day,
            "child": read.child or before.child,
        }
    )
    if is_held(talk, None) or not make(talk, NoteChanged(made)):
        return False
    _kept(talk, made, "it is written anew, and its links stay")
    return True


def drop(talk: Talk, name: str) -> bool:
    """Take out a note to which no answer is linked; undo brings it back."""
    if is_held(talk, None) or not make(talk, NoteRemoved(name)):
        return False
    talk.say(f"Note {name} is taken out; undo brings it back.")
    talk.saved()
    return True


def link(talk: Talk, place: Place, text: str, how: How | None) -> bool:
    """Link a note that is there to the answer here, or to that of the question named after it; or take the link away."""
    name, _, where = text.partition(" ")
    at = _question(talk, place, where.strip())
    sitting = talk.sitting
    if is_held(talk, at):
        return False
    _note(sitting.case, name)
    if sitting.case.answer(at) is None:
        sitting.wait(at, name, how)
        told = f"{how}, once this is answered" if how else "is no longer linked"
        talk.say(f"Note {name} {told}: {place_name(sitting.pack, at)}")
        return True
    change = NoteUnlinked(at, name) if how is None else NoteLinked(at, name, how)
    if not make(talk, change):
        return False
    talk.describe("Kept", [change])
    talk.saved()
    return True


def tell_notes(talk: Talk, words: str = "") -> None:
    """Tell the notes in which these words stand, the newest first, each with what it is linked to."""
    sitting = talk.sitting
    found = inbox(sitting.case, sitting.every_waiting(), words)
    if not sitting.case.notes:
        talk.say("No notes yet.")
        return
    loose = sum(not one.links for one in found)
    talk.say(f"{len(found)} of {len(sitting.case.notes)} notes, {loose} not linked:")
    for one in found:
        _tell(talk, one)


def _tell(talk: Talk, one: Noted) -> None:
    note, pack = one.note, talk.sitting.pack
    talk.say(f"{note.text} ({_about(talk, note)})", 2, f"{note.id}. ")
    for link in one.links:
        waits = ", once it is answered" if link.is_waiting else ""
        talk.say(f"{link.how}{waits}: {place_name(pack, link.at)} [{link.at}]", 4, "- ")
    if not one.links:
        talk.say("not linked", 4, "- ")


def _about(talk: Talk, note: Note) -> str:
    """Whom or what a note is from, and of which day and child."""
    about = [source_label(talk.sitting.pack, note), str(note.date or "no day")]
    return ", ".join(about + ([f"child {note.child}"] if note.child else []))


def _written(talk: Talk, text: str, draft: str, word: str, at: At | None) -> Note | None:
    """The note that is written, or None where it is left for now or cannot be taken; then it stays as a draft."""
    sitting = talk.sitting
    written = text or talk.text("The note, on one line (. leaves it)", draft)
    if written is None:
        talk.say("Left as it was.")
        return None
    sitting.drafts.keep(draft, written)
    if is_held(talk, at):
        talk.put_aside(draft, written, word)
        return None
    read = _read(talk, written, None)
    if read.text.startswith("(") and "," in read.text.partition(")")[0]:
        told = head_problem(sitting.pack, read.text, [child.label for child in sitting.case.children])
        talk.say(f"{told} What stands in the brackets is kept as words of the note; `rewrite` mends it.")
    if problem := note_problem(read.text):
        talk.refuse([problem])
        talk.put_aside(draft, read.text, word)
        return None
    made = Note(id=sitting.next_note(), date=read.day, source=read.source, text=read.text, child=read.child)
    found = change_problems(sitting.pack, sitting.case, NoteAdded(made))
    if errors := [one for one in found if one.severity == "error"]:
        talk.refuse(errors)
        talk.put_aside(draft, written, word)
        return None
    return made


def _read(talk: Talk, text: str, before: Note | None) -> NoteRead:
    case = talk.sitting.case
    day = before.date if before else case.inspection.start if case.inspection else None
    return read_note(talk.sitting.pack, text, day, [child.label for child in case.children])


def _kept(talk: Talk, note: Note, how: str) -> None:
    """Say what a note was kept as; what it says was written a line above, and is not told again."""
    talk.say(f"Kept as {note.id} ({_about(talk, note)}): {how}.")
    talk.saved(note.text)


def _note(case: Case, name: str) -> Note:
    """The note of this id. Raises `Refused` where there is none."""
    note = case.note(name)
    if note is None:
        right = "write the id of a note; `notes` tells them"
        raise Refused([Problem("change-missing", f"there is no note `{name[:80]}`", right)])
    return note


def _question(talk: Talk, place: Place, name: str) -> At:
    found = named(talk.sitting.case, talk.sitting.pack, name) if name else place
    if found is None or isinstance(found, Closing):
        what = f"no question `{name[:80]}` is asked now" if name else "no question is asked here"
        right = "write the question's name after the note's id, as link n1 leaver:A.planning"
        raise Refused([Problem("use-not-understood", what, right)])
    return found
