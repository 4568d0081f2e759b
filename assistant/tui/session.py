"""A case that is open: how it stands in the ledger, and what the rules make of it now.

Knows no screen. Each change is folded into the case and saved before anything is shown as saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from assistant.case import (
    At,
    Case,
    Change,
    JudgementRecorded,
    Sealed,
    describe,
)
from assistant.problems import Problem, Refused
from assistant.reasoning import Flag, Judged, Judging, covered_flags, flags
from assistant.store import Ledger, Standing
from assistant.store.kinds import Happening, TryingBegun, TryingEnded
from assistant.tui.drafts import Drafts
from assistant.work.interview import Covers, Place, every_step, is_stopped, progress
from assistant.work.naming import caution, typed
from assistant.work.open_case import OpenCase
from assistant.work.reproducing import NOT_OURS
from assistant.work.reveal import Reveal
from assistant.work.sitting import STOPPED, AtWork

if TYPE_CHECKING:
    from assistant.reasoning.what_if import Searched, WhatIf
    from assistant.work.ahead import Ahead

_STOPPED = Problem(STOPPED.code, STOPPED.what, "press f4 and record it")


@dataclass
class Otherwise:
    """What would change the judgement of a case, as far as it was searched."""

    case: Case
    found: list[WhatIf | Searched] = field(default_factory=list)
    is_done: bool = False
    is_failed: bool = False

    def take(self, found: WhatIf | Searched | None) -> None:
        """Keep what was found; None is the end."""
        if found is None:
            self.is_done = True
        else:
            self.found.append(found)

    def fail(self) -> None:
        """The search has ended before its end."""
        self.is_done = self.is_failed = True


@dataclass
class Session(AtWork):
    """One case open on the screen."""

    covers: Covers = None
    """The questions that a scenario's documents speak of; None where all are asked."""
    said: str = ""
    """What was done last, in words."""
    sign_off: str = ""
    """What was told last of a sign-off: that the case is signed off, or that this lapsed; it ends `said`."""
    asks: str = ""
    """What was asked last about what looks like a name in what was kept; it stands in `said`."""
    walked: At | None = None
    """The question whose answer was taken back last, or given again."""
    confirming: Case | None = None
    """The case for which what is possible was asked to be confirmed."""
    unconfirmed: str = ""
    """Why it could not be confirmed."""
    _flags: tuple[Case, tuple[Flag, ...]] | None = None
    _ahead: Ahead | None = None
    _otherwise: Otherwise | None = None

    @classmethod
    def open(
        cls,
        ledger: Ledger,
        standing: Standing,
        judging: Judging,
        drafts: Drafts,
        reveal: Reveal,
        covers: Covers = None,
    ) -> Session:
        """A case of the ledger as it stands, read by the pack that `judging` judges by."""
        kept = OpenCase(ledger, standing, judging.pack)
        session = cls(kept, judging, drafts, reveal, covers=covers)
        session._begin()
        if standing.is_signed_off:
            from assistant.work.review.record import behind

            session.said = session.sign_off = f"{behind(standing)}; a change of the case has that lapse"
        elif standing.is_archived:
            session.said = "this case is archived; what you change changes it all the same"
        elif covers is not None:
            session.said = "read the documents first: f2"
        elif standing.case.inspection is None or standing.case.inspection.start is None:
            session.said = "f3 asks for the URN, the dates, the inspector and the inspection before"
        elif session.is_read:
            then = "s states your view" if session.is_covered else "e says why"
            session.said = f"every core question is answered: → reads on, o lists all, {then}"
        return session

    @property
    def is_saved(self) -> bool:
        """Whether all that was done is in the ledger."""
        return self.kept.is_saved

    @property
    def trouble(self) -> Problem | None:
        """What stands in the way of saving."""
        return self.kept.trouble

    @property
    def not_saved(self) -> str:
        """That what was done is not in the ledger, and why; empty where nothing stands in the way."""
        return f"NOT SAVED: {self.trouble.in_a_line}" if self.trouble else ""

    @property
    def is_long(self) -> bool:
        """Whether what was done last is to be read to its end."""
        return any(one and one in self.said for one in (self.sign_off, self.asks))

    @property
    def far(self) -> tuple[int, int, str]:
        """How many questions are settled or uncertain, of how many, and which ones these are."""
        counted = progress(every_step(self.case, self.pack), self.covers)
        of = "core questions" if self.covers is None else "questions that the scenario covers"
        return counted.settled + counted.uncertain, counted.core, of

    @property
    def is_read(self) -> bool:
        """Whether the case is there to be read: it is no scenario, and no core question of it is open."""
        done, core, _ = self.far
        return self.covers is None and done == core

    def _judge(self, case: Case) -> Judged:
        """What the rules make of a case, confirmed as soon as that is known."""
        ahead = self.ahead
        return ahead.judged if ahead and ahead.judged.case is case else super()._judge(case)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is thin, contradictory or odd."""
        if self._flags is None or self._flags[0] is not self.case:
            case = self.case
            found = covered_flags(case, self.pack) if self.is_covered else flags(self.judged)
            self._flags = (case, found)
        return self._flags[1]

    # What was worked out beside the screen; nothing of it is here while the own view comes first

    @property
    def ahead(self) -> Ahead | None:
        """What lies ahead of the case as it is now; None until it was worked out."""
        ahead = self._ahead
        return ahead if ahead and ahead.judged.case is self.case and not self.is_covered else None

    @property
    def matters(self) -> frozenset[Place]:
        """Where what is possible can still change; nothing until that was worked out."""
        return self.ahead.places if self.ahead else frozenset()

    def confirm(self, ahead: Ahead) -> bool:
        """Keep what lies ahead of the case. False where it speaks of the case as it was before."""
        if self.is_covered or ahead.judged.case is not self.case:
            return False
        self._ahead = ahead
        return True

    @property
    def otherwise(self) -> Otherwise | None:
        """What would change the judgement of the case as it is now; None until the search has begun."""
        found = self._otherwise
        return found if found and found.case is self.case and not self.is_covered else None

    def begin_search(self) -> None:
        """Nothing is found yet."""
        self._otherwise = Otherwise(self.case)

    def forget_search(self) -> None:
        """What was found so far is given up."""
        self._otherwise = None

    def do(self, *changes: Change, place: At | None = None) -> tuple[Problem, ...]:
        """Make the changes in one step and save. Returns what stands in the way, and then nothing was done.

        `place` is the question that changes are made at which name none themselves, as a note does.
        """
        if is_stopped(self.case, self.pack, [getattr(change, "at", place) for change in changes]):
            return (_STOPPED,)
        before, standing = self.case, self.kept.standing
        if errors := self.kept.do(changes):
            return errors
        if self.case is not before:
            self._see_notes()
            told = caution(self.pack, typed(changes, before))
            self.asks = told
            self.say_done(f"kept; {told}" if told else describe(changes[0], self.pack), standing)
        return ()

    def say_done(self, said: str, before: Standing) -> None:
        """Keep what was done in words, and that a sign-off lapsed by it where the case had one before."""
        self.sign_off = self._lapsed(before)
        self.said = "; ".join(filter(None, (said, self.sign_off)))

    def say_more(self, told: str) -> None:
        """Add to what was done last something that is to be read to its end."""
        self.asks = told
        self.said = "; ".join(filter(None, (self.said, told)))

    def _lapsed(self, before: Standing) -> str:
        """That a sign-off lapsed, where the case had one before; else nothing."""
        if not before.is_signed_off:
            return ""
        from assistant.work.review.record import lapsed

        return lapsed(before, self.kept.standing)

    def say_in_review(self, told: Happening, done: str) -> str:
        """Write what is said in the review of the case as it stands here. Raises `Refused`.

        Gives in words that it is done, what looks like a name in it, and that a sign-off lapsed by it. That is
        told where the review is, and not with the next question: `said` stays as it was.
        """
        before = self.kept.standing
        self.kept.record_here(told)
        asks = caution(self.pack, typed([told], self.case))
        return "; ".join(filter(None, (done, asks, self._lapsed(before))))

    @property
    def judgement_to_undo(self) -> str:
        """The judgement that the next undo would take back, by its label; empty where it takes back something else."""
        standing = self.kept.standing
        undone = standing.undo(self.kept.ledger.actor)
        taken = [one.change for one in standing.made if undone and one.event.sequence in undone.events]
        made = next((one.judgement for one in taken if isinstance(one, JudgementRecorded)), None)
        known = self.pack.judgements.get(made.decided) if made else None
        return known.label if known else made.decided if made else ""

    def undo(self) -> bool:
        """Take this person's last step back and save. False where there is nothing to take back."""
        return self._walk("undo", "undone", "nothing to undo")

    def redo(self) -> bool:
        """Make the step again that was taken back last, and save. False where there is none."""
        return self._walk("redo", "done again", "nothing to do again")

    def _walk(self, way: Literal["undo", "redo"], done: str, nothing: str) -> bool:
        before = self.kept.standing
        try:
            changes = self.kept.undo() if way == "undo" else self.kept.redo()
        except Refused as refused:
            self.said = refused.problems[0].in_a_line
            return False
        if not changes:
            last = self.kept.standing.made[-1:]
            sealed = way == "undo" and any(isinstance(one.change, Sealed) for one in last)
            self.said = "a sealed view is not taken back" if sealed else nothing
            return False
        self._see_notes()
        self.walked = getattr(changes[0], "at", None)
        self.say_done(f"{done}: {describe(changes[0], self.pack)}", before)
        return True

    def save(self) -> bool:
        """Put what waits into the ledger. False where that fails; it stays here, and is told as not saved."""
        return self.kept.save()

    def look(self) -> None:
        """Take in what others wrote to the case meanwhile, and say so."""
        before, last = self.case, self.kept.standing.sequence
        try:
            if self.kept.refresh() and self.case is not before:
                self._see_notes()
                new = (event for event in self.kept.standing.events if event.sequence > last)
                who = sorted({event.row.actor for event in new} - {self.kept.ledger.actor})
                self.said = f"{', '.join(who) or 'another window of yours'} changed the case meanwhile"
        except Refused as refused:
            self.said = f"{refused.problems[0].what}; {refused.problems[0].right}"

    def show(self) -> None:
        """Write down which proposal is shown, where it is another than was shown last.

        Whoever may read and not write shows it to nobody else; what else stands in the way is told.
        """
        if told := self._shown(self.case):
            self._write_down("that a proposal is shown", *told)

    def log_trying(self, told: TryingBegun | TryingEnded) -> None:
        """Write down that other answers began to be tried, or no longer are; never which, and as `show` does."""
        self._write_down("that other answers are tried", told)

    def _write_down(self, what: str, *told: Happening) -> None:
        try:
            self.kept.record(*told)
        except Refused as refused:
            problem = refused.problems[0]
            if problem.code not in NOT_OURS:
                self.said = f"{what} could NOT be written down: {problem.what}"
