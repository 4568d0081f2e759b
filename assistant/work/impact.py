"""Says which past cases a change of the rules moves, and which of the changed rules move them.

Every case is judged by both packs in the database, and what came out is compared there. For the cases that
move the changes are put into the old pack, one alone, then two together and so on, until each case comes out
as it does under the new one: that set of changes is the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assistant.reasoning.sweep import CASES, NUMBER
from assistant.work.causes import with_causes
from assistant.work.corpus.beside import judge_both
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.moves import MOVED, Move, compared, find_moved
from assistant.work.rule_changes import Changes


class Moved(NamedTuple):
    """A case that moves."""

    number: int
    case: str
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Impact:
    """What a change of the rules comes to over a corpus."""

    changes: Changes
    corpus: Corpus
    cases: int
    moves: Mapping[int, tuple[Move, ...]]
    """For each case that moves, by number, how it does."""

    @property
    def unexplained(self) -> int:
        """How many move by something of which no cause was found."""
        return sum(not all(move.causes for move in moves) for moves in self.moves.values())

    def by_move(self) -> list[tuple[Move, int]]:
        """How many cases move from what to what, without causes, the most frequent first of each kind."""
        found = Counter(move._replace(causes=()) for moves in self.moves.values() for move in moves)
        first = {what: place for place, (what, _) in enumerate(compared(self.changes))}
        return sorted(found.items(), key=lambda pair: (first[pair[0].what], -pair[1], str(pair[0])))

    def by_cause(self) -> list[tuple[tuple[str, ...], int]]:
        """For each smallest set of changes how many cases it moves, in whatever way; most first."""
        found: Counter[tuple[str, ...]] = Counter()
        for moves in self.moves.values():
            found.update({cause for move in moves for cause in move.causes})
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def each(self) -> Iterator[Moved]:
        """Every case that moves, in the order of the corpus."""
        named = (
            f"SELECT {NUMBER}, {quoted('case')} FROM {CASES} SEMI JOIN {MOVED} USING ({NUMBER}) ORDER BY 1"
        )
        cursor = self.corpus.database.cursor().execute(named)
        while rows := cursor.fetchmany(2048):
            yield from (Moved(number, name, self.moves[number]) for number, name in rows)


def impact(changes: Changes, corpus: Corpus) -> Impact:
    """What changes come to over a corpus of the old pack. Leaves in it what `each` reads."""
    judge_both(corpus, *changes.bases, [column for _, column in compared(changes)])
    find_moved(changes, corpus)
    return Impact(changes, corpus, len(corpus), with_causes(changes, corpus))
