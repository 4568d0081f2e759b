"""What a proof comes to: that a property holds, or a case that breaks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assistant.case import Case


class Broken(NamedTuple):
    """One way in which a property fails."""

    what: str
    """What happens, as a sentence without its full stop."""
    case: Case | None = None
    """A case in which it happens; none where the property says that there should be one."""
    after: Case | None = None
    """For a property about two cases: the changed one."""
    unusual: tuple[str, ...] = ()
    """The answers of the case without which it would not happen, each as `place: answer`."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one property."""

    id: str
    """The property's."""
    says: str
    asked: int
    """How many questions were put to the solver, or how many checks were run."""
    broken: tuple[Broken, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the property holds of every case."""
        return not self.broken


class Progress(NamedTuple):
    """How far a proof has come: so many of so many questions answered."""

    id: str
    """The property's."""
    done: int
    of: int
