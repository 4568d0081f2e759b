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
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from durable.engine import MessageNotHandledException, Ruleset

from assistant.case import Key
from assistant.problems import Problem, Refused
from assistant.reasoning.codes import CASE_REVIEW, JUDGEMENT, ByOutcome, RuleBase, StageCode, of_area
from assistant.reasoning.evidence import Evidence
from assistant.reasoning.later import firmest, ids, review_reading
from assistant.reasoning.results import Conclusion, Finding, Known
from assistant.reasoning.ruleset import GO, JUDGED, RuleSet, kind_of

Fact = dict[str, Any]
_numbers = itertools.count()


class Engine:
    """A rule base on durable-rules. Make one for each rule base and process; safe to share between threads."""

    def __init__(self, base: RuleBase) -> None:
        """Compile the rule base into one ruleset."""
        self.name = f"durable-rules {importlib.metadata.version('durable-rules')}"
        self.base = base
        self.rules = RuleSet(base)
        self.under_way = threading.local()
        """For each thread the rules that fire, and for which of a section's records, both as numbers: a
        case is judged from beginning to end in one thread."""
        self.sessions = itertools.count()
        definition = self.rules.definition(self._action)
        self.ruleset = Ruleset(f"rules-{next(_numbers)}", None, definition)

    def run(self, evidence: Evidence) -> Known:
        """What is known of the case, with every rule that fired.

        Raises `Refused` (engine-failed) if durable-rules reports an error: never a quiet rule.
        """
        session = f"s{next(self.sessions)}"
        fired: list[tuple[int, int | None]] = []
        self.under_way.fired = fired
        try:
            return _Session(self, session, evidence, fired).judge()
        finally:
            self.under_way.fired = None
            # A session that is not deleted holds 0.67 MB, and the 1,025th fails.
            with contextlib.suppress(Exception):
                self.ruleset.delete_state(session)

    def _action(self, number: int) -> Callable[[Any], None]:
        under_way = self.under_way
        findings = self.base.findings

        def act_on_record(c: Any) -> None:
            under_way.fired.append((number, c.m.number))

        def act(_: Any) -> None:
            under_way.fired.append((number, None))

        # Only a rule over a section's records has to be asked which of them it fired for.
        return act_on_record if number < len(findings) and findings[number].key is None else act


class _Session:
    """One case on its way through the stages."""

    def __init__(
        self, engine: Engine, session: str, evidence: Evidence, fired: list[tuple[int, int | None]]
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
        fired = self.post([self.stage_fact(of_area(area)) for area in base.evaluations])
        for area, rules in base.evaluations.items():
            self.evaluations[area], _ = conclude(rules, fired)
        judgement, rests_on = conclude(base.judgements, self.post([self.stage_fact(JUDGEMENT)]))
        fired = self.post([self.stage_fact(CASE_REVIEW) | {JUDGED: judgement.outcome}])
        reviews = tuple(
            review_reading(reading, [code for code in codes if id(code) in fired])
            for reading, codes in base.reviews
        )
        return Known(findings, self.evaluations, judgement, firmest(base, rests_on), reviews)

    def find(self) -> tuple[Finding, ...]:
        self.assert_facts(list(self.record_facts()))
        codes = self.engine.base.findings
        places: dict[int, list[int]] = {}
        for number, place in self.fired:
            places.setdefault(number, []).append(place or 0)
        self.fired.clear()
        findings: list[Finding] = []
        for number in sorted(places):
            code = codes[number]
            keys = [self.keys[place] for place in sorted(places[number])] if code.key is None else [code.key]
            self.by_code[number] = keys
            findings.extend([Finding(code.rule.id, key, code.area) for key in keys])
        return tuple(findings)

    def record_facts(self) -> Iterator[Fact]:
        shared = self.evidence.shared
        for kind, group, shared_fields, own_fields in self.engine.rules.groups:
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
        rules, shared = self.engine.rules, self.evidence.shared
        values: Fact = {field: shared[name] for name, field in rules.answers[stage]}
        for place, field in rules.tallies[stage]:
            values[field] = self.tallies.get(place, 0)
        for count, field in rules.area_counts[stage]:
            evaluated = [self.evaluations[area].outcome for area in count.areas]
            values[field] = sum(outcome in count.evaluations for outcome in evaluated)
        return self.fact(kind_of(stage), Key(stage), values)

    def post(self, facts: list[Fact]) -> set[int]:
        """The rules of a later stage that fire for its facts, by identity."""
        self.assert_facts(facts)
        first = len(self.engine.base.findings)
        fired = {id(self.engine.rules.later[number - first]) for number, _ in self.fired}
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
        if not facts:  # durable-rules would answer with a handle that ends the process
            return
        ruleset = self.engine.ruleset
        said: list[object] = []

        def done(error: object, state: Mapping[str, object] | None) -> None:
            # What goes wrong in an action is kept in the session's state, in silence.
            said.append(error or (state or {}).get("exception"))

        try:
            try:
                handle = ruleset.assert_facts(facts)
            except MessageNotHandledException:
                # Some fact is wanted by no rule, a record without concerns. The others are taken in, and
                # the actions that they call for start with a fact of our own that a rule wants.
                handle = ruleset.assert_fact(self.fact(GO, Key(GO), {}))
            ruleset.do_actions(handle, done)
        except Exception as error:
            raise _failed(error) from error
        if any(said):
            raise _failed(next(filter(None, said)))


def _failed(said: object) -> Refused:
    """Whatever durable-rules reports, as a problem that a batch of cases outlives."""
    what = f"durable-rules reported: {said or type(said).__name__}"
    right = "report this with the case file; `--engine meaning` judges it without durable-rules"
    return Refused([Problem("engine-failed", what, right)])


def conclude(by_outcome: ByOutcome, fired: set[int]) -> tuple[Conclusion, list[StageCode]]:
    """The first outcome with a rule that fired, and the rules it rests on."""
    outcome, rests_on, outweighed = "", [], []
    for name, codes in by_outcome:
        of_this = [code for code in codes if id(code) in fired]
        if of_this and not outcome:
            outcome, rests_on = name, of_this
        else:
            outweighed.extend(of_this)
    return Conclusion(outcome, ids(rests_on), ids(outweighed)), rests_on
