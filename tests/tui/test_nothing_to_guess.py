"""What the screens show in signs, counts and cut lines is told on them or in their help, so that nobody guesses."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from rich.style import Style
from textual.containers import Vertical

from assistant.case import Answer, Answered
from assistant.problems import Problem
from assistant.reasoning import Node
from assistant.tui import screens
from assistant.tui.app import SccifApp
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.help import Help
from assistant.tui.screens.help_of_screens import OWN_KEYS
from assistant.tui.screens.picking import Picking
from assistant.tui.screens.sealing import Sealing
from assistant.tui.widgets.decided import told_changes
from assistant.tui.widgets.explained import Explained
from assistant.work.deciding import Changed, Since
from assistant.work.schedule import SIGNS
from tests.tui.conftest import Open, interview, on_disk, place, screen_text
from tests.tui.screens import settled

PLANNING = place("leaver:A.planning")
SAFE = place("protection.safe_now")
ALIKE = "The manager's post comes near the finding “There is no permanent manager, and the "


def told(context: str) -> str:
    """What the help of a kind of screen says of its signs."""
    return "\n".join(" ".join(line) for line in OWN_KEYS[context])


async def test_help_says_that_there_is_more_below_until_its_end_is_seen(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, Help)
        dialogue = app.screen.query_one("#dialogue", Vertical)
        assert "more below" in str(dialogue.border_subtitle)

        await pilot.press("end")
        await pilot.pause()
        assert not dialogue.border_subtitle


async def test_the_counts_of_the_outline_are_explained_in_the_help(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "▸" in screen_text(app).split("The interview: keys")[1].splitlines()[1]
        await pilot.press("pagedown")
        await pilot.pause()
        assert "3 of 4 core questions are answered or left uncertain" in " ".join(screen_text(app).split())

    assert "core and detail" in told("cases")


def test_the_help_of_the_timeline_explains_each_sign_of_a_step() -> None:
    assert all(f"{sign} " in told("timeline") for sign in SIGNS.values())


@pytest.mark.parametrize(
    "context,sign",
    [
        ("interview", "…"),
        ("notes", "…"),
        ("training", "…"),
        ("proofs", "…"),
        ("rules", "…"),
        ("judgement", "≠"),
        ("trying", "≠"),
        ("drills", "≠"),
    ],
)
def test_a_sign_stands_in_the_help_of_each_screen_that_shows_it(context: str, sign: str) -> None:
    assert sign in told(context)


def test_of_what_did_not_change_no_nought_is_told() -> None:
    one = Changed(PLANNING, None, Answer("answered", "well"))

    assert told_changes(Since()) == "nothing changed"
    assert told_changes(Since((), 1)) == "no answer changed, and 1 other change"
    assert told_changes(Since((one, one), 0)) == "2 answers changed"
    assert told_changes(Since((one,), 2)) == "1 answer changed, and 2 other changes"


async def test_a_note_to_link_is_found_by_typing_part_of_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("k", *"n3", "enter")

        assert isinstance(app.screen, Picking)
        assert [note.id for note in app.screen.found] == ["n3"]
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert answer.supports == ("n1", "n3")


async def test_before_a_view_is_sealed_its_areas_are_named(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "1", "2", "1", "1", "1", "1", *"seen on both days", "ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Confirming)
        assert "Areas: Experiences improved, Leadership sustained" in " ".join(app.screen.asked.split())


async def test_what_was_in_the_way_of_sealing_is_told_no_more_once_it_is_mended(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.session is not None
        await pilot.press("s", "1", "2", "1", "1", "1", "1", *"seen on both days")
        refused = Problem("case-answer-form", "it is refused", "write it anew")
        monkeypatch.setattr(app.session, "do", lambda *_: (refused,))
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, Confirming)
        app.screen.dismiss_with(True)
        await pilot.pause()
        assert isinstance(app.screen, Sealing)
        wrong = screen_text(app)
        await pilot.press("!")
        await pilot.pause()

        assert "it is refused" in wrong
        assert "it is refused" not in screen_text(app)


async def test_two_steps_that_begin_alike_do_not_look_the_same(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("3", "e")
        await pilot.pause()
        tree = app.screen.query_one("#why", Explained)
        one = Node("one", "nearest", f"{ALIKE}provider's steps to appoint one were not effective”")
        other = Node("other", "nearest", f"{ALIKE}time taken is not reasonable”")
        tree.show((one, other))
        await pilot.pause()
        lines = [tree.render_label(node, Style(), Style()).plain for node in tree.root.children]

        assert "provider's steps" in lines[0]
        assert "time taken" in lines[1]


async def test_a_training_case_does_not_say_that_something_is_to_be_done_now(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await in_danger(app)
        await pilot.pause()
        assert "NEEDS ACTION NOW" in screen_text(app)
        assert "inspection begun" in screen_text(app)

        assert app.session is not None
        app.session.kept.standing = replace(
            app.session.kept.standing, case=replace(app.session.case, purpose="training")
        )
        interview(app).show_keys()
        await pilot.pause()

        assert "NEEDS ACTION NOW" not in screen_text(app)
        assert "NEEDED ACTION AT ONCE" in screen_text(app)
        assert "in this training case" in screen_text(app)


async def in_danger(app: SccifApp) -> None:
    assert app.session is not None
    assert not app.session.do(Answered(SAFE, Answer("answered", "at_risk")))
    interview(app).refresh_all()


def test_no_part_is_styled_for_one_screen_and_reaches_another() -> None:
    """A part that two screens call alike is styled under the name of each."""
    styles = (Path(screens.__file__).parent.parent / "other_screens.tcss").read_text(encoding="utf-8")
    places: dict[str, set[str]] = defaultdict(set)
    _, *parts = re.split(r"^/\* (.+?) \*/$", styles, flags=re.MULTILINE)
    for section, rules in zip(parts[::2], parts[1::2], strict=True):
        for selectors in re.findall(r"^([^{}]+)\{", rules, flags=re.MULTILINE):
            for selector in selectors.split(","):
                if found := re.match(r"(#[\w-]+)(:focus)?$", selector.strip()):
                    places[found[1]].add(section)

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


async def test_a_place_that_is_found_is_told_by_its_question_and_its_name_where_that_was_typed(
    opened: Open,
) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("3", "slash", *"manager", "space", *"post")
        await settled(app, pilot)
        in_words = screen_text(app)
        await pilot.press(*["backspace"] * 12, *"manager", "full_stop", *"post")
        await settled(app, pilot)

        assert "Who holds the manager's post today?" in in_words
        assert "manager.post" not in in_words
        assert "Who holds the manager's post today?  manager.post" in screen_text(app)
