"""Finds which of some changed rules move a case: those that do so when put into the old pack, the fewest together."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.case import At, Case, Key
from assistant.pack import Answers, FindingRule, Pack, Rule, parse_ref
from assistant.reasoning import gather
from assistant.reasoning.codes import JUDGEMENT, RuleBase, of_area
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.meaning import Evaluation
from assistant.reasoning.sweep import GROUND, reading_of
from assistant.work.bearing import Alike, alike
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.situations import situations
from assistant.work.moves import Move, Outcome
from assistant.work.rule_changes import Changes
from assistant.work.rule_trials import Made, Some, Trial, tried
from assistant.work.twins import twins

TOGETHER = 3
"""So many changes are tried together."""
TRIED = 200
"""So many sets of changes are tried in all: one change after the other, then two together, and so on."""
ALONE = 300
"""So many trials are sooner judged one by one than in the database, where a pack has to be compiled first."""

Moves = dict[int, tuple[Move, ...]]
Found = tuple[tuple[Some, tuple[str, ...]], ...]
"""Sets of changes, each with what moves by it."""


def with_causes(changes: Changes, corpus: Corpus) -> Moves:
    """For each case that moves its moves, with the smallest sets of changes that make them when put into the old pack.

    Where no set of up to `TOGETHER` does so, among those that were tried, a move has no cause. Where one change
    alone bears on a case, that needs no trial.
    """
    waiting: list[tuple[Alike, Found]] = []
    done: list[tuple[Alike, Found]] = []
    for cases in alike(changes, corpus):
        if len(cases.bears) == 1:
            done.append((cases, ((tuple(cases.bears), tuple(move.what for move in cases.moves)),)))
        else:
            waiting.append((cases, ()))
    same = twins(changes, corpus, [number for cases, _ in waiting for number in cases.numbers])
    waiting = [
        (cases._replace(numbers=numbers), found)
        for cases, found in waiting
        if (numbers := [number for number in cases.numbers if number in same])
    ]
    situated: dict[int, Case] = {}
    left = TRIED
    for size in range(1, min(TOGETHER, len(changes.moving)) + 1):
        sets = list(itertools.islice(itertools.combinations(changes.moving, size), left if waiting else 0))
        left -= len(sets)
        trials = [
            Trial(cases, bearing)
            for cases, _ in waiting
            if (bearing := [some for some in sets if cases.may_move_by(some)])
        ]
        few = sum(trial.many for trial in trials) <= ALONE
        if few and not situated:
            wanted = (number for cases, _ in waiting for number in cases.numbers)
            situated = dict(situations(corpus, wanted)) if trials else {}
        came = list(_one_by_one(changes, situated, trials) if few else tried(changes, corpus, trials))
        known = list(_apart(waiting, came))
        waiting = [one for one in known if not _is_explained(*one)]
        done += [one for one in known if _is_explained(*one)]
    order = {name: place for place, name in enumerate(changes.moving)}
    told: Moves = {}
    for cases, found in (*done, *waiting):
        moves = tuple(_with_causes(move, found, order) for move in cases.moves)
        for number in cases.numbers:
            told.update(dict.fromkeys(same.get(number, (number,)), moves))
    return told


def _apart(waiting: Iterable[tuple[Alike, Found]], came: Sequence[Made]) -> Iterator[tuple[Alike, Found]]:
    """Cases that are alike by what moves them besides, once trials of further sets came to this."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, made in enumerate(came):
        for number in made.numbers:
            places[number].append(place)
    for cases, found in waiting:
        numbers: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for number in cases.numbers:
            numbers[tuple(places.get(number, ()))].append(number)
        for some, of in numbers.items():
            yield cases._replace(numbers=of), (*found, *((came[at].some, came[at].whats) for at in some))


def _is_explained(cases: Alike, found: Found) -> bool:
    explained = {what for _, whats in found for what in whats}
    return all(move.what in explained for move in cases.moves)


def _with_causes(move: Move, found: Found, order: Mapping[str, int]) -> Move:
    """A move with the smallest sets that make it, in the order of the changes."""
    sets = [some for some, whats in found if move.what in whats]
    fewest = min(map(len, sets), default=0)
    causes = sorted(
        (some for some in sets if len(some) == fewest), key=lambda some: [order[name] for name in some]
    )
    return move._replace(causes=tuple(causes))


def _one_by_one(changes: Changes, situated: Mapping[int, Case], trials: Sequence[Trial]) -> Iterator[Made]:
    """What `tried` tells, by the meaning."""
    bases: dict[Some, RuleBase | None] = {}
    for cases, sets in trials:
        for some in sets:
            if some not in bases:
                pack = changes.with_some(some)
                bases[some] = compile_rules(pack) if pack else None
            if base := bases[some]:
                for number in cases.numbers:
                    came = _judged(base, situated[number])
                    whats = (move.what for move in cases.moves if came[move.what] == move.new)
                    yield Made([number], some, tuple(whats))


def _judged(base: RuleBase, case: Case) -> Mapping[str, Outcome]:
    known = Evaluation(base, gather(case, base.pack)).known()
    return {
        JUDGEMENT: known.judgement.outcome,
        GROUND: known.ground,
        **{of_area(area): concluded.outcome for area, concluded in known.evaluations.items()},
        **{reading_of(one.reading): one.consider for one in known.case_review},
    }


class Read(NamedTuple):
    """An answer that a changed rule reads where it fires: the rule, the place, and the answer if there is one."""

    rule: str
    at: At
    answer: str | None


def answers_read(changes: Changes, case: Case, moves: Iterable[Move]) -> tuple[Read, ...]:
    """The answers of a case by which the changed rules move it.

    A finding rule is told for the records of which it finds something under one pack and not under the other;
    where that is the same, as where its weight has changed, for those of which it finds anything.
    """
    rules = dict.fromkeys(rule for move in moves for cause in move.causes for rule in cause)
    packs = (changes.old, changes.new)
    one, other = (_fired(base, case) for base in changes.bases)
    told: dict[Read, None] = {}
    for rule in rules:
        keys = one.get(rule, set()) ^ other.get(rule, set()) or one.get(rule, set())
        for version in (pack.rules_by_id[rule] for pack in packs if rule in pack.rules_by_id):
            for at in _places(changes.new, version, keys):
                answer = case.answer(at)
                told[Read(rule, at, str(answer.value) if answer and answer.value is not None else None)] = (
                    None
                )
    return tuple(told)


def _fired(base: RuleBase, case: Case) -> dict[str, set[Key]]:
    found: dict[str, set[Key]] = {}
    for finding in Evaluation(base, gather(case, base.pack)).findings():
        found.setdefault(finding.rule, set()).add(finding.key)
    return found


def _places(pack: Pack, rule: Rule, keys: set[Key]) -> Iterator[At]:
    """The places of a case that a rule reads: for a finding rule, of each of some records."""
    if isinstance(rule, FindingRule):
        refs = [ref for text in (*rule.when, *rule.unless) if (ref := parse_ref(text, rule.record))]
        for key in sorted(keys, key=str):
            for ref in refs:
                yield At(key if ref.own else Key(ref.record, ref.area), ref.question)
        return
    for condition in (*rule.when, *rule.unless):
        if isinstance(condition, Answers):
            for text in condition.answers:
                ref = parse_ref(text, pack.area_record)
                if ref and not ref.own:
                    yield At(Key(ref.record, ref.area), ref.question)
