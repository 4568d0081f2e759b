"""Values become text in a form that is short where it can be and unmistakable always."""

from __future__ import annotations

import pytest

from assistant.document import Bare, Spread, SpreadList, Tree, json_text, parse, yaml_text


@pytest.mark.parametrize(
    "value,line",
    [
        ("breakdown", "breakdown"),
        ("sc000001-2019-03", "sc000001-2019-03"),
        ("2019-03", "2019-03"),
        ("two words", '"two words"'),
        ("no", '"no"'),
        ("Y", '"Y"'),
        ("012", '"012"'),
        ("1:30", '"1:30"'),
        ("19.10", '"19.10"'),
        ("2019-03-05", '"2019-03-05"'),
        ("", '""'),
        (None, "null"),
        ("null", '"null"'),
        (Bare("3"), "3"),
        (Bare("2019-03-05"), "2019-03-05"),
        ('say "no"', '"say \\"no\\""'),
        ("a\u2028b\x85c\ufeff", '"a\\u2028b\\u0085c\\ufeff"'),
        ("😀", '"😀"'),
        ([], "[]"),
        ({}, "{}"),
        (["a", ["b"]], "[a, [b]]"),
        ({"a": {"b": "c"}}, "{a: {b: c}}"),
    ],
)
def test_a_short_value_stands_on_the_line_of_its_key(value: Tree, line: str) -> None:
    assert yaml_text({"key": value}) == f"key: {line}\n"


def test_a_long_mapping_stands_one_key_a_line() -> None:
    text = yaml_text({"key": {"a": "x" * 60, "b": "y" * 60}})

    assert text == f"key:\n  a: {'x' * 60}\n  b: {'y' * 60}\n"


def test_a_mapping_can_be_spread_however_short() -> None:
    assert yaml_text({"key": SpreadList([Spread(a="x", b=["z"])])}) == "key:\n  - a: x\n    b: [z]\n"


@pytest.mark.parametrize(
    "text,block",
    [
        ("one\ntwo", "|-\n  one\n  two"),
        ("one\n\ntwo\n", "|\n  one\n\n  two"),
        ("# one\n- two", "|-\n  # one\n  - two"),
        ("one\n  two", "|-\n  one\n    two"),
        (" one\ntwo", '" one\\ntwo"'),
        ("one\ntwo\n\n", '"one\\ntwo\\n\\n"'),
        ("one\r\ntwo", '"one\\r\\ntwo"'),
    ],
)
def test_text_of_many_lines_stands_in_a_block_where_a_block_can_hold_it(text: str, block: str) -> None:
    written = yaml_text({"key": text})

    assert written == f"key: {block}\n"
    assert parse(written).value == {"key": text}


def test_json_holds_numbers_and_truth_values_and_escapes_what_yaml_would_break_at() -> None:
    text = json_text({"n": Bare("3"), "d": Bare("2019-03-05"), "t": Bare("true"), "s": "3", "l": "a\u2028b"})

    assert text == '{\n  "n": 3,\n  "d": "2019-03-05",\n  "t": true,\n  "s": "3",\n  "l": "a\\u2028b"\n}\n'


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_what_is_empty_is_read_back_as_it_was_however_long_its_key(value: Tree) -> None:
    key = "k" * 150

    assert parse(yaml_text({key: value})).value == {key: value}
