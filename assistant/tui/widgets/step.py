"""One step of an explanation in full: the rule with its reason and paragraphs, the answer with its line."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from assistant.case import At
from assistant.pack import FindingRule, Pack, Rule
from assistant.reasoning import Node
from assistant.reasoning.phrases import conditions
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, row
from assistant.tui.widgets import panel
from assistant.tui.widgets.explained import rule_of

_KINDS = {"absence": "nothing of it was found", "nearest": "comes near"}
"""Kinds of steps whose names say too little to whoever reads a step."""
_LEAD = 9
"""The cells of the words that stand before what is said of a rule or an answer."""


def rows(session: Session, node: Node) -> Iterator[Row]:
    """All that is to be said of a step: its kind and text, and then what only its kind has."""
    pack = session.pack
    yield row(
        (_KINDS.get(node.kind, node.kind), "bold $accent"),
        (f"  {node.state}" if node.state else "", "$quiet"),
    )
    yield row(plain(node.text, "bold"))
    for word, says in node.words:
        yield row(Content.styled(word, "$accent"), "  ", (says, "$quiet"))
    if (rule := rule_of(pack, node)) is not None:
        yield from _rule(pack, rule)
    if node.kind == "answer" and node.at is not None:
        yield from _answer(session, node.at)
    if node.kind == "judgement":
        yield from _judgement(session)
    if node.kind == "why not" and node.outcome:
        yield row(plain(pack.judgements[node.outcome].says, "$quiet"))


def _answer(session: Session, at: At) -> Iterator[Row]:
    """The line of the answer that was taken, and the inspector's reason for it."""
    question, answer = session.pack.questions[at.key.record][at.question], session.case.answer(at)
    if answer is None:
        return
    for one in question.answers:
        if one.id == answer.value:
            yield row(plain(one.line, "$quiet"))
    if answer.reason:
        yield _led("because", plain(answer.reason))


def _judgement(session: Session) -> Iterator[Row]:
    """How settled the proposal is, against which baseline, and what a proposal is not."""
    yield BLANK
    yield row(panel.headline(session))
    yield panel.baseline(session)
    yield row(plain(session.pack.framework.caution, "$quiet"))


def _rule(pack: Pack, rule: Rule) -> Iterator[Row]:
    """Why there is the rule, what it rests on and weighs, when it fires, and the paragraphs that it cites."""
    yield BLANK
    yield row(plain(rule.why))
    yield BLANK
    yield _led("basis", Content.styled(rule.basis, "bold"))
    yield _led("rule", Content.styled(rule.id, "$quiet"))
    if isinstance(rule, FindingRule):
        weight = next(one for one in pack.words.weights if one.id == rule.find.weight)
        rests = next(one for one in pack.words.rests_on if one.id == rule.find.rests_on)
        yield _led("weight", Content.assemble(weight.label, (f"  {weight.says}", "$quiet")))
        yield _led("from", Content.assemble(rests.label, (f"  {rests.says}", "$quiet")))
    for name, found in zip(("when", "unless"), conditions(pack, rule), strict=True):
        for number, one in enumerate(found):
            yield _led(name if number == 0 else "", plain(one))
    for cited in rule.cites:
        paragraph = pack.paragraphs[cited]
        yield BLANK
        yield row((f"§ {cited}  {paragraph.title}", "bold"))
        yield row(plain(paragraph.says, "$quiet"))


def _led(name: str, told: Content) -> Row:
    """What is said, under the word for what it is."""
    return row(told, lead=Content.styled(name, "$accent"), indent=_LEAD)
