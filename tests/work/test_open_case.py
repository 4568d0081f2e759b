"""A case being worked on: nothing typed is lost, undo and redo are events, and two people are brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Key,
    Note,
    NoteAdded,
    NoteLinked,
    RecordAdded,
    Seal,
    Sealed,
    SectionCompleted,
    read_case,
)
from assistant.pack import Pack, load_pack
from assistant.problems import Refused
from assistant.store import Ledger, parse_address, read, verify
from assistant.store.copying import back_up
from assistant.store.erasing import erase
from assistant.store.kinds import Redone, Settled, Undone
from assistant.store.restoring import restore
from assistant.work.keeping import begin, export_file, import_file, new_case, pack_of
from assistant.work.open_case import OpenCase

POST = At(Key("manager"), "post")
VACANCY = At(Key("manager"), "vacancy")
NOTE = Note(id="n1", text="the post stood empty")
VACANT, REGISTERED = Answer("answered", "vacant"), Answer("answered", "registered")
OPEN_POST = Answer("answered", "open")
SEAL = Seal(judgement="sustained", reasons="seen on the visit")

As = Callable[[str], OpenCase]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture
def as_(tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> Iterator[As]:
    """The same case, opened by somebody: each with a connection of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    address = parse_address(str(tmp_path / "ledger.sqlite"))
    ledgers: list[Ledger] = []

    def open_(who: str) -> OpenCase:
        ledger = Ledger.open(address, who)
        ledgers.append(ledger)
        if not ledger.head("oak").sequence:
            begin(ledger, new_case("oak"), pack)
        return OpenCase(ledger, read(ledger, "oak"), pack)

    yield open_
    for ledger in ledgers:
        ledger.close()


def again(one: OpenCase) -> Case:
    """The case as somebody who opens it now reads it."""
    return read(one.ledger, "oak").case


def kinds(one: OpenCase) -> list[str]:
    return [event.row.kind for event in read(one.ledger, "oak").events]


def test_what_is_done_is_in_the_ledger_at_once(as_: As) -> None:
    jb = as_("jb")

    jb.do([Answered(POST, VACANT)])

    assert jb.is_saved
    assert again(jb) == jb.case
    assert again(jb).answer(POST) == VACANT


def test_changes_of_one_stroke_are_undone_and_redone_together(as_: As) -> None:
    jb = as_("jb")
    before = jb.case
    jb.do([NoteAdded(Note(id="n1", text="seen")), Answered(POST, VACANT)])
    after = jb.case

    jb.undo()
    assert jb.case == again(jb) == before

    jb.redo()
    assert jb.case == again(jb) == after
    assert [type(event.happened) for event in jb.standing.events[-2:]] == [Undone, Redone]


def test_undo_takes_back_ones_own_and_nobody_elses(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(VACANCY, OPEN_POST)])

    jb.undo()

    assert again(jb).answer(POST) is None
    assert again(jb).answer(VACANCY) == OPEN_POST


