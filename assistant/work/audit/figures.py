"""The figures of an audit, and their shape in JSON.

What is proposed is what the rules make of what is known, by the pack that the corpus was judged with now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from assistant.work.agreement import Agreement
from assistant.work.coefficients import Share


@dataclass(frozen=True, slots=True)
class CrossTable:
    """What was proposed against what a person said, both on the outcomes of the pack."""

    proposed: tuple[str, ...]
    said: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """A row for each outcome that is proposed, in it a number for each that is said."""
    agreeing: Share
    elsewhere: int
    """Cases in which something was said that is no outcome of the pack; they are in no other figure."""


@dataclass(frozen=True, slots=True)
class Group:
    """Departures within one group: a month, an area."""

    name: str
    departing: Share
    with_reasons: int
    """So many of the departures say why; of an area, the view that was sealed does."""


@dataclass(frozen=True, slots=True)
class OfInspector:
    """What one person judged."""

    name: str
    cases: int
    departing: Share | None
    """None where few departed or few did not, or the number of somebody else could be told by it."""


@dataclass(frozen=True, slots=True)
class ByInspector:
    """Departures by who judged, in the order of their names, never ranked."""

    people: tuple[OfInspector, ...]
    suppressed: int
    """How many people are not shown: who judged few cases, and who could else be told from the rest."""


@dataclass(frozen=True, slots=True)
class Departures:
    """Judgements that are not what was proposed. Departing, with reasons, is a normal outcome."""

    departing: Share
    with_reasons: int
    without_reasons: int
    marked_otherwise: int
    """Cases whose own mark of a departure says otherwise: judged before another proposal, or marked wrongly."""
    by_month: tuple[Group, ...]
    """By the month in which the inspection began, those that are known."""
    by_area: tuple[Group, ...]
    """Sealed evaluations of an area that are not what was proposed for it."""
    by_inspector: ByInspector | None
    """Only where that was asked for."""


@dataclass(frozen=True, slots=True)
class AgainstRule:
    """How often people went against a rule."""

    rule: str
    stage: str
    """`judgement` or `evaluation`: a rule that the proposal rested on. `finding`: a rule that had fired in
    the case, whichever way it pointed."""
    area: str | None
    overridden: Share
    """Of the cases it bore on, those that were judged (or an area evaluated) otherwise than proposed."""
    with_reasons: int
    """So many of the overrides say why."""
    is_flagged: bool
    """Whether that is more than elsewhere, beyond chance: enough cases, and the interval of the share begins
    above the share of the whole stage. Of many rules a few are flagged by chance: look, and then judge."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many cases something is so of, and which."""

    share: Share
    cases: tuple[str, ...]
    """The names of all of them, in their order."""
    numbers: tuple[int, ...]
    """The place of each of these cases in its source, from 0, those that cannot be used left out."""


@dataclass(frozen=True, slots=True)
class OfStep:
    """How a step of the timeline was kept that has a limit."""

    step: str
    on_time: int
    late: int
    overdue: int
    """Not recorded as done, and its last day is over."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How the steps of the timeline were kept, in the cases that record them."""

    steps: tuple[OfStep, ...]
    unrecorded: int
    """Cases that record no step, or do not say when the inspection began; nothing is known of them."""
    overdue: Found
    """Of the cases that record steps, those with one that is overdue."""

    @property
    def is_known(self) -> bool:
        """Whether anything is known of any step with a limit."""
        return any(step.on_time or step.late or step.overdue for step in self.steps)


@dataclass(frozen=True, slots=True)
class Audit:
    """Every figure. Blind readings are in the agreement alone, as they are nobody's inspection."""

    pack: str
    cases: int
    """Without those for training."""
    by_purpose: Mapping[str, int]
    """Of all that were read; those for training are in no other figure."""
    proposal_by_sealed: CrossTable
    proposal_by_judgement: CrossTable
    departures: Departures
    against_rules: tuple[AgainstRule, ...]
    no_case_review: Found
    """Judgements that the rules of the case review ask for, and no case review is recorded either way."""
    against_most_areas: Found
    """Judgements that are elsewhere on the scale than more than half of the areas are, as they were sealed,
    else proposed; areas outside the scale are not counted."""
    flags: Mapping[str, Share]
    """For each kind of flag the cases that have it, of those in which flags were looked for."""
    one_source: Mapping[str, Share]
    """For each section the records whose answers fewer than two kinds of source support."""
    timeliness: Timeliness
    agreement: Agreement

    def as_json(self) -> dict[str, Any]:
        """The figures as JSON: each class by the names of its fields, in their order.

        A share is `{"count", "of", "share", "low", "high"}`, a coefficient `{"n", "value", "error", "low",
        "high"}`; null is what is undefined. More names may come, these stay.
        """
        told = _plain(self)
        assert isinstance(told, dict)  # noqa: S101  # a class becomes a mapping
        return told


_DIGITS = 6


def _plain(value: Any) -> Any:
    match value:
        case Share():
            ends = {"share": value.value, "low": value.low, "high": value.high}
            return {"count": _plain(value.count), "of": value.of} | {
                name: _plain(end) for name, end in ends.items()
            }
        case float():
            return round(value, _DIGITS)
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case tuple():
            return [_plain(inner) for inner in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
