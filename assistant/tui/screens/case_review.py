"""The case review: both published readings side by side, the concerns, and what inspector and RIM state."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.problems import Refused
from assistant.reasoning import concerns
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.confirming import Confirming
from assistant.tui.situation import Situation
from assistant.tui.text import BLANK, Row, Rows, plain, plain_line, row
from assistant.tui.widgets import decided, panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.case_review import SPEAKERS, readings, statement, told_state
from assistant.work.interview import danger
from assistant.work.sealing import reasons_problem

_CHOICE, _REASONS, _OPTIONS = "case review", "case review reasons", "case review options"
"""The places of the drafts."""
_LONGEST = 300
_WAYS = tuple((by, is_held) for by in SPEAKERS for is_held in (True, False))


class CaseReview(Acting[str | None]):
    """Takes what one of the two states; closes with what was stated."""

    CONTEXT = "case_review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("case_review")]

    def compose(self) -> ComposeResult:
        """The readings and the statements over the form."""
        drafts = self.session.drafts
        names = [_name(number) for number in range(len(_WAYS))]
        self.chosen = names.index(drafts.get(_CHOICE)) if drafts.get(_CHOICE) in names else None
        found = readings(self.session.judging, self.session.judged)
        yield Static("", id="top", markup=False)
        yield DangerBar()
        with VerticalScroll(id="reviewing"):
            yield Static("", id="follows", markup=False)
            with Horizontal(id="readings"):
                for number in range(len(found.each)):
                    yield Static("", id=f"reading-{number}", classes="reading", markup=False)
            yield Static("", id="told", markup=False)
        yield OptionList(
            *(Option(self._prompt(number), id=name) for number, name in enumerate(names)),
            id="choice",
            markup=False,
        )
        with Horizontal(id="written"):
            for place, name, title in (
                (_REASONS, "reasons", "Reasons: how serious, what impact (tab)"),
                (_OPTIONS, "options", "Options weighed (tab)"),
            ):
                field = TextArea(
                    drafts.get(place), id=name, tab_behavior="focus", highlight_cursor_line=False
                )
                field.border_title = title
                yield field
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The statements take the keys."""
        rows = self.query_one("#choice", OptionList)
        rows.highlighted = self.chosen or 0
        rows.focus()
        self.draw()

    def situation(self) -> Situation:
        """What is true here."""
        is_danger = danger(self.session.case, self.session.pack) is not None
        return Situation(self.CONTEXT, is_danger=is_danger)

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
        self.query_one("#follows", Static).update(Rows([decided.follows(session, found)]))
        for number, one in enumerate(found.each):
            self.query_one(f"#reading-{number}", Static).update(Rows(decided.reading(one)))
        self.query_one("#told", Static).update(Rows(self._told()))
        self.show_keys()

    def _told(self) -> list[Row]:
        session = self.session
        bears = concerns(session.judged)
        rows = [row(("Concerns that bear on it", "bold $accent"), (f"  {len(bears)}", "$quiet"))]
        rows += [row(plain(told), lead=Content.styled("! ", "bold $tone-bad"), indent=2) for told in bears]
        rows += [] if bears else [row(("None is found so far.", "$quiet"))]
        rows += [
            BLANK,
            row(("What was stated", "bold $accent"), ("  each for themselves, never computed", "$quiet")),
        ]
        return [*rows, *decided.statements(session)]

    def _prompt(self, number: int) -> Content:
        mark = ("● ", "bold $accent") if number == self.chosen else ("○ ", "$quiet")
        return Content.assemble((f" {number + 1} ", "bold $accent"), mark, plain(_name(number)))

    # Stating

    def do_state(self, number: int) -> None:
        """Choose by number."""
        if self.query_one("#choice", OptionList).has_focus:
            self.choose(number - 1)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self.choose(message.option_index)

    def choose(self, number: int) -> None:
        """Choose who states it and whether it is held, and go on to the reasons."""
        rows = self.query_one("#choice", OptionList)
        self.chosen = number
        self.session.drafts.keep(_CHOICE, _name(number))
        for place in range(len(_WAYS)):
            rows.replace_option_prompt_at_index(place, self._prompt(place))
        rows.highlighted = number
        self.query_one("#reasons").focus()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Keep the draft."""
        place = _REASONS if message.text_area.id == "reasons" else _OPTIONS
        self.session.drafts.keep(place, message.text_area.text)

    def do_keep(self) -> None:
        """State it, after asking."""
        reasons = self.query_one("#reasons", TextArea).text
        if self.chosen is None:
            self.tell("choose who states it, and whether it is held", is_trouble=True)
        elif reasons_problem(reasons):
            self.tell("write the reasons first, in words (tab goes there)", is_trouble=True)
        else:
            asked = (
                f"State, as {_name(self.chosen)}, because: {' '.join(reasons.split())[:_LONGEST]}\n\n"
                "It can be stated anew; then this stays in the history."
            )
            self.app.push_screen(
                Confirming(asked, "state it", "not yet"), lambda yes: self._state(reasons) if yes else None
            )

    def _state(self, reasons: str) -> None:
        if self.chosen is None:
            return
        by, is_held = _WAYS[self.chosen]
        options = self.query_one("#options", TextArea).text
        try:
            self.session.kept.record(statement(by, is_held=is_held, reasons=reasons, options=options))
        except Refused as refused:
            problem = refused.problems[0]
            self.tell(f"NOT SAVED: {problem.what}: {problem.right}", is_trouble=True)
            return
        for place in (_CHOICE, _REASONS, _OPTIONS):
            self.session.drafts.forget(place)
        self.dismiss(f"stated: {_name(self.chosen)}")

    def acted(self, is_done: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
        """What was done is told, and the case says it."""
        super().acted(is_done)
        self.draw()

    def do_back(self) -> None:
        """Back; what is chosen and written so far is kept as a draft."""
        self.dismiss(None)


def _name(number: int) -> str:
    """`the RIM: a case review is held`."""
    by, is_held = _WAYS[number]
    return f"the {SPEAKERS[by]}: {'a case review is held' if is_held else 'no case review is held'}"
