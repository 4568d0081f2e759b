"""The pages of the plain form that lead to the others: the cases, the questions of one, what is left, and its notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.case import Case, Key, Note, NoteAdded, NoteChanged, NoteRemoved, describe, record_title
from assistant.pack import Pack, RecordType
from assistant.problems import Problem, Refused
from assistant.serve.form.opened import Error, Opened, Told, errors_of, written
from assistant.work.ending import ending
from assistant.work.entering import as_day, note_problem
from assistant.work.interview import (
    Closing,
    Progress,
    chapters,
    every_step,
    keys,
    next_open,
    progress,
    steps,
)
from assistant.work.noting import inbox, source_label
from assistant.work.seeking import place_name

STATES = {
    "open": "not answered",
    "answered": "answered",
    "uncertain": "uncertain",
    "not_applicable": "does not apply",
}
_INBOX = "inbox new"
"""Where the app keeps the draft of a note that is linked to nothing."""


def counted(told: Progress) -> str:
    """How far some questions have come, in words."""
    settled = told.settled + told.uncertain
    doubt = f" ({told.uncertain} uncertain)" if told.uncertain else ""
    core = f"{settled} of {told.core} core questions{doubt}" if told.core else ""
    detail = f"{told.detail_settled} of {told.detail} in detail" if told.detail else ""
    return ", ".join(part for part in (core, detail) if part)


def questions(opened: Opened) -> Told:
    """Every area with its records and their questions, and where to go on."""
    sitting = opened.sitting
    case, pack = sitting.case, sitting.pack
    following = next_open(case, pack, None)
    found = [
        {
            "title": chapter.area.label if chapter.area else chapter.kinds[0].plural,
            "kinds": [_kind(opened, kind) for kind in chapter.kinds],
        }
        for chapter in chapters(pack)
    ]
    return opened.page(
        "questions",
        "Questions",
        progress=counted(progress(every_step(case, pack))),
        following=opened.address(following) if following else "",
        following_name=place_name(pack, following) if following else "",
        chapters=found,
        can_undo=sitting.kept.can_undo,
        can_redo=sitting.kept.can_redo,
        end=opened.address("left"),
    )


def _kind(opened: Opened, kind: RecordType) -> dict[str, Any]:
    case, pack = opened.sitting.case, opened.sitting.pack
    section: dict[str, Any] | None = None
    if kind.many == "many":
        closed = "complete" if kind.id in case.complete else "sampled" if kind.id in case.sampled else "open"
        section = {"to": opened.address(Closing(kind.id)), "title": kind.plural, "state": closed}
    records = [_record(opened, key) for key in keys(case, pack, kind)]
    return {"section": section, "records": [one for one in records if one["steps"]]}


def _record(opened: Opened, key: Key) -> dict[str, Any]:
    pack = opened.sitting.pack
    asked = steps(opened.sitting.case, pack, key)
    return {
        "title": record_title(pack, key),
        "progress": counted(progress(asked)),
        "steps": [
            {"to": opened.address(one.at), "ask": one.question.ask, "state": STATES[one.state]}
            for one in asked
        ],
    }


def walk(opened: Opened, form: Mapping[str, str]) -> Told:
    """This person's last step is taken back, or made again. Raises `Refused`."""
    sitting, pack = opened.sitting, opened.sitting.pack
    way = "undo" if form.get("do") == "undo" else "redo"
    changes = sitting.undo() if way == "undo" else sitting.redo()
    if not changes:
        what = f"there is nothing to {way}"
        raise Refused([Problem("change-nothing", what, "a sealed view is not taken back; go on as it is")])
    done = "Taken back" if way == "undo" else "Done again"
    opened.said = f"{done}: {'; '.join(describe(one, pack) for one in changes)}."
    return {"to": opened.address()}


def left(opened: Opened) -> Told:
    """The end of the interview: all that is open, thin or contradictory."""
    sitting = opened.sitting
    case, pack = sitting.case, sitting.pack
    waiting = [name for pairs in sitting.every_waiting().values() for name, _ in pairs]
    heaps = [
        {
            "title": f"{heap.title} ({len(heap.left)})",
            "left": [
                {
                    "says": one.says,
                    "to": opened.address(one.place or ("notes" if one.note else "head")),
                }
                for one in heap.left
            ],
        }
        for heap in ending(case, pack, sitting.flags, waiting)
    ]
    return opened.page(
        "left",
        "What is left",
        page="left",
        progress=counted(progress(every_step(case, pack))),
        heaps=heaps,
        is_covered=sitting.is_covered,
        on=opened.address("own-view" if sitting.is_covered else "judgement"),
    )


