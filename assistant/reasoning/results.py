"""What a reading of the rule base comes to: findings, evaluations, judgement and case review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assistant.case import Key


class Finding(NamedTuple):
    """A finding rule that fired for a record, and the area it speaks of."""

    rule: str
    key: Key
    area: str


class Conclusion(NamedTuple):
    """The outcome of a stage, every fired rule it rests on, and the fired rules it outweighs."""

    outcome: str
    rests_on: tuple[str, ...]
    outweighed: tuple[str, ...] = ()


class ReviewReading(NamedTuple):
    """What one published reading says of a case review."""

    reading: str
    consider: bool
    rests_on: tuple[str, ...]
    urgency: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The reading *on what is known*: a condition on an open answer does not hold.

    INVARIANT: `run` and `meaning` give equal values of this, to the letter
    (tests/property/test_run_and_meaning_agree.py).
    """

    findings: tuple[Finding, ...]
    """In the order of the rules, and of the records within a rule."""
    evaluations: Mapping[str, Conclusion]
    judgement: Conclusion
    ground: str | None
    case_review: tuple[ReviewReading, ...]


@dataclass(frozen=True, slots=True)
class Certain:
    """The reading *for certain*: what no answer to an open question could change.

    INVARIANT: what is known concludes an outcome that is possible; on a complete case it is the
    only one (tests/property/test_laws.py).
    """

    evaluations: Mapping[str, tuple[str, ...]]
    """For each area the evaluations still possible, in the pack's order."""
    possible: tuple[str, ...]
    """The judgements still possible, in the pack's order."""
    case_review: Mapping[str, bool | None]
    """For each reading whether it considers a review; None while it is open."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Both readings of a case."""

    known: Known
    certain: Certain
