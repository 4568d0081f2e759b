"""What somebody did with drills: kept in their own files, so that none comes again and those misjudged come more often."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from assistant.problems import Problem, Refused, Where
from assistant.work.training.drills import Drill

_AHEAD = 4
"""For each drill so many are made, of which the one that is most needed comes."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """One drill as it was answered."""

    digest: str
    area: str
    """The record type of the answer that tips it."""
    judgement: str
    """What the rules come to."""
    said: str

    @property
    def is_same(self) -> bool:
        """Whether what was said is what the rules come to."""
        return self.said == self.judgement


def drilled_of() -> Path:
    """Where the drills of whoever is at work are kept: in this user's own state."""
    import platformdirs

    return platformdirs.user_state_path("sccif", appauthor=False) / "drills.jsonl"


def read_drilled(path: Path) -> tuple[Drilled, ...]:
    """The drills that were answered, in order; lines that are not one are passed over, as a help must not fail."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ()
    for line in lines:
        try:
            one = Drilled(**json.loads(line))
        except (ValueError, TypeError):
            continue
        if all(isinstance(getattr(one, name), str) for name in Drilled.__slots__):
            found.append(one)
    return tuple(found)


def keep(path: Path, drill: Drill, said: str) -> None:
    """Add a drill as it was answered, for its owner alone to read. Raises `Refused` where it cannot be written."""
    one = Drilled(drill.digest, drill.area, drill.judgement, said)
    line = json.dumps({name: getattr(one, name) for name in Drilled.__slots__})
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(path, "a", encoding="utf-8", opener=_for_its_owner) as stream:
            stream.write(f"{line}\n")
    except OSError as error:
        what = f"the answer cannot be kept: {error.strerror or error}"
        right = "give yourself the right to write there, or the drill may come again"
        raise Refused([Problem("file-unwritable", what, right, Where(str(path)))]) from None


def _for_its_owner(path: str, flags: int) -> int:
    """Opens a file that nobody else may read: what somebody misjudged is theirs."""
    return os.open(path, flags, 0o600)


def chosen(made: Iterator[Drill], before: Iterable[Drilled], number: int, seed: int) -> Iterator[Drill]:
    """So many drills out of those made, none that was answered before, and more of the kinds that were misjudged.

    The same for the same drills, seed and answers before. Fewer, where no more were made.
    """
    random = Random(seed)  # noqa: S311  # not for secrets
    known, same, other = set[str](), Counter[str](), Counter[str]()
    for one in before:
        known.add(one.digest)
        (same if one.is_same else other)[one.area] += 1
    new = (drill for drill in made if drill.digest not in known)
    waiting: list[Drill] = []
    for _ in range(number):
        waiting += islice(new, _AHEAD if other else 1)
        if not waiting:
            return
        weights = [_needed(same[drill.area], other[drill.area]) for drill in waiting]
        drill = random.choices(waiting, weights)[0]
        waiting.remove(drill)
        yield drill


def _needed(same: int, other: int) -> float:
    """How much a kind is needed: most where it is misjudged as a rule, and never not at all."""
    return (1 + other) / (2 + same + other)
