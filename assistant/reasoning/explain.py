"""Explains what was concluded as a tree: judgement, rules, evaluations, findings, answers, notes, paragraphs.

The tree holds references and sentences only; faces decide how much of it to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.case import At, Key
from assistant.pack import (
    Answers,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementIs,
    Ref,
    Rule,
    parse_ref,
)
from assistant.reasoning.judge import Judged
from assistant.reasoning.phrases import condition, question_name, said, say
from assistant.reasoning.results import Conclusion, Finding

NodeKind = Literal["judgement", "case review", "area", "rule", "outweighed", "finding", "answer", "note", "paragraph", "absence"]


@dataclass(frozen=True, slots=True)
class Node:
    """One step of an explanation and what it rests on."""

    id: str
    """Its place in the tree by what it stands for, the same while the case changes."""
    kind: NodeKind
    text: str
    children: tuple[Node, ...] = ()
    rule: str | None = None
    at: At | None = None
    outcome: str | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()


def explain(judged: Judged) -> tuple[Node, ...]:
    """The explanation of a judged case: the judgement, each area, and the case review."""
    return _Explanation(judged).roots()


def grounds(judged: Judged, finding: Finding) -> dict[str, str]:
    """The answers a finding rests on: by their place, the answer's id."""
    rule = judged.pack.rules_by_id[finding.rule]
    if not isinstance(rule, FindingRule):
        raise TypeError(finding.rule)
    return {str(at): value for at, value in _answers(judged, rule, finding.key)}


def _answers(judged: Judged, rule: FindingRule, key: Key) -> Iterator[tuple[At, str]]:
    for text in rule.when:
        at = _at(parse_ref(text, rule.record), key)
        answer = judged.case.answer(at)
        if answer is not None and answer.state == "answered":
            yield at, str(answer.value)


def _at(ref: Ref | None, key: Key | None) -> At:
    if ref is None:  # the pack was resolved, so every reference was read once before
        raise LookupError
    return At(key if ref.own and key else Key(ref.record, ref.area), ref.question)


