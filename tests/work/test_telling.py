"""Everything that an event can tell has words, and what is blacked out is nowhere."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.case import Case
from assistant.pack import Pack
from assistant.store import kinds as k
from assistant.work.disclosing.blacking import BLACK, Blackout, speaks_of
from assistant.work.telling import told

BESIDE = [
    k.Opened(Case("a", "a"), "sha256:x", "a.yaml"),
    k.Undone((2, 3, 4)),
    k.Redone((2,)),
    k.Settled("manager.post", "vacant", "filled", "seen since"),
    k.ProposalShown("sha256:x", "meaning", "declined", "settled", "evidence", ("declined",)),
    k.PackAdopted("sha256:y", "1.1"),
    k.CaseReviewStated("rim", True, "as said", "waiting"),
    k.StepDone("draft", "2019-03-20", "sent late"),
    k.Assigned("mm", "rim", is_drawn=True),
    k.Withdrawn("mm"),
    k.Archived(),
    k.Unarchived(),
    k.Queried("manager.post", "since when?"),
    k.Replied(4, "since May"),
    k.SignedOff("reviewer", "not the weight"),
    k.Exported("a.yaml", "sha256:z"),
    k.HeadPinned(4, "abc", "heads.jsonl"),
    k.HoldPlaced("an inquiry"),
    k.HoldLifted("it is over"),
    k.ErasureOrdered((1, 3), "O-1", "asked for"),
]


def test_every_kind_is_among_those_tried() -> None:
    assert {type(one) for one in BESIDE} == set(get_args(k.Beside))


@pytest.mark.parametrize("happened", BESIDE, ids=k.kind_of)
def test_whatever_an_event_tells_has_words(happened: k.Beside, pack: Pack) -> None:
    says = told(happened, pack, {})

    assert says
    assert not says.endswith(".")
    assert "-" not in says.split()[0]


@pytest.mark.parametrize(
    "text, blacked",
    [
        ("B hit A", f"{BLACK} hit A"),
        ("B's room, B1's and leaver:B.staff", f"{BLACK}'s room, B1's and leaver:{BLACK}.staff"),
        ("BB and Bob", "BB and Bob"),
        ("JANE \n smith", BLACK),
        ("Zoë and ZOE\u0308", f"{BLACK} and {BLACK}"),
    ],
)
def test_a_label_goes_as_a_word_and_a_term_in_any_form(text: str, blacked: str) -> None:
    black = Blackout(labels=["B"], terms=["Jane Smith", "zoë"])

    assert black(text) == blacked
    assert black.count == blacked.count(BLACK)


def test_nothing_is_blacked_out_where_nothing_is_given() -> None:
    assert Blackout(terms=[" "])("B and Jane") == "B and Jane"


@pytest.mark.parametrize(
    "text, is_so", [("(A) ran", True), ("A's room", True), ("AB ran", False), ("a rota", False)]
)
def test_a_text_speaks_of_a_child_by_its_label(text: str, is_so: bool) -> None:
    assert speaks_of(text, "A") is is_so
