"""How far the proofs of a pack's properties have come, and the warning where one of them is broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.pack import Pack

if TYPE_CHECKING:
    from assistant.reasoning.proofs import Progress
    from assistant.work.proving import Kept, Proved

State = Literal["proved", "broken", "being proved", "not proved yet"]


@dataclass(frozen=True, slots=True)
class Proofs:
    """What is known now of the properties that a pack declares."""

    pack: Pack
    kept: tuple[Kept, ...] = ()
    is_whole: bool = False
    """Whether all of them are known."""
    now: Progress | None = None
    """How far the one has come that is being proved."""
    is_running: bool = False
    trouble: str = ""
    """Why they could not be proved."""
    is_stopped: bool = False
    """Whether somebody ended proving before all were known."""

    @classmethod
    def of(cls, pack: Pack, proved: Proved | None) -> Proofs:
        """What was known before, or that nothing is."""
        return cls(pack, proved.properties, is_whole=True) if proved else cls(pack)

    def started(self) -> Proofs:
        """All are to be proved now."""
        return Proofs(self.pack, is_running=True)

    def after(self, step: Progress | Kept | Proved) -> Proofs:
        """What is known after one more step of proving."""
        from assistant.reasoning.proofs import Progress
        from assistant.work.proving import Kept

        match step:
            case Progress():
                return replace(self, now=step)
            case Kept():
                return replace(self, kept=(*self.kept, step), now=None)
            case _:
                return Proofs.of(self.pack, step)

    def failed(self, why: str) -> Proofs:
        """Proving has ended before all were known."""
        return replace(self, now=None, is_running=False, trouble=why)

    def stopped(self) -> Proofs:
        """Somebody has ended proving before all were known."""
        return replace(self.failed("proving was stopped"), is_stopped=True)

    @property
    def broken(self) -> tuple[Kept, ...]:
        """The properties that do not hold."""
        return tuple(one for one in self.kept if not one.holds)

    def known(self, name: str) -> Kept | None:
        """What became of a property, if that is known."""
        return next((one for one in self.kept if one.id == name), None)

    def state(self, name: str) -> State:
        """How a property stands."""
        known = self.known(name)
        if known is not None:
            return "proved" if known.holds else "broken"
        waits = [one.id for one in self.pack.properties if self.known(one.id) is None]
        return "being proved" if self.is_running and waits[:1] == [name] else "not proved yet"

    @property
    def told(self) -> str:
        """All of it in a few words."""
        count, done = len(self.pack.properties), len(self.kept)
        if not count:
            return "these rules state no properties, so nothing is proved of them"
        if self.trouble:
            return f"{done} of {count} properties proved, the others not: {self.trouble}"
        if self.is_running:
            return f"properties being proved, {done} of {count}"
        if not self.is_whole:
            return f"properties not proved yet, {done} of {count}"
        if self.broken:
            return f"{count - len(self.broken)} of {count} properties proved, {len(self.broken)} BROKEN"
        return f"all {count} properties proved"
