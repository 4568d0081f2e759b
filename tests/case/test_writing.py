"""A case that is written is read back as the same case, by this program and by any other reader."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.case import Case, Note, parse_case, read_case, to_json_text, to_text, to_tree
from assistant.pack import Pack
from tests.case.conftest import FIXTURES
from tests.case.strategies import HOSTILE, PACK, cases, meant

GOOD = sorted((FIXTURES / "good").iterdir())
some = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(cases())
@some
def test_a_case_written_as_yaml_is_read_back_as_it_was(case: Case) -> None:
    assert parse_case(to_text(case, PACK), PACK).case == case


@given(cases())
@some
def test_a_case_written_as_json_is_read_back_as_it_was(case: Case) -> None:
    assert parse_case(to_json_text(case, PACK), PACK).case == case


@given(cases())
@some
def test_another_reader_of_yaml_sees_text_where_text_is_meant(case: Case) -> None:
    tree = to_tree(case, PACK)

    assert_means(yaml.safe_load(to_text(case, PACK)), meant(tree))


@given(cases())
@some
def test_another_reader_of_json_sees_text_where_text_is_meant(case: Case) -> None:
    assert_means(json.loads(to_json_text(case, PACK)), meant(to_tree(case, PACK)))


def assert_means(read: object, tree: object) -> None:
    match tree:
        case dict():
            assert isinstance(read, dict)
            # A key such as 2019-03-05 is a date to YAML; nothing of ours is such a key.
            assert [str(key) for key in read] == list(tree)
            for value, inner in zip(read.values(), tree.values(), strict=True):
                assert_means(value, inner)
        case list():
            assert isinstance(read, list)
            for value, inner in zip(read, tree, strict=True):
                assert_means(value, inner)
        case _ if tree is ...:
            assert not isinstance(read, dict | list)
        case _:
            assert read == tree


@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=12).map("".join), st.integers(0, 200))
@example("x" * 20_000, 0)
@example("word " * 3_999 + "word", 0)
@example("line\n" * 4_000, 0)
@example("\U0001f600" * 20_000, 0)
@example("# first\n- second\n", 0)
@example(" leading\nthen not", 0)
@example("last line of spaces\n   ", 0)
@example("\ttab first\nx", 0)
@example("two at the end\n\n", 0)
@settings(max_examples=500, deadline=None)
def test_any_text_of_a_note_is_kept_to_the_letter(text: str, repeated: int) -> None:
    long = (text * (repeated + 1))[:20_000]
    case = Case("c", "c", notes=(Note(id="n1", text=long),))

    assert parse_case(to_text(case, PACK), PACK).case.notes[0].text == long
    assert parse_case(to_json_text(case, PACK), PACK).case.notes[0].text == long


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_file_that_was_written_is_written_the_same_again(path: Path, pack: Pack) -> None:
    once = to_text(read_case(path, pack).case, pack)

    assert to_text(parse_case(once, pack).case, pack) == once


def test_a_file_is_pleasant_to_read(published: Case, pack: Pack) -> None:
    assert to_text(published, pack) == (FIXTURES / "as_published_written.yaml").read_text(encoding="utf-8")


def test_long_text_is_folded_at_spaces(pack: Pack) -> None:
    case = Case("c", "c", notes=(Note(id="n1", text="one word after another " * 20 + "end"),))

    text = to_text(case, pack)

    assert "    text: >-\n      one word" in text
    assert max(map(len, text.splitlines())) <= 110


def test_a_home_with_nothing_but_its_number_is_written(pack: Pack) -> None:
    assert "home: {urn: SC000001}\n" in to_text(Case("c", "c", urn="SC000001"), pack)


def test_characters_that_turn_text_around_are_shown_as_escapes(pack: Pack) -> None:
    text = to_text(Case("c", "c", about="a\u202eb"), pack)

    assert 'about: "a\\u202eb"\n' in text


def test_what_is_kept_for_later_versions_is_written_as_it_was(published: Case, pack: Pack) -> None:
    kept = (
        'improvements: {draft_sent: 2019-03-20, days: 10, note: "no", kept: ["012", "1:30", "19.10", null]}\n'
    )

    assert to_text(published, pack).endswith(kept)


def test_writing_leaves_the_case_as_it_is(published: Case, pack: Pack) -> None:
    before = replace(published)

    to_text(published, pack)

    assert published == before
