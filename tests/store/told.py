"""What tests write into a ledger, and cases that stand without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from assistant.case import Answer, Answered, At, Case, Child, Key, Note, NoteAdded
from assistant.document import digest_of
from assistant.store import Event, Ledger, Sought, Standing, refresh, standing_of
from assistant.store.events import BEGINNING, chained, event_of
from assistant.store.kinds import Happening, Opened

POST = At(Key("manager"), "post")
VACANCY = At(Key("manager"), "vacancy")
CONTENT = "{}"
PACK = digest_of(CONTENT)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def answered(value: str, at: At = POST) -> Answered:
    return Answered(at, Answer("answered", value))


def noted(text: str, note_id: str = "n1") -> NoteAdded:
    return NoteAdded(Note(id=note_id, text=text))


def opened(case_id: str = "c1", **fields: object) -> Opened:
    return Opened(Case(id=case_id, evidence_id=fields.pop("evidence_id", case_id), **fields), PACK)  # type: ignore[arg-type]


def keep_pack(ledger: Ledger) -> None:
    """Keep the pack that cases are read by here."""
    ledger.keep_pack(PACK, "sccif 1", CONTENT)


def with_case(ledger: Ledger, *happened: Happening, case_id: str = "c1") -> list[Event]:
    """The events of a new case to which this happened."""
    keep_pack(ledger)
    first = opened(case_id, urn="SC000001", children=(Child(label="A"),))
    begun = ledger.open_case(first)
    return [*begun, *ledger.append(case_id, 1, *happened)] if happened else begun


def sought_in(ledger: Ledger, sought: Sought) -> list[str]:
    """The names of the cases that fit."""
    refresh(ledger)
    return [line.case_id for line in ledger.summaries() if sought.fits(line)]


def stands(case: Case, told: Iterable[tuple[str, Sequence[Happening]]] = ()) -> Standing:
    """A case as it stands after what these people did, each at one stroke, without a store."""
    return after(standing_of(_events(case.id, 0, BEGINNING, "anna", [Opened(case, PACK)], NOON)), told)


def after(standing: Standing, told: Iterable[tuple[str, Sequence[Happening]]]) -> Standing:
    for actor, happened in told:
        last = standing.events[-1].row
        at = standing.events[-1].at + timedelta(seconds=1)
        standing = standing.then(_events(last.case_id, last.sequence, last.hash, actor, happened, at))
    return standing


def _events(
    case_id: str, last: int, previous: str, actor: str, happened: Sequence[Happening], at: datetime
) -> list[Event]:
    made = chained(case_id, last, previous, actor, tuple(happened), at)
    return [event_of(row, payload.content) for row, payload in made]
