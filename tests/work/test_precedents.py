"""Past situations like a case: the nearest first, told whole to those who may read them and otherwise of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.case import Case
from assistant.case.header import JudgementMade, Seal
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning.compile import compile_rules
from assistant.work.corpus.corpus import Corpus
from assistant.work.precedents import Log, Sought, check_own_view
from tests.small_cases import UNMOVED, Said, case_of

HELPED = "leaver-poor-help-where-sound"
POOR: dict[str, Said] = UNMOVED | {"leaver:Q.facilitated": "poor", "leaver:Q.planning": "well"}
SECRET = "because of Tamsin"


def judged(pack: Pack, name: str, judgement: str, answers: dict[str, Said], reasons: str = "Plain.") -> Case:
    made = JudgementMade(decided=judgement, reasons=reasons)
    return replace(case_of(pack, answers), id=name, evidence_id=name, urn="SC123456", judgement=made)


@pytest.fixture(scope="module")
def log(pack: Pack) -> Iterator[Log]:
    """Three past cases, of which the asker may read one."""
    with Corpus(pack) as corpus:
        corpus.take_in(
            [
                judged(pack, "mine", "sustained", POOR, "Help came late, and well."),
                judged(pack, "sc123456-2019", "declined", POOR, SECRET),
                judged(pack, "quiet", "sustained", UNMOVED),
            ]
        )
        yield Log(corpus, compile_rules(pack), ["mine"])


def test_the_nearest_come_first_and_those_that_may_be_read_before_the_others(log: Log, pack: Pack) -> None:
    found = log.nearest(case_of(pack, POOR), Sought(), 5)

    assert [(one.judgement, one.distance, one.whole is not None) for one in found] == [
        ("sustained", 0, True),
        ("declined", 0, False),
        ("sustained", 1, False),
    ]


def test_of_a_case_that_is_not_the_askers_neither_name_nor_label_nor_reason_is_told(
    log: Log, pack: Pack
) -> None:
    here = case_of(pack, UNMOVED)
    (other,) = log.nearest(here, Sought(judgement="declined"), 5)

    told = repr(other)
    assert not any(secret in told for secret in ("SC123456", "sc123456", "Q", "Tamsin"))
    assert next(one for one in other.found if one.rule == HELPED).more == 1


def test_a_case_that_may_be_read_is_told_with_its_reasons_and_what_is_answered_otherwise(
    log: Log, pack: Pack
) -> None:
    here = case_of(pack, POOR | {"leaver:Q.facilitated": "well"})
    mine = next(one for one in log.nearest(here, Sought(), 5) if one.whole)

    assert mine.whole is not None
    assert (mine.whole.case, mine.whole.reasons) == ("mine", "Help came late, and well.")
    assert [(str(item.places[0]), item.answers) for item in mine.whole.differs] == [
        ("leaver:Q.facilitated", ("well", "poor"))
    ]
    assert any("hild Q" in said for one in mine.found if one.rule == HELPED for said in one.says)


@pytest.mark.parametrize(
    "sought, count",
    [
        (Sought(rules=(HELPED,)), 2),
        (Sought(paragraphs=("19.2/leavers",)), 2),
        (Sought(words=("helped", "move")), 2),
        (Sought(words=("late",)), 1),
        (Sought(words=("Tamsin",)), 0),
        (Sought(judgement="improved"), 0),
    ],
)
def test_they_are_sought_by_rule_paragraph_words_and_judgement(
    log: Log, pack: Pack, sought: Sought, count: int
) -> None:
    assert len(log.nearest(case_of(pack, UNMOVED), sought, 5)) == count


def test_a_reading_of_the_same_evidence_is_no_precedent(log: Log, pack: Pack) -> None:
    here = replace(case_of(pack, POOR), evidence_id="mine")

    assert len(log.nearest(here, Sought(), 5)) == 2


@pytest.mark.parametrize(
    "sought", [Sought(judgement="better"), Sought(rules=("no-rule",)), Sought(paragraphs=("99",))]
)
def test_what_the_pack_does_not_have_is_told(log: Log, pack: Pack, sought: Sought) -> None:
    with pytest.raises(Refused):
        log.nearest(case_of(pack, UNMOVED), sought, 5)


def test_the_own_view_comes_first_unless_the_store_shows_all_also_where_a_case_came_judged(
    pack: Pack,
) -> None:
    came_judged = judged(pack, "done", "sustained", UNMOVED)
    for case in (case_of(pack, UNMOVED), came_judged):
        with pytest.raises(Refused) as refused:
            check_own_view(case, "after_seal")
        assert refused.value.problems[0].code == "use-own-view-first"

    check_own_view(came_judged, "live")
    check_own_view(replace(came_judged, sealed=Seal(judgement="sustained", reasons="As seen.")), "after_seal")
