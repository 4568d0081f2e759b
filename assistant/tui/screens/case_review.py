"""The case review: both published readings side by side, the concerns, and what inspector and RIM state."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.problems import Refused
from assistant.reasoning import concerns
from assistant.tui.keys import bindings
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.deciding import LONGEST, WRITE_REASONS, Deciding
from assistant.tui.text import BLANK, Row, Rows, plain, plain_line, row
from assistant.tui.widgets import decided, panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.over_text import OverText, ReadOverText
from assistant.tui.widgets.written import Written
from assistant.work.case_review import (
    SPEAKERS,
    SPELT,
    Speaker,
    holder,
    readings,
    stated_by,
    statement,
    told_both,
    told_state,
)
from assistant.work.deciding import recorded_by
from assistant.work.naming import caution, typed
from assistant.work.review.record import would_lapse
from assistant.work.sealing import reasons_problem

_CHOICE, _REASONS, _OPTIONS = "case review", "case review reasons", "case review options"
"""The places of the drafts."""
_WAYS = tuple((by, is_held) for by in SPEAKERS for is_held in (True, False))
_IDS = tuple(f"{by}-{'held' if is_held else 'not-held'}" for by, is_held in _WAYS)


class CaseReview(Deciding):
    """Takes what each of the two states, one after the other; closes with what was stated last, if anything was."""

    CONTEXT = "case_review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("case_review")]

    _stated: str | None = None
    """What was stated last here."""

    def compose(self) -> ComposeResult:
        """The readings and the statements over the form."""
        drafts = self.session.drafts
        self.chosen = _IDS.index(drafts.get(_CHOICE)) if drafts.get(_CHOICE) in _IDS else None
        found = readings(self.session.judging, self.session.judged)
        yield Static("", id="top", markup=False)
        yield DangerBar()
        with ReadOverText(id="reviewing"):
            yield Static("", id="follows", markup=False)
            with Horizontal(id="readings"):
                for number in range(len(found.each)):
                    yield Static("", id=f"reading-{number}", classes="reading", markup=False)
            yield Static("", id="told", markup=False)
        yield OverText(
            *(Option(self.prompt(number), id=name) for number, name in enumerate(_IDS)),
            id="choice",
            markup=False,
        )
        with Horizontal(id="written"):
            for place, name, title in (
                (_REASONS, "reasons", "Reasons: how serious, what impact"),
                (_OPTIONS, "options", "Options weighed"),
            ):
                yield Written(drafts.get(place), title=title, id=name)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The statements take the keys, also where a draft is here."""
        self.query_one("#choice", OptionList).highlighted = self.chosen or 0
        self.query_one("#choice").focus()
        self.draw()
        self.tell_of_draft(is_chosen=self.chosen is not None)

    def draw(self) -> None:
        """Everything as the case is now."""
        session = self.session
        found = readings(session.judging, session.judged)
        name = plain_line(session.case.id, "bold")
        title = Content.assemble(
            (" Case review  ", "bold $accent"),
            name,
            (f"  {panel.mode(session)}  ", "$quiet"),
            told_state(session.kept.standing),
        )
        self.query_one("#top", Static).update(title)
        is_stated = bool(session.kept.standing.case_review)
        first = [*self._statements(), BLANK] if is_stated else []
        self.query_one("#follows", Static).update(Rows([*first, decided.follows(session, found)]))
        for number, one in enumerate(found.each):
            self.query_one(f"#reading-{number}", Static).update(Rows(decided.reading(one)))
        last = [] if is_stated else [BLANK, *self._statements()]
        self.query_one("#told", Static).update(Rows([*self._concerns(), *last]))
        self.show_keys()

    def _concerns(self) -> list[Row]:
        bears = concerns(self.session.judged)
        rows = [row(("Concerns that bear on it", "bold $accent"), (f"  {len(bears)}", "$quiet"))]
        rows += [row(plain(told), lead=Content.styled("! ", "bold $tone-bad"), indent=2) for told in bears]
        return rows if bears else [*rows, row(("None is found so far.", "$quiet"))]

    def _statements(self) -> list[Row]:
        """What was stated: above all else once anything was, since that is what is looked for then."""
        title = row(("What was stated", "bold $accent"), ("  each for themselves, never computed", "$quiet"))
        return [title, *decided.statements(self.session), *decided.differing(self.session)]

    def prompt(self, number: int) -> Content:
        """A line of the list: its number, whether it is chosen, and what it says."""
        by, is_held = _WAYS[number]
        stated = stated_by(self.session.kept.standing, by)
        is_stated = stated is not None and stated.told.is_held == is_held
        mark = ("● ", "bold $accent") if number == self.chosen or is_stated else ("○ ", "$quiet")
        told = "  stated" if is_stated else ""
        return Content.assemble(self.lead(number), mark, plain(self.name_of(number)), (told, "bold"))

    def name_of(self, number: int) -> str:
        """`the inspector (jb): a case review is held`: by the office, and by who holds it where that is known."""
        by, is_held = _WAYS[number]
        held_by = holder(self.session.case, by)
        who = f"the {SPELT[by]}" + (f" ({held_by})" if held_by else "")
        return f"{who}: {'a case review is held' if is_held else 'no case review is held'}"

    # Stating

    def do_state(self, number: int) -> None:
        """Choose by number."""
        if self.query_one("#choice", OptionList).has_focus:
            self.choose(number - 1)

    def choose(self, number: int) -> None:
        """Choose who states it and whether it is held, and go on to the reasons."""
        self.chosen = number
        self.session.drafts.keep(_CHOICE, _IDS[number])
        self.mark_chosen(number)
        self.go_on()
        self.tell(f"chosen: {self.name_of(number)}")
        self.tell_what_is_left()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Keep the draft."""
        place = _REASONS if message.text_area.id == "reasons" else _OPTIONS
        self.session.drafts.keep(place, message.text_area.text)
        self.tell_what_is_left()

    def left(self) -> str:
        """A statement, or reasons."""
        if self.chosen is None:
            return "choose who states it, and whether it is held"
        return WRITE_REASONS if reasons_problem(self.query_one("#reasons", TextArea).text) else ""

    def do_keep(self) -> None:
        """State it, after asking."""
        reasons = self.query_one("#reasons", TextArea).text
        if not self.is_missing() and self.chosen is not None:
            options = " ".join(self.query_one("#options", TextArea).text.split())[:LONGEST]
            lapses = would_lapse(self.session.kept.standing)
            named = caution(self.session.pack, [reasons, self.query_one("#options", TextArea).text])
            asked = (
                f"State, as {self.name_of(self.chosen)}, because: {' '.join(reasons.split())[:LONGEST]}\n"
                + (f"Options weighed: {options}\n" if options else "")
                + (f"\n{named}" if named else "")
                + (f"\n{lapses}" if lapses else "")
                + f"\nIt is {recorded_by(self.session.kept.ledger.actor)}. It can be stated anew; then this stays in the history."
            )
            self.app.push_screen(
                Confirming(asked, "state it", "not yet"), lambda yes: self._state(reasons) if yes else None
            )

    def _state(self, reasons: str) -> None:
        if self.chosen is None:
            return
        by, is_held = _WAYS[self.chosen]
        options = self.query_one("#options", TextArea).text
        before = self.session.kept.standing
        told = statement(by, is_held=is_held, reasons=reasons, options=options)
        try:
            self.session.kept.record(told)
        except Refused as refused:
            problem = refused.problems[0]
            self.tell(f"NOT SAVED: {problem.in_a_line}", is_trouble=True)
            return
        asks = caution(self.session.pack, typed([told], before.case))
        said = f"stated; {asks}" if asks else f"stated: {self.name_of(self.chosen)}"
        self.session.say_done(said, before)
        self._stated = self.session.said
        self._begin_anew()
        then = self._then(by)
        is_more = bool(asks) or self.session.is_long
        self.tell_done(f"{self._stated if is_more else 'stated'}; {then}", is_whole=is_more)

    def _begin_anew(self) -> None:
        """Stay for the other's view, or another of one's own, with nothing chosen or written."""
        self.chosen = None
        for name in ("reasons", "options"):
            self.query_one(f"#{name}", TextArea).text = ""
        for place in (_CHOICE, _REASONS, _OPTIONS):
            self.session.drafts.forget(place)
        self.draw()
        choice = self.query_one("#choice", OptionList)
        self.mark_chosen(choice.highlighted or 0)
        choice.focus()
        self.query_one("#reviewing").scroll_home(animate=False)

    def _then(self, by: Speaker) -> str:
        """Whose view is next, and the way out."""
        standing = self.session.kept.standing
        other = next(one for one in SPEAKERS if one != by)
        if stated_by(standing, other) is None:
            return f"next the {SPEAKERS[other]}'s own view; esc leaves"
        return "the two differ; esc leaves" if told_both(standing) else "both have stated theirs; esc leaves"

    def do_back(self) -> None:
        """Back with what was stated, if anything was; what is chosen and written so far is kept as a draft."""
        self.dismiss(self._stated)
