"""A case that is being worked on: each change is in the ledger when it is shown, or is kept here and set aside.

Two people may work on one case: what they change apart goes together by itself, and where they meet
the meeting waits here for one of them to settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.case import Aside, Case, Change, apply, change_problems, fold, put_aside
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.store import Behind, Event, Ledger, Meeting, Standing, Summary, again, merge, read, summary_of
from assistant.store.codec import whole
from assistant.store.kinds import ErasureOrdered, Happening, Redone, Settled, Undone
from assistant.store.linking import with_links
from assistant.store.merging import goes_beside
from assistant.work.keeping import asked
from assistant.work.training.covering import passage_problem

Beside = Callable[[Case], Sequence[Happening]]
"""What is written with a change, of the case as it is after it."""


def _nothing(_: Case) -> Sequence[Happening]:
    return ()


@dataclass
class OpenCase:
    """One case of the ledger, open for writing."""

    ledger: Ledger
    standing: Standing
    pack: Pack
    beside: Beside = _nothing
    """Gives what else happened by a change: that another proposal was shown."""
    waiting: list[tuple[Change, ...]] = field(default_factory=list)
    """Steps that could not be written yet, in order."""
    meetings: list[Meeting] = field(default_factory=list)
    """Where somebody else changed the same thing, to be settled."""
    trouble: Problem | None = None
    """What stands in the way of writing."""
    _case: Case | None = None
    _aside: Aside = field(default_factory=Aside)

    @property
    def case(self) -> Case:
        """The case as it is now, with what could not be written yet."""
        return self.standing.case if self._case is None else self._case

    @property
    def is_saved(self) -> bool:
        """Whether all that was done is in the ledger, and nothing waits to be settled."""
        return not self.waiting and not self.meetings

    @property
    def can_undo(self) -> bool:
        """Whether there is a step of this person's to take back."""
        return bool(self.waiting) or self.standing.can_undo(self.ledger.actor)

    @property
    def can_redo(self) -> bool:
        """Whether a step of this person's was taken back last."""
        return self.is_saved and self.standing.redo(self.ledger.actor) is not None

    def do(self, changes: Sequence[Change]) -> tuple[Problem, ...]:
        """Make the changes in one step and write them. Gives what is wrong with them, and then nothing was done.

        That they could not be written is no such problem: then they wait, `is_saved` is False, and
        `trouble` says why and where the case was put meanwhile.
        """
        case, made = self.case, list[Change]()
        for change in changes:
            if passage := passage_problem(self.ledger, case, change):
                return (passage,)
            found = change_problems(self.pack, case, change)
            if errors := tuple(problem for problem in found if problem.severity == "error"):
                return errors
            after = apply(case, change)
            if after != case:
                case = after
                made.append(change)
        if made:
            self.waiting.append(tuple(made))
            self._case = case
            self.save()
        return ()

    def undo(self) -> Sequence[Change]:
        """Take this person's last step back. Gives its changes; none where there is nothing to take back.

        Raises `Refused` where something done later rests on it, or the ledger cannot be written.
        """
        if self.waiting:
            undone = self.waiting.pop()
            self._case = self._refold()
            self.save()
            return undone
        self.refresh()
        step = self.standing.undo(self.ledger.actor)
        return self._step(step) if step else ()

    def redo(self) -> Sequence[Change]:
        """Make the step again that this person took back last. Gives its changes; none where there is none.

        Raises `Refused` as `undo` does.
        """
        self.refresh()
        step = self.standing.redo(self.ledger.actor) if self.is_saved else None
        return self._step(step) if step else ()

    def _step(self, step: Undone | Redone) -> Sequence[Change]:
        numbers = set(step.events)
        after = self.standing.case_without(self.standing.undone ^ numbers)
        self._append(step, *self.beside(after))
        return [one.change for one in self.standing.made if one.event.sequence in numbers]

    def save(self) -> bool:
        """Write what waits. False where that fails: it waits on, and the case is set aside in a file."""
        try:
            while self.waiting:
                self._write(self.waiting[0])
        except Refused as refused:
            problem = refused.problems[0]
            if problem.code == "store-erased":  # what was erased is not written down elsewhere
                self.meetings.clear()
                self._forget_aside()
            else:
                self._set_aside()
            path = self._aside.path
            where = (
                f"the case was put in `{path}` meanwhile" if path else "what you typed is on the screen alone"
            )
            self.trouble = Problem(problem.code, problem.what, f"{where}; {problem.right}", problem.where)
            return False
        self._case, self.trouble = None, None
        self._forget_aside()
        return self.is_saved

    def give_up(self) -> OpenCase:
        """The case without what could not be written, where that is kept elsewhere; no file of it stays."""
        if self.set_aside is not None:
            with suppress(OSError):
                self.set_aside.unlink(missing_ok=True)
        return replace(self, waiting=[], trouble=None, _case=None, _aside=Aside())

    @property
    def set_aside(self) -> Path | None:
        """The file with what no ledger holds, if there is any."""
        return self._aside.path

    def _set_aside(self) -> None:
        """Put the case as it is here into a file: a crash must not lose what no ledger holds."""
        put_aside(self.standing.case.id, self.case, self.pack, self._aside)

    def _forget_aside(self) -> None:
        """Take the file away, once everything is in the ledger and every meeting is settled."""
        if self._aside.path is not None and not self.meetings:
            with suppress(OSError):
                self._aside.path.unlink(missing_ok=True)
            self._aside.path = None

    def refresh(self) -> bool:
        """Take in what others wrote. True where there was something."""
        before, self.standing = self.standing, self._now()
        if self.waiting:
            self._case = self._refold()
        return self.standing.sequence > before.sequence

    def _now(self) -> Standing:
        """The case as it stands now. Raises `Refused` where it is no longer there as it was read."""
        before = self.standing
        case_id = before.case.id
        found = self.ledger.events(case_id, since=before.sequence - 1)
        # INVARIANT: what is written follows what was read: another history of the same case is another case
        # (tests/work/test_open_case.py).
        if not found or found[0].row.hash != before.events[-1].row.hash:
            what = f"`{case_id}` is no longer in the store as you opened it: it was taken from you, or a backup was restored"
            right = "leave it, and open it again if it is still yours"
            raise Refused([Problem("store-gone", what, right)])
        if any(isinstance(event.happened, ErasureOrdered) for event in found[1:]):
            return read(self.ledger, case_id)  # what was read of it before is no longer there to be read
        return before.then(found[1:])

    def record(self, *happened: Happening) -> None:
        """Write something that changes nothing of what the case says. Raises `Refused`."""
        self._append(*happened)

    def record_here(self, *happened: Happening) -> None:
        """Write what was decided of the case as it stands here.

        Raises `Refused`; where somebody wrote meanwhile nothing is written, and the case is as it is now.
        """
        try:
            self._try(*happened)
        except Behind:
            self.refresh()
            what, right = "somebody wrote to the case meanwhile", "look at it as it is now, and say it again"
            raise Refused([Problem("store-changed", what, right)]) from None
        self._case = self._refold()

    def meeting(self) -> Meeting | None:
        """The meeting that waits first, with what stands there now. Raises `Refused`."""
        if self.meetings:
            self.refresh()
            self.meetings[0] = again(self.meetings[0], self.standing)
        return next(iter(self.meetings), None)

    def settle(self, meeting: Meeting, *, keep_mine: bool, reason: str) -> Meeting | None:
        """Keep one of two changes that met, and both in the history. Raises `Refused`, and then it waits on.

        Where theirs was changed again since it was looked at, nothing is written, and the meeting is
        given as it is now: it is for the person to look at, and to be settled anew.
        """
        while True:
            self.refresh()
            now = again(meeting, self.standing)
            if now != meeting:
                self.meetings[self.meetings.index(meeting)] = now
                return now
            change = (with_links(self.standing.case, meeting.mine),) if keep_mine else ()
            settled = _settled(meeting, keep_mine=keep_mine, reason=reason)
            case = fold(self.standing.case, change)
            try:
                self._try(*change, settled, *self.beside(case))
            except Behind:
                continue
            self._case = self._refold()
            self.meetings.remove(meeting)
            self._forget_aside()
            return None

    def can_keep(self, meeting: Meeting) -> bool:
        """Whether this person's own change still fits the case."""
        try:
            apply(self.standing.case, meeting.mine)
        except Refused:
            return False
        return True

    def _write(self, step: tuple[Change, ...]) -> None:
        """Write the step that waits first, or as much of it as goes together with what others wrote."""
        before = self.standing
        try:
            self._try(*step, *self.beside(fold(before.case, step)))
        except Behind:
            now = self._now()
            self._set_aside()
            rest, steps, names = now, list[tuple[Change, ...]](), dict[str, str]()
            for one in self.waiting:
                merged = merge(before, rest, one, names)
                self.meetings.extend(merged.meetings)
                names |= merged.names
                if merged.changes:
                    steps.append(merged.changes)
                    rest = rest.with_case(fold(rest.case, merged.changes))
            self.standing, self.waiting = now, steps
            self._case = self._refold()
            return
        del self.waiting[0]

    def _append(self, *happened: Happening) -> None:
        """Write what does not depend on the case as it was, after whatever others wrote."""
        while True:
            try:
                self._try(*happened)
            except Behind:
                self.refresh()
            else:
                self._case = self._refold()
                return

    def _try(self, *happened: Happening) -> None:
        before = self.standing
        after: list[Standing] = []

        def summarise(events: Sequence[Event]) -> Summary:
            after[:] = [before.then(events)]
            return summary_of(after[0], asked(after[0].case, self.pack))

        self.ledger.append(before.case.id, before.sequence, *happened, summarise=summarise)
        self.standing = after[0]

    def _refold(self) -> Case | None:
        """The case with what waits; a change that no longer fits is met when it is written."""
        if not self.waiting:
            return None
        case = self.standing.case
        for step in self.waiting:
            for change in step:
                with suppress(Refused):
                    case = apply(case, change)
        return case


def _settled(meeting: Meeting, *, keep_mine: bool, reason: str) -> Settled:
    theirs = meeting.theirs.happened
    mine_told, their_told = whole(meeting.mine), whole(theirs) if theirs else "erased"
    kept, dropped = (mine_told, their_told) if keep_mine else (their_told, mine_told)
    if keep_mine and goes_beside(meeting):
        dropped = ""  # it stays, and the history says nothing else
    return Settled(meeting.place, kept, dropped, reason)
