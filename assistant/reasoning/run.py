"""Judges a case on durable-rules: the pack's rules as one ruleset, run stage by stage.

Every rule is a conjunction over one wide fact: a record, then an area with its tallies, then the
judgement, then the case review. Between the stages the findings are tallied here, so that an
absence is a tally of nought and no rule needs a join or a negation over facts.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from durable.engine import MessageNotHandledException, Ruleset

from assistant.case import Key
from assistant.problems import Problem, Refused
from assistant.reasoning.compile import Among, AreaCount, Code, Count, Group, RuleBase, StageCode, Test
from assistant.reasoning.evidence import Evidence
from assistant.reasoning.meaning import firmest, review_reading
from assistant.reasoning.results import Conclusion, Finding, Known

Expression = dict[str, Any]
Fact = dict[str, Any]

_GO = "go"
"""The kind of the fact that follows others and starts the actions they call for."""
_numbers = itertools.count()


class Engine:
    """A rule base on durable-rules. Make one for each rule base and process; safe to share between threads."""

    def __init__(self, base: RuleBase) -> None:
        """Compile the rule base into one ruleset."""
        self.name = f"durable-rules {importlib.metadata.version('durable-rules')}"
        self.base = base
        self.under_way = threading.local()
        """For each thread the rules that fire, and for which fact, both as numbers: a case is judged
        from beginning to end in one thread."""
        self.stages: dict[str, list[StageCode]] = {
            area: _flat(rules) for area, rules in base.evaluations.items()
        }
        self.stages["judgement"] = _flat(base.judgements)
        self.stages["case review"] = _flat(base.reviews)
        self.area_counts = {
            stage: list(
                dict.fromkeys(
                    one for code in codes for one in (*code.when, *code.unless) if isinstance(one, AreaCount)
                )
            )
            for stage, codes in self.stages.items()
        }
        self.answer_fields = {stage: _fields(base.stage_reads[stage].answers) for stage in self.stages}
        self.tally_fields = {
            stage: [(place, f"tally_{place}") for place in base.stage_reads[stage].tallies]
            for stage in self.stages
        }
        self.groups = [
            (_kind(group), group, _fields(group.shared), _fields(group.own)) for group in base.groups
        ]
        self.later = [code for codes in self.stages.values() for code in codes]
        self.sessions = itertools.count()
        self.ruleset = Ruleset(f"rules-{next(_numbers)}", None, dict(self._definition()))

    def run(self, evidence: Evidence) -> Known:
        """What is known of the case, with every rule that fired.

        Raises `Refused` (engine-failed) if durable-rules reports an error: never a quiet rule.
        """
        session = f"s{next(self.sessions)}"
        fired: list[tuple[int, int]] = []
        self.under_way.fired = fired
        try:
            return _Session(self, session, evidence, fired).judge()
        finally:
            self.under_way.fired = None
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
        yield _GO, {"all": [{"m": {"kind": _GO}}], "run": _nothing}
        number = len(self.base.findings)
        for stage, codes in self.stages.items():
            for later in codes:
                yield from self._rules(
                    f"{stage} {later.rule.id}", _stage_kind(stage), number, later.when, later.unless
                )
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
        under_way = self.under_way

        def act(c: Any) -> None:
            under_way.fired.append((number, c.m.number))

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

    def __init__(
        self, engine: Engine, session: str, evidence: Evidence, fired: list[tuple[int, int]]
    ) -> None:
        self.engine, self.session, self.evidence, self.fired = engine, session, evidence, fired
        self.keys: list[Key] = []
        self.by_code: dict[int, list[Key]] = {}
        self.tallies: dict[int, int] = {}
        self.evaluations: dict[str, Conclusion] = {}

    def judge(self) -> Known:
        base = self.engine.base
        findings = self.find()
        self.tallies = self.count()
        # The areas know nothing of one another, so one batch concludes them all.
        fired = self.post([self.stage_fact(area) for area in base.evaluations])
        for area, rules in base.evaluations.items():
            self.evaluations[area], _ = conclude(rules, fired)
        judgement, rests_on = conclude(base.judgements, self.post([self.stage_fact("judgement")]))
        fired = self.post([self.stage_fact("case review") | {"judgement": judgement.outcome}])
        reviews = tuple(
            review_reading(reading, [code for code in codes if id(code) in fired])
            for reading, codes in base.reviews
        )
        return Known(findings, self.evaluations, judgement, firmest(base, rests_on), reviews)

    def find(self) -> tuple[Finding, ...]:
        self.assert_facts(list(self.record_facts()))
        order = {key: place for place, key in enumerate(self.keys)}
        for number, place in self.fired:
            self.by_code.setdefault(number, []).append(self.keys[place])
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
        for kind, group, shared_fields, own_fields in self.engine.groups:
            given = {field: shared[name] for name, field in shared_fields}
            if group.key is not None:
                yield self.fact(kind, group.key, given)
                continue
            for record in self.evidence.records[group.record]:
                values = record.values
                yield self.fact(kind, record.key, given | {field: values[name] for name, field in own_fields})

    def fact(self, kind: str, key: Key, values: Mapping[str, object]) -> Fact:
        number = len(self.keys)
        self.keys.append(key)
        return {"sid": self.session, "id": number, "kind": kind, "number": number, **values}

    def stage_fact(self, stage: str) -> Fact:
        """The wide fact of an area, of the judgement or of the case review."""
        engine, shared = self.engine, self.evidence.shared
        values: Fact = {field: shared[name] for name, field in engine.answer_fields[stage]}
        for place, field in engine.tally_fields[stage]:
            values[field] = self.tallies.get(place, 0)
        for count in engine.area_counts[stage]:
            evaluated = [self.evaluations[area].outcome for area in count.areas]
            values[_tally(count)] = sum(outcome in count.evaluations for outcome in evaluated)
        return self.fact(_stage_kind(stage), Key(stage), values)

    def post(self, facts: list[Fact]) -> set[int]:
        """The rules of a later stage that fire for its facts, by identity."""
        self.assert_facts(facts)
        first = len(self.engine.base.findings)
        fired = {id(self.engine.later[number - first]) for number, _ in self.fired}
        self.fired.clear()
        return fired

    def count(self) -> dict[int, int]:
        """What every tally comes to, the ones that count nothing left out."""
        base = self.engine.base
        tallies: dict[int, int] = {}
        records: dict[int, set[Key]] = {}
        for number, keys in self.by_code.items():
            for place in base.feeds[number]:
                if base.tallies[place].distinct:
                    records.setdefault(place, set()).update(keys)
                else:
                    tallies[place] = tallies.get(place, 0) + len(keys)
        return tallies | {place: len(keys) for place, keys in records.items()}

    def assert_facts(self, facts: list[Fact]) -> None:
        ruleset = self.engine.ruleset
        try:
            handle = ruleset.assert_facts(facts)
        except MessageNotHandledException:
            # Some fact is wanted by no rule, a record without concerns. The others are taken in, and
            # the actions that they call for start with a fact of our own that a rule wants.
            handle = ruleset.assert_fact(self.fact(_GO, Key(_GO), {}))
        said: list[object] = []

        def done(error: object, state: Mapping[str, object] | None) -> None:
            # What goes wrong in an action is kept in the session's state, in silence.
            said.append(error or (state or {}).get("exception"))

        ruleset.do_actions(handle, done)
        if any(said):
            what = f"durable-rules reported: {next(filter(None, said))}"
            right = "report this with the case file; `--engine meaning` judges it without durable-rules"
            raise Refused([Problem("engine-failed", what, right)])


def _nothing(c: Any) -> None:
    """The action of a rule that has none."""


def conclude(
    by_outcome: Iterable[tuple[str, tuple[StageCode, ...]]], fired: set[int]
) -> tuple[Conclusion, list[StageCode]]:
    """The first outcome with a rule that fired, and the rules it rests on."""
    outcome, rests_on, outweighed = "", [], []
    for name, codes in by_outcome:
        of_this = [code for code in codes if id(code) in fired]
        if of_this and not outcome:
            outcome, rests_on = name, of_this
        else:
            outweighed.extend(of_this)
    return Conclusion(outcome, _ids(rests_on), _ids(outweighed)), rests_on


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


def _fields(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names with the fields they stand in."""
    return [(name, _field(name)) for name in names]


def _one_of(field: str, values: Iterable[str]) -> Expression:
    options: list[Expression] = [{field: value} for value in sorted(values)]
    return options[0] if len(options) == 1 else {"$or": options}


def _stage_kind(stage: str) -> str:
    """The kind of fact of a later stage, apart from the record that an area may share its name with."""
    return f"stage {stage}"


def _kind(group: Group) -> str:
    """The kind of fact a group of finding rules reads: a section's records, or one single record."""
    return str(group.key) if group.key else group.record


def _tally(code: Count | AreaCount) -> str:
    """The field in which the number that a count reads stands."""
    if isinstance(code, Count):
        return f"tally_{code.tally}"
    return "_".join(["areas", *code.areas, *sorted(code.evaluations)])
