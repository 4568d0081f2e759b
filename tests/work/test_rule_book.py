"""The book of the rule base: found by words, and leading from each entry to those that it rests on and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pack import Pack, load_pack
from assistant.work.rule_book import Book, Entry, Kind, areas_of, owed, questions_read

PACK = load_pack()
BOOK = Book.of(PACK)
KINDS: tuple[Kind, ...] = ("rule", "paragraph", "question")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def found(kind: Kind, words: str) -> list[str]:
    return [one.id for chapter in BOOK.with_words(kind, words) for one in chapter.entries]


def test_every_rule_paragraph_and_question_stands_in_it_once(pack: Pack) -> None:
    questions = {f"{record}.{name}" for record, asked in pack.questions.items() for name in asked}

    for kind, names in (("rule", set(pack.rules_by_id)), ("paragraph", set(pack.paragraphs))):
        assert sorted(found(kind, "")) == sorted(names)  # type: ignore[arg-type]
    assert sorted(found("question", "")) == sorted(questions)


def test_a_paragraph_leads_to_all_that_cite_it_and_to_nothing_else(pack: Pack) -> None:
    for number in pack.paragraphs:
        citing = BOOK.citing.get(number, ())

        rules = [rule.id for rule in pack.rules if number in rule.cites]
        assert [one.id for one in citing if one.kind == "rule"] == rules
        for one in citing:
            if one.kind == "question":
                record, _, name = one.id.partition(".")
                assert number in pack.questions[record][name].cites


def test_a_question_leads_to_the_rules_that_read_it(pack: Pack) -> None:
    assert Entry("rule", "leaver-poor-plan-where-sound") in BOOK.reading["leaver.planning_gap"]
    for question, entries in BOOK.reading.items():
        for one in entries:
            assert question in questions_read(pack, pack.rules_by_id[one.id])


def test_rules_are_found_by_area_basis_stage_and_paragraph(pack: Pack) -> None:
    by_area = {rule.id for rule in pack.rules if "protection" in areas_of(pack, rule)}
    by_basis = {rule.id for rule in pack.rules if rule.basis == "related"}
    by_stage = {rule.id for rule in pack.rules if rule.stage == "judgement"}

    assert set(found("rule", "area:protection")) == by_area
    assert set(found("rule", "basis:related")) == by_basis
    assert set(found("rule", "stage:judgement")) == by_stage
    assert set(found("rule", "§19.2/manager")) == {r.id for r in pack.rules if "19.2/manager" in r.cites}
    assert found("rule", "LEAVER-POOR-PLAN-where-sound") == ["leaver-poor-plan-where-sound"]


@given(
    st.sampled_from(KINDS),
    st.lists(st.sampled_from(["child", "plan", "manager", "§", "basis:", "harm", "zz"]), max_size=3),
)
def test_more_words_never_find_more(kind: Kind, words: list[str]) -> None:
    fewer = set(found(kind, " ".join(words[:-1])))

    assert set(found(kind, " ".join(words))) <= fewer


def test_every_rule_owes_to_have_an_effect_and_the_manager_presumption_speaks_of_its_rules(
    pack: Pack,
) -> None:
    manager = owed(pack, pack.rules_by_id["manager-vacant-without-effective-steps"])
    leaver = owed(pack, pack.rules_by_id["leaver-poor-plan-where-sound"])

    assert all(any(one.kind == "alive" for one in owed(pack, rule)) for rule in pack.rules)
    assert {one.id for one in manager} > {one.id for one in leaver}
