"""Events are appended to a case, after the one that was read last, and read again at any event."""

from __future__ import annotations

import stat
from contextlib import closing
from dataclasses import replace

import pytest

from assistant.case import Answer, At, BaselineSet, Case, Key
from assistant.document import digest_of
from assistant.problems import Refused
from assistant.store import Address, Behind, Ledger, read, summary_of, verify
from assistant.store.database import Dialect
from assistant.store.kinds import Archived, Assigned, Opened, Queried
from assistant.store.listing import kept_cases
from assistant.store.migrate import migrate, steps
from assistant.store.sqlite import Sqlite
from tests.store.stores import server
from tests.store.told import POST, VACANCY, answered, noted, opened, with_case


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_a_case_is_read_as_it_was_written(ledger: Ledger) -> None:
    with_case(ledger, answered("vacant"), noted("The manager left"))

    standing = read(ledger, "c1")

    assert standing.case.answer(POST) == Answer("answered", "vacant")
    assert [note.text for note in standing.case.notes] == ["The manager left"]
    assert standing.sequence == 3


def test_another_connection_to_the_same_store_reads_the_same_and_outlives_no_other(ledger: Ledger) -> None:
    with_case(ledger, answered("vacant"))

    with Ledger(ledger.database.again()) as other:
        assert other.actor == ledger.actor
        assert read(other, "c1").case.answer(POST) == Answer("answered", "vacant")

    assert read(ledger, "c1").sequence == 2


def test_a_store_that_is_not_there_yet_has_another_connection_without_cases(file: Address) -> None:
    usual = replace(file, is_named=False)

    with closing(usual.connect(wanted="read")) as first, Ledger(first.again()) as other:
        assert kept_cases(other) == []
    assert not usual.is_there


def test_each_event_says_when_who_what_and_is_bound_to_the_one_before(ledger: Ledger) -> None:
    # A server takes no other moment than its own.
    moment = ledger.now().replace(second=0, microsecond=7)
    ledger.now = lambda: moment

    first, second = with_case(ledger, answered("vacant"))

    assert second.row.at == f"{moment:%Y-%m-%dT%H:%M}:00.000007Z"
    assert second.row.actor == ledger.actor
    assert second.row.kind == "answered"
    assert (first.row.previous, second.row.previous) == ("", first.row.hash)


def test_a_case_is_read_as_it_stood_at_any_event(ledger: Ledger) -> None:
    with_case(ledger, answered("vacant"), answered("registered"))

    standing = read(ledger, "c1", upto=2)

    assert standing.case.answer(POST) == Answer("answered", "vacant")


def test_an_event_that_is_not_there_is_told(ledger: Ledger) -> None:
    with_case(ledger)

    with pytest.raises(Refused) as refused:
        read(ledger, "c1", upto=7)

    assert code_of(refused) == "store-no-event"


@pytest.mark.parametrize("case_id", ["none", "", "'; DROP TABLE events; --"])
def test_a_case_that_is_not_there_is_told(ledger: Ledger, case_id: str) -> None:
    with pytest.raises(Refused) as refused:
        read(ledger, case_id)

    assert code_of(refused) == "store-no-case"


def test_writing_from_an_old_state_writes_nothing(ledger: Ledger) -> None:
    with_case(ledger, answered("vacant"))

    with pytest.raises(Behind) as behind:
        ledger.append("c1", 1, answered("registered"))

    assert behind.value.head == 2
    assert ledger.head("c1").sequence == 2


def test_changes_made_at_one_stroke_are_written_together_or_not_at_all(ledger: Ledger) -> None:
    with_case(ledger)

    with pytest.raises(Refused):
        ledger.append("c1", 1, answered("vacant"), Queried("manager.post", "\ud800"))

    assert ledger.head("c1").sequence == 1
    assert verify(ledger).problems == ()


