"""Everything that an event can tell has words, and what is blacked out is nowhere."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.case import Answer, Answered, At, Baseline, BaselineSet, Case, Key, Record
from assistant.pack import Pack
from assistant.store import kinds as k
from assistant.store.codec import canonical, to_json
from assistant.work.disclosing.blacking import BLACK, Blackout, speaks_of
from assistant.work.telling import told

POST = At(Key("manager"), "post")
BESIDE = [
    k.Opened(Case("a", "a"), "sha256:x", "a.yaml"),
    k.Undone((2, 3, 4)),
    k.Redone((2,)),
    k.Settled("manager.post", "vacant", "filled", "seen since"),
    k.ProposalShown("sha256:x", "meaning", "declined", "settled", "evidence", ("declined",)),
    k.PackAdopted("sha256:y", "1.1"),
    k.CaseReviewStated("rim", True, "as said", "waiting"),
    k.StepDone("day-15", "2019-03-20", "sent late"),
    k.HolidaysKept(("2019-12-25", "2020-01-01"), "holidays 0.109"),
    k.WorkingDaySet("2019-03-18", is_worked=False, reason="a local holiday"),
    k.TryingBegun(),
    k.TryingEnded(3),
    k.Assigned("mm", "rim", is_drawn=True),
    k.Withdrawn("mm"),
    k.Archived(),
    k.Unarchived(),
    k.ReviewBegun("sha256:x", "a framework, section 1"),
    k.Reviewed("judgement", is_agreed=False, text="not so"),
    k.Queried("manager.post", "since when?"),
    k.Replied(4, "since May"),
    k.SignedOff("reviewer", "not the weight", 3, 139),
    k.Exported("a.yaml", "sha256:z"),
    k.DraftSent("2019-03-20", "report.docx", "sha256:z", is_signed_off=False),
    k.Commented(4, "2019-03-25", "the date is wrong", "service", "manager.post"),
    k.CommentSettled(5, is_accepted=True, reasons="it was", looked_again="mm"),
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


def test_a_meeting_that_was_settled_tells_what_was_kept_and_what_was_dropped_and_why(pack: Pack) -> None:
    kept, dropped = (
        f"answered {canonical(to_json(Answered(POST, Answer('answered', value))))}"
        for value in ("vacant", "registered")
    )

    says = told(k.Settled("manager.post", kept, dropped, "seen since"), pack, {})

    labels = {one.id: one.label for one in pack.questions["manager"]["post"].answers}
    before, after = says.split("; dropped: ")
    assert labels["vacant"] in before
    assert labels["registered"] in after
    assert after.endswith("because: seen since")


def test_what_was_weighed_beside_a_case_review_is_told(pack: Pack) -> None:
    says = told(k.CaseReviewStated("rim", True, "children were hurt", "a monitoring visit"), pack, {})

    assert says.endswith("a case review is held: children were hurt; weighed beside it: a monitoring visit")


def test_a_blind_reading_tells_whose_evidence_it_reads(pack: Pack) -> None:
    says = told(k.Opened(Case("second", "oak", purpose="blind"), "sha256:x"), pack, {})

    assert says == "begun, a blind reading of oak"


@pytest.mark.parametrize(
    "text, blacked",
    [
        ("B hit A", f"{BLACK} hit A"),
        ("B's room, B1's and leaver:B.staff", f"{BLACK}'s room, B1's and leaver:{BLACK}.staff"),
        ("BB and Bob", "BB and Bob"),
        ("JANE \n smith", BLACK),
        ("Jane-Smith and jane_smith", f"{BLACK} and {BLACK}"),
        ("Zoë and ZOE\u0308", f"{BLACK} and {BLACK}"),
    ],
)
def test_a_label_goes_as_a_word_and_a_term_in_any_form(text: str, blacked: str) -> None:
    black = Blackout(labels=["B"], terms=["Jane Smith", "zoë"])

    assert black(text) == blacked
    assert black.count == blacked.count(BLACK)


@pytest.mark.parametrize(
    "text, blacked",
    [
        ("b hit C, and Ｂ and ｂ hit a", f"{BLACK} hit C, and {BLACK} and {BLACK} hit a"),
        ("Child a hit children a and b", f"Child {BLACK} hit children {BLACK} and {BLACK}"),
        ("a bee, the child's toy, b's toy", f"a bee, the child's toy, {BLACK}'s toy"),
        ("at 4 a.m. a boy, e.g. E", f"at 4 a.m. a boy, e.g. {BLACK}"),
        ("Ｃ1 and c1", f"{BLACK} and {BLACK}"),
        ("they didn't say", "they didn't say"),
    ],
)
def test_a_label_goes_in_small_and_wide_letters_and_no_article_does(text: str, blacked: str) -> None:
    assert Blackout(labels=["A", "B", "E", "S", "T", "C1"])(text) == blacked


def test_where_a_word_may_be_a_label_that_is_told() -> None:
    black = Blackout(labels=["A"])

    black("it was b and a. Then a boy came, and a girl")

    assert black.doubts() == [
        "`a` in “it was b and a. Then a boy came, and a girl”",
        "`a` before another word: 2 times",
    ]


def test_nothing_is_blacked_out_where_nothing_is_given() -> None:
    assert Blackout(terms=[" "])("B and Jane") == "B and Jane"


@pytest.mark.parametrize(
    "text, is_so",
    [
        ("(A) ran", True),
        ("A's room", True),
        ("AB ran", False),
        ("a rota", False),
        ("child a ran", True),
        ("Ａ ran", True),
    ],
)
def test_a_text_speaks_of_a_child_by_its_label(text: str, is_so: bool) -> None:
    assert speaks_of(text, "A") is is_so


def test_a_case_from_a_file_tells_how_much_came_with_it_that_is_told_nowhere_after(pack: Pack) -> None:
    answers = {"post": Answer("answered", "vacant"), "steps": Answer("answered", "weak")}
    case = Case("a", "a", records={POST.key: Record(POST.key, answers)})

    assert told(k.Opened(case, "sha256:x", "a.yaml"), pack, {}) == (
        "imported from a.yaml, with 2 answers that it held"
    )


def test_what_a_proposal_was_worked_out_by_is_told_in_words(pack: Pack) -> None:
    shown = k.ProposalShown("sha256:x", "meaning", "declined", "settled", "evidence", ("declined",))

    assert told(shown, pack, {}).endswith("; worked out by these rules, without the rule engine")


def test_a_grade_is_told_as_it_was_written(pack: Pack) -> None:
    said = told(BaselineSet(Baseline(grade="RI")), pack, {})

    assert said.endswith("; judged at the last full inspection as “RI”")
