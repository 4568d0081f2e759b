"""What may be kept of a text that was pasted: what a terminal shows of it."""

from __future__ import annotations

import time

import pytest

from assistant.document import printable


@pytest.mark.parametrize(
    "pasted,kept",
    [
        ("\x1b[31mred\x1b[0m and \x1b[38;5;10mgreen\x1b[m", "red and green"),
        ("\x1b[2J\x1b[10;3Hmoved\x1b[?25h", "moved"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("\x1b(Bletters", "letters"),
        ("cut off \x1b[3", "cut off "),
    ],
)
def test_whole_escape_codes_are_left_out(pasted: str, kept: str) -> None:
    assert printable(pasted) == kept


@pytest.mark.parametrize(
    "pasted,kept",
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("page\x0cbreak\x0b", "page\nbreak\n"),
        ("one\x0ctwo\r\nthree", "one\ntwo\nthree"),
    ],
)
def test_whatever_ends_a_line_or_a_page_is_the_end_of_a_line(pasted: str, kept: str) -> None:
    assert printable(pasted) == kept


@pytest.mark.parametrize(
    "text",
    [
        "[31m is no code",
        "[A] said [B] left; 3m away",
        "a\tb\n\nc",
        "[0;31m",
        "tab\tand emoji 😀 and שלום",
    ],
)
def test_what_looks_like_the_rest_of_a_code_is_text(text: str) -> None:
    assert printable(text) == text


def test_a_title_that_does_not_end_takes_no_other_line_with_it() -> None:
    assert printable("\x1b]0;a title\nB was safe\x07") == "0;a title\nB was safe\ufffd"


def test_what_is_no_code_and_no_text_is_marked() -> None:
    assert printable("one\x00two\x1b") == "one\ufffdtwo\ufffd"


def test_letters_of_another_encoding_are_marked_and_take_no_words_with_them() -> None:
    assert printable("caf\x9e and \x9c then \x9b5 apples") == "caf\ufffd and \ufffd then \ufffd5 apples"


@pytest.mark.parametrize("begins", ["\x1b", "\x1b[", "\x1b]", "\x1b[3", "\x1b(", "\x90", "\x9b"])
def test_a_long_run_of_what_begins_a_code_is_read_soon(begins: str) -> None:
    before = time.process_time()

    printable(begins * 100_000)

    assert time.process_time() - before < 2
