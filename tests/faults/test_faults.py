"""A writer is killed, the disk is full, the file may only be read, many write at once: nothing acknowledged is lost.

The programs in tests/long do the same many times over.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assistant.problems import Refused
from assistant.store import Address, Ledger, read, verify
from assistant.store.events import chained
from tests.rights import as_modes_say
from tests.store.told import POST, answered, noted, with_case

ROOT = Path(__file__).parents[2]


def ran(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A program of tests/long, by itself: it splits into processes, which a test runner must not."""
    words = (sys.executable, "-m", f"tests.long.{program}", *words)
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture
def file(tmp_path: Path) -> Address:
    path = tmp_path / "ledger.sqlite"
    return Address(str(path), path)


def test_what_was_acknowledged_is_there_after_a_kill_and_nothing_is_there_in_half() -> None:
    done = ran("kill", "--times", "15", "--disks", "2")

    assert (done.returncode, done.stderr) == (0, "")


def test_eight_writers_on_a_file_lose_and_double_nothing() -> None:
    done = ran("race", "--events", "160", "--sqlite")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.postgres
def test_eight_writers_on_a_server_lose_and_double_nothing() -> None:
    done = ran("race", "--events", "160", "--server", "127.0.0.1:5432")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.postgres
def test_a_server_that_ends_the_connection_loses_and_doubles_nothing() -> None:
    from tests.store.stores import server

    with server() as schema, Ledger.open(schema.owner) as ledger:
        with_case(ledger)
        for number in range(1, 4):
            with schema.plain() as other:
                ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s"
                other.execute(ended, ledger.database.rows("SELECT pg_backend_pid()")[0])
            ledger.append("c1", number, noted(f"after end {number}", f"n{number}"))

        assert [note.id for note in read(ledger, "c1").case.notes] == ["n1", "n2", "n3"]


@pytest.mark.postgres
def test_a_connection_that_ends_in_the_midst_of_a_write_leaves_nothing_of_it() -> None:
    from assistant.store.database import Lost
    from tests.store.stores import server

    with server() as schema, Ledger.open(schema.owner) as ledger:
        with_case(ledger)
        database = ledger.database

        def write() -> None:
            with database.writing():
                number = database.rows("SELECT pg_backend_pid()")[0]
                database.rows("INSERT INTO settings VALUES ('one', '1')")
                with schema.plain() as other:
                    other.execute("SELECT pg_terminate_backend(%s)", number)
                for _ in range(3):
                    with suppress(Lost):
                        database.rows("INSERT INTO settings VALUES ('two', '2')")

        with pytest.raises(Lost) as lost:
            write()

        assert lost.value.problems[0].code == "store-unreachable"
        assert database.rows("SELECT * FROM settings") == []


class _Between:
    """Hands bytes on between who connects and the server, until it is cut: then it takes every call and hangs up."""

    def __init__(self) -> None:
        self.calls = 0
        self._is_cut = False
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._threads = [threading.Thread(target=self._answer)]
        self._threads[0].start()

    def cut(self) -> None:
        self._is_cut, self.calls = True, 0
        for one in self._open:
            one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _answer(self) -> None:
        with self._door, suppress(OSError):
            while True:
                near, _ = self._door.accept()
                self.calls += 1
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", 5432))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=_hand_on, args=ends))
                    self._threads[-1].start()


def _hand_on(one: socket.socket, other: socket.socket) -> None:
    with one, suppress(OSError):
        while some := one.recv(1 << 16):
            other.sendall(some)


@pytest.mark.postgres
def test_where_a_screen_waits_a_server_that_is_gone_is_given_up_after_two_calls() -> None:
    from assistant.store.database import Lost
    from assistant.store.ledger import BRIEF
    from tests.store.stores import Server, server

    between = _Between()
    with closing(between), server() as schema:
        through = Server(f"127.0.0.1:{between.port}", schema.schema, schema.mark)
        with Ledger.open(through.owner) as ledger:
            with_case(ledger)
            ledger.waits = BRIEF
            between.cut()

            with pytest.raises(Lost):
                ledger.append("c1", 1, noted("a"))

    assert between.calls <= len(BRIEF)


@pytest.mark.postgres
def test_somebody_who_left_off_in_the_midst_of_writing_to_a_server_is_not_waited_for_for_ever() -> None:
    from tests.store.stores import server

    with server() as schema, Ledger.open(schema.owner) as ledger, Ledger.open(schema.owner) as other:
        with_case(ledger)
        other.database.rows("SET lock_timeout = '20ms'")
        database = ledger.database
        with database.writing():
            ((row, payload),) = chained(
                "c1", 1, ledger.head("c1").hash, ledger.actor, (noted("a"),), ledger.now()
            )
            database.rows("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            database.rows("INSERT INTO payloads VALUES (?, ?, ?, ?)", payload)

            with pytest.raises(Refused) as refused:
                other.append("c1", 1, noted("b"))

    assert refused.value.problems[0].code == "store-busy"


def test_a_full_disk_is_told_and_what_was_there_stays(file: Address) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger, answered("vacant"))
        pages = ledger.database.rows("PRAGMA page_count")[0][0]
        ledger.database.rows(f"PRAGMA max_page_count = {pages + 2}")

        with pytest.raises(Refused) as refused:
            ledger.append("c1", 2, noted("long " * 4_000))

        assert refused.value.problems[0].code == "store-full"
        assert read(ledger, "c1").case.answer(POST)
        assert verify(ledger).problems == ()
        ledger.database.rows("PRAGMA max_page_count = 1000000")
        assert ledger.append("c1", 2, noted("long " * 4_000))


@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_a_file_that_may_only_be_read_is_told_and_stays_as_it_is(tmp_path: Path, folder_mode: int) -> None:
    path = tmp_path / "theirs" / "ledger.sqlite"
    path.parent.mkdir()
    address = Address(str(path), path)
    with Ledger.open(address) as ledger:
        with_case(ledger, answered("vacant"))
    before = path.read_bytes()
    path.chmod(0o444)
    path.parent.chmod(folder_mode)

    with as_modes_say(), pytest.raises(Refused) as refused, Ledger.open(address) as ledger:
        ledger.append("c1", 2, noted("a"))

    assert refused.value.problems[0].code == "store-read-only"
    assert path.read_bytes() == before


def test_a_store_that_is_only_looked_at_refuses_to_be_written(file: Address) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger)
        ledger.database.rows("PRAGMA query_only = ON")

        with pytest.raises(Refused) as refused:
            ledger.append("c1", 1, noted("a"))

    assert refused.value.problems[0].code == "store-read-only"


def test_somebody_who_writes_for_too_long_is_told(file: Address) -> None:
    with Ledger.open(file) as ledger, Ledger.open(file) as other:
        with_case(ledger)
        other.database.rows("PRAGMA busy_timeout = 1")

        with ledger.database.writing(), pytest.raises(Refused) as refused:
            other.append("c1", 1, noted("a"))

    assert refused.value.problems[0].code == "store-busy"


def test_many_who_open_a_new_store_at_once_all_find_it_set_up(file: Address) -> None:
    program = (
        "import sys; from assistant.store import *; print(Ledger.open(parse_address(sys.argv[1])).heads())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, file.name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        for _ in range(6)
    ]

    ended = [one.communicate(timeout=120) for one in started]

    assert ended == [(b"[]\n", b"")] * 6
