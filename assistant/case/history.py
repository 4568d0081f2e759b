"""A case with what was done to it: the list that undo and redo walk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from assistant.case.changes import Change, Sealed, apply
from assistant.case.model import Case
from assistant.problems import Problem, Refused


@dataclass(frozen=True, slots=True)
class History:
    """The case as it was opened, the changes since, and how many of them stand.

    The case after each change is kept: two of them share all but what the change touched, so that undo
    is a step in a list and a thousand changes cost little.
    """

    opened: Case
    changes: tuple[Change, ...] = ()
    position: int = 0
    """How many of the changes stand; those behind it were undone and can be done again."""
    cases: tuple[Case, ...] = field(default=(), repr=False, compare=False)
    """The case after each number of changes; folded from the others where it is not given."""

    def __post_init__(self) -> None:
        if not 0 <= self.position <= len(self.changes):
            raise ValueError(f"{len(self.changes)} changes have no position {self.position}")
        if len(self.cases) != len(self.changes) + 1:
            cases = tuple(accumulate(self.changes, apply, initial=self.opened))
            object.__setattr__(self, "cases", cases)

    @classmethod
    def of(cls, opened: Case, changes: Iterable[Change] = ()) -> History:
        """The history in which all the changes stand. Raises `Refused` where one does not fit."""
        listed = tuple(changes)
        return cls(opened, listed, len(listed))

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.cases[self.position]

    @property
    def undoable(self) -> Change | None:
        """The change that undo would take back, or None. A sealed view is not taken back, nor what led to it:
        one that could be stated again after the proposal was shown would measure nothing."""
        last = self.changes[self.position - 1] if self.position else None
        return None if isinstance(last, Sealed) else last

    @property
    def redoable(self) -> Change | None:
        """The change that redo would make again, or None."""
        return self.changes[self.position] if self.position < len(self.changes) else None

    def do(self, change: Change) -> History:
        """The history with the change made; what was undone before can then no longer be done again.

        A change that leaves the case as it is adds nothing. Raises `Refused` where it does not fit.
        """
        after = apply(self.case, change)
        if after == self.case:
            return self
        stood = self.position
        return History(
            self.opened, (*self.changes[:stood], change), stood + 1, (*self.cases[: stood + 1], after)
        )

    def undo(self) -> History:
        """The history one change back. Raises `Refused` where there is none, or a view was sealed."""
        if self.undoable is None:
            if self.position:
                what, right = (
                    "a sealed view is not taken back",
                    "change answers or record the judgement instead",
                )
                raise Refused([Problem("change-sealed", what, right)])
            raise Refused([Problem("change-nothing", "there is nothing to undo", "go on")])
        return History(self.opened, self.changes, self.position - 1, self.cases)

    def redo(self) -> History:
        """The history with the change made again that was undone last. Raises `Refused` where there is none."""
        if self.redoable is None:
            raise Refused([Problem("change-nothing", "there is nothing to do again", "go on")])
        return History(self.opened, self.changes, self.position + 1, self.cases)
