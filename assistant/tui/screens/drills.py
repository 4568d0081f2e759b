"""Drills: ten borderline cases one after another, each told in short, judged by a key, and then what tips it and why."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from assistant.pack import Outcome
from assistant.problems import Problem, Refused
from assistant.tui.copying import Copy, text_of
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.naming import Naming
from assistant.tui.situation import Situation
from assistant.tui.text import BLANK, Row, Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.tui.widgets.choices import Choice, ChoicesBelow
from assistant.work.training.drilled import Drilled, chosen, keep, read_drilled
from assistant.work.training.figures import area_name
from assistant.work.training.model import WHAT_IT_IS
from assistant.work.training.telling import outcome, verdict

if TYPE_CHECKING:
    from assistant.work.training.drills import Drill  # with the solver

NUMBER = 10
"""So many come in a row."""
_SEEDS = 1_000_000
_LONGEST_SEED = 18
"""So many digits a seed may have: Python reads no number of several thousand."""


class Made(Message):
    """A drill was made beside the screen; None once there are no more in this row, with why where there are too few."""

    def __init__(self, row: int, drill: Drill | None, why: str = "") -> None:
        super().__init__()
        self.row, self.drill, self.why = row, drill, why


class Drills(Acting[None]):
    """A row of drills. What is answered is kept in the store as soon as it is."""

    CONTEXT = "drills"
    AUTO_FOCUS = "#choices"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("drills")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self.seed, self.row, self.place = 0, 0, 0
        self.made: list[Drill] = []
        self.said: list[str] = []
        self.is_whole = False
        """Whether all of the row were made."""
        self.why = ""
        """Why there are no more."""

    def compose(self) -> ComposeResult:
        """The drill and what the rules say of it, which scroll, and below them what can be said, always in view."""
        yield Static("", id="top", markup=False)
        with VerticalScroll(id="card", can_focus=False):
            yield Static("", id="head", markup=False)
            yield Static("", id="foot", markup=False)
        yield ChoicesBelow()
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with a row of one's own."""
        self._begin(None)

    def situation(self) -> Situation:
        """What is true here."""
        here = self.here is not None
        return Situation(
            self.CONTEXT,
            is_question=here and not self.is_answered,
            is_answered=self.is_answered or self.is_over,
        )

    @property
    def scale(self) -> list[Outcome]:
        """What can be said of a drill, in order."""
        scale = [one for one in self.house.pack.judgements.values() if one.scale is not None]
        return sorted(scale, key=lambda one: one.scale or 0)

    @property
    def here(self) -> Drill | None:
        """The drill in front; None while it is made, and after the last."""
        return self.made[self.place] if self.place < len(self.made) else None

    @property
    def is_answered(self) -> bool:
        """Whether the drill in front was judged."""
        return self.here is not None and self.place < len(self.said)

    @property
    def is_over(self) -> bool:
        """Whether there is no other in this row."""
        return self.here is None and self.is_whole

    # Making them

    def _begin(self, seed: int | None) -> None:
        """A row of one's own, none of which came before; or that of a seed, whatever came before."""
        before: tuple[Drilled, ...] = ()
        if seed is None:
            try:
                before = read_drilled(self.house.ledger)
            except Refused as refused:
                self.tell(f"what you answered before cannot be read: {refused.problems[0]}", is_trouble=True)
        self.seed = secrets.randbelow(_SEEDS) if seed is None else seed
        self.row += 1
        self.made, self.said, self.place, self.is_whole, self.why = [], [], 0, False, ""
        self.draw()
        self._make(before, self.seed, self.row)

    @work(thread=True, exclusive=True, group="drills", name="making drills", exit_on_error=False)
    def _make(self, before: tuple[Drilled, ...], seed: int, row: int) -> None:
        from assistant.work.training.drills import drills

        worker = get_current_worker()
        why = ""
        try:
            for drill in chosen(drills(self.house.judging, seed), before, NUMBER, seed):
                if worker.is_cancelled:
                    return
                self.post_message(Made(row, drill))
        except Refused as refused:
            why = str(refused.problems[0])
        self.post_message(Made(row, None, why))

    def on_made(self, message: Made) -> None:
        """One more, or the end of the row."""
        if message.row != self.row:
            return
        was = self.here
        if message.drill is None:
            self.is_whole, self.why = True, message.why
        else:
            self.made.append(message.drill)
        if was is None:
            self.draw()

    # Showing

    def draw(self) -> None:
        """Show the drill in front, or how the row went."""
        about = f"practice on this rule base, not inspection · seed {self.seed}"
        top = Content.assemble((" Drills   ", "bold $accent"), plain_line(about, "$quiet"))
        self.query_one("#top", Static).update(top)
        choices, card = self.query_one(ChoicesBelow), self.query_one("#card", VerticalScroll)
        self.query_one("#head", Static).update(Rows(self._head()))
        said = self.said[self.place] if self.is_answered else None
        choices.display = self.here is not None
        choices.show(
            [
                Choice(one.id, str(number), f"{one.sign} {one.label}", is_chosen=one.id == said)
                for number, one in enumerate(self.scale, 1)
                if self.here is not None
            ],
            "cursor",
            keep_cursor=False,
        )
        self.query_one("#foot", Static).update(Rows(self._foot()))
        if self.is_answered:
            self.call_after_refresh(card.scroll_end, animate=False)
        else:
            card.scroll_home(animate=False)
        self.show_keys()

    def _head(self) -> Iterator[Row]:
        if not self.place or self.here is None:
            yield row(plain(WHAT_IT_IS, "$quiet"))
            yield BLANK
        if self.here is None:
            yield from self._summary() if self.is_over else [row(plain("A drill is being made…"))]
            return
        from assistant.work.training.drills import told

        yield row(plain(f"Drill {self.place + 1} of {NUMBER}", "bold $accent"))
        of = None
        for line in told(self.house.pack, self.here):
            if line.of != of:
                of = line.of
                yield row(plain(of, "bold"))
            yield row(plain(line.ask, "$quiet"), "  ", plain(f"{line.answer}."), lead="  ", indent=2)
        yield row(plain("What is not told is as in an ordinary home in which nothing has moved.", "$quiet"))

    def _foot(self) -> Iterator[Row]:
        if self.here is None or not self.is_answered:
            return
        yield BLANK
        for line in verdict(self.house.pack, self.here, self.said[self.place]):
            lead = plain(f"{' ' * line.indent}{line.marker}", "$accent")
            style = "" if line.indent else "bold"
            yield row(plain(line.text, style), lead=lead, indent=line.indent + len(line.marker))

    def _summary(self) -> Iterator[Row]:
        pack, pairs = self.house.pack, list(zip(self.made, self.said, strict=False))
        same = sum(said == drill.judgement for drill, said in pairs)
        yield row(plain(f"{same} of {len(pairs)} as the rules have it.", "bold"))
        if self.why:
            yield row(plain(self.why, "$warn"))
        other = Counter(area_name(pack, drill.area) for drill, said in pairs if said != drill.judgement)
        if other:
            yield BLANK
            yield row(plain("Judged otherwise than the rules, by what tips them; more of these come next:"))
            for name, times in other.most_common():
                yield row(plain(name), lead=plain(f"  {times} × ", "$accent"), indent=6)
        yield BLANK
        for number, (drill, said) in enumerate(pairs, 1):
            sign = (
                Content.styled(" = ", "$good") if said == drill.judgement else Content.styled(" ≠ ", "$warn")
            )
            told = f"you {outcome(pack, said)}, the rules {outcome(pack, drill.judgement)}"
            yield row(plain(told), lead=Content.assemble(f"{number:>3}", sign), indent=6)

    # What keys do

    def do_say(self, number: int) -> None:
        """Judge the drill in front; it is kept at once."""
        drill = self.here
        if drill is None or self.is_answered or number > len(self.scale):
            return
        said = self.scale[number - 1].id
        self.said.append(said)
        self.tell("")
        try:
            keep(self.house.ledger, self.house.pack, drill, said)
        except Refused as refused:
            self.tell(f"NOT KEPT, so it may come again: {refused.problems[0]}", is_trouble=True)
        self.draw()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse: the judgement under the cursor, or on to the next drill."""
        if self.is_answered:
            self.do_next_drill()
        else:
            self.do_say(message.option_index + 1)

    def do_next_drill(self) -> None:
        """The next one; after the last, how it went; and from there another row."""
        if self.is_over:
            self._begin(None)
        elif self.is_answered:
            self.place += 1
            self.draw()
        if self.here is not None:
            self.query_one(ChoicesBelow).focus()

    def do_seed(self) -> None:
        """The row of a seed: the same for everybody, whatever they answered before."""
        about = "The drills of a seed are the same for everybody, and may be some that you had before."
        self.app.push_screen(
            Naming("Drills by a seed", about, str(self.seed), self._seed, "Seed"), self._of_seed
        )

    def _seed(self, typed: str) -> str:
        if not typed.isascii() or not typed.isdigit() or len(typed) > _LONGEST_SEED:
            raise Refused(
                [
                    Problem(
                        "use-not-understood",
                        f"`{typed[:20]}` is no seed",
                        f"write a whole number of {_LONGEST_SEED} digits at most",
                    )
                ]
            )
        return typed

    def _of_seed(self, typed: str | None) -> None:
        if typed:
            self._begin(int(typed))

    def to_copy(self) -> Copy | None:
        """The drill as it is told, and the command that makes the row of its seed."""
        text = "\n".join(text_of(self.query_one(name, Static).visual) for name in ("#head", "#foot"))
        return Copy("the drill", text, f"sccif train drill --seed {self.seed}")

    def do_back(self) -> None:
        """Back to the scenarios; what was judged is kept."""
        self.workers.cancel_node(self)
        self.dismiss(None)
