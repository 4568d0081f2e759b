"""The pictures of the app's screens by name: how each is come to, for the tests that look at every one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from textual.events import Paste
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
from tests.tui.conftest import TABLE, breaks, by_another, place, read_by, seal_scenario
from tests.tui.screens import settled

EACH_LOOK = pytest.mark.parametrize(
    "size,theme",
    [((80, 24), DARK.name), ((120, 40), LIGHT.name)],
    ids=[f"80x24-{DARK.name}", f"120x40-{LIGHT.name}"],
)
"""Each size, and each theme: a theme changes no more than colours, which `test_themes` looks at in all of them."""

SHOTS: dict[str, tuple[bool, list[str]]] = {
    "samples": (True, []),
    "question-live": (True, ["3", "at:leaver:A.planning"]),
    "question-covered": (False, ["at:manager.timely"]),
    "section": (False, ["section:resident"]),
    "outline": (False, ["at:leaver:A.planning", "o"]),
    "panel": (True, ["3", "at:leaver:A.planning", "p"]),
    "fact": (False, ["at:manager.vacant_since", "enter"]),
    "note": (False, ["at:leaver:A.planning", "n", "type:bags"]),
    "danger": (False, ["at:protection.safe_now", "3"]),
    "explanation": (True, ["3", "at:leaver:A.planning", "e", "down", "down"]),
    "why-not": (True, ["3", "e", "2", "down", "down"]),
    "would-change": (True, ["3", "e", "3", "down"]),
    "moves": (True, ["3", "e", "4"]),
    "trying": (True, ["3", "e", "f5"]),
    "tried": (True, ["3", "at:manager.post", "f5", "1"]),
    "tried-beside": (True, ["3", "at:manager.post", "f5", "1", "tab", "tab"]),
    "properties": (True, ["f7", "down"]),
    "properties-broken": (True, ["f7"]),
    "question-broken": (False, ["at:manager.timely"]),
    "ask-next": (True, ["3", "g", "o"]),
    "sealing": (False, ["s", "1", "3"]),
    "details": (False, ["f3"]),
    "help": (False, ["f1"]),
    "inbox": (False, ["f2", "n", "type:bags", "ctrl+s"]),
    "inbox-writing": (False, ["f2", "n", "type:Kayleigh said no"]),
    "inbox-linking": (False, ["f2", "k", "type:leaver"]),
    "finding": (False, ["at:leaver:A.planning", "slash", "type:plan"]),
    "paragraph": (False, ["at:leaver:A.planning", "t"]),
    "rules": (False, ["f9", "down", "down"]),
    "rules-found": (True, ["f9", "slash", "type:leaver poor", "down", "down", "tab"]),
    "rules-rule": (True, ["f9", "slash", "type:basis:related", "enter", "enter", "down"]),
    "rules-paragraph": (False, ["f9", "2", *["down"] * 11, "enter", "down"]),
    "rules-question": (False, ["f9", "3", *["down"] * 3, "enter"]),
    "rules-none": (False, ["f9", "slash", "type:zzz"]),
    "ending": (False, ["w"]),
    "ending-live": (True, ["3", "w"]),
}
"""On a case of its own, or with the samples: whether those, and the keys."""

LISTS: dict[str, list[str]] = {
    "cases": ["down"],
    "cases-filtered": ["slash", "type:oak"],
    "cases-empty": [],
    "cases-begun": ["n", "type:Ann Smith", "enter"],
    "diary": ["h"],
    "training": ["t", "down"],
    "training-debrief": ["t", "d", "tab"],
    "drill": ["t", "n", "s", "type:5", "enter", "1"],
    "consensus": ["t", "m", "down", "2"],
    "meeting": ["enter", "at:leaver:A.planning", "other:leaver:A.planning", "4"],
}
"""On the list of three cases."""

JUDGED = ["j", "3", "type:as seen", "ctrl+s", "y"]
"""Records a judgement."""

DECISIONS: dict[str, list[str]] = {
    "judgement": ["j", "2", "type:the post stood empty"],
    "departure": ["j", "1", "type:the post stood empty", "ctrl+s"],
    "judged": ["j", "1", "type:the post stood empty", "ctrl+s", "y", "p"],
    "judged-anew": ["j", "1", "type:the post stood empty", "ctrl+s", "y", "j"],
    "case-review": ["v", "1", "type:children were hurt", "ctrl+s", "y", "4", "type:a visit is enough"],
    "timeline": ["f6"],
    "timeline-late": [
        "f6",
        "enter",
        *["backspace"] * 10,
        "type:2019-03-27",
        "tab",
        "type:draft 2",
        "enter",
        "up",
    ],
    "timeline-set": ["f6", "w"],
    "review": ["q", *["down"] * 5],
    "review-begun": [
        *JUDGED,
        "q",
        "b",
        "a",
        "k",
        "type:since when?",
        "ctrl+s",
        "down",
        "down",
        "d",
        "type:too mild",
        "ctrl+s",
        "up",
        "up",
    ],
    "review-signing": [*JUDGED, "q", "b", "k", "type:since when?", "ctrl+s", "s"],
    "report": ["y", *["down"] * 8],
    "report-writing": ["y", *["down"] * 8, "enter"],
    "report-written": ["y", *["down"] * 8, "enter", "type: By hand, [AB].", "ctrl+s"],
    "report-file": ["y", "x"],
    "explanation-judged": [
        "j",
        "3",
        "type:as seen",
        "ctrl+s",
        "y",
        "v",
        "1",
        "type:children were hurt",
        "ctrl+s",
        "y",
        "e",
    ],
}
"""On a case whose own view is sealed."""


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


def prepare(shot: str, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has what a picture shows of the world beside the app the same each time."""
    today = date(2019, 3, 28) if shot == "timeline-late" else date(2019, 3, 21)
    monkeypatch.setattr("assistant.tui.screens.timeline.today", lambda: today)
    if shot == "would-change":
        # Of the smallest sets z3 finds now these first and now those.
        monkeypatch.setattr(searching, "what_if", found)
    if shot.endswith("-broken"):
        breaks(monkeypatch, pack)


async def come_to(app: SccifApp, pilot: Pilot[Any], shot: str, keys: Sequence[str]) -> None:
    """Presses the keys of a picture; `at:`, `section:` go to a place, `other:` has somebody else answer there.

    A text, `type:`, comes in at once: how it looks in between is nowhere to be seen.
    """
    await settled(app, pilot)
    if shot == "cases-empty":
        assert isinstance(app.screen, Cases)
        app.screen.all = []
        app.screen.draw()
    elif shot in ("diary", "meeting"):
        assert isinstance(app.screen, Cases)
        app.screen.query_one(CaseTable).cursor = 0
    elif shot == "training-debrief":
        seal_scenario(app, TABLE)
    elif shot == "consensus":
        read_by(app, "jb", ("experiences.progress_change", "somewhat_worse"))
        read_by(app, "mk")
    for key in keys:
        kind, _, name = key.partition(":")
        if kind in ("at", "section"):
            assert isinstance(app.screen, Interview)
            app.screen.go(place(name) if kind == "at" else Closing(name))
        elif kind == "other":
            by_another(app, place(name), "well")
        elif kind == "type":
            app.post_message(Paste(name))
        else:
            await pilot.press(key)
        await settled(app, pilot)
    await pilot.pause()
    assert app.return_code is None
