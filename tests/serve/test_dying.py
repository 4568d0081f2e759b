"""A session that dies or hangs: whoever waits on it is told, nobody else is harmed, and its person comes in again."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.serve import session as sessions
from assistant.serve.session import OVER, Session
from assistant.serve.sessions import _folder_name
from assistant.serve.settings import Settings
from assistant.store import parse_address
from tests.serve.team import PASSWORDS, Team, children, serving

pytestmark = pytest.mark.postgres


async def signed_in(people: Team, folder: Path) -> tuple[Session, int]:
    """A session of Anna's, and the number of its process."""
    session = Session(Settings(parse_address(people.url)), people.store.account("anna"), folder)
    await session.sign_in(PASSWORDS["anna"])
    assert (await session.ask({"do": "list"}))["cases"] == []
    assert session._process is not None
    return session, session._process.pid


async def test_everybody_who_waits_on_a_session_that_dies_is_told_that_it_is_over(
    people: Team, tmp_path: Path
) -> None:
    session, process = await signed_in(people, tmp_path / "anna")
    os.kill(process, signal.SIGSTOP)
    waiting = [asyncio.create_task(session.ask({"do": "list"})) for _ in range(5)]
    await asyncio.sleep(0)  # each of them waits from here on

    os.kill(process, signal.SIGKILL)
    async with asyncio.timeout(30):
        told = await asyncio.gather(*waiting)
        after = await session.ask({"do": "list"})
        await session.stop()

    assert [*told, after] == [OVER] * 6


async def test_a_session_that_hangs_is_ended_once_an_answer_takes_too_long(
    people: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, process = await signed_in(people, tmp_path / "anna")
    monkeypatch.setattr(sessions, "ANSWERING", 0.2)
    os.kill(process, signal.SIGSTOP)

    async with asyncio.timeout(30):
        told = await asyncio.gather(*(session.ask({"do": "list"}) for _ in range(3)))
        await session.stop()

    assert told == [OVER] * 3
    assert session.is_over


@pytest.mark.long
def test_who_hangs_harms_nobody_is_ended_at_the_limit_and_can_sign_in_again(
    people: Team, tmp_path: Path
) -> None:
    with serving(people.url, tmp_path, "--idle", "0.2") as served:
        served.cookie(people, "anna")
        (hung,) = children(served)
        handle = os.pidfd_open(hung)
        os.kill(hung, signal.SIGSTOP)

        others = [
            served.ask("GET", "/files", cookie=served.cookie(people, who, address=address), address=address)
            for who, address in (("ben", "127.0.0.9"), ("anna", "127.0.0.8"))
        ]
        served.until("ended", why="idle")
        # A descriptor of a process can be read once the process has ended.
        is_gone = select.select([handle], [], [], 60)[0] == [handle]
        os.close(handle)
        again = served.ask("GET", "/files", cookie=served.cookie(people, "anna"))

    assert [one.status for one in (*others, again)] == [200, 200, 200]
    assert is_gone


def test_nothing_is_imported_from_the_folder_that_a_session_works_in(people: Team, tmp_path: Path) -> None:
    folder = tmp_path / _folder_name(people.store.account("anna"))
    folder.mkdir()
    for name in ("resource", "sitecustomize", "usercustomize", "assistant", "queue"):
        (folder / f"{name}.py").write_text("open('taken', 'w').close()\nraise SystemExit(1)\n")

    with serving(people.url, tmp_path) as served:
        answer = served.sign_in(people.store.account("anna"), PASSWORDS["anna"])

    assert answer.status == 303
    assert not (folder / "taken").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs prctl")
def test_no_other_process_of_the_account_looks_into_the_memory_of_a_session() -> None:
    # Whoever runs the tests may be root, from whom nothing is kept: so the process says it of itself.
    asked = "import ctypes; from assistant.serve.process import close_off; close_off(); print(ctypes.CDLL(None).prctl(3))"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout == "0\n"
