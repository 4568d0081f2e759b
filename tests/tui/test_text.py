"""What people typed reaches the screen as it is, on every screen, and does nothing there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assistant.tui
from assistant.tui.app import SccifApp
from assistant.tui.text import both_ends, len_of, plain, plain_text, visible
from tests.tui.conftest import SIZES, Open, place, screen_text
from tests.tui.screens import walk

SOURCES = sorted(Path(assistant.tui.__file__).parent.rglob("*.py"))

FORBIDDEN = {
    r"from_markup": "text would be read as markup",
    r"\bescape\(": "escaping does not keep brackets (textual#6525)",
    r"markup=True": "text would be read as markup",
    r"\.update\(\s*f?[\"']": "a string given to a widget; use Content, or plain()",
    r"Static\(\s*f[\"']": "an f-string given to a widget",
    r"\bnotify\(": "a notification reads markup",
    r"Text\.from_markup|from_ansi": "text would be read as markup",
    r"recompose=True|refresh\(recompose": "it wipes typed text",
    r"\bListView\b": "it costs a widget an item",
    r"ctrl\+shift": "no terminal can be trusted to send it",
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_source_has_a_construct_that_would_read_text_as_markup(source: Path) -> None:
    text = source.read_text(encoding="utf-8")

    assert not {pattern: why for pattern, why in FORBIDDEN.items() if re.search(pattern, text)}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_string_given_to_a_widget_is_empty_or_made_plain(source: Path) -> None:
    text = source.read_text(encoding="utf-8")

    for call in re.findall(r"\b(?:Static|Option)\(\s*([\"'][^\"']*[\"'])", text):
        assert call in ('""', "''"), call


@pytest.mark.parametrize(
    "typed,shown",
    [
        ("[AB] said [/ and [/x]", "[AB] said [/ and [/x]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("a\x1b[31mb\x07\x7f", "a␛[31mb␇␡"),
        ("a\u202eb\u200b", "a‹U+202E›b‹U+200B›"),
        ("one\ttwo\nthree", "one→   two\nthree"),
        ("🙂👩\u200d👧 שלום", "🙂👩\u200d👧 שלום"),
    ],
)
def test_text_is_shown_as_it_is_with_what_is_hidden_made_visible(typed: str, shown: str) -> None:
    assert visible(typed) == shown
    assert plain(typed).plain == shown
    assert plain_text(typed).plain == " ".join(shown.split())


@pytest.mark.parametrize("size,demo", [(SIZES[0], False), (SIZES[1], True)], ids=["open", "demo"])
async def test_hostile_text_does_nothing_on_any_screen(
    opened: Open, size: tuple[int, int], demo: bool
) -> None:
    app = opened("hostile", demo=demo)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if demo:
            assert "[AB] [/ [/x] [@click=app.quit]leave[/] ]" in screen_text(app)
            await pilot.press("2")
            await pilot.pause()
        async for name in walk(app, pilot, every_place=True):
            assert app.is_running, name
            assert not clickable(app), name


async def test_brackets_in_a_note_and_a_reason_stand_on_the_card(opened: Open) -> None:
    app = opened("hostile")
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        app.screen.go(place("leaver:A.planning"))  # type: ignore[attr-defined]
        await pilot.pause()
        text = screen_text(app)

        assert "[AB] said [/ and [/x] and" in text
        assert "[/] [AB] because [bold" in text
        assert "‹U+202E›" in text


def clickable(app: SccifApp) -> list[object]:
    """Every action that a click on the text of the screen would run."""
    return [
        segment.style.meta["@click"]
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and "@click" in (segment.style.meta or {})
    ]


@pytest.mark.parametrize(
    "text,shown",
    [
        ("sc000012-2019", "sc000012-2019"),
        ("sc000012-2019-06-b", "sc00001…19-06-b"),
        ("a" * 14 + "漢字漢字", "aaaaaaaa…字漢字"),
    ],
)
def test_a_name_without_room_keeps_both_its_ends(text: str, shown: str) -> None:
    assert both_ends(text, 15).plain == shown
    assert len_of(both_ends(text, 15)) <= 15
