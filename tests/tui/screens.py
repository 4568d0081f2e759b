"""Walks every screen of the app with a case open, for tests that must hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress

from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from assistant.tui.app import SccifApp
from assistant.tui.screens.interview import Interview
from assistant.work.interview import Closing, Place, places
from tests.tui.conftest import place, screen_text


async def settled(app: SccifApp, pilot: Pilot[int]) -> None:
    """Waits until nothing is at work beside the screen, and what was found is drawn."""
    await pilot.pause()
    while any(not worker.is_finished for worker in app.workers):
        for worker in list(app.workers):
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()
        await pilot.pause()
    await pilot.pause()


async def press(app: SccifApp, pilot: Pilot[int], *keys: str) -> None:
    """Presses keys, each once what the one before began is done."""
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def shown(app: SccifApp, pilot: Pilot[int], text: str) -> None:
    """Waits until a text stands on the screen, where it comes when a task of Textual's own is done."""
    for _ in range(100):
        if text in screen_text(app):
            return
        await pilot.pause()
    raise AssertionError(f"{text!r} was never shown:\n{screen_text(app)}")


async def walk(app: SccifApp, pilot: Pilot[int], *, every_place: bool = False) -> AsyncIterator[str]:
    """Stands at each screen in turn and gives its name; the case must be open on the interview."""
    session = app.session
    screen = app.screen
    assert session is not None
    assert isinstance(screen, Interview)
    shown: list[Place] = (
        [
            one
            for one in places(session.case, session.pack)
            if not isinstance(one, Closing) and session.case.answer(one)
        ]
        if every_place
        else [place("leaver:A.planning"), Closing("resident")]
    )
    for one in shown:
        screen.go(one)
        await settled(app, pilot)
        yield f"question {one}"
    screen.go(place("leaver:A.planning"))
    for name, keys in {
        "outline": ["o"],
        "panel": ["p"],
        "note": ["escape", "n"],
        "notes": ["escape", "k"],
        "because": ["escape", "b"],
        "paragraph": ["escape", "t"],
        "finding": ["escape", "slash"],
        "finding by words": [*"note"],
        "inbox of notes": ["escape", "f2"],
        "linking a note": ["k"],
        "writing a note anew": ["escape", "enter"],
        "what is left": ["escape", "escape", "w"],
        "what is left, further down": ["down"] * 6,
        "removing": ["escape", "d"],
        "help": ["escape", "f1"],
        "palette": ["escape", "ctrl+p"],
        "danger": ["escape", "f4"],
        "explanation": ["escape", "e"],
        "explanation, further down": ["down", "down", "enter", "down", "down", "down", "down"],
        "why not": ["tab"],
        "why not, further down": ["down", "down", "down", "down"],
        "what would change it": ["tab"],
        "what would change it, further down": ["down", "down"],
        "what each answer moves": ["tab"],
        "trying": ["f5"],
        "another answer tried": ["4", "2"],
        "recorded and tried side by side": ["tab", "tab"],
        "properties": ["escape", "f7"],
        "the property in full": ["tab"],
        "rules": ["f9"],
        "a rule in full": ["enter", "down"],
        "paragraphs": ["escape", "2", "down"],
        "rules that are not found": ["slash", *"zz"],
        "judgement": ["escape", "escape", "escape", "escape", "j"],
        "case review": ["escape", "v"],
        "quality assurance": ["escape", "q"],
        "quality assurance, further down": ["down", "down", "down", "down"],
        "quality assurance begun": ["b", "a"],
        "asking in quality assurance": ["k"],
        "quality assurance again": ["escape"],
        "report": ["escape", "y"],
        "a paragraph of the report": ["down", "down", "down", "down", "down"],
        "writing the report into a file": ["x"],
        "report again": ["escape"],
        "sealing": ["escape", "s"],
        "back": ["escape"],
    }.items():
        await pilot.press(*keys)
        await settled(app, pilot)
        yield name
