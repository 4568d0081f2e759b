"""What screens of figures share: they are worked out in a thread, walked through a section at a time, and broken off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.case import Case
from assistant.problems import Problem, Refused
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import BLANK, Row, Rows, plain, plain_line, row
from assistant.tui.widgets import told as drawing
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.work.audit.shapes import Report

State = Literal["working", "empty", "failed", "told"]
_EVERY = 10
"""After so many cases are read the screen has its turn."""


class WorkedOut(NamedTuple):
    """The figures told, and what is wrong with the cases that they leave out."""

    report: Report
    problems: Sequence[Problem] = ()


class Figures(Acting[None]):
    """Reads the cases, works the figures out in a thread, and walks through them; leaving breaks it off."""

    AUTO_FOCUS = "#numbers"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    NAME: ClassVar[str]
    """What the screen is called."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = "working"
        self.report: Report | None = None
        self.page = 0
        self.said = ""
        """What stands in the place of figures: how far it has come, or what failed."""

    async def work_out(self, is_overtaken: Callable[[], bool]) -> WorkedOut | None:
        """The figures; None where there is nothing to tell any of.

        Raises `Refused` where they cannot be worked out, and `Overtaken` once `is_overtaken`.
        """
        raise NotImplementedError

    def nothing(self) -> tuple[str, str]:
        """What is said where there is nothing to tell, and what to do about it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The sections, and the one that is shown."""
        yield Static("", id="top", markup=False)
        with Horizontal(id="figures-of"):
            yield Static("", id="sections", markup=False)
            with VerticalScroll(id="numbers"):
                yield Static("", id="figures", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at once."""
        self.do_again()

    def situation(self) -> Situation:
        """What is true here."""
        return Situation(self.CONTEXT, has_sections=self.state == "told", is_working=self.state == "working")

    # Working it out

    def do_again(self) -> None:
        """Read the cases and work it out anew."""
        self.state, self.said, self.report = "working", "reading the cases…", None
        self.draw()
        self._work_out()

    @work(exclusive=True, group="figures", name="figures", exit_on_error=False)
    async def _work_out(self) -> None:
        from assistant.work.crash import write_report

        worker = get_current_worker()
        try:
            found = await self.work_out(lambda: worker.is_cancelled)
        except Refused as refused:
            self._fail(str(refused.problems[0]))
            return
        except Exception as error:  # noqa: BLE001  # whatever it is, the app goes on
            kept = write_report(error)
            self._fail(f"{type(error).__name__}{'; a report without case text is kept' if kept else ''}")
            return
        if found is None:
            self.state = "empty"
            self.draw()
            return
        self.state, self.report, self.page = "told", found.report, 0
        self.draw()
        if found.problems:
            self.tell(f"{len(found.problems)} problems, left out: {found.problems[0]}", is_trouble=True)

    async def read_cases(self) -> list[Case | Refused]:
        """The cases of the store, read here, since a connection is of one thread; the screen goes on meanwhile."""
        from assistant.work.corpus.reading import cases_kept

        cases: list[Case | Refused] = []
        for case in cases_kept(self.house.ledger):
            cases.append(case)
            if len(cases) % _EVERY == 0:
                self.say(f"reading the cases: {len(cases):,}…")
                await asyncio.sleep(0)
        return cases

    def say(self, how_far: str) -> None:
        """Show how far it has come."""
        self.said = how_far
        self.draw()

    def _fail(self, why: str) -> None:
        self.state, self.said = "failed", why
        self.draw()

    # Showing

    def draw(self) -> None:
        """Show what there is by now."""
        title = self.report.title if self.report else ""
        top = Content.assemble((f" {self.NAME}   ", "bold $accent"), plain_line(title, "$quiet"))
        self.query_one("#top", Static).update(top)
        self.query_one("#sections", Static).update(Rows(self._sections()))
        self.query_one("#sections").display = self.state == "told"
        self.query_one("#figures", Static).update(Rows(self._figures()))
        self.show_keys()

    def on_resize(self) -> None:
        """The sections stand beside the figures where there is room, and else on one line."""
        self.draw()

    def _sections(self) -> list[Row]:
        if self.report is None:
            return []
        sections = self.report.sections
        if (self.size.width or 80) < 100:  # the breakpoint
            here = sections[self.page]
            about = f"  {self.page + 1} of {len(sections)} · 1–{len(sections)} or tab for another"
            return [row(plain(f"▸ {here.title}", "bold $accent"), plain(about, "$quiet"))]
        return [
            row(
                plain(one.title, "bold $accent" if place == self.page else ""),
                lead=plain(f"{'▸' if place == self.page else ' '} {place + 1} ", "$accent"),
                indent=4,
            )
            for place, one in enumerate(sections)
        ]

    def _figures(self) -> list[Row]:
        match self.state:
            case "working":
                return [row(plain(self.said)), BLANK, row(plain("esc leaves it", "$quiet"))]
            case "empty":
                what, right = self.nothing()
                return [row(plain(what)), BLANK, row(plain(right, "$quiet"))]
            case "failed":
                return [
                    row(plain("The figures could NOT be worked out.", "bold $bad")),
                    BLANK,
                    row(plain(self.said)),
                    BLANK,
                    row(plain("r tries again", "$quiet")),
                ]
            case "told":
                return list(self._told()) if self.report else []

    def _told(self) -> Iterator[Row]:
        """The section in front; on the first, also what is to be known of all of them."""
        if self.report is None:
            return
        if not self.page:
            for caution in self.report.cautions:
                yield row(plain(caution, "$warn"), lead=plain("! ", "$warn"), indent=2)
            yield BLANK
        yield from drawing.of_section(self.report.sections[self.page])
        if not self.page:
            yield BLANK
            yield row(plain("What it was made from", "bold"))
            for name, told in self.report.about:
                yield row(plain(told), lead=plain(f"  {name}: ", "$quiet"), indent=4)

    # What keys do

    def do_section(self, number: int) -> None:
        """A section by its number."""
        if self.report is not None and 0 < number <= len(self.report.sections):
            self.page = number - 1
            self.query_one("#numbers", VerticalScroll).scroll_home(animate=False)
            self.draw()

    def do_next_section(self) -> None:
        """The next section."""
        if self.report is not None:
            self.do_section((self.page + 1) % len(self.report.sections) + 1)

    def do_back(self) -> None:
        """Back to where it was opened; what is not worked out yet is given up."""
        self.workers.cancel_node(self)
        self.dismiss(None)
