"""The report of the case that is open: its paragraphs, what it still needs, and what the provider said of it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import At
from assistant.problems import Refused
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens import report_tasks as tasks
from assistant.tui.screens.base import Acting
from assistant.tui.screens.details import Details
from assistant.tui.screens.form import Form
from assistant.tui.screens.writing import Writing
from assistant.tui.screens.written import Task
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain_line
from assistant.tui.widgets import reported
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.reported import Line, Passages, Title
from assistant.work.interview import Place, danger
from assistant.work.report.as_markdown import as_markdown
from assistant.work.report.comments import SETTLED_THERE, Comment, drafts
from assistant.work.report.drafting import draft
from assistant.work.report.giving import where_given
from assistant.work.report.improving import standing_on_few
from assistant.work.report.shapes import Need, Paragraph, Remark, Report
from assistant.work.report.wanting import COMPLETE, draft_line
from assistant.work.review.record import behind


class ReportScreen(Acting[Place]):
    """The report line by line; closes with where to go in the interview, where that was chosen."""

    CONTEXT = "report"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("report")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """The lines beside what the one under the cursor says."""
        yield Static("", id="top", markup=False)
        yield DangerBar()
        with Horizontal(id="report"):
            yield Passages(id="passages", markup=False)
            with VerticalScroll(id="detail"):
                yield Static("", id="node", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The lines take the keys."""
        self.lines: list[Line] = []
        self.draw()
        self.query_one("#passages").focus()
        if standing := behind(self.session.kept.standing):
            self.tell(f"{standing}; what is written or told here has that lapse", is_whole=True)

    @property
    def report(self) -> Report:
        """The report as it is drafted now."""
        return draft(self.session.judged)

    @property
    def line(self) -> Line | None:
        """What the line under the cursor stands for."""
        number = self.query_one("#passages", OptionList).highlighted
        return self.lines[number] if number is not None and number < len(self.lines) else None

    def situation(self) -> Situation:
        """What is true here."""
        kept, line = self.session.kept, self.line
        return Situation(
            self.CONTEXT,
            has_place=line is not None,
            is_thin=self._thin() is not None,
            is_answered=isinstance(line, Paragraph) and line.written is not None,
            has_draft=bool(drafts(kept.standing)),
            is_saved=kept.is_saved,
            can_undo=kept.can_undo,
            can_redo=kept.can_redo,
            can_go_back=self.house.has_list,
            is_danger=danger(self.session.case, self.session.pack) is not None,
        )

    def draw(self) -> None:
        """Everything as the case is now; the cursor stays where it was, as far as it can."""
        report, rows = self.report, self.query_one("#passages", OptionList)
        at = rows.highlighted
        self.lines = list(reported.lines(report, drafts(self.session.kept.standing)))
        rows.clear_options()
        rows.add_options(
            [Option(reported.prompt(one), disabled=isinstance(one, Title)) for one in self.lines]
        )
        shown = (number for number, one in enumerate(self.lines) if not isinstance(one, Title))
        first = next(shown, None)
        rows.highlighted = first if at is None or at >= len(self.lines) else at
        told = draft_line(report) or COMPLETE
        name = plain_line(self.session.case.id, "bold")
        unsaved = ("", "") if self.session.is_saved else ("  ✗ NOT SAVED ", "bold $alarm-ink on $alarm")
        title = Content.assemble((" Report  ", "bold $accent"), name, unsaved, (f"  {told}", "$quiet"))
        self.query_one("#top", Static).update(title)
        self.show_line()

    def show_line(self) -> None:
        """The line under the cursor in full."""
        self.query_one("#node", Static).update(Rows(reported.told(self.line)))
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Another line."""
        self.show_line()

    def on_option_list_option_selected(self) -> None:
        """Enter or the mouse."""
        self.do_pick()

    # Writing

    def do_pick(self) -> None:
        """Write what the line stands for, or go where it is given."""
        match self.line:
            case Paragraph() as paragraph:
                self._write(tasks.passage(self.session, self.report, paragraph))
            case Need(place=place) | Remark(place=place):
                self._give(place)
            case Comment(came=False) as comment:
                self._ask(tasks.settling(self.session, comment))
            case Comment():
                self.tell(SETTLED_THERE)
            case _:
                pass

    def _thin(self) -> At | None:
        """The answer of which a reason can say that what is under the cursor stands on few sources."""
        session = self.session
        match self.line:
            case Remark(place=place) | Paragraph(at=place):
                return standing_on_few(session.case, session.pack, place)
            case _:
                return None

    def do_stands(self) -> None:
        """Say why what is under the cursor stands on few sources."""
        if at := self._thin():
            self._write(tasks.stands(self.session, at))

    def _give(self, place: str) -> None:
        """Give what is missing, where it is given."""
        session = self.session
        given = where_given(session.case, session.pack, place)
        if place in tasks.FACTS:
            self._write(tasks.fact(session, place))
        elif place == "history":
            if not self._is_stopped():
                self._ask(tasks.before(session))
        elif place == "judgement":
            self.do_judgement()
        elif given is not None:
            self.dismiss(given)
        else:
            self.app.push_screen(Details(), lambda _: self.draw())

    def _is_stopped(self) -> bool:
        """Whether somebody may be in danger, which is asked about first: nothing else of the case can be changed."""
        if self.session.is_stopped(None):
            self.do_act()
            return True
        return False

    def _write(self, made: tuple[Task, tasks.Take]) -> None:
        if self._is_stopped():
            return
        task, take = made

        def keep(written: tasks.Typed) -> None:
            if written is None:
                self._done(None)
                return
            try:
                said = take(written)
            except Refused as refused:
                self.session.drafts.keep(task.draft, written.text)
                self.draw()
                self.tell(f"NOT SAVED, but kept as a draft: {refused.problems[0]}", is_trouble=True)
            else:
                self._done(said)

        self.app.push_screen(Writing(task), keep)

    def _ask(self, form: Form) -> None:
        self.app.push_screen(form, self._done)

    def _done(self, said: str | None) -> None:
        """Something was done, and is told, or was left as it was; where it was not saved, that is told."""
        self.draw()
        self.tell_done(said, is_whole=True)
        self.meet()

    def do_as_drafted(self) -> None:
        """The paragraph as it is drafted again."""
        if not isinstance(self.line, Paragraph) or not self.line.written or self._is_stopped():
            return
        try:
            said = tasks.leave(self.session, self.line)
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
        else:
            self._done(said)

    def do_export(self) -> None:
        """Ask for a file, and write the report into it."""
        self._ask(tasks.exporting(self.session, self.report, self.house.path_of))

    def do_sent(self) -> None:
        """Ask which draft went, and when."""
        self._ask(tasks.sending(self.session, self.house.path_of))

    def do_comment(self) -> None:
        """Ask what the provider says."""
        paragraph = self.line if isinstance(self.line, Paragraph) else None
        self._write(tasks.comment(self.session, paragraph))

    def do_save(self) -> None:
        """Try to save again."""
        self.session.save()
        self._done("all is saved")

    def do_undo(self) -> None:
        """One step back."""
        self.undo_asked(self._undo)

    def _undo(self) -> None:
        self.session.undo()
        self._done(self.session.said)

    def do_redo(self) -> None:
        """The step again."""
        self.session.redo()
        self._done(self.session.said)

    def to_copy(self) -> Copy | None:
        """The whole report."""
        return Copy("the report", as_markdown(self.report), f"sccif report {self.session.case.id}")

    def decided(self, said: str | None) -> None:
        """The judgement stands in the report."""
        self._done(said)

    def do_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