def test_half_a_character_is_refused(ledger: Ledger) -> None:
    with_case(ledger)

    with pytest.raises(Refused) as refused:
        ledger.append("c1", 1, Queried("manager.post", "\udcff"))

    assert code_of(refused) == "file-not-utf8"


def test_two_cases_never_share_a_name(ledger: Ledger) -> None:
    with_case(ledger)

    with pytest.raises(Refused) as refused:
        with_case(ledger)

    assert code_of(refused) == "store-case-exists"


def test_two_names_that_only_capital_letters_tell_apart_are_taken_for_one(ledger: Ledger) -> None:
    with_case(ledger)

    with pytest.raises(Refused) as refused:
        ledger.open_case(Opened(Case("C1", "C1"), "sha256:0"))

    assert code_of(refused) == "store-case-exists"
    assert "`c1`" in str(refused.value)
    assert ledger.head("C1").sequence == 0


def test_a_case_begins_with_being_opened(ledger: Ledger) -> None:
    with pytest.raises(Refused) as refused:
        ledger.append("nowhere", 0, answered("vacant"))

    assert code_of(refused) == "store-no-case"


def test_the_line_of_the_list_is_written_with_the_event(ledger: Ledger) -> None:
    with_case(ledger)
    standing = read(ledger, "c1")
    archived = ledger.append("c1", 1, Archived("over"))

    ledger.put_summary(summary_of(standing.then(archived), asked=90))

    (line,) = ledger.summaries()
    assert (line.case_id, line.sequence, line.is_archived, line.asked) == ("c1", 2, True, 90)


def test_a_line_of_an_older_event_does_not_replace_a_later_one(ledger: Ledger) -> None:
    with_case(ledger, answered("vacant"))
    ledger.put_summary(summary_of(read(ledger, "c1")))

    ledger.put_summary(summary_of(read(ledger, "c1", upto=1)))

    assert [line.sequence for line in ledger.summaries()] == [2]


def test_a_pack_is_kept_once_and_read_as_it_was(ledger: Ledger) -> None:
    content = '{"a": "é"}'
    ledger.keep_pack(digest_of(content), "sccif 1", content)

    ledger.keep_pack(digest_of(content), "sccif 1", '{"a": "other"}')

    assert ledger.pack(digest_of(content)) == content
    assert ledger.pack("sha256:2") is None


def test_what_was_taken_back_by_nothing_is_read_as_nothing(ledger: Ledger) -> None:
    with_case(ledger, BaselineSet(None), answered("none", VACANCY))

    assert read(ledger, "c1").case.baseline is None


def test_a_label_with_any_text_is_read_as_it_was(ledger: Ledger) -> None:
    at = At(Key("incident", "I1"), "harm?%s")
    with_case(ledger, noted("100 % of 'it'; ? %s \\ \x00 \u2028 é"))

    ledger.append("c1", 2, Queried(str(at), "?"))

    standing = read(ledger, "c1")
    assert standing.case.notes[0].text == "100 % of 'it'; ? %s \\ \x00 \u2028 é"
    assert standing.events[-1].happened == Queried("incident:I1.harm?%s", "?")


def test_whoever_opens_a_store_again_finds_it_as_it_was(address: Address) -> None:
    with Ledger.open(address) as first:
        with_case(first, answered("vacant"))

    with Ledger.open(address) as second:
        assert read(second, "c1").case.answer(POST) == Answer("answered", "vacant")


# -- the file


def test_a_file_is_for_its_owner_alone(file: Address) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        with_case(ledger)

        beside = sorted(file.path.parent.iterdir())

    assert [stat.S_IMODE(path.stat().st_mode) for path in beside if path.exists()] == [0o600] * len(
        [path for path in beside if path.exists()]
    )


