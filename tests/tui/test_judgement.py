"""The judgement and the case review: after the own view, beside the proposal, and each with reasons."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import TextArea

from assistant.case import InspectionSet, JudgementRecorded
from assistant.store.kinds import CaseReviewStated
from assistant.tui.app import SccifApp
from assistant.tui.screens.case_review import CaseReview
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.judgement import Judgement
from tests.tui.conftest import SIZES, Open, by_another, interview, on_disk, place, screen_text
from tests.tui.screens import settled
from tests.tui.test_own_view import flat

DECIDED = ["ctrl+s", "y"]


def judgements(app: SccifApp) -> list[tuple[str, bool]]:
    """Every judgement that was recorded, and whether it was a departure."""
    assert app.session is not None
    made = [one.change for one in app.session.kept.standing.made]
    return [
        (one.judgement.decided, one.judgement.departure) for one in made if isinstance(one, JudgementRecorded)
    ]


def stated(app: SccifApp) -> list[CaseReviewStated]:
    """What inspector and RIM stated last."""
    assert app.session is not None
    return [one.told for one in app.session.kept.standing.case_review]


def known(app: SccifApp) -> str:
    """What stands beside what is decided, without the column that decides."""
    return flat("\n".join(line.partition("▕")[0] for line in screen_text(app).splitlines()))


# Nothing before the seal


@pytest.mark.parametrize("size", SIZES)
async def test_neither_key_leads_anywhere_before_the_view_is_sealed(
    unsealed: SccifApp, size: tuple[int, int]
) -> None:
    async with unsealed.run_test(size=size) as pilot:
        await settled(unsealed, pilot)
        await pilot.press("j", "v", "p")
        await settled(unsealed, pilot)

        text = flat(screen_text(unsealed))
        assert isinstance(unsealed.screen, Interview)
        assert "not before your own view is sealed" in text
        assert not [word for word in ("judged", "improved", "sustained", "declined", "RIM") if word in text]


async def test_neither_is_done_by_name_before_the_view_is_sealed(unsealed: SccifApp) -> None:
    async with unsealed.run_test(size=(120, 40)) as pilot:
        await settled(unsealed, pilot)
        screen = interview(unsealed)
        screen.do_judgement()
        screen.do_case_review()
        await pilot.pause()

        assert unsealed.screen is screen
        assert not {"judgement", "case_review"} & {action.id for action in screen.valid()}


async def test_in_live_mode_a_judgement_needs_no_seal(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "j", "3", *"seen", *DECIDED)
        await settled(app, pilot)

        assert judgements(app) == [("declined", False)]


# The judgement


@pytest.mark.parametrize("size", SIZES)
async def test_the_sealed_view_the_proposal_and_what_changed_stand_beside_the_judgement(
    sealed: SccifApp, size: tuple[int, int]
) -> None:
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j")
        await settled(sealed, pilot)

        text = known(sealed)
        assert isinstance(sealed.screen, Judgement)
        assert "sealed view ■ sustained effectiveness" in text
        assert "proposal ▼ declined in effectiveness settled, on the evidence" in text
        assert "since the seal 1 answer changed" in text
        assert "work with the others who matter to each child?" in text


async def test_an_answer_that_was_changed_since_the_seal_stands_as_it_was_and_is(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 60)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j")
        await settled(sealed, pilot)

        assert "Mostly well → Unevenly" in known(sealed)


async def test_page_down_reads_on_in_what_stands_beside_the_choice(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j")
        await settled(sealed, pilot)
        assert "Page down reads on" in flat(screen_text(sealed))
        assert sealed.screen.query_one("#known").scroll_y == 0

        await pilot.press("pagedown")
        await settled(sealed, pilot)
        assert sealed.screen.query_one("#known").scroll_y > 0
        assert sealed.focused is sealed.screen.query_one("#choice")


async def test_v_is_a_letter_of_the_reasons_and_is_offered_as_a_key_over_them_alone(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j")
        await settled(sealed, pilot)
        assert "v case review" in flat(screen_text(sealed))

        await pilot.press("3")
        await settled(sealed, pilot)
        assert "v case review" not in flat(screen_text(sealed))


async def test_nothing_is_chosen_for_the_inspector(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "ctrl+s")
        await pilot.pause()

        assert "choose a judgement first" in screen_text(sealed)
        assert judgements(sealed) == []

        await pilot.press("3")
        await pilot.pause()
        assert "choose a judgement first" not in screen_text(sealed)
        assert "write your reasons first" in screen_text(sealed)
        await pilot.press(*"seen")
        await pilot.pause()
        assert "write your reasons first" not in screen_text(sealed)


async def test_it_is_said_that_the_report_gives_the_reasons_word_for_word(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j")
        await settled(sealed, pilot)

        assert "word for word" in " ".join(screen_text(sealed).split())


async def test_a_judgement_as_proposed_needs_reasons_too(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", "ctrl+s")
        await pilot.pause()

        assert "As proposed" in screen_text(sealed)
        assert "write your reasons first" in screen_text(sealed)
        assert judgements(sealed) == []


async def test_a_judgement_as_proposed_is_kept_as_one(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", *"seen", *DECIDED)
        await settled(sealed, pilot)

        made = on_disk(sealed).judgement
        assert made is not None
        assert (made.decided, made.departure, made.reasons, made.by) == ("declined", False, "seen", "jb")
        assert "judged ▼ declined · proposal ▼ declined" in screen_text(sealed)


@pytest.mark.parametrize("key, number", [("j", "3"), ("v", "2")])
async def test_tab_after_a_number_stays_in_the_reasons_where_the_number_went_on_to(
    sealed: SccifApp, key: str, number: str
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press(key, number, "tab", *"seen")
        await settled(sealed, pilot)

        assert sealed.screen.query_one("#reasons", TextArea).text == "seen"

        await pilot.press("tab")
        assert sealed.focused is not sealed.screen.query_one("#reasons")


async def test_what_looks_like_a_name_is_asked_about_before_it_is_kept(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", *"as mr jones said", "ctrl+s")
        await pilot.pause()

        assert isinstance(sealed.screen, Confirming)
        assert "“mr jones” looks like a name: write a label or a role instead." in flat(screen_text(sealed))
        assert judgements(sealed) == []


async def test_a_departure_says_so_before_it_is_kept(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "1", *"because")
        await pilot.pause()
        told = flat(screen_text(sealed))
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert "≠ A departure from the proposal, declined in effectiveness; it changes the sealed" in told
        assert isinstance(sealed.screen, Confirming)
        assert "a departure from the proposal, declined in effectiveness" in flat(screen_text(sealed))
        assert judgements(sealed) == []


async def test_a_departure_is_kept_as_one_and_stands_on_the_line_on_top(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "1", *"because", *DECIDED)
        await settled(sealed, pilot)

        assert judgements(sealed) == [("improved", True)]
        assert "judged ▲ improved, a departure · proposal ▼ declined, baseline 2018-05-14" in screen_text(
            sealed
        )


async def test_a_case_judged_anew_keeps_the_judgement_before(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "1", *"because", *DECIDED, "j", "3", *"on reflection", *DECIDED)
        await settled(sealed, pilot)
        await pilot.press("j")
        await settled(sealed, pilot)

        assert judgements(sealed) == [("improved", True), ("declined", False)]
        assert "1 before it stands in the history" in screen_text(sealed)


async def test_a_judgement_half_written_is_kept_as_a_draft(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "1", *"half", "escape", "j")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Judgement)
        assert sealed.screen.query_one("#reasons", TextArea).text == "half"
        assert "1 ● ▲" in screen_text(sealed)


async def test_what_somebody_else_changed_meanwhile_is_looked_at_before_it_is_judged(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", *"seen")
        by_another(sealed, place("leaver:A.planning"), "well")
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        assert "the case was changed meanwhile" in screen_text(sealed)
        assert "2 answers changed" in screen_text(sealed)
        assert judgements(sealed) == []


async def test_answers_changed_after_the_judgement_stand_in_the_panel(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", *"seen", *DECIDED)
        interview(sealed).go(place("leaver:A.planning"))
        await pilot.press("1")
        await settled(sealed, pilot)

        assert "1 answer changed since" in screen_text(sealed)


async def test_a_judgement_that_is_taken_back_leaves_the_case_sealed(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", *"seen", *DECIDED, "ctrl+z", "y")
        await settled(sealed, pilot)

        case = on_disk(sealed)
        assert (case.judgement, case.sealed is None) == (None, False)


async def test_the_judgement_is_reached_from_the_explanation_and_leads_back(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("e", "j", "3", *"seen", *DECIDED)
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Explanation)
        assert "judged ▼ declined" in screen_text(sealed)


# The case review


@pytest.mark.parametrize("size", SIZES)
async def test_both_published_readings_stand_side_by_side(sealed: SccifApp, size: tuple[int, int]) -> None:
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, CaseReview)
        beside = [line for line in screen_text(sealed).splitlines() if "(19.2)" in line and "After" in line]
        assert beside[0].count("After a decline") == 2
        assert screen_text(sealed).count("a case review is to be considered") == 2
        assert "(urgent)" in screen_text(sealed)


async def test_the_concerns_that_bear_on_it_are_listed(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v")
        await settled(sealed, pilot)

        assert "! Children who live here today are at risk of harm or of serious harm" in screen_text(sealed)


async def test_inspector_and_rim_each_state_it_with_their_reasons(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "1", *"children hurt", "tab", *"a visit", *DECIDED)
        await pilot.press("4", *"a visit will do", *DECIDED)
        await settled(sealed, pilot)

        assert stated(sealed) == [
            CaseReviewStated("inspector", True, "children hurt", "a visit"),
            CaseReviewStated("rim", False, "a visit will do"),
        ]
        assert "inspector: held · RIM: not held" in screen_text(sealed)


@pytest.mark.parametrize("key", ["j", "v"])
async def test_a_sentence_that_is_begun_on_the_list_is_written_with_its_numbers_and_chooses_nothing(
    sealed: SccifApp, key: str
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press(key)
        for one in "All 2 of them":  # as fast as a terminal hands them over, or a paste without brackets
            sealed.post_message(Key("space" if one == " " else one, one))
        await pilot.pause()

        assert sealed.screen.query_one("#reasons", TextArea).text == "All 2 of them"
        assert isinstance(sealed.screen, CaseReview | Judgement)
        assert sealed.screen.chosen is None


async def test_a_sentence_that_is_begun_over_what_is_known_is_written_too(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "3", "tab", *"Seen so by 2.")

        reasons = sealed.screen.query_one("#reasons", TextArea)
        assert (sealed.focused, reasons.text) == (reasons, "Seen so by 2.")


async def test_what_is_chosen_is_told_and_the_reasons_are_gone_on_with_where_they_were_left(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "4", *"once ")
        await pilot.pause()
        assert "chosen: the regulatory inspection manager (RIM): no case review is held" in screen_text(
            sealed
        )

        await pilot.press("escape", "v", *"in 3 months")
        await pilot.pause()
        assert isinstance(sealed.screen, CaseReview)
        assert sealed.screen.chosen == 3
        assert "in 3 months" in sealed.screen.query_one("#reasons", TextArea).text


async def test_the_inspector_of_the_case_stands_beside_who_was_signed_in_and_stated_it(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        assert sealed.session is not None
        dates = sealed.session.case.inspection
        assert dates is not None
        sealed.session.do(InspectionSet(dates.model_copy(update={"inspector": "mk"})))
        await pilot.press("v", "1", *"children hurt", "ctrl+s")
        await pilot.pause()
        assert "the inspector (mk): a case review is held" in flat(screen_text(sealed))
        assert "It is recorded by the account jb." in flat(screen_text(sealed))

        await pilot.press("y")
        await settled(sealed, pilot)
        assert "● held  mk, recorded by the account jb, 2019-03-06" in screen_text(sealed)


async def test_a_statement_without_reasons_is_not_kept(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "3", "ctrl+s")
        await pilot.pause()

        assert "write your reasons first" in screen_text(sealed)
        assert stated(sealed) == []


async def test_it_is_asked_who_states_it_before_anything_is_kept(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "ctrl+s")
        await pilot.pause()

        assert "choose who states it" in screen_text(sealed)


async def test_after_a_departure_the_readings_follow_the_judgement(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "2", *"because", *DECIDED, "v")
        await settled(sealed, pilot)

        text = screen_text(sealed)
        assert "By the judgement recorded: ■ sustained effectiveness, a departure when it was made" in text
        assert "nothing recorded so far calls for a case review" in text


async def test_what_two_state_differently_is_said_in_the_panel(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "1", *"children hurt", *DECIDED, "4", *"a visit will do", *DECIDED)
        await settled(sealed, pilot)
        assert "does not say whose view decides" in flat(screen_text(sealed))

        await pilot.press("escape")
        await settled(sealed, pilot)
        assert "The two differ." in screen_text(sealed)


@pytest.mark.parametrize("size", SIZES)
async def test_after_one_view_is_stated_it_stands_on_top_and_the_other_is_asked_for(
    sealed: SccifApp, size: tuple[int, int]
) -> None:
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "1", *"children hurt", *DECIDED)
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, CaseReview)
        text = screen_text(sealed)
        assert "stated; next the RIM's own view; esc leaves" in text
        assert "One case review answers all readings" in " ".join(text.split())
        assert text.index("● held") < text.index("By what is known")
        assert sealed.screen.query_one("#reasons", TextArea).text == ""

        await pilot.press("escape", "v")
        await settled(sealed, pilot)
        assert "your draft is here" not in screen_text(sealed)


@pytest.mark.parametrize("size", SIZES)
async def test_after_a_decline_the_case_review_is_next_and_once_both_stated_it_the_report(
    sealed: SccifApp, size: tuple[int, int]
) -> None:
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "3", *"because", *DECIDED)
        await settled(sealed, pilot)
        assert "judgement recorded: declined in effectiveness; consider a case review: v" in screen_text(
            sealed
        )

        await pilot.press("w")
        await settled(sealed, pilot)
        assert "v opens the case review, which is to be considered now." in screen_text(sealed)
        await pilot.press("v")
        await settled(sealed, pilot)
        assert isinstance(sealed.screen, CaseReview)

        await pilot.press("1", *"children hurt", *DECIDED, "3", *"children hurt", *DECIDED)
        await pilot.press("escape", "j", "3", *"because", *DECIDED)
        await settled(sealed, pilot)
        assert "which is to be considered now" not in screen_text(sealed)
        assert "the report: y" in screen_text(sealed)


async def test_a_statement_that_cannot_be_written_stays_on_the_screen(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("v", "1", *"children hurt")
        sealed.ledger.database.rows("DROP TABLE payloads")
        await pilot.press(*DECIDED)
        await pilot.pause()

        assert isinstance(sealed.screen, CaseReview)
        assert "NOT SAVED" in screen_text(sealed)
        assert sealed.screen.query_one("#reasons", TextArea).text == "children hurt"


async def test_what_was_told_of_something_else_goes_once_a_judgement_is_chosen(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "f5")
        await settled(sealed, pilot)
        await pilot.press("escape")
        await settled(sealed, pilot)
        assert "nothing tried" in screen_text(sealed)

        await pilot.press("3")
        await settled(sealed, pilot)
        assert "nothing tried" not in screen_text(sealed)
        assert "chosen: declined in effectiveness" in screen_text(sealed)


async def test_the_line_that_a_number_or_enter_takes_is_marked_and_not_by_its_colour_alone(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "down")
        await settled(sealed, pilot)

        assert "▸ 2 ○ ■ sustained" in screen_text(sealed)
        assert "▸ 1" not in screen_text(sealed)
        assert " 1–5 judge " in screen_text(sealed)


async def test_the_list_of_the_demonstration_says_which_sample_was_judged_in_it(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        assert app.session is not None
        await pilot.press("j", "2", *"seen twice", "ctrl+s", "y")
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()

        assert "✓ judged now:" in screen_text(app)
