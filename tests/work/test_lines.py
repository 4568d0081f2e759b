"""Whether the list of cases takes long to read, which is told before it is read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from assistant.case import Case
from assistant.pack import Pack
from assistant.store import Ledger, parse_address
from assistant.store.first_page import PAGE
from assistant.store.kinds import Archived, Opened
from assistant.work.lines import first_or_long, listed


def takes_long(ledger: Ledger) -> bool:
    return first_or_long(ledger)[1]


def test_a_list_takes_long_while_it_is_longer_than_a_page_and_lines_of_it_are_behind(
    pack: Pack, tmp_path: Path
) -> None:
    with closing(Ledger.open(parse_address(str(tmp_path / "many.sqlite")))) as ledger:
        for number in range(PAGE):
            case = Case(f"case-{number:04}", f"case-{number:04}")
            ledger.open_case(Opened(case, pack.digest))
        short = takes_long(ledger)
        ledger.open_case(Opened(Case("oak", "oak"), pack.digest))
        listed(ledger, lambda: pack)
        brought_up = takes_long(ledger)
        ledger.add("oak", Archived())
        behind = takes_long(ledger)
        listed(ledger, lambda: pack)

        assert (short, brought_up, behind, takes_long(ledger)) == (False, False, True, False)
