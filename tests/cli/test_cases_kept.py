"""`sccif cases`: how cases are kept: archived, assigned, held, erased, copied for whom they tell of, verified."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from assistant.case import Answer, Answered, At, Key, NoteAdded, NoteRemoved
from assistant.case.header import Note
from assistant.store import Ledger, parse_address, read
from assistant.work.drafts import Drafts, drafts_of
from assistant.work.training.inspected import Inspected
from assistant.work.training.meeting_draft import MeetingDraft
from tests.cli.conftest import DECLINED, Sccif
from tests.cli.test_cases import CASE, history, says, write


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


# Archive, assign, hold


def test_an_archived_case_is_out_of_the_way_and_comes_back(declined: Sccif) -> None:
    declined("cases", "archive", CASE, "--reason", "done with")
    away = declined("cases", "list", "--json").out
    archived = declined("cases", "list", "--archived", "--json").objects

    declined("cases", "unarchive", CASE)

    assert (away, [row["case"] for row in archived]) == ("", [CASE])
    assert [row["case"] for row in declined("cases", "list", "--json").objects] == [CASE]
    assert says(declined)[1:] == ["archived: done with", "among the others again"]


def test_one_of_several_that_is_not_there_leaves_the_others_archived(declined: Sccif) -> None:
    done = declined("cases", "archive", "nothing", CASE, "--json")

    assert done.status == 2
    assert [one["case"] for one in done.objects] == [CASE]


@pytest.mark.parametrize(
    "once",
    [
        ["archive", CASE],
        ["assign", CASE, "mm", "--as", "reviewer"],
        ["hold", CASE, "--reason", "an inquiry"],
    ],
    ids=lambda args: args[0],
)
def test_what_is_so_already_is_not_written_twice(declined: Sccif, once: list[str]) -> None:
    declined("cases", *once)

    done = declined("cases", *once)

    assert done.status == 0
    assert "already" in done.out
    assert len(history(declined)) == 2


def test_a_case_is_given_to_somebody_and_taken_from_them(declined: Sccif) -> None:
    declined("cases", "assign", CASE, "mm", "--as", "rim")

    declined("cases", "withdraw", CASE, "mm")

    assert says(declined)[1:] == ["given to mm as rim", "taken from mm"]


def test_a_role_that_there_is_not_is_bad_input(declined: Sccif) -> None:
    assert declined("cases", "assign", CASE, "mm", "--as", "king").status == 2


# Erase


def test_a_case_is_erased_under_an_order_and_its_history_stays(declined: Sccif, store: Path) -> None:
    done = declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes", "--json")

    assert done.status == 0
    assert done.objects[0]["erased"] == [1]
    assert b"discharge meeting" not in store.read_bytes()
    assert declined("cases", "show", CASE).codes == ["store-erased"]
    (row,) = declined("cases", "list", "--json").objects
    assert row["state"] == "erased"
    assert "under O-1: asked for" in str(says(declined)[0])


def test_every_file_that_may_still_hold_what_was_erased_is_named_once_with_its_folder(
    declined: Sccif, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    exported, (aside, other) = (
        tmp_path / "out.yaml",
        (tmp_path / "state" / "sccif" / "unsaved" / f"{name}-unsaved-x.yaml" for name in (CASE, "other")),
    )
    declined("cases", "export", CASE, "-o", str(exported))
    for path in (aside, other):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("typed")
    Drafts(drafts_of(str(store), CASE)).keep("manager.post", "half typed")
    with Ledger.open(parse_address(str(store))) as ledger:
        met = MeetingDraft(ledger, Inspected(read(ledger, CASE).case)).texts
    met.keep("learned", "half typed")

    done = declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes")

    named = [line.strip() for line in done.out.splitlines() if line.startswith("  ")]
    assert named == [str(exported), str(aside), str(drafts_of(str(store), CASE)), str(met.path)]


def test_a_file_that_was_written_before_what_was_erased_is_not_named(declined: Sccif, tmp_path: Path) -> None:
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    declined("cases", "export", CASE, "-o", str(before))
    declined("cases", "timeline", CASE, "--done", "day-15", "--about", "draft 2")
    declined("cases", "export", CASE, "-o", str(after))

    done = declined(
        "cases", "erase", CASE, "--event", "3", "--order", "O-1", "--reason", "asked for", "--yes"
    )

    assert done.status == 0, done.err
    assert [line.strip() for line in done.out.splitlines() if line.startswith("  ")] == [str(after)]
    assert "backups made before this hold it until they are restored" in done.out


@pytest.mark.parametrize("typed", ["", "yes\n", f"{CASE}x\n"])
def test_nothing_is_erased_before_the_name_of_the_case_is_typed(declined: Sccif, typed: str) -> None:
    done = declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", stdin=typed)

    assert (done.status, done.codes) == (2, ["use-not-confirmed"])
    assert len(history(declined)) == 1


def test_a_case_is_erased_once_its_name_is_typed(declined: Sccif) -> None:
    done = declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", stdin=f"{CASE}\n")

    assert done.status == 0
    assert len(history(declined)) == 2


def test_a_case_under_a_hold_is_not_erased(declined: Sccif) -> None:
    declined("cases", "hold", CASE, "--reason", "an inquiry")

    done = declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes")

    assert (done.status, done.codes) == (2, ["store-held"])
    assert declined("cases", "show", CASE).status == 0


def test_a_hold_that_is_lifted_lets_an_order_be_followed(declined: Sccif) -> None:
    declined("cases", "hold", CASE, "--reason", "an inquiry")
    declined("cases", "release", CASE, "--reason", "it is over")

    done = declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes")

    assert done.status == 0


# Search and disclosure


def test_what_is_held_of_a_home_is_found(declined: Sccif) -> None:
    declined("cases", "archive", CASE)

    (found,) = declined("cases", "search", "--urn", "sc000001", "--json").objects

    assert (found["case"], found["archived"]) == (CASE, True)


def test_a_child_is_found_that_is_only_in_the_past_of_a_case(here: Sccif, store: Path) -> None:
    here("cases", "new", "nine")
    write(store, "nine", NoteAdded(Note(id="n1", text="seen", child="K")))
    write(store, "nine", NoteRemoved("n1"))

    assert [one["case"] for one in here("cases", "search", "--label", "K", "--json").objects] == ["nine"]


def test_nothing_found_is_exit_status_1_and_nothing_asked_bad_input(declined: Sccif) -> None:
    assert declined("cases", "search", "--urn", "SC000009").status == 1
    assert declined("cases", "search").status == 2


@pytest.fixture
def copied(declined: Sccif, store: Path, tmp_path: Path) -> str:
    """What a disclosure copy of child A says, of a case that tells of two children."""
    at = At(Key("leaver", "A"), "staff")
    write(store, CASE, NoteAdded(Note(id="n5", text="B hit A when Jane\n  SMITH was out", source="staff")))
    write(store, CASE, NoteAdded(Note(id="n6", text="Quiet shift for B; a new rota")))
    write(store, CASE, NoteAdded(Note(id="n7", text="A was told by B")))
    write(store, CASE, NoteRemoved("n7"))
    write(store, CASE, Answered(at, Answer("uncertain", reason="B tells it otherwise than jane smith")))
    args = ["--urn", "SC000001", "--label", "A", "--redact", "Jane Smith"]
    done = declined("cases", "search", *args, "--disclose", str(tmp_path / "copy.md"))
    assert done.status == 0
    return (tmp_path / "copy.md").read_text(encoding="utf-8")


def test_a_copy_for_a_child_holds_what_is_told_of_that_child_now_and_before(copied: str) -> None:
    assert "Child A: in the register, arrived 2017-09-01, left 2019-01-20" in copied
    assert "- n1, 2019-03-05, case_record, child A: No discharge meeting was held" in copied
    assert "uncertain: █████ tells it otherwise than █████" in copied
    assert "It said: " in copied  # the answer as it was before
    assert "note n7 added: A was told by █████" in copied
    assert "note n7 removed" in copied


def test_a_copy_for_a_child_tells_nothing_of_another_child_or_of_a_name_that_was_given(copied: str) -> None:
    assert "n2" not in copied
    assert "rota" not in copied
    assert "smith" not in copied.lower()
    assert [line for line in copied.splitlines() if " B" in line or "B " in line] == []


def test_a_copy_is_for_its_owner_alone_and_logged_in_the_case(declined: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "copy.md"

    done = declined("cases", "search", "--urn", "SC000001", "--disclose", str(file), "--json")

    assert done.objects == [{"file": str(file), "cases": [CASE], "blacked_out": 0, "doubts": []}]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert says(declined)[-1] == "exported as disclosure to copy.md"


def test_a_copy_of_a_home_blacks_out_the_labels_that_are_given(declined: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "copy.md"

    declined("cases", "search", "--urn", "SC000001", "--redact-label", "B", "--disclose", str(file))

    text = file.read_text(encoding="utf-8")
    assert "Child █████: in the register, arrived 2018-11-02" in text
    assert "Child A: in the register" in text


def test_a_copy_that_cannot_be_written_is_not_logged(declined: Sccif, tmp_path: Path) -> None:
    done = declined("cases", "search", "--urn", "SC000001", "--disclose", str(tmp_path / "no" / "copy.md"))

    assert (done.status, done.codes) == (2, ["file-unwritable"])
    assert len(history(declined)) == 1


# Verify and heads


def test_a_store_that_nobody_touched_verifies(declined: Sccif) -> None:
    done = declined("cases", "verify")

    assert (done.status, done.out) == (0, "1 case, 1 event: all as they were written\n")


def test_a_value_that_was_changed_is_found_and_the_event_named(declined: Sccif, store: Path) -> None:
    declined("cases", "archive", CASE)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("UPDATE events SET actor = 'somebody' WHERE sequence = 2")

    done = declined("cases", "verify")

    assert done.status == 1
    assert "event 2 is not what its hash says [verify-hash]" in done.out
    (told,) = declined("cases", "verify", "--json").objects
    assert [problem["code"] for problem in told["problems"]] == ["verify-missing", "verify-hash"]  # type: ignore[attr-defined]


def test_a_store_that_was_written_anew_does_not_end_as_its_heads_were_pinned(
    declined: Sccif, store: Path, tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    declined("cases", "heads", "-o", str(heads))
    store.unlink()
    declined("cases", "import", DECLINED)

    done = declined("cases", "verify", "--heads", str(heads))

    assert declined("cases", "verify").status == 0
    assert done.status == 1
    assert "[verify-head]" in done.out


def test_heads_are_printed_and_pinning_is_logged(declined: Sccif) -> None:
    done = declined("cases", "heads", "--pin", CASE)

    assert [(head["case"], head["event"]) for head in done.objects] == [(CASE, 1)]
    assert says(declined)[-1] == "the chain up to event 1 was written down at standard output"


@pytest.mark.parametrize("text", ["no head\n", json.dumps({"case": CASE}) + "\n", "[1]\n"])
def test_a_file_that_holds_no_heads_is_bad_input(declined: Sccif, tmp_path: Path, text: str) -> None:
    file = tmp_path / "heads.jsonl"
    file.write_text(text)

    done = declined("cases", "verify", "--heads", str(file))

    assert (done.status, done.codes) == (2, ["shape-wrong-type"])


def test_a_child_named_in_a_text_alone_is_found_and_said_to_be(sccif: Sccif) -> None:
    sccif("cases", "new", "oak", "--urn", "SC000003")
    sccif("interview", "oak", stdin="/note child Z7 cried all night\n")

    done = sccif("cases", "search", "--urn", "SC000003", "--label", "Z7")
    other = sccif("cases", "search", "--urn", "SC000003", "--label", "Z8")

    assert (done.status, "stands in what was written there alone" in done.out) == (0, True)
    assert (other.status, other.out) == (1, "nothing is found\n")


def test_heads_of_which_there_are_none_are_no_all_clear(sccif: Sccif, tmp_path: Path) -> None:
    sccif("cases", "new", "oak")
    (tmp_path / "heads.jsonl").write_text("")

    done = sccif("cases", "verify", "--heads", str(tmp_path / "heads.jsonl"))

    assert (done.status, done.codes) == (2, ["file-empty"])


def test_names_are_asked_about_in_the_reasons_of_who_keeps_cases(declined: Sccif) -> None:
    reason = ("--reason", "Jane Smith asked for it")
    asked = [
        declined("cases", "hold", CASE, *reason),
        declined("cases", "release", CASE, *reason),
        declined("cases", "archive", CASE, *reason),
        declined("cases", "erase", CASE, "--order", "DP-1", "--yes", *reason),
    ]
    nothing_done = declined("cases", "release", CASE, *reason)

    assert [(done.status, done.codes) for done in asked] == [(0, ["text-name-like"])] * 4
    assert "“Jane Smith” looks like a name" in asked[0].err
    assert nothing_done.codes == []


def test_a_hold_needs_a_reason_to_be_placed_and_to_be_lifted(declined: Sccif) -> None:
    blank = declined("cases", "hold", CASE, "--reason", " ")
    declined("cases", "hold", CASE, "--reason", "an inquiry")
    lifted = declined("cases", "release", CASE, "--reason", "")

    assert (blank.status, blank.codes) == (2, ["decide-reasons"])
    assert (lifted.status, lifted.codes) == (2, ["decide-reasons"])
    assert [row["kind"] for row in history(declined)] == ["opened", "hold-placed"]
