"""Tries sets of changes on many cases at once: whether a change is made becomes an answer of the case.

Both versions of each changed rule go into the old pack, each asking for the answer by which it stands. A case is
laid out once for every set that is tried on it, with the answers of that set, and one sweep judges them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.pack import Answers, Coded, FindingRule, Pack, RecordType, Rule
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import JUDGED, NUMBER
from assistant.reasoning.variants import with_rules
from assistant.work.bearing import Alike
from assistant.work.corpus.beside import MAIN, OF, judge_beside
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted, text
from assistant.work.moves import MOVED, compared, pairs
from assistant.work.rule_changes import KNOWLEDGE, Changes
from assistant.work.trial_findings import TrialFindings

Some = tuple[str, ...]
"""Changes that are made together."""
AT_ONCE = 200_000
"""So many trials are judged by one query."""
_TRIED, _BETWEEN = "tried", "between_both"
_OLD, _NEW = "old", "new"


class Trial(NamedTuple):
    """Cases, and the sets of changes of which each is tried on each of them."""

    cases: Alike
    sets: Sequence[Some]

    @property
    def many(self) -> int:
        """How often a case is judged."""
        return len(self.cases.numbers) * len(self.sets)


class Made(NamedTuple):
    """Cases that make some of their moves by a set of changes."""

    numbers: Sequence[int]
    some: Some
    whats: tuple[str, ...]


def tried(changes: Changes, corpus: Corpus, trials: Iterable[Trial]) -> Iterator[Made]:
    """Which of its moves each case makes with the changes that are tried on it, where the old pack has what they read.

    The cases were judged before and after, and those that move are found.
    """
    trials = list(trials)
    made = sorted({name for trial in trials for some in trial.sets for name in some} - {KNOWLEDGE})
    record, pack = _either(changes, made)
    findings = None if changes.knowledge else TrialFindings(changes, pack, made)
    # What a finding rule asks is not asked again where it is known what it found.
    asking = [
        name for name in made if findings is None or not isinstance(pack.rules_by_id[name], FindingRule)
    ]
    columns = {name: f"{record}.{made.index(name)}" for name in asking}
    base = findings.base if findings else compile_rules(pack)
    apart: dict[Some, list[Trial]] = defaultdict(list)
    by_answers: list[Trial] = []
    stands: dict[Some, Pack | None] = {}
    for trial in trials:
        for some in trial.sets:
            if some not in stands:
                stands[some] = changes.with_some(some)
            if KNOWLEDGE in some and stands[some]:
                apart[some].append(trial._replace(sets=[some]))
        sets = [some for some in trial.sets if stands[some] and KNOWLEDGE not in some]
        by_answers += _in_parts(trial._replace(sets=sets)) if sets else ()
    for together in _at_once(by_answers):
        yield from _judged(changes, corpus, base, together, columns, findings)
    for some, alone in apart.items():
        if other := stands[some]:
            yield from _judged(changes, corpus, compile_rules(other), alone, {}, None)


def _in_parts(trial: Trial) -> Iterator[Trial]:
    step = max(1, AT_ONCE // len(trial.sets))
    numbers = trial.cases.numbers
    for start in range(0, len(numbers), step):
        yield trial._replace(cases=trial.cases._replace(numbers=numbers[start : start + step]))


def _at_once(trials: Iterable[Trial]) -> Iterator[list[Trial]]:
    """Trials that one query judges together."""
    together: list[Trial] = []
    many = 0
    for trial in trials:
        if together and many + trial.many > AT_ONCE:
            yield together
            together, many = [], 0
        together.append(trial)
        many += trial.many
    if together:
        yield together


def _judged(
    changes: Changes,
    corpus: Corpus,
    base: RuleBase,
    trials: Sequence[Trial],
    columns: Mapping[str, str],
    findings: TrialFindings | None,
) -> Iterator[Made]:
    """The trials judged by a rule base, with the answers in some columns that say which changes are made."""
    sets = list(dict.fromkeys(some for trial in trials for some in trial.sets))
    places = {some: place for place, some in enumerate(sets)}
    keeps = {some: findings.keeps(some) if findings else {} for some in sets}
    answers = ", ".join(
        f"({', '.join([str(place), *(text(_NEW if name in some else _OLD) for name in columns), *map(str, keeps[some].values())])})"
        for some, place in places.items()
    )
    names = ", ".join(["place", *map(quoted, columns.values()), *map(quoted, keeps[sets[0]])])
    of_trial = ", ".join(f"({at}, {places[some]})" for at, trial in enumerate(trials) for some in trial.sets)
    corpus.database.execute(
        f"CREATE OR REPLACE TABLE {MAIN}.{_TRIED} AS "
        f"SELECT row_number() OVER () AS {NUMBER}, * EXCLUDE (trial) FROM "
        f"(SELECT unnest($1) AS trial, unnest($2) AS {OF}) JOIN (VALUES {of_trial}) sets(trial, place) USING (trial) "
        f"JOIN (VALUES {answers}) answers({names}) USING (place)",
        [
            [at for at, trial in enumerate(trials) for _ in trial.cases.numbers],
            [number for trial in trials for number in trial.cases.numbers],
        ],
    )
    given = findings.steps(_TRIED) if findings else {}
    told = compared(changes)
    judge_beside(corpus, base, [column for _, column in told], schema=_BETWEEN, only=_TRIED, given=given)
    made = " | ".join(
        f"CASE WHEN {old} IS DISTINCT FROM {new} AND b.{quoted(column)} IS NOT DISTINCT FROM {new} "
        f"THEN CAST({1 << place} AS BIGINT) ELSE 0 END"
        for place, ((_, column), (old, new)) in enumerate(zip(told, pairs(changes), strict=True))
    )
    rows = corpus.database.execute(
        f"SELECT list({OF}), place, {made} AS made FROM {_BETWEEN}.{JUDGED} b "
        f"JOIN {MAIN}.{_TRIED} t ON b.{NUMBER} = t.{NUMBER} JOIN {MAIN}.{MOVED} m ON m.{NUMBER} = t.{OF} "
        "GROUP BY place, made HAVING made <> 0"
    ).fetchall()
    for numbers, place, which in rows:
        whats = tuple(what for bit, (what, _) in enumerate(told) if which >> bit & 1)
        yield Made(numbers, sets[place], whats)


def _either(changes: Changes, made: Sequence[str]) -> tuple[str, Pack]:
    """The old pack with both versions of some rules, and the record whose answers say which of them stands.

    The answer `0` is of the first of them, and so on: `old` as long as that change is not made, else `new`.
    """
    old, new = changes.old, changes.new
    record = "made"
    while record in old.record_types or record in old.areas:
        record += "_"
    kind = RecordType(id=record, label=record, plural=record, many="one", says=record)
    asked = {name: f"{record}.{place}" for place, name in enumerate(made)}
    rules = [_where(rule, asked[rule.id], _OLD) if rule.id in asked else rule for rule in old.rules]
    rules += [
        _where(new.rules_by_id[name], where, _NEW) for name, where in asked.items() if name in new.rules_by_id
    ]
    wider = replace(
        old,
        record_types={**old.record_types, record: kind},
        questions={**old.questions, record: {}},
        coded={
            **old.coded,
            record: tuple(
                Coded(str(place), is_scale=False, only_for=(), gate=()) for place in range(len(made))
            ),
        },
    )
    return record, with_rules(wider, rules)


def _where(rule: Rule, name: str, value: str) -> Rule:
    """A rule that asks for one answer more."""
    if isinstance(rule, FindingRule):
        return rule.model_copy(update={"when": {**rule.when, name: (value,)}})
    return rule.model_copy(update={"when": (*rule.when, Answers(answers={name: (value,)}))})
