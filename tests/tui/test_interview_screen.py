"""The interview by its keys: each answer is on disk when the screen shows it, and can be undone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.case import Answer, Key
from assistant.tui.screens.adding import Adding
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.danger import Danger
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.writing import Writing
from assistant.work.interview import Closing
from tests.tui.conftest import SIZES, Open, interview, on_disk, place, screen_text
from tests.tui.screens import settled

ROOT = Path(__file__).parents[2]

PLANNING = place("leaver:A.planning")


@pytest.mark.parametrize("size", SIZES)
async def test_a_number_key_answers_and_the_answer_is_on_disk(opened: Open, size: tuple[int, int]) -> None:
    app = opened(demo=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await pilot.pause()
        at = place("partnership.working")
        interview(app).go(at)
        await pilot.press("2")

        answer = on_disk(app).answer(at)
        assert answer is not None
        assert answer.state == "answered"
        assert "this demo only" in screen_text(app)
        assert "✓ saved" not in screen_text(app)
        assert "●" in screen_text(app)


@pytest.mark.parametrize("sizes", [[], [(120, 40), (80, 24)]], ids=["at the start", "resized"])
async def test_the_question_is_seen_first_on_a_small_terminal(
    opened: Open, folder: Path, sizes: list[tuple[int, int]]
) -> None:
    sample = "13-provisional-while-answers-are-open"
    shutil.copy(ROOT / "knowledge" / "cases" / f"{sample}.yaml", folder)
    app = opened(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for size in sizes:
            await pilot.resize_terminal(*size)
            await settled(app, pilot)

        at = interview(app).at
        assert at is not None
        asked = interview(app).session.pack.questions[at.key.record][at.question].ask
        assert asked in " ".join(screen_text(app).split())


async def test_follow_ups_are_said_to_be_not_asked_yet(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(place("area:leadership.period_dip"))
        await pilot.pause()

        assert "· 3 more not asked yet" in " ".join(screen_text(app).split())


async def test_a_proposal_is_told_against_the_baseline_that_is_used(opened: Open, folder: Path) -> None:
    shutil.copy(ROOT / "knowledge" / "cases" / "13-provisional-while-answers-are-open.yaml", folder)
    app = opened(demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await settled(app, pilot)

        assert "sustained against baseline 2019-07-16 · " in screen_text(app)


async def test_another_answer_keeps_the_notes_of_the_one_before(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("2")

        assert on_disk(app).answer(PLANNING) == Answer("answered", "adequate", None, ("n1",), ("n2",))


async def test_what_is_undone_or_done_again_is_seen(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        interview(app).go(PLANNING)
        await pilot.press("2")
        interview(app).go(place("experiences.progress_change"))

        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert interview(app).place == PLANNING
        assert "undone: " in screen_text(app)

        interview(app).go(place("experiences.progress_change"))
        await pilot.press("ctrl+y")
        await settled(app, pilot)
        assert interview(app).place == PLANNING


async def test_the_history_of_the_case_is_a_key_away(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("h")
        await settled(app, pilot)
        assert "the last first" in screen_text(app)

        await pilot.press("escape")
        interview(app)


async def test_who_wants_to_leave_a_question_is_told_how(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("escape")

        assert "f10 goes back to the list, ^q leaves" in screen_text(app)


async def test_the_next_colours_are_named(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("f8")

        assert "colours: light; f8 goes on to the next" in screen_text(app)


async def test_undo_and_redo_are_on_disk_too(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = on_disk(app).answer(PLANNING)
        interview(app).go(PLANNING)
        await pilot.press("1", "ctrl+z")
        assert on_disk(app).answer(PLANNING) == before
        assert "undone" in screen_text(app)

        await pilot.press("ctrl+y")
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert answer.value == "well"


async def test_uncertain_asks_for_a_note_and_refuses_an_empty_one(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("u", "ctrl+s")
        assert isinstance(app.screen, Writing)
        assert "nothing is written" in screen_text(app)

        await pilot.press(*"accounts", "ctrl+s")
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert (answer.state, answer.reason) == ("uncertain", "accounts")


async def test_an_answer_that_needs_a_reason_is_given_with_it(opened: Open) -> None:
    app = opened()
    at = place("manager.timely")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(at)
        await pilot.press("1", *"notice", "ctrl+s")

        assert on_disk(app).answer(at) == Answer("answered", "reasonable", "notice")


async def test_does_not_apply_is_offered_only_where_it_may_be(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(place("manager.post"))
        await pilot.press("x")
        assert isinstance(app.screen, Interview)
        assert "Does not apply" not in screen_text(app)

        interview(app).go(PLANNING)
        await pilot.press("x")
        assert isinstance(app.screen, Writing)


async def test_what_is_half_written_is_kept_as_a_draft(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("n", *"half", "escape")
        await pilot.pause()
        assert "put aside as a draft" in screen_text(app)
        assert app.session is not None
        app.session.drafts._texts.clear()
        app.session.drafts.__init__(app.session.drafts.path)  # type: ignore[misc]  # as another start reads it

        await pilot.press("n")
        assert isinstance(app.screen, Writing)
        assert app.screen.text == "half"


async def test_a_note_is_added_with_its_link_in_one_step(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("n", *"bags", "ctrl+s")
        note = on_disk(app).notes[-1]
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert (note.text, note.date, answer.supports) == ("bags", date(2019, 3, 5), ("n1", note.id))

        await pilot.press("ctrl+z")
        assert len(on_disk(app).notes) == 3


async def test_a_note_before_the_answer_is_linked_when_the_answer_comes(opened: Open) -> None:
    app = opened()
    at = place("leaver:A.facilitated")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(at)
        await pilot.press("n", *"alone", "ctrl+s")
        assert app.session is not None
        assert app.session.waiting(at) == [("n4", "supports")]

        await pilot.press("2")
        answer = on_disk(app).answer(at)
        assert answer is not None
        assert answer.supports == ("n4",)


async def test_notes_are_linked_and_unlinked(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("k", "down", "down", "enter")
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert answer.supports == ("n1", "n3")

        await pilot.press("enter", "enter")
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert (answer.supports, answer.contradicts) == (("n1",), ("n2",))


@pytest.mark.parametrize(
    "at,typed,right",
    [
        ("manager.vacant_since", "5 march", "is not a date"),
        ("home.children_now", "four", "cannot be"),
        ("protection.incidents_by_month", "2019-13: 2", "is not a month"),
    ],
)
async def test_a_fact_is_refused_with_the_words_of_the_case_file(
    opened: Open, at: str, typed: str, right: str
) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place(at))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Writing)
        app.screen.query_one("#text").clear()  # type: ignore[attr-defined]
        await pilot.press(*typed.replace(" ", "_"), "ctrl+s")
        assert isinstance(app.screen, Writing)
        assert right in screen_text(app)


async def test_counts_by_month_are_written_one_a_line(opened: Open) -> None:
    app = opened()
    at = place("protection.incidents_by_month")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(at)
        await pilot.press("enter", *"2019-01:3", "enter", *"2018-12:0", "ctrl+s")

        answer = on_disk(app).answer(at)
        assert answer is not None
        assert answer.value == (("2018-12", 0), ("2019-01", 3))


async def test_elapsed_days_stand_beside_the_answer_on_time(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place("manager.timely"))
        await pilot.pause()

        assert "125 days" in screen_text(app)


async def test_danger_stops_the_interview_until_it_is_said_what_was_done(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(place("protection.safe_now"))
        await pilot.press("3")
        assert isinstance(app.screen, Danger)

        await pilot.press("escape")
        await pilot.pause()
        assert "NEEDS ACTION NOW" in screen_text(app)
        interview(app).go(PLANNING)
        await pilot.press("1")
        assert isinstance(app.screen, Danger)

        await pilot.press("2", *"moved", "enter", *"police", "enter", *"noon", "enter")
        await pilot.pause()
        answer = on_disk(app).answer(place("protection.immediate_action"))
        assert answer is not None
        assert answer.reason == "what was done: moved; who was told: police; when: noon"
        assert "NEEDS ACTION NOW" not in screen_text(app)


async def test_what_is_outstanding_stands_on_every_screen(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        interview(app).go(place("protection.safe_now"))
        await pilot.press("4", "3", *"duty", "ctrl+s")
        await pilot.pause()
        assert "Outstanding: duty" in screen_text(app)

        await pilot.press("e")
        await pilot.pause()
        assert "NEEDS ACTION NOW" in screen_text(app)


async def test_a_child_is_added_with_its_dates(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(Closing("leaver"))
        await pilot.press("r", "a")
        assert isinstance(app.screen, Adding)
        app.screen.query_one("#label").value = "C"  # type: ignore[attr-defined]
        await pilot.press("enter", *"2018-06", "enter", *"2019-02-01", "enter")
        await pilot.pause()

        case = on_disk(app)
        assert Key("leaver", "C") in case.records
        assert case.children[-1].left == date(2019, 2, 1)
        assert interview(app).place == place("leaver:C.reason")

        await pilot.press("ctrl+z")
        assert all(child.label != "C" for child in on_disk(app).children)


async def test_a_label_that_looks_like_a_name_is_refused(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(Closing("resident"))
        await pilot.press("a")
        app.screen.query_one("#label").value = "Alice"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")

        assert isinstance(app.screen, Adding)
        assert "✗" in screen_text(app)


async def test_a_record_is_removed_only_after_asking(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("d", "n")
        assert Key("leaver", "A") in on_disk(app).records

        await pilot.press("d")
        assert isinstance(app.screen, Confirming)
        await pilot.press("y")
        assert Key("leaver", "A") not in on_disk(app).records

        await pilot.press("ctrl+z")
        assert Key("leaver", "A") in on_disk(app).records


async def test_a_section_is_closed_and_opened_again(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(Closing("resident"))
        await pilot.press("m")
        assert "resident" in on_disk(app).sampled
        await pilot.press("r", "c")
        assert "resident" in on_disk(app).complete


async def test_where_saving_fails_the_screen_says_so_and_nothing_is_lost(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        session = app.session
        assert session is not None
        app.ledger.database.rows("PRAGMA query_only = ON")
        interview(app).go(PLANNING)
        await pilot.press("1")

        assert "NOT SAVED" in screen_text(app)
        assert session.case.answer(PLANNING) != on_disk(app).answer(PLANNING)

        await pilot.press("ctrl+q")
        assert isinstance(app.screen, Confirming)
        await pilot.press("n")
        app.ledger.database.rows("PRAGMA query_only = OFF")
        await pilot.press("ctrl+s")
        assert session.is_saved
        assert session.case.answer(PLANNING) == on_disk(app).answer(PLANNING)


async def test_the_outline_leads_to_a_question(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("o")
        assert "Given the notice" in screen_text(app)
        await pilot.press("down", "enter")

        assert interview(app).place == place("leaver:A.planning_gap")
        assert interview(app).has_class("-card")


async def test_space_goes_to_what_is_open_and_arrows_to_the_neighbours(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = interview(app).place
        await pilot.press("right", "left")
        assert interview(app).place == first
        await pilot.press("space")
        assert interview(app).place != first


async def test_enter_on_the_answer_taken_goes_on(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("enter")

        assert interview(app).place == place("leaver:A.planning_gap")


async def test_sixty_answers_then_a_new_start_stands_where_it_was_left(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(60):
            screen = app.screen
            if isinstance(screen, Writing):
                await pilot.press("x", "ctrl+s")
            elif isinstance(screen, Interview) and isinstance(screen.place, Closing):
                await pilot.press("c", "space")
            else:
                await pilot.press("1")
                if isinstance(app.screen, Interview):
                    await pilot.press("space")
        left_at = interview(app).place
    again = opened("fresh")
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert interview(again).place == left_at


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("column", ["o", "p"])
async def test_a_number_that_is_typed_beside_the_question_answers_nothing_however_often(
    opened: Open, size: tuple[int, int], column: str
) -> None:
    app = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        at = place("leaver:A.planning")
        interview(app).go(at)
        before = on_disk(app).answer(at)
        await pilot.press(column, "1", "1")
        await pilot.pause()
        assert on_disk(app).answer(at) == before
        assert "a number answers nothing here: esc goes back to the question" in screen_text(app)

        await pilot.press("escape", "1")
        await pilot.pause()
        assert on_disk(app).answer(at) != before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [["v"], ["j"], ["e"]], ids=["case review", "judgement", "explanation"])
async def test_a_number_too_many_after_a_screen_with_numbers_changes_no_answer(
    opened: Open, size: tuple[int, int], keys: list[str]
) -> None:
    app = opened(demo=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        at = place("manager.post")
        interview(app).go(at)
        before = on_disk(app).answer(at)

        await pilot.press(*keys, "escape")
        assert "1–9 twice" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert on_disk(app).answer(at) == before
        assert "press it again" in screen_text(app)

        await pilot.press("2")  # it was told once
        await pilot.pause()
        assert on_disk(app).answer(at) != before


@pytest.mark.parametrize("size", SIZES)
async def test_a_case_without_an_open_core_question_opens_at_its_first_one_and_says_how_to_read_on(
    opened: Open, folder: Path, size: tuple[int, int]
) -> None:
    name = "04-declined-an-outstanding-home-that-slipped.yaml"
    shutil.copy(ROOT / "knowledge" / "cases" / name, folder / "whole.yaml")
    app = opened("whole")
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)

        assert "What kind of home is it?" in screen_text(app)
        assert "every core question is answered: → reads on, o lists all, s states your view" in screen_text(
            app
        )
