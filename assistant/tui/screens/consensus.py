"""A consensus meeting: readings of one scenario or case side by side, what moves most first, and what the meeting agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.case import Case
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning.codes import RuleBase
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.form import Form, Line
from assistant.tui.screens.naming import Naming
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain_line, visible
from assistant.tui.widgets import met
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.work.agenda import Place
from assistant.work.corpus.reading import cases_in
from assistant.work.training.begin import only_after_own_view, readings_kept
from assistant.work.training.debrief import MetAbout, check_panel, decided
from assistant.work.training.meeting import (
    Difference,
    Outcome,
    agreed,
    differences,
    hold,
    little_agreed,
    meetings_kept,
    names_of,
)
from assistant.work.training.meeting_draft import MeetingDraft

FEWEST = 2


class Compared(Message):
    """The readings were compared beside the screen."""

    def __init__(self, number: int, found: Sequence[Difference]) -> None:
        super().__init__()
        self.number, self.found = number, found


class Consensus(Acting[None]):
    """What readers saw differently, one under another."""

    CONTEXT = "consensus"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("consensus")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    KEPT = "It is kept as a case for training, which the debrief can lay beside anybody's as the panel's."
    """What becomes of what the meeting agrees on."""
    FEW = "f lays those in files beside."
    """What can be done where there are too few readings."""

    def __init__(self, about: MetAbout, title: str) -> None:
        super().__init__()
        self.met_about, self.title_told = about, title
        self.readings: list[Case] = []
        self.found: Sequence[Difference] = ()
        self.settled: dict[Place, int] = {}
        """The differences that were settled, each by the reading whose side was taken."""
        self.held: tuple[Case, ...] = ()
        self.is_compared = False

    def compose(self) -> ComposeResult:
        """The differences, and the one under the cursor whole."""
        title = plain_line(self.title_told, "$quiet")
        yield Static(Content.assemble((" Meeting   ", "bold $accent"), title), id="top")
        with Horizontal(id="training"):
            yield OptionList(id="scenarios", markup=False)
            yield TextArea("", id="to_read", read_only=True, soft_wrap=True)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The readings in the store that whoever is at work may read."""
        try:
            self.readings = list(self.kept())
            self.held = self.held_before()
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
        self.query_one("#scenarios").focus()
        self._compare()

    # What it is about: here a scenario

    @property
    def base(self) -> RuleBase:
        """By what it is said what differences move."""
        return self.house.judging.base

    @property
    def pack(self) -> Pack:
        """In whose words it is told."""
        return self.base.pack

    def kept(self) -> Iterable[Case]:
        """The readings in the store, each with its reader's own view. Raises `Refused`."""
        evidence = self.met_about.given.evidence_id
        kept = (case for case in readings_kept(self.house.ledger) if not isinstance(case, Refused))
        some = [case for case in kept if case.evidence_id == evidence]
        cases = only_after_own_view(self.house.ledger, some)
        return [case for case in cases if decided(case) is not None]

    def held_before(self) -> tuple[Case, ...]:
        """What meetings agreed on before. Raises `Refused`."""
        return meetings_kept(self.house.ledger, self.met_about)

    def record(self, came_to: Outcome) -> str:
        """Keep what this one came to, and say as what. Raises `Refused`."""
        panel = agreed(self.met_about, self.readings, self.settled)
        recorded = hold(self.house.ledger, self.pack, panel, came_to, names_of(self.readings))
        self.held = (*self.held, recorded)
        return f"recorded as {recorded.id}; p lays it beside a reading as the panel's"

    def situation(self) -> Situation:
        """What is true here."""
        return Situation(
            self.CONTEXT,
            has_place=self._under_cursor() is not None,
            has_case=self.is_compared and len(self.readings) >= FEWEST,
        )

    # Comparing

    def _compare(self) -> None:
        self.found, self.settled, self.is_compared = (), {}, len(self.readings) < FEWEST
        self._list()
        if not self.is_compared:
            self._differ(tuple(self.readings))

    @work(thread=True, exclusive=True, group="differ", name="comparing the readings", exit_on_error=False)
    def _differ(self, readings: tuple[Case, ...]) -> None:
        found = differences(self.base, self.met_about, readings)
        self.post_message(Compared(len(readings), found))

    def on_compared(self, message: Compared) -> None:
        """Show them, unless a reading came in meanwhile."""
        if message.number == len(self.readings):
            self.found, self.is_compared = message.found, True
            self.settled = self.draft.settled(self.found, self.readings)
            if count := len(self.settled):
                self.tell(f"taken up again: {count} agreed on and not recorded yet")
            self._list()

    @cached_property
    def draft(self) -> MeetingDraft:
        """The meeting's work until it is recorded."""
        return MeetingDraft(self.house.ledger, self.met_about)

    # Showing

    def _list(self) -> None:
        listed = self.query_one("#scenarios", OptionList)
        listed.clear_options()
        listed.add_options(
            [
                Option(met.readings_prompt(len(self.readings), self.found if self.is_compared else None)),
                *(Option(self._prompt(one)) for one in self.found),
            ]
        )
        listed.highlighted = 0
        self._show()

    def _prompt(self, one: Difference) -> Rows:
        side = self.settled.get(one.place)
        return met.prompt(self.pack, one, None if side is None else names_of(self.readings)[side])

    def _under_cursor(self) -> Difference | None:
        number = self.query_one("#scenarios", OptionList).highlighted if self.is_mounted else None
        return self.found[number - 1] if number and number <= len(self.found) else None

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another difference."""
        self._show()

    def _show(self) -> None:
        one = self._under_cursor()
        text = "\n".join(
            map(visible, self._summary() if one is None else met.whole(self.pack, self.readings, one))
        )
        area = self.query_one("#to_read", TextArea)
        if area.text != text:
            area.load_text(text)
        self.show_keys()

    def _summary(self) -> Iterator[str]:
        few = f"A meeting needs two readings, each with its reader's own view. {self.FEW}"
        found = self.found if self.is_compared else None
        yield from met.readings(self.pack, self.readings)
        yield from [few] if len(self.readings) < FEWEST else met.found(found)
        yield from met.held(self.pack, self.held)

    # What keys do

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter or the mouse: to the text."""
        self.do_text()

    def do_text(self) -> None:
        """From the list to the text, and back."""
        listed, area = self.query_one("#scenarios"), self.query_one("#to_read")
        (listed if area.has_focus else area).focus()

    def do_take_side(self, number: int) -> None:
        """Agree on what one reader has, or leave it open again."""
        one = self._under_cursor()
        if one is None or number > len(self.readings):
            return
        if self.settled.get(one.place) == number - 1:
            del self.settled[one.place]
        else:
            self.settled[one.place] = number - 1
        listed = self.query_one("#scenarios", OptionList)
        listed.replace_option_prompt_at_index(listed.highlighted or 0, self._prompt(one))
        self.draft.settle(self.settled, self.readings)

    def do_readings(self) -> None:
        """Readings in files."""
        about = "The path of a case file, or of a folder of them: readings of the same evidence, each with its judgement."
        self.app.push_screen(Naming("Readings in files", about, "~/readings", self._read), self._was_read)

    def _read(self, typed: str) -> str:
        path = self.house.path_of(typed)
        found: list[Case] = []
        for case in cases_in(path, self.pack):
            if isinstance(case, Refused):
                raise case
            check_panel(self.met_about, case, str(path))
            found.append(case)
        for case in found:
            if case not in self.readings:
                self.readings.append(case)
        return typed

    def _was_read(self, typed: str | None) -> None:
        if typed:
            self._compare()

    def do_hold(self) -> None:
        """Record what the meeting came to."""
        left = len(self.found) - len(self.settled)
        about = f"{left} of {len(self.found)} differences stay open. " if left else ""
        if little := little_agreed(len(self.found), len(self.settled)):
            about = f"{little} "
        about += self.KEPT
        scale = ", ".join(self.pack.judgements)
        lines = [
            Line(
                "judgement", f"Judgement agreed on: {scale}", "sustained", self.draft.texts.get("judgement")
            ),
            Line("because", "Why", "", self.draft.texts.get("because")),
            Line("learned", "What was learned", "", self.draft.texts.get("learned")),
        ]
        form = Form("What the meeting agreed on", about, lines, self._hold, self.draft.texts.keep)
        self.app.push_screen(form, self._was_held)

    def _hold(self, said: Mapping[str, str]) -> str:
        told = self.record(Outcome(said["judgement"].lower(), said["because"], said["learned"]))
        self.draft.forget()
        return told

    def _was_held(self, said: str | None) -> None:
        if said:
            self.query_one("#scenarios", OptionList).highlighted = 0
            self._show()
            self.tell(said, is_whole=True)

    def to_copy(self) -> Copy | None:
        """What stands beside the list, wherever the focus is."""
        command = f"sccif train meeting {self.met_about.id}"
        return Copy("the text", self.query_one("#to_read", TextArea).text, command)

    def do_back(self) -> None:
        """Back to where it was opened."""
        self.workers.cancel_node(self)
        self.dismiss(None)
