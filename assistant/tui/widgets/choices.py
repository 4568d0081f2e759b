"""One widget for all the answers of a question: number keys, arrows, Enter and the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.tui.text import Row, Rows, plain, row

Lines = Literal["every", "cursor"]


class Choice(NamedTuple):
    """One thing that can be chosen: its key, its label, the line under it and whether it is chosen."""

    id: str
    key: str
    label: str
    line: str = ""
    is_chosen: bool = False


class Choices(OptionList):
    """The answers, each with its line. The one chosen bears a sign, never a colour alone."""

    def __init__(self) -> None:
        super().__init__(id="choices", markup=False)
        self.choices: tuple[Choice, ...] = ()
        self.lines: Lines = "every"

    def show(self, choices: Sequence[Choice], lines: Lines, *, keep_cursor: bool) -> None:
        """Show these; the cursor stays where it is, or goes to the one chosen."""
        cursor = self.highlighted if keep_cursor else None
        self.choices, self.lines = tuple(choices), lines
        self.clear_options()
        if cursor is None or cursor >= len(choices):
            chosen = (number for number, choice in enumerate(choices) if choice.is_chosen)
            cursor = next(chosen, 0)
        self.add_options(
            Option(self._prompt(choice, at_cursor=number == cursor), id=choice.id)
            for number, choice in enumerate(choices)
        )
        self.highlighted = cursor if choices else None

    def go_to_chosen(self) -> None:
        """Put the cursor on the answer that is chosen."""
        chosen = (number for number, choice in enumerate(self.choices) if choice.is_chosen)
        self.highlighted = next(chosen, self.highlighted)

    def _prompt(self, choice: Choice, *, at_cursor: bool) -> Rows:
        mark = "●" if choice.is_chosen else "○"
        if choice.is_chosen:
            lead = Content.styled(f"{choice.key:>2} {mark} ", "bold $accent")
        else:
            lead = Content.assemble((f"{choice.key:>2} ", "$accent"), (f"{mark} ", "$quiet"))
        rows: list[Row] = [row(plain(choice.label, "bold" if choice.is_chosen else ""), lead=lead, indent=5)]
        if choice.line and (self.lines == "every" or at_cursor or choice.is_chosen):
            rows.append(row(plain(choice.line, "$quiet" if not at_cursor else ""), indent=5))
        return Rows(rows)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Show the line under the cursor where only that one is shown."""
        before = getattr(self, "_before", None)
        self._before = highlighted
        for number in {before, highlighted} - {None}:
            if number is not None and number < min(len(self.choices), self.option_count):
                self.replace_option_prompt_at_index(
                    number, self._prompt(self.choices[number], at_cursor=number == highlighted)
                )
        super().watch_highlighted(highlighted)

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002  # Textual's own
        """Bring the answer under the cursor into view, in the card that scrolls."""
        super().scroll_to_highlight(top)
        card = self.parent
        if self.highlighted is None or not isinstance(card, VerticalScroll):
            return
        top_line = self._index_to_line.get(self.highlighted)
        height = self._heights.get(self.highlighted, 1)
        if top_line is not None:
            where = self.virtual_region.y + top_line
            if self.highlighted == 0:
                # With the question above it, from its beginning where there is no room for all.
                height, where = min(height + where, card.size.height), 0
            card.scroll_to_region(Region(0, where, 1, height), animate=False, force=True)


class ChoicesBelow(Choices):
    """Answers that stay in view below a card. Few lines need no pages: page up and page down turn those of the card."""

    def action_page_down(self) -> None:
        """On in the card."""
        self.screen.query_one("#card", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Back in the card."""
        self.screen.query_one("#card", VerticalScroll).scroll_page_up(animate=False)
