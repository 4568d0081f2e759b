"""Where the interview goes: from place to place, from column to column, and to the other screens of a case."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.widgets import OptionList

from assistant.reasoning.phrases import question_name
from assistant.tui.actions import of_context
from assistant.tui.screens.base import Acting
from assistant.tui.screens.editing import Editing
from assistant.tui.widgets.choices import Choices
from assistant.tui.widgets.outline import Outline
from assistant.work import interview as work
from assistant.work.interview import Place
from assistant.work.seeking import Index

Column = Literal["outline", "card", "panel"]
PLACE = "place"
"""Where the interview was left, kept as drafts are."""
FROM_ELSEWHERE = "this {key} answered nothing, as you were elsewhere: press it again"
"""What is told, once, of a key that may have been meant for the screen that was in front."""
_LOOKS_AT_IT = ("escape", "up", "down", "home", "end", "enter")
"""Keys of somebody who sees the question."""


class Going(Editing):
    """The part of the interview screen that goes about; `Interview` shows where it stands."""

    _comes_back = False
    """Whether a screen was in front on which numbers mean something else, and nothing was done here since."""
    _by_enter = False
    """Whether Enter has just closed what was in front, and no key came since: one too many is no answer here."""

    def go(self, place: Place | None) -> None:
        """Stand at another place."""
        if place is None:
            self.tell("nothing further here")
            return
        self.place = place
        self.session.drafts.keep(PLACE, str(place))
        self.session.said = ""
        self.session.look()
        self.show_column("card")
        self.refresh_all(keep_cursor=False)

    def go_on(self) -> None:
        """The next place; after the last comes the page that ends the interview."""
        session = self.session
        following = work.neighbour(session.case, session.pack, self.place, 1, session.covers)
        if following is None:
            self.do_end()
        else:
            self.go(following)

    def do_next(self) -> None:
        """The next place."""
        self.go_on()

    def do_previous(self) -> None:
        """The place before."""
        session = self.session
        self.go(work.neighbour(session.case, session.pack, self.place, -1, session.covers))

    def do_next_open(self) -> None:
        """The next place that asks for something; where nothing does, the page that ends the interview."""
        found = work.next_open(self.session.case, self.session.pack, self.place, self.session.covers)
        if found is None:
            self.do_end()
        else:
            self.go(found)

    def do_matter(self) -> None:
        """The question that matters most; where it waits for the answer to another, that one."""
        from assistant.work.ahead import way_to

        session, ahead = self.session, self.session.ahead
        if ahead is None or not ahead.first:
            return
        wanted = ahead.first[0].at
        way = way_to(session.case, session.pack, wanted)
        self.go(way)
        if way != wanted:
            self.tell(f"this is asked first: {question_name(session.pack, wanted)} waits for its answer")

    # Columns

    @property
    def is_narrow(self) -> bool:
        """Whether one column is shown at a time."""
        return self.has_class("-narrow")

    def show_column(self, column: Column) -> None:
        """Go to a column; where it is narrow, show it alone."""
        self._comes_back = False
        for name in ("outline", "card", "panel"):
            self.set_class(name == column, f"-{name}")
        if column == "card":
            self.query_one(Choices).focus()
        else:
            self.query_one(f"#{column}").focus()
        self.show_keys()

    def do_answer_twice(self, _: int) -> None:
        """A number where somebody just comes from elsewhere answers nothing: it is told, and the next one counts.

        What came in with it, in a burst that was typed for the other screen, does not count either.
        """
        self._comes_back = self.house.waits
        self.show_keys()
        self.tell(FROM_ELSEWHERE.format(key="number"))

    def do_enter_twice(self) -> None:
        """Enter just after the one that closed a form answers nothing: it is told, and the next one counts."""
        self._by_enter = self.house.waits
        self.show_keys()
        self.tell(FROM_ELSEWHERE.format(key="enter"))

    def on_screen_resume(self) -> None:
        """In front again, by Enter or otherwise."""
        self._by_enter = self.house.is_at_enter

    def on_screen_suspend(self) -> None:
        """Another screen is in front: a number too many that is typed there is no answer here."""
        above = self.app.screen
        self._comes_back = isinstance(above, Acting) and any(
            "1" in one.keys.split(",") for one in of_context(above.CONTEXT)
        )

    def do_outline(self) -> None:
        """The outline."""
        self.show_column("outline")

    def do_panel(self) -> None:
        """The panel."""
        self.show_column("panel")

    def do_card(self) -> None:
        """The question."""
        self.show_column("card")

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse: an answer in the card, a place in the outline."""
        name = message.option_id or ""
        if isinstance(message.option_list, Outline):
            self.go(message.option_list.places.get(name, self.place))
        else:
            self.choose(name)

    # Other screens

    def on_key(self, event: events.Key) -> None:
        """Hold back an Enter too many; say of a key that waits for the own view what it waits for."""
        now = self.situation()
        if event.key == "enter" and now.is_by_enter and now.in_card:
            event.stop()  # before the list of answers takes it
            self.do_enter_twice()
            return
        if self._by_enter:
            self._by_enter = False
            self.show_keys()
        if self._comes_back and event.key in _LOOKS_AT_IT:
            self._comes_back = False
            self.show_keys()
        now = self.situation()
        for one in of_context(self.CONTEXT):
            if (
                event.key in one.keys.split(",")
                and not one.valid(now)
                and one.valid(now._replace(is_covered=False))
            ):
                self.tell(f"{one.label}: not before your own view is sealed (s seals it)")

    def do_end(self) -> None:
        """What is left, and the key that seals."""
        from assistant.tui.screens.ending import EndPage

        was_covered = self.session.is_covered

        def ended(place: Place | None) -> None:
            if was_covered and not self.session.is_covered:
                self._sealed()
            else:
                self._return(place)

        self.app.push_screen(EndPage(), ended)

    def do_notes(self) -> None:
        """The inbox of notes."""
        from assistant.tui.screens.notes import Notes

        self.app.push_screen(Notes(), self._return)

    def do_documents(self) -> None:
        """The documents of the scenario, which its notes are."""
        self.do_notes()

    def do_paragraph(self) -> None:
        """What the paragraphs say that ask for this question."""
        from assistant.tui.screens.paragraph import Paragraphs

        if self.at is not None:
            self.app.push_screen(Paragraphs(self.at))

    def do_find(self) -> None:
        """An answer here or another question, by part of its words."""
        from assistant.tui.screens.finding import Finding, Found

        def found(one: Found | None) -> None:
            if one is not None and one.place is not None:
                self.go(one.place)
            elif one is not None:
                self.choose(one.answer)

        index = Index.of(self.session.case, self.session.pack)
        self.app.push_screen(Finding(self.query_one(Choices).choices, index), found)

    def do_explain(self) -> None:
        """The explanation."""
        from assistant.tui.screens.explanation import Explanation

        if not self.session.is_covered:
            self.app.push_screen(Explanation(), self._return)

    def do_try_here(self) -> None:
        """Try other answers, from this question on."""
        self.try_from(self.at)

    def _return(self, place: Place | None) -> None:
        """Back from another screen, to a place that was chosen there or to where it was left."""
        if place is not None:
            self.go(place)
        else:
            self.refresh_all()

    def reported(self, place: Place | None) -> None:
        """Back from the report, or to where something is given that it needs."""
        self._return(place)

    def decided(self, said: str | None) -> None:
        """What was decided stands in the panel with what comes next; one that decided nothing is at the question."""
        self.session.said = said or ""
        if said:
            self._to_panel_top()
        self.refresh_all()

    def _to_panel_top(self) -> None:
        """The panel takes the keys: those of what comes next are valid there, and none of them answers a question."""
        self.show_column("panel")
        self.query_one("#panel").scroll_home(animate=False)

    def do_seal(self) -> None:
        """The own view."""
        from assistant.tui.screens.sealing import Sealing

        if self.session.is_covered:
            self.app.push_screen(Sealing(), lambda _: self._sealed())

    def _sealed(self) -> None:
        """What the rules conclude stands in the panel, once it may be seen."""
        if not self.session.is_covered:
            self._to_panel_top()
        self.refresh_all()

    def do_details(self) -> None:
        """The head of the case."""
        from assistant.tui.screens.details import Details

        self.app.push_screen(Details(), lambda _: self.refresh_all())
