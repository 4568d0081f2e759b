"""The list of cases, their history, and where two people's changes meet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.case import Answer, Answered, JudgementMade, JudgementRecorded, Note, NoteAdded, Sealed
from assistant.pack import Pack
from assistant.store import Ledger, Lines, Summary, parse_address
from assistant.store.first_page import PAGE
from assistant.store.kinds import Settled
from assistant.tui.app import SccifApp
from assistant.tui.screens import cases
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.confirming import Leaving
from assistant.tui.screens.diary import Diary
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.meeting import Met
from assistant.tui.screens.naming import Naming
from assistant.tui.screens.training import Training
from assistant.tui.widgets.bars import KeyBar
from assistant.tui.widgets.case_table import CaseTable
from assistant.work import lines
from assistant.work.keeping import begin, new_case
from tests.tui.conftest import SIZES, VIEW, Open, by_another, interview, on_disk, place, screen_text
from tests.tui.screens import settled

PLANNING = place("leaver:A.planning")


@asynccontextmanager
async def running(app: SccifApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def shown(app: SccifApp) -> list[str]:
    return [line.case_id for line in app.screen.query_one(CaseTable).lines]


async def test_an_empty_store_says_what_can_be_done(pack: Pack, tmp_path: Path) -> None:
    ledger = Ledger.open(parse_address(str(tmp_path / "empty.sqlite")))
    app = SccifApp(pack, ledger)
    with closing(ledger):
        async with running(app):
            text = screen_text(app)

            assert "There are no cases here yet" in text
            assert "^q quit" in text
            assert "sccif demo" in text


@pytest.mark.parametrize("width", [80, 120])
async def test_names_of_one_home_are_told_apart_where_there_is_little_room(
    pack: Pack, tmp_path: Path, width: int
) -> None:
    names = ("sc000012-2019-06", "sc000012-2019-06-b", "sc000012-2019-06-of-the-second-reading")
    ledger = Ledger.open(parse_address(str(tmp_path / "two.sqlite")))
    for name in names:
        begin(ledger, new_case(name), pack)
    with closing(ledger):
        app = SccifApp(pack, ledger)
        async with running(app, (width, 24)):
            text = screen_text(app)

            assert all(f" {name} " in text for name in names[:2])
            assert "reading " in text


@pytest.mark.parametrize("width", [80, 120])
async def test_what_leads_from_the_list_to_other_screens_stands_at_its_foot(
    pack: Pack, tmp_path: Path, width: int
) -> None:
    ledger = Ledger.open(parse_address(str(tmp_path / "one.sqlite")))
    begin(ledger, new_case("sc000012-2019-06"), pack)
    with closing(ledger):
        app = SccifApp(pack, ledger)
        async with running(app, (width, 24)) as pilot:
            text = screen_text(app)
            assert all(told in text for told in ("c consistency", "t training", "f9 rules", "^q quit"))

            last = app.screen.query_one(KeyBar).region.bottom - app.screen.query_one(KeyBar).region.y - 1
            await pilot.click("#keys", offset=(foot(app).index("t training"), last))
            await pilot.pause()
            assert isinstance(app.screen, Training)


def foot(app: SccifApp) -> str:
    """The last line of the screen."""
    return screen_text(app).splitlines()[-1]


async def test_a_store_that_cannot_be_read_does_not_look_like_an_empty_one(
    pack: Pack, tmp_path: Path
) -> None:
    ledger = Ledger.open(parse_address(str(tmp_path / "empty.sqlite")))
    ledger.close()
    app = SccifApp(pack, ledger)
    async with running(app):
        text = screen_text(app)

        assert "✗ The cases cannot be read" in text
        assert "Cases: not known" in text
        assert "There are no cases here yet" not in text


async def test_while_the_list_is_read_it_says_so_and_looks_neither_empty_nor_failed(
    listed: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood: list[str] = []

    def looking(ledger: Ledger, at_hand: Callable[[], Pack]) -> Lines:
        stood.append(screen_text(listed))
        return lines.listed(ledger, at_hand)

    def asked_again(_: Ledger) -> None:
        raise AssertionError("whether a page can be shown alone is known by now")

    monkeypatch.setattr(cases, "listed", looking)
    monkeypatch.setattr(cases, "first_listed", asked_again)
    monkeypatch.setattr(cases, "first_or_long", lambda _: (None, True))
    async with running(listed) as pilot:
        await settled(listed, pilot)

        (first,) = stood
        assert "Reading the cases…" in first
        assert "Cases: reading…" in first
        assert "There are no cases here yet" not in first
        assert "Reading the cases…" not in screen_text(listed)
        assert shown(listed)
        assert isinstance(listed.focused, CaseTable)


async def test_a_judged_case_that_is_only_looked_at_stays_where_it_is_in_the_list(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        first, *_, last = shown(listed)
        judged = JudgementRecorded(JudgementMade(decided="declined", reasons="as seen"))
        listed.ledger.append(last, listed.ledger.head(last).sequence, Sealed(VIEW), judged)
        listed.ledger.append(first, listed.ledger.head(first).sequence, NoteAdded(Note(id="n99", text="x")))
        screen = listed.screen
        assert isinstance(screen, Cases)
        screen.read()
        before = shown(listed)
        assert before[:2] == [first, last]

        await pilot.press("down", "enter")
        await settled(listed, pilot)
        assert listed.session is not None
        assert listed.session.kept.standing.proposal is not None
        await pilot.press("f10")
        await settled(listed, pilot)

        assert shown(listed) == before


async def test_enter_opens_the_case_under_the_cursor_and_f10_comes_back(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        wanted = shown(listed)[1]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert listed.session is not None
        assert listed.session.case.id == wanted
        assert listed.session.is_covered

        await pilot.press("f10")
        assert isinstance(listed.screen, Cases)


async def test_the_list_is_filtered_as_one_types_and_whole_again(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        every = shown(listed)
        await pilot.press("slash", *"oak")
        assert shown(listed) == ["oak-2019-03"]

        await pilot.press("escape", "escape")
        assert shown(listed) == every


async def test_the_list_says_which_working_day_it_is_and_what_is_due_first(listed: SccifApp) -> None:
    async with running(listed, (80, 24)) as pilot:
        assert "next limit" in screen_text(listed)
        oak = next(line for line in screen_text(listed).splitlines() if "oak-2019-03" in line)
        assert oak.split()[1:5] == ["1", "of", "30", "2019-03-25"]

        await pilot.press(*["s"] * 4)
        assert "sorted by next limit" in screen_text(listed)
        limits = [line.next_by or "none" for line in listed.screen.query_one(CaseTable).lines]
        assert limits == sorted(limits)
        assert limits[0] == "2019-03-25"


async def test_a_filter_finds_a_childs_label(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        await pilot.press("slash", *"a")
        await pilot.press("escape")

        assert "oak-2019-03" in shown(listed)


async def test_the_list_is_sorted_by_the_next_column(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        await pilot.press("s")

        assert shown(listed) == sorted(shown(listed))
        assert "sorted by case" in screen_text(listed)


async def test_an_archived_case_is_out_of_the_way_and_comes_back(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        first = shown(listed)[0]
        await pilot.press("a")
        assert first not in shown(listed)
        assert "1 archived, not shown" in screen_text(listed)

        await pilot.press("v", "home")
        listed.screen.query_one(CaseTable).cursor = shown(listed).index(first)
        await pilot.press("a", "v")
        assert first in shown(listed)


async def test_a_case_is_begun_under_a_name_that_a_case_may_have(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        await pilot.press("n", *"Ann Smith", "enter")
        assert isinstance(listed.screen, Naming)
        assert "cannot be called" in screen_text(listed)

        listed.screen.query_one(Input).value = "sc000099-2020-01"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(listed.screen, Interview)
        assert on_disk(listed).id == "sc000099-2020-01"
        assert "f3 asks for the URN, the dates, the inspector" in screen_text(listed)


async def test_a_file_is_imported_and_a_bad_one_is_told(listed: SccifApp, tmp_path: Path) -> None:
    file = tmp_path / "another.yaml"
    file.write_text("sccif_case: 1\ncase: another\n", encoding="utf-8")
    async with running(listed) as pilot:
        await pilot.press("i")
        listed.screen.query_one(Input).value = str(tmp_path / "gone.yaml")
        await pilot.press("enter")
        assert "[file-missing]" in screen_text(listed)

        listed.screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await pilot.pause()
        assert listed.session is not None
        assert listed.session.case.id == "another"
        assert "brought in before" not in screen_text(listed)

        interview(listed).do_cases()
        await settled(listed, pilot)
        await pilot.press("i")
        listed.screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await settled(listed, pilot)
        assert "brought in before: nothing was imported, the case is as it stands" in screen_text(listed)


async def test_an_archived_case_says_that_it_is_one(listed: SccifApp) -> None:
    async with running(listed, (80, 24)) as pilot:
        listed.screen.query_one(CaseTable).cursor = shown(listed).index("oak-2019-03")
        await pilot.press("a", "v")
        listed.screen.query_one(CaseTable).cursor = shown(listed).index("oak-2019-03")
        await pilot.press("enter")
        await settled(listed, pilot)

        assert "this case is archived; what you change changes it all the same" in screen_text(listed)


async def test_the_history_tells_what_happened_and_who_did_it(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        listed.screen.query_one(CaseTable).cursor = shown(listed).index("oak-2019-03")
        await pilot.press("h")
        await pilot.pause()
        text = screen_text(listed)

        assert isinstance(listed.screen, Diary)
        assert "imported from oak.yaml" in text
        assert listed.ledger.actor in text
        await pilot.press("escape")
        assert isinstance(listed.screen, Cases)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_long_history_is_read_to_its_end(pack: Pack, tmp_path: Path, size: tuple[int, int]) -> None:
    ledger = Ledger.open(parse_address(str(tmp_path / "long.sqlite")))
    standing = begin(ledger, new_case("sc000012-2019-06"), pack)
    for number in range(1, 41):
        note = NoteAdded(Note(id=f"n{number}", text="seen at supper"))
        standing = standing.then(ledger.append("sc000012-2019-06", standing.sequence, note))
    with closing(ledger):
        app = SccifApp(pack, ledger)
        async with running(app, size) as pilot:
            await pilot.press("h")
            await pilot.pause()
            assert " begun" not in screen_text(app)

            await pilot.press("end")
            await pilot.pause()
            assert " begun" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_case_in_which_somebody_may_be_in_danger_is_marked_until_it_is_said_what_was_done(
    pack: Pack, tmp_path: Path, size: tuple[int, int]
) -> None:
    with closing(Ledger.open(parse_address(str(tmp_path / "danger.sqlite")))) as ledger:
        begin(ledger, new_case("oak"), pack)
        ledger.add("oak", Answered(place("protection.safe_now"), Answer("answered", "at_risk")))
        app = SccifApp(pack, ledger)
        async with running(app, size):
            text = screen_text(app)
        ledger.add(
            "oak", Answered(place("protection.immediate_action"), Answer("answered", "taken", "police told"))
        )
        after = SccifApp(pack, ledger)
        async with running(after, size):
            assert "⚠" not in screen_text(after)

        assert "⚠ open" in text
        assert "⚠ 1 with possible danger" in text


async def test_ten_thousand_cases_draw_only_the_lines_that_are_seen(listed: SccifApp) -> None:
    async with running(listed) as pilot:
        table = listed.screen.query_one(CaseTable)
        line = table.lines[0]
        table.show([line._replace(case_id=f"c{number:05}") for number in range(10_000)], table.today)
        await pilot.press("end")
        await pilot.pause()

        under = table.under_cursor
        assert isinstance(under, Summary)
        assert under.case_id == "c09999"
        assert "c09999" in screen_text(listed)


@pytest.fixture
def long_list(pack: Pack, tmp_path: Path) -> Iterator[SccifApp]:
    """The app on more cases than a page has."""
    with closing(Ledger.open(parse_address(str(tmp_path / "long.sqlite")))) as ledger:
        for number in range(PAGE + 2):
            begin(ledger, new_case(f"case-{number:04}"), pack)
        yield SccifApp(pack, ledger)


async def test_of_a_long_list_the_first_page_is_read_and_all_of_it_is_told(long_list: SccifApp) -> None:
    async with running(long_list):
        assert len(shown(long_list)) == PAGE
        assert f"Cases: {PAGE + 2} " in screen_text(long_list)


@pytest.mark.painted  # it is read when it is drawn
async def test_the_end_of_a_long_list_is_read_when_somebody_goes_there(long_list: SccifApp) -> None:
    async with running(long_list) as pilot:
        await pilot.press("end")
        await pilot.pause()

        table = long_list.screen.query_one(CaseTable)
        assert len(table.lines) == PAGE + 2
        assert table.under_cursor == table.lines[-1]
        assert "case-0000" in screen_text(long_list)


@pytest.mark.parametrize("keys", [["slash", *"case-0000"], ["s"], ["v"]], ids=["filter", "sort", "archived"])
async def test_what_is_looked_for_or_sorted_is_all_of_a_long_list(
    long_list: SccifApp, keys: list[str]
) -> None:
    async with running(long_list) as pilot:
        await pilot.press(*keys)
        await pilot.pause()

        assert isinstance(long_list.screen, Cases)
        assert len(long_list.screen.all) == PAGE + 2
        assert "case-0000" in shown(long_list)


@pytest.mark.painted
async def test_a_rest_that_cannot_be_read_is_told_and_the_first_page_stays(long_list: SccifApp) -> None:
    async with running(long_list) as pilot:
        long_list.ledger.close()
        await pilot.press("end")
        await pilot.pause()

        assert "the cases cannot be read" in screen_text(long_list)
        assert len(shown(long_list)) == PAGE


async def test_where_two_people_meet_both_are_shown_and_one_is_kept_with_a_reason(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.pause()
        by_another(app, PLANNING, "well")

        await pilot.press("4")
        await pilot.pause()
        text = screen_text(app)
        assert isinstance(app.screen, Met)
        assert "mk wrote at" in text
        assert "Somebody else changed this too" in text

        await pilot.press("2", "enter")
        assert "write why first" in screen_text(app)
        await pilot.press(*"the plan", "enter")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        assert "✓ saved" in screen_text(app)
        assert "4 ● Not planned" in screen_text(app)
        kept = app.session.kept.standing if app.session else None
        assert kept is not None
        assert on_disk(app).answer(PLANNING) == kept.case.answer(PLANNING)
        assert any(isinstance(event.happened, Settled) for event in kept.events)


async def test_which_of_two_is_kept_is_marked_by_a_sign_and_asked_again_where_it_changed(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.pause()
        by_another(app, PLANNING, "well")
        await pilot.press("4")
        await pilot.pause()
        assert "1 ●" in screen_text(app)

        await pilot.press("2", *"the plan")
        await pilot.pause()
        assert "2 ●" in screen_text(app)
        assert "1 ○" in screen_text(app)
        by_another(app, PLANNING, "adequate")
        await pilot.press("enter")
        await pilot.pause()

        assert isinstance(app.screen, Met)
        assert "changed again meanwhile" in screen_text(app)
        assert "1 ●" in screen_text(app)
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert answer.value == "adequate"


async def test_leaving_is_asked_once_and_says_where_what_is_not_saved_stays(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.pause()
        by_another(app, PLANNING, "well")
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        depth = len(app.screen_stack)

        await pilot.press("ctrl+q")
        await pilot.pause()

        assert isinstance(app.screen, Leaving)
        assert len(app.screen_stack) == depth
        assert "lose" not in screen_text(app)
        assert app.screen.asked.count("`") == 2


async def test_a_change_by_somebody_else_is_taken_in_and_told(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        by_another(app, PLANNING, "well")

        interview(app).go(PLANNING)
        await pilot.pause()

        assert app.session is not None
        assert app.session.case.answer(PLANNING) == Answer("answered", "well")
        assert "mk changed the case meanwhile" in screen_text(app)


async def test_what_is_proposed_is_written_down_when_it_is_shown(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert app.session is not None
        shown_ = app.session.kept.standing.proposal
        assert shown_ is not None
        assert shown_.judgement == app.session.judged.proposal.judgement
        assert shown_.pack == app.pack.digest


async def test_no_proposal_is_written_down_while_it_is_covered(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("1")

        assert app.session is not None
        assert app.session.kept.standing.proposal is None
