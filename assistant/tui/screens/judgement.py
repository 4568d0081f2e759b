"""The inspector's judgement, beside the sealed view, the proposal and what changed since the seal."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.case import JudgementRecorded
from assistant.tui.keys import bindings
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.deciding import LONGEST, WRITE_REASONS, Deciding
from assistant.tui.text import Rows, plain, plain_line, row
from assistant.tui.widgets import decided, live, panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.over_text import OverText, ReadOverText
from assistant.tui.widgets.written import Written
from assistant.work.case_review import is_awaited
from assistant.work.deciding import judgement_made, relation, told_beside
from assistant.work.naming import caution
from assistant.work.review.record import would_lapse, would_replace
from assistant.work.sealing import JUDGEMENT, outcomes, reasons_problem

_CHOICE, _REASONS = "judgement", "judgement reasons"
"""The places of the drafts."""
_REPORTED = plain("The report gives your reasons word for word.", "$quiet")
_SIGNS = {"unproposed": "·", "agreement": "=", "departure": "≠"}


class Judgement(Deciding):
    """Takes a judgement with its reasons; closes with what was recorded."""

    CONTEXT = "judgement"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("judgement")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """What is known beside what is decided."""
        drafts, pack = self.session.drafts, self.session.pack
        self.judgements = outcomes(pack, JUDGEMENT)
        self.chosen = next((one for one in self.judgements if one.id == drafts.get(_CHOICE)), None)
        self.drawn_of = self.session.judged.case
        yield Static("", id="top", markup=False)
        yield DangerBar()
        with Horizontal(id="deciding"):
            with ReadOverText(id="known"):
                yield Static("", id="told", markup=False)
            with Vertical(id="decision"):
                yield OverText(
                    *(Option(self.prompt(number), id=one.id) for number, one in enumerate(self.judgements)),
                    id="choice",
                    markup=False,
                )
                yield Static("", id="relation", markup=False)
                yield Written(drafts.get(_REASONS), title="Reasons", id="reasons")
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The judgements take the keys, also where a draft is here."""
        rows = self.query_one("#choice", OptionList)
        rows.highlighted = self.judgements.index(self.chosen) if self.chosen else 0
        self.query_one("#choice").focus()
        self.draw()
        self.tell_of_draft(is_chosen=self.chosen is not None)

    def draw(self) -> None:
        """Everything as the case is now."""
        session = self.session
        self.drawn_of = session.judged.case
        name = plain_line(session.case.id, "bold")
        title = Content.assemble(
            (" Judgement  ", "bold $accent"), name, (f"  {panel.mode(session)}", "$quiet")
        )
        self.query_one("#top", Static).update(title)
        rows = decided.beside(session, live.standing(session.judged), panel.baseline(session))
        self.query_one("#told", Static).update(Rows(rows))
        self.show_beside()
        self.show_keys()

    def prompt(self, number: int) -> Content:
        """A line of the list: its number, whether it is chosen, and what it says."""
        one = self.judgements[number]
        mark = ("● ", "bold $accent") if one is self.chosen else ("○ ", "$quiet")
        return Content.assemble(self.lead(number), mark, panel.outcome(one))

    def show_beside(self) -> None:
        """How what is chosen stands to the proposal and to the sealed view."""
        if self.chosen is None:
            told = plain(
                "Choose, then say why, agreeing or departing. Page down reads on.",
                "$quiet",
            )
            lead = Content("")
        else:
            judged = self.session.judged
            how = relation(judged, self.chosen.id)
            beside = told_beside(judged, self.chosen.id)
            told = plain(f"{beside[:1].upper()}{beside[1:]}. Say why.", "bold" if how == "departure" else "")
            lead = Content.styled(f"{_SIGNS[how]} ", "bold $warn" if how == "departure" else "bold $accent")
        self.query_one("#relation", Static).update(
            Rows([row(told, lead=lead, indent=2), row(_REPORTED, indent=2)])
        )

    # Deciding

    def do_judge(self, number: int) -> None:
        """Choose by number."""
        rows = self.query_one("#choice", OptionList)
        if rows.has_focus and number <= len(self.judgements):
            self.choose(number - 1)

    def choose(self, number: int) -> None:
        """Choose a judgement, and go on to the reasons."""
        self.chosen = self.judgements[number]
        self.session.drafts.keep(_CHOICE, self.chosen.id)
        self.mark_chosen(number)
        self.show_beside()
        self.tell(f"chosen: {self.chosen.label}")
        self.tell_what_is_left()
        self.go_on()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Keep the draft. What was told of something else before goes, where no judgement was asked for."""
        if not self._was_asked and message.text_area.has_focus:
            self.tell("")
        self.session.drafts.keep(_REASONS, message.text_area.text)
        self.tell_what_is_left()

    def left(self) -> str:
        """A judgement, or reasons."""
        if self.chosen is None:
            return "choose a judgement first"
        return WRITE_REASONS if reasons_problem(self.query_one("#reasons", TextArea).text) else ""

    def do_keep(self) -> None:
        """Record the judgement, after asking and saying what it is."""
        self.session.look()
        reasons = self.query_one("#reasons", TextArea).text
        if self.session.judged.case is not self.drawn_of:
            self.draw()
            self.tell("the case was changed meanwhile: look at it again first", is_trouble=True)
        elif not self.is_missing() and self.chosen is not None:
            beside = told_beside(self.session.judged, self.chosen.id)
            named = caution(self.session.pack, [reasons])
            standing = self.session.kept.standing
            said = filter(
                None, [named, would_replace(standing, self.session.kept.ledger.actor), would_lapse(standing)]
            )
            asked = (
                f"Judge “{self.chosen.label}”, {beside}, because: {' '.join(reasons.split())[:LONGEST]}\n\n"
                + "".join(f"{one}\n" for one in said)
                + "It can be judged anew; then this stays in the history."
            )
            self.app.push_screen(
                Confirming(asked, "record it", "not yet"), lambda yes: self._record(reasons) if yes else None
            )

    def _record(self, reasons: str) -> None:
        session = self.session
        if self.chosen is None:
            return
        ledger = session.kept.ledger
        made = judgement_made(session.judged, self.chosen.id, reasons, ledger.actor, ledger.now())
        problems = session.do(JudgementRecorded(made))
        if problems:
            self.tell(problems[0].in_a_line, is_trouble=True)
            return
        for place in (_CHOICE, _REASONS):
            session.drafts.forget(place)
        session.said += f"; {self._then()}"
        self.dismiss(session.said)

    def _then(self) -> str:
        """What comes next, with its key where the screens behind this one have it."""
        session = self.session
        if session.covers is not None:
            return "f10 for the debrief"
        is_awaited_now = is_awaited(session.judging, session.judged, session.kept.standing)
        return "consider a case review: v" if is_awaited_now else "the report: y"

    def decided(self, said: str | None) -> None:
        """The case review was stated meanwhile."""
        super().decided(said)
        self.draw()
