"""`sccif cases`: what one person does with their own cases, in a store of SQLite."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.case import Answer, Answered, At, Key, NoteAdded, Sealed, parse_case
from assistant.case.header import Note, Seal
from assistant.pack import Pack
from assistant.store import Ledger, parse_address
from assistant.store.kinds import Assigned, ErasureOrdered, Happening, HoldLifted, HoldPlaced, Undone
from assistant.work.keeping import import_file
from tests.cli.conftest import BEGUN, CASES, DECLINED, ROOT, Done, Sccif
from tests.rights import as_modes_say

Golden = Callable[[str, str], None]
CASE = "sc000001-2019-03"
BEGUN_CASE = "sc000002-2020-01"
MONITORING = At(Key("leadership"), "care_monitoring")


def write(store: Path, case_id: str, *happened: Happening, who: str = "jb", day: int = 5) -> None:
    """Append events as somebody would in the app."""
    with Ledger.open(parse_address(str(store)), who) as ledger:
        ledger.now = lambda: datetime(2026, 3, day, 16, 10, tzinfo=UTC)
        ledger.append(case_id, ledger.head(case_id).sequence, *happened)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def history(sccif: Sccif, case_id: str = CASE) -> list[dict[str, object]]:
    return sccif("cases", "history", case_id, "--json").objects


def says(sccif: Sccif, case_id: str = CASE) -> list[object]:
    return [event["says"] for event in history(sccif, case_id)]


# List


def test_before_anything_is_kept_a_list_says_how_to_begin_and_makes_nothing(
    here: Sccif, tmp_path: Path
) -> None:
    done = here("cases", "list", SCCIF_STORE="", XDG_DATA_HOME=str(tmp_path))

    assert done.status == 0
    assert done.out.startswith("there are no cases yet")
    assert done.codes == ["store-no-retention"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["list", "show c1", "history c1", "verify", "archive c1", "undo c1"])
def test_a_store_whose_name_was_mistyped_is_not_made(here: Sccif, tmp_path: Path, command: str) -> None:
    done = here("cases", "--store", f"{tmp_path}/legder.sqlite", *command.split())

    assert (done.status, done.codes) == (2, ["store-missing"])
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_made_is_told(here: Sccif, store: Path) -> None:
    first, second = (here("cases", "new", name) for name in ("one", "two"))

    assert first.err == f"a new store was made: {store}\n"
    assert second.err == ""


def test_a_case_that_is_damaged_is_listed_as_such(declined: Sccif, store: Path) -> None:
    write(store, CASE, NoteAdded(Note(id="n9", text="a")))
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DROP TRIGGER payloads_stay")
        connection.execute("DELETE FROM summaries")
        connection.execute("UPDATE payloads SET content = '{' WHERE sequence = 2")

    done = declined("cases", "list", "--json")

    assert [(row["case"], row["state"]) for row in done.objects] == [(CASE, "damaged")]
    assert done.status == 1
    assert '"code": "store-damaged"' in done.err


def test_a_store_that_may_only_be_read_is_read_with_a_note(
    declined: Sccif, store: Path, tmp_path: Path
) -> None:
    there, copy = tmp_path / "theirs" / "ledger.sqlite", tmp_path / "copy.yaml"
    there.parent.mkdir()
    shutil.copyfile(store, there)
    there.chmod(0o444)
    there.parent.chmod(0o555)

    with as_modes_say():
        done = {name: declined("cases", name, "--store", str(there)) for name in ("list", "verify")}
        shown = declined("cases", "show", CASE, "--store", str(there))
        copied = declined("cases", "export", CASE, "-o", str(copy), "--store", str(there))
        written = declined("cases", "archive", CASE, "--store", str(there))

    assert copy.exists()
    assert CASE in done["list"].out
    assert done["verify"].out == "1 case, 1 event: all as they were written\n"
    assert (shown.status, shown.codes) == (0, ["store-unlogged"])
    assert (copied.status, copied.codes) == (0, ["store-unlogged"])
    assert written.codes == ["store-read-only"]


def test_cases_are_listed_with_how_far_they_have_come(declined: Sccif) -> None:
    declined("cases", "new", "another", "--urn", "SC000009")

    listed = {row["case"]: row for row in declined("cases", "list", "--json").objects}

    assert listed[CASE]["urn"] == "SC000001"
    assert (listed[CASE]["answered"], listed[CASE]["asked"]) == (90, 126)
    assert listed["another"]["state"] == "open"
    assert listed["another"]["asked"]


def test_a_list_is_a_table_that_fits_eighty_columns(declined: Sccif) -> None:
    lines = declined("cases", "list").out.splitlines()

    assert lines[0].split() == ["Case", "URN", "Begun", "State", "Answered", "Changed", "Inspector"]
    assert lines[1].split()[:5] == [CASE, "SC000001", "2019-03-05", "open", "90/126"]
    assert max(map(len, lines)) <= 80


def test_a_list_says_where_somebody_may_be_in_danger_and_what_was_done_is_not_told(declined: Sccif) -> None:
    (told,) = declined("cases", "list", "--json").objects
    lines = declined("cases", "list").out.splitlines()

    assert told["urgent"] is True
    assert f"somebody may be in danger: {CASE}" in lines


def test_a_list_by_the_next_limit_says_which_working_day_it_is_and_what_is_overdue(declined: Sccif) -> None:
    (told,) = declined("cases", "list", "--json").objects
    lines = declined("cases", "list", "--sort", "limit").out.splitlines()

    assert (told["day"], told["days"]) == (None, 30)
    assert told["next"] == {"step": "day-15", "limit": "2019-03-25", "overdue": True}
    assert lines[0].split() == ["Case", "URN", "Day", "Next", "Inspector"]
    assert "past 30  day-15 by 2019-03-25, overdue  jb" in lines[1]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    "args, cases",
    [
        (["--urn", "sc000002"], [BEGUN_CASE]),
        (["--label", "A", "--urn", "SC000001"], [CASE]),
        (["--state", "sealed"], []),
        (["--sort", "case"], [CASE, BEGUN_CASE]),
        (["--sort", "urn"], [CASE, BEGUN_CASE]),
        (["--sort", "started"], [BEGUN_CASE, CASE]),
        (["--sort", "limit"], [CASE, BEGUN_CASE]),
        (["--archived"], []),
    ],
    ids=" ".join,
)
def test_a_list_holds_what_is_asked_for(declined: Sccif, args: list[str], cases: list[str]) -> None:
    declined("cases", "import", BEGUN)

    assert [row["case"] for row in declined("cases", "list", "--json", *args).objects] == cases


def test_a_list_says_what_is_in_the_store_and_not_on_it(declined: Sccif) -> None:
    assert "not listed" not in declined("cases", "list").out

    declined("cases", "archive", CASE)

    told = "not listed: 1 archived case: `--all`, or `--archived` alone"
    assert told in declined("cases", "list").out
    assert "not listed" not in declined("cases", "list", "--all").out


def test_the_number_of_questions_is_still_known_after_others_wrote(declined: Sccif) -> None:
    declined("cases", "archive", CASE)

    (row,) = declined("cases", "list", "--all", "--json").objects

    assert (row["asked"], row["archived"]) == (126, True)


# New


def test_a_case_is_begun_with_what_is_known_of_it(here: Sccif, pack: Pack) -> None:
    args = ["--urn", "SC000009", "--baseline", "2018-05", "--start", "2019-03-05", "--inspector", "jb"]

    done = here("cases", "new", "nine", *args)

    assert (done.status, done.out) == (0, "nine: begun (event 1)\n")
    case = parse_case(here("cases", "show", "nine").out, pack).case
    assert (case.id, case.urn, case.purpose) == ("nine", "SC000009", "inspection")
    assert case.baseline is not None
    assert case.baseline.last_full_inspection == "2018-05"
    assert case.inspection is not None
    assert (case.inspection.start, case.inspection.inspector) == (date(2019, 3, 5), "jb")


@pytest.mark.parametrize(
    "args, code",
    [
        (["Jane Smith"], "shape-bad-value"),
        (["nine", "--urn", "sc9"], "case-urn"),
        (["nine", "--baseline", "soon"], "shape-bad-date"),
        (["nine", "--start", "2019-03-05", "--baseline", "2023-07-10"], "case-dates"),
        (["nine", "--reading-of", CASE, "--baseline", "2023-07-10"], "case-dates"),
        ([CASE], "store-case-exists"),
        (["nine", "--reading-of", "nothing"], "store-no-case"),
    ],
    ids=" ".join,
)
def test_a_case_that_cannot_be_begun_is_bad_input(declined: Sccif, args: list[str], code: str) -> None:
    done = declined("cases", "new", *args, "--json")

    assert done.status == 2
    (problem,) = [json.loads(line) for line in done.err.splitlines()]
    assert (problem["code"], problem["line"]) == (code, None)
    assert len(declined("cases", "list", "--json").objects) == 1


def test_a_second_reading_shares_the_evidence_and_none_of_the_answers(declined: Sccif, pack: Pack) -> None:
    done = declined("cases", "new", "second", "--reading-of", CASE, "--inspector", "ko")

    assert done.status == 0
    case = parse_case(declined("cases", "show", "second").out, pack).case
    assert (case.evidence_id, case.purpose, case.urn) == (CASE, "blind", "SC000001")
    assert case.inspection is not None
    assert (str(case.inspection.start), case.inspection.inspector) == ("2019-03-05", "ko")
    assert (case.records, case.notes) == ({}, ())


def test_a_second_reading_takes_the_notes_over_where_that_is_asked(declined: Sccif, pack: Pack) -> None:
    declined("cases", "new", "second", "--reading-of", CASE, "--with-notes")

    case = parse_case(declined("cases", "show", "second").out, pack).case
    assert [note.id for note in case.notes] == ["n1", "n2", "n3", "n4"]
    assert [child.label for child in case.children] == ["A", "B"]
    assert case.records == {}


# Import and export


def test_a_folder_is_imported_and_what_cannot_be_used_is_reported(here: Sccif, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in ("begun.yaml", "declined.yaml"):
        shutil.copy(ROOT / CASES / name, folder / name)
    (folder / "bad.yaml").write_text("sccif_case: 9\n")

    done = here("cases", "import", str(folder), "--json")

    assert done.status == 2
    assert [one["case"] for one in done.objects] == [BEGUN_CASE, CASE]
    assert "case-version" in done.err  # one JSON object a line


def test_json_lines_are_imported_line_by_line_and_a_bad_line_is_told_by_its_number(
    here: Sccif, tmp_path: Path
) -> None:
    file = tmp_path / "many.jsonl"
    here("cases", "generate", "-n", "2", "-o", str(file))
    first, second = file.read_text().splitlines()
    file.write_text(f'{first}\n{{"sccif_case": 9}}\n{second}')

    done = here("cases", "import", str(file))
    again = here("cases", "import", str(file))

    names = [json.loads(line)["case"] for line in (first, second)]
    assert (done.status, done.codes[-1]) == (2, "case-version")
    assert f"{file}:2:" in done.err
    assert done.out == "".join(f"{name}: imported from many.jsonl (event 1)\n" for name in names)
    assert again.out == "".join(f"{name}: is in the store already, from this very text\n" for name in names)


def test_a_case_is_imported_from_standard_input(sccif: Sccif) -> None:
    done = sccif("cases", "import", "-", stdin=(ROOT / DECLINED).read_text())

    assert (done.status, done.out) == (0, f"{CASE}: imported from standard input (event 1)\n")


@pytest.mark.parametrize("name", ["bad.yaml", "bad.jsonl"])
def test_where_nothing_can_be_imported_no_store_is_made(here: Sccif, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"sccif_case": 9}')

    done = here("cases", "import", str(tmp_path / name), "--store", str(tmp_path / "new.sqlite"))

    assert (done.status, done.codes) == (2, ["case-version"])
    assert not (tmp_path / "new.sqlite").exists()


def test_one_name_is_not_given_to_a_file_that_may_hold_many_cases(here: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    here("cases", "generate", "-n", "1", "-o", str(file))

    assert here("cases", "import", str(file), "--as", "again").status == 2
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_file_that_was_imported_before_leads_to_the_case_that_is_there(declined: Sccif) -> None:
    done = declined("cases", "import", DECLINED)

    assert (done.status, done.out) == (0, f"{CASE}: is in the store already, from this very text\n")
    assert len(history(declined)) == 1


def test_a_file_is_imported_under_another_name(declined: Sccif) -> None:
    done = declined("cases", "import", DECLINED, "--as", "again")

    assert done.status == 0
    assert {row["case"] for row in declined("cases", "list", "--json").objects} == {CASE, "again"}


def test_a_name_that_no_case_may_have_is_refused(here: Sccif) -> None:
    done = here("cases", "import", DECLINED, "--as", "Jane Smith")

    assert done.status == 2
    assert done.codes[-1] == "shape-bad-value"
    assert here("cases", "list", "--json").out == ""


@pytest.mark.parametrize("args", [[], ["{empty}"]], ids=["none", "empty folder"])
def test_nothing_to_import_is_bad_input(here: Sccif, tmp_path: Path, args: list[str]) -> None:
    done = here("cases", "import", *(one.format(empty=tmp_path) for one in args))

    assert done.status == 2
    assert done.codes == ["use-no-files"]


def rewritten(store: Path) -> None:
    """The second event of the case is another than was written, behind the ledger's back."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DROP TRIGGER payloads_stay")
        changed = "UPDATE payloads SET content = replace(content, 'reliably', 'mostly') WHERE sequence = 2"
        connection.execute(changed)