# Notes


def note_choices(case: Case, pack: Pack) -> dict[str, Any]:
    """What a note can name: a source and a child of the register."""
    return {
        "sources": [{"id": one.id, "label": one.label} for one in pack.evidence.sources],
        "children": [one.label for one in case.children],
    }


def usual_day(case: Case) -> str:
    """The day that a new note is of, unless another is given."""
    return str(case.inspection.start or "") if case.inspection else ""


def notes(opened: Opened, form: Mapping[str, str] | None = None, errors: list[Error] | None = None) -> Told:
    """The notes of the case, the newest first, and a place to write one more."""
    sitting = opened.sitting
    case, pack = sitting.case, sitting.pack
    found = inbox(case, sitting.every_waiting())
    form = form or {}
    rewritten = form.get("do", "").partition(":")[2]
    usual = {"note": sitting.drafts.get(_INBOX), "note_day": usual_day(case)}
    return opened.page(
        "notes",
        "Notes",
        page="notes",
        errors=errors or (),
        notes=[
            {
                "id": one.note.id,
                "text": one.note.text,
                "source_label": source_label(pack, one.note),
                "day": str(one.note.date or ""),
                "child": one.note.child or "",
                "typed": form if one.note.id == rewritten else _fields(one.note),
                "is_open": one.note.id == rewritten,
                "links": [
                    {
                        "to": opened.address(link.at),
                        "says": f"{link.how}{', once it is answered' if link.is_waiting else ''}: "
                        + place_name(pack, link.at),
                    }
                    for link in one.links
                ],
            }
            for one in found
        ],
        typed={**usual, "note_source": "", "note_child": "", **({} if rewritten else form)},
        **note_choices(case, pack),
    )


def _fields(note: Note) -> dict[str, str]:
    return {
        "note": note.text,
        "note_day": str(note.date or ""),
        "note_source": note.source or "",
        "note_child": note.child or "",
    }


def _at_note(error: Error, note: Note | None) -> Error:
    """The error at the fields of a note that is there already."""
    return Error(field=f"{error['field']}-{note.id}", says=error["says"]) if note else error


def take_notes(opened: Opened, form: Mapping[str, str]) -> Told:
    """A note is written, written anew or taken out."""
    sitting = opened.sitting
    do, _, name = form.get("do", "").partition(":")
    if do == "drop":
        problems = opened.do(form.get("seen", ""), NoteRemoved(name))
        done = f"Note {name} is taken out."
    else:
        typed = written(form, "note", "note_day", "note_source", "note_child")
        before = sitting.case.note(name) if do == "rewrite" else None
        if before is None:
            sitting.drafts.keep(_INBOX, typed["note"])
        made, errors = read_note(typed, before.id if before else sitting.next_note(), before)
        if made is None:
            return notes(opened, form, [_at_note(one, before) for one in errors])
        change = NoteChanged(made) if before else NoteAdded(made)
        problems = opened.do(form.get("seen", ""), change)
        done = f"The note is kept: {made.text}"
        if before is None and not problems:
            sitting.drafts.forget(_INBOX)
    if problems:
        before = sitting.case.note(name)
        return notes(opened, form, [_at_note(one, before) for one in errors_of(problems, "note")])
    return opened.on("notes", done)


def read_note(
    typed: Mapping[str, str], name: str, before: Note | None = None
) -> tuple[Note | None, list[Error]]:
    """A note as it was written into the fields of a form, or what is wrong with it."""
    day = as_day(typed["note_day"])
    if typed["note_day"] and day is None:
        return None, [Error(field="note_day", says="That is no day: write it as 2019-03-05.")]
    if problem := note_problem(typed["note"]):
        return None, errors_of([problem], "note")
    made = Note(
        id=name,
        date=day,
        source=typed["note_source"] or None,
        text=typed["note"],
        child=typed["note_child"] or None,
        areas=before.areas if before else (),
    )
    return made, []
