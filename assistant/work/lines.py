"""The list of cases as it stands now: each line brought up to its last event, with what is left to ask and what is due."""

from __future__ import annotations

from collections.abc import Callable

from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import FirstPage, Ledger, Lines, Standing, Summary, first_page, refresh, summary_of
from assistant.store.first_page import PAGE
from assistant.store.listing import training_cases
from assistant.work.deadlines import days_of
from assistant.work.interview import danger
from assistant.work.keeping import asked, pack_named
from assistant.work.training import SCENARIO


def listed(ledger: Ledger, at_hand: Callable[[], Pack]) -> Lines:
    """The line of every case that may be read, the one changed last in front, and which cannot be read.

    Lines that are behind are worked out anew, by the pack at hand, which is loaded only then, or as it
    was kept; so are those of which nobody worked out the days and whether somebody may be in danger, as
    they are not while a case is answered. A case that was erased, or may not be read, has no line; nor has a trainee's reading of a
    scenario, which is no case of a real inspection. Raises `Refused`.
    """
    packs: dict[str, Pack | None] = {}

    def line(standing: Standing) -> Summary:
        pack = _pack(ledger, standing, packs, at_hand)
        return summary_of(
            standing,
            asked(standing.case, pack) if pack else None,
            days_of(standing, pack),
            is_urgent=bool(pack and danger(standing.case, pack)),
        )

    lines, problems = refresh(ledger, line, _is_worked_out)
    apart = scenario_readings(ledger)
    return Lines([one for one in lines if one.case_id not in apart], problems)


def scenario_readings(ledger: Ledger) -> frozenset[str]:
    """The cases that are somebody's reading of a scenario, of those that may be seen."""
    return frozenset(
        case_id for case_id, evidence in training_cases(ledger).items() if evidence.startswith(SCENARIO)
    )


def first_listed(ledger: Ledger) -> FirstPage | None:
    """The first page of a long list; None where the list is to be read whole (`listed`), to bring lines of it up to date.

    Raises `Refused` where the store cannot be read.
    """
    if scenario_readings(ledger):
        return None  # they are in no count of a page
    page = first_page(ledger)
    return page if page is not None and all(map(_is_worked_out, page.lines)) else None


def first_or_long(ledger: Ledger) -> tuple[FirstPage | None, bool]:
    """The first page of the list, where it can be shown alone; where it cannot, whether to list the cases takes long.

    It does where there are more than a page of them. Raises `Refused` where the store cannot be read.
    """
    if page := first_listed(ledger):
        return page, False
    ((count,),) = ledger.database.rows("SELECT count(*) FROM cases")
    return None, count > PAGE


def _is_worked_out(line: Summary) -> bool:
    """Whether it says what only the pack tells, its days and whether somebody may be in danger."""
    return line.is_urgent is not None and (line.started is None or line.worked is not None)


def _pack(
    ledger: Ledger, standing: Standing, packs: dict[str, Pack | None], at_hand: Callable[[], Pack]
) -> Pack | None:
    """The pack that a case is read by; None where it was not kept."""
    if standing.pack not in packs:
        try:
            packs[standing.pack] = pack_named(ledger, standing.pack, at_hand())
        except Refused:
            packs[standing.pack] = None
    return packs[standing.pack]