def test_what_is_acknowledged_is_on_the_disk(file: Address) -> None:
    with Ledger.open(file) as ledger:
        told = [ledger.database.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous")]

    assert told == ["wal", 2]


def test_the_actor_of_a_file_is_the_user_of_the_system_or_who_is_named(file: Address) -> None:
    with Ledger.open(file, "anna") as ledger:
        assert with_case(ledger)[0].row.actor == "anna"


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(address: Address) -> None:
    Ledger.open(address).close()
    with Ledger.open(address) as ledger:
        ledger.database.rows("INSERT INTO migrations (number) VALUES (9999)")

    with pytest.raises(Refused) as refused:
        Ledger.open(address)

    assert code_of(refused) == "store-newer"


def test_a_database_of_something_else_is_not_written_to(file: Address) -> None:
    assert file.path is not None
    other = Sqlite(file.path)
    other.rows("CREATE TABLE recipes (name TEXT)")
    other.close()

    with pytest.raises(Refused) as refused:
        Ledger.open(file)

    assert code_of(refused) == "store-damaged"


def test_a_file_of_something_else_is_told_and_left_as_it_is(file: Address) -> None:
    assert file.path is not None
    file.path.write_text("Dear diary, " * 500)

    with pytest.raises(Refused) as refused:
        Ledger.open(file)

    assert code_of(refused) == "store-damaged"
    assert file.path.read_text() == "Dear diary, " * 500


def test_a_folder_is_no_store(file: Address) -> None:
    assert file.path is not None
    file.path.mkdir()

    with pytest.raises(Refused) as refused:
        Ledger.open(file)

    assert code_of(refused) == "store-unusable"


def test_a_migration_that_fails_leaves_nothing(file: Address) -> None:
    assert file.path is not None
    with closing(Sqlite(file.path)) as database:
        database.rows("CREATE TABLE migrations (number INTEGER NOT NULL PRIMARY KEY)")
        database.rows("INSERT INTO migrations (number) VALUES (1)")

        with pytest.raises(Refused):
            migrate(database)

        assert database.rows("SELECT number FROM migrations") == [(1,)]


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_migrations_are_numbered_without_a_gap_for_what_both_have(dialect: Dialect) -> None:
    numbers = [number for number, _ in steps(dialect)]

    assert numbers == sorted(set(numbers))
    assert numbers[:2] == [1, 2]


@pytest.mark.postgres
def test_a_server_without_a_store_says_that_it_is_to_be_set_up() -> None:
    with pytest.raises(Refused) as refused:
        Ledger.open(Address("postgresql://postgres@127.0.0.1/postgres", None, "nowhere_at_all"))

    assert code_of(refused) == "store-not-set-up"


@pytest.mark.postgres
def test_a_server_with_an_older_store_says_who_brings_it_up_to_date() -> None:
    newest = steps("postgres")[-1][0]
    with server() as made:
        with made.plain() as connection:
            connection.execute("DELETE FROM migrations WHERE number = %s", (newest,))

        with pytest.raises(Refused) as refused:
            Ledger.open(made.owner)

    assert code_of(refused) == "store-not-set-up"
    assert f"of version {newest - 1}, and this program keeps {newest}" in refused.value.problems[0].what


def test_an_opened_case_keeps_by_which_pack_and_from_which_file(ledger: Ledger) -> None:
    case = opened("c2").case

    ledger.open_case(Opened(case, "sha256:7", "c2.yaml", "sha256:8"))

    standing = read(ledger, "c2")
    assert (standing.pack, standing.file, standing.opened.digest) == ("sha256:7", "c2.yaml", "sha256:8")


def test_a_blind_reading_is_not_given_to_who_knows_the_evidence_but_to_anybody_else(ledger: Ledger) -> None:
    with_case(ledger)
    ledger.open_case(opened("c2", purpose="blind", evidence_id="c1"))

    with pytest.raises(Refused) as refused:
        ledger.add("c2", Assigned(ledger.actor, "inspector"))
    ledger.add("c2", Assigned("mm", "inspector"))

    assert refused.value.problems[0].code == "store-not-blind"
    assert [event.row.kind for event in ledger.events("c2")] == ["opened", "assigned"]
