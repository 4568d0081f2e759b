"""The inspector's own view of each area and of the judgement, sealed before the proposal is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.case import Sealed
from assistant.document import printable
from assistant.pack import Outcome
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.deciding import LONGEST, WRITE_REASONS
from assistant.tui.situation import Situation
from assistant.tui.text import Row, Rows, plain, plain_line, row
from assistant.tui.widgets import panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.over_text import HERE, NOT_HERE, OverText
from assistant.tui.widgets.written import Written
from assistant.work.ending import amiss, amiss_line
from assistant.work.interview import danger
from assistant.work.naming import caution
from assistant.work.sealing import DRAFT, JUDGEMENT, asked_for, outcomes, reasons_problem, seal

_TALL = 32
_OUTCOME = 30
"""The width that an outcome needs beside its label."""


class View(OverText):
    """The rows. From the last one there is no way on to the first, whose answer a number would replace."""

    def action_cursor_down(self) -> None:
        """To the row below, if there is one."""
        if self.highlighted != self.option_count - 1:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """To the row above, if there is one."""
        if self.highlighted != 0:
            super().action_cursor_up()


class Sealing(Acting[None]):
    """A row for each area and one for the judgement; number keys set the row under the cursor."""

    CONTEXT = "sealing"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sealing")]
    _is_told = False
    """Whether it stands below what is in the way of sealing."""

    def compose(self) -> ComposeResult:
        """The rows over the reasons."""
        self.places = list(asked_for(self.session.pack))
        drafts = self.session.drafts
        self.view = {name: said for name in self.places if (said := drafts.get(f"{DRAFT} {name}"))}
        yield Static(Content.styled(" Your own view, before the proposal is shown", "bold $accent"), id="top")
        yield DangerBar()
        with VerticalScroll(id="sealing", can_focus=False):
            told = "State what you make of each area and of the whole, with your reasons: once, and kept beside whatever you decide later. A number sets a line and goes on."
            yield Static(plain(told, "$quiet"), id="about")
            yield View(
                *(Option(self._prompt(name), id=name) for name in self.places), id="view", markup=False
            )
            yield Static("", id="scale", markup=False)
            yield Written(drafts.get(f"{DRAFT} reasons"), title="Reasons, for all of it", id="reasons")
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The first row that is not stated."""
        rows = self.query_one("#view", OptionList)
        missing = self.missing()
        rows.highlighted = self.places.index(missing[0]) if missing else 0
        rows.focus()
        self.show_keys()

    def on_resize(self) -> None:
        """What each outcome means is told where there is room for it, and the reasons keep theirs."""
        self.set_class(self.is_short, "-short")
        self._draw_rows()
        self._show_scale()
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def missing(self) -> list[str]:
        """What is not stated yet."""
        return [name for name in self.places if name not in self.view]

    def situation(self) -> Situation:
        """What is true here."""
        return Situation(
            self.CONTEXT,
            is_covered=True,
            is_danger=danger(self.session.case, self.session.pack) is not None,
            in_card=not self.is_mounted or self.query_one("#view").has_focus,
            choices=len(self.outcomes(self.here)) if self.is_mounted else 0,
        )

    @property
    def here(self) -> str:
        """The row under the cursor."""
        number = self.query_one("#view", OptionList).highlighted
        return JUDGEMENT if number is None else self.places[number]

    def on_descendant_focus(self) -> None:
        """A number sets a line, and is a number in the reasons."""
        self._draw_rows()
        self.show_keys()

    def _draw_rows(self) -> None:
        """Every row, with a mark at the one that takes a number: its colour alone does not tell everybody."""
        rows = self.query_one("#view", OptionList)
        here = self.here if rows.has_focus else ""
        for number, name in enumerate(self.places):
            rows.replace_option_prompt_at_index(number, self._prompt(name, is_here=name == here))

    @property
    def is_short(self) -> bool:
        """Whether there is no room for what each outcome means."""
        return self.app.size.height < _TALL

    def outcomes(self, name: str) -> list[Outcome]:
        """What a row can be set to."""
        return outcomes(self.session.pack, name)

    def _prompt(self, name: str, *, is_here: bool = False) -> Rows:
        pack = self.session.pack
        label = pack.areas[name].label if name in pack.areas else "The judgement"
        chosen = next((one for one in self.outcomes(name) if one.id == self.view.get(name)), None)
        said = panel.outcome(chosen) if chosen else Content.styled("○ not stated", "$quiet")
        style = "bold" if name == JUDGEMENT else ""
        indent = min(60, self.app.size.width - _OUTCOME)
        lead = Content.assemble((HERE if is_here else NOT_HERE, "bold $accent"), plain_line(label, style))
        return Rows([Row(said, lead.truncate(indent - 2, ellipsis=True), indent)])

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Show what the row can be set to."""
        self._draw_rows()
        self._show_scale()
        self.show_keys()

    def _show_scale(self) -> None:
        """What the row can be set to; in short the scale on one line, and what only its own words explain whole."""
        numbered = list(enumerate(self.outcomes(self.here), 1))
        on_scale = [(number, one) for number, one in numbered if self.is_short and one.scale is not None]
        line = [
            Content.assemble(
                (f" {number} {one.sign} ", "bold $accent"), (one.short, f"bold $tone-{one.tone}"), "  "
            )
            for number, one in on_scale
        ]
        rows = [row(Content.assemble(*line))] if line else []
        rows += [
            row(
                (one.label, f"bold $tone-{one.tone}"),
                (f"  {one.says}", "$quiet"),
                lead=Content.styled(f" {number} {one.sign} ", "bold $accent"),
                indent=6,
            )
            for number, one in numbered
            if (number, one) not in on_scale
        ]
        self.query_one("#scale", Static).update(Rows(rows))

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter goes on with the row as it is: to the next, and after the last to the reasons."""
        rows = self.query_one("#view", OptionList)
        if rows.highlighted is None or rows.highlighted == len(self.places) - 1:
            self.query_one("#reasons").focus()
        else:
            rows.highlighted += 1

    def do_set(self, number: int) -> None:
        """Set the row under the cursor and go to the next that is not stated; once all is, to the reasons."""
        rows = self.query_one("#view", OptionList)
        if rows.highlighted is None or not rows.has_focus:
            return
        name = self.places[rows.highlighted]
        known = self.outcomes(name)
        if number > len(known):
            return
        was_stated = name in self.view
        self.view[name] = known[number - 1].id
        self.session.drafts.keep(f"{DRAFT} {name}", self.view[name])
        rows.replace_option_prompt_at_index(rows.highlighted, self._prompt(name, is_here=True))
        missing = [self.places.index(one) for one in self.missing()]
        if missing:
            rows.highlighted = next((one for one in missing if one > rows.highlighted), missing[0])
        elif not was_stated:
            self.query_one("#reasons").focus()
        self._tell_what_is_left()

    def _tell_what_is_left(self) -> None:
        """What was in the way when the view was to be sealed is told until it is there."""
        if self._is_told:
            self.tell(self._left(), is_trouble=bool(self._left()))

    def _left(self) -> str:
        """What is still to be done before the view can be sealed; nothing where nothing is."""
        areas = self.session.pack.areas
        labels = [areas[name].short if name in areas else "the judgement" for name in self.missing()]
        if labels:
            return f"not stated yet: {', '.join(labels)}"
        reasons = self.query_one("#reasons", TextArea).text
        return WRITE_REASONS if reasons_problem(reasons) else ""

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Keep the draft."""
        self.session.drafts.keep(f"{DRAFT} reasons", message.text_area.text)
        self._tell_what_is_left()

    def do_keep_seal(self) -> None:
        """Seal the view, after asking."""
        reasons = printable(self.query_one("#reasons", TextArea).text).strip()
        self._is_told = True
        self._tell_what_is_left()
        if self._left() == WRITE_REASONS:
            self.query_one("#reasons").focus()
        if not self._left():
            judgement = self.session.pack.judgements[self.view[JUDGEMENT]].label
            done, core, of = self.session.far
            left = core - done
            named = caution(self.session.pack, [reasons])
            wrong = amiss(self.session.pack, self.session.flags, self.session.covers)
            asked = (
                f"Seal “{judgement}”, because: {reasons[:LONGEST]}\n\n{self._told_areas()}\n"
                + (f"{named}\n" if named else "")
                + (f"{left} {of} are not answered yet. " if left else "")
                + (f"{told} " if (told := amiss_line(wrong, "w at the questions shows them")) else "")
                + "A view is stated once and cannot be taken back; then what the rules conclude is shown."
            )
            self.app.push_screen(
                Confirming(asked, "seal it", "not yet"), lambda yes: self._seal(reasons) if yes else None
            )

    def _told_areas(self) -> str:
        """The view of each area: the judgement may be another than they would lead one to think."""
        pack = self.session.pack
        told = (
            f"{area.short} {pack.evaluations[self.view[name]].short}" for name, area in pack.areas.items()
        )
        return f"Areas: {', '.join(told)}."

    def _seal(self, reasons: str) -> None:
        stated = seal(self.session.case, self.view, reasons, datetime.now(UTC))
        problems = self.session.do(Sealed(stated))
        if problems:
            self.tell(f"{problems[0].what}: {problems[0].right}", is_trouble=True)
            return
        for name in (*self.places, "reasons"):
            self.session.drafts.forget(f"{DRAFT} {name}")
        of_scenario = self.session.covers is not None
        then = "esc f10 d: the debrief" if of_scenario else "j to judge, e for why"
        self.session.said += f"; {then}"
        self.dismiss(None)

    def do_back(self) -> None:
        """Back; what is stated so far is kept as a draft."""
        self.dismiss(None)
