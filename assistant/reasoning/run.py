"""Judges a case on durable-rules: the pack's rules as one ruleset, run stage by stage.

Every rule is a conjunction over one wide fact: a record, then an area with its tallies, then the
judgement, then the case review. Between the stages the findings are tallied here, so that an
absence is a tally of nought and no rule needs a join or a negation over facts.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from durable.engine import MessageNotHandledException, Ruleset

from assistant.case import Key
from assistant.problems import Problem, Refused
from assistant.reasoning.compile import Among, AreaCount, Code, Count, Group, RuleBase, StageCode, Tally, Test
from assistant.reasoning.evidence import Evidence
from assistant.reasoning.meaning import firmest, review_reading
from assistant.reasoning.results import Conclusion, Finding, Known

Expression = dict[str, Any]
Fact = dict[str, Any]

_numbers = itertools.count()


class Engine:
    """A rule base on durable-rules. Make one for each rule base and process; safe to share between threads."""

    def __init__(self, base: RuleBase) -> None:
        """Compile the rule base into one ruleset."""
        self.name = f"durable-rules {importlib.metadata.version('durable-rules')}"
        self.base = base
        self.fired: dict[str, list[tuple[int, int]]] = {}
        """For each session under way: which rule fired for which fact, both as numbers."""
        self.stages: dict[str, list[StageCode]] = {
            area: _flat(rules) for area, rules in base.evaluations.items()
        }
        self.stages["judgement"] = _flat(base.judgements)
        self.stages["case review"] = _flat(base.reviews)
        self.later = [code for codes in self.stages.values() for code in codes]
        self.sessions = itertools.count()
        self.ruleset = Ruleset(f"rules-{next(_numbers)}", None, dict(self._definition()))

    def run(self, evidence: Evidence) -> Known:
        """What is known of the case, with every rule that fired.

        Raises `Refused` (engine-failed) if durable-rules reports an error: never a quiet rule.
        """
        session = f"s{next(self.sessions)}"
        self.fired[session] = []
        try:
            return _Session(self, session, evidence).judge()
        finally:
            del self.fired[session]
            # A session that is not deleted holds 0.67 MB, and the 1,025th fails.
            with contextlib.suppress(Exception):
                self.ruleset.delete_state(session)

    def _definition(self) -> Iterator[tuple[str, Expression]]:
        """Every rule as durable-rules reads it, by name."""
        for group in self.base.groups:
            for code in group.codes:
                when: tuple[Code, ...] = (*code.own_when, *code.when)
                unless: tuple[Code, ...] = (*code.own_unless, *code.unless)
                yield from self._rules(
                    f"finding {code.number} {code.rule.id}", _kind(group), code.number, when, unless
                )
        number = len(self.base.findings)
        for stage, codes in self.stages.items():
            for later in codes:
                yield from self._rules(f"{stage} {later.rule.id}", stage, number, later.when, later.unless)
                number += 1

    def _rules(
        self, name: str, kind: str, number: int, when: tuple[Code, ...], unless: tuple[Code, ...]
    ) -> Iterator[tuple[str, Expression]]:
        """The rule as durable rules: one, or one for each way in which what defeats it can fail.

        The ways exclude one another, so at most one of them fires: an `$or` over two fields would fire twice.
        """
        holds = [{"kind": kind}, *(expression for code in when for expression in self._holds(code))]
        ways = list(self._fails(unless)) if unless else [[]]
        for way_number, way in enumerate(ways):
            action = self._action(number)
            yield f"{name} {way_number}", {"all": [{"m": {"$and": [*holds, *way]}}], "run": action}

    def _action(self, number: int) -> Callable[[Any], None]:
        fired = self.fired

        def act(c: Any) -> None:
            fired[c.s.sid].append((number, c.m.number))

        return act

    def _holds(self, code: Code) -> list[Expression]:
        match code:
            case Test(name, values):
                return [_one_of(_field(name), values)]
            case Among(judgements):
                return [_one_of("judgement", judgements)]
            case Count() | AreaCount():
                name = _tally(code)
                most: list[Expression] = [] if code.at_most is None else [{"$lte": {name: code.at_most}}]
                return [*([{"$gte": {name: code.at_least}}] if code.at_least else []), *most]

    def _fails(self, unless: tuple[Code, ...]) -> Iterator[list[Expression]]:
        """The ways in which a conjunction fails, each excluding those before."""
        before: list[Expression] = []
        for code in unless:
            for way in self._fails_alone(code):
                yield [*before, *way]
            before = [*before, *self._holds(code)]

    def _fails_alone(self, code: Code) -> list[list[Expression]]:
        match code:
            case Test(name, values):
                return [[{"$neq": {_field(name): value}} for value in sorted(values)]]
            case Among(judgements):
                return [[{"$neq": {"judgement": value}} for value in sorted(judgements)]]
            case Count() | AreaCount():
                name = _tally(code)
                under = [[{"$lt": {name: code.at_least}}]] if code.at_least else []
                return [*under, *([] if code.at_most is None else [[{"$gt": {name: code.at_most}}]])]


class _Session:
    """One case on its way through the stages."""

    def __init__(self, engine: Engine, session: str, evidence: Evidence) -> None:
        self.engine, self.session, self.evidence = engine, session, evidence
        self.fired = engine.fired[session]
        self.facts = itertools.count()
        self.keys: list[tuple[str, Key]] = []
        self.by_code: dict[int, list[Key]] = {}
        self.evaluations: dict[str, Conclusion] = {}

    def judge(self) -> Known:
        base = self.engine.base
        findings = self.find()
        for area, rules in base.evaluations.items():
            self.evaluations[area], _ = self.conclude(area, rules)
        judgement, codes = self.conclude("judgement", base.judgements)
        fired = set(self.post("case review", judgement.outcome))
        reviews = tuple(
            review_reading(reading, [code for code in codes if id(code) in fired])
            for reading, codes in base.reviews
        )
        return Known(findings, self.evaluations, judgement, firmest(base, codes), reviews)

    def find(self) -> tuple[Finding, ...]:
        self.assert_facts(list(self.record_facts()))
        order = {key: place for place, (_, key) in enumerate(self.keys)}
        for number, place in self.fired:
            self.by_code.setdefault(number, []).append(self.keys[place][1])
        self.fired.clear()
        findings: list[Finding] = []
        for code in self.engine.base.findings:
            keys = self.by_code.get(code.number)
            if keys:
                keys.sort(key=order.__getitem__)
                findings.extend(Finding(code.rule.id, key, code.area) for key in keys)
        return tuple(findings)

    def record_facts(self) -> Iterator[Fact]:
        shared = self.evidence.shared
        for group in self.engine.base.groups:
            given = {_field(name): shared[name] for name in group.shared}
            if group.key is not None:
                yield self.fact(_kind(group), group.key, given)
                continue
            for record in self.evidence.records[group.record]:
                yield self.fact(
                    _kind(group),
                    record.key,
                    given | {_field(name): record.values[name] for name in group.own},
                )

    def fact(self, kind: str, key: Key, values: Mapping[str, object]) -> Fact:
        self.keys.append((kind, key))
        return {
            "sid": self.session,
            "id": next(self.facts),
            "kind": kind,
            "number": len(self.keys) - 1,
            **values,
        }

    def conclude(
        self, stage: str, by_outcome: Iterable[tuple[str, tuple[StageCode, ...]]]
    ) -> tuple[Conclusion, list[StageCode]]:
        fired = set(self.post(stage))
        outcome, rests_on, outweighed = "", [], []
        for name, codes in by_outcome:
            of_this = [code for code in codes if id(code) in fired]
            if of_this and not outcome:
                outcome, rests_on = name, of_this
            else:
                outweighed.extend(of_this)
        return Conclusion(outcome, _ids(rests_on), _ids(outweighed)), rests_on

    def post(self, stage: str, judgement: str | None = None) -> list[int]:
        """The rules of a later stage that fire, by identity."""
        base = self.engine.base
        reads = base.stage_reads[stage]
        values: Fact = {_field(name): self.evidence.shared[name] for name in reads.answers}
        values |= {f"tally_{place}": self.tally(base.tallies[place]) for place in reads.tallies}
        for code in self.engine.stages[stage] if reads.areas else ():
            for condition in (*code.when, *code.unless):
                if isinstance(condition, AreaCount):
                    values[_tally(condition)] = sum(
                        self.evaluations[area].outcome in condition.evaluations for area in condition.areas
                    )
        if judgement is not None:
            values["judgement"] = judgement
        self.assert_facts([self.fact(stage, Key(stage), values)])
        first = len(base.findings)
        fired = [id(self.engine.later[number - first]) for number, _ in self.fired]
        self.fired.clear()
        return fired

    def tally(self, tally: Tally) -> int:
        keys = [self.by_code[number] for number in tally.codes if number in self.by_code]
        return len({key for some in keys for key in some}) if tally.distinct else sum(map(len, keys))

    def assert_facts(self, facts: list[Fact]) -> None:
        ruleset = self.engine.ruleset
        for fact in facts:
            # No rule wants the fact: a record without concerns.
            with contextlib.suppress(MessageNotHandledException):
                ruleset.do_actions(ruleset.assert_fact(fact), _complain)


def _complain(error: object, state: Mapping[str, object] | None) -> None:
    """Called when the actions of a fact are done: what went wrong in one is kept in the state, in silence."""
    said = error or (state or {}).get("exception")
    if said:
        raise Refused(
            [
                Problem(
                    "engine-failed",
                    f"durable-rules reported: {said}",
                    "report this with the case file; the meaning can judge it with `--engine meaning`",
                )
            ]
        )


def _flat(rules: Iterable[tuple[str, tuple[StageCode, ...]]]) -> list[StageCode]:
    return [code for _, codes in rules for code in codes]


def _ids(codes: Iterable[StageCode]) -> tuple[str, ...]:
    return tuple(code.rule.id for code in codes)


def _field(name: str) -> str:
    """An answer's name as a field of a fact.

    Full stops would lead durable-rules into nested values, and the prefix keeps a question that is
    called `kind` apart from the kind of the fact.
    """
    return "answer__" + name.replace(".", "__")


def _one_of(field: str, values: Iterable[str]) -> Expression:
    options: list[Expression] = [{field: value} for value in sorted(values)]
    return options[0] if len(options) == 1 else {"$or": options}


def _kind(group: Group) -> str:
    """The kind of fact a group of finding rules reads: a section's records, or one single record."""
    return str(group.key) if group.key else group.record


def _tally(code: Count | AreaCount) -> str:
    """The field in which the number that a count reads stands."""
    if isinstance(code, Count):
        return f"tally_{code.tally}"
    return "_".join(["areas", *code.areas, *sorted(code.evaluations)])
