"""The examples of a pack as judged cases, so that changed rules can be held against all of them quickly.

What a case holds does not depend on the rules, so each is put together once and judged as often as needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.case import Case, Key
from assistant.document import Document
from assistant.pack import FindingRule, Pack, Rule
from assistant.pack.read import read_examples
from assistant.pack.rules import Example, Expected
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import Evidence, Finding, Judging, compile_rules, gather, meaning
from assistant.reasoning.variants import only
from assistant.work.examples import Given, bases, example_case, fired
from assistant.work.stated import stated

Placed = frozenset[tuple[Key, str]]
"""Where a finding rule fired: the records, each with the area it speaks of."""
_NONE: Placed = frozenset()


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two cases of an example: that in which its rule fires, or the near miss."""

    rule: str
    where: Where
    case: Case
    evidence: Evidence
    expect: Expected
    is_near_miss: bool


def halves(pack: Pack) -> tuple[Half, ...]:
    """Both cases of every example of the pack, in the order of the files.

    Raises `Refused` where a file of examples cannot be read, or an example names what the pack
    does not have.
    """
    files = read_examples(pack.directory)
    homes = bases(files)
    problems: list[Problem] = []
    found: list[Half] = []
    for file, document in files:
        for number, example in enumerate(file.examples):
            try:
                found.extend(_both(pack, homes, document, number, example))
            except LookupError as unknown:
                what = f"example of `{example.rule}`: {unknown.args[0]}"
                where = document.where(("examples", number))
                problems.append(
                    Problem("example-unknown", what, "see what `sccif rules test` says of it", where)
                )
    if problems:
        raise Refused(problems)
    return tuple(found)


def _both(
    pack: Pack, homes: Mapping[str, Given], document: Document, number: int, example: Example
) -> Iterator[Half]:
    if example.rule not in pack.rules_by_id:
        raise LookupError("there is no such rule")
    if example.base not in homes:
        raise LookupError(f"there is no base `{example.base}`")
    near = example.near_miss
    for given, expect, path in (
        ((example.given,), example.expect, ("rule",)),
        ((example.given, near.given), near.expect, ("near_miss",)),
    ):
        case = example_case(pack, homes[example.base], *given)
        where = document.where(("examples", number, *path))
        yield Half(example.rule, where, case, gather(case, pack), expect, path == ("near_miss",))


class Pinned:
    """A pack with its examples judged: says which of them come out otherwise once a rule is changed."""

    def __init__(self, pack: Pack, examples: Iterable[Half]) -> None:
        """Judge the examples on the meaning, by the rules as they are."""
        self.pack, self.halves = pack, tuple(examples)
        judging = Judging(pack, "meaning")
        self._judged = [judging.conclude(half.case, half.evidence) for half in self.halves]
        self._stated = [
            stated(half.expect, judged) for half, judged in zip(self.halves, self._judged, strict=True)
        ]
        self._found = [_by_rule(judged.known.findings) for judged in self._judged]
        self._open = [not half.evidence.complete(pack) for half in self.halves]
        # Many near misses are the base itself; what was held against one of them need not be tried again.
        self._alike = [hash(repr((half.evidence, half.expect))) for half in self.halves]
        self._of_rule: dict[str, list[int]] = {rule: [] for rule in pack.rules_by_id}
        for place, half in enumerate(self.halves):
            self._of_rule[half.rule].append(place)

    def differing(self, variant: Pack, rule_id: str) -> Half | None:
        """The first example in which an outcome that it states comes out otherwise by the other rules.

        `variant` differs from the pack in the rule of this id alone, which it may lack. The
        examples of that rule are tried first, as they are the most likely to differ.
        """
        judging: Judging | None = None
        for place in self._candidates(variant, rule_id):
            # Most changes of a finding rule leave most examples alone, and many leave all.
            judging = judging or Judging(variant, "meaning")
            half = self.halves[place]
            if stated(half.expect, judging.conclude(half.case, half.evidence)) != self._stated[place]:
                return half
        return None

    def misfiring(self, variant: Pack, rule_id: str) -> Half | None:
        """The first of the rule's own examples in which it fires where it should not, or does not where it should."""
        rule = variant.rules_by_id.get(rule_id)
        if rule is None:
            return None
        judging = Judging(variant, "meaning")
        for place in self._of_rule[rule_id]:
            half = self.halves[place]
            judged = judging.conclude(half.case, half.evidence)
            if fired(rule, judged, half.expect.areas) == half.is_near_miss:
                return half
        return None

    def _candidates(self, variant: Pack, rule_id: str) -> Iterator[int]:
        """The examples that the change could matter in: those in which it changes what the rule concludes."""
        before, after = self.pack.rules_by_id[rule_id], variant.rules_by_id.get(rule_id)
        first: dict[int, int] = {}
        for place in (*self._of_rule[rule_id], *range(len(self.halves))):
            first.setdefault(self._alike[place], place)
        order = tuple(first.values())
        if after is None:
            yield from (place for place in order if self._open[place] or self._shows(place, before))
        elif isinstance(before, FindingRule) and isinstance(after, FindingRule):
            alone = compile_rules(only(self.pack, after))
            same = before.find == after.find
            for place in order:
                was = self._found[place].get(before.id, _NONE)
                now = _by_rule(meaning(alone, self.halves[place].evidence).known.findings).get(
                    before.id, _NONE
                )
                if self._open[place] or was != now or (now and not same):
                    yield place
        elif (before.when, before.unless) == (after.when, after.unless):
            yield from (place for place in order if self._open[place] or self._shows(place, before))
        else:
            yield from order

    def _shows(self, place: int, rule: Rule) -> bool:
        """Whether a rule fired in an example as the rules are, whatever outweighed it."""
        known = self._judged[place].known
        concluded = (known.judgement, *known.evaluations.values())
        return (
            rule.id in self._found[place]
            or any(rule.id in (*one.rests_on, *one.outweighed) for one in concluded)
            or any(rule.id in reading.rests_on for reading in known.case_review)
        )


def _by_rule(findings: Iterable[Finding]) -> Mapping[str, Placed]:
    """For each rule the records and areas that it fired for."""
    found: dict[str, list[tuple[Key, str]]] = {}
    for one in findings:
        found.setdefault(one.rule, []).append((one.key, one.area))
    return {rule: frozenset(places) for rule, places in found.items()}
