"""A person's own process: signs in to the store as them, and shows them the app as often as they open it.

Run as `python -m assistant.serve.process DESCRIPTOR` by the server alone. Who signs in comes over the
line, and is in no argument, environment or file. Standard output is the app's own, for its browser.
"""

from __future__ import annotations

import ctypes
import os
import queue
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.problems import Problem, Refused
from assistant.serve.line import Line
from assistant.store import Ledger, parse_address
from assistant.work.crash import write_report

if TYPE_CHECKING:
    from assistant.serve.desk import Desk

_PATIENCE = 5.0
"""Seconds for the app to end in order once the server is gone."""
_DUMPABLE = 4  # prctl(2): PR_SET_DUMPABLE
_ADDRESSES = 8
"""Addresses beside memory: libraries map far more than they use, and what is used the server watches."""


class Process:
    """One person's, from signing in until the server ends it or is gone."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._sizes: queue.SimpleQueue[tuple[int, int] | None] = queue.SimpleQueue()

    def run(self) -> int:
        """Sign in, then show the app whenever it is asked for; the exit status."""
        said = next(iter(self._line), None)
        if said is None:
            return 0
        try:
            ledger = sign_in(said)
        except Refused as refused:
            self._line.give({"refused": [one.as_json() for one in refused.problems]})
            return 2
        with closing(ledger):
            self._line.give({"signed_in": ledger.actor})
            return self._attend(ledger, said)

    def _attend(self, ledger: Ledger, said: Mapping[str, Any]) -> int:
        from assistant.pack import pack_to_judge_by
        from assistant.serve.app import ServedApp
        from assistant.serve.desk import Desk
        from assistant.store.ledger import BRIEF

        pack = pack_to_judge_by(Path(said["pack"]) if said["pack"] else None)
        ledger.waits = BRIEF

        def desk() -> Desk:
            # On the thread that answers, with a connection of its own: the app has the other.
            return Desk(Ledger(ledger.database.again()), pack)

        threading.Thread(target=self._listen, args=[desk], daemon=True).start()
        while (size := self._sizes.get()) is not None:
            os.environ["COLUMNS"], os.environ["ROWS"] = map(str, size)
            app = ServedApp(pack, ledger, Path(said["folder"]) / "open-case")
            status = app.run()
            self._line.give({"left": app.return_code or status or 0})
        return 0

    def _listen(self, open_desk: Callable[[], Desk]) -> None:
        desk: Desk | None = None
        for said in self._line:
            if "show" in said:
                width, height = said["show"]
                self._sizes.put((int(width), int(height)))
            elif "ask" in said:
                try:
                    desk = desk or open_desk()
                    answer = desk.answer(said["ask"])
                except Refused as refused:
                    answer = {"problems": [str(one) for one in refused.problems]}
                except Exception as error:  # noqa: BLE001  # the app beside it goes on
                    write_report(error)
                    answer = {"problems": ["It failed by an error of the program; nothing of it was kept."]}
                self._line.give({"answer": answer})
        # The server is gone, or has no more for this process to do.
        self._sizes.put(None)
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Timer(_PATIENCE, os._exit, (1,)).start()


def sign_in(said: Mapping[str, Any]) -> Ledger:
    """The ledger, connected to as the person who is told of. Raises `Refused` where the store does not let them in."""
    address = parse_address(said["store"]).of_person(said["who"], said["password"])
    ledger = Ledger.open(address)
    try:
        told = ledger.database.rows(
            "SELECT rolsuper OR rolbypassrls OR NOT row_security_active('cases')"
            " FROM pg_roles WHERE rolname = session_user"
        )
        if ledger.actor != said["who"] or (said["password"] is None and told != [(False,)]):
            # Whom a proxy names was never asked for a password: no header makes anybody the owner.
            what = "this account is no person's: nothing would be kept from whoever has it"
            raise Refused([Problem("serve-not-a-person", what, "sign in with an account of your own")])
    except BaseException:
        ledger.close()
        raise
    return ledger


def close_off() -> None:
    """Let no other process of this account look into the memory of this one, where the system can refuse it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)


def main() -> int:
    """Take the line up that the server left open."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold cases
    close_off()
    memory = int(sys.argv[2]) * _ADDRESSES
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Until there is an app that ends in order, nothing is lost by ending at once.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    return Process(Line(socket.socket(fileno=int(sys.argv[1])))).run()


if __name__ == "__main__":
    sys.exit(main())
