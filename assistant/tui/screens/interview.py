"""The interview: outline, question card and panel on one screen, a column at a time where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from assistant.tui.keys import bindings
from assistant.tui.screens.going import PLACE, Going
from assistant.tui.session import Session
from assistant.tui.situation import Situation
from assistant.tui.text import Row, Rows, len_of, plain_line
from assistant.tui.widgets import card, panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.choices import Choices, Lines
from assistant.tui.widgets.outline import Outline
from assistant.work import interview as work
from assistant.work.interview import Closing, Place
from assistant.work.seeking import nearest

if TYPE_CHECKING:
    from assistant.tui.copying import Copy

_TALL = 32
_KEPT, _KEPT_IN_DEMO = "✓ saved ", "✓ this demo only "
"""What stands at the end of the line on top: of a demonstration nothing lasts beyond it."""


class Interview(Going):
    """Walks a case question by question."""

    CONTEXT = "interview"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("interview")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, session: Session) -> None:
        super().__init__(classes="-card")
        known = {str(place): place for place in work.places(session.case, session.pack)}
        first = next(iter(known.values()))
        self.place: Place = (
            known.get(session.drafts.get(PLACE))
            # Where all core questions are answered, the case is there to be read, and from its beginning.
            or (None if session.is_read else work.next_open(session.case, session.pack, None, session.covers))
            or first
        )
        self.lines: Lines | None = None
        self._drawn_for = Size()

    def compose(self) -> ComposeResult:
        """Bars around three columns."""
        yield Static("", id="top", markup=False)
        yield Static("", id="headline", markup=False)
        yield DangerBar()
        with Horizontal(id="columns"):
            yield Outline()
            with VerticalScroll(id="card", can_focus=False):
                yield Static("", id="head", markup=False)
                yield Choices()
                yield Static("", id="foot", markup=False)
            with VerticalScroll(id="panel"):
                yield Static("", id="told", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the question."""
        self.show_column("card")
        self.refresh_all(keep_cursor=False)

    def on_resize(self, _: events.Resize) -> None:
        """The lines under the answers are shown by the room there is, and the question is seen again."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.size != self._drawn_for:
            self.refresh_all()
        self.call_after_refresh(self._begin_at_the_top)

    def _compositor_refresh(self) -> None:
        """Paint, unless the whole screen is painted anew in a moment, as when it has just come.

        Textual would paint it four times as the app starts, each as long as all else that a key does. Only
        here: a list whose lines wrap learns its height by being painted, and is right when painted again.
        """
        if not (self.is_current and self._repaint_required):
            super()._compositor_refresh()

    def situation(self) -> Situation:
        """What is true of the place the interview stands at."""
        session, at = self.session, self.at
        question = session.pack.questions[at.key.record][at.question] if at else None
        answer = session.case.answer(at) if at else None
        section = self.section()
        closed = section is not None and section in session.case.complete | session.case.sampled
        is_fact = question is not None and question.kind == "fact"
        return Situation(
            self.CONTEXT,
            is_question=question is not None,
            is_fact=is_fact,
            is_answered=answer is not None,
            may_not_apply=question is not None and question.not_applicable is not None,
            has_notes=bool(session.case.notes),
            is_closing=at is None,
            is_closed=closed,
            in_added_record=at is not None and at.key.added,
            may_add=section is not None and not closed,
            is_covered=session.is_covered,
            is_sealable=session.is_covered,
            is_saved=session.is_saved,
            can_undo=session.kept.can_undo,
            can_redo=session.kept.can_redo,
            is_danger=work.danger(session.case, session.pack) is not None,
            in_card=self.has_class("-card"),
            is_back=self._comes_back,
            is_by_enter=self._by_enter and not is_fact,
            can_go_back=self.house.has_list,
            is_scenario=session.covers is not None,
            has_matter=session.ahead is not None and bool(session.ahead.first),
        )

    # Showing

    def show_keys(self) -> None:
        """The footer takes another line for what comes after the seal, where it has no room on the first."""
        self.query_one(KeyBar).lines = 1 if self.session.is_covered else 2
        super().show_keys()

    def refresh_all(self, *, keep_cursor: bool = True) -> None:
        """Draw everything that a change or another place may have made different."""
        session = self.session
        self._drawn_for = self.size
        self.house.look()
        self.place = nearest(session.case, session.pack, self.place)
        self._show_top(session)
        self._show_card(session, keep_cursor=keep_cursor)
        self._show_around(session)
        if not keep_cursor:
            self.call_after_refresh(self._begin_at_the_top)
        self.show_keys()
        self.meet()
        if session.trouble:
            self.tell(session.not_saved, is_trouble=True)
        else:
            trouble = "" if session.said else self.house.trouble
            self.tell(session.said or trouble, is_trouble=bool(trouble), is_whole=session.is_long)

    def met(self) -> None:
        """What was settled is drawn; what was put off is asked with the next change."""
        if self.session.kept.meetings:
            self.show_keys()
        else:
            self.refresh_all()

    def _show_around(self, session: Session) -> None:
        """What stands left and right of the question."""
        self.query_one(Outline).show(session.case, session.pack, self.place, session.matters, session.covers)
        self.query_one("#told", Static).update(Rows(panel.rows(session, self.house.proofs)))

    def show_news(self) -> None:
        """What was worked out beside the screen; the question and the status line stay as they are."""
        self._show_headline(self.session)
        if self.query_one(Outline).matters != self.session.matters:
            self._show_around(self.session)
        else:
            self.query_one("#told", Static).update(Rows(panel.rows(self.session, self.house.proofs)))
        self.show_keys()

    def _show_top(self, session: Session) -> None:
        case = session.case
        kept = _KEPT_IN_DEMO if self.house.is_demo else _KEPT
        saved = (kept, "$good") if session.is_saved else (" ✗ NOT SAVED ", "bold $alarm-ink on $alarm")
        mode = panel.mode(session)
        name = Content.assemble(
            (" sccif ", "bold $accent"),
            plain_line(case.urn or "no URN", "bold"),
            "  ",
            plain_line(case.id, "$quiet"),
            (f"  {case.purpose}, {mode}", "$quiet"),
        )
        end = Content.assemble(plain_line(session.pack.framework.short, "$quiet"), "  ", saved)
        width = self.size.width or 80
        room = width - end.cell_length - 1
        if room < name.cell_length:
            end = Content.assemble(saved)
            room = width - end.cell_length - 1
        name = name.truncate(room, ellipsis=True)
        self.query_one("#top", Static).update(
            Content.assemble(name, " " * max(width - len_of(name) - end.cell_length, 1), end)
        )
        self._show_headline(session)

    def _show_headline(self, session: Session) -> None:
        line = panel.headline(session, (self.size.width or 80) - 1)
        self.query_one("#headline", Static).update(Content.assemble(" ", line))

    def _show_card(self, session: Session, *, keep_cursor: bool) -> None:
        case, pack, place = session.case, session.pack, self.place
        if isinstance(place, Closing):
            head, choices = card.closing_head(case, pack, place), card.closing_choices(case, pack, place)
            foot: tuple[Row, ...] = ()
        else:
            question, answer = pack.questions[place.key.record][place.question], case.answer(place)
            pending = [name for name, _ in session.waiting(place)]
            head, choices = card.head(case, pack, place, session.covers), card.choices(question, answer)
            foot = tuple(card.foot(case, pack, place, pending))
        has_room = self.size.height >= _TALL or isinstance(self.place, Closing)  # which has three choices
        lines: Lines = self.lines or ("every" if has_room else "cursor")
        self.query_one("#head", Static).update(Rows(head))
        self.query_one(Choices).show(tuple(choices), lines, keep_cursor=keep_cursor)
        self.query_one("#foot", Static).update(Rows(foot))

    def _begin_at_the_top(self) -> None:
        """Show the question from its beginning, and the answer under the cursor if there is room for both."""
        if self.is_mounted:
            self.query_one("#card", VerticalScroll).scroll_home(animate=False)
            self.query_one(Choices).scroll_to_highlight()

    def to_copy(self) -> Copy | None:
        """The question with its answer, where the card has the focus."""
        from assistant.tui.copying import question_text

        found = super().to_copy()
        if found is None or self.at is None or not self.query_one(Choices).has_focus:
            return found
        text = question_text(self.session.case, self.session.pack, self.at)
        return found._replace(what="the question", text=text)

    def do_lines(self) -> None:
        """The line under every answer, or under the cursor only."""
        self.lines = "cursor" if self.query_one(Choices).lines == "every" else "every"
        self.refresh_all()
