"""The consistency of the store's cases: worked out beside the screen, walked through, broken off, empty or failed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.reasoning.solve import Overtaken
from assistant.store import Ledger, parse_address
from assistant.tui.app import SccifApp
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.consistency import Consistency, NamedCases
from assistant.work.audit import of_store
from assistant.work.corpus.generating import generated
from assistant.work.keeping import begin
from tests.cli.test_hostile_text import HOSTILE
from tests.tui.conftest import SIZES, screen_text
from tests.tui.screens import settled
from tests.tui.shots import EACH_LOOK

Compare = Callable[..., bool]
AUDIT = "assistant.work.audit.of_store.audit_of"


@pytest.fixture
def many(listed: SccifApp, pack: Pack) -> SccifApp:
    """The app on a ledger with thirty constructed cases beside its own."""
    for case in generated(Judging(pack, "meaning"), 30, 3):
        begin(listed.ledger, case, pack)
    return listed


def consistency(app: SccifApp) -> Consistency:
    screen = app.screen
    assert isinstance(screen, Consistency)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_each_section_is_a_key_away_and_tab_goes_round(many: SccifApp, size: tuple[int, int]) -> None:
    async with many.run_test(size=size) as pilot:
        await settled(many, pilot)
        await pilot.press("c")
        await settled(many, pilot)
        assert "Audit of 33 cases" in screen_text(many)
        assert "30 of these cases are synthetic" in screen_text(many)

        report = consistency(many).report
        assert report is not None
        for number, section in enumerate(report.sections, start=1):
            await pilot.press(str(number))
            await pilot.pause()
            assert section.tables[0].title in screen_text(many)
        await pilot.press("tab")
        await pilot.pause()
        assert consistency(many).page == 0
        await pilot.press("escape")
        assert isinstance(many.screen, Cases)


@pytest.mark.parametrize("size", SIZES)
async def test_a_case_that_a_section_names_is_opened_and_the_way_back_leads_to_the_section(
    many: SccifApp, size: tuple[int, int]
) -> None:
    async with many.run_test(size=size) as pilot:
        await settled(many, pilot)
        await pilot.press("c")
        await settled(many, pilot)
        report = consistency(many).report
        assert report is not None
        page = next(number for number, one in enumerate(report.sections, 1) if one.id == "undone")
        await pilot.press(str(page), "enter", *"synthetic-3-000", "down")
        await settled(many, pilot)
        dialogue = many.screen
        assert isinstance(dialogue, NamedCases)
        second = dialogue.found[1]
        assert second in screen_text(many)
        await pilot.press("enter")
        await settled(many, pilot)
        assert many.session is not None
        assert many.session.case.id == second
        await pilot.press("f10")
        await settled(many, pilot)

        assert consistency(many).page == page - 1
        assert many.session is None


async def test_a_section_that_names_no_case_says_so(many: SccifApp) -> None:
    async with many.run_test(size=(80, 24)) as pilot:
        await settled(many, pilot)
        await pilot.press("c")
        await settled(many, pilot)
        assert "enter open a case" not in screen_text(many)
        await pilot.press("enter")

        assert "this section names no case" in screen_text(many)


async def test_a_store_without_cases_says_so_and_not_that_anything_failed(pack: Pack, tmp_path: Path) -> None:
    with closing(Ledger.open(parse_address(str(tmp_path / "empty.sqlite")))) as ledger:
        app = SccifApp(pack, ledger)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            await pilot.press("c")
            await settled(app, pilot)

            assert "There are no cases here to compare." in screen_text(app)
            assert "NOT" not in screen_text(app)


async def test_what_fails_is_said_and_can_be_tried_again(
    many: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failing = of_store.audit_of, [True]

    def fails_once(*args: Any, **named: Any) -> of_store.Told:
        if failing:
            failing.pop()
            raise Refused([Problem("corpus-incomplete", "it is not there", "put it there")])
        return real(*args, **named)

    monkeypatch.setattr(AUDIT, fails_once)
    async with many.run_test(size=(80, 24)) as pilot:
        await settled(many, pilot)
        await pilot.press("c")
        await settled(many, pilot)
        assert "The figures could NOT be worked out." in screen_text(many)
        assert "it is not there" in screen_text(many)

        await pilot.press("r")
        await settled(many, pilot)
        assert consistency(many).state == "told"


async def test_an_error_of_the_programs_own_ends_nothing_and_tells_no_case_text(
    many: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> of_store.Told:
        secret = "child A said hello"
        raise RuntimeError(secret)

    monkeypatch.setattr(AUDIT, fails)
    async with many.run_test(size=(80, 24)) as pilot:
        await settled(many, pilot)
        await pilot.press("c")
        await settled(many, pilot)

        assert "RuntimeError; a report without case text is kept" in screen_text(many)
        assert "hello" not in screen_text(many)


async def test_escape_breaks_it_off_while_it_is_worked_out(
    many: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def waits(*_: Any, is_overtaken: Callable[[], bool], **__: Any) -> of_store.Told:
        begun.set()
        while not is_overtaken():
            ended.wait(0.01)
        ended.set()
        raise Overtaken

    monkeypatch.setattr(AUDIT, waits)
    async with many.run_test(size=(80, 24)) as pilot:
        await settled(many, pilot)
        await pilot.press("c")
        while not begun.is_set():
            await pilot.pause()
        assert "working out the figures of 33 cases" in screen_text(many)

        await pilot.press("escape")
        await settled(many, pilot)

        assert isinstance(many.screen, Cases)
        assert ended.wait(10)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_as_they_were_typed(
    listed: SccifApp, pack: Pack, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    judging, names = Judging(pack, "meaning"), [one for one in HOSTILE if len(one) < 40]
    for number, case in enumerate(generated(judging, 40, 3)):
        assert case.judgement
        made = case.judgement.model_copy(update={"by": names[number % 3]})
        begin(listed.ledger, replace(case, judgement=made), pack)
    monkeypatch.setattr("assistant.work.audit.departing.FEW", 0)
    config = tmp_path / "config.toml"
    config.write_text("by_inspector = true\n")
    monkeypatch.setenv("SCCIF_CONFIG", str(config))
    async with listed.run_test(size=size) as pilot:
        await settled(listed, pilot)
        await pilot.press("c")
        await settled(listed, pilot)
        await pilot.press("2", "end")
        await pilot.pause()
        await pilot.pause()

        shown = screen_text(listed)
        assert all(name in shown for name in names[:3])


SHOTS: dict[str, list[str]] = {
    "consistency": [],
    "consistency-departures": ["2"],
    "consistency-agreement": ["8"],
}


@pytest.mark.painted
@pytest.mark.no_cover
@EACH_LOOK
@pytest.mark.parametrize("shot", SHOTS)
def test_figures(snap_compare: Compare, many: SccifApp, shot: str, size: tuple[int, int], theme: str) -> None:
    many.theme = theme

    async def before(pilot: Pilot[Any]) -> None:
        await settled(many, pilot)
        await pilot.press("c")
        await settled(many, pilot)
        await pilot.press(*SHOTS[shot])
        await settled(many, pilot)

    assert snap_compare(many, terminal_size=size, run_before=before)
