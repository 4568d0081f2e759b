"""Has a pack tell where the rule of another would fire in it, and conclude nothing else by that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.pack import EvaluationRule, JudgementRule, Pack
from assistant.reasoning.variants import with_rules


def probe(name: str) -> str:
    """What a rule of the other pack is called; no rule of a pack's own can be called so."""
    return f"other {name}"


def with_probes(pack: Pack, other: Pack, names: Iterable[str]) -> Pack:
    """A pack with some evaluation and judgement rules of another beside its own, if that has them.

    INVARIANT: they conclude the last outcome of their stage, on no ground, which stands wherever no other does:
    with them every case comes out as it does without (tests/work/test_impact.py).
    """
    return with_rules(pack, (*pack.rules, *_probes(pack, other, set(names))))


def _probes(pack: Pack, other: Pack, names: set[str]) -> Iterator[EvaluationRule | JudgementRule]:
    for rule in other.rules:
        if rule.id not in names:
            continue
        if isinstance(rule, EvaluationRule):
            yield rule.model_copy(update={"id": probe(rule.id), "evaluate": list(pack.evaluations)[-1]})
        elif isinstance(rule, JudgementRule):
            last = list(pack.judgements)[-1]
            yield rule.model_copy(update={"id": probe(rule.id), "conclude": last, "ground": None})
