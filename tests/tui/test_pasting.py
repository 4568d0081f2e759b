"""What is pasted is kept as printable text, and a fact that cannot be kept stays in its field."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest
from textual import events
from textual.message import Message

from assistant.tui.lasting import lasting
from assistant.tui.pasting import WholePastes, pasting
from assistant.tui.screens import tasks
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.writing import Writing
from assistant.tui.screens.written import Written
from assistant.tui.session import Session
from tests.tui.conftest import Open, interview, on_disk, place


@pytest.mark.parametrize("size", [(120, 40)])
async def test_a_note_pasted_with_a_form_feed_is_kept(opened: Open, size: tuple[int, int]) -> None:
    app = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("n")
        assert isinstance(app.screen, Writing)
        app.screen.query_one("#text").text = "one\x0ctwo\x1b"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        assert on_disk(app).notes[-1].text == "one\ntwo\ufffd"


async def test_a_text_fact_is_checked_as_the_case_would_check_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        session = app.session
        assert isinstance(session, Session)
        at = next(
            place(f"{kind}.{question.id}")
            for kind, questions in session.pack.questions.items()
            if session.pack.record_types[kind].many == "one"
            for question in questions.values()
            if question.kind == "fact" and question.fact == "text"
        )

        assert list(tasks.fact_task(session, at).check(Written("\x1b")))


RED = "one \x1b[31mred\x1b[0m and\nmore"


async def test_a_field_shows_what_will_be_kept_of_a_coloured_text(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("n")
        app.post_message(events.Paste(RED))
        await pilot.pause()
        assert isinstance(app.screen, Writing)
        shown = app.screen.text
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert shown == "one red and\nmore"
        assert on_disk(app).notes[-1].text == shown


def read(*chunks: str) -> list[str]:
    """What a terminal that sends these comes to: texts that are pasted, and keys."""
    reader = WholePastes()

    def came() -> Iterable[Message]:
        for chunk in chunks:
            yield from reader.feed(chunk)

    return [f"pasted {one.text}" if isinstance(one, events.Paste) else one.key for one in came()]  # type: ignore[attr-defined]


PASTED = f"\x1b[200~{RED}\x1b[201~"


@pytest.mark.parametrize("cut", range(1, len(PASTED)))
def test_a_text_that_is_pasted_comes_whole_wherever_it_is_cut_and_no_code_in_it_comes_as_keys(
    cut: int,
) -> None:
    assert read("a" + PASTED[:cut], PASTED[cut:] + "b") == ["a", "pasted one red and\nmore", "b"]


def test_keys_and_texts_come_in_their_order() -> None:
    assert read("\x1b[A" + PASTED + "\x1b[B", PASTED) == [
        "up",
        "pasted one red and\nmore",
        "down",
        "pasted one red and\nmore",
    ]


def test_a_text_that_does_not_end_is_handed_on_after_a_while_and_keys_are_keys_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr("assistant.tui.pasting.time.monotonic", lambda: now)
    reader = WholePastes()

    came = list(reader.feed("\x1b[200~one"))
    now += 9
    came += [*reader.feed(" two"), *reader.tick()]
    now += 11
    came += reader.tick()
    came += reader.feed("x")

    told = [one.text if isinstance(one, events.Paste) else one for one in came]
    assert told[0] == "one two"
    assert isinstance(told[1], events.Key)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is another driver")
def test_the_terminal_and_a_browser_are_read_so() -> None:
    from textual.drivers import linux_driver, web_driver

    from assistant.serve.driver import Driver

    for driver in (linux_driver.LinuxDriver, Driver):
        lasting(pasting(driver))

    # The name stands in their modules, which do not export it.
    assert vars(linux_driver)["XTermParser"] is WholePastes
    assert vars(web_driver)["XTermParser"] is WholePastes
