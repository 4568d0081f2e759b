"""A program that writes to a case and says so after each event that was acknowledged; tests kill it.

`python -m tests.faults.writer STORE CASE NAME COUNT` writes COUNT notes (0: until it is killed), each
told on a line of its own: the number of its event, its hash and the note's text. Behind others it
reads the case again and goes on, as the app does.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass

from assistant.case import Case, NoteAdded, RecordAdded
from assistant.case.header import Note
from assistant.case.model import Key
from assistant.problems import Refused
from assistant.store import Behind, Ledger, merge, parse_address, read
from assistant.store.kinds import Happening, Opened
from tests.store.told import PACK, keep_pack

FILL = "as it was told on the day " * 40
"""Makes an event larger than a page, so that a write that is cut in half is seen."""


@dataclass
class Writer:
    """Writes notes of its own, each under a text that is nobody else's."""

    store: str
    case_id: str
    name: str
    out: int

    def write(self, count: int) -> None:
        address = parse_address(self.store)
        with Ledger.open(address, self.name) as ledger:
            standing = read(ledger, self.case_id)
            number = 0
            while not count or number < count:
                number += 1
                text = f"{self.name}-{number} {FILL}"
                change = NoteAdded(Note(id=f"n{len(standing.case.notes) + 1}", text=text))
                while True:
                    try:
                        (event, *_) = ledger.append(
                            self.case_id, standing.sequence, change, *self.beside(number)
                        )
                        break
                    except Behind:
                        before, standing = (
                            standing,
                            standing.then(ledger.events(self.case_id, since=standing.sequence)),
                        )
                        (change,) = merge(before, standing, [change]).changes  # type: ignore[assignment]
                    except Refused as refused:
                        if refused.problems[0].code != "store-unreachable":
                            raise
                        time.sleep(
                            0.1
                        )  # the server is started anew: whether it was written is seen by reading
                        standing = read(ledger, self.case_id)
                        if any(note.text == text for note in standing.case.notes):
                            event = next(
                                one.event
                                for one in reversed(standing.made)
                                if isinstance(one.change, NoteAdded) and one.change.note.text == text
                            )
                            break
                os.write(self.out, f"{event.sequence} {event.row.hash} {self.name}-{number}\n".encode())
                standing = standing.then(ledger.events(self.case_id, since=standing.sequence))

    def beside(self, number: int) -> tuple[Happening, ...]:
        """Now and then something more at the same stroke: all of it is there, or none."""
        return (RecordAdded(Key("incident", f"I{self.name}-{number}")),) if number % 3 == 0 else ()


def begin(store: str, case_id: str) -> None:
    """The case to write to."""
    with Ledger.open(parse_address(store), "anna") as ledger:
        keep_pack(ledger)
        ledger.open_case(Opened(Case(case_id, case_id), PACK))


if __name__ == "__main__":
    try:
        store, case_id, name, count = sys.argv[1:]
        Writer(store, case_id, name, 1).write(int(count))
    except Refused as refused:
        sys.exit(f"{refused.problems[0].code}")
