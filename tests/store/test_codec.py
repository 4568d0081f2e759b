"""Whatever happened is read back from its payload as it was, and payloads of earlier versions are read too."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from assistant.case import BaselineSet, Case, Change, HomeUrnSet
from assistant.store.codec import canonical, from_json, to_json
from assistant.store.kinds import KINDS, Beside, Happening, Opened, Reviewed, SignedOff, StepDone, kind_of
from tests.case.strategies import cases, changes, texts

laws = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

st.register_type_strategy(Case, cases())
besides = st.one_of(*(st.from_type(cls) for cls in get_args(Beside)))


def read_back(happened: Happening) -> Happening:
    return from_json(kind_of(happened), json.loads(canonical(to_json(happened))))


@laws
@given(st.data())
def test_every_change_is_read_as_it_was_written(data: st.DataObject) -> None:
    change: Change = data.draw(cases().flatmap(changes))

    assert read_back(change) == change


@laws
@given(besides)
def test_whatever_else_happened_is_read_as_it_was_written(happened: Beside) -> None:
    assert read_back(happened) == happened


@laws
@given(cases(), texts)
def test_a_case_at_its_beginning_is_read_as_it_was(case: Case, file: str) -> None:
    assert read_back(Opened(case, "sha256:0", file)) == Opened(case, "sha256:0", file)


@pytest.mark.parametrize("change", [BaselineSet(None), HomeUrnSet(None)])
def test_what_was_taken_back_is_read_as_nothing(change: Change) -> None:
    assert read_back(change) == change


def test_the_text_that_is_hashed_is_always_the_same() -> None:
    assert canonical(to_json(StepDone("draft", "2019-03-20", "é"))) == (
        '{"about":"é","day":"2019-03-20","step":"draft"}'
    )


def test_a_payload_written_before_a_field_was_there_is_read_with_its_default() -> None:
    assert from_json("signed-off", {"role": "reviewer"}) == SignedOff("reviewer", None)
    assert from_json("reviewed", {"at": "judgement"}) == Reviewed("judgement", is_agreed=None)


@pytest.mark.parametrize(
    "kind, content",
    [
        ("no-such-kind", {}),
        ("signed-off", {"role": "king"}),
        ("queried", {"at": "manager.post"}),
        ("queried", {"at": 1, "text": "why?"}),
        ("answered", {"at": "nowhere", "answer": {"state": "answered"}}),
        ("answered", {"at": "manager.post", "answer": 3}),
        ("note-added", {"note": {"id": "n1"}}),
        ("undone", {"events": ["1"]}),
        ("undone", []),
        ("opened", {"case": {"id": "c"}, "pack": "sha256:0"}),
    ],
)
def test_what_is_no_payload_is_refused(kind: str, content: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(kind, content)


def test_the_names_of_kinds_and_fields_are_those_that_old_ledgers_hold() -> None:
    names = {kind: ", ".join(field.name for field in fields(cls)) for kind, cls in KINDS.items()}

    assert names == GOLDEN


# A kind or a field is added here and never renamed: a ledger is read for decades. With a new kind comes
# a migration, so that an older program says that the store is newer rather than damaged.
GOLDEN = {
    "answered": "at, answer",
    "archived": "reason",
    "assigned": "who, role, is_drawn",
    "baseline-set": "baseline",
    "case-review-stated": "by, is_held, reasons, options",
    "child-changed": "child",
    "child-registered": "child",
    "child-removed": "label",
    "cleared": "at",
    "comment-settled": "comment, is_accepted, reasons, looked_again",
    "commented": "draft, day, text, place, question",
    "draft-sent": "day, name, digest, is_signed_off",
    "erasure-ordered": "events, order, reason, by, at",
    "exported": "name, digest, purpose, folder",
    "head-pinned": "event, hash, where",
    "history-told": "history",
    "hold-lifted": "reason",
    "hold-placed": "reason",
    "holidays-kept": "days, source",
    "home-urn-set": "urn",
    "inspection-set": "inspection",
    "judgement-recorded": "judgement",
    "note-added": "note",
    "note-changed": "note",
    "note-linked": "at, note_id, how",
    "note-removed": "note_id",
    "note-unlinked": "at, note_id",
    "opened": "case, pack, file, digest",
    "pack-adopted": "pack, version",
    "passage-left": "place",
    "passage-written": "passage",
    "proposal-shown": "pack, engine, judgement, standing, ground, possible",
    "queried": "at, text",
    "record-added": "key",
    "record-removed": "key",
    "redone": "events",
    "replied": "query, text",
    "report-told": "field, text",
    "review-begun": "pack, framework",
    "reviewed": "at, is_agreed, text",
    "sealed": "seal",
    "section-completed": "section",
    "section-reopened": "section",
    "section-sampled": "section",
    "settled": "at, kept, dropped, reason",
    "signed-off": "role, dissent, looked_at, points",
    "step-done": "step, day, about",
    "trying-begun": "",
    "trying-ended": "tried",
    "unarchived": "",
    "undone": "events",
    "withdrawn": "who",
    "working-day-set": "day, is_worked, reason",
}
