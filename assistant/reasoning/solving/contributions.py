"""What one record of a section can add to the tallies, over every way of answering it.

Records of a type are interchangeable: the later stages see of them only what they add to tallies, and of
a tally only whether it reaches the numbers that rules ask for. So a record is told by its *contribution*,
the numbers it adds, each up to the largest that any rule asks for, and a case of any number of records by
how often each contribution stands in it. A section of hundreds of combinations of answers has few of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.case import Key
from assistant.pack import Pack
from assistant.pack.model import Coded
from assistant.reasoning.codes import FindingCode, RuleBase, Test
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.solving.limits import Limits

Contribution = tuple[int, ...]
"""For each tally of a section (`Section.tallies`) the number that a record adds, up to its cap."""
Given = Mapping[str, str]
"""The answers of single records that a section's records are read with."""


class Lane(NamedTuple):
    """One of the rule bases that are compared, with the codes of it that read a section."""

    base: RuleBase
    codes: tuple[FindingCode, ...]


class Section:
    """The records of one section, as the rules of one or more rule bases of the same knowledge read them."""

    def __init__(self, record: str, bases: Sequence[RuleBase], limits: Limits | None = None) -> None:
        """Find what the rules read of the section, and which tallies it feeds."""
        self.record, self.pack, self.limits = record, bases[0].pack, limits
        self.lanes = [
            Lane(
                base, tuple(code for code in base.findings if code.key is None and code.rule.record == record)
            )
            for base in bases
        ]
        self.codes = [(number, code) for number, lane in enumerate(self.lanes) for code in lane.codes]
        self.tallies = tuple(
            sorted({(lane, place) for lane, code in self.codes for place in bases[lane].feeds[code.number]})
        )
        """The tallies that the section feeds, each with its lane."""
        self.caps = tuple(bases[lane].reach.limits[place] for lane, place in self.tallies)
        self.places = {tally: place for place, tally in enumerate(self.tallies)}
        self.questions = relevant(self.pack, record, self.codes)

    @property
    def most(self) -> int:
        """How many records of the same contribution can still make a difference."""
        return max(self.caps, default=0)

    def reads(self) -> dict[str, list[frozenset[str]]]:
        """The answers of single records that tell records apart, each as its values in classes."""
        sets: dict[str, set[frozenset[str]]] = {}
        for _, code in self.codes:
            for test in (*code.when, *code.unless):
                sets.setdefault(test.name, set()).add(test.values)
        for question in self.questions:
            for gate in question.gate:
                if not gate.ref.own:
                    sets.setdefault(str(gate.ref), set()).add(gate.values)
        name = self.limits.reads(Key(self.record)) if self.limits else None
        if name is not None:
            sets.setdefault(name, set()).update(frozenset({value}) for value in _values(self.pack, name))
        return {name: _classes([*_values(self.pack, name), ABSENT], wanted) for name, wanted in sets.items()}

    def contributions(self, given: Given) -> dict[Contribution, Mapping[str, str]]:
        """Every contribution of a completely answered record, with answers that bring it about.

        `given` holds one value for each name that `reads` gives.
        """
        alive = [
            (lane, code)
            for lane, code in self.codes
            if all(given[test.name] in test.values for test in code.when)
        ]
        # A rule that reads nothing of the record itself fires for each of them alike.
        alike = [one for one in alive if not _own(one[1]) and not _defeats(one[1], given)]
        found: dict[Contribution, Mapping[str, str]] = {self._contribution(alike): {}}
        for part in _apart(self.questions, [code for _, code in alive]):
            names = {question.id for question in part}
            codes = [(lane, code) for lane, code in alive if names & _own(code)]
            of_part = self._of_part(part, codes, given)
            found = {
                self._sum(one, other): {**said, **also}
                for (one, said), (other, also) in itertools.product(found.items(), of_part.items())
            }
        return found

    def contribution(self, own: Mapping[str, str], given: Given) -> Contribution:
        """What a record with these answers, all of them settled, adds."""
        fired = [
            (lane, code)
            for lane, code in self.codes
            if all(given[test.name] in test.values for test in code.when)
            and all(own[test.name] in test.values for test in code.own_when)
            and not (_defeats(code, given) and all(own[test.name] in test.values for test in code.own_unless))
        ]
        return self._contribution(fired)

    def _of_part(
        self, part: Sequence[Coded], codes: Sequence[tuple[int, FindingCode]], given: Given
    ) -> dict[Contribution, Mapping[str, str]]:
        """The contributions of the codes that read these questions, which no other question bears on."""
        state = (tuple(True for _ in codes), tuple(_defeats(code, given) for _, code in codes))
        states: dict[tuple[object, ...], tuple[tuple[bool, ...], tuple[bool, ...], dict[str, str]]]
        states = {(): (*state, {})}
        for number, question in enumerate(part):
            later = {gate.ref.question for one in part[number + 1 :] for gate in one.gate if gate.ref.own}
            next_states: dict[
                tuple[object, ...], tuple[tuple[bool, ...], tuple[bool, ...], dict[str, str]]
            ] = {}
            for when, unless, said in states.values():
                for value in self._domain(question, said, given):
                    holds = tuple(
                        held and _agrees(code.own_when, question.id, value)
                        for held, (_, code) in zip(when, codes, strict=True)
                    )
                    defeats = tuple(
                        fires and held and _agrees(code.own_unless, question.id, value)
                        for fires, held, (_, code) in zip(holds, unless, codes, strict=True)
                    )
                    told = {**said, question.id: value}
                    kept = tuple(told[name] for name in sorted(later & told.keys()))
                    next_states.setdefault((holds, defeats, kept), (holds, defeats, told))
            states = next_states
        found: dict[Contribution, Mapping[str, str]] = {}
        for when, unless, said in states.values():
            fired = [
                one for one, held, defeated in zip(codes, when, unless, strict=True) if held and not defeated
            ]
            found.setdefault(self._contribution(fired), said)
        return found

    def _domain(self, question: Coded, said: Given, given: Given) -> Iterator[str]:
        for gate in question.gate:
            read = said[gate.ref.question] if gate.ref.own else given[str(gate.ref)]
            if read not in gate.values:
                yield ABSENT
                return
        asked = self.pack.questions[self.record][question.id]
        limit = self.limits.answers(Key(self.record), question.id, given) if self.limits else None
        yield from (answer.id for answer in asked.answers if limit is None or answer.id in limit)
        if asked.not_applicable:
            yield ABSENT

    def _contribution(self, fired: Iterable[tuple[int, FindingCode]]) -> Contribution:
        numbers = [0] * len(self.tallies)
        for lane, code in fired:
            base = self.lanes[lane].base
            for tally in base.feeds[code.number]:
                place = self.places[lane, tally]
                most = 1 if base.tallies[tally].distinct else self.caps[place]
                numbers[place] = min(most, numbers[place] + 1)
        return tuple(numbers)

    def _sum(self, one: Contribution, other: Contribution) -> Contribution:
        """What two parts of one record add together: a tally of records counts it once."""
        return tuple(
            max(a, b) if self.lanes[lane].base.tallies[tally].distinct else min(cap, a + b)
            for a, b, cap, (lane, tally) in zip(one, other, self.caps, self.tallies, strict=True)
        )


