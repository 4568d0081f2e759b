"""Counts in how many cases of a store each rule fired, without saying anything of a case whose own view comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.case import Case
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.work.examples import fired
from assistant.work.reveal import Reveal, is_covered


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many cases each rule fired."""

    cases: int
    """How many were counted."""
    by_rule: Mapping[str, int]
    covered: int = 0
    """How many were left out because an own view of their evidence comes first."""
    unread: int = 0
    """How many could not be read."""

    @property
    def told(self) -> str:
        """What was counted, and what was not, in a few words."""
        left = [f"{self.covered} left out until their own view is sealed"] if self.covered else []
        left += [f"{self.unread} could not be read"] if self.unread else []
        counted = {0: "no case", 1: "1 case"}.get(self.cases, f"{self.cases} cases")
        return "; ".join([f"{counted} of this store counted", *left])


def count(
    cases: Iterable[Case | Refused], judging: Judging, how: Callable[[Case], Reveal]
) -> Iterator[int | Counted]:
    """Judges cases by the rules at hand, on what is known: how many are done after each, and in the end the counts.

    INVARIANT: a case whose own view comes first, and any other reading of its evidence, is in no count
    (tests/work/test_firing_counts.py): from the counts of a store with one open case the proposal could be read.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    covered: Counter[str] = Counter()
    unread = 0
    for done, case in enumerate(cases, 1):
        if isinstance(case, Refused):
            unread += 1
        elif is_covered(case, how):
            covered[case.evidence_id] += 1
        else:
            judged = judging.live(case)
            found.append(
                (case.evidence_id, tuple(rule.id for rule in judging.pack.rules if fired(rule, judged)))
            )
        yield done
    kept = [rules for evidence, rules in found if evidence not in covered]
    by_rule = Counter(rule for rules in kept for rule in rules)
    left_out = covered.total() + len(found) - len(kept)
    yield Counted(len(kept), by_rule, left_out, unread)
