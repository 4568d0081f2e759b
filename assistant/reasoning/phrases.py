"""Puts rules, answers and places of a case into sentences, in the pack's own words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from assistant.case import At, Case, Key
from assistant.case.model import Answer, Value
from assistant.numbers import number
from assistant.pack import (
    Answers,
    AskedWhen,
    CaseReviewRule,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    FindingsCount,
    JudgementIs,
    JudgementRule,
    Pack,
    Question,
    Rule,
    parse_ref,
)

_PLACE = re.compile(r"\{([a-z0-9_.]+)\}")


def places(say: str) -> list[str]:
    """The names in braces that a sentence waits to have filled."""
    return _PLACE.findall(say)


def record_name(pack: Pack, key: Key) -> str:
    """How a sentence speaks of a record: `child A`, `event I1`, the label of an area."""
    kind = pack.record_types[key.record]
    area = pack.areas.get(key.label or "") if kind.many == "each_area" else None
    label = area.label if area else key.label
    return kind.called.replace("{label}", label or "")


def question_name(pack: Pack, at: At) -> str:
    """A place of the case for a person: the record and the question as it is asked."""
    question = pack.questions[at.key.record].get(at.question)
    return f"{first_up(record_name(pack, at.key))}: {question.ask if question else at.question}"


def answer_label(question: Question, value: Value | None) -> str:
    """An answer as a person reads it."""
    if isinstance(value, str) and value in question.labels:
        return question.labels[value]
    if isinstance(value, tuple):
        return ", ".join(f"{month}: {count}" for month, count in value)
    return "" if value is None else str(value)


def said(question: Question, answer: Answer | None) -> str:
    """What was said to a question, whatever the form: the answer, uncertain, not applicable or nothing."""
    match answer:
        case None:
            return "not answered"
        case Answer(state="uncertain"):
            return f"uncertain: {answer.reason}"
        case Answer(state="not_applicable"):
            return f"not applicable: {answer.reason}"
        case _:
            return answer_label(question, answer.value)


@functools.lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[str, ...]:
    """A sentence cut at its places: text, name, text, name and so on."""
    return tuple(_PLACE.split(sentence))


def say(pack: Pack, case: Case, rule: Rule, key: Key | None = None) -> str:
    """A rule's sentence with its places filled from the case."""
    pieces = _pieces(rule.say)
    if len(pieces) == 1:
        return rule.say
    filled = [_fill(pack, case, piece, key) if place % 2 else piece for place, piece in enumerate(pieces)]
    return first_up("".join(filled))


def say_of_any(pack: Pack, rule: Rule) -> str:
    """A rule's sentence for no case in particular: a record by its type, and an answer as `…`."""
    record = _any_record(pack, rule.record) if isinstance(rule, FindingRule) else "…"
    return first_up(_PLACE.sub(lambda place: record if place[1] == "record" else "…", rule.say))


def _any_record(pack: Pack, record: str) -> str:
    kind = pack.record_types[record]
    if kind.many == "one":
        return kind.called
    label = kind.label[:1].lower() + kind.label[1:]
    return f"{'an' if label[:1] in 'aeiou' else 'a'} {label}"


def _fill(pack: Pack, case: Case, name: str, key: Key | None) -> str:
    if name == "record":
        return record_name(pack, key) if key else ""
    ref = parse_ref(name, key.record if key else None)
    if ref is None:
        return name
    at = At(key if ref.own and key else Key(ref.record, ref.area), ref.question)
    answer = case.answer(at)
    label = answer_label(pack.questions[ref.record][ref.question], answer.value if answer else None)
    return label[:1].lower() + label[1:] if label else "not answered"


def conditions(pack: Pack, rule: Rule) -> tuple[list[str], list[str]]:
    """A rule's `when` and `unless`, each condition as a phrase."""
    if isinstance(rule, FindingRule):
        return (
            [answered(pack, text, values, rule.record) for text, values in rule.when.items()],
            [answered(pack, text, values, rule.record) for text, values in rule.unless.items()],
        )
    return [condition(pack, one) for one in rule.when], [condition(pack, one) for one in rule.unless]


def condition(pack: Pack, one: Condition) -> str:
    """One condition of a later stage as a phrase."""
    match one:
        case CountFindings(findings=counted, distinct=distinct):
            source = "record with a finding" if distinct == "records" else "finding"
            by = [_any_of(pack, field, counted, lead) for field, lead in _COUNTED if getattr(counted, field)]
            told = [_how_many(one.at_least, one.at_most, source), *([", ".join(by)] if by else [])]
            rules = [name for name in counted.rule if name in pack.rules_by_id]
            # A pack of which a rule was left out, to see what that changes, may still count it.
            said = listed(f"“{say_of_any(pack, pack.rules_by_id[name])}”" for name in rules)
            return " ".join(told) + (f": {said}" if said else "")
        case CountAreas(areas=counted_areas):
            among = listed(pack.areas[area].short for area in counted_areas.among)
            evaluated = listed(pack.evaluations[name].short for name in counted_areas.evaluation)
            return f"{_how_many(one.at_least, one.at_most, 'area')}{f' of {among}' if among else ''} evaluated {evaluated}"
        case Answers(answers=answers):
            return " and ".join(
                answered(pack, text, values, pack.area_record) for text, values in answers.items()
            )
        case JudgementIs(judgement=judgements):
            return f"the judgement is {listed(pack.judgements[name].label for name in judgements)}"


