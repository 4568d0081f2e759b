"""The properties of the rules: their states, a broken one with its case, and the warning on every screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from textual.command import CommandPalette
from textual.widgets import TextArea

from assistant.pack import Pack
from assistant.reasoning.proofs import Progress
from assistant.tui.screens.proofs import ProofsScreen
from assistant.work import proving
from assistant.work.proving import Kept, Proved
from tests.tui.colours import AA, pairs, ratio
from tests.tui.conftest import SIZES, Open, breaks, screen_text
from tests.tui.screens import settled, walk
from tests.tui.test_own_view import flat
from tests.tui.test_text import clickable


@pytest.mark.parametrize("size,demo", [(SIZES[0], False), (SIZES[1], True)], ids=["open", "demo"])
async def test_a_broken_property_stands_on_every_screen(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], demo: bool
) -> None:
    broken = breaks(monkeypatch, pack)
    app = opened(demo=demo)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        if demo:
            assert broken.id in screen_text(app)
            await pilot.press("3")
        async for name in walk(app, pilot):
            if not isinstance(app.screen, CommandPalette):
                assert "THE RULES BREAK A PROPERTY" in screen_text(app), name
                assert broken.id in screen_text(app), name


@pytest.mark.parametrize("size", SIZES)
async def test_a_broken_property_has_its_sentence_and_a_case_to_copy(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    broken = breaks(monkeypatch, pack)
    app = opened(demo=True)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press("f7")
        await settled(app, pilot)
        assert "23 of 24 properties proved, 1 BROKEN" in screen_text(app)
        assert f"{broken.id}: broken; a case below (tab, ↓)" in screen_text(app)

        text = app.screen.query_one("#broken", TextArea).text
        assert "✗ a home with a child at the protection floor is sustained." in text
        assert "case: fresh-2019-03" in text

        await pilot.press("ctrl+c")
        assert app.clipboard == text
        await pilot.press("tab", "pagedown")
        assert app.screen.query_one("#broken", TextArea).has_focus
        await pilot.press("escape")
        assert not isinstance(app.screen, ProofsScreen)


@pytest.mark.parametrize("count,named", [(1, "floor-declines: "), (9, " more")])
async def test_the_warning_names_as_many_as_fit_and_where_the_others_are(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch, count: int, named: str
) -> None:
    one = breaks(monkeypatch, pack)
    others = [replace(one, id=f"property-{number}") for number in range(1, count)]
    monkeypatch.setattr("assistant.work.proving.recall", lambda _: Proved("", "z3", (one, *others)))
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)

        first, second, below = screen_text(app).splitlines()[:3]
        assert "(f7)  floor-declines" in first
        hanging = first.index("floor-declines")
        assert second[:hanging].strip() == ""
        assert second[hanging] != " "
        assert named in f"{first} {second}"
        assert count == 1 or "property-1" in first + second
        assert "sccif" in below


async def test_hostile_text_in_a_case_that_breaks_a_property_does_nothing(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "[AB] [/ [/x] [@click=app.quit]x[/] ] \x1b[31m \u202e" + "x" * 2000
    breaks(monkeypatch, pack, hostile)
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("f7")
        await settled(app, pilot)

        text = app.screen.query_one("#broken", TextArea).text
        assert "[AB] [/ [/x] [@click=app.quit]x[/] ] ␛[31m ‹U+202E›" in text
        assert not clickable(app)


@pytest.mark.parametrize("theme", ["sccif-dark", "sccif-light", "sccif-contrast"])
async def test_the_warning_can_be_read_in_each_theme(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    from textual.color import Color

    breaks(monkeypatch, pack)
    app = opened()
    app.theme = theme
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("escape", "f7", "tab"):
            await pilot.press(key)
            await settled(app, pilot)
            for ink, paper in pairs(app):
                assert ratio(Color.parse(ink), Color.parse(paper)) >= AA


async def test_what_is_not_proved_is_proved_when_the_app_starts_and_said_meanwhile(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(proving, "recall", lambda _: None)
    kept = tuple(Kept(one.id, one.says, True, 1) for one in pack.properties)

    def prove(_: object) -> Iterator[Progress | Kept | Proved]:
        yield kept[0]
        yield Progress(kept[1].id, 3, 7)
        assert go_on.wait(20)
        yield from kept[1:]
        yield Proved(pack.digest, "z3", kept)

    monkeypatch.setattr(proving, "prove_pack", prove)
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        try:
            await pilot.pause()
            await pilot.press("f7")
            while not app.proofs.kept:
                await pilot.pause()
            text = flat(screen_text(app))
            assert f"properties being proved, 1 of {len(kept)}" in text
            assert "being proved" in text
            assert "not proved yet" in text
        finally:
            go_on.set()
        await settled(app, pilot)
        assert f"all {len(kept)} properties proved" in screen_text(app)


async def test_quitting_while_the_rules_are_proved_ends_cleanly(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    monkeypatch.setattr(proving, "recall", lambda _: None)

    def prove(_: object) -> Iterator[Kept]:
        try:
            begun.set()
            assert go_on.wait(20)
            for one in pack.properties:
                yield Kept(one.id, one.says, True, 1)
        finally:
            ended.set()

    monkeypatch.setattr(proving, "prove_pack", prove)
    app = opened()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert begun.wait(20)
        await pilot.press("ctrl+q")
        go_on.set()

    assert ended.wait(20)
    assert app.return_code == 0
    assert not app.proofs.kept


async def test_proofs_that_fail_are_said_and_leave_the_app_alive(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(proving, "recall", fail)
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert "proving the properties failed (ZeroDivisionError)" in screen_text(app)

        await pilot.press("f7")
        await settled(app, pilot)
        assert isinstance(app.screen, ProofsScreen)
        assert "0 of 24 properties proved, the others not: ZeroDivisionError" in screen_text(app)


async def test_proving_is_stopped_by_a_key_and_begun_anew_by_another(
    opened: Open, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(proving, "recall", lambda _: None)

    def prove(_: object) -> Iterator[Progress | Kept | Proved]:
        kept = tuple(Kept(one.id, one.says, True, 1) for one in pack.properties)
        yield kept[0]
        yield Progress(kept[1].id, 3, 7)
        assert go_on.wait(20)
        yield from kept[1:]
        yield Proved(pack.digest, "z3", kept)

    monkeypatch.setattr(proving, "prove_pack", prove)
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        while not app.proofs.kept:  # nothing but what is kept tells that a message came
            await pilot.pause()
        await pilot.pause()
        assert "┄" * 19 in screen_text(app)

        await pilot.press("x")
        go_on.set()
        await settled(app, pilot)
        assert "1 of 24 properties proved, the others not: proving was stopped" in screen_text(app)

        await pilot.press("v")
        await settled(app, pilot)
        assert "all 24 properties proved" in screen_text(app)
