"""Walks every screen of the app with a case open, for tests that must hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress

from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from assistant.tui.app import SccifApp
from assistant.tui.screens.interview import Interview
from assistant.work.interview import Closing, Place, places
from tests.tui.conftest import place


async def settled(app: SccifApp, pilot: Pilot[int]) -> None:
    """Waits until nothing is at work beside the screen, and what was found is drawn."""
    await pilot.pause()
    while any(not worker.is_finished for worker in app.workers):
        for worker in list(app.workers):
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()
        await pilot.pause()
    await pilot.pause()


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
        "properties": ["f7"],
        "the property in full": ["tab"],
        "judgement": ["escape", "escape", "j"],
        "case review": ["escape", "v"],
        "sealing": ["escape", "s"],
        "back": ["escape"],
    }.items():
        await pilot.press(*keys)
        await settled(app, pilot)
        yield name
