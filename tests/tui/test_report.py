"""The report in the app: what is missing is given, paragraphs are written by hand, files written, comments settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from assistant.case import Answer, Answered, Cleared, RecordAdded, Sealed
from assistant.pack import Pack
from assistant.serve.app import ServedApp
from assistant.store.kinds import Commented, CommentSettled, DraftSent, Exported, StepDone
from assistant.tui.app import SccifApp
from assistant.tui.screens.danger import Danger
from assistant.tui.screens.details import Details
from assistant.tui.screens.form import Form
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.report import ReportScreen
from assistant.tui.screens.writing import Writing
from assistant.tui.session import Session
from assistant.tui.widgets.reported import Title
from assistant.work.report.comments import Comment, drafts
from assistant.work.report.shapes import Need, Paragraph
from tests.tui.conftest import DECLINED, SAFE, VIEW, after, place, screen_text
from tests.tui.screens import settled

MANAGER = "leadership/manager"


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.tui.screens.report_tasks.today", lambda: date(2019, 3, 21))


def report_in(app: SccifApp) -> ReportScreen:
    assert isinstance(app.screen, ReportScreen)
    return app.screen


def put_on(app: SccifApp, place_: str) -> None:
    """Put the cursor on the paragraph, or what is needed, at a place."""
    screen = report_in(app)
    number = next(
        number
        for number, line in enumerate(screen.lines)
        if (isinstance(line, Paragraph) and line.at == place_)
        or (isinstance(line, Need) and line.place == place_)
    )
    screen.query_one("#passages", OptionList).highlighted = number


def fill(app: SccifApp, **lines: str) -> None:
    """Have lines of the form that is open say this."""
    for name, text in lines.items():
        app.screen.query_one(f"#{name}", Input).value = text


def session_of(app: SccifApp) -> Session:
    assert app.session is not None
    return app.session


def happened(app: SccifApp) -> list[object]:
    return [event.happened for event in session_of(app).kept.standing.events]


async def test_before_the_own_view_is_sealed_there_is_no_report(unsealed: SccifApp) -> None:
    async with unsealed.run_test(size=(80, 24)) as pilot:
        await settled(unsealed, pilot)
        await pilot.press("y")
        await settled(unsealed, pilot)

        assert isinstance(unsealed.screen, Interview)


async def test_the_cursor_passes_over_headings(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        screen = report_in(sealed)
        for _ in screen.lines:
            assert not isinstance(screen.line, Title)
            await pilot.press("down")


async def test_a_paragraph_is_written_beside_its_findings_undone_and_left_as_drafted(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        put_on(sealed, MANAGER)
        await pilot.press("enter")
        assert isinstance(sealed.screen, Writing)
        assert "Who holds the manager's post today?" in screen_text(sealed)
        sealed.screen.query_one(TextArea).text = "Nobody leads the home for good, says [AB]."
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        session = session_of(sealed)
        written = session.case.passage(MANAGER)
        assert written is not None
        assert written.text == "Nobody leads the home for good, says [AB]."
        assert "says [AB]." in screen_text(sealed)

        await pilot.press("ctrl+z")
        assert session.case.passage(MANAGER) is None
        await pilot.press("ctrl+y")
        assert session.case.passage(MANAGER) is not None
        put_on(sealed, MANAGER)
        await pilot.press("delete")
        assert session.case.passage(MANAGER) is None


async def test_a_paragraph_is_marked_where_its_ground_has_moved(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        put_on(sealed, MANAGER)
        await pilot.press("enter")
        sealed.screen.query_one(TextArea).text = "By hand."
        await pilot.press("ctrl+s", "escape")
        at = place("manager.post")
        assert session_of(sealed).case.answer(at) == Answer("answered", "vacant")
        assert session_of(sealed).do(Answered(at, Answer("answered", "long_absent"))) == ()
        await pilot.press("y")
        put_on(sealed, MANAGER)
        await pilot.pause()

        line = report_in(sealed).line
        assert isinstance(line, Paragraph)
        assert "answer manager.post" in {one.name for one in line.moved}
        assert "✎ ! The manager's post: By hand." in screen_text(sealed)


async def test_what_is_missing_is_given_where_the_line_leads(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        put_on(sealed, "service")
        report_in(sealed).query_one("#passages", OptionList).highlighted = next(
            number
            for number, line in enumerate(report_in(sealed).lines)
            if isinstance(line, Need) and line.place == "service"
        )
        await pilot.press("enter", *"For two children.", "ctrl+s")
        session = session_of(sealed)
        assert session.case.service == "For two children."

        put_on(sealed, "history")
        await pilot.press("enter", *"2018-12", "tab", *"Interim", "tab", *"sustained", "enter")
        assert [one.judgement for one in session.case.history] == ["sustained"]
        assert "Kind of inspection: Interim." in screen_text(sealed)

        put_on(sealed, "judgement")
        screen = report_in(sealed)
        number = next(
            number
            for number, line in enumerate(screen.lines)
            if isinstance(line, Need) and line.place == "judgement"
        )
        screen.query_one("#passages", OptionList).highlighted = number
        await pilot.press("enter")
        assert "Judgement  sc000001-2019-03" in screen_text(sealed)
        await pilot.press("escape")

        put_on(sealed, "home.children_now")
        await pilot.press("enter")
        await settled(sealed, pilot)
        assert isinstance(sealed.screen, Interview)
        assert sealed.screen.at == place("home.children_now")


async def test_why_a_requirement_stands_on_one_source_is_said_where_it_is_warned_about(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        session = session_of(sealed)
        at = place("improvement:M1.evidence")
        assert session.do(RecordAdded(at.key), Answered(at, Answer("answered", "the log"))) == ()
        await pilot.press("y")
        put_on(sealed, "improvement/M1")
        await pilot.press("b", *"nobody else was there", "ctrl+s")
        await settled(sealed, pilot)

        assert session.case.answer(at) == Answer("answered", "the log", reason="nobody else was there")
        assert not any(one.place == str(at) for one in report_in(sealed).report.remarks)
        await pilot.press("b")
        assert "nobody else was there" in screen_text(sealed)


async def test_what_the_head_of_the_case_tells_is_given_there(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        report_in(sealed)._give("inspection.end")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Details)


async def test_the_report_is_written_and_that_it_was_stands_in_the_history(
    sealed: SccifApp, tmp_path: Path
) -> None:
    path = tmp_path / "report.md"
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y", "x")
        fill(sealed, path=str(path), even="yes")
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)
        assert isinstance(sealed.screen, ReportScreen)
        assert path.read_text().startswith("# Report of an interim inspection")
        exported = happened(sealed)[-1]
        assert isinstance(exported, Exported)
        assert exported.purpose == "report"


@pytest.fixture
def commented(pack: Pack, folder: Path) -> Iterator[SccifApp]:
    """The app on the case that declined, sealed, with a comment of the provider in its file."""
    said = "{day: 2019-03-21, text: It was two.}"
    draft = f"{{day: 2019-03-20, name: draft.md, digest: 'sha256:0', comments: [{said}]}}"
    file = folder / "commented.yaml"
    text = DECLINED.read_text(encoding="utf-8")
    file.write_text(f"{text}provider_comments: [{draft}]\n", encoding="utf-8")
    yield from after(pack, folder, SAFE, Sealed(VIEW), file=file)


async def test_enter_on_a_comment_that_came_with_the_file_says_where_it_is_settled(
    commented: SccifApp,
) -> None:
    async with commented.run_test(size=(120, 40)) as pilot:
        await settled(commented, pilot)
        await pilot.press("y")
        screen = report_in(commented)
        screen.query_one("#passages", OptionList).highlighted = next(
            number for number, line in enumerate(screen.lines) if isinstance(line, Comment)
        )
        await pilot.press("enter")

        assert commented.screen is screen
        assert "is settled where it was told" in screen_text(commented)


async def test_what_looks_like_a_name_holds_the_file_back_until_it_is_said_even_so(
    sealed: SccifApp, tmp_path: Path
) -> None:
    path = tmp_path / "report.md"
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        put_on(sealed, MANAGER)
        await pilot.press("enter")
        sealed.screen.query_one(TextArea).text = "Nobody followed Ann Smith."
        await pilot.press("ctrl+s", "x")
        fill(sealed, path=str(path))
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Form)
        assert "“Ann Smith” looks like a name" in " ".join(screen_text(sealed).split())
        assert not path.exists()
        await pilot.press("tab", *"yes", "ctrl+s")
        await settled(sealed, pilot)
        assert path.exists()


async def test_a_draft_goes_is_commented_on_and_the_comment_is_settled_by_keys_alone(
    sealed: SccifApp, tmp_path: Path
) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(b"as it went")
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y", "d")
        fill(sealed, path=str(path))
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)
        assert "has not signed off" in screen_text(sealed)
        sent, step = happened(sealed)[-2:]
        assert isinstance(sent, DraftSent)
        assert step == StepDone("day-15", "2019-03-21", "draft.docx")

        put_on(sealed, MANAGER)
        await pilot.press("m", *"It was filled on the 3rd.", "tab", "enter", "down", "enter", "ctrl+s")
        await settled(sealed, pilot)
        said = happened(sealed)[-1]
        assert isinstance(said, Commented)
        assert (said.place, said.question) == (MANAGER, "manager.post")

        await pilot.press("end", "enter")
        assert isinstance(sealed.screen, Form)
        await pilot.press(
            "enter", *["down"] * 2, "enter", "tab", *"The letter says the 9th.", "tab", *"mm", "enter"
        )
        await settled(sealed, pilot)
        number = session_of(sealed).kept.standing.sequence - 1
        assert happened(sealed)[-1] == CommentSettled(number, False, "The letter says the 9th.", "mm")
        (draft,) = drafts(session_of(sealed).kept.standing)
        assert draft.comments[0].settled is not None
        assert "mm looked at the judgement again" in " ".join(screen_text(sealed).split())


@pytest.mark.parametrize("key", ["x", "d"])
async def test_where_no_file_is_the_persons_no_path_is_taken(
    sealed: SccifApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    path = tmp_path / "report.md"
    if key == "d":
        path.write_text("somebody else's")
    monkeypatch.setattr(SccifApp, "path_of", ServedApp.path_of)
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        before = happened(sealed)
        await pilot.press("y", key)
        fill(sealed, path=str(path))
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Form)
        assert "no file is yours" in screen_text(sealed)
        assert happened(sealed) == before
        assert path.exists() == (key == "d")


async def test_while_somebody_may_be_in_danger_no_paragraph_is_written_or_left(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        put_on(sealed, MANAGER)
        await pilot.press("enter")
        sealed.screen.query_one(TextArea).text = "By hand."
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)
        session = session_of(sealed)
        unsafe = session.pack.questions["protection"]["safe_now"].answers[2].id
        assert session.do(Answered(place("protection.safe_now"), Answer("answered", unsafe))) == ()
        assert session.do(Cleared(SAFE.at)) == ()
        session.drafts.keep(f"passage {MANAGER}", "begun anew")

        for key in ("enter", "delete"):
            put_on(sealed, MANAGER)
            await pilot.press(key)
            await settled(sealed, pilot)
            assert isinstance(sealed.screen, Danger)
            await pilot.press("escape")
        written = session.case.passage(MANAGER)
        assert written is not None
        assert written.text == "By hand."
        assert session.drafts.get(f"passage {MANAGER}") == "begun anew"