def test_what_somebody_else_rests_on_is_not_taken_back(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([NoteAdded(Note(id="n1", text="seen"))])
    mk.do([Answered(POST, VACANT)])
    mk.do([NoteLinked(POST, "n1", "supports")])

    with pytest.raises(Refused) as refused:
        jb.undo()

    assert refused.value.problems[0].code == "change-in-use"
    assert again(jb).note("n1") is not None


def test_after_a_new_change_nothing_is_done_again(as_: As) -> None:
    jb = as_("jb")
    jb.do([Answered(POST, VACANT)])
    jb.undo()

    jb.do([Answered(VACANCY, OPEN_POST)])

    assert not jb.can_redo
    assert not jb.redo()


def test_undo_and_redo_go_back_and_forth_over_many_steps(as_: As) -> None:
    jb = as_("jb")
    seen = [jb.case]
    for change in (Answered(POST, VACANT), Answered(VACANCY, OPEN_POST), NoteAdded(Note(id="n1", text="a"))):
        jb.do([change])
        seen.append(jb.case)

    for case in reversed(seen[:-1]):
        jb.undo()
        assert jb.case == case
    assert not jb.can_undo
    for case in seen[1:]:
        jb.redo()
        assert jb.case == case
    assert not jb.can_redo
    assert again(jb) == seen[-1]


def test_a_sealed_view_is_not_taken_back_nor_what_came_before(as_: As) -> None:
    jb = as_("jb")
    jb.do([Answered(POST, VACANT)])
    jb.do([Sealed(SEAL)])

    assert not jb.can_undo
    assert not jb.undo()

    jb.do([Answered(VACANCY, OPEN_POST)])
    jb.undo()
    assert jb.case.sealed == SEAL


def test_changes_to_different_questions_go_together_by_themselves(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")

    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(VACANCY, OPEN_POST)])

    assert not mk.meetings
    assert again(jb).answer(POST) == VACANT
    assert again(jb).answer(VACANCY) == OPEN_POST


def test_two_notes_of_one_name_are_both_kept(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")

    jb.do([NoteAdded(Note(id="n1", text="by jb"))])
    mk.do(
        [
            NoteAdded(Note(id="n1", text="by mk")),
            Answered(POST, Answer("answered", "vacant", supports=("n1",))),
        ]
    )

    texts = {note.id: note.text for note in again(jb).notes}
    answer = again(jb).answer(POST)
    assert sorted(texts.values()) == ["by jb", "by mk"]
    assert answer is not None
    assert [texts[note] for note in answer.supports] == ["by mk"]


def test_what_was_said_in_the_same_way_is_said_once(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")

    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, VACANT)])

    assert not mk.meetings
    assert kinds(jb) == ["opened", "answered"]


@pytest.mark.parametrize("keep_mine", [True, False])
def test_where_two_meet_one_is_kept_with_a_reason_and_both_stay_in_the_history(
    as_: As, *, keep_mine: bool
) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, REGISTERED)])
    [meeting] = mk.meetings

    mk.settle(meeting, keep_mine=keep_mine, reason="seen in the register")

    settled = mk.standing.events[-1].happened
    assert not mk.meetings
    assert again(jb).answer(POST) == (REGISTERED if keep_mine else VACANT)
    assert isinstance(settled, Settled)
    assert settled.reason == "seen in the register"
    assert '"registered"' in settled.kept + settled.dropped
    assert '"vacant"' in settled.kept + settled.dropped


@pytest.mark.parametrize("keep_mine", [True, False])
def test_where_theirs_was_changed_again_meanwhile_it_is_asked_again(as_: As, *, keep_mine: bool) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, REGISTERED)])
    [meeting] = mk.meetings
    jb.do([Answered(POST, Answer("answered", "long_absent"))])

    again = mk.settle(meeting, keep_mine=keep_mine, reason="seen in the register")

    assert again is not None
    assert again.theirs.happened == Answered(POST, Answer("answered", "long_absent"))
    assert mk.meetings == [again]
    assert kinds(jb) == ["opened", "answered", "answered"]
    assert mk.settle(again, keep_mine=keep_mine, reason="seen in the register") is None
    settled = mk.standing.events[-1].happened
    assert isinstance(settled, Settled)
    assert '"long_absent"' in settled.kept + settled.dropped


def test_a_note_that_came_to_their_answer_is_no_other_answer_and_stays_whichever_is_kept(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([NoteAdded(NOTE)])
    mk.refresh()
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, REGISTERED)])
    jb.do([NoteLinked(POST, NOTE.id, "supports")])
    [meeting] = mk.meetings

    assert mk.settle(meeting, keep_mine=True, reason="seen in the register") is None

    assert again(jb).answer(POST) == replace(REGISTERED, supports=(NOTE.id,))
    settled = mk.standing.events[-1].happened
    assert isinstance(settled, Settled)
    assert '"vacant"' in settled.dropped