def test_a_case_that_was_changed_behind_the_ledgers_back_says_so_and_can_be_read(
    declined: Sccif, store: Path, tmp_path: Path
) -> None:
    declined("admin", "reveal", "live")
    write(store, CASE, Answered(MONITORING, Answer("answered", "reliably")))
    rewritten(store)
    file, report = tmp_path / "out.yaml", tmp_path / "out.md"

    done = [
        declined("cases", "show", CASE),
        declined("cases", "show", CASE, "--judge"),
        declined("cases", "export", CASE, "-o", str(file)),
        declined("report", CASE, "-o", str(report), "--even-so"),
    ]

    assert [(one.status, "verify-payload" in one.codes) for one in done] == [(1, True)] * 4
    assert all("event 2" in one.err for one in done)
    assert "care_monitoring: mostly" in done[0].out
    assert "care_monitoring: mostly" in file.read_text()
    assert report.exists()


@pytest.mark.parametrize(
    "said",
    [
        NoteAdded(Note(id="n9", text="Jane Smith says that nobody came")),
        Answered(MONITORING, Answer("uncertain", reason="Jane Smith was away")),
        Sealed(Seal(judgement="declined", reasons="Jane Smith is not well led")),
    ],
    ids=["note", "reason", "view"],
)
def test_a_case_goes_out_with_what_looks_like_a_name_and_that_is_asked_about(
    declined: Sccif, store: Path, tmp_path: Path, said: Happening
) -> None:
    file = tmp_path / "out.yaml"
    write(store, CASE, said)

    done = declined("cases", "export", CASE, "-o", str(file))

    assert (done.status, done.codes) == (0, ["text-name-like"])
    assert "“Jane Smith” looks like a name" in done.err
    assert "Jane Smith" in file.read_text()


