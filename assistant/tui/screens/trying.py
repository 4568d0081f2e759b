"""Other answers tried: what would be proposed then, beside what is recorded. Nothing of it is saved.

INVARIANT: nothing here reaches the case or its drafts, and the ledger is told only that it was begun and
ended, and how many answers were tried (tests/tui/test_trying.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import At
from assistant.pack import Question
from assistant.store.kinds import TryingBegun, TryingEnded
from assistant.tui.copying import Copy, question_text
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.finding import Finding, Found
from assistant.tui.screens.going import PLACE
from assistant.tui.screens.paragraph import Paragraphs
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain_line
from assistant.tui.widgets import card, decided, panel, tried
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine, TryingBar
from assistant.tui.widgets.choices import Choices, Lines
from assistant.work import trying as work
from assistant.work.interview import Place, neighbour, places
from assistant.work.seeking import Index, nearest

_TALL = 32
_BOTH_FROM = 116
"""From this width on both sides have room beside the question, a line each."""


class Trying(Acting[str]):
    """A question with its answers, and beside it what would come of another; closes with what was tried, in words."""

    CONTEXT = "trying"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("trying")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BOTH_FROM, "-wide")]

    def __init__(self, at: At | None) -> None:
        """Begin at a question, or at one whose answer carries the proposal, or where the interview was left."""
        super().__init__()
        self.begun_at = at
        self.lines: Lines | None = None
        self.ever: set[At] = set()
        """Every question that was answered otherwise, though it be taken back."""
        self._is_logged = False
        self._drawn_for = Size()

    def compose(self) -> ComposeResult:
        """The question over what was tried, and beside them what comes of it."""
        yield TryingBar()
        yield Static("", id="top", markup=False)
        yield Static("", id="headline", markup=False)
        yield DangerBar()
        with Horizontal(id="trial"):
            with Vertical(id="asking"):
                with VerticalScroll(id="card", can_focus=False):
                    yield Static("", id="head", markup=False)
                    yield Choices()
                    yield Static("", id="foot", markup=False)
                yield Static("", id="tried-title", markup=False)
                yield OptionList(id="tried", markup=False)
            with VerticalScroll(id="compared"):
                yield Static("", id="told", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """That it is begun is written down; then the question takes the keys."""
        session = self.session
        session.look()
        self.house.look()
        session.said = ""
        session.log_trying(TryingBegun())
        self.trial = work.begin(session.judged)
        self.at = self._first()
        self.draw(keep_cursor=False)
        self.query_one(Choices).focus()
        self.tell(session.said or "choose another answer; / finds any question")

    def _first(self) -> At:
        """The question to begin with."""
        session = self.session
        moving = session.ahead.sensitivity.moving if session.ahead else ()
        known = self._questions()
        left = [one for one in known if str(one) == session.drafts.get(PLACE)]
        wanted = self.begun_at or next((one.at for one in moving), None) or next(iter(left), None)
        return wanted if wanted in known else known[0]

    def _questions(self) -> list[At]:
        """Every question that is asked of the case as it is tried."""
        found = places(self.trial.tried.case, self.session.pack)
        return [one for one in found if isinstance(one, At)]

    @property
    def question(self) -> Question:
        """The question in front."""
        return self.session.pack.questions[self.at.key.record][self.at.question]

    def situation(self) -> Situation:
        """What is true of the question in front, or of the line under the cursor."""
        if not self.is_mounted:
            return Situation(self.CONTEXT)
        return Situation(
            self.CONTEXT,
            is_question=True,
            is_fact=self.question.kind == "fact",
            may_not_apply=self.question.not_applicable is not None,
            is_tried=self._under() in self.trial.answers,
            has_tried=bool(self.trial.answers),
        )

    def _under(self) -> At | None:
        """What is meant by taking back: the line under the cursor where the list has the keys, or the question."""
        changes = self.query_one("#tried", OptionList)
        if changes.has_focus and changes.highlighted is not None:
            return list(self.trial.answers)[changes.highlighted]
        return self.at

    # Showing

    def draw(self, *, keep_cursor: bool = True) -> None:
        """Everything as it is recorded and as it is tried by now."""
        session, trial = self.session, self.trial
        self._drawn_for = self.size
        case, pack = trial.tried.case, session.pack
        name = plain_line(session.case.id, "bold")
        title = (" Trying other answers  ", "bold $accent")
        top = Content.assemble(title, name, (f"  {panel.mode(session)}", "$quiet"))
        self.query_one("#top", Static).update(top)
        self.query_one("#headline", Static).update(Content.assemble(" ", tried.headline(trial)))
        self.query_one("#head", Static).update(Rows(card.head(case, pack, self.at)))
        lines: Lines = self.lines or ("every" if self.size.height >= _TALL else "cursor")
        self.query_one(Choices).show(tried.choices(trial, self.at), lines, keep_cursor=keep_cursor)
        self.query_one("#foot", Static).update(Rows(tried.foot(trial, self.at)))
        self._show_tried()
        self.query_one("#told", Static).update(Rows(tried.rows(session.judging, trial)))
        self.show_keys()

    def _show_tried(self) -> None:
        """The list of what was tried; nothing stands there while nothing is."""
        changes = self.query_one("#tried", OptionList)
        cursor = changes.highlighted
        changes.clear_options()
        session = self.session
        changes.add_options(Option(Rows(decided.change(session, one))) for one in self.trial.changes)
        count = changes.option_count
        changes.highlighted = min(cursor or 0, count - 1) if count else None
        changes.display = bool(count)
        title = f"Answered otherwise: {count}" if count else "Nothing is answered otherwise yet"
        keys = ("   del takes one back, a all", "$quiet") if count else ""
        self.query_one("#tried-title", Static).update(Content.assemble((title, "bold $accent"), keys))
        if not count and changes.has_focus:
            self.query_one(Choices).focus()

    def show_news(self) -> None:
        """The case as recorded, or as tried, was confirmed meanwhile, or somebody changed it."""
        if not self.is_mounted:
            return
        confirmed, before = self.house.tried, self.trial
        if confirmed is not None and confirmed.case is before.tried.case and not before.tried.is_confirmed:
            self.trial = replace(before, tried=confirmed)
        self._follow()
        if self.trial is not before:
            self.draw()
        else:
            self.show_keys()

    def _follow(self) -> None:
        """Take the case as it is recorded by now."""
        session = self.session
        if session.judged is not self.trial.recorded:
            is_other = session.case is not self.trial.recorded.case
            self._set(work.on(session.judging, self.trial, session.judged))
            if is_other:
                self.at = self._nearest(self.at)

    def on_screen_resume(self) -> None:
        """Back from another screen: what is recorded may be another."""
        self.show_news()

    def on_resize(self, _: events.Resize) -> None:
        """The lines under the answers are shown by the room there is."""
        if self.size != self._drawn_for:
            self.draw()

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another line may be taken back."""
        self.show_keys()

    def on_descendant_focus(self) -> None:
        """The question, the list and what stands side by side take other keys."""
        self.set_class(self.query_one("#compared").has_focus, "-beside")
        self.show_keys()

    # Trying

    def _set(self, trial: work.Trial) -> None:
        """Take another trial, and have it confirmed beside the screen."""
        is_new = trial.tried.case is not self.trial.tried.case
        self.trial = trial
        self.ever.update(trial.answers)
        if is_new and trial.answers:
            self.house.confirm_tried(trial.tried)

    def choose(self, value: str) -> None:
        """Try an answer; once it is tried, or is recorded and nothing else is tried, go on.

        Where both sides hide the question, the question is shown first.
        """
        if self.has_class("-narrow") and self.has_class("-beside"):
            self.query_one(Choices).focus()
            self.remove_class("-beside")
            return
        if self.question.kind == "fact":
            self.tell(tried.NO_FACT)
            return
        session, answer = self.session, work.as_tried(value)
        if work.is_said(self.trial.tried.case.answer(self.at), answer):
            self.do_next()
            return
        self._set(work.with_answer(session.judging, self.trial, self.at, answer))
        self._tell_trial()

    def _tell_trial(self) -> None:
        self.at = self._nearest(self.at)
        self.draw()
        self.query_one(Choices).go_to_chosen()
        count = len(self.trial.answers)
        self.tell(f"{count or 'no'} answer{'' if count == 1 else 's'} otherwise; nothing is saved")

    def _nearest(self, place: Place) -> At:
        found = nearest(self.trial.tried.case, self.session.pack, place)
        return found if isinstance(found, At) else self._questions()[0]

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse: an answer, or the question of a line of what was tried."""
        if isinstance(message.option_list, Choices):
            self.choose(message.option_id or "")
        else:
            self.go(list(self.trial.answers)[message.option_index])

    def do_choose(self) -> None:
        """The answer under the cursor."""
        self.query_one(Choices).action_select()

    def do_answer(self, number: int) -> None:
        """The answer with a number; where something else has the keys, the question first."""
        if not self.query_one(Choices).has_focus:
            self.query_one(Choices).focus()
            self.tell("a number answers the question: now it has the keys")
        elif number <= len(self.question.answers):
            self.choose(self.question.answers[number - 1].id)

    def do_try_uncertain(self) -> None:
        """Not settled."""
        self.choose("uncertain")

    def do_try_absent(self) -> None:
        """Not applicable."""
        self.choose("not_applicable")

    def do_take_back(self) -> None:
        """One answer as it is recorded."""
        at = self._under()
        if at is not None:
            self._set(work.without(self.session.judging, self.trial, at))
            self._tell_trial()

    def do_take_all_back(self) -> None:
        """All answers as they are recorded."""
        self._set(work.begin(self.trial.recorded))
        self._tell_trial()

    def to_copy(self) -> Copy | None:
        """The question as it is tried, where the card has the focus; that it is tried only is copied too."""
        found = super().to_copy()
        if found is None:
            return found
        text, what = found.text, found.what
        if self.query_one(Choices).has_focus:
            text, what = question_text(self.trial.tried.case, self.session.pack, self.at), "the question"
        is_tried = self._under() in self.trial.answers or self.query_one("#compared").has_focus
        return found._replace(what=what, text=f"{text}\n(tried only, not recorded)" if is_tried else text)

    # Going

    def go(self, at: At) -> None:
        """Another question."""
        self.at = self._nearest(at)
        self.draw(keep_cursor=False)
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)
        self.query_one(Choices).focus()

    def do_next(self) -> None:
        """The next question."""
        self._walk(1)

    def do_previous(self) -> None:
        """The question before."""
        self._walk(-1)

    def _walk(self, by: int) -> None:
        """The next or the last question before; no section is closed or opened here."""
        case, pack = self.trial.tried.case, self.session.pack
        place: Place | None = self.at
        while place is not None:
            place = neighbour(case, pack, place, 1 if by > 0 else -1)
            if isinstance(place, At):
                self.go(place)
                return
        self.tell("nothing further here")

    def do_lines(self) -> None:
        """The line under every answer, or under the cursor only."""
        self.lines = "cursor" if self.query_one(Choices).lines == "every" else "every"
        self.draw()

    def do_find(self) -> None:
        """An answer here or another question, by part of its words."""

        def found(one: Found | None) -> None:
            if one is not None and isinstance(one.place, At):
                self.go(one.place)
            elif one is not None and one.place is None:
                self.choose(one.answer)

        index = Index.of(self.trial.tried.case, self.session.pack).questions
        self.app.push_screen(Finding(self.query_one(Choices).choices, index), found)

    def do_paragraph(self) -> None:
        """What the paragraphs say that ask for this question."""
        self.app.push_screen(Paragraphs(self.at))

    def do_other_side(self) -> None:
        """From the question to what was tried, to what stands side by side."""
        ring = [self.query_one(Choices), self.query_one("#tried"), self.query_one("#compared")]
        ring = [one for one in ring if one.display or one.id == "compared"]
        now = next((number for number, one in enumerate(ring) if one.has_focus), -1)
        there = ring[(now + 1) % len(ring)]
        self.set_class(there.id == "compared", "-beside")
        self.call_after_refresh(there.focus)

    def do_end_trying(self) -> None:
        """Leave; what was tried is gone."""
        self._log_end()
        count = len(self.ever)
        tried_ = f"{count} answer{'' if count == 1 else 's'} tried" if count else "nothing tried"
        self.dismiss(f"{tried_}, nothing saved; the case is as it was")

    def on_unmount(self) -> None:
        """The app is left from here: that trying ended is written down all the same."""
        self._log_end()

    def _log_end(self) -> None:
        if not self._is_logged and self.house.session is not None:
            self._is_logged = True
            self.house.trying += 1  # what is still being confirmed is no longer wanted
            self.session.log_trying(TryingEnded(len(self.ever)))