def test_where_a_note_meets_an_answer_both_are_kept_and_the_history_says_so(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([NoteAdded(NOTE), Answered(POST, VACANT)])
    mk.refresh()
    jb.do([Answered(POST, REGISTERED)])
    mk.do([NoteLinked(POST, NOTE.id, "supports")])
    [meeting] = mk.meetings

    mk.settle(meeting, keep_mine=True, reason="it speaks for either")

    assert again(jb).answer(POST) == replace(REGISTERED, supports=(NOTE.id,))
    settled = mk.standing.events[-1].happened
    assert isinstance(settled, Settled)
    assert settled.dropped == ""


def test_a_meeting_is_looked_at_as_it_stands_now(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, REGISTERED)])
    jb.undo()

    meeting = mk.meeting()

    assert meeting is not None
    assert meeting.theirs.happened == Undone((2,))


def test_a_note_that_got_another_id_is_the_one_that_a_later_step_links(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    mk.do([Answered(POST, VACANT)])
    jb.refresh()
    mk.ledger.database.rows("PRAGMA query_only = ON")
    mk.do([NoteAdded(Note(id="n1", text="mine"))])
    mk.do([NoteLinked(POST, "n1", "supports")])
    jb.do([NoteAdded(Note(id="n1", text="theirs"))])
    mk.ledger.database.rows("PRAGMA query_only = OFF")

    assert mk.save()

    answer = again(mk).answer(POST)
    assert answer is not None
    assert [again(mk).note(name).text for name in answer.supports if again(mk).note(name)] == ["mine"]  # type: ignore[union-attr]


def test_a_meeting_that_waits_is_set_aside_in_a_file(as_: As, tmp_path: Path, pack: Pack) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])

    mk.do([Answered(POST, REGISTERED)])

    [kept] = (tmp_path / "state" / "sccif" / "unsaved").iterdir()
    assert read_case(kept, pack).case.answer(POST) == REGISTERED
    mk.settle(mk.meetings[0], keep_mine=True, reason="mine is right")
    assert not kept.exists()


def test_a_view_of_evidence_that_moved_meanwhile_is_stated_again(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])

    mk.do([Sealed(SEAL)])

    assert [meeting.place for meeting in mk.meetings] == ["view"]
    assert again(mk).sealed is None


def test_a_record_added_while_its_section_was_closed_is_a_meeting(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([SectionCompleted("leaver")])

    mk.do([RecordAdded(Key("leaver", "A"))])

    assert len(mk.meetings) == 1
    assert not mk.can_keep(mk.meetings[0])


def test_what_the_store_does_not_take_waits_and_is_written_later(as_: As) -> None:
    jb = as_("jb")
    jb.ledger.database.rows("PRAGMA query_only = ON")

    jb.do([Answered(POST, VACANT)])
    jb.do([Answered(VACANCY, OPEN_POST)])

    assert not jb.is_saved
    assert jb.trouble is not None
    assert jb.trouble.code == "store-read-only"
    assert jb.case.answer(VACANCY) == OPEN_POST
    assert again(jb).answer(POST) is None

    jb.ledger.database.rows("PRAGMA query_only = OFF")
    assert jb.save()
    assert again(jb) == jb.case
    jb.undo()
    assert again(jb).answer(POST) == VACANT


def test_a_step_that_waits_is_undone_without_the_store(as_: As) -> None:
    jb = as_("jb")
    jb.ledger.database.rows("PRAGMA query_only = ON")
    jb.do([Answered(POST, VACANT)])

    jb.undo()

    assert jb.is_saved
    assert jb.case.answer(POST) is None


def test_what_waited_goes_together_with_what_others_wrote_meanwhile(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.ledger.database.rows("PRAGMA query_only = ON")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(VACANCY, OPEN_POST)])
    jb.ledger.database.rows("PRAGMA query_only = OFF")

    jb.save()

    assert again(mk).answer(POST) == VACANT
    assert again(mk).answer(VACANCY) == OPEN_POST


