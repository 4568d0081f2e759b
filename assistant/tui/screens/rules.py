"""The rule base as a book: rules, paragraphs and questions, found as words are typed, and read beside the list."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.tui.beside_rules import BesideRules
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, row
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.book_pages import Beside, page
from assistant.tui.widgets.reading import Reading
from assistant.tui.widgets.shelf import Shelf
from assistant.work.interview import danger
from assistant.work.rule_book import Book, Entry, Kind

SHELVES: tuple[Kind, ...] = ("rule", "paragraph", "question")
_NAMES: dict[Kind, str] = {"rule": "Rules", "paragraph": "Paragraphs", "question": "Questions"}
_HINT = "filter: words, an id, §19.2/leavers, area:protection, basis:framework"
_LEGENDS = (
    "F framework  R related  I interpretation  n× cases it fired in  ✗ an example fails",
    "F framework R related I interpretation  n× cases it fired in",
)


class RulesScreen(BesideRules, Acting[None]):
    """Lists what is in the book, and beside the list shows what is under the cursor.

    INVARIANT: nothing here is drawn from the case that is open, so that its proposal stays covered where the own
    view comes first (tests/tui/test_rules_screen.py).
    """

    CONTEXT = "rules"
    AUTO_FOCUS = "Shelf"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rules")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, judging: Judging, at: str | None = None) -> None:
        """The book of the pack that `judging` judges by, opened at a rule or at its beginning."""
        super().__init__()
        self.judging = judging
        self.book = Book.of(judging.pack)
        rules = judging.pack.rules_by_id
        self.entry = Entry("rule", at if at is not None and at in rules else next(iter(rules), ""))
        """What is read."""
        self.shelf: Kind = "rule"
        self.trail: list[tuple[Entry, tuple[int, int | None]]] = []
        """Where one came from, by lines that lead on, with the place on that page; the last is gone back to first."""

    @property
    def pack(self) -> Pack:
        """The rules that are read."""
        return self.judging.pack

    def compose(self) -> ComposeResult:
        """The list and the text."""
        yield Static("", id="top", markup=False)
        yield Static("", id="pages", markup=False)
        yield DangerBar()
        yield Input(placeholder=_HINT, id="filter")
        with Horizontal(id="book"):
            yield Shelf(self.book)
            yield Static("", id="empty", markup=False)
            yield Reading()
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys; examples and counts are worked out beside it."""
        self.query_one("#filter").display = False
        self.draw()
        self.read(self.entry)
        self.begin()

    def situation(self) -> Situation:
        """What is true here."""
        session = self.house.session
        return Situation(
            self.CONTEXT,
            is_danger=session is not None and danger(session.case, session.pack) is not None,
            is_filtering=self.is_mounted and self.query_one("#filter").has_focus,
            is_filtered=self.is_mounted and self._clears_filter,
        )

    # Showing

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one("#filter", Input).value

    def draw(self) -> None:
        """List what fits the words; the cursor stays on what is read, or goes to the first that was found."""
        shelf = self.query_one(Shelf)
        chapters = self.book.with_words(self.shelf, self.words)
        shelf.show(chapters, self.beside, self.entry)
        self._show_found(sum(len(chapter.entries) for chapter in chapters))
        if shelf.under_cursor is None and self.words:
            shelf.to_first()
        self.show_keys()

    @property
    def beside(self) -> Beside:
        """What was worked out by now."""
        proofs = self.house.proofs if self.house.proofs.pack is self.pack else None
        return Beside(proofs, self.examples, self.examples_failed, self.counted, self.count_failed)

    def _show_found(self, count: int) -> None:
        """How much was found, or that nothing was."""
        self.set_class(not count, "-empty")
        empty = self.query_one("#empty", Static)
        name = _NAMES[self.shelf].lower()
        if not self.book.count(self.shelf):
            empty.update(Rows([row(plain(f"These rules come without {name}."))]))
        else:
            told = (
                f"None of the {self.book.count(self.shelf)} {name} has these words: write others, or fewer."
            )
            right = "tab looks for them on the next page; esc shows all again."
            empty.update(Rows([row((told, "$warn")), row((right, "$quiet"))]))
        self.query_one("#pages", Static).update(self._shelves(count))

    def _shelves(self, count: int) -> Content:
        parts: list[tuple[str, str]] = []
        for number, kind in enumerate(SHELVES, 1):
            is_here, total = kind == self.shelf, self.book.count(kind)
            fit = (
                count if is_here else sum(len(one.entries) for one in self.book.with_words(kind, self.words))
            )
            told = f"{fit} of {total}" if fit != total else f"{total}"
            style = f"bold {'$accent' if is_here else '$quiet'}"
            parts.append((f"{'▸' if is_here else ' '}{number} {_NAMES[kind]} {told} ", style))
        return Content.assemble(*parts)

    def show_news(self) -> None:
        """What was worked out beside the screen: in the list, and on the page that is read."""
        if not self.is_mounted:
            return
        self.query_one(Shelf).show_news(self.beside)
        self._show_page(is_same=True)
        self.show_keys()

    def show_page(self) -> None:
        """How far it has come that is worked out beside the screen: on the page alone."""
        if self.is_mounted:
            self._show_page(is_same=True)

    def read(self, entry: Entry) -> None:
        """Show this, from its beginning."""
        self.entry = entry
        self._show_page(is_same=False)

    def _show_page(self, *, is_same: bool) -> None:
        if self.entry in self.book.texts:
            self.query_one(Reading).show(page(self.book, self.entry, self.beside), is_same=is_same)
        width = self.size.width or 80
        head = " The rule base   "
        legend = next((one for one in _LEGENDS if len(head) + len(one) <= width), _LEGENDS[-1])
        self.query_one("#top", Static).update(Content.assemble((head, "bold $accent"), (legend, "$quiet")))

    # Going

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another line of the list; where one came from before is no longer gone back to."""
        entry = self.query_one(Shelf).under_cursor
        if entry is not None and entry != self.entry:
            self.trail.clear()
            self.read(entry)

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter or the mouse on a line of the list."""
        self._to_text()

    def on_reading_followed(self, message: Reading.Followed) -> None:
        """A line of the text leads to another page."""
        self.trail.append((self.entry, self.query_one(Reading).place))
        self._go(message.to)

    def _go(self, entry: Entry) -> None:
        """Read this, with the list at it: what is looked for may leave it out, and then no line is marked."""
        self.shelf = entry.kind
        if entry not in [
            one for chapter in self.book.with_words(entry.kind, self.words) for one in chapter.entries
        ]:
            with self.prevent(Input.Changed):
                self.query_one("#filter", Input).value = ""
            self.query_one("#filter").display = False
        self.read(entry)
        self.draw()

    def _to_text(self) -> None:
        self.add_class("-reading")
        self.query_one(Reading).focus()

    def _to_list(self) -> None:
        self.remove_class("-reading")
        self.query_one(Shelf).focus()

    def on_descendant_focus(self) -> None:
        """The list, the text and the filter take other keys."""
        self.show_keys()

    # What keys do

    def do_filter(self) -> None:
        """Type what to look for."""
        self.remove_class("-reading")
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def do_done(self) -> None:
        """Back to the list; a filter goes away that is empty, or that nothing fits."""
        field = self.query_one("#filter", Input)
        if self.has_class("-empty"):
            field.value = ""
        field.display = bool(field.value.strip())
        self._to_list()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Filter as it is typed."""
        self.trail.clear()
        self.draw()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter goes to the list, if there is one."""
        if not self.has_class("-empty"):
            self.do_done()

    def do_shelf(self, number: int) -> None:
        """Rules, paragraphs or questions; what is looked for stays."""
        self._turn(SHELVES[number - 1])
        if not self.has_class("-empty"):
            self._to_list()

    def do_next_shelf(self) -> None:
        """The page after this one, and the first after the last; one goes on typing."""
        self._turn(SHELVES[(SHELVES.index(self.shelf) + 1) % len(SHELVES)])

    def _turn(self, shelf: Kind) -> None:
        self.shelf = shelf
        self.trail.clear()
        self.draw()
        listed = self.query_one(Shelf)
        if listed.under_cursor is None:
            listed.to_first()

    def do_follow(self) -> None:
        """From the list to the text; in the text where the line under the cursor leads."""
        reading = self.query_one(Reading)
        reading.action_follow() if reading.has_focus else self._to_text()

    def do_across(self) -> None:
        """From the list to the text, and back."""
        self._to_list() if self.query_one(Reading).has_focus else self._to_text()

    def do_impact(self) -> None:
        """What the rules of another folder would move."""
        from assistant.tui.screens.impact import ask_for_rules

        ask_for_rules(self.house, self.pack)

    def to_copy(self) -> Copy | None:
        """The page."""
        return Copy("the page", self.query_one(Reading).text, "sccif rules show ID")

    def do_back(self) -> None:
        """One page back, from the text to the list, and then to where it was opened."""
        if self.trail:
            entry, place = self.trail.pop()
            self._go(entry)
            self.query_one(Reading).go_to(place)
        elif self.query_one(Reading).has_focus:
            self._to_list()
        else:
            self.dismiss(None)

    @property
    def _clears_filter(self) -> bool:
        """Whether there is a filter, and nothing in front of it to go back from first."""
        return bool(self.words.strip()) and not self.trail and not self.query_one(Reading).has_focus

    def do_show_all(self) -> None:
        """Everything on the page again."""
        self.query_one("#filter", Input).value = ""
        self.do_done()
