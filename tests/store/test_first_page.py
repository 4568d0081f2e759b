"""The first page of a long list of cases: the ones changed last, and how many there are."""

from __future__ import annotations

from assistant.case import Case
from assistant.store import Ledger, Lines, first_page, refresh, summary_of
from assistant.store.first_page import PAGE
from assistant.store.kinds import Archived, Opened

MORE = 3


def worked_out(ledger: Ledger) -> Lines:
    return refresh(ledger, lambda standing: summary_of(standing, is_urgent=standing.case.id == "case-0002"))


def filled(ledger: Ledger, count: int) -> None:
    for number in range(count):
        case = Case(f"case-{number:04}", f"case-{number:04}", urn="SC000001")
        ledger.open_case(Opened(case, "sha256:0"))
    worked_out(ledger)


def test_a_list_that_is_no_longer_than_a_page_is_read_whole(ledger: Ledger) -> None:
    filled(ledger, PAGE)

    assert first_page(ledger) is None


def test_the_first_page_begins_as_the_whole_list_does_and_says_how_many_follow(ledger: Ledger) -> None:
    filled(ledger, PAGE + MORE)

    page = first_page(ledger)

    assert page is not None
    assert page.lines == worked_out(ledger).lines[:PAGE]
    assert (page.total, page.archived, page.unread) == (PAGE + MORE, 0, MORE)


def test_cases_where_somebody_may_be_in_danger_are_counted_unless_they_are_archived(ledger: Ledger) -> None:
    filled(ledger, PAGE + MORE)
    page = first_page(ledger)
    ledger.add("case-0002", Archived())
    worked_out(ledger)
    after = first_page(ledger)

    assert page is not None
    assert after is not None
    assert (page.urgent, after.urgent) == (1, 0)


def test_an_archived_case_is_counted_and_not_on_the_page(ledger: Ledger) -> None:
    filled(ledger, PAGE + MORE)
    ledger.add("case-0001", Archived())
    worked_out(ledger)

    page = first_page(ledger)

    assert page is not None
    assert "case-0001" not in {line.case_id for line in page.lines}
    assert (page.archived, page.unread) == (1, MORE - 1)


def test_where_a_line_is_behind_the_list_is_read_whole(ledger: Ledger) -> None:
    filled(ledger, PAGE + MORE)
    ledger.add("case-0001", Archived())

    assert first_page(ledger) is None


def test_where_nobody_worked_out_whether_somebody_may_be_in_danger_the_list_is_read_whole(
    ledger: Ledger,
) -> None:
    filled(ledger, PAGE + MORE)
    ledger.add("case-0001", Archived())
    refresh(ledger)

    assert first_page(ledger) is None
