"""The list of what can be read of the rule base: each entry on its line, under the heading of its chapter."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.tui.text import Rows, plain, row
from assistant.tui.widgets.book_pages import Beside, title
from assistant.work.firing_counts import Counted
from assistant.work.rule_book import Book, Chapter, Entry

_INDENT = 8


class Shelf(OptionList):
    """A rule stands there with its basis, and with in how many cases it fired once that is known."""

    def __init__(self, book: Book) -> None:
        super().__init__(id="entries", markup=False)
        self.book = book
        self.listed: list[Entry | None] = []
        """What stands in each line; None for a heading."""

    @property
    def under_cursor(self) -> Entry | None:
        """The entry under the cursor."""
        return None if self.highlighted is None else self.listed[self.highlighted]

    def show(self, chapters: Sequence[Chapter], beside: Beside, at: Entry) -> None:
        """List these chapters with the cursor on an entry, if it is among them; nothing is told of that."""
        self.listed, options = [], []
        for chapter in chapters:
            self.listed.append(None)
            heading = f"{chapter.heading} ({len(chapter.entries)})"
            options.append(Option(Rows([row(plain(heading, "bold $accent"))]), disabled=True))
            for one in chapter.entries:
                self.listed.append(one)
                options.append(Option(self._prompt(one, beside)))
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(options)
            self.highlighted = self.listed.index(at) if at in self.listed else None
        self.call_after_refresh(self.scroll_to_highlight)

    def show_news(self, beside: Beside) -> None:
        """Tell of the rules that are listed what was worked out since."""
        for number, one in enumerate(self.listed):
            if one is not None and one.kind == "rule":
                self.replace_option_prompt_at_index(number, self._prompt(one, beside))

    def to_first(self) -> None:
        """The cursor on the first entry."""
        self.highlighted = next((number for number, one in enumerate(self.listed) if one), None)

    def _prompt(self, entry: Entry, beside: Beside) -> Rows:
        pack = self.book.pack
        told = plain(title(pack, entry))
        if entry.kind != "rule":
            cited = f"  {self._cited(entry.id)}" if entry.kind == "paragraph" else ""
            return Rows([row(told, (cited, "$quiet"), lead=" ", indent=1)])
        lead = Content.assemble(
            ("✗" if beside.fails(entry.id) else " ", "bold $bad"),
            (pack.rules_by_id[entry.id].basis[0].upper(), "$accent"),
            (f"{_often(beside, entry.id):>5} ", "$quiet"),
        )
        return Rows([row(told, lead=lead, indent=_INDENT)])

    def _cited(self, paragraph: str) -> str:
        """By how many rules a paragraph is cited."""
        rules = sum(one.kind == "rule" for one in self.book.citing.get(paragraph, ()))
        return "1 rule" if rules == 1 else f"{rules} rules" if rules else ""


def _often(beside: Beside, rule: str) -> str:
    """In how many cases a rule fired: a sign while that is being counted, another where none could be."""
    match beside.counted:
        case Counted(cases=0):
            return "–"
        case Counted() as counted:
            return f"{counted.by_rule.get(rule, 0)}×"
        case _:
            return "–" if beside.count_failed else "…"
