"""The rules as a book: found from the keyboard, read, followed from one to another, and silent about the open case."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from assistant.pack import Pack, load_pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.tui.app import SccifApp
from assistant.tui.beside_rules import ExamplesRun, Fired
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.rules import RulesScreen
from assistant.tui.widgets.explained import Explained
from assistant.tui.widgets.reading import Reading
from assistant.tui.widgets.shelf import Shelf
from assistant.work.examples import ExampleResult
from assistant.work.firing_counts import Counted
from assistant.work.rule_book import Entry
from tests.packs import TINY
from tests.tui.conftest import SIZES, Open, interview, place, screen_text
from tests.tui.screens import settled
from tests.tui.test_own_view import flat

WIDE = (120, 40)
PLAN = "leaver-poor-plan-where-sound"


@asynccontextmanager
async def book(app: SccifApp, *keys: str, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[int]]:
    """The app with the rules open, after some keys."""
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for key in ("f9", *keys):
            await pilot.press(key)
            await settled(app, pilot)
        yield pilot


def rules(app: SccifApp) -> RulesScreen:
    screen = app.screen
    assert isinstance(screen, RulesScreen)
    return screen


def read(app: SccifApp) -> str:
    """The whole page, as it would be copied."""
    return flat(rules(app).query_one(Reading).text)


@pytest.mark.parametrize("size", SIZES)
async def test_a_rule_is_found_as_words_are_typed_and_read_whole(opened: Open, size: tuple[int, int]) -> None:
    app = opened()
    async with book(app, "slash", *PLAN, "enter", "enter", size=size):
        rule = app.pack.rules_by_id[PLAN]
        told = read(app)

        assert "▸1 Rules 1 of 221" in screen_text(app)
        assert rule.why in told
        planning, gap = (app.pack.questions["leaver"][name].ask for name in ("planning", "planning_gap"))
        assert f"when {planning} “Planned, with gaps that touched the child” or “Not planned" in told
        assert f"unless {gap} “Another body's” [planning_gap]" in told
        assert told.index("The move of a child who left was not well planned") < told.index(f"rule {PLAN}")
        assert "concludes a finding for each of Children who left" in told
        assert "basis interpretation: the paragraphs say where to look" in told
        assert app.pack.paragraphs["19.2/leavers"].says in told
        assert "✓ holds: From a weak baseline it is no fall" in told
        assert "does not the same with leaver:A.planning: " in told
        assert "rules/leavers.yaml:" in told
        assert "The move of a child who left was not well planned" in flat(screen_text(app))


@pytest.mark.parametrize("size", SIZES)
async def test_from_a_rule_to_its_paragraph_to_another_rule_and_back_by_escape(
    opened: Open, size: tuple[int, int]
) -> None:
    app = opened()
    async with book(app, "slash", *PLAN, "enter", "enter", size=size) as pilot:
        reading = rules(app).query_one(Reading)
        while reading.leads_to is None:
            await pilot.press("down")
        await pilot.press("enter")
        assert rules(app).entry == Entry("paragraph", "19.2/leavers")
        assert "▸2 Paragraphs" in screen_text(app)
        assert f"Rules that cite it ({len(citing(app, '19.2/leavers'))})" in read(app)

        while (other := rules(app).query_one(Reading).leads_to) is None or other.kind != "rule":
            await pilot.press("down")
        await pilot.press("enter")
        assert rules(app).entry == other

        for entry in (Entry("paragraph", "19.2/leavers"), Entry("rule", PLAN)):
            await pilot.press("escape")
            assert rules(app).entry == entry
        assert reading.leads_to == Entry("paragraph", "19.2/leavers")
        await pilot.press("escape")
        assert rules(app).query_one(Shelf).has_focus
        await pilot.press("escape")
        assert isinstance(app.screen, Interview)


def citing(app: SccifApp, paragraph: str) -> list[str]:
    return [rule.id for rule in app.pack.rules if paragraph in rule.cites]


async def test_a_question_leads_to_the_rules_that_read_it(opened: Open) -> None:
    app = opened()
    async with book(app, "3", "slash", *"leaver.planning_gap", "enter", "enter"):
        reading = [rule.id for rule in app.pack.rules if "planning_gap" in getattr(rule, "unless", ())]

        assert reading
        assert {part.to.id for part in rules(app).query_one(Reading).parts if part.to} >= set(reading)


@pytest.mark.parametrize("size", SIZES)
async def test_escape_comes_back_to_the_same_question(opened: Open, size: tuple[int, int]) -> None:
    app = opened()
    async with app.run_test(size=size) as pilot:
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("f9")
        await settled(app, pilot)
        assert isinstance(app.screen, RulesScreen)

        await pilot.press("escape")
        assert interview(app).place == place("leaver:A.planning")


async def test_it_is_reached_from_the_list_of_cases_by_key_and_by_the_palette(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        assert " f9 rules " in "\n".join(screen_text(listed).splitlines()[-2:])

        await pilot.press("ctrl+p", *"rules  (f9")
        await settled(listed, pilot)
        await pilot.press("enter")
        await settled(listed, pilot)
        assert type(listed.screen).__name__ == RulesScreen.__name__
        await pilot.press("escape")
        assert isinstance(listed.screen, Cases)


async def test_from_the_explanation_it_opens_at_the_rule_under_the_cursor(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3", "e")
        await settled(app, pilot)
        why = app.screen.query_one("#why", Explained)
        while not (why.step and why.step.kind == "rule"):
            await pilot.press("down")
        rule = why.step.rule

        await pilot.press("f9")
        await settled(app, pilot)
        assert rules(app).entry == Entry("rule", rule or "")
        await pilot.press("escape")
        assert isinstance(app.screen, Explanation)
        assert why.step.rule == rule


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_found_says_so_and_escape_shows_all(opened: Open, size: tuple[int, int]) -> None:
    app = opened()
    async with book(app, "slash", *"zzz", "enter", size=size) as pilot:
        assert "None of the 221 rules has these words" in screen_text(app)
        await pilot.press("tab")
        assert "None of the 34 paragraphs has these words" in screen_text(app)

        await pilot.press("escape")
        assert "▸2 Paragraphs 34 " in screen_text(app)
        assert rules(app).query_one(Shelf).has_focus


# ---------------------------------------------------------------- the open case


async def test_while_the_own_view_comes_first_nothing_is_told_of_the_case(opened: Open) -> None:
    app = opened()
    async with book(app) as pilot:
        assert app.session is not None
        assert app.session.is_covered
        fired = {finding.rule for finding in app.session.judged.known.findings}
        assert fired

        counted = rules(app).counted
        assert isinstance(counted, Counted)
        assert (counted.cases, counted.covered, counted.by_rule) == (0, 1, {})
        for rule in sorted(fired):
            rules(app).read(Entry("rule", rule))
            await pilot.pause()
            assert "fired no case of this store counted; 1 left out until" in read(app)


async def test_an_open_case_makes_no_page_another_while_it_is_covered(opened: Open, listed: SccifApp) -> None:
    async with book(listed):
        without = {entry: page_of(listed, entry) for entry in rules(listed).book.texts}
    app = opened()
    async with book(app):
        for entry, told in without.items():
            assert strip_counts(page_of(app, entry)) == strip_counts(told)


def page_of(app: SccifApp, entry: Entry) -> str:
    rules(app).read(entry)
    return rules(app).query_one(Reading).text


def strip_counts(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("fired"))


async def test_once_it_is_sealed_the_case_is_counted(sealed: SccifApp) -> None:
    async with book(sealed):
        assert sealed.session is not None
        counted = rules(sealed).counted

        assert isinstance(counted, Counted)
        assert counted.cases == 1
        assert all(counted.by_rule[one.rule] == 1 for one in sealed.session.judged.known.findings)


# ---------------------------------------------------------------- beside the screen


async def test_loading_failed_and_none_look_different(opened: Open) -> None:
    app = opened()
    async with book(app, "slash", *PLAN, "enter") as pilot:
        screen = rules(app)
        begun = screen.begun
        screen.examples, screen.counted = None, 7
        screen.show_news()
        assert "Examples … being run" in read(app)
        assert "fired … being counted, 7 cases so far" in read(app)

        screen.post_message(ExamplesRun(begun, None, "the file is no YAML"))
        screen.post_message(Fired(begun, None, "the store is busy"))
        await pilot.pause()
        assert "Examples ✗ could not be run: the file is no YAML" in read(app)
        assert "fired ✗ could not be counted: the store is busy" in read(app)

        problem = Problem("rule-no-example", "the rule has no example", "write one")
        none = ExampleResult(PLAN, app.pack.rule_places[PLAN], (problem,))
        screen.post_message(ExamplesRun(begun, {PLAN: (none,)}))
        await pilot.pause()
        assert "Examples ✗ none is written the rule has no example: write one" in read(app)
        assert "✗I" in screen_text(app)


async def test_what_was_begun_before_is_dropped(opened: Open) -> None:
    app = opened()
    async with book(app) as pilot:
        screen = rules(app)
        examples, counted = screen.examples, screen.counted

        screen.post_message(ExamplesRun(screen.begun - 1, {}))
        screen.post_message(Fired(screen.begun - 1, Counted(99, {})))
        await pilot.pause()

        assert screen.examples == examples
        assert screen.counted == counted


@pytest.mark.parametrize("error", [ZeroDivisionError(), Refused([Problem("file-empty", "a", "b")])])
async def test_a_failure_beside_the_screen_ends_nothing(
    opened: Open, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("assistant.work.examples.each_example", fail)
    monkeypatch.setattr("assistant.work.corpus.reading.cases_kept", fail)
    app = opened()
    async with book(app, "tab"):
        assert "could not be run: " in read(app)
        assert "could not be counted: " in read(app)
        assert app.return_code is None


async def test_a_page_is_copied_whole(opened: Open) -> None:
    app = opened()
    async with book(app, "ctrl+c"):
        assert app.clipboard == rules(app).query_one(Reading).text
        assert "area-not-covered" in app.clipboard
        assert "the page (" in screen_text(app)


async def test_a_rule_of_a_pack_whose_texts_are_markup_is_shown_as_it_is(opened: Open, pack: Pack) -> None:
    hostile = "[AB] [/ [/x] [@click=app.quit]x[/] ]"
    first = pack.rules[0].model_copy(update={"why": hostile, "say": hostile})
    changed = replace(pack, rules=(first, *pack.rules[1:]), rules_by_id={**pack.rules_by_id, first.id: first})
    app = opened()
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(RulesScreen(Judging(changed, "meaning")))
        await settled(app, pilot)

        assert screen_text(app).count(hostile) >= 2


async def test_another_pack_is_read_likewise(opened: Open) -> None:
    app = opened()
    tiny = load_pack(TINY)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(RulesScreen(Judging(tiny, "meaning")))
        await settled(app, pilot)

        assert f"▸1 Rules {len(tiny.rules)}" in screen_text(app)
        assert "What is proved of it not known: this case is read by other rules" in read(app)
