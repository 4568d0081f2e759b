"""The notes of a case as an inbox: written or pasted on the visit, linked to any number of answers later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import At, Change, Note, NoteAdded, NoteChanged, NoteRemoved
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens import tasks
from assistant.tui.screens.base import Acting
from assistant.tui.screens.editing import told
from assistant.tui.screens.linking import Linking
from assistant.tui.screens.writing import Writing
from assistant.tui.screens.written import Written
from assistant.tui.situation import Situation
from assistant.tui.text import BLANK, Row, Rows, plain, plain_line, row
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.interview import danger
from assistant.work.noting import Noted, inbox, source_label
from assistant.work.seeking import Index, place_name

_LONGEST = 400
"""So much of a note is shown in the list; the rest where it is written."""


class Notes(Acting[At]):
    """Newest first. Enter writes the note under the cursor anew, `k` links it, `g` goes to an answer of it."""

    CONTEXT = "notes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("notes")]

    def __init__(self, at_note: str = "") -> None:
        super().__init__()
        self.at_note = at_note
        self.shown: tuple[Noted, ...] = ()

    def compose(self) -> ComposeResult:
        """The list under what filters it."""
        yield Static("", id="top", markup=False)
        yield DangerBar()
        yield Input(placeholder="filter: words, a source, a day, a child, or: not linked", id="filter")
        yield Static("", id="empty", markup=False)
        yield OptionList(id="inbox", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#filter").display = False
        self.draw()
        self.query_one("#inbox").focus()

    def situation(self) -> Situation:
        """What is true here."""
        session = self.session
        under = self.under_cursor if self.is_mounted else None
        return Situation(
            self.CONTEXT,
            has_notes=under is not None,
            has_place=under is not None and bool(under.links),
            is_filtering=self.is_mounted and self.query_one("#filter").has_focus,
            is_filtered=self.is_mounted and bool(self.query_one("#filter", Input).value.strip()),
            is_danger=danger(session.case, session.pack) is not None,
            can_undo=session.kept.can_undo,
            can_redo=session.kept.can_redo,
        )

    @property
    def is_scenario(self) -> bool:
        """Whether the notes are the documents of a scenario: to be read whole, and linked by nobody's duty."""
        return self.session.covers is not None

    @property
    def under_cursor(self) -> Noted | None:
        """The note under the cursor."""
        number = self.query_one("#inbox", OptionList).highlighted
        return self.shown[number] if number is not None and number < len(self.shown) else None

    # Showing

    def draw(self) -> None:
        """Show the notes that fit the filter; the cursor stays on its note."""
        session = self.session
        under = self.under_cursor
        wanted = under.note.id if under else self.at_note
        words = self.query_one("#filter", Input).value
        found = inbox(session.case, session.every_waiting(), words)
        # Documents are read from the oldest on.
        self.shown = found[::-1] if self.is_scenario else found
        shown = self.query_one("#inbox", OptionList)
        shown.clear_options()
        shown.add_options(Option(Rows(self._rows(one))) for one in self.shown)
        ids = [one.note.id for one in self.shown]
        shown.highlighted = ids.index(wanted) if wanted in ids else 0 if ids else None
        shown.display = bool(ids)
        empty = self.query_one("#empty", Static)
        empty.display = not ids
        empty.update(Rows(self._nothing()))
        self._show_top()
        self.show_keys()

    def _show_top(self) -> None:
        every = len(self.session.case.notes)
        loose = sum(not one.links for one in inbox(self.session.case, self.session.every_waiting()))
        count = f"{len(self.shown)} of {every}" if len(self.shown) != every else str(every)
        parts = [(f" Notes: {count}", "bold $accent")]
        if self.is_scenario:
            parts = [(f" The documents, and your own notes: {count}", "bold $accent")]
        else:
            parts.append((f"  {loose} not linked", "$warn" if loose else "$quiet"))
        self.query_one("#top", Static).update(Content.assemble(*parts))

    def _nothing(self) -> Iterator[Row]:
        if self.session.case.notes:
            yield row("No note has these words.")
            return
        yield row("There are no notes yet.")
        yield BLANK
        yield row("Write or paste what you saw, heard or read, with its source and day: labels, never names.")
        yield row("Which answers it supports or contradicts can be said at any time after.")

    def _rows(self, one: Noted) -> Iterator[Row]:
        session, note = self.session, one.note
        told = [note.id, source_label(session.pack, note), str(note.date or "no day")]
        told += [f"child {note.child}"] if note.child else []
        text = (
            note.text
            if len(note.text) <= _LONGEST or self.is_scenario
            else f"{note.text[:_LONGEST].rstrip()} …"
        )
        lead = Content.styled(" ✎ ", "$accent")
        yield row(plain(text), lead=lead, indent=3)
        yield row(plain_line(" · ".join(told), "$quiet"), indent=3)
        for link in one.links:
            sign = "… " if link.is_waiting else "+ " if link.how == "supports" else "− "
            waits = ", once it is answered" if link.is_waiting else ""
            how = Content.styled(f"{link.how}{waits}: ", "$quiet")
            name = plain_line(place_name(session.pack, link.at))
            yield row(how, name, lead=Content.styled(f"   {sign}", "bold $accent"), indent=5)
        if not one.links and not self.is_scenario:
            yield row(("not linked", "$warn"), lead=Content.styled("   ? ", "bold $warn"), indent=5)
        yield BLANK

    def to_copy(self) -> Copy | None:
        """The note under the cursor, whole where the list cuts it."""
        found, under = super().to_copy(), self.under_cursor
        if found is None or under is None or not self.query_one("#inbox").has_focus:
            return found
        note = under.note
        told = f"{note.id}, {source_label(self.session.pack, note)}, {note.date or 'no day'}"
        return found._replace(what="the note", text=f"{note.text}\n({told})")

    # Changing

    def make(self, *changes: Change) -> bool:
        """Make the changes in one step, and say what was done or what stands in the way."""
        is_stopped = self.session.is_stopped(None)
        problems = self.session.do(*changes)
        self.draw()
        if problems and is_stopped:
            self.do_act()
        elif problems:
            self.tell(told(problems[0]), is_trouble=True)
        else:
            self._tell_state()
        return not problems

    def _tell_state(self) -> None:
        trouble = self.session.not_saved
        self.tell(trouble or self.session.said, is_trouble=bool(trouble), is_whole=self.session.is_long)

    def write(self, note: Note | None) -> None:
        """Have a note written: a new one, or one that is there anew."""
        if self.session.is_stopped(None):
            self.do_act()
            return

        task = tasks.inbox_task(self.session, note)

        def finished(written: Written | None) -> None:
            if written is None:
                self.draw()
                return
            made = tasks.inbox_note(self.session, written, note)
            if not self.make(NoteChanged(made) if note else NoteAdded(made)):
                self.session.drafts.keep(task.draft, written.text)
                return
            if note is None:
                self._go_to(made.id)
            if not made.source:
                self.session.say_more(tasks.NO_SOURCE.format(way="enter on the note"))
                self._tell_state()

        self.app.push_screen(Writing(task), finished)

    def _go_to(self, note: str) -> None:
        ids = [one.note.id for one in self.shown]
        if note in ids:
            self.query_one("#inbox", OptionList).highlighted = ids.index(note)

    def on_option_list_option_selected(self) -> None:
        """Enter or the mouse."""
        self.do_rewrite()

    def do_new_note(self) -> None:
        """A note that belongs to no question yet."""
        self.write(None)

    def do_rewrite(self) -> None:
        """The note under the cursor anew; how it was stays in the history."""
        if under := self.under_cursor:
            self.write(under.note)

    def do_link_note(self) -> None:
        """Which answers it supports or contradicts."""
        under = self.under_cursor
        if under is None:
            return
        if self.session.is_stopped(None):
            self.do_act()
            return
        index = Index.of(self.session.case, self.session.pack)
        self.app.push_screen(Linking(under.note, index, self.make), lambda _: self.draw())

    def do_remove_note(self) -> None:
        """Take out a note that no answer points to; undo brings it back."""
        if under := self.under_cursor:
            self.make(NoteRemoved(under.note.id))

    def do_question(self) -> None:
        """To an answer that it is linked to."""
        under = self.under_cursor
        if under and under.links:
            self.dismiss(under.links[0].at)

    def do_undo(self) -> None:
        """One step back."""
        self.session.undo()
        self.draw()
        self._tell_state()

    def do_redo(self) -> None:
        """The step again."""
        self.session.redo()
        self.draw()
        self._tell_state()

    # Filtering

    def do_filter(self) -> None:
        """Type what to look for."""
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def do_done(self) -> None:
        """Back to the list; an empty filter goes away."""
        field = self.query_one("#filter", Input)
        field.display = bool(field.value.strip())
        self.query_one("#inbox").focus()

    def on_input_changed(self) -> None:
        """Filter as it is typed."""
        self.draw()

    def on_input_submitted(self) -> None:
        """Enter goes to the list."""
        self.do_done()

    def on_descendant_focus(self) -> None:
        """The list and the filter take other keys."""
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Another note may be done other things with."""
        self.show_keys()

    def do_show_all(self) -> None:
        """All notes again."""
        self.query_one("#filter", Input).value = ""
        self.do_done()

    def do_back(self) -> None:
        """Back to where it was called from."""
        self.dismiss(None)