def test_a_case_that_was_put_back_to_an_earlier_state_is_told_and_what_was_typed_is_kept(
    as_: As, tmp_path: Path, pack: Pack
) -> None:
    jb = as_("jb")
    back_up(jb.ledger, tmp_path / "backup.sqlite")
    jb.do([Answered(POST, VACANT)])
    restore(tmp_path / "backup.sqlite", parse_address(str(tmp_path / "ledger.sqlite")))

    jb.do([Answered(VACANCY, OPEN_POST)])

    assert not jb.is_saved
    assert jb.trouble is not None
    assert jb.trouble.code == "store-gone"
    assert jb.set_aside is not None
    assert read_case(jb.set_aside, pack).case.answer(VACANCY) == OPEN_POST


def test_nothing_is_written_to_a_case_that_was_erased_meanwhile_nor_beside_it(
    as_: As, tmp_path: Path
) -> None:
    jb, dpo = as_("jb"), as_("dpo")
    jb.do([NoteAdded(Note(id="n1", text="of a child"))])
    erase(dpo.ledger, "oak", "ORD-1", "asked to")

    jb.do([Answered(POST, VACANT)])

    assert jb.trouble is not None
    assert jb.trouble.code == "store-erased"
    assert jb.set_aside is None
    assert not list((tmp_path / "state").rglob("*-unsaved-*"))
    assert dpo.ledger.events("oak")[-1].row.kind == "erasure-ordered"
    assert not verify(dpo.ledger).problems


def test_what_waits_to_be_settled_is_not_called_saved(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, REGISTERED)])

    assert not mk.is_saved
    assert not mk.save()
    assert mk.set_aside is not None
    mk.settle(mk.meetings[0], keep_mine=True, reason="mine is right")
    assert mk.is_saved


def test_a_file_comes_in_once_and_goes_out_as_it_came(as_: As, tmp_path: Path, pack: Pack) -> None:
    ledger = as_("jb").ledger
    sample = min((pack.directory / "knowledge" / "cases").glob("*.yaml"))
    standing = import_file(ledger, sample, pack)

    assert import_file(ledger, sample, pack).sequence == standing.sequence
    exported = export_file(ledger, standing, pack, tmp_path / "out.yaml")

    assert standing.file == sample.name
    assert read_case(tmp_path / "out.yaml", pack).case == read_case(sample, pack).case
    assert import_file(ledger, tmp_path / "out.yaml", pack).sequence == exported.sequence


def test_another_file_of_the_same_name_is_refused_and_may_come_in_under_its_own(
    as_: As, tmp_path: Path, pack: Pack
) -> None:
    ledger = as_("jb").ledger
    other = tmp_path / "oak.yaml"
    other.write_text("sccif_case: 1\ncase: oak\n", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        import_file(ledger, other, pack)

    assert refused.value.problems[0].code == "store-case-exists"
    assert import_file(ledger, other, pack, "oak-2").case.id == "oak-2"
    with pytest.raises(Refused):
        import_file(ledger, other, pack, "John Smith")


def test_a_case_is_read_by_the_pack_it_was_begun_with(as_: As, pack: Pack) -> None:
    jb = as_("jb")

    kept = pack_of(jb.ledger, jb.standing, pack)
    with closing(jb.ledger):
        jb.ledger.database.rows("SELECT 1")
        again_ = jb.ledger.pack(pack.digest)

    assert kept is pack
    assert again_ == pack.content


def test_all_of_it_verifies(as_: As) -> None:
    jb, mk = as_("jb"), as_("mk")
    jb.do([Answered(POST, VACANT)])
    mk.do([Answered(POST, REGISTERED)])
    mk.settle(mk.meetings[0], keep_mine=False, reason="theirs is right")
    jb.undo()

    assert not verify(jb.ledger).problems
