"""The inbox of notes: its order, its filter, and what each note is linked to."""

from __future__ import annotations

from datetime import date

from assistant.case import Answer, Answered, At, Key, Note, NoteAdded, NoteLinked, fold
from assistant.work.keeping import new_case
from assistant.work.noting import Linked, inbox, is_loose

POST, STEPS = At(Key("manager"), "post"), At(Key("manager"), "steps")
CASE = fold(
    new_case("oak"),
    [
        NoteAdded(Note(id="n1", date=date(2019, 3, 5), source="child", child="B", text="Nobody told me")),
        NoteAdded(Note(id="n2", date=date(2019, 3, 6), text="No advertisement")),
        NoteAdded(Note(id="n3", date=date(2019, 3, 5), text="The rota")),
        NoteAdded(Note(id="n4", text="Undated", areas=("protection",))),
        Answered(POST, Answer("answered", "vacant")),
        NoteLinked(POST, "n2", "supports"),
    ],
)


def test_the_newest_note_stands_first_and_of_one_day_the_last_written() -> None:
    assert [one.note.id for one in inbox(CASE, {})] == ["n4", "n2", "n3", "n1"]


def test_a_note_has_the_answers_it_is_linked_to_and_those_it_waits_for() -> None:
    found = {one.note.id: one.links for one in inbox(CASE, {STEPS: [("n2", "contradicts")]})}

    assert found["n2"] == (Linked(POST, "supports"), Linked(STEPS, "contradicts", is_waiting=True))
    assert found["n3"] == ()


def test_words_are_looked_for_in_text_source_child_day_and_links() -> None:
    def ids(words: str) -> list[str]:
        return [one.note.id for one in inbox(CASE, {}, words)]

    assert ids("NOBODY child") == ["n1"]
    assert ids("2019-03-05") == ["n3", "n1"]
    assert ids("manager.post") == ["n2"]
    assert ids("not linked") == ["n4", "n3", "n1"]
    assert ids("zebra") == []


def test_a_note_that_belongs_to_an_area_or_an_answer_is_not_loose() -> None:
    assert [note.id for note in CASE.notes if is_loose(CASE, note)] == ["n1", "n3"]
