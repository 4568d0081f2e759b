"""Explains what was concluded as a tree: judgement, rules, evaluations, findings, answers, notes, paragraphs.

The tree holds references and sentences only; faces decide how much of it to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from assistant.case import At, Key
from assistant.pack import (
    Answers,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementIs,
    Outcome,
    Ref,
    Rule,
    parse_ref,
)
from assistant.reasoning.judge import Judged
from assistant.reasoning.node import Node, NodeKind
from assistant.reasoning.phrases import MAY_CHANGE, condition, counted_by, first_up, question_name, said, say
from assistant.reasoning.results import Conclusion, Finding, ReviewReading


def explain(judged: Judged) -> tuple[Node, ...]:
    """The explanation of a judged case: the judgement, each area, and the case review."""
    return Explanation(judged).roots()


def explain_finding(judged: Judged, finding: Finding) -> Node:
    """One finding with its answers, notes and paragraphs; also one that nothing rests on."""
    return Explanation(judged).finding("found", finding)


def grounds(judged: Judged, finding: Finding) -> dict[str, str]:
    """The answers a finding rests on: by their place, the answer's id."""
    # Written out apart from `_answers`, as it is asked of every finding of every case: this takes half the time.
    own = str(finding.key)
    found: dict[str, str] = {}
    for ref in judged.pack.reads[finding.rule]:
        key = finding.key if ref.own else Key(ref.record, ref.area)
        record = judged.case.records.get(key)
        answer = record.answers.get(ref.question) if record else None
        if answer is not None and answer.state == "answered":
            found[f"{own if ref.own else key}.{ref.question}"] = str(answer.value)
    return found


def _answers(judged: Judged, finding: Finding) -> Iterator[At]:
    """The places of the answers a finding rests on."""
    for ref in judged.pack.reads[finding.rule]:
        at = at_of(ref, finding.key)
        answer = judged.case.answer(at)
        if answer is not None and answer.state == "answered":
            yield at


def at_of(ref: Ref | None, key: Key | None) -> At:
    """The place that a rule's reference reads, in this record where it is the rule's own."""
    if ref is None:  # the pack was resolved, so every reference was read once before
        raise LookupError
    return At(key if ref.own and key else Key(ref.record, ref.area), ref.question)


