"""Works beside the screen, in threads: confirms what is possible, searches what would change it, proves the rules.

Threads wait for z3 and screens never do. What a thread finds comes back as a message with the number of
the case it was found for; where the case has changed since, the message is dropped and the thread gives up.
"""

from __future__ import annotations

import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Judged, Judging
from assistant.store import Ledger, verify_case
from assistant.store.database import Database
from assistant.tui.session import Session
from assistant.work.crash import write_report
from assistant.work.proof_state import Proofs

if TYPE_CHECKING:
    from assistant.reasoning.proofs import Progress
    from assistant.reasoning.what_if import Searched, WhatIf
    from assistant.work.ahead import Ahead
    from assistant.work.proving import Kept, Proved

_OFTEN = 0.1
"""Seconds between two messages of how far a proof has come: more would only be drawn over."""
_TURN = 0.001
"""Seconds in which proving leaves z3 to whoever waits for it."""
FIRST = 0.2
"""Seconds in which what is begun with the app leaves all of the processor to whoever types ahead."""


class Looked(Message):
    """What is possible was confirmed, and each open question looked at."""

    def __init__(self, generation: int, ahead: Ahead) -> None:
        super().__init__()
        self.generation, self.ahead = generation, ahead


class Found(Message):
    """Something that would change the judgement, how the search for one ended, or None at the end of all."""

    def __init__(self, generation: int, found: WhatIf | Searched | None) -> None:
        super().__init__()
        self.generation, self.found = generation, found


class Tried(Message):
    """What would still be possible with the answers that are tried was confirmed."""

    def __init__(self, generation: int, judged: Judged) -> None:
        super().__init__()
        self.generation, self.judged = generation, judged


