"""Why not: for each judgement that is not concluded the nearest rules for it, and how each of their conditions stands.

A rule is nearer the fewer of its conditions fail; then the less its counts fall short on what is
known; then the fewer are open; then as the pack orders them. What lies below a node is worked out
when it is first looked at: a list of rules and their conditions needs little of it, a tree all.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import (
    Answers,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    Outcome,
    parse_ref,
)
from assistant.reasoning.codes import AreaCount, Code, Count, StageCode
from assistant.reasoning.explain import Explanation, at_of
from assistant.reasoning.firing import FAILS, HOLDS, OPEN_YET
from assistant.reasoning.judge import Judged
from assistant.reasoning.later import NO_LIMIT
from assistant.reasoning.nearness import STATES, Asked, Nearness, Weighed, asked, lacking, nearness, weigh
from assistant.reasoning.node import Node
from assistant.reasoning.phrases import (
    condition,
    counted_by,
    first_up,
    listed,
    question_name,
    record_name,
    said,
    say,
)
from assistant.reasoning.supposing import Supposing

_NEAREST = 3
_DEFEAT = {
    "holds": "what would defeat it is not so",
    "fails": "it is defeated",
    "open": "it may be defeated",
}


def why_not(judged: Judged, supposing: Supposing) -> tuple[Node, ...]:
    """For each judgement that is not concluded a tree that says why, in the pack's order.

    `supposing` is made of the same case. Under a `why not` stand the rules, the nearest first; under a
    rule its conditions, each with its state; under a condition what it rests on, and what comes nearest
    to what it lacks.
    """
    return _WhyNot(judged, supposing).roots()


class _WhyNot:
    def __init__(self, judged: Judged, supposing: Supposing) -> None:
        self.pack, self.case, self.supposing = judged.pack, judged.case, supposing
        self.base, self.later = supposing.base, supposing.now.later
        self.explained = Explanation(judged)

    def roots(self) -> tuple[Node, ...]:
        concluded = self.later.judgement.known.outcome
        return tuple(
            self.root(outcome) for name, outcome in self.pack.judgements.items() if name != concluded
        )

    def root(self, outcome: Outcome) -> Node:
        judgement = self.later.judgement
        before = self.pack.judgements[judgement.known.outcome].label
        codes = next(codes for name, codes in self.base.judgements if name == outcome.id)
        if any(self.later.rule(code)[0] for code in codes):
            told = f"a rule for it fires, but {before} stands before it"
        elif outcome.id in judgement.possible:
            told = "no rule for it fires on what is known, and what is open may still lead to it"
        else:
            told = "no rule for it fires"
        at = f"why not {outcome.id}"
        return Node(
            at,
            "why not",
            f"{outcome.sign} {outcome.label}: {told}",
            partial(self.rules, at, codes, before),
            outcome=outcome.id,
        )

    # The rules of a later stage, and their conditions

    def rules(self, above: str, codes: Iterable[StageCode], before: str) -> Iterator[Node]:
        """The rules for a judgement, the nearest first; `before` is what is concluded instead."""
        weighed = [(code, weigh(self.later, code)) for code in codes]
        for code, conditions in sorted(weighed, key=lambda one: nearness(one[1])):
            yield self.rule(above, code, conditions, before, None)

    def rule(
        self, above: str, code: StageCode, conditions: list[Weighed], before: str, area: str | None
    ) -> Node:
        known, certain = self.later.rule(code)
        at = f"{above} / {code.rule.id}"
        told = f"fires, but {before} stands before it" if known else _how_far(conditions)
        return Node(
            at,
            "rule",
            f"“{say(self.pack, self.case, code.rule)}”: {told}",
            lambda: [self.condition(at, code, one, area) for one in conditions],
            rule=code.rule.id,
            state=STATES[certain],
        )

    def condition(self, above: str, code: StageCode, one: Weighed, area: str | None) -> Node:
        state = STATES[one.certain]
        phrases = " and ".join(condition(self.pack, part) for part in one.conditions)
        told = " and ".join(self.stands(part, code, one, area) for part in one.conditions)
        found = [f"({self.numbers(part)})" for part in one.codes if isinstance(part, Count | AreaCount)]
        told = " ".join([told, *found])
        at = f"{above} / {'unless ' if one.defeats else ''}{phrases}"
        return Node(
            at,
            "condition",
            f"{state}: {_DEFEAT[state]}: {told}" if one.defeats else f"{state}: {told}",
            lambda: [node for part in one.conditions for node in self.below(at, code, part, one, area)],
            rule=code.rule.id,
            state=state,
            words=tuple(word for part in one.conditions for word in counted_by(self.pack, part)),
        )

    def stands(self, part: Condition, code: StageCode, one: Weighed, area: str | None) -> str:
        """A condition in words; one on answers with the answers as they stand."""
        if not isinstance(part, Answers):
            return condition(self.pack, part)
        own = self.pack.area_record if area and isinstance(code.rule, EvaluationRule) else None
        key = Key(own, area) if own else None
        what_for = "defeats it" if one.defeats else "asked for"
        return " and ".join(
            self.said(at_of(parse_ref(text, own), key), wanted, what_for)
            for text, wanted in part.answers.items()
        )

    def numbers(self, code: Count | AreaCount) -> str:
        """How many there are of what a count counts."""
        known, lowest, highest = self.later.numbers(code)
        if lowest == highest:
            return f"{known or 'none'} found"
        return f"{known or 'none'} found so far, {'any number' if highest >= NO_LIMIT else f'up to {highest}'} possible"

    def below(
        self, above: str, code: StageCode, one: Condition, weighed: Weighed, area: str | None
    ) -> Iterator[Node]:
        """What a condition rests on, and where it falls short what comes nearest to what it lacks."""
        if not isinstance(one, CountFindings | CountAreas):
            yield from self.explained.condition(above, code.rule, one, area)
            return
        yield from self.explained.counted(above, one, area)
        for part in () if weighed.defeats else weighed.codes:
            if lacking(self.later, part):
                yield from self.nearest(above, part)

    # One level deeper

    def nearest(self, above: str, code: Code) -> Iterator[Node]:
        """What comes nearest to being counted: at most three findings, or areas."""
        if isinstance(code, Count):
            findings = heapq.nsmallest(_NEAREST, self.findings(code), key=lambda one: one[:2])
            yield from (self.finding(above, rule, key, parts) for *_, rule, key, parts in findings)
        elif isinstance(code, AreaCount):
            areas = heapq.nsmallest(_NEAREST, self.areas(code), key=lambda one: one[:2])
            yield from (self.area(above, area, rule, weighed) for *_, area, rule, weighed in areas)

    def findings(self, count: Count) -> Iterator[tuple[Nearness, int, FindingRule, Key, list[Asked]]]:
        """The finding rules that a count counts, with the records that exist and for which they do not fire."""
        fired = {(finding.rule, finding.key) for finding in self.explained.known.findings}
        place = 0
        for number in self.base.tallies[count.tally].codes:
            code = self.base.findings[number]
            records = self.supposing.evidence.records[code.rule.record]
            for key in [code.key] if code.key else [record.key for record in records]:
                if (code.rule.id, key) not in fired:
                    parts = asked(self.supposing, code.rule, key)
                    place += 1
                    yield nearness(parts), place, code.rule, key, parts

    def finding(self, above: str, rule: FindingRule, key: Key, parts: list[Asked]) -> Node:
        at, name = f"{above} / {rule.id} {key}", first_up(record_name(self.pack, key))
        found = say(self.pack, _as_asked(self.case, parts), rule, key)
        return Node(
            at,
            "nearest",
            f"{name} comes near the finding “{found}”: {_how_far(parts)}",
            lambda: [self.asked(at, rule, one) for one in parts],
            rule=rule.id,
            state=STATES[min(one.certain for one in parts)],
        )

    def asked(self, above: str, rule: FindingRule, one: Asked) -> Node:
        """What a finding rule asks, the answer as it stands, and the answers that it would take."""
        places = [place for place, _ in one.places]
        told = [
            self.said(place, wanted, "defeats it" if one.defeats else "asked for")
            for place, wanted in one.places
        ]
        at, state = f"{above} / {' and '.join(map(str, places))}", STATES[one.certain]
        return Node(
            at,
            "condition",
            f"{state}: {' and '.join(told)}",
            lambda: [self.explained.answer(at, place) for place in places],
            rule=rule.id,
            at=places[0],
            state=state,
        )

    def said(self, at: At, wanted: tuple[str, ...], what_for: str) -> str:
        """An answer as it stands, beside those that a rule wants."""
        question = self.pack.questions[at.key.record][at.question]
        named = listed(f"“{question.labels.get(value, value)}”" for value in wanted)
        return f"{question_name(self.pack, at)} {said(question, self.case.answer(at))} ({what_for}: {named})"

    def areas(self, count: AreaCount) -> Iterator[tuple[Nearness, int, str, StageCode, list[Weighed]]]:
        """The areas that a count could count and does not, each with the rule that comes nearest."""
        for place, area in enumerate(count.areas):
            if self.later.areas[area].known.outcome in count.evaluations:
                continue
            rules = [
                (code, weigh(self.later, code))
                for outcome, codes in self.base.evaluations[area]
                if outcome in count.evaluations
                for code in codes
            ]
            if rules:
                code, weighed = min(rules, key=lambda one: nearness(one[1]))
                yield nearness(weighed), place, area, code, weighed

    def area(self, above: str, area: str, code: StageCode, weighed: list[Weighed]) -> Node:
        at, labels = f"{above} / {area}", self.pack.evaluations
        now = labels[self.later.areas[area].known.outcome].label
        return Node(
            at,
            "nearest",
            f"{self.pack.areas[area].label} is {now} on what is known; the nearest rule for {labels[code.outcome].label}",
            lambda: [self.rule(at, code, weighed, now, area)],
            rule=code.rule.id,
            state=STATES[self.later.rule(code)[1]],
        )


def _as_asked(case: Case, parts: list[Asked]) -> Case:
    """The case as a finding rule would have it, for the sentence that says what would be found."""
    records = dict(case.records)
    lacking_answers = [one for one in parts if not one.defeats and one.certain != HOLDS]
    for one in lacking_answers:
        for at, wanted in one.places:
            record = records.get(at.key) or Record(at.key)
            records[at.key] = replace(
                record, answers={**record.answers, at.question: Answer("answered", wanted[0])}
            )
    return replace(case, records=records)


def _how_far(parts: Iterable[Weighed | Asked]) -> str:
    """How many conditions fail, are open and hold, in words."""
    truths = [one.certain for one in parts]
    words = ((FAILS, "fails", "fail"), (OPEN_YET, "is open", "are open"), (HOLDS, "holds", "hold"))
    counted = [(truths.count(truth), one, many) for truth, one, many in words]
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counted if count)
