"""Agreement of different people on the same evidence: who counts, on what, and what moves a judgement."""

from __future__ import annotations

from dataclasses import replace

from assistant.case import Case
from assistant.case.header import Inspection, Seal
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.work.agreement import Agreement, OfEvidence, agreement
from assistant.work.coefficients import Share
from tests.small_cases import PRESUMED, UNMOVED, Said, case_of

FELL = UNMOVED | {"protection.safety_change": "clearly_worse", "experiences.progress_change": "clearly_worse"}


def reading(
    pack: Pack,
    by: str | None,
    judgement: str | None = "sustained",
    evidence: str = "e",
    said: dict[str, Said] = UNMOVED,
) -> Case:
    """Somebody's reading, sealed where a judgement is given."""
    areas = dict.fromkeys(pack.areas, judgement) if judgement else {}
    seal = Seal(judgement=judgement, areas=areas, reasons="seen so", by=by) if judgement else None
    return replace(case_of(pack, said), evidence_id=evidence, sealed=seal)


def asked(found: Agreement, record: str, question: str) -> tuple[Share, int, int]:
    one = next(one for one in found.questions if (one.record, one.question) == (record, question))
    return one.agreeing, one.settled_by_one, one.moving


def test_views_of_two_people_are_compared_by_outcome(pack: Pack, judging: Judging) -> None:
    cases = [
        reading(pack, "aa", "declined", "one"),
        reading(pack, "bb", "declined", "one"),
        reading(pack, "aa", "improved", "two"),
        reading(pack, "bb", "sustained", "two"),
        reading(pack, "cc", "sustained", "three"),
    ]

    found = agreement(judging.base, cases)

    assert found.judgement.raw == Share(1, 2)
    assert found.judgement.kappa.n == 2
    assert found.areas["protection"].raw == Share(1, 2)
    assert [one.evidence_id for one in found.evidence] == ["one", "two"]


def test_an_outcome_outside_the_scale_is_in_kappa_and_in_no_weighted_one(
    pack: Pack, judging: Judging
) -> None:
    cases = [reading(pack, "aa", "withheld"), reading(pack, "bb", "sustained")]

    found = agreement(judging.base, cases).judgement

    assert (found.kappa.n, found.linear.n, found.quadratic.n) == (1, 0, 0)


def test_what_is_not_sealed_or_nobodys_or_the_same_persons_is_left_out(pack: Pack, judging: Judging) -> None:
    cases = [
        reading(pack, "aa"),
        reading(pack, "bb", None),
        reading(pack, None),
        reading(pack, "aa", "declined"),
    ]

    found = agreement(judging.base, cases)

    assert (found.unsealed, found.unnamed, found.again) == (1, 1, 1)
    assert found.left_out == (
        "Readings left out: 1 without a sealed view, 1 by nobody who is named, "
        "1 by somebody who had read that evidence before"
    )
    assert agreement(judging.base, cases[:1]).left_out == ""
    assert found.evidence == ()
    assert found.judgement.raw == Share(0, 0)


def test_the_inspector_is_the_reader_where_the_seal_names_nobody(pack: Pack, judging: Judging) -> None:
    named = replace(reading(pack, None), inspection=Inspection(inspector="bb"))

    assert agreement(judging.base, [reading(pack, "aa"), named]).judgement.raw == Share(1, 1)


def test_a_blind_reading_comes_after_the_one_it_reads_anew(pack: Pack, judging: Judging) -> None:
    blind = replace(reading(pack, "aa", "declined"), purpose="blind")

    found = agreement(judging.base, [blind, reading(pack, "bb", "improved")])

    assert found.evidence[0].judgements == ("improved", "declined")


def test_of_three_readings_all_pairs_count_and_the_evidence_once(pack: Pack, judging: Judging) -> None:
    cases = [
        reading(pack, who, view)
        for who, view in (("aa", "declined"), ("bb", "declined"), ("cc", "sustained"))
    ]

    found = agreement(judging.base, cases)

    assert found.judgement.raw == Share(1 / 3, 1)
    assert found.evidence[0].areas == Share(len(pack.areas), 3 * len(pack.areas))


def test_questions_are_compared_where_both_settled_them(pack: Pack, judging: Judging) -> None:
    other = UNMOVED | {"protection.recording": "partly", "protection.complaints": None}

    found = agreement(judging.base, [reading(pack, "aa"), reading(pack, "bb", said=other)])

    assert asked(found, "protection", "recording") == (Share(0, 1), 0, 0)
    assert asked(found, "protection", "complaints") == (Share(0, 0), 1, 0)
    assert asked(found, "protection", "learning") == (Share(1, 1), 0, 0)


def test_records_that_only_one_has_are_told_and_their_answers_not_compared(
    pack: Pack, judging: Judging
) -> None:
    other = UNMOVED | {"leaver:A.reason": "planned"}

    found = agreement(judging.base, [reading(pack, "aa"), reading(pack, "bb", said=other)])

    assert found.records["leaver"] == Share(0, 1)
    assert all(one.record != "leaver" for one in found.questions)


def test_only_the_disagreement_that_moves_the_judgement_is_said_to(pack: Pack, judging: Judging) -> None:
    other = PRESUMED | {"protection.recording": "partly"}
    cases = [reading(pack, "aa", "sustained"), reading(pack, "bb", "declined", said=other)]

    found = agreement(judging.base, cases)

    assert asked(found, "manager", "post")[2] == 1
    assert asked(found, "protection", "recording") == (Share(0, 1), 0, 0)
    assert "manager.post" in found.evidence[0].moving


def test_disagreements_of_readings_that_come_to_the_same_move_nothing(pack: Pack, judging: Judging) -> None:
    # Safety alone makes both decline.
    one = UNMOVED | {"protection.safety_change": "clearly_worse"}

    found = agreement(judging.base, [reading(pack, "aa", said=one), reading(pack, "bb", said=FELL)])

    assert all(question.moving == 0 for question in found.questions)


def test_one_reading_alone_is_no_agreement(pack: Pack, judging: Judging) -> None:
    found = agreement(judging.base, [reading(pack, "aa")])

    assert found.evidence == tuple[OfEvidence]()
    assert found.judgement.kappa.value is None
