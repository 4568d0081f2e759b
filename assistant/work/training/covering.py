"""Which questions of an interview a scenario covers: those that its authors found answers to in its documents."""

from __future__ import annotations

from assistant.case import Case, Change, NoteChanged, NoteRemoved
from assistant.pack import Pack
from assistant.problems import Problem
from assistant.store import Ledger, read
from assistant.work.interview import Covers
from assistant.work.training import BEGINNING, SCENARIO


def covered_by(case: Case, pack: Pack) -> Covers:
    """The questions that the scenario covers of which a case is a reading; None where it is none of the pack's.

    Raises `Refused` where the pack's scenarios cannot be read.
    """
    if case.purpose != "training" or not case.evidence_id.startswith(SCENARIO):
        return None
    from assistant.work.training.reading import read_scenarios

    scenarios = {one.given.evidence_id: one for one in read_scenarios(pack)}
    found = scenarios.get(case.evidence_id)
    return frozenset(at for at, _ in found.asked()) if found else None


def passage_problem(ledger: Ledger, case: Case, change: Change) -> Problem | None:
    """What is wrong with a change to a document of a scenario: everybody reads the same ones. Own notes are free."""
    if case.purpose != "training" or not isinstance(change, NoteChanged | NoteRemoved):
        return None
    name = change.note.id if isinstance(change, NoteChanged) else change.note_id
    if read(ledger, case.id, upto=BEGINNING).case.note(name) is None:
        return None
    what = f"`{name}` is a passage of the scenario, which all its readers have alike"
    return Problem("scenario-passage", what, "leave it as it is, and write a note of your own (n)")
