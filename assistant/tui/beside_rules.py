"""Works beside the screen of rules, in threads: runs the examples, and counts in how many cases each rule fired.

What a thread finds comes back as a message with the number of the time it was begun; what was begun before is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.store import Ledger
from assistant.work.crash import write_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.case import Case
    from assistant.store.database import Database
    from assistant.tui.app import SccifApp
    from assistant.work.examples import ExampleResult
    from assistant.work.firing_counts import Counted
    from assistant.work.reveal import Reveal

_OFTEN = 0.2
"""Seconds between two messages of how far counting has come."""
_TURN = 0.001
"""Seconds in which a thread leaves the machine to whoever waits for a key."""


class ExamplesRun(Message):
    """The examples were run, or could not be."""

    def __init__(
        self, begun: int, examples: Mapping[str, tuple[ExampleResult, ...]] | None, failed: str = ""
    ) -> None:
        super().__init__()
        self.begun, self.examples, self.failed = begun, examples, failed


class Fired(Message):
    """How often each rule fired, how many cases are counted so far, or why they could not be."""

    def __init__(self, begun: int, counted: Counted | int | None, failed: str = "") -> None:
        super().__init__()
        self.begun, self.counted, self.failed = begun, counted, failed


class BesideRules(Screen[None]):
    """The half of the screen that has threads."""

    judging: Judging
    house: SccifApp
    begun = 0
    """Counts up with every time that both are begun."""
    examples: Mapping[str, tuple[ExampleResult, ...]] | None = None
    examples_failed = ""
    counted: Counted | int | None = None
    count_failed = ""

    def begin(self) -> None:
        """Begin both anew."""
        self.begun += 1
        self.examples, self.counted = None, None
        self.examples_failed = self.count_failed = ""
        self._run_examples(self.begun)
        self._count(self.begun, self.house.ledger.database, self.house.how_shown)

    @work(thread=True, exclusive=True, group="examples", name="examples", exit_on_error=False)
    def _run_examples(self, begun: int) -> None:
        from assistant.work.examples import each_example

        worker = get_current_worker()
        found: dict[str, list[ExampleResult]] = {}
        try:
            for result in each_example(self.judging.pack, self.judging):
                if worker.is_cancelled or begun != self.begun:
                    return
                found.setdefault(result.rule, []).append(result)
                time.sleep(_TURN)
        except Refused as refused:
            self.post_message(ExamplesRun(begun, None, str(refused.problems[0])))
            return
        self.post_message(ExamplesRun(begun, {rule: tuple(results) for rule, results in found.items()}))

    @work(thread=True, exclusive=True, group="count", name="count", exit_on_error=False)
    def _count(self, begun: int, database: Database, how: Callable[[Ledger, Case], Reveal]) -> None:
        from assistant.work.corpus.reading import cases_kept
        from assistant.work.firing_counts import count

        worker = get_current_worker()
        told = time.monotonic()
        try:
            # A connection of its own: one is never shared between threads.
            with closing(database.again()) as own:
                ledger = Ledger(own)
                for step in count(cases_kept(ledger), self.judging, lambda case: how(ledger, case)):
                    if worker.is_cancelled or begun != self.begun:
                        return
                    if isinstance(step, int):
                        if time.monotonic() - told < _OFTEN:
                            continue
                        told = time.monotonic()
                        time.sleep(_TURN)
                    self.post_message(Fired(begun, step))
        except Refused as refused:
            self.post_message(Fired(begun, None, str(refused.problems[0])))

    # What comes back

    def on_examples_run(self, message: ExamplesRun) -> None:
        """Keep what became of the examples, unless they were begun anew."""
        if message.begun == self.begun:
            self.examples, self.examples_failed = message.examples, message.failed
            self.show_news()

    def on_fired(self, message: Fired) -> None:
        """Keep what was counted, unless it was begun anew."""
        if message.begun != self.begun:
            return
        self.counted, self.count_failed = message.counted, message.failed
        if isinstance(message.counted, int):
            self.show_page()
        else:
            self.show_news()

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """Say what failed beside the screen; all else goes on."""
        worker = message.worker
        if message.state != WorkerState.ERROR or worker.node is not self or worker.error is None:
            return
        report = write_report(worker.error)
        told = type(worker.error).__name__ + ("; a report is kept" if report else "")
        if worker.name == "examples":
            self.examples_failed = told
        else:
            self.counted, self.count_failed = None, told
        self.show_news()

    def show_news(self) -> None:
        """Draw what was found."""
        raise NotImplementedError

    def show_page(self) -> None:
        """Draw how far it has come."""
        raise NotImplementedError
