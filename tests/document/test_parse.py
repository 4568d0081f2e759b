"""Text becomes values that keep what was typed and where it stood."""

from __future__ import annotations

import pytest

from assistant.document import Limits, digest_of, field_name, parse
from assistant.problems import Refused


def test_every_scalar_is_text_as_it_was_typed() -> None:
    value = parse("[no, 012, 1:30, 19.10, 1e3, 0x1F, 2019-03-05, =, 'null', \"~\"]").value

    assert value == ["no", "012", "1:30", "19.10", "1e3", "0x1F", "2019-03-05", "=", "null", "~"]


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", "a: Null", "a: NULL"])
def test_an_empty_value_is_none_however_it_is_written(text: str) -> None:
    assert parse(text).value == {"a": None}


def test_each_value_and_key_keeps_its_line_and_column() -> None:
    document = parse("a: 1\nb:\n  - c: x\n    d: [y,  z]\n")

    assert str(document.where(("b", 0, "d", 1))) == "4:13: b[0].d[1]"
    assert str(document.where(("b", 0, "d"), key=True)) == "4:5: b[0].d"


def test_what_is_not_there_has_the_place_of_what_would_hold_it() -> None:
    document = parse("a: 1\nb:\n  c: x\n", file="f.yaml")

    assert str(document.where(("b", "missing", 3))) == "f.yaml:3:3: b.missing[3]"


def test_columns_count_characters_and_not_bytes() -> None:
    assert parse('{"é😀": "x", "b": "y"}').where(("b",)).column == 18


def test_the_digest_is_that_of_the_text() -> None:
    assert parse("a: 1").digest == digest_of("a: 1") != digest_of("a: 2")


@pytest.mark.parametrize(
    "text,what,place",
    [
        ("a:\n\tb: 1", "a tab stands in the indentation", "2:1"),
        ("a: @b", "plain text cannot begin with `@`", "1:4"),
        ("a: b: c", "a colon with a space behind it stands in plain text", "1:5"),
        ('a: "b', "a quote is opened here and never closed", "1:4"),
        ("a: 'b\n\nc: d", "a quote is opened here and never closed", "1:4"),
        ("a: [b, c\nd: e", "the bracket opened on line 1, column 4 is not closed before this place", "2:2"),
        ('{"sccif_case": 1,', "a bracket is opened here and never closed", "1:1"),
        ("sccif_case: 1\nhome: {urn: SC000001,", "a bracket is opened here and never closed", "2:7"),
        ("a: [1, {b: c}, [d]\n\n", "a bracket is opened here and never closed", "1:4"),
        ("a: {b: [c, # and so on\n", "a bracket is opened here and never closed", "1:8"),
        ("a: [b, }", "the bracket opened on line 1, column 4 is not closed before this place", "1:8"),
        ("a:\n  b: 1\n c: 2", "this does not fit the lines above, which begin on line 1, column 1", "3:2"),
        ("a: 1\nb\nc: 2", "a line here has no colon", "2:1"),
        (r'a: "\q"', "a backslash in double quotes stands before a letter that means nothing", "1:5"),
        ("%FOO\n--- a", "a line that begins with `%` stands here", "1:5"),
    ],
)
def test_syntax_is_told_in_words_for_a_person(text: str, what: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)

    (problem,) = refused.value.problems
    assert problem.code == "yaml-syntax"
    assert what in problem.what
    assert str(problem.where) == place


@pytest.mark.parametrize(
    "limits,code",
    [
        (Limits(depth=3), "yaml-too-deep"),
        (Limits(values=5), "yaml-too-many-values"),
    ],
)
def test_what_is_past_a_limit_is_refused_by_the_name_of_that_limit(limits: Limits, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse("[[[[a, b], c], d], e]", limits=limits)

    assert refused.value.problems[0].code == code


def test_a_path_is_named_as_people_write_it() -> None:
    assert field_name(("records", "leaver", 0, "planning")) == "records.leaver[0].planning"