def test_a_case_is_exported_as_the_file_that_leads_back_to_it(declined: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "out.yaml"

    done = declined("cases", "export", CASE, "-o", str(file))

    assert (done.status, done.err) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == declined("cases", "show", CASE).out
    assert says(declined)[-1] == "exported as case file to out.yaml"
    assert "already" in declined("cases", "import", str(file)).out


def test_no_file_is_written_over(declined: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "out.yaml"
    file.write_text("mine")

    done = declined("cases", "export", CASE, "-o", str(file))

    assert done.status == 2
    assert done.codes == ["file-changed"]
    assert file.read_text() == "mine"


# Show, history, undo


def test_a_case_is_shown_as_it_stood_at_any_event(declined: Sccif, store: Path) -> None:
    before = declined("cases", "show", CASE).out
    write(store, CASE, Answered(MONITORING, Answer("answered", "reliably")))

    now = declined("cases", "show", CASE).out

    assert now != before
    assert declined("cases", "show", CASE, "--at", "1").out == before


@pytest.mark.parametrize(
    "args, code", [(["nothing"], "store-no-case"), ([CASE, "--at", "9"], "store-no-event")], ids=str
)
def test_what_is_not_there_is_not_shown(declined: Sccif, args: list[str], code: str) -> None:
    done = declined("cases", "show", *args)

    assert (done.status, done.codes) == (2, [code])


def test_what_is_advised_where_an_event_is_not_there_can_be_run_as_it_is_written(declined: Sccif) -> None:
    advice = re.search("`sccif (.*)`", declined("cases", "show", CASE, "--at", "9").err.splitlines()[-1])

    assert advice
    assert declined(*advice[1].split()).status == 0


def test_a_proposal_that_was_shown_comes_out_again_by_the_pack_that_was_kept(
    declined: Sccif, sample_pack: Path, tmp_path: Path, store: Path
) -> None:
    declined("admin", "reveal", "live")
    declined("cases", "show", CASE, "--judge")
    write(store, CASE, Answered(MONITORING, Answer("answered", "reliably")))
    other = tmp_path / "pack"
    shutil.copytree(sample_pack, other)
    outcomes = other / "knowledge" / "outcomes.yaml"
    outcomes.write_text(outcomes.read_text().replace("declined in effectiveness", "went down"))

    done = declined("cases", "show", CASE, "--at", "2", "--judge", "--pack", str(other))

    assert done.status == 0
    assert "As it stood after event 2" in done.out
    assert "What comes out is the same as was shown in event 2, by " in done.out
    assert "Proposal    ▼ declined in effectiveness" in done.out


def test_showing_a_proposal_before_a_view_is_sealed_is_logged_once(declined: Sccif) -> None:
    declined("admin", "reveal", "live")
    declined("cases", "show", CASE, "--judge", "--json")

    declined("cases", "show", CASE, "--judge", "--json")

    assert [event["kind"] for event in history(declined)] == ["opened", "proposal-shown"]


def test_a_case_is_not_judged_before_the_own_view_of_it_is_sealed(declined: Sccif, store: Path) -> None:
    refused = declined("cases", "show", CASE, "--judge")
    before = [event["kind"] for event in history(declined)]
    write(store, CASE, Sealed(Seal(judgement="declined", reasons="what the children said")))
    at_first = declined("cases", "show", CASE, "--at", "1", "--judge")

    assert (refused.status, refused.out, refused.codes) == (2, "", ["use-own-view-first"])
    assert before == ["opened"]
    assert "Proposal    ▼ declined in effectiveness" in at_first.out


def test_a_case_is_judged_as_json(declined: Sccif) -> None:
    declined("admin", "reveal", "live")
    (told,) = declined("cases", "show", CASE, "--judge", "--json").objects

    assert isinstance(told["proposal"], dict)
    assert told["proposal"]["judgement"] == "declined"
    assert (told["event"], told["shown"]) == (1, None)


def test_a_history_reads_as_a_diary(here: Sccif, pack: Pack, store: Path, golden: Golden) -> None:
    with Ledger.open(parse_address(str(store)), "jb") as ledger:
        ledger.now = lambda: datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
        import_file(ledger, ROOT / DECLINED, pack)
    write(store, CASE, Answered(MONITORING, Answer("answered", "reliably")))
    write(store, CASE, NoteAdded(Note(id="n9", text="[red]Rota[/red] seen", child="A")), who="ko", day=6)
    write(store, CASE, Undone((2,)), day=6)
    write(store, CASE, Assigned("mm", "rim"), HoldPlaced("an inquiry"), HoldLifted("it is over"), day=7)
    write(store, CASE, ErasureOrdered((3,), "O-1", "asked for"), who="adm", day=8)

    done = here("cases", "history", CASE)

    golden("cases-history.txt", done.out)


def test_what_was_erased_says_by_whom_and_why(declined: Sccif, store: Path) -> None:
    write(store, CASE, NoteAdded(Note(id="n9", text="Rota seen")))
    declined("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--event", "2", "--yes")

    erased = history(declined)[1]

    assert isinstance(erased["erased"], dict)
    assert (erased["erased"]["order"], erased["erased"]["reason"]) == ("O-1", "asked for")
    assert "under O-1: asked for" in str(erased["says"])


def test_the_last_step_is_taken_back_and_made_again(here: Sccif, store: Path) -> None:
    here("cases", "import", DECLINED, USER="jb", LOGNAME="jb")
    write(store, CASE, Answered(MONITORING, Answer("answered", "reliably")))
    changed = here("cases", "show", CASE).out

    undone = here("cases", "undo", CASE)

    assert undone.status == 0
    assert undone.out.startswith(f"{CASE}: taken back: ")
    assert here("cases", "show", CASE).out == here("cases", "show", CASE, "--at", "1").out
    assert history(here)[1]["undone"] is True
    assert here("cases", "redo", CASE).status == 0
    assert here("cases", "show", CASE).out == changed


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_nothing_to_take_back_is_said(declined: Sccif, way: str) -> None:
    done = declined("cases", way, CASE)

    assert done.status == 2
    assert done.codes == ["change-nothing"]


def test_a_store_that_is_none_is_one_problem(here: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("no store" * 200)

    done = here("cases", "list", "--store", str(file))

    assert (done.status, done.out) == (2, "")
    assert done.codes == ["store-damaged"]


def test_the_store_may_be_named_before_the_command(here: Sccif, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"

    here("--store", str(other), "cases", "new", "there")

    assert here("cases", "list", "--json").out == ""
    assert [row["case"] for row in here("cases", "--store", str(other), "list", "--json").objects] == [
        "there"
    ]


def test_what_is_in_the_store_never_acts_on_the_terminal(here: Sccif, store: Path) -> None:
    here("cases", "new", "nine")
    write(store, "nine", NoteAdded(Note(id="n1", text="seen")), who="\x1b[31mjb")

    done: Done = here("cases", "history", "nine")

    assert "\x1b" not in done.out
    assert "<U+001B>" in done.out


def test_a_case_is_read_by_another_pack_once_it_is_adopted(
    declined: Sccif, sample_pack: Path, tmp_path: Path
) -> None:
    declined("admin", "reveal", "live")
    other = tmp_path / "pack"
    shutil.copytree(sample_pack, other)
    outcomes = other / "knowledge" / "outcomes.yaml"
    outcomes.write_text(outcomes.read_text().replace("declined in effectiveness", "went down"))

    adopted = declined("cases", "adopt", CASE, "--pack", str(other))
    again = declined("cases", "adopt", CASE, "--pack", str(other))
    judged = declined("cases", "show", CASE, "--judge")

    assert adopted.status == again.status == judged.status == 0
    assert "(event 2)" in adopted.out
    assert "already" in again.out
    assert "went down" in judged.out


def test_a_pack_that_is_adopted_is_told_by_its_digest_and_with_what_it_moves_once_a_view_is_sealed(
    here: Sccif, sample_pack: Path, tmp_path: Path
) -> None:
    other = tmp_path / "pack"
    shutil.copytree(sample_pack, other)
    rules = other / "rules" / "judgement.yaml"
    rules.write_text(rules.read_text().replace("conclude: declined", "conclude: sustained"))
    here("cases", "import", str(ROOT / "knowledge" / "cases" / "12-declined-on-balance.yaml"))
    here("cases", "import", BEGUN)

    sealed = here("cases", "adopt", "sc000012-2019-06", "--pack", str(other))
    begun = here("cases", "adopt", "sc000002-2020-01", "--pack", str(other))

    assert "digest sha256:" in sealed.out
    assert "the proposal was declined in effectiveness and is" in sealed.out
    assert begun.status == 0
    assert "proposal" not in begun.out


def test_a_pack_that_lacks_something_of_the_case_is_not_adopted(
    declined: Sccif, sample_pack: Path, tmp_path: Path
) -> None:
    other = tmp_path / "pack"
    shutil.copytree(sample_pack, other)
    for file in (other / "knowledge").rglob("*.yaml"):
        file.write_text(file.read_text().replace("reliably", "dependably"))

    done = declined("cases", "adopt", CASE, "--pack", str(other))

    assert done.status == 2
    assert "adopted" not in declined("cases", "history", CASE).out


def test_a_blind_reading_is_marked_in_the_list_with_who_reads(declined: Sccif) -> None:
    declined("cases", "new", "second", "--reading-of", CASE)

    _, *rows = declined("cases", "list").out.splitlines()
    told = {str(one["case"]): one["reading_of"] for one in declined("cases", "list", "--json").objects}

    (row,) = [one for one in rows if one.startswith("second")]
    assert "open, blind" in row
    assert not row.endswith("-")
    assert told == {"second": CASE, CASE: None}


@pytest.mark.parametrize("command", ["review", "cases history", "cases show"])
def test_a_file_is_no_case_of_the_store_and_is_told_to_be_one(here: Sccif, command: str) -> None:
    here("cases", "import", DECLINED)

    done = here(*command.split(), BEGUN)

    assert (done.status, done.codes) == (2, ["store-no-case"])
    assert "it is a file" in done.err
    assert f"`sccif cases import {BEGUN}`" in done.err


@pytest.mark.parametrize("command", ["report", "whatif", "interview", "precedents", "sheet -o q.html"])
def test_where_a_case_or_a_file_may_be_named_neither_and_a_folder_are_told_alike(
    here: Sccif, command: str
) -> None:
    here("cases", "import", DECLINED)

    missing, folder = here(*command.split(), "nosuch"), here(*command.split(), str(CASES))

    assert missing.codes == ["file-missing"]
    assert "there is no case `nosuch` in the store, and no file of this name" in missing.err
    assert folder.codes == ["file-not-a-file"]
    assert f"there is no case `{CASES}` in the store: it is a folder" in folder.err
