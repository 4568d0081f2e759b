"""The sample cases: each reads cleanly, comes out as the table says, and keeps within what it may claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

from assistant.case import Case, CaseFile, read_case
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judged, Judging, Proposal, durable_rules
from assistant.reasoning.as_json import blocked_by
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.flags import flags

FOLDER = Path(__file__).parents[2] / "knowledge" / "cases"
REAL = "21-published-sc040628-february-2022"


class Comes(NamedTuple):
    """How a sample comes out."""

    judgement: str | None
    standing: Literal["settled", "provisional"] | None = "settled"
    ground: str | None = "evidence"
    rests_on: tuple[str, ...] = ()
    """The rules the judgement must rest on, besides the one that always holds."""
    review: tuple[str, ...] = ()
    """The readings under which a case review is considered."""
    flags: tuple[str, ...] = ()
    """Every flag raised, so that none comes by accident."""


SAME = ("sustained-looked-at-and-unchanged",)
BETTER = ("improved-and-felt", "improved-beside-a-slip")
CHILDREN = ("declined-for-children-clearly", "declined-for-children", "declined-through-process-and-children")
BOTH = ("19.2/case-review", "15.1")

EXPECTED = {
    "01-sustained-from-a-good-baseline": Comes("sustained", rests_on=SAME),
    "02-sustained-weak-and-no-worse": Comes("sustained", rests_on=SAME),
    "03-improved-a-weak-home-clearly-better": Comes("improved", rests_on=BETTER),
    "04-declined-an-outstanding-home-that-slipped": Comes(
        "declined", rests_on=CHILDREN, review=BOTH, flags=("single_source experiences.home_difference",)
    ),
    "05-improved-from-a-strong-baseline": Comes("improved", rests_on=BETTER),
    "06-declined-at-the-protection-floor": Comes(
        "declined", rests_on=("declined-at-the-floor", "declined-for-children"), review=BOTH
    ),
    "07-declined-presumed-no-manager": Comes(
        "declined", ground="presumed", rests_on=("declined-by-manager-presumption",), review=BOTH
    ),
    "08-sustained-presumption-rebutted": Comes(
        "sustained", ground="balanced", rests_on=("sustained-against-the-presumption",)
    ),
    "09-sustained-manager-applied-in-time": Comes("sustained", rests_on=SAME),
    "10-declined-presumed-filled-too-late": Comes(
        "declined", ground="presumed", rests_on=("declined-by-manager-presumption",), review=BOTH
    ),
    "11-improved-beside-a-slip": Comes("improved", ground="balanced", rests_on=("improved-beside-a-slip",)),
    "12-declined-on-balance": Comes(
        "declined",
        ground="balanced",
        rests_on=("declined-for-children",),
        review=BOTH,
    ),
    "13-provisional-while-answers-are-open": Comes(
        "sustained", "provisional", rests_on=SAME, flags=("no_account experiences.views_obtained",)
    ),
    "14-withheld-an-area-not-covered": Comes(
        "withheld",
        ground=None,
        rests_on=("withheld-for-an-area",),
        flags=("area_not_covered area:partnership",),
    ),
    "15-none-due-no-children-yet": Comes("none", ground=None, rests_on=("no-judgement-due",)),
    "16-sustained-with-cause-for-concern": Comes(
        "sustained", ground="balanced", rests_on=("sustained-though-something-is-worse",), review=("15.1",)
    ),
    "17-short-breaks-with-chosen-children": Comes(
        "sustained", ground="balanced", rests_on=("sustained-improvement-not-enough",)
    ),
    "18-secure-home-with-restraint-records": Comes(
        "sustained",
        ground="balanced",
        rests_on=("sustained-decline-not-enough",),
    ),
    "19-sustained-a-repeated-requirement-unmet": Comes(
        "sustained",
        ground="balanced",
        rests_on=("sustained-improvement-not-enough", "sustained-decline-not-enough"),
    ),
    "20-early-nothing-proposed-yet": Comes(None, None, None),
    REAL: Comes(
        "declined",
        rests_on=(
            "declined-at-the-floor",
            "declined-for-children-in-both",
            "declined-for-children",
            "declined-through-process-and-children",
        ),
        review=BOTH,
        flags=(
            "single_source experiences.progress_change",
            "single_source leadership.leadership_change",
            "single_source protection.safe_now",
            "unsupported experiences.progress_change",
        ),
    ),
}

PUBLISHED = {
    "experiences.progress_change": ("somewhat_worse", ("inferred",)),
    "leadership.staffing": ("partly", ()),
    "leadership.leadership_change": ("clearly_worse", ("inferred",)),
    "protection.safe_now": ("serious_risk", ()),
    "protection.group_harm": ("partly", ()),
}

MONTHS = "January February March April May June July August September October November December"
WORD_PAIR = re.compile(r"\b(?=([A-Z][a-z]+ [A-Z][a-z]+)\b)")
TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Sir)\b\.?")

samples = pytest.mark.parametrize("name", EXPECTED)
constructed = pytest.mark.parametrize("name", [name for name in EXPECTED if name != REAL])


@cache
def pack() -> Pack:
    return load_pack()


@cache
def sample(name: str) -> CaseFile:
    return read_case(FOLDER / f"{name}.yaml", pack())


@cache
def judging() -> Judging:
    return Judging(pack())


@cache
def judged(name: str) -> Judged:
    return judging().judge(sample(name).case)


def texts(case: Case) -> Iterator[str]:
    """Everything written in free words in a case, but for what it says of itself."""
    yield from (note.text for note in case.notes)
    for record in case.records.values():
        for answer in record.answers.values():
            if answer.reason:
                yield answer.reason
            if isinstance(answer.value, str) and " " in answer.value:
                yield answer.value
    if case.sealed:
        yield case.sealed.reasons
    if case.judgement:
        yield case.judgement.reasons


def name_like(text: str) -> list[str]:
    """What looks like a person's name: two capitalised words, neither of them a month, or a title."""
    pairs = [found for found in WORD_PAIR.findall(text) if not set(found.split()) & set(MONTHS.split())]
    return pairs + TITLED.findall(text)


