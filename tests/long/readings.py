"""What run, sweep and solve each say otherwise of a case than the meaning: the comparisons of `tests.long.agreeing`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import z3

from assistant.case import At, Case, Key, Record
from assistant.pack import Pack
from assistant.reasoning import Certain, Evidence, Judging, Known, gather, meaning
from assistant.reasoning.solving import Stages
from assistant.reasoning.solving.deciding import LOCK, Undecided
from assistant.reasoning.sweep import sweep
from assistant.reasoning.what_if import Searched, what_if, with_answers
from assistant.work.corpus.corpus import Corpus
from tests.generated import with_answer

Disagrees = Callable[[Judging, Case], str | None]
"""What two readings of a case disagree on, or None."""


def by_run(judging: Judging, case: Case) -> str | None:
    """What durable-rules concludes otherwise than the meaning."""
    assert judging.judge_on is not None
    evidence = gather(case, judging.pack)
    return unlike(judging.judge_on.run(evidence), meaning(judging.base, evidence).known)


def by_sweep(judging: Judging, case: Case) -> str | None:
    """What the database concludes otherwise than the meaning."""
    return next(iter(swept(judging, [case])), None)


def by_solve(judging: Judging, case: Case) -> str | None:
    """What the solver holds impossible that answering leads to, or possible where nothing is open."""
    evidence = gather(case, judging.pack)
    known, is_whole = whole(judging, case, evidence)
    with LOCK, judging.solver.posed(case, evidence) as posed:
        so = list(concluded(posed.stages, known))
        try:
            if not posed.can_be(*so):
                return f"the solver holds {known.judgement.outcome} impossible as it is reached"
            if is_whole and posed.can_be(z3.Not(z3.And(so))):
                return f"the solver holds possible what is not concluded beside {known.judgement.outcome}"
        except Undecided as undecided:
            return f"the solver gave up: {undecided}"
    return None


def by_exact(judging: Judging, case: Case) -> str | None:
    """What the solver leaves of what the meaning holds possible, and should not, or the other way round."""
    evidence = gather(case, judging.pack)
    certain = meaning(judging.base, evidence).certain
    known, _ = whole(judging, case, evidence)
    try:
        exact = judging.solver.tighten(case, evidence, certain)
    except Undecided as undecided:
        return f"the solver gave up: {undecided}"
    for what, reached, left, first in possibles(known, exact, certain):
        if not set(left) <= set(first):
            return f"{what}: the solver adds to {first}: {left}"
        if reached not in left:
            return f"{what}: {reached} is reached, and the solver leaves {left}"
    return None


def by_changes(judging: Judging, case: Case) -> str | None:
    """A change that the solver gives and that does not lead where it says."""
    judged = judging.judge(case)
    try:
        for found in what_if(judging, judging.solver, judged, limit=1):
            if isinstance(found, Searched):
                continue
            changed = with_answers(case, {change.at: change.then for change in found.changes})
            outcome = meaning(judging.base, gather(changed, judging.pack)).known.judgement.outcome
            if outcome != found.judgement:
                return f"{found.changes} lead to {outcome}, not to {found.judgement}"
    except (Undecided, RuntimeError) as error:
        return str(error)
    return None


WAYS: dict[str, Disagrees] = {
    "run": by_run,
    "sweep": by_sweep,
    "solve": by_solve,
    "solve, all that is possible": by_exact,
    "solve, fewest changes": by_changes,
}


def unlike(one: Known, other: Known) -> str | None:
    """On what two readings differ."""
    names = ("judgement", "ground", "evaluations", "case_review", "findings")
    return next((name for name in names if getattr(one, name) != getattr(other, name)), None)


def swept(judging: Judging, cases: Sequence[Case]) -> Iterator[str | None]:
    """For each case what the database concludes otherwise than the meaning."""
    base = judging.base
    with Corpus(base.pack, threads=1) as corpus:
        corpus.take_in(cases)
        corpus.judge(sweep(base), keep=True)
        for case, known in zip(cases, corpus.known(base), strict=True):
            yield unlike(known, meaning(base, gather(case, base.pack)).known)


def whole(judging: Judging, case: Case, evidence: Evidence) -> tuple[Known, bool]:
    """What is known once everything is answered, and whether it is already."""
    if evidence.complete(judging.pack):
        return meaning(judging.base, evidence).known, True
    answered = completed(judging.pack, case)
    return meaning(judging.base, gather(answered, judging.pack)).known, False


def completed(pack: Pack, case: Case) -> Case:
    """One way of answering all that is open, a record added to open sections here and there; always the same one."""
    rng = random.Random(case.id)
    records = dict(case.records)
    for kind in pack.sections:
        if kind.id not in case.complete | case.sampled and rng.random() < 0.5:
            key = Key(kind.id, f"{kind.letter or 'Z'}99")
            records[key] = Record(key)
    closed = frozenset(kind.id for kind in pack.sections) - case.sampled
    case = replace(case, complete=closed, records=MappingProxyType(records))
    while waiting := [at for at, _ in gather(case, pack).open if _may_be_answered(case, at)]:
        for at in waiting:
            answers = pack.questions[at.key.record][at.question].answers
            case = with_answer(case, at, rng.choice(answers).id)
    return case


def _may_be_answered(case: Case, at: At) -> bool:
    """Not where something was answered that waits behind an open gate: it comes back with it."""
    kept = case.answer(at)
    return kept is None or kept.state == "uncertain"


def concluded(stages: Stages, known: Known) -> Iterator[Any]:
    """That all of this is concluded, for the solver; of the outcomes of a stage it lets one stand alone."""
    yield stages.judgement[known.judgement.outcome]
    for ground, literal in stages.grounds.items():
        yield literal if ground == known.ground else z3.Not(literal)
    for area, of_area in known.evaluations.items():
        yield stages.areas[area][of_area.outcome]
    for reading in known.case_review:
        literal = stages.reviews[reading.reading]
        yield literal if reading.consider else z3.Not(literal)


def possibles(
    known: Known, exact: Certain, certain: Certain
) -> Iterator[tuple[str, object, Sequence[object], Sequence[object]]]:
    """Of judgement, areas and case review: what was reached, what the solver leaves, what the meaning leaves."""
    yield "judgement", known.judgement.outcome, exact.possible, certain.possible
    for area, of_area in known.evaluations.items():
        yield area, of_area.outcome, exact.evaluations[area], certain.evaluations[area]
    for reading in known.case_review:
        left, first = (
            (True, False) if one.case_review[reading.reading] is None else (one.case_review[reading.reading],)
            for one in (exact, certain)
        )
        yield f"case review, {reading.reading}", reading.consider, left, first
