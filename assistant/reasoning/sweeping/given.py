"""Conditions on answers as they were given: the gates of a question become conditions beside its own.

The evidence leaves out an answer whose question is not asked. On what is known that is the same as asking
that every choice which switches the question on was answered so too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant.case import At, Key
from assistant.pack import Pack
from assistant.reasoning.codes import Test
from assistant.reasoning.evidence import name_of

Given = Mapping[str, frozenset[str]]
"""For each answer that is read the values it must be one of, by the name of its column."""


class GivenTests:
    """The questions of a pack by the names under which rules read them, with what each stands behind."""

    def __init__(self, pack: Pack) -> None:
        """Name every answer of single records, and of each section's own."""
        self.pack = pack
        self.of_section = {
            kind.id: dict(self._named(Key(kind.id), lambda at: at.question)) for kind in pack.sections
        }
        self.single = dict(one for key in single_keys(pack) for one in self._named(key, name_of))

    def _named(self, key: Key, name: Callable[[At], str]) -> Iterable[tuple[str, Given]]:
        for coded in self.pack.coded[key.record]:
            if coded.only_for and key.label not in coded.only_for:
                continue
            gates = {
                name(At(key, ref.question)) if ref.own else str(ref): wanted for ref, wanted in coded.gate
            }
            yield name(At(key, coded.id)), gates

    def conjunction(self, tests: Iterable[Test], section: str | None = None) -> Given | None:
        """Tests that must all hold, gates among them; None where they never do.

        Those on a section's own record come with its name, and are read in its own columns.
        """
        asked: dict[str, frozenset[str]] = {}
        waiting = list(tests)
        while waiting:
            test = waiting.pop()
            gates = (self.of_section[section] if section else {}).get(test.name, self.single.get(test.name))
            if gates is None:  # the question is not put to this record
                return None
            values = asked.get(test.name, test.values) & test.values
            if not values:
                return None
            asked[test.name] = values
            waiting.extend(Test(name, wanted) for name, wanted in gates.items())
        return asked


def single_keys(pack: Pack) -> Iterable[Key]:
    """The records that stand in every case, in the order of the pack."""
    for kind in pack.record_types.values():
        if kind.many == "one":
            yield Key(kind.id)
        elif kind.many == "each_area":
            yield from (Key(kind.id, area) for area in pack.areas)
