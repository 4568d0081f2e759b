"""Writes one example: the case nearest to a home that examples begin from in which a rule's condition decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.case import At, Key, parse_at
from assistant.document import Spread, Tree
from assistant.pack import EvaluationRule, FindingRule, Pack
from assistant.reasoning import Judged, Judging
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.proofs.cases import Found
from assistant.reasoning.proofs.differing import Pair
from assistant.reasoning.solving.answers import Literal
from assistant.work.examples import TEMPLATE, Given, example_case, fired, starts_from
from assistant.work.stated import reading_word

RECORDS = 3
"""So many records of a section are tried at most."""

Places = dict[str, str]
"""Answers by their place, as an example gives them: `leaver:A.planning`."""


@dataclass(frozen=True, slots=True)
class Written:
    """An example of a rule: the case in which it fires, and the near miss."""

    rule: str
    base: str
    given: Places
    near: dict[str, str | None]
    expect: dict[str, Tree]
    near_expect: dict[str, Tree]

    @property
    def size(self) -> tuple[int, int]:
        """How many answers have to be read to understand it."""
        return len(self.given) + len(self.near), len(self.given)

    def tree(self) -> Tree:
        """The example as it stands in a file of rules/examples/."""
        near = Spread(given=dict(self.near), expect=self.near_expect)
        return Spread(
            rule=self.rule, base=self.base, given=dict(self.given), expect=self.expect, near_miss=near
        )


class Writing:
    """One example on one base: of a rule, for what it makes out that `other` has another rule there."""

    def __init__(self, pack: Pack, other: Pack, rule: str, pair: Pair, name: str, base: Given) -> None:
        """`pair` holds the two packs; `name` and `base` are what the example begins from."""
        self.pack, self.pair, self.name, self.base = pack, pair, name, base
        self.rule = pack.rules_by_id[rule]
        self.judging, self.changed = Judging(pack, "meaning"), Judging(other, "meaning")

    def written(self, differs: Literal) -> Written | None:
        """The example, or None where the base leads to none that comes out as it has to."""
        pair, rule = self.pair, self.rule.id
        first = pair.nearest(self.wanted(), differs)
        if first is None:
            return None
        here = self.places(first)
        has_fired = self.has_fired(here)
        alike = pair.records_of(first)  # so that none has to be taken out
        second = pair.nearest(
            self.wanted(here), pair.fires_not(rule) if has_fired else pair.fires(rule), *alike
        )
        if second is None:
            return None
        there = self.places(second)
        if has_fired == self.has_fired(there):
            return None
        given, near = (here, there) if has_fired else (there, here)
        return self.example(given, near)

    def example(self, given: Places, near: Places) -> Written | None:
        """The two cases with what they come to; None where the rule does not fire in the first alone."""
        told = self.told({**given, **near})
        before = {
            place: value
            for place, value in given.items()
            if told.get(place) != value or self.brings(place, given, told)
        }
        changed: dict[str, str | None] = {
            place: near.get(place, told.get(place))
            for place in {**given, **near}
            if near.get(place, told.get(place)) != given.get(place, told.get(place))
        }
        cases = [
            example_case(self.pack, self.base, before),
            example_case(self.pack, self.base, before, changed),
        ]
        both = [(self.judging.live(case), self.changed.live(case)) for case in cases]
        areas = self.areas(both)
        if isinstance(self.rule, EvaluationRule):
            areas = [
                area
                for area in self.pack.areas
                if fired(self.rule, both[0][0], [area]) and not fired(self.rule, both[1][0], [area])
            ]
        if not fired(self.rule, both[0][0], areas) or fired(self.rule, both[1][0], areas):
            return None
        expect, near_expect = (self.expect(judged, otherwise, areas) for judged, otherwise in both)
        return Written(self.rule.id, self.name, before, changed, expect, near_expect)

    def brings(self, place: str, given: Places, told: Mapping[str, str]) -> bool:
        """Whether a place brings its record into the example, where nothing else of the record does."""
        record = place.rpartition(".")[0]
        of_record = [one for one in given if one.rpartition(".")[0] == record]
        at = parse_at(place)
        is_said = any(told.get(one) != given[one] for one in of_record)
        return bool(at and at.key.added) and not is_said and place == of_record[0]

    def told(self, given: Mapping[str, str]) -> dict[str, str]:
        """What the base says, also of the records that an example names."""
        found = {
            place: value for place, value in self.base.items() if value is not None and TEMPLATE not in place
        }
        for place in given:
            for starting, value in starts_from(self.base, place):
                if value is not None:
                    found.setdefault(starting, value)
        return found

    def wanted(self, nearer: Mapping[str, str] | None = None) -> dict[str, str]:
        """The answers to come near to, by the names of the solver's questions."""
        found: dict[str, str] = {}
        for place, value in {**self.base, **(nearer or {})}.items():
            at = parse_at(place)
            if at is None or value is None or value == "uncertain":
                continue
            near = ABSENT if value == "not_applicable" else value
            if at.key.label == TEMPLATE:
                for number in range(RECORDS):
                    found.setdefault(f"{at.key.record}#{number}.{at.question}", near)
            elif at.key.added:
                slot = self.slot(at.key)
                if slot is not None:
                    found[f"{at.key.record}#{slot}.{at.question}"] = near
            else:
                found[".".join(part for part in (at.key.record, at.key.label, at.question) if part)] = near
        return found

    def places(self, found: Found) -> Places:
        """The answers of a found case that are not those of the base."""
        told: Places = {}
        for key, values in found.singles.items():
            for question, value in values.items():
                place = str(At(key, question))
                if value != ABSENT and self.base.get(place) != value:
                    told[place] = value
                elif value == ABSENT and self.applies(key, question, values):
                    told[place] = "not_applicable"
        for (section, slot), place_in in found.slots.items():
            key = Key(section, self.label(section, slot))
            for question, value in found.sections[section][place_in].items():
                if value != ABSENT:
                    told[str(At(key, question))] = value
        return told

    def applies(self, key: Key, question: str, values: Mapping[str, str]) -> bool:
        """Whether a question was asked and set aside: nothing but that made it no answer."""
        coded = next(one for one in self.pack.coded[key.record] if one.id == question)
        asked = not coded.only_for or key.label in coded.only_for
        return (
            asked
            and bool(self.pack.questions[key.record][question].not_applicable)
            and all(not gate.ref.own or values.get(gate.ref.question) in gate.values for gate in coded.gate)
        )

    def label(self, section: str, slot: int) -> str:
        """The label of the record in a slot; no child is in two sections."""
        kind = self.pack.record_types[section]
        if kind.labels != "child":
            return f"{kind.letter or 'Z'}{slot + 1}"
        children = [one.id for one in self.pack.sections if one.labels == "child"]
        return chr(ord("A") + children.index(section) * RECORDS + slot)

    def slot(self, key: Key) -> int | None:
        """The slot of a record by its label; None for one of the base's own that no slot is labelled as."""
        slots = (slot for slot in range(RECORDS) if self.label(key.record, slot) == key.label)
        return next(slots, None)

    def has_fired(self, given: Places) -> bool:
        """Whether the rule fires where these answers are given."""
        return fired(self.rule, self.judging.live(example_case(self.pack, self.base, given)))

    def areas(self, told: list[tuple[Judged, Judged]]) -> list[str]:
        """The areas that an example of this rule speaks of."""
        wanted = []
        for area in self.pack.areas:
            moved = any(
                judged.known.evaluations[area] != otherwise.known.evaluations[area]
                for judged, otherwise in told
            )
            own = isinstance(self.rule, FindingRule) and self.rule.find.area == area
            named = isinstance(self.rule, EvaluationRule) and area in self.rule.area
            if moved or own or named:
                wanted.append(area)
        return wanted

    def expect(self, judged: Judged, otherwise: Judged, areas: list[str]) -> dict[str, Tree]:
        """What a case comes to, as an example states it."""
        known, proposal = judged.known, judged.proposal
        told: dict[str, Tree] = {"judgement": proposal.judgement}
        told["ground"] = proposal.ground or "none"
        told["rests_on"] = list(known.judgement.rests_on)
        evaluated: dict[str, Tree] = {area: judged.areas[area] for area in areas if judged.areas[area]}
        if evaluated:
            told["areas"] = dict(evaluated)
        resting: dict[str, Tree] = {
            area: list(known.evaluations[area].rests_on)
            for area in evaluated
            if set(known.evaluations[area].rests_on) != set(otherwise.known.evaluations[area].rests_on)
        }
        if resting:
            told["areas_rest_on"] = resting
        readings = {
            one.reading: reading_word(one)
            for one, other in zip(known.case_review, otherwise.known.case_review, strict=True)
            if reading_word(one) != reading_word(other)
        }
        if readings:
            told["readings"] = dict(readings)
        return told
