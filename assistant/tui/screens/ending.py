"""The end of the interview on one page: what is left, where it is, and the key that seals or judges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import Row, Rows, plain, row
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.case_review import is_awaited
from assistant.work.ending import Heap, Left, ending
from assistant.work.interview import Place, danger, every_step, progress

_MORE = "more:"
"""In front of the heading whose lines are not all shown, in the name of the line that says so."""


class EndPage(Acting[Place]):
    """Lists what is left, of which nothing has to be gone; Enter goes there."""

    CONTEXT = "ending"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ending")]

    def __init__(self) -> None:
        super().__init__()
        self.left: dict[str, Left] = {}
        self.shown_whole: set[str] = set()
        """The headings under which all is shown, and not the first few alone."""

    def compose(self) -> ComposeResult:
        """How far it has come, over the list."""
        yield Static("", id="top", markup=False)
        yield DangerBar()
        yield Static("", id="purpose", markup=False)
        yield OptionList(id="left", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.draw()
        self.query_one("#left").focus()

    def situation(self) -> Situation:
        """What is true here."""
        session = self.session
        return Situation(
            self.CONTEXT,
            has_place=bool(self.left),
            is_covered=session.is_covered,
            is_sealable=session.is_covered,
            is_scenario=session.covers is not None,
            is_danger=danger(session.case, session.pack) is not None,
        )

    def draw(self) -> None:
        """Show what is left of the case as it is now."""
        session = self.session
        waiting = [name for pairs in session.every_waiting().values() for name, _ in pairs]
        heaps = ending(session.case, session.pack, session.flags, waiting, session.covers)
        self.query_one("#top", Static).update(Content.styled(" The end of the interview", "bold $accent"))
        self.query_one("#purpose", Static).update(Rows(self._intro(heaps)))
        shown = self.query_one("#left", OptionList)
        cursor = shown.highlighted
        shown.clear_options()
        shown.add_options(self._options(heaps))
        if self.left:
            first = next(number for number, one in enumerate(shown.options) if not one.disabled)
            shown.highlighted = first if cursor is None else min(cursor, shown.option_count - 1)
        self.show_keys()

    def _intro(self, heaps: tuple[Heap, ...]) -> Iterator[Row]:
        session = self.session
        counted = progress(every_step(session.case, session.pack), session.covers)
        done, core, of = session.far
        told = f"{done} of {core} {of} are answered"
        doubt = f", {counted.uncertain} of them as uncertain" if counted.uncertain else ""
        detail = f", and {counted.detail_settled} of {counted.detail} in detail."
        rest = (
            detail
            if session.covers is None
            else ". Of the others its authors found nothing in the documents."
        )
        yield row((told + doubt, "bold"), rest)
        if session.is_covered:
            key, does = "s", "states your own view and seals it, with reasons; then everything opens."
        else:
            made = session.case.judgement
            key = "j"
            does = (
                "judges it anew; it is judged already." if made else "records your judgement, with reasons."
            )
        yield row((key, "bold $accent"), f" {does}")
        if not session.is_covered and session.covers is None and session.case.judgement:
            yield from self._after_judging()
        if not heaps:
            yield row(("Nothing is open, thin or odd.", "$quiet"))
            return
        yield row(("Nothing below keeps you from it: look at each once, and decide.", "$quiet"))
        yield row(
            plain(self._counted(heaps)),
            plain(" · ".join(f"{heap.title}: {len(heap.left)}" for heap in heaps), "$quiet"),
        )

    def _counted(self, heaps: tuple[Heap, ...]) -> str:
        """How many are left at all, and how many of them the line over the question counts as thin or odd."""
        if self.session.covers is not None:
            return ""
        odd = len(self.session.flags)
        return f"{sum(len(heap.left) for heap in heaps)} left, {odd or 'none'} of them thin or odd. "

    def _after_judging(self) -> Iterator[Row]:
        """What comes next: the case review where it is to be considered, and the report."""
        session = self.session
        if is_awaited(session.judging, session.judged, session.kept.standing):
            yield row(("v", "bold $accent"), " opens the case review, which is to be considered now.")
        yield row(("y", "bold $accent"), " opens the report.")

    def _options(self, heaps: tuple[Heap, ...]) -> Iterator[Option]:
        self.left = {}
        for number, heap in enumerate(heaps):
            if number:
                yield Option(Rows([row("")]), disabled=True)
            title = row(plain(heap.title, "bold $accent"), (f"  {len(heap.left)}", "$quiet"))
            yield Option(Rows([title]), disabled=True)
            is_whole = heap.title in self.shown_whole
            for left in heap.left if is_whole else heap.first:
                name = str(len(self.left))
                self.left[name] = left
                lead = Content.styled("· " if left.place or left.note else "  ", "$quiet")
                yield Option(Rows([row(plain(left.says), lead=lead, indent=2)]), id=name)
            if heap.more and not is_whole:
                more = row((f"{heap.more}: enter shows them", "$quiet"), indent=2)
                yield Option(Rows([more]), id=f"{_MORE}{heap.title}")

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse: to the question, or to the note; or what stands under a heading is shown whole."""
        if (name := message.option_id or "").startswith(_MORE):
            self.shown_whole.add(name.removeprefix(_MORE))
            self.draw()
            return
        left = self.left[message.option_id or ""]
        if left.note:
            self.do_notes(left.note)
        elif left.place:
            self.dismiss(left.place)
        else:
            self.do_details()

    def do_go(self) -> None:
        """To what is under the cursor."""
        self.query_one("#left", OptionList).action_select()

    def do_notes(self, note: str = "") -> None:
        """The inbox of notes, with the cursor on one."""
        from assistant.tui.screens.notes import Notes

        self.app.push_screen(Notes(note), self._return)

    def do_documents(self) -> None:
        """The documents of the scenario."""
        self.do_notes()

    def do_details(self) -> None:
        """The head of the case."""
        from assistant.tui.screens.details import Details

        self.app.push_screen(Details(), lambda _: self.draw())

    def do_seal(self) -> None:
        """The own view."""
        from assistant.tui.screens.sealing import Sealing

        if self.session.is_covered:
            self.app.push_screen(Sealing(), lambda _: self._sealed())

    def _sealed(self) -> None:
        """Back to the question once it is sealed: the panel beside it shows the proposal, and this page does not."""
        if self.session.is_covered:
            self.draw()
        else:
            self.dismiss(None)

    def do_explain(self) -> None:
        """The explanation."""
        from assistant.tui.screens.explanation import Explanation

        self.app.push_screen(Explanation(), self._return)

    def decided(self, said: str | None) -> None:
        """What was decided is told; where it did not reach the store, that."""
        self.tell("")
        self.draw()
        self.tell_done(said)

    def acted(self, is_done: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
        """What was done is told, or still outstanding."""
        self.draw()
        super().acted(is_done)

    def reported(self, place: Place | None) -> None:
        """Back from the report, or on to where in the interview something is given that it needs."""
        self._return(place)

    def do_back(self) -> None:
        """Back to the question."""
        self.dismiss(None)

    def _return(self, at: Place | None) -> None:
        """Back from the notes, to a question that was chosen there or to this page."""
        if at is not None:
            self.dismiss(at)
        else:
            self.draw()