class Explanation:
    """The parts of an explanation of one case, each a node that grows when it is looked at."""

    def __init__(self, judged: Judged) -> None:
        """Nothing is worked out before it is asked for."""
        self.judged, self.pack, self.case, self.known = judged, judged.pack, judged.case, judged.known
        self.by_rule: dict[str, list[Finding]] = {}
        for finding in self.known.findings:
            self.by_rule.setdefault(finding.rule, []).append(finding)

    def roots(self) -> tuple[Node, ...]:
        """The trees of the whole case."""
        known = self.known
        outcome = self.pack.judgements[known.judgement.outcome]
        proposed = self.judged.proposal.judgement
        told = (
            f"{outcome.sign} {outcome.label}"
            if proposed
            else f"Nothing is proposed yet; what is known so far says: {outcome.label}"
        )
        judgement = Node(
            "judgement",
            "judgement",
            told,
            partial(self.conclusion, "judgement", known.judgement, None),
            outcome=proposed,
        )
        if proposed and proposed != outcome.id:
            judgement = self.either_way("judgement", "judgement", self.pack.judgements[proposed], judgement)
        areas = (self.area("area", area) for area in self.pack.areas)
        return (judgement, *areas, *map(self.review, known.case_review))

    def review(self, reading: ReviewReading) -> Node:
        """What one published reading says."""
        words, at = self.pack.words, f"review {reading.reading}"
        label = next(one.label for one in words.readings if one.id == reading.reading)
        told = words.case_review.consider if reading.consider else words.case_review.not_considered
        urgency = f" ({reading.urgency})" if reading.urgency else ""
        is_open = self.judged.certain.case_review.get(reading.reading) is None
        later = MAY_CHANGE if is_open else ""
        rules = [self.pack.rules_by_id[rule] for rule in reading.rests_on]
        return Node(
            at,
            "case review",
            f"{label}: {told}{urgency}{later}",
            lambda: [self.rule(at, rule, None) for rule in rules],
            outcome="consider" if reading.consider else None,
        )

    def area(self, above: str, area: str) -> Node:
        """An area and what its evaluation rests on."""
        concluded = self.known.evaluations[area]
        outcome = self.pack.evaluations[concluded.outcome]
        proposed = self.judged.areas[area]
        looked_at = area in self.judged.evidence.looked_at
        not_yet = "not evaluated" if looked_at else "not looked at yet"
        told = f"{outcome.sign} {outcome.label}" if proposed else not_yet
        at = f"{above} {area}"
        node = Node(
            at,
            "area",
            f"{self.pack.areas[area].label}: {told}",
            partial(self.conclusion, at, concluded, area),
            outcome=proposed,
        )
        if proposed and proposed != outcome.id:
            return self.either_way(at, "area", self.pack.evaluations[proposed], node)
        return node

    def either_way(self, at: str, kind: NodeKind, outcome: Outcome, known: Node) -> Node:
        """What is proposed although it is not what is known: every way of answering what is open leads there."""
        label = known.text.rpartition(": ")[0]
        told = f"{outcome.sign} {outcome.label}"
        why = "However the open questions are answered, it comes to this; no rule concludes it from what is known so far"
        return Node(
            at,
            kind,
            f"{label}: {told}" if kind == "area" else told,
            lambda: [Node(f"{at} / either way", "absence", why)],
            outcome=outcome.id,
        )

    def conclusion(self, above: str, concluded: Conclusion, area: str | None) -> Iterator[Node]:
        """The rules that an outcome rests on, and those it outweighs."""
        rests_on = [self.pack.rules_by_id[rule] for rule in concluded.rests_on]
        for rule in _telling(rests_on) or rests_on:
            yield self.rule(above, rule, area)
        outweighed = _telling(self.pack.rules_by_id[rule] for rule in concluded.outweighed)
        if outweighed:
            at = f"{above} / outweighed"
            yield Node(
                at,
                "outweighed",
                "Also found, and outweighed",
                lambda: [self.rule(at, rule, area) for rule in outweighed],
            )

    def rule(self, above: str, rule: Rule, area: str | None) -> Node:
        """A rule of a later stage and what made it hold."""
        at = f"{above} / {rule.id}"

        def grow() -> Iterator[Node]:
            conditions: tuple[Condition, ...] = getattr(rule, "when", ())
            yield from _once(child for one in conditions for child in self.condition(at, rule, one, area))
            yield from self.paragraphs(at, rule)

        return Node(at, "rule", say(self.pack, self.case, rule), grow, rule=rule.id)

    def condition(self, above: str, rule: Rule, one: Condition, area: str | None) -> Iterator[Node]:
        """What of the case made a condition of a later stage hold."""
        match one:
            case CountFindings(at_least=None) | CountAreas(at_least=None):
                phrase = condition(self.pack, one)
                yield Node(
                    f"{above} / {phrase}",
                    "absence",
                    first_up(phrase),
                    rule=rule.id,
                    words=counted_by(self.pack, one),
                )
            case CountFindings() | CountAreas():
                yield from self.counted(above, one, area)
            case Answers(answers=answers):
                own = self.pack.area_record
                for text in answers:
                    key = Key(own, area) if own and area and isinstance(rule, EvaluationRule) else None
                    yield self.answer(above, at_of(parse_ref(text, own if key else None), key))
            case JudgementIs():
                outcome = self.pack.judgements[self.known.judgement.outcome]
                yield Node(
                    f"{above} / judgement",
                    "absence",
                    f"What is known concludes: {outcome.label}",
                    rule=rule.id,
                )

    def counted(self, above: str, one: CountFindings | CountAreas, area: str | None) -> Iterator[Node]:
        """The findings, or the areas, that a count counts."""
        if isinstance(one, CountFindings):
            for finding in self.known.findings:
                if self.counts(one, finding, area):
                    yield self.finding(above, finding)
            return
        for name in one.areas.among or self.pack.areas:
            if self.known.evaluations[name].outcome in one.areas.evaluation:
                yield self.area(above, name)

    def counts(self, one: CountFindings, finding: Finding, area: str | None) -> bool:
        """Whether a count counts this finding; for an area only those of the area."""
        rule = self.pack.rules_by_id[finding.rule]
        counted = isinstance(rule, FindingRule) and one.findings.takes(rule, finding.area)
        return counted and area in (None, finding.area)

    def finding(self, above: str, finding: Finding) -> Node:
        """A finding and the answers it rests on."""
        rule = self.pack.rules_by_id[finding.rule]
        at = f"{above} / {finding.rule} {finding.key}"

        def grow() -> Iterator[Node]:
            yield from (self.answer(at, place) for place in _answers(self.judged, finding))
            yield from self.paragraphs(at, rule)

        return Node(at, "finding", say(self.pack, self.case, rule, finding.key), grow, rule=rule.id)

    def answer(self, above: str, at: At) -> Node:
        """What was said to a question, and the notes linked to it."""
        question = self.pack.questions[at.key.record][at.question]
        answer = self.case.answer(at)
        id_ = f"{above} / {at}"

        def grow() -> Iterator[Node]:
            linked = (("supports", answer.supports), ("contradicts", answer.contradicts)) if answer else ()
            for how, notes in linked:
                for note in notes:
                    yield Node(f"{id_} / {how} {note}", "note", f"{how}: {self.note(note)}", at=at)

        return Node(id_, "answer", f"{question_name(self.pack, at)} {said(question, answer)}", grow, at=at)

    def note(self, note_id: str) -> str:
        """A note as it is read, with its date and source."""
        note = self.case.note(note_id)
        if note is None:
            return note_id
        source = next((one.label for one in self.pack.evidence.sources if one.id == note.source), None)
        told = ", ".join(str(part) for part in (note.date, source) if part)
        return f"{note.text} ({told})" if told else note.text

    def paragraphs(self, above: str, rule: Rule) -> Iterator[Node]:
        """The paragraphs that a rule cites."""
        for cited in rule.cites:
            paragraph = self.pack.paragraphs[cited]
            yield Node(
                f"{above} / § {cited}",
                "paragraph",
                f"{cited} {paragraph.title}: {paragraph.says}",
                rule=rule.id,
            )


def _telling(rules: Iterable[Rule]) -> list[Rule]:
    """The rules without the one marked `otherwise`: that nothing else was shown says nothing beside another rule."""
    return [rule for rule in rules if not getattr(rule, "otherwise", False)]


def _once(nodes: Iterable[Node]) -> list[Node]:
    """The nodes, each once: two conditions may rest on the same finding."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.id, node)
    return list(found.values())
