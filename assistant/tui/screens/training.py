"""Training: constructed scenarios, what is to be read of each, and the debrief once one was judged alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.case import Case
from assistant.problems import Problem, Refused
from assistant.store import read
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.naming import Naming
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, row, visible
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.work.training.begin import is_begun, need_own_view_of, reading_of, take_up
from assistant.work.training.debrief import debrief, panel_reading
from assistant.work.training.meeting import meetings_kept
from assistant.work.training.model import CONSTRUCTED, DIFFICULTY, Scenario
from assistant.work.training.reading import read_scenarios
from assistant.work.training.telling import Line, lines

State = Literal["not begun", "begun", "judged"]
_SIGNS: dict[State, tuple[str, str]] = {
    "not begun": ("·", "$quiet"),
    "begun": ("…", "$accent"),
    "judged": ("✓", "$good"),
}


MEETING = "meeting"
"""Typed in the place of a file for what a meeting recorded."""


class Debriefed(Message):
    """A debrief was worked out beside the screen: the one that was asked for as this number."""

    def __init__(self, asked: int, text: str) -> None:
        super().__init__()
        self.asked, self.text = asked, text


class Training(Acting[None]):
    """The scenarios, and beside them the documents of the one under the cursor, or its debrief."""

    CONTEXT = "training"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("training")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self.scenarios: list[Scenario] = []
        self.panels: dict[str, Case] = {}
        """The readings of panels that take the authors' place, by the id of their evidence."""
        self.readings: dict[str, Case] = {}
        """Of the scenarios that were begun, one's own reading."""
        self.debriefed = False
        """Whether the debrief is shown instead of the documents."""
        self.asked = 0
        """Counts the debriefs that were asked for: a thread cannot be ended, so an earlier one may come last."""

    def compose(self) -> ComposeResult:
        """The list and what is to be read."""
        top = Content.assemble((" Training   ", "bold $accent"), plain(CONSTRUCTED, "$quiet"))
        yield Static(top, id="top")
        with Horizontal(id="training"):
            yield OptionList(id="scenarios", markup=False)
            yield TextArea("", id="to_read", read_only=True, soft_wrap=True)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        instead = row(plain("This pack has no scenarios."))
        try:
            self.scenarios = read_scenarios(self.house.pack)
        except Refused as refused:
            instead = row(plain("✗ The scenarios cannot be read.", "bold $bad"))
            self.tell(f"the scenarios cannot be read: {refused.problems[0]}", is_trouble=True)
        self._look()
        listed = self.query_one("#scenarios", OptionList)
        for one in self.scenarios:
            listed.add_option(Option(self._prompt(one), id=one.id))
        if self.scenarios:
            listed.highlighted = 0
        else:
            listed.add_option(Option(Rows([instead]), disabled=True))
        listed.focus()
        self._show()

    def situation(self) -> Situation:
        """What is true here."""
        one = self._under_cursor()
        return Situation(self.CONTEXT, is_sealed=one is not None and self._state(one) == "judged")

    def on_screen_resume(self) -> None:
        """Back from a scenario: it may be judged by now."""
        if self.is_mounted and self.scenarios:
            self._look()
            listed = self.query_one("#scenarios", OptionList)
            for number, one in enumerate(self.scenarios[: listed.option_count]):
                listed.replace_option_prompt_at_index(number, self._prompt(one))
            self._show()

    def _look(self) -> None:
        """Read one's own readings from the store anew."""
        ledger = self.house.ledger
        self.readings = {}
        for one in self.scenarios:
            try:
                if is_begun(ledger, one):
                    self.readings[one.id] = read(ledger, reading_of(ledger, one)).case
            except Refused as refused:
                self.tell(str(refused.problems[0]), is_trouble=True)

    def _state(self, one: Scenario) -> State:
        reading = self.readings.get(one.id)
        return "not begun" if reading is None else "judged" if reading.sealed else "begun"

    def _under_cursor(self) -> Scenario | None:
        number = self.query_one("#scenarios", OptionList).highlighted if self.is_mounted else None
        return None if number is None else self.scenarios[number]

    def _prompt(self, one: Scenario) -> Rows:
        state = self._state(one)
        sign, style = _SIGNS[state]
        told = f"{DIFFICULTY[one.file.difficulty]}; {state}"
        return Rows(
            [
                row(plain(one.file.title), lead=Content.styled(f" {sign} ", style), indent=3),
                row(plain(told, "$quiet"), lead="   ", indent=3),
            ]
        )

    # What is to be read

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another scenario: its documents first."""
        one = self._under_cursor()
        if one is None or one.given.evidence_id not in self.panels:
            self._put_panel_away()
        self.debriefed = False
        self._show()

    def _show(self) -> None:
        one = self._under_cursor()
        if one is not None and self.debriefed and one.id in self.readings:
            self._load("The debrief is being worked out…")
            self.asked += 1
            panel = self.panels.get(one.given.evidence_id)
            self._debrief(self.asked, one, self.readings[one.id], panel)
        else:
            self._load("\n".join(self._documents(one)) if one else "")
        self.show_keys()

    def _load(self, text: str) -> None:
        area = self.query_one("#to_read", TextArea)
        if area.text != text:
            area.load_text(text)

    def _documents(self, one: Scenario) -> Iterator[str]:
        kinds = {source.id: source.label for source in self.house.pack.evidence.sources}
        yield visible(one.file.brief)
        yield ""
        yield f"{len(one.asked())} questions can be answered from what follows; the others may be left."
        for document in one.file.documents:
            yield ""
            yield visible(document.title)
            yield f"{kinds[document.kind]}, {document.date}"
            for name, text in document.passages.items():
                yield ""
                yield f"[{name}] {visible(text)}"

    @work(thread=True, exclusive=True, group="debrief", name="the debrief", exit_on_error=False)
    def _debrief(self, asked: int, one: Scenario, mine: Case, panel: Case | None) -> None:
        told = debrief(self.house.judging.base, one, mine, panel)
        text = "\n".join(_told(line) for line in lines(self.house.pack, told))
        self.post_message(Debriefed(asked, text.strip()))

    def on_debriefed(self, message: Debriefed) -> None:
        """Show it, if it is still asked for."""
        if self.debriefed and message.asked == self.asked:
            self._load(message.text)

    # What keys do

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self.do_take_up()

    def do_take_up(self) -> None:
        """Go on with one's own reading, or begin it."""
        one = self._under_cursor()
        if one is None:
            return
        self._put_panel_away()
        try:
            case_id = take_up(self.house.ledger, one, self.house.pack).case.id
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
            return
        self.house.open_case(case_id)

    def _put_panel_away(self) -> None:
        """A panel's reading stands beside one's own until something else is opened; then the authors' does again."""
        if self.panels:
            self.panels.clear()
            self.tell("the panel's reading is put away; p lays it beside yours again")

    def do_debrief(self) -> None:
        """From the documents to the debrief, and back."""
        self.debriefed = not self.debriefed
        self._show()

    def do_panel_reading(self) -> None:
        """A panel's reading in the authors' place, or the authors' again."""
        one = self._under_cursor()
        if one is None or self.panels.pop(one.given.evidence_id, None) is not None:
            self._shown_beside("the authors' reading again")
            return
        about = (
            "The path of a case file that holds a panel's reading of this scenario; or the word meeting, "
            "for what a meeting about it recorded last in the store."
        )
        self.app.push_screen(
            Naming("A panel's reading", about, "~/panel.yaml", self._panel), self._shown_beside
        )

    def _panel(self, typed: str) -> str:
        one = self._under_cursor()
        if one is None:
            return ""
        if typed.lower() != MEETING:
            case = panel_reading(self.house.path_of(typed), one, self.house.pack)
        elif held := meetings_kept(self.house.ledger, one):
            case = held[-1]
        else:
            what = f"no meeting about `{one.id}` is recorded where you may read it"
            raise Refused([Problem("scenario-readings", what, "name a file, or hold a meeting (m)")])
        self.panels[one.given.evidence_id] = case
        return f"beside the panel's reading {case.id}; p goes back to the authors'"

    def _shown_beside(self, said: str | None) -> None:
        if said:
            self.debriefed = True
            self._show()
            self.tell(said)

    def do_drills(self) -> None:
        """Ten drills."""
        from assistant.tui.screens.drills import Drills

        self._put_panel_away()
        self.app.push_screen(Drills())

    def do_progress(self) -> None:
        """How readings agree, and how drills were judged."""
        from assistant.tui.screens.progress import Progress

        self.app.push_screen(Progress(self.scenarios, self.panels))

    def do_consensus(self) -> None:
        """A meeting about readings of this scenario; one's own view comes first."""
        from assistant.tui.screens.consensus import Consensus

        one = self._under_cursor()
        if one is None:
            return
        try:
            need_own_view_of(self.house.ledger, one)
        except Refused as refused:
            self.tell(refused.problems[0].what, is_trouble=True)
            return
        self._put_panel_away()
        self.app.push_screen(Consensus(one, f"{one.file.title} · {CONSTRUCTED}"))

    def do_text(self) -> None:
        """From the list to the text, and back."""
        listed, area = self.query_one("#scenarios"), self.query_one("#to_read")
        (listed if area.has_focus else area).focus()

    def to_copy(self) -> Copy | None:
        """What stands beside the list, wherever the focus is."""
        one = self._under_cursor()
        command = f"sccif train show {one.id}" if one else "sccif train list"
        return Copy("the text", self.query_one("#to_read", TextArea).text, command)

    def do_back(self) -> None:
        """Back to the list of cases."""
        self.dismiss(None)


def _told(line: Line) -> str:
    text = f"{' ' * line.indent}{line.marker}{visible(line.text)}"
    return f"\n{text}" if line.is_heading else text
