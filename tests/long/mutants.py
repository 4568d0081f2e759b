"""The tests of the tests: every single change of the rule base, and what notices it.

Run with `python -m tests.long.mutants [--every N] [--rules PREFIX] [--jobs 2] [--json OUT]`. Each
variant is tried as a change of the files would be: `rules check`, then `rules test` with the meaning
as judge. What passes both is a *survivor*: either it changes nothing (`equivalent` shows that), or
it breaks what is proved of the rules (`proofs`), or an example is missing.

Everything runs on values and nothing is written. Of `rules check` the parts that read rules run; the
two that only read questions cannot notice a change of rules and are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple
from zlib import crc32

from assistant.pack import FindingRule, Pack, Rule
from assistant.pack.checks import CHECKS
from assistant.pack.read import PROPERTIES, PackFiles, read_pack
from assistant.pack.resolve import resolve
from assistant.pack.resolve_properties import property_problems
from assistant.pack.resolve_rules import rule_problems
from assistant.problems import Problem
from assistant.reasoning import Judging
from assistant.reasoning.proofs import Proof
from assistant.reasoning.proofs.differing import equivalent
from assistant.reasoning.proofs.every import prove
from assistant.reasoning.variants import KINDS, Variant, variants
from assistant.work.halves import Pinned, halves

How = Literal["check", "outcome", "firing", "no rule", "equivalent", "proof", "survivor"]
HOWS: dict[How, str] = {
    "check": "by `rules check`",
    "outcome": "by an outcome that an example states",
    "firing": "only by an example in which the rule should fire, or should not",
    "no rule": "only by its own examples, which then are of no rule",
    "equivalent": "it changes nothing",
    "proof": "by a proof",
    "survivor": "by nothing",
}

Equivalent = Callable[[Pack, Pack], bool]
"""Whether two packs conclude the same of every case there can be."""
Proofs = Callable[[Pack], str | None]
"""The name of a property that does not hold of a pack, if there is one."""


class Tried(NamedTuple):
    """A variant, and what noticed it."""

    kind: str
    rule: str
    what: str
    how: How
    by: str
    """The code of the problem, the place of the example or the name of the property."""


class Trial:
    """A pack with its examples, made ready to try variants of it."""

    def __init__(
        self, files: PackFiles, equivalent: Equivalent | None = None, proofs: Proofs | None = None
    ) -> None:
        """`equivalent` and `proofs` are asked of survivors only, in this order."""
        self.files, self.pack = files, resolve(files)
        self.pinned = Pinned(self.pack, halves(self.pack))
        self.equivalent, self.proofs = equivalent, proofs

    def tried(self, variant: Variant) -> Tried:
        """What notices a variant, the quickest first."""
        how, by = self.noticed(variant)
        return Tried(variant.kind, variant.rule_id, variant.what, how, by)

    def noticed(self, variant: Variant) -> tuple[How, str]:
        problem = next(problems(self.files, variant), None)
        if problem is not None:
            return "check", problem.code
        half = self.pinned.differing(variant.pack, variant.rule_id)
        if half is not None:
            return "outcome", str(half.where)
        half = self.pinned.misfiring(variant.pack, variant.rule_id)
        if half is not None:
            return "firing", str(half.where)
        if variant.kind == "rule deleted":
            # `rules check` names an example of a rule that is gone; whoever deletes both is not told.
            return "no rule", "example-unknown"
        if self.equivalent is not None and self.equivalent(self.pack, variant.pack):
            return "equivalent", ""
        broken = self.proofs(variant.pack) if self.proofs is not None else None
        return ("proof", broken) if broken is not None else ("survivor", "")


def problems(files: PackFiles, variant: Variant) -> Iterator[Problem]:
    """What `rules check` finds wrong with the rules of a variant, its examples apart."""
    pack, name = variant.pack, variant.rule_id
    changed = pack.rules_by_id.get(name)
    whole = with_rules(files, pack)
    if changed is None:
        # Every count may name the rule, and so may a property.
        for file, document in whole.rules:
            yield from _without_moved(rule_problems(pack, file, document))
        if files.properties.properties:
            yield from property_problems(pack, files.properties, files.documents[PROPERTIES])
    else:
        for file, document in whole.rules:
            if changed in file.rules:
                yield from rule_problems(pack, file, document)
    # A rule is checked by itself, and one that counts findings also when these find something else.
    is_finding = variant.kind in ("weight", "direction", "rests_on")
    counts = is_finding or changed is None
    part = with_rules(
        files,
        pack,
        lambda rule: rule.id == name or (counts and not isinstance(rule, FindingRule)),
    )
    for check in ("change", "say", "basis", "direction", "never"):
        yield from _errors(CHECKS[check](part, pack))
    yield from _errors(chain(CHECKS["otherwise"](whole, pack), CHECKS["text"](whole, pack)))
    if counts or not isinstance(changed, FindingRule):
        yield from _errors(CHECKS["dead"](whole, pack))


def _without_moved(found: Iterable[Problem]) -> Iterator[Problem]:
    """Problems but for ids that seem to stand twice, as where a rule is gone those after it have moved."""
    return (problem for problem in found if problem.code != "pack-duplicate-id")


def _errors(found: Iterable[Problem]) -> Iterator[Problem]:
    return (problem for problem in found if problem.severity == "error")


def with_rules(
    files: PackFiles, pack: Pack, is_wanted: Callable[[Rule], bool] = lambda rule: True
) -> PackFiles:
    """The files as if they said what the pack's rules say, or some of them."""
    kept = []
    for file, document in files.rules:
        now = (pack.rules_by_id.get(rule.id) for rule in file.rules)
        rules = tuple(rule for rule in now if rule is not None and is_wanted(rule))
        kept.append((file.model_copy(update={"rules": rules}), document))
    return replace(files, rules=tuple(kept))


