"""Until the inspector has sealed an own view, nothing that the rules conclude reaches the screen."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, TextArea

from assistant.case import Answer, Answered, At, Key
from assistant.pack import Pack
from assistant.reasoning.phrases import say
from assistant.store import Ledger, parse_address
from assistant.tui import one_to_judge, samples_in
from assistant.tui.app import SccifApp
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.sealing import Sealing
from assistant.work.keeping import begin, new_case
from assistant.work.reveal import set_reveal
from tests.tui.conftest import SIZES, Open, interview, on_disk, place, screen_text
from tests.tui.screens import settled, walk

BOOK = ("rules", "a rule in full", "paragraphs", "rules that are not found")
"""The pages of the rule base, as `walk` calls them."""


def flat(text: str) -> str:
    """Text without its line breaks and frames, so that a wrapped sentence is found."""
    return " ".join(text.replace("▏", " ").replace("▕", " ").replace("│", " ").split())


@pytest.mark.parametrize("size", SIZES)
async def test_no_proposal_word_is_on_any_covered_screen(
    pack: Pack, opened: Open, size: tuple[int, int]
) -> None:
    app = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.session is not None
        judged = app.session.judged
        told = [say(pack, judged.case, pack.rules_by_id[one.rule], one.key) for one in judged.known.findings]
        outcomes = [
            f"{one.sign} {one.short}" for one in (*pack.judgements.values(), *pack.evaluations.values())
        ]
        words = [
            "Proposal",
            "proposal ",
            "still possible",
            "Findings",
            "Case review",
            "case review is",
            "interpretation",
            "confirmed",
            "Ask next",
            "◇",
            "rule a judgement out",
            "Why not",
            "What would change it",
            "What each answer moves",
            "instead of",
            "Explanation",
        ]
        seen = []
        async for name in walk(app, pilot):
            text = flat(screen_text(app))
            seen.append(name)
            forbidden = told if name == "sealing" else [*told, *outcomes, *words]
            if name in ("palette", "help"):
                # They name the action that uncovers, what it uncovers, and what every sign means.
                forbidden = [word for word in forbidden if word not in ("proposal ", "◇")]
            elif name in ("properties", "the property in full"):
                # They speak of the rules, whatever the case.
                forbidden = [word for word in forbidden if word != "case review is"]
            elif name in BOOK:
                # The book says what every rule would say, and of this case nothing.
                forbidden = ["Proposal", "still possible", "confirmed", "Ask next", "rule a judgement out"]
            assert not [word for word in forbidden if word in text], name
            assert not isinstance(app.screen, Explanation)
            assert app.session.ahead is None
            assert app.session.otherwise is None
        assert "sealing" in seen


async def test_every_question_is_asked_without_a_word_of_what_it_leads_to(pack: Pack, opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        judged = app.session.judged
        told = [say(pack, judged.case, pack.rules_by_id[one.rule], one.key) for one in judged.known.findings]
        screen = interview(app)
        async for _ in walk(app, pilot, every_place=True):
            if isinstance(app.screen, Interview):
                assert not [
                    word for word in [*told, "Proposal", "still possible"] if word in flat(screen_text(app))
                ]
        assert screen.session.is_covered


async def test_sealing_needs_every_area_the_judgement_and_reasons_then_opens_all(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "ctrl+s")
        assert "not stated yet" in screen_text(app)

        await pilot.press("1", "2", "3", "4", "2", "3")
        await pilot.press("ctrl+s")
        assert "write your reasons first" in screen_text(app)

        await pilot.press("2", "2", "ctrl+s")
        assert "in words" in screen_text(app)

        await pilot.press("backspace", "backspace", *"because", "ctrl+s")
        assert isinstance(app.screen, Confirming)
        assert "Seal “declined in effectiveness”, because: because" in flat(screen_text(app))
        assert "core questions are not answered yet" in flat(screen_text(app))
        assert on_disk(app).sealed is None

        await pilot.press("y")
        await pilot.pause()
        sealed = on_disk(app).sealed
        assert sealed is not None
        assert (sealed.judgement, sealed.reasons, sealed.by) == ("declined", "because", "jb")
        assert sealed.areas["experiences"] == "improved"
        assert app.session is not None
        assert not app.session.is_covered

        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, Explanation)

        await settled(app, pilot)
        assert app.session.ahead is not None
        await pilot.press("escape", "ctrl+z")
        assert on_disk(app).sealed is not None


async def test_names_and_answers_that_do_not_fit_are_asked_about_before_it_is_sealed(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.session is not None
        for name, value in (("post", "registered"), ("vacancy", "open")):
            assert not app.session.do(Answered(At(Key("manager"), name), Answer("answered", value)))
        await pilot.press("s", "1", "2", "3", "4", "2", "3")
        app.screen.query_one("#reasons", TextArea).text = "as Jane Smith says " * 20
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Confirming)
        told = flat(screen_text(app))
        assert "“Jane Smith” looks like a name: write a label or a role instead." in told
        assert "1 date or answer does not fit the others or the days of the inspection: w at" in told
        assert "seal it" in told
        assert on_disk(app).sealed is None


async def test_a_number_goes_on_to_what_is_not_stated_and_never_to_what_is(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert isinstance(app.screen, Sealing)
        rows = app.screen.query_one("#view", OptionList)

        # A habitual Down after each number leaves out every other row.
        await pilot.press("1", "down", "2", "down", "3")
        assert rows.highlighted == 5
        await pilot.press("2")
        assert rows.has_focus
        assert rows.highlighted == 1
        await pilot.press("up", "up", "down", "1")
        assert rows.highlighted == 3
        before = dict(app.screen.view)
        await pilot.press("2")

        assert before.items() <= app.screen.view.items()
        assert app.screen.missing() == []
        assert app.screen.query_one("#reasons").has_focus


async def test_digits_after_the_judgement_are_not_typed_into_the_reasons_while_areas_are_left(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "end", "2", "3")

        assert isinstance(app.screen, Sealing)
        assert app.screen.query_one("#reasons", TextArea).text == ""
        assert app.screen.view == {"judgement": "sustained", "experiences": "declined"}


async def test_what_is_missing_is_told_until_it_is_there(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "ctrl+s", "1")
        assert "not stated yet: Leadership" in screen_text(app).replace("leadership", "Leadership")

        await pilot.press("2", "3", "4", "2", "3")
        assert "not stated yet" not in screen_text(app)
        assert "write your reasons first" in screen_text(app)

        await pilot.press(*"because")
        assert "✗" not in screen_text(app)


async def test_enter_goes_on_from_row_to_row_and_after_the_last_to_the_reasons(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "enter")
        await pilot.pause()
        rows = app.screen.query_one("#view", OptionList)
        second = rows.highlighted
        await pilot.press("end", "enter")
        await pilot.pause()

        assert second == 1
        assert app.screen.query_one("#reasons", TextArea).has_focus


async def test_the_last_row_leads_nowhere_further_down(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "end", "down", "down")

        assert app.screen.query_one("#view", OptionList).highlighted == 5


@pytest.mark.parametrize("sizes", [[(80, 24)], [(120, 40), (80, 24)]], ids=["small", "made small"])
async def test_the_reasons_keep_three_lines_on_a_small_terminal(
    opened: Open, sizes: list[tuple[int, int]]
) -> None:
    app = opened()
    async with app.run_test(size=sizes[0]) as pilot:
        await settled(app, pilot)
        await pilot.press("s", "1", "2", "3", "4", "2", "2", *"because")
        for size in sizes[1:]:
            await pilot.resize_terminal(*size)
            await settled(app, pilot)

        reasons = app.screen.query_one("#reasons", TextArea)
        seen = reasons.content_region.intersection(app.screen.query_one("#sealing").content_region)
        assert seen.height >= 3
        assert "because" in screen_text(app)


async def test_a_view_half_stated_is_kept_as_a_draft(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "3", "escape", "s")

        assert isinstance(app.screen, Sealing)
        assert app.screen.view == {"experiences": "declined"}


async def test_the_demonstration_is_live_throughout(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await pilot.pause()

        text = screen_text(app)
        assert "Proposal" in text
        assert "known so far" in text
        assert "baseline: the most recent full" in text


async def test_the_cursor_in_the_explanation_stays_on_its_node_when_the_case_changes(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("1", "e")
        await pilot.press("down", "down", "down")
        await pilot.pause()
        tree = app.screen.query_one("#why")
        before = tree.cursor_node.data.id  # type: ignore[attr-defined]

        await pilot.press("ctrl+z")
        await pilot.pause()
        assert tree.cursor_node.data.id == before  # type: ignore[attr-defined]


async def test_a_store_may_show_everything_throughout_but_never_to_a_blind_reader(
    listed: SccifApp,
) -> None:
    set_reveal(listed.ledger, "live")
    begin(listed.ledger, replace(new_case("blind-2019-03"), purpose="blind"), listed.pack)
    async with listed.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for case_id, is_covered in (("oak-2019-03", False), ("blind-2019-03", True)):
            listed.open_case(case_id)
            await pilot.pause()
            assert listed.session is not None
            assert listed.session.is_covered == is_covered
            listed.close_case()


@pytest.mark.parametrize("size", SIZES)
async def test_one_sample_is_to_be_judged_oneself_as_a_real_case_is(
    pack: Pack, tmp_path: Path, size: tuple[int, int]
) -> None:
    with closing(Ledger.open(parse_address(str(tmp_path / "demo.sqlite")))) as ledger:
        samples = samples_in(pack.directory / "knowledge" / "cases", ledger, pack)
        shown = one_to_judge(samples, ledger, pack)
        assert len({one.case.urn for one in shown if one.case}) == len(shown), (
            "another card tells what it comes to"
        )
        app = SccifApp(pack, ledger, samples=shown)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert "judge it yourself" in screen_text(app)

            await pilot.press("1")
            await pilot.pause()
            assert app.session is not None
            assert app.session.is_covered
            assert "own view first" in screen_text(app)

            await pilot.press("f10", "2")
            await pilot.pause()
            assert not app.session.is_covered


async def test_what_each_row_can_be_set_to_is_numbered_and_explained_where_there_is_little_room(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("s")
        await settled(app, pilot)
        assert "▸ Experiences and progress" in screen_text(app)
        assert " 1–4 set " in screen_text(app)
        assert "does not cover this area" in screen_text(app)

        await pilot.press("end")
        await settled(app, pilot)
        text = flat(screen_text(app))
        assert "▸ The judgement" in text
        assert "1–5 set" in text
        assert "no judgement is due No children live at the home" in text
        assert "withheld" in text.partition("4 ○")[2]