def concludes(pack: Pack, rule: Rule) -> str:
    """What a rule concludes, in the pack's words."""
    words = pack.words
    match rule:
        case FindingRule(find=find):
            labels = {one.id: one.label for one in (*words.directions, *words.weights, *words.rests_on)}
            area = pack.areas[find.area].label if find.area else "the record's own area"
            kind = pack.record_types[rule.record]
            return f"a finding for each of {kind.plural}, in {area}: {labels[find.direction]}, {labels[find.weight]}, resting on {labels[find.rests_on]}"
        case EvaluationRule():
            areas = (
                "each area"
                if rule.area == ("each",)
                else ", ".join(pack.areas[area].label for area in rule.area)
            )
            outcome = pack.evaluations[rule.evaluate]
            return f"{areas}: {outcome.sign} {outcome.label}"
        case JudgementRule():
            outcome = pack.judgements[rule.conclude]
            grounds = {ground.id: ground.label for ground in words.grounds}
            return f"{outcome.sign} {outcome.label}" + (f", {grounds[rule.ground]}" if rule.ground else "")
        case CaseReviewRule():
            reading = next(one.label for one in words.readings if one.id == rule.reading)
            told = words.case_review.consider if rule.consider else words.case_review.not_considered
            return f"{reading}: {told}" + (f" ({rule.urgency})" if rule.urgency else "")


def answered(pack: Pack, text: str, values: Iterable[str], own: str | None) -> str:
    """A condition on an answer as a phrase: `How was it planned? “Well planned” or “Somewhat planned” [planning]`."""
    ref = parse_ref(text, own)
    if ref is None:
        return text
    question = pack.questions[ref.record][ref.question]
    named = listed(f"“{question.labels.get(value, value)}”" for value in values)
    return f"{question.ask} {named} [{text}]"


def gate(pack: Pack, asked_when: Iterable[AskedWhen]) -> str:
    """When a question is asked, as a phrase."""
    return " and ".join(
        answered(pack, one.ref.question if one.ref.own else str(one.ref), sorted(one.values), one.ref.record)
        for one in asked_when
    )


_COUNTED = (
    ("direction", "marked"),
    ("weight", "with"),
    ("rests_on", "resting on"),
    ("area", "in"),
    ("record", "from"),
)
"""What findings are counted by beside their rules, each with the word in front of it."""


def _any_of(pack: Pack, field: str, counted: FindingsCount, lead: str) -> str:
    """What is counted by one field: `with some, strong or decisive weight`."""
    words = pack.words
    labels = {
        "direction": {item.id: item.label for item in words.directions},
        "weight": {item.id: item.label for item in words.weights},
        "rests_on": {item.id: item.label for item in words.rests_on},
        "area": {area.id: area.short for area in pack.areas.values()},
        "record": {kind.id: kind.plural for kind in pack.record_types.values()},
    }[field]
    named = [labels.get(value, value) for value in getattr(counted, field)]
    return f"{lead} {listed(_last_word_once(named))}"


def _last_word_once(labels: list[str]) -> list[str]:
    """Labels that all end alike, as they are listed: `some`, `strong weight`."""
    last = labels[-1].rpartition(" ")[2]
    if len(labels) < 2 or not all(label.endswith(f" {last}") for label in labels):
        return labels
    return [*(label.removesuffix(f" {last}") for label in labels[:-1]), labels[-1]]


def counted_by(pack: Pack, one: Condition) -> tuple[tuple[str, str], ...]:
    """The weights and footings that a condition counts findings by, each with what the pack says that it means."""
    if not isinstance(one, CountFindings):
        return ()
    words, counted = pack.words, one.findings
    named = (*counted.weight, *counted.rests_on)
    return tuple((word.label, word.says) for word in (*words.weights, *words.rests_on) if word.id in named)


def _how_many(at_least: int | None, at_most: int | None, noun: str) -> str:
    if at_most is None:
        return f"at least {_numbered(at_least or 0, noun)}"
    if not at_least:
        return f"no more than {_numbered(at_most, noun)}" if at_most else f"no {noun}"
    if at_least == at_most:
        return f"exactly {_numbered(at_least, noun)}"
    return f"{at_least} to {_numbered(at_most, noun)}"


def _numbered(count: int, noun: str) -> str:
    if count == 1:
        return f"one {noun}"
    first, _, rest = noun.partition(" ")
    return f"{number(count, first)} {rest}".rstrip()


def listed(items: Iterable[str]) -> str:
    """The items as a phrase lists alternatives: `one, another or a third`."""
    names = list(items)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" or {names[-1]}" if names else ""


MAY_CHANGE = ", though open answers could still change this"
"""What is said after a reading of the case review that is not certain."""


def first_up(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