def chosen(pack: Pack, every: int = 1, prefix: str = "") -> Iterator[Variant]:
    """One variant in `every`, of the rules whose id begins so.

    Chosen by what is different, so that a choice stays the same while other rules come and go.
    """
    for variant in variants(pack):
        if variant.rule_id.startswith(prefix) and crc32(variant.what.encode()) % every == 0:
            yield variant


def first_broken(pack: Pack) -> str | None:
    """The first property that does not hold of a pack, if there is one."""
    steps = prove(Judging(pack, "meaning"), lambda _: ())
    return next((step.id for step in steps if isinstance(step, Proof) and not step.holds), None)


def _share(
    directory: Path | None,
    every: int,
    prefix: str,
    equivalent: Equivalent | None,
    proofs: Proofs | None,
    jobs: int,
    job: int,
) -> list[tuple[int, Tried]]:
    """The part of the work that one process does: every so-manieth variant, with its number."""
    trial = Trial(read_pack(directory), equivalent, proofs)
    return [
        (number, trial.tried(variant))
        for number, variant in enumerate(chosen(trial.pack, every, prefix))
        if number % jobs == job
    ]


def all_tried(
    directory: Path | None = None,
    every: int = 1,
    prefix: str = "",
    equivalent: Equivalent | None = None,
    proofs: Proofs | None = None,
    jobs: int = 1,
) -> list[Tried]:
    """What notices each of the variants chosen, in their order."""
    work = partial(_share, directory, every, prefix, equivalent, proofs, jobs)
    if jobs == 1:
        return [tried for _, tried in work(0)]
    with ProcessPoolExecutor(jobs) as pool:
        return [tried for _, tried in sorted(chain.from_iterable(pool.map(work, range(jobs))))]


def report(found: list[Tried], seconds: float) -> Iterator[str]:
    """Counts by kind and by what noticed it, then each survivor."""
    hows = [how for how in HOWS if any(one.how == how for one in found)]
    yield f"{'':<18}{'all':>6}" + "".join(f"{how:>12}" for how in hows)
    for kind in (*KINDS, "in all"):
        of_kind = [one for one in found if kind in (one.kind, "in all")]
        if of_kind:
            count = Counter(one.how for one in of_kind)
            yield f"{kind:<18}{len(of_kind):>6}" + "".join(f"{count[how]:>12}" for how in hows)
    yield ""
    yield from (f"{how}: noticed {HOWS[how]}" for how in hows)
    yield ""
    same = [one for one in found if one.how == "equivalent"]
    survivors = [one for one in found if one.how == "survivor"]
    others = len(found) - len(same)
    yield f"{len(found)} changes in {seconds:.0f} s, {len(same)} of which change nothing"
    yield f"{others - len(survivors)} of the other {others} are noticed ({(others - len(survivors)) / max(1, others):.1%})"
    yield from (f"  changes nothing: {one.what}" for one in same)
    yield from (f"  survives: {one.kind}: {one.what}" for one in survivors)


def main(args: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--every", type=int, default=1, help="try one variant in so many")
    parser.add_argument("--rules", default="", metavar="PREFIX", help="only rules whose id begins so")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what came of each variant")
    parser.add_argument("--pack", type=Path, metavar="DIR")
    parser.add_argument("--unproved", action="store_true", help="ask neither for equivalence nor for proofs")
    given = parser.parse_args(args)
    start = time.perf_counter()
    asked = (None, None) if given.unproved else (equivalent, first_broken)
    found = all_tried(given.pack, given.every, given.rules, asked[0], asked[1], given.jobs)
    if given.json:
        given.json.write_text("".join(json.dumps(one._asdict()) + "\n" for one in found))
    sys.stdout.writelines(line + "\n" for line in report(found, time.perf_counter() - start))


if __name__ == "__main__":
    main()