def relevant(pack: Pack, record: str, codes: Iterable[tuple[int, FindingCode]]) -> tuple[Coded, ...]:
    """The questions of a section that the codes read, and those that decide whether these are asked."""
    wanted = {name for _, code in codes for name in _own(code)}
    coded = pack.coded[record]
    for question in reversed(coded):  # a gate reads only what is asked before
        if question.id in wanted:
            wanted.update(gate.ref.question for gate in question.gate if gate.ref.own)
    return tuple(question for question in coded if question.id in wanted)


def _own(code: FindingCode) -> set[str]:
    return {test.name for test in (*code.own_when, *code.own_unless)}


def _defeats(code: FindingCode, given: Given) -> bool:
    """Whether what defeats a rule holds, as far as single records say; never where nothing defeats it."""
    tests = (*code.unless, *code.own_unless)
    return bool(tests) and all(given[test.name] in test.values for test in code.unless)


def _agrees(tests: Sequence[Test], name: str, value: str) -> bool:
    return all(test.name != name or value in test.values for test in tests)


def _values(pack: Pack, name: str) -> list[str]:
    record, question = name.split(".", 1)[0], name.rsplit(".", 1)[1]
    return [answer.id for answer in pack.questions[record][question].answers]


def _classes(values: Iterable[str], wanted: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The values in classes that no wanted set tells apart."""
    sets = sorted(wanted, key=sorted)
    found: dict[tuple[bool, ...], set[str]] = {}
    for value in values:
        found.setdefault(tuple(value in one for one in sets), set()).add(value)
    return [frozenset(one) for one in found.values()]


def _apart(questions: Sequence[Coded], codes: Iterable[FindingCode]) -> list[list[Coded]]:
    """The questions in parts that neither a rule nor a gate joins, each in the order asked."""
    part: dict[str, int] = {question.id: number for number, question in enumerate(questions)}
    joined = [_own(code) for code in codes]
    joined += [
        {question.id, *(gate.ref.question for gate in question.gate if gate.ref.own)}
        for question in questions
    ]
    for names in joined:
        numbers = {part[name] for name in names}
        for name, number in part.items():
            if number in numbers:
                part[name] = min(numbers)
    found: dict[int, list[Coded]] = {}
    for question in questions:
        found.setdefault(part[question.id], []).append(question)
    return list(found.values())