class Verified(Message):
    """A case that was opened was verified: what does not fit, or why that cannot be said."""

    def __init__(self, case_id: str, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.case_id, self.problems = case_id, problems


class Proven(Message):
    """One more step of proving the properties of the pack; None when they are begun to be proved."""

    def __init__(self, step: Progress | Kept | Proved | None) -> None:
        super().__init__()
        self.step = step


class Beside(App[int]):
    """The half of the app that has threads; the other half has screens."""

    pack: Pack
    judging: Judging
    session: Session | None
    proofs: Proofs
    generation = 0
    """Counts up with every change of the case."""
    trouble = ""
    """What failed last."""
    searching = 0
    """Counts up with every search that is begun or given up."""
    trying = 0
    """Counts up with every answer that is tried or taken back."""
    tried: Judged | None = None
    """The case with the answers tried last that was confirmed."""

    FAILED: ClassVar = {
        "look": "confirming what is possible",
        "search": "the search for changes",
        "try": "confirming what is tried",
        "prove": "proving the properties",
        "verify": "verifying the case",
    }

    # For the screens

    def look(self) -> None:
        """Have the case confirmed, if that was not begun. Nothing is worked out while the own view comes first."""
        session = self.session
        if session is None or session.is_covered or session.confirming is session.case:
            return
        session.confirming, session.unconfirmed, self.trouble = session.case, "", ""
        self.generation += 1
        self._look(session.judging, session.judged, self.generation)

    def search(self) -> None:
        """Begin to search what would change the judgement, if that was not begun for the case as it is."""
        session = self.session
        if session is None or session.is_covered or session.otherwise is not None:
            return
        session.begin_search()
        self.searching += 1
        self._search(session.judging, session.judged, self.searching)

    def give_up(self) -> None:
        """End a search that nobody looks at; it begins anew when it is asked for again."""
        session = self.session
        self.searching += 1
        if session is not None and session.otherwise is not None and not session.otherwise.is_done:
            session.forget_search()

    def confirm_tried(self, judged: Judged) -> None:
        """Have a case confirmed in which other answers are tried; what was tried before is overtaken."""
        session = self.session
        if session is not None and not session.is_covered:
            self.trying += 1
            self._try(session.judging, judged, self.trying)

    def prove(self, *, again: bool = False) -> None:
        """Prove the properties of the pack, or recall what is known of them."""
        if not self.proofs.is_running and (again or not self.proofs.is_stopped):
            self._prove(self.judging, again=again)

    def stop_proving(self) -> None:
        """End proving where it is; it begins anew only when it is asked for again."""
        self.workers.cancel_group(self, "prove")
        self.proofs = self.proofs.stopped()
        self.show_news()

    # In threads: they read values, and post messages

    @work(thread=True, exclusive=True, group="look", name="look", exit_on_error=False)
    def _look(self, judging: Judging, judged: Judged, generation: int) -> None:
        from assistant.reasoning.solve import Overtaken
        from assistant.work.ahead import look_ahead

        worker = get_current_worker()

        def is_overtaken() -> bool:
            return worker.is_cancelled or generation != self.generation

        with suppress(Overtaken):
            self.post_message(Looked(generation, look_ahead(judging, judged, is_overtaken)))

    @work(thread=True, exclusive=True, group="verify", name="verify", exit_on_error=False)
    def verify(self, database: Database, case_id: str) -> None:
        """See whether every event of a case is as it was written: of two thousand that takes a tenth of a second."""
        time.sleep(FIRST)
        try:
            # A connection of its own: one is never shared between threads.
            with closing(database.again()) as own:
                problems = verify_case(Ledger(own), case_id)
        except Refused as refused:
            problems = refused.problems
        self.post_message(Verified(case_id, problems))

    @work(thread=True, exclusive=True, group="search", name="search", exit_on_error=False)
    def _search(self, judging: Judging, judged: Judged, generation: int) -> None:
        from assistant.reasoning.solve import Overtaken
        from assistant.reasoning.what_if import what_if

        worker = get_current_worker()

        def is_overtaken() -> bool:
            return worker.is_cancelled or generation != self.searching

        with suppress(Overtaken):
            if is_overtaken():
                return
            sets = what_if(judging, judging.solver, judged, is_overtaken=is_overtaken)
            # Closed here, since z3's lock can be given back by the thread alone that took it.
            with closing(sets):
                for found in sets:
                    if is_overtaken():
                        return
                    self.post_message(Found(generation, found))
            self.post_message(Found(generation, None))

    @work(thread=True, exclusive=True, group="try", name="try", exit_on_error=False)
    def _try(self, judging: Judging, judged: Judged, generation: int) -> None:
        from assistant.reasoning.solve import Overtaken

        worker = get_current_worker()

        def is_overtaken() -> bool:
            return worker.is_cancelled or generation != self.trying

        with suppress(Overtaken):
            if not is_overtaken():
                self.post_message(Tried(generation, judging.confirm(judged, is_overtaken)))

    @work(thread=True, exclusive=True, group="prove", name="prove", exit_on_error=False)
    def _prove(self, judging: Judging, *, again: bool) -> None:
        time.sleep(0 if again else FIRST)
        from assistant.work.proving import prove_pack, recall

        worker = get_current_worker()
        known = None if again else recall(judging.pack)
        if known is not None:
            self.post_message(Proven(known))
            return
        from assistant.reasoning.proofs import Progress

        self.post_message(Proven(None))
        told = time.monotonic()
        for step in prove_pack(judging):
            if worker.is_cancelled:
                return
            if isinstance(step, Progress):
                if time.monotonic() - told < _OFTEN:
                    continue
                told = time.monotonic()
            self.post_message(Proven(step))
            time.sleep(_TURN)

    # What comes back

    def on_looked(self, message: Looked) -> None:
        """Keep what was confirmed, unless the case has changed since."""
        session = self.session
        if session is not None and message.generation == self.generation and session.confirm(message.ahead):
            self.show_news()

    def on_found(self, message: Found) -> None:
        """Keep what was found, unless the search was given up."""
        session = self.session
        if session is None or message.generation != self.searching or session.otherwise is None:
            return
        session.otherwise.take(message.found)
        self.show_news()

    def on_tried(self, message: Tried) -> None:
        """Keep what was confirmed, unless another answer is tried by now."""
        if message.generation == self.trying:
            self.tried = message.judged
            self.show_news()

    def on_verified(self, message: Verified) -> None:
        """Say where the case is not as it was written; it can be read all the same."""
        session = self.session
        if message.problems and session is not None and session.case.id == message.case_id:
            problem = message.problems[0]
            self.trouble = problem.in_a_line
            self.say_trouble(self.trouble)

    def on_proven(self, message: Proven) -> None:
        """Keep what was proved; what was on its way when it was stopped is not."""
        if self.proofs.is_stopped and message.step is not None:
            return
        self.proofs = self.proofs.started() if message.step is None else self.proofs.after(message.step)
        self.show_news()

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """Say what failed beside the screen; all else goes on."""
        worker = message.worker
        what = self.FAILED.get(worker.name)
        if message.state != WorkerState.ERROR or worker.node is not self or what is None:
            return
        error = worker.error
        report = write_report(error) if error is not None else None
        session = self.session
        told = f"{what} failed ({type(error).__name__})" + ("; a report is kept" if report else "")
        if worker.name == "prove":
            self.proofs = self.proofs.failed(type(error).__name__)
        elif session is not None and worker.name == "look":
            session.unconfirmed = told
        elif worker.name == "search" and session is not None and session.otherwise is not None:
            session.otherwise.fail()
        self.show_news()
        self.trouble = told
        self.say_trouble(told)

    def show_news(self) -> None:
        """Draw what was found on every screen there is."""
        raise NotImplementedError

    def say_trouble(self, told: str) -> None:
        """Say what failed on the screen in front."""
        raise NotImplementedError
