"""Finds the cases that come out otherwise under another pack, once a corpus was judged by both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.reasoning.codes import JUDGEMENT, of_area
from assistant.reasoning.sweep import GROUND, JUDGED, NUMBER, outcome, reading_of
from assistant.work.corpus.beside import MAIN, NEW, OLD, paired
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.rule_changes import Changes

MOVED = "moved"
"""The view of the cases that move: their numbers, and what they come to under either pack."""
Outcome = str | bool | None


class Move(NamedTuple):
    """One thing that a case comes to, under either pack, and the smallest sets of changes that move it."""

    what: str
    """`judgement`, `ground`, a stage of an area (`of_area`) or a reading (`reading_of`)."""
    old: Outcome
    new: Outcome
    causes: tuple[tuple[str, ...], ...] = ()
    """Each set alone is enough, and no smaller one is; empty where none was found."""


def compared(changes: Changes) -> list[tuple[str, str]]:
    """What is compared, with the column it stands in: all that both packs conclude."""
    areas = [of_area(area) for area in changes.old.areas if area in changes.new.areas]
    there = {one.id for one in changes.new.words.readings}
    readings = [reading_of(one.id) for one in changes.old.words.readings if one.id in there]
    return [
        (JUDGEMENT, outcome(JUDGEMENT)),
        (GROUND, GROUND),
        *((name, outcome(name)) for name in (*areas, *readings)),
    ]


def pairs(changes: Changes) -> list[tuple[str, str]]:
    """For all that is compared its columns, under the old pack and under the new, quoted."""
    return [(quoted(OLD + column), quoted(NEW + column)) for _, column in compared(changes)]


def find_moved(changes: Changes, corpus: Corpus) -> None:
    """Make the view `MOVED` of a corpus that was judged by both packs: of those kept."""
    columns = pairs(changes)
    told = ", ".join(f"{old}, {new}" for old, new in columns)
    corpus.database.execute(
        f"CREATE OR REPLACE VIEW {MAIN}.{MOVED} AS SELECT {NUMBER}, {told} FROM {paired(JUDGED)}"
    )


def moves_between(changes: Changes, values: Sequence[Outcome]) -> tuple[Move, ...]:
    """The moves, without causes, of a case whose `pairs` have these values, the old one of each first."""
    whats = [what for what, _ in compared(changes)]
    told = zip(whats, values[::2], values[1::2], strict=True)
    return tuple(Move(what, old, new) for what, old, new in told if old != new)
