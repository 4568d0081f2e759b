"""Whatever people typed comes out of each format as it was typed, and acts in none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Answer, Case, Key, Note, Record
from assistant.document import printable
from assistant.reasoning import Judging
from assistant.work.report.as_html import as_html
from assistant.work.report.as_markdown import as_markdown
from assistant.work.report.as_word import as_word
from assistant.work.report.drafting import draft
from tests.work.report.reports import Page, of_markdown, of_word, report_of, squeezed

HOSTILE = [
    "{{ title }} and {% for part in parts %}x{% endfor %}",
    "{%p if draft %}",
    "{_{ title }_} {_% raw %_}",
    "{# a comment #}",
    "{{ ''.__class__.__mro__ }}",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p> &amp; &#38; ]]>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1 -1 @SUM(1)",
    "# not a heading",
    "- no list\n+ none\n* none\n1. none\n2) none",
    "---",
    "===",
    "one\n===\ntwo\n---",
    "> no quotation",
    "    no code",
    "```\nno fence\n```",
    "~~~",
    "[AB] said [hello](http://x.example) ![x](y) <http://x.example> `code`",
    "*loud* **louder** _soft_ __softer__ a_b_c 2*3*4",
    "a \\ b \\* c\\",
    "| a | b |\n| - | - |",
    "R&D &copy; &",
    "[x]: http://x.example",
    "<!-- x -->",
    "\u05d0\u05d1 \u0634\u0643 \u202eright \U0001f600",
    "a\tb",
    "a\x07b\x0cc\x1b[31md\x00",
    "x" * 2000,
]
pieces = st.sampled_from(
    [*HOSTILE, "\n", "\n\n", " ", "  ", "{", "}", "%", "_", "*", "#", "-", "=", "<", "&", "\\", "a"]
)
texts = (
    st.lists(pieces | st.text(max_size=12), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: bool(printable(text).strip()))
)


def lines(text: str) -> list[str]:
    """The lines of a text that hold something, without the spaces around them."""
    kept = (squeezed(line) for line in printable(text).split("\n"))
    return [line for line in kept if line]


def check_markdown(text: str) -> None:
    blocks = of_markdown(as_markdown(report_of(text)))
    assert blocks[:2] == ["Report", "One"]
    assert [squeezed(line) for block in blocks[2:] for line in block.split("\n") if line.strip()] == lines(
        text
    )


def check_html(text: str) -> None:
    page = Page(as_html(report_of(text)))
    assert page.blocks[:2] == ["Report", "One"]
    # A line break is an element, and a line of the page's own text.
    assert page.blocks[2] == printable(text).replace("\n", "\n\n")
    assert page.elements <= {
        *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "br")
    }


def check_word(text: str) -> None:
    paragraphs = of_word(as_word(report_of(text)))
    assert paragraphs == ["Report", "One", printable(text)]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: re.sub(r"\W+", "-", text)[:20])
@pytest.mark.parametrize("check", [check_markdown, check_html, check_word])
def test_hostile_text_comes_out_as_it_was_typed(check: Callable[[str], None], text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(text=texts)
def test_any_text_comes_out_of_markdown_as_it_was_typed(text: str) -> None:
    check_markdown(text)


@settings(max_examples=300)
@given(text=texts)
def test_any_text_comes_out_of_html_as_it_was_typed(text: str) -> None:
    check_html(text)


@settings(max_examples=60)
@given(text=texts)
def test_any_text_comes_out_of_word_as_it_was_typed(text: str) -> None:
    check_word(text)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: re.sub(r"\W+", "-", text)[:20])
def test_a_note_is_told_in_every_format_as_it_was_typed(judging: Judging, text: str) -> None:
    answer = Answer("answered", "clearly_better", supports=("n1",))
    key = Key("experiences")
    case = Case(
        "c1",
        "c1",
        notes=(Note(id="n1", text=printable(text), source="staff"),),
        records={key: Record(key, {"progress_change": answer})},
    )

    report = draft(judging.live(case))

    told = squeezed(printable(text))
    assert told in squeezed(" ".join(of_markdown(as_markdown(report))))
    assert told in squeezed(" ".join(Page(as_html(report)).blocks))
    assert told in squeezed(" ".join(of_word(as_word(report))))