def test_the_table_holds_every_sample() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(EXPECTED)


@samples
def test_a_sample_reads_without_a_warning(name: str) -> None:
    assert sample(name).warnings == ()


@samples
def test_a_sample_comes_out_as_the_table_says(name: str) -> None:
    expected = EXPECTED[name]

    assert judged(name).proposal == Proposal(expected.judgement, expected.standing, expected.ground)


@samples
def test_a_sample_rests_on_the_rules_the_table_says(name: str) -> None:
    assert set(judged(name).known.judgement.rests_on) - {"sustained-otherwise"} == set(
        EXPECTED[name].rests_on
    )


@samples
def test_a_case_review_is_considered_under_the_readings_the_table_says(name: str) -> None:
    readings = judged(name).known.case_review

    assert tuple(one.reading for one in readings if one.consider) == EXPECTED[name].review


@samples
def test_a_sample_raises_the_flags_the_table_says_and_no_other(name: str) -> None:
    assert tuple(f"{flag.kind} {flag.at}" for flag in flags(judged(name))) == EXPECTED[name].flags


@samples
@pytest.mark.skipif(durable_rules() is None, reason="durable-rules is not installed")
def test_both_engines_agree_on_a_sample(name: str) -> None:
    on_rules, by_meaning = judged(name), judging().live(sample(name).case)

    assert judging().engine.startswith("durable-rules")
    assert (on_rules.known, on_rules.proposal, on_rules.areas) == (
        by_meaning.known,
        by_meaning.proposal,
        by_meaning.areas,
    )


@samples
def test_a_sample_answers_only_what_is_asked(name: str) -> None:
    not_asked = [
        f"{evidence.key}.{question}"
        for records in judged(name).evidence.records.values()
        for evidence in records
        for question, answer in getattr(sample(name).case.records.get(evidence.key), "answers", {}).items()
        if answer.state == "answered" and evidence.values.get(question) == ABSENT
    ]

    assert not_asked == []