class _Explanation:
    def __init__(self, judged: Judged) -> None:
        self.judged, self.pack, self.case, self.known = judged, judged.pack, judged.case, judged.known
        self.by_rule: dict[str, list[Finding]] = {}
        for finding in self.known.findings:
            self.by_rule.setdefault(finding.rule, []).append(finding)

    def roots(self) -> tuple[Node, ...]:
        known, words = self.known, self.pack.words
        outcome = self.pack.judgements[known.judgement.outcome]
        proposed = self.judged.proposal.judgement is not None
        judgement = Node(
            "judgement",
            "judgement",
            f"{outcome.sign} {outcome.label}" if proposed else f"Nothing is proposed yet; what is known so far says: {outcome.label}",
            tuple(self.conclusion("judgement", known.judgement, None)),
            outcome=outcome.id if proposed else None,
        )
        reviews = tuple(
            Node(
                f"review {reading.reading}",
                "case review",
                f"{next(one.label for one in words.readings if one.id == reading.reading)}: "
                + (words.case_review.consider if reading.consider else words.case_review.not_considered)
                + (f" ({reading.urgency})" if reading.urgency else ""),
                tuple(self.rule(f"review {reading.reading}", self.pack.rules_by_id[rule], None) for rule in reading.rests_on),
                outcome="consider" if reading.consider else None,
            )
            for reading in known.case_review
        )
        return (judgement, *(self.area("area", area) for area in self.pack.areas), *reviews)

    def area(self, above: str, area: str) -> Node:
        outcome = self.pack.evaluations[self.known.evaluations[area].outcome]
        proposed = self.judged.areas[area] is not None
        text = f"{self.pack.areas[area].label}: " + (f"{outcome.sign} {outcome.label}" if proposed else "not looked at yet")
        at = f"{above} {area}"
        return Node(at, "area", text, tuple(self.conclusion(at, self.known.evaluations[area], area)), outcome=outcome.id if proposed else None)

    def conclusion(self, above: str, concluded: Conclusion, area: str | None) -> Iterator[Node]:
        for rule in concluded.rests_on:
            yield self.rule(above, self.pack.rules_by_id[rule], area)
        if concluded.outweighed:
            at = f"{above} / outweighed"
            rules = [self.pack.rules_by_id[rule] for rule in concluded.outweighed]
            yield Node(at, "outweighed", "Also found, and outweighed", tuple(self.rule(at, rule, area) for rule in rules))

    def rule(self, above: str, rule: Rule, area: str | None) -> Node:
        at = f"{above} / {rule.id}"
        children = [child for one in getattr(rule, "when", ()) for child in self.condition(at, rule, one, area)]
        return Node(at, "rule", say(self.pack, self.case, rule), (*_once(children), *self.paragraphs(at, rule)), rule=rule.id)

    def condition(self, above: str, rule: Rule, one: Condition, area: str | None) -> Iterator[Node]:
        """What of the case made a condition of a later stage hold."""
        match one:
            case CountFindings(at_least=None) | CountAreas(at_least=None):
                phrase = condition(self.pack, one)
                yield Node(f"{above} / {phrase}", "absence", f"There are {phrase}", rule=rule.id)
            case CountFindings():
                for finding in self.known.findings:
                    if self.counts(one, finding, area):
                        yield self.finding(above, finding)
            case CountAreas(areas=counted):
                for name in counted.among or self.pack.areas:
                    if self.known.evaluations[name].outcome in counted.evaluation:
                        yield self.area(above, name)
            case Answers(answers=answers):
                own = self.pack.area_record
                for text in answers:
                    key = Key(own, area) if own and area and isinstance(rule, EvaluationRule) else None
                    yield self.answer(above, _at(parse_ref(text, own if key else None), key))
            case JudgementIs():
                outcome = self.pack.judgements[self.known.judgement.outcome]
                yield Node(f"{above} / judgement", "absence", f"What is known concludes: {outcome.label}", rule=rule.id)

    def counts(self, one: CountFindings, finding: Finding, area: str | None) -> bool:
        wanted, rule = one.findings, self.pack.rules_by_id[finding.rule]
        if not isinstance(rule, FindingRule):
            return False
        find = rule.find
        fields: Mapping[str, str] = {
            "rule": rule.id,
            "record": rule.record,
            "area": finding.area,
            "direction": find.direction,
            "weight": find.weight,
            "rests_on": find.rests_on,
        }
        fits = all(not getattr(wanted, name) or value in getattr(wanted, name) for name, value in fields.items())
        return fits and (area is None or finding.area == area)

    def finding(self, above: str, finding: Finding) -> Node:
        rule = self.pack.rules_by_id[finding.rule]
        at = f"{above} / {finding.rule} {finding.key}"
        answers = [self.answer(at, place) for place, _ in _answers(self.judged, rule, finding.key)] if isinstance(rule, FindingRule) else []
        return Node(at, "finding", say(self.pack, self.case, rule, finding.key), (*answers, *self.paragraphs(at, rule)), rule=rule.id)

    def answer(self, above: str, at: At) -> Node:
        question = self.pack.questions[at.key.record][at.question]
        answer = self.case.answer(at)
        id_ = f"{above} / {at}"
        notes = [
            Node(f"{id_} / {how} {note}", "note", f"{how}: {self.note(note)}", at=at)
            for how, linked in (("supports", answer.supports), ("contradicts", answer.contradicts))
            for note in linked
        ] if answer else []
        return Node(id_, "answer", f"{question_name(self.pack, at)} {said(question, answer)}", tuple(notes), at=at)

    def note(self, note_id: str) -> str:
        note = self.case.note(note_id)
        if note is None:
            return note_id
        source = next((one.label for one in self.pack.evidence.sources if one.id == note.source), None)
        told = ", ".join(str(part) for part in (note.date, source) if part)
        return f"{note.text} ({told})" if told else note.text

    def paragraphs(self, above: str, rule: Rule) -> Iterator[Node]:
        for cited in rule.cites:
            paragraph = self.pack.paragraphs[cited]
            yield Node(f"{above} / § {cited}", "paragraph", f"{cited} {paragraph.title}: {paragraph.says}", rule=rule.id)


def _once(nodes: Iterable[Node]) -> list[Node]:
    """The nodes, each once: two conditions may rest on the same finding."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.id, node)
    return list(found.values())
