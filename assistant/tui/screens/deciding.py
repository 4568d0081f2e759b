"""What the judgement and the case review share: a choice by number with its reasons, under what is known."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.widgets.over_text import HERE, NOT_HERE
from assistant.work.interview import danger

LONGEST = 300
"""So much of the reasons is repeated where it is asked whether they are to be kept."""
WRITE_REASONS = "write your reasons first, in words"


class Deciding(Acting[str | None]):
    """Closes with what was decided, or with nothing; what is chosen and written is kept as a draft."""

    _reasons_at_choice: str | None = None
    """What the reasons were when a number went on to them: tab means to go there too, until something is written."""
    _was_asked = False
    """Whether it was to be kept while something was missing, which is told until it is there."""

    @property
    def choices(self) -> int:
        """How many there are to choose from."""
        return self.query_one("#choice", OptionList).option_count if self.is_mounted else 0

    def draw(self) -> None:
        """Everything as the case is now."""
        raise NotImplementedError

    def left(self) -> str:
        """What is still to be done before it can be kept; nothing where nothing is."""
        raise NotImplementedError

    def choose(self, number: int) -> None:
        """Choose by the place in the list."""
        raise NotImplementedError

    def prompt(self, number: int) -> Content:
        """A line of the list."""
        raise NotImplementedError

    def situation(self) -> Situation:
        """What is true here."""
        is_danger = danger(self.session.case, self.session.pack) is not None
        in_list = self.is_mounted and self.query_one("#choice").has_focus
        return Situation(self.CONTEXT, is_danger=is_danger, in_card=in_list, choices=self.choices)

    def on_descendant_focus(self) -> None:
        """A number chooses in the list, and is a number in the reasons."""
        self._draw_choice()
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """The line that enter takes has a mark: its colour alone does not tell everybody."""
        self._draw_choice()

    def _draw_choice(self) -> None:
        rows = self.query_one("#choice", OptionList)
        for place in range(rows.option_count):
            rows.replace_option_prompt_at_index(place, self.prompt(place))

    def lead(self, number: int) -> Content:
        """What stands in front of a line of the list: a mark where the list has the keys, and its number."""
        found = self.query("#choice").results(OptionList)
        is_here = any(rows.has_focus and rows.highlighted == number for rows in found)
        return Content.styled(f"{HERE if is_here else NOT_HERE}{number + 1} ", "bold $accent")

    def tell_of_draft(self, *, is_chosen: bool) -> None:
        """What was chosen or written before and not kept: it is here, and the reasons are one key further."""
        if is_chosen or self.query_one("#reasons", TextArea).text.strip():
            self.tell("your draft is here; tab goes on to the reasons")

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self.choose(message.option_index)

    def mark_chosen(self, number: int) -> None:
        """Draw the list anew, with the cursor on what was chosen."""
        self.query_one("#choice", OptionList).highlighted = number
        self._draw_choice()

    def go_on(self) -> None:
        """On to the reasons, once something was chosen."""
        reasons = self.query_one("#reasons", TextArea)
        self._reasons_at_choice = reasons.text
        reasons.focus()

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Tab; who presses it after a number is in the reasons already, and stays there once."""
        reasons = self.query_one("#reasons", TextArea)
        gone_on, self._reasons_at_choice = self._reasons_at_choice, None
        if self.focused is reasons and reasons.text == gone_on:
            return reasons
        return super().focus_next(selector)

    def is_missing(self) -> bool:
        """Whether something is missing; then that is told, and reasons can be written where it is those."""
        self._was_asked = bool(self.left())
        self.tell_what_is_left()
        if self.left() == WRITE_REASONS:
            self.query_one("#reasons").focus()
        return self._was_asked

    def tell_what_is_left(self) -> None:
        """What was missing when it was to be kept is told until it is there."""
        if self._was_asked:
            self.tell(self.left(), is_trouble=bool(self.left()))

    def acted(self, is_done: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
        """What was done is told, and the case says it."""
        super().acted(is_done)
        self.draw()

    def do_back(self) -> None:
        """Back; what is chosen and written so far is kept as a draft."""
        self.dismiss(None)
