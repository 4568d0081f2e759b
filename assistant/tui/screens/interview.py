"""The interview: outline, question card and panel on one screen, a column at a time where it is narrow."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from assistant.case import At
from assistant.tui.keys import bindings
from assistant.tui.screens.editing import Editing, told
from assistant.tui.session import Session
from assistant.tui.situation import Situation
from assistant.tui.text import Row, Rows, len_of, plain_line
from assistant.tui.widgets import card, panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.choices import Choices, Lines
from assistant.tui.widgets.outline import Outline
from assistant.work import interview as work
from assistant.work.interview import Closing, Place

Column = Literal["outline", "card", "panel"]
_TALL = 32
_PLACE = "place"
"""Where the interview was left, kept as drafts are."""


class Interview(Editing):
    """Walks a case question by question."""

    CONTEXT = "interview"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("interview")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        known = {str(place): place for place in work.places(session.case, session.pack)}
        first = next(iter(known.values()))
        self.place: Place = (
            known.get(session.drafts.get(_PLACE)) or work.next_open(session.case, session.pack, None) or first
        )
        self.lines: Lines | None = None

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
        self.refresh_all()
        self.call_after_refresh(self._begin_at_the_top)

    @property
    def is_narrow(self) -> bool:
        """Whether one column is shown at a time."""
        return self.has_class("-narrow")

    def situation(self) -> Situation:
        """What is true of the place the interview stands at."""
        session, at = self.session, self.at
        question = session.pack.questions[at.key.record][at.question] if at else None
        answer = session.case.answer(at) if at else None
        section = self.section()
        closed = section is not None and section in session.case.complete | session.case.sampled
        return Situation(
            self.CONTEXT,
            is_question=question is not None,
            is_fact=question is not None and question.kind == "fact",
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
            can_go_back=self.house.has_list,
            has_matter=session.ahead is not None and bool(session.ahead.first),
        )

    # Showing

    def refresh_all(self, *, keep_cursor: bool = True) -> None:
        """Draw everything that a change or another place may have made different."""
        session = self.session
        self.house.look()
        self._stay()
        self._show_top(session)
        self._show_card(session, keep_cursor=keep_cursor)
        self._show_around(session)
        if not keep_cursor:
            self.call_after_refresh(self._begin_at_the_top)
        self.show_keys()
        self.meet()
        if session.trouble:
            self.tell(f"NOT SAVED: {told(session.trouble)}", is_trouble=True)
        else:
            trouble = "" if session.said else self.house.trouble
            self.tell(session.said or trouble, is_trouble=bool(trouble))

    def _show_around(self, session: Session) -> None:
        """What stands left and right of the question."""
        self.query_one(Outline).show(session.case, session.pack, self.place, session.matters)
        self.query_one("#told", Static).update(Rows(panel.rows(session, self.house.proofs)))

    def show_news(self) -> None:
        """What was worked out beside the screen; the question and the status line stay as they are."""
        self._show_headline(self.session)
        if self.query_one(Outline).matters != self.session.matters:
            self._show_around(self.session)
        else:
            self.query_one("#told", Static).update(Rows(panel.rows(self.session, self.house.proofs)))
        self.show_keys()

    def _stay(self) -> None:
        """Where the place is gone (undone, gated), stand at the nearest there is."""
        session = self.session
        if self.place not in set(work.places(session.case, session.pack)):
            record = self.place.section if isinstance(self.place, Closing) else self.place.key.record
            key = None if isinstance(self.place, Closing) else self.place.key
            asked = work.steps(session.case, session.pack, key) if key and not key.added else ()
            is_many = session.pack.record_types[record].many == "many"
            fallback = asked[0].at if asked else Closing(record) if is_many else None
            self.place = fallback or next(work.places(session.case, session.pack))

    def _show_top(self, session: Session) -> None:
        case = session.case
        saved = ("✓ saved ", "$good") if session.is_saved else (" ✗ NOT SAVED ", "bold $alarm-ink on $alarm")
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
            head, choices = card.head(case, pack, place), card.choices(question, answer)
            foot = tuple(card.foot(case, pack, place, pending))
        lines: Lines = self.lines or ("every" if self.size.height >= _TALL else "cursor")
        self.query_one("#head", Static).update(Rows(head))
        self.query_one(Choices).show(tuple(choices), lines, keep_cursor=keep_cursor)
        self.query_one("#foot", Static).update(Rows(foot))

    def _begin_at_the_top(self) -> None:
        """Show the question from its beginning, and the answer under the cursor if there is room for both."""
        if self.is_mounted:
            self.query_one("#card", VerticalScroll).scroll_home(animate=False)
            self.query_one(Choices).scroll_to_highlight()

    # Going

    def go(self, place: Place | None) -> None:
        """Stand at another place."""
        if place is None:
            self.tell("nothing further here")
            return
        self.place = place
        self.session.drafts.keep(_PLACE, str(place))
        self.session.said = ""
        self.session.look()
        self.show_column("card")
        self.refresh_all(keep_cursor=False)

    def do_next(self) -> None:
        """The next place."""
        self.go(work.neighbour(self.session.case, self.session.pack, self.place, 1))

    def do_previous(self) -> None:
        """The place before."""
        self.go(work.neighbour(self.session.case, self.session.pack, self.place, -1))

    def do_next_open(self) -> None:
        """The next place that asks for something."""
        found = work.next_open(self.session.case, self.session.pack, self.place)
        if found is None:
            self.tell("nothing is open: every question is answered and every section closed")
        else:
            self.go(found)

    def do_matter(self) -> None:
        """The question that matters most."""
        ahead = self.session.ahead
        if ahead is not None and ahead.first:
            self.go(ahead.first[0].at)

    def do_lines(self) -> None:
        """The line under every answer, or under the cursor only."""
        self.lines = "cursor" if self.query_one(Choices).lines == "every" else "every"
        self.refresh_all()

    def show_column(self, column: Column) -> None:
        """Go to a column; where it is narrow, show it alone."""
        for name in ("outline", "card", "panel"):
            self.set_class(name == column, f"-{name}")
        if column == "card":
            self.query_one(Choices).focus()
        else:
            self.query_one(f"#{column}").focus()
        self.show_keys()

    def do_answer(self, number: int) -> None:
        """The answer with a number; where another column hides the question, the question first."""
        if self.is_narrow and not self.has_class("-card"):
            self.show_column("card")
        else:
            super().do_answer(number)

    def do_outline(self) -> None:
        """The outline."""
        self.show_column("outline")

    def do_panel(self) -> None:
        """The panel."""
        self.show_column("panel")

    def do_card(self) -> None:
        """The question."""
        self.show_column("card")

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse: an answer in the card, a place in the outline."""
        name = message.option_id or ""
        if isinstance(message.option_list, Outline):
            self.go(message.option_list.places.get(name, self.place))
        else:
            self.choose(name)

    def do_explain(self) -> None:
        """The explanation."""
        from assistant.tui.screens.explanation import Explanation

        if not self.session.is_covered:
            self.app.push_screen(Explanation(), self._return)

    def _return(self, at: At | None) -> None:
        """Back from the explanation, to a question that was chosen there or to where it was left."""
        if at is not None:
            self.go(at)
        else:
            self.refresh_all()

    def decided(self, said: str | None) -> None:
        """What was decided stands in the panel and on the top."""
        self.session.said = said or ""
        self.refresh_all()

    def do_seal(self) -> None:
        """The own view."""
        from assistant.tui.screens.sealing import Sealing

        if self.session.is_covered:
            self.app.push_screen(Sealing(), lambda _: self.refresh_all())

    def do_details(self) -> None:
        """The head of the case."""
        from assistant.tui.screens.details import Details

        self.app.push_screen(Details(), lambda _: self.refresh_all())

    def do_cases(self) -> None:
        """Back to the list of cases; what cannot be saved holds it back."""
        if self.session.is_saved or self.session.save():
            self.house.close_case()
        else:
            self.refresh_all()
