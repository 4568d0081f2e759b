"""Who sees and does what, as one table: the tests try every line of it for every role, and `docs/access.md` is made of it.

Written anew with `python -m tests.access`. In a cell stands who may; everybody else is refused, or does not find it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.store.kinds import ROLES

PAGE = Path(__file__).parents[1] / "docs" / "access.md"
_OWN = "inspector, trainer, trainee"
_QA = "reviewer, rim, trainer"

DOES: Mapping[str, str] = {
    "sees_a_case_of_somebody_else": "",
    "sees_a_case_that_was_given": "inspector, reviewer, rim",
    "sees_a_case_that_was_taken_away": "",
    "sees_a_training_case": "trainer",
    "sees_a_training_case_that_was_given": "inspector, reviewer, rim, trainer, trainee",
    "sees_a_case_drawn_as_a_sample": "reviewer, rim",
    "sees_that_something_happened": "administrator",
    "finds_it_in_the_list": "inspector, reviewer, rim",
    "opens_an_inspection": "inspector",
    "opens_a_training_case": "inspector, trainer, trainee",
    "opens_a_blind_reading": "inspector",
    "opens_a_case_as_somebody_else": "",
    "writes_to_a_case_of_somebody_else": "",
    "answers": "inspector",
    "answers_in_training": "inspector, trainer, trainee",
    "queries": "reviewer, rim",
    "tries_other_answers": "inspector, reviewer, rim",
    "reviews": "reviewer, rim",
    "signs_off": "reviewer, rim",
    "signs_off_as_somebody_else": "",
    "signs_off_what_somebody_else_was_given": "",
    "gives_a_case_of_somebody_else": "administrator",
    "places_and_lifts_a_hold": "rim, administrator",
    "erases": "administrator",
    "sets_the_time_of_retention": "administrator",
    "says_that_something_was_erased": "",
    "deletes_a_payload": "",
    "changes_an_event": "",
    "gives_itself_a_case_by_hand": "",
    "gives_itself_a_role": "",
    "becomes_somebody_else": "",
    "reads_what_an_order_of_its_own_erases": "",
    "takes_a_case_from_somebody_by_giving_it": "",
    "keeps_something_else_as_a_pack": "",
    "opens_a_case_twice": "",
    "tells_otherwise_than_the_digest_says": "",
    "lists_what_is_yet_to_come": "",
    "writes_of_yesterday": "",
    "writes_of_the_year_9999": "",
    "writes_an_event_that_tells_nothing": "",
    "writes_an_event_of_a_kind_that_there_is_not": "",
    "erases_an_order": "",
}
"""What is tried straight at the database, by the name of what tries it (`tests/store/test_access.py`)."""


class Told(NamedTuple):
    """Events of some kinds, with what they tell where it matters who tells it."""

    kinds: str
    may: str
    content: str = "{}"


WRITES: Mapping[str, Told] = {
    "answers, and takes answers back": Told("answered cleared", _OWN),
    "notes": Told("note-added note-changed note-removed note-linked note-unlinked", _OWN),
    "children, records and sections": Told(
        "child-registered child-changed child-removed record-added record-removed section-completed "
        "section-sampled section-reopened",
        _OWN,
    ),
    "the head of the case": Told("baseline-set inspection-set home-urn-set report-told history-told", _OWN),
    "the own view, and the judgement": Told("sealed judgement-recorded proposal-shown", _OWN),
    "the report, its drafts and the provider's comments": Told(
        "passage-written passage-left draft-sent commented comment-settled", _OWN
    ),
    "the timeline": Told("step-done holidays-kept working-day-set", _OWN),
    "a step back or forward, what two settled, another pack": Told(
        "undone redone settled pack-adopted", _OWN
    ),
    "the inspector's view of the case review": Told("case-review-stated", _OWN, '{"by":"inspector"}'),
    "the RIM's view of the case review": Told("case-review-stated", "rim", '{"by":"rim"}'),
    "that other answers were tried": Told("trying-begun trying-ended", f"{_OWN}, reviewer, rim"),
    "that a copy left the store": Told("exported", f"{_OWN}, reviewer, rim"),
    "a review, and queries": Told("review-begun reviewed queried", _QA),
    "a reply to a query": Told("replied", f"{_OWN}, rim"),
    "a sign-off as a reviewer": Told("signed-off", "reviewer", '{"role":"reviewer"}'),
    "a sign-off as the RIM": Told("signed-off", "rim", '{"role":"rim"}'),
    "a sign-off as a trainer": Told("signed-off", "trainer", '{"role":"trainer"}'),
    "that somebody was given the case": Told("assigned", f"{_OWN}, reviewer, rim, administrator"),
    "that it was taken from somebody": Told("withdrawn", f"{_OWN}, rim, administrator"),
    "into the archive, and back": Told("archived unarchived", f"{_OWN}, administrator"),
    "that its head was written down elsewhere": Told("head-pinned", f"{_OWN}, administrator"),
    "a hold, and its end": Told("hold-placed hold-lifted", "rim, administrator"),
    "an order of erasure": Told("erasure-ordered", "administrator"),
    "its beginning, once more": Told("opened", ""),
}
"""What is written to a case that somebody has as such: of every kind of event there is."""

SCREEN: Mapping[str, str] = {
    "finds a case of somebody else in the list": "",
    "opens a case of somebody else": "",
    "finds the case in the list": "inspector, reviewer, rim, trainer, trainee",
    "opens the case": "inspector, reviewer, rim, trainer, trainee",
    "answers a question": _OWN,
    "keeps a note": _OWN,
    "says that a step of the timeline was taken": _OWN,
    "records the judgement": _OWN,
    "writes the report into a file": f"{_OWN}, reviewer, rim",
    "states the inspector's view of the case review": _OWN,
    "states the RIM's view of the case review": "rim",
    "tries other answers": f"{_OWN}, reviewer, rim",
    "seals the own view": _OWN,
    "begins a review": _QA,
    "agrees in a review": _QA,
    "asks a query": _QA,
    "replies to a query": f"{_OWN}, rim",
    "signs off as a reviewer": "reviewer",
    "signs off as the RIM": "rim",
    "signs off as a trainer": "trainer",
    "begins an inspection": "inspector",
    "brings an inspection in by its path": "inspector",
    "puts the case into the archive": _OWN,
    "brings an inspection in as a file": "inspector",
    "takes a case of somebody else away as a file": "",
    "takes the case away as a file": "inspector, reviewer, rim, trainer, trainee",
    "takes its calendar": "inspector, reviewer, rim, trainer, trainee",
    "takes its report": "inspector, reviewer, rim, trainer, trainee",
    "takes its explanation": "inspector, reviewer, rim, trainer, trainee",
    "takes an audit of the inspections that they see, and of no other": "inspector, reviewer, rim",
}
"""What is tried in the app, and on the page Files as it is served (`tests/serve/test_access.py`)."""

FORM: Mapping[str, str] = {
    "signs in": "inspector, reviewer, rim, trainer, trainee, policy_owner, administrator",
    "opens a case of somebody else": "",
    "opens the case": "inspector, reviewer, rim, trainer, trainee",
    "begins an inspection": "inspector",
    "answers a question, with a note": _OWN,
    "seals the own view": _OWN,
    "reads the proposal": "inspector, reviewer, rim, trainer, trainee",
    "records the judgement": _OWN,
    "states the inspector's view of the case review": _OWN,
    "states the RIM's view of the case review": "rim",
}
"""What is tried on the plain form, by HTTP and with a password (`tests/serve/test_access_on_the_form.py`)."""


def may(cell: str) -> frozenset[str]:
    """The roles in a cell."""
    return frozenset(cell.split(", ")) if cell else frozenset()


def page() -> str:
    """The page of the documentation."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Who sees and does what"
    yield ""
    yield (
        "On a PostgreSQL server, by the roles that people have there. Each cell is tried by the tests, as somebody who "
        "has that role alone and is signed in as themselves: **yes** is done, everything else is refused by the server, "
        "or is not there for them. This page is written from what the tests go by (`python -m tests.access`). "
        "What each role is for stands in [CONTRIBUTING.md](../CONTRIBUTING.md#who-sees-and-does-what)."
    )
    yield ""
    yield "## Straight at the database"
    yield ""
    yield "With SQL or the ledger, whatever the app would let them do. A case *that was given* is an inspection."
    yield ""
    yield from _table("who", ((name.replace("_", " "), cell) for name, cell in DOES.items()))
    yield ""
    yield "## What is written to a case that somebody has as such"
    yield ""
    yield (
        "Of every kind of event there is, written with SQL. Trainer and trainee have a case for training, the others an "
        "inspection that they were given; the administrator writes to cases that they do not see."
    )
    yield ""
    yield from _table("writes", ((name, told.may) for name, told in WRITES.items()))
    yield ""
    yield "## In the app and in the browser"
    yield ""
    yield "With keys in the app, and on the page *Files*. *The case* is one that they have as above."
    yield ""
    yield from _table("who", SCREEN.items())
    yield ""
    yield "## On the plain form"
    yield ""
    yield "Page by page over HTTP, signed in with a password."
    yield ""
    yield from _table("who", FORM.items())
    yield ""


def _table(head: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    names = [role.replace("_", " ") for role in ROLES]
    yield f"| {head} | {' | '.join(names)} |"
    yield f"| --- |{' :-: |' * len(names)}"
    for name, cell in rows:
        yield f"| {name} | {' | '.join('**yes**' if role in may(cell) else '–' for role in ROLES)} |"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is written\n")
