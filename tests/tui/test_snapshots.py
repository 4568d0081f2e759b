"""What the screens look like, at both sizes, dark and light. Look at each before it is reset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.pack import Pack
from assistant.reasoning import Judged, Judging
from assistant.reasoning import what_if as searching
from assistant.reasoning.evidence import OPEN
from assistant.reasoning.solve import Solver
from assistant.reasoning.what_if import Change, Searched, WhatIf, with_answers
from assistant.tui.app import SccifApp
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.interview import Interview
from assistant.tui.themes import DARK, LIGHT
from assistant.tui.widgets.case_table import CaseTable
from assistant.work.interview import Closing
from tests.tui.conftest import SIZES, Open, breaks, by_another, place
from tests.tui.screens import settled

Compare = Callable[..., bool]

SHOTS: dict[str, tuple[bool, list[str]]] = {
    "samples": (True, []),
    "question-live": (True, ["3", "at:leaver:A.planning"]),
    "question-covered": (False, ["at:manager.timely"]),
    "section": (False, ["section:resident"]),
    "outline": (False, ["at:leaver:A.planning", "o"]),
    "panel": (True, ["3", "at:leaver:A.planning", "p"]),
    "fact": (False, ["at:manager.vacant_since", "enter"]),
    "note": (False, ["at:leaver:A.planning", "n", *"bags"]),
    "danger": (False, ["at:protection.safe_now", "3"]),
    "explanation": (True, ["3", "at:leaver:A.planning", "e", "down", "down"]),
    "why-not": (True, ["3", "e", "2", "down", "down"]),
    "would-change": (True, ["3", "e", "3", "down"]),
    "moves": (True, ["3", "e", "4"]),
    "properties": (True, ["f7", "down"]),
    "properties-broken": (True, ["f7"]),
    "question-broken": (False, ["at:manager.timely"]),
    "ask-next": (True, ["3", "g", "o"]),
    "sealing": (False, ["s", "1", "3"]),
    "details": (False, ["f3"]),
    "help": (False, ["f1"]),
}


def found(
    judging: Judging, _: Solver, judged: Judged, *, is_overtaken: Callable[[], bool]
) -> Iterator[WhatIf | Searched]:
    """Two sets of changes, and how two searches ended."""
    assert not is_overtaken()
    progress = Change(place("experiences.progress_change"), "same", "clearly_better")
    work = Change(place("partnership.partnership_change"), OPEN, "clearly_better")
    post = Change(place("manager.post"), "vacant", "registered")
    vacancy = Change(place("manager.vacancy"), "open", "none")
    for judgement, sets, is_whole in (
        ("improved", [(progress, post, work), (progress, vacancy, work)], False),
        ("sustained", [(post,), (vacancy,)], True),
    ):
        for changes in sets:
            changed = judging.judge(with_answers(judged.case, {one.at: one.then for one in changes}))
            assert changed.known.judgement.outcome == judgement
            yield WhatIf(judgement, changes, changed)
        yield Searched(judgement, len(sets), is_reachable=True, is_whole=is_whole, size=len(sets))


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("shot", SHOTS)
def test_screen(
    snap_compare: Compare,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
    pack: Pack,
    shot: str,
    size: tuple[int, int],
    theme: str,
) -> None:
    demo, keys = SHOTS[shot]
    if shot == "would-change":
        # Of the smallest sets z3 finds now these first and now those.
        monkeypatch.setattr(searching, "what_if", found)
    if shot.endswith("-broken"):
        breaks(monkeypatch, pack)
    app = opened(demo=demo)
    app.theme = theme

    async def before(pilot: Pilot[Any]) -> None:
        await settled(app, pilot)
        for key in keys:
            kind, _, name = key.partition(":")
            if kind in ("at", "section"):
                assert isinstance(app.screen, Interview)
                app.screen.go(place(name) if kind == "at" else Closing(name))
            else:
                await pilot.press(key)
            await settled(app, pilot)
        for field in app.screen.query("Input, TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


LISTS: dict[str, list[str]] = {
    "cases": ["down"],
    "cases-filtered": ["slash", *"oak"],
    "cases-empty": [],
    "cases-begun": ["n", *"Ann Smith", "enter"],
    "diary": ["h"],
    "meeting": ["enter", "at:leaver:A.planning", "other", "4"],
}


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("shot", LISTS)
def test_list(snap_compare: Compare, listed: SccifApp, shot: str, size: tuple[int, int], theme: str) -> None:
    app = listed
    app.theme = theme

    async def before(pilot: Pilot[Any]) -> None:
        await settled(app, pilot)
        if shot == "cases-empty":
            assert isinstance(app.screen, Cases)
            app.screen.all = []
            app.screen.draw()
        elif shot in ("diary", "meeting"):
            assert isinstance(app.screen, Cases)
            app.screen.query_one(CaseTable).cursor = 0
        for key in LISTS[shot]:
            kind, _, name = key.partition(":")
            if kind == "at":
                assert isinstance(app.screen, Interview)
                app.screen.go(place(name))
            elif kind == "other":
                by_another(app, place("leaver:A.planning"), "well")
            else:
                await pilot.press(key)
            await settled(app, pilot)
        for field in app.screen.query("Input"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


DECISIONS: dict[str, list[str]] = {
    "judgement": ["j", "2", *"the post stood empty"],
    "departure": ["j", "1", *"the post stood empty", "ctrl+s"],
    "judged": ["j", "1", *"the post stood empty", "ctrl+s", "y", "p"],
    "judged-anew": ["j", "1", *"the post stood empty", "ctrl+s", "y", "j"],
    "case-review": ["v", "1", *"children were hurt", "ctrl+s", "y", "v", "4", *"a visit is enough"],
    "explanation-judged": [
        "j",
        "3",
        *"as seen",
        "ctrl+s",
        "y",
        "v",
        "1",
        *"children were hurt",
        "ctrl+s",
        "y",
        "e",
    ],
}


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("shot", DECISIONS)
def test_decision(
    snap_compare: Compare, sealed: SccifApp, shot: str, size: tuple[int, int], theme: str
) -> None:
    app = sealed
    app.theme = theme

    async def before(pilot: Pilot[Any]) -> None:
        await settled(app, pilot)
        for key in DECISIONS[shot]:
            await pilot.press(key)
            await settled(app, pilot)
        for field in app.screen.query("TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()
        assert app.return_code is None

    assert snap_compare(app, terminal_size=size, run_before=before)