@samples
def test_every_note_is_linked_to_an_answer_or_an_area(name: str) -> None:
    case = sample(name).case
    linked = {
        note
        for record in case.records.values()
        for answer in record.answers.values()
        for note in (*answer.supports, *answer.contradicts)
    }

    assert [note.id for note in case.notes if note.id not in linked and not note.areas] == []


@samples
def test_no_sample_holds_what_looks_like_a_name(name: str) -> None:
    assert [found for text in texts(sample(name).case) for found in name_like(text)] == []


@pytest.mark.parametrize("text", ["told by Anna Berg on the day", "Mrs B rang", "The Anna Berg file"])
def test_the_check_for_names_finds_one(text: str) -> None:
    assert name_like(text) != []


@constructed
def test_a_constructed_sample_says_first_that_it_is(name: str) -> None:
    case = sample(name).case

    assert (case.about or "").startswith(
        "Constructed: no home, child or inspection like this is known to us."
    )
    assert re.fullmatch(r"SC0000\d\d", case.urn or "")
    assert case.urn == f"SC0000{name[:2]}"


@pytest.mark.parametrize("name", ["17-short-breaks-with-chosen-children"])
def test_every_child_looked_at_in_short_breaks_says_how_it_was_chosen(name: str) -> None:
    chosen = [record.answers.get("chosen_how") for record in sample(name).case.of_type("newcomer")]

    assert "newcomer" in sample(name).case.sampled
    assert len(chosen) > 1
    assert all(chosen)


@samples
def test_every_event_looked_at_closely_says_how_it_was_chosen_and_when_it_was(name: str) -> None:
    for record in sample(name).case.of_type("incident"):
        assert record.answers.keys() >= {"chosen_how", "happened"}, record.key


def test_the_real_case_holds_only_the_published_answers() -> None:
    case = sample(REAL).case
    given = {
        f"{key}.{question}": (answer.value, answer.marks)
        for key, record in case.records.items()
        for question, answer in record.answers.items()
        if key.record != "home"
    }

    assert given == PUBLISHED
    assert all(
        answer.supports
        for key, record in case.records.items()
        if key.record != "home"
        for answer in record.answers.values()
    )
    assert (case.urn, case.purpose, case.inspection, case.children) == ("SC040628", "training", None, ())
    assert not case.complete | case.sampled


def test_the_real_case_names_its_sources_and_claims_nothing_about_accuracy() -> None:
    about = sample(REAL).case.about or ""

    assert "council papers" in about
    assert "the press" in about
    assert "One case proves nothing about accuracy." in about


def test_what_withholds_a_judgement_is_named() -> None:
    assert "area:partnership" in blocked_by(judged("14-withheld-an-area-not-covered"))


def test_nothing_but_what_withholds_a_judgement_is_named() -> None:
    assert blocked_by(judged("14-withheld-an-area-not-covered")) == ["area:partnership"]


def test_together_the_samples_use_every_outcome() -> None:
    found = [judged(name) for name in EXPECTED]

    assert {one.proposal.judgement for one in found} == {*pack().judgements, None}
    assert {one.proposal.standing for one in found} == {"settled", "provisional", None}
    assert {one.proposal.ground for one in found} == {*(ground.id for ground in pack().words.grounds), None}
    assert {area for one in found for area in one.areas.values()} == {*pack().evaluations, None}
    assert {reading for one in EXPECTED.values() for reading in one.review} == set(BOTH)


def test_together_the_samples_hold_every_kind_of_record_and_of_event() -> None:
    records = {key.record for name in EXPECTED for key in sample(name).case.records}
    kinds = {
        record.answers["kind"].value for name in EXPECTED for record in sample(name).case.of_type("incident")
    }

    assert records == set(pack().record_types)
    assert kinds == {answer.id for answer in pack().questions["incident"]["kind"].answers}
