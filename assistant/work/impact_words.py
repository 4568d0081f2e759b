"""Says what a change of the rules is, and how a case moves by it, in the pack's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.case import At
from assistant.pack import Outcome, Pack, Rule
from assistant.reasoning.codes import JUDGEMENT, of_area
from assistant.reasoning.phrases import conditions, question_name
from assistant.reasoning.sweep import GROUND, reading_of
from assistant.work.causes import Read
from assistant.work.moves import Move
from assistant.work.rule_changes import Change, Changes

Side = tuple[str, Any]
"""`-` with what was, or `+` with what is."""


def both(found: Changes, change: Change, name: str) -> tuple[Any, Any]:
    """A field of a changed rule as it was and as it is; conditions in words."""
    packs = (found.old, found.new)
    old, new = (_value(pack, pack.rules_by_id[change.rule], name) for pack in packs)
    return old, new


def sides(found: Changes, change: Change, name: str) -> Iterator[Side]:
    """The same as what goes, under `-`, and what comes, under `+`; of lists only what is not in both."""
    old, new = both(found, change, name)
    if isinstance(old, list) and isinstance(new, list):
        yield from (("-", one) for one in old if one not in new)
        yield from (("+", one) for one in new if one not in old)
    else:
        yield from (("-", old), ("+", new))


def of_move(found: Changes, move: Move) -> str:
    """A move as a person reads it: `judgement: sustained effectiveness → declined in effectiveness`."""
    old, new = found.old, found.new
    if move.what == JUDGEMENT:
        return f"judgement: {_label(old.judgements, move.old)} → {_label(new.judgements, move.new)}"
    if move.what == GROUND:
        return f"ground of the judgement: {move.old or 'none'} → {move.new or 'none'}"
    for area in old.areas.values():
        if move.what == of_area(area.id):
            return f"{area.label}: {_label(old.evaluations, move.old)} → {_label(new.evaluations, move.new)}"
    reading = next(one.label for one in old.words.readings if reading_of(one.id) == move.what)
    words = old.words.case_review
    said = (words.consider if so else words.not_considered for so in (move.old, move.new))
    return f"{reading}: {' → '.join(said)}"


def of_causes(causes: Sequence[Sequence[str]]) -> str:
    """The smallest sets of changes that make a move, each of which alone is enough."""
    return ", or ".join(" and ".join(cause) for cause in causes)


def of_answers(pack: Pack, reads: Sequence[Read]) -> Iterator[str]:
    """Each answer by which a case moves, once, whichever rule reads it."""
    for at, answer in dict.fromkeys((read.at, read.answer) for read in reads):
        yield f"{_asked(pack, at)} – {answer or 'not answered'}"


def _asked(pack: Pack, at: At) -> str:
    has = at.question in pack.questions.get(at.key.record, {})
    return question_name(pack, at) if has else str(at)


def _value(pack: Pack, rule: Rule, name: str) -> Any:
    if name in ("when", "unless"):
        return conditions(pack, rule)[name == "unless"]
    value: Any = rule.model_dump(mode="json", by_alias=True)
    for part in name.split("."):
        value = value.get(part)
    return value


def _label(outcomes: Mapping[str, Outcome], outcome: object) -> str:
    known = outcomes.get(str(outcome))
    return known.short if known else str(outcome)
