"""What comparing two packs over many cases costs, and finding like for like: run with `python -m tests.bench.diffing`.

Prints ratios to one sweep over the same cases, measured in the same run, by the clock and by CPU time: medians over
rounds with their quartiles. The cases are constructed, and lie in Parquet files.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.cli import MADE
from assistant.pack import FindingRule, Pack, load_pack
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import sweep
from assistant.reasoning.variants import variants, with_rule, without
from assistant.work.corpus.corpus import Corpus
from assistant.work.impact import impact
from assistant.work.like_for_like import like_for_like
from assistant.work.rule_changes import Changes, changes
from tests.bench import corpora
from tests.bench.judging import spread
from tests.bench.sweeping import Took, opened, say, took

WEIGHED = ("leaver-poor-help-where-sound", "leaver-poor-plan-where-sound")
REMOVED = "area-declined-clearly"


def changed(pack: Pack) -> Mapping[str, Pack]:
    """Packs that differ from this one as versions do: in a few rules, in many weights, and at random."""
    finding = [rule for rule in pack.rules if isinstance(rule, FindingRule)]
    few = without(_weighing(pack, [rule for rule in finding if rule.id in WEIGHED]), REMOVED)
    many = _weighing(pack, random.Random(1).sample(finding, 12))
    any_way = pack
    for one in random.Random(2).sample(list(variants(pack)), 8):
        rule = one.pack.rules_by_id.get(one.rule_id)
        any_way = with_rule(any_way, rule) if rule else without(any_way, one.rule_id)
    return {"3 rules": few, "12 weights": many, "8 rules at random": any_way}


def _weighing(pack: Pack, rules: list[FindingRule]) -> Pack:
    """The pack in which some rules weigh a step more, or where there is none the least."""
    weights = [weight.id for weight in pack.words.weights]
    for rule in rules:
        heavier = weights[(weights.index(rule.find.weight) + 1) % len(weights)]
        find = rule.find.model_copy(update={"weight": heavier})
        pack = with_rule(pack, rule.model_copy(update={"find": find}))
    return pack


def in_sweeps(corpus: Corpus, work: Callable[[], object], rounds: int) -> str:
    """How many sweeps something takes, each time beside one that keeps every finding."""
    swept = sweep(compile_rules(corpus.pack))
    pairs: list[tuple[Took, Took]] = []
    for _ in range(rounds):
        once = took(lambda: corpus.judge(swept, keep=True))
        pairs.append((took(work), once))
    clock = spread([mine.wall / once.wall for mine, once in pairs])
    cpu = spread([mine.cpu / once.cpu for mine, once in pairs])
    return f"{clock} sweeps; by CPU time {cpu}"


def told(other: Changes, corpus: Corpus) -> str:
    """What a change came to, so that it is seen that it was worked out."""
    came = impact(other, corpus)
    return f"{len(came.moves):,} cases move, {came.unexplained:,} without a cause"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--tables", type=Path, metavar="DIR", help="use these, of `sccif cases generate`")
    parser.add_argument("--like", type=int, default=50_000, help="among how many to look for like cases")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    gc.set_threshold(MADE)  # as the program itself does
    pack = load_pack()
    base = compile_rules(pack)
    say(f"{platform.platform()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with corpora.tables(pack, given.cases, given.tables) as tables, tempfile.TemporaryDirectory() as folder:
        with opened(pack, tables) as corpus:
            for name, new in changed(pack).items():
                came = told(changes(pack, new), corpus)
                # Found anew each time: what the changes were compiled to is part of what they cost.
                ratio = in_sweeps(corpus, lambda new=new: impact(changes(pack, new), corpus), given.rounds)  # type: ignore[misc]
                say(f"{name} changed, over {len(corpus):,} cases: {ratio}; {came}")
        some = corpora.resized(pack, tables, Path(folder) / "some", given.like)
        with opened(pack, some) as corpus:
            corpus.judge(sweep(base), keep=True)
            alike = like_for_like(corpus, base)
            ratio = in_sweeps(corpus, lambda: like_for_like(corpus, base), given.rounds)
            say(f"like for like among {alike.cases:,} cases: {ratio}; {alike.found:,} pairs")


if __name__ == "__main__":
    main()
