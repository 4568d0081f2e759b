"""One step of an explanation in full: the rule with its reason and paragraphs, the answer with its line."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from assistant.pack import FindingRule, Pack, Rule
from assistant.reasoning import Node
from assistant.reasoning.phrases import conditions
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, row
from assistant.tui.widgets import panel
from assistant.tui.widgets.explained import rule_of


def rows(session: Session, node: Node) -> Iterator[Row]:
    """All that is to be said of a step."""
    pack = session.pack
    yield row((node.kind, "bold $accent"), (f"  {node.state}" if node.state else "", "$quiet"))
    yield row(plain(node.text, "bold"))
    rule = rule_of(pack, node)
    if rule is not None:
        yield from _rule(pack, rule)
    if node.at is not None and node.kind == "answer":
        question = pack.questions[node.at.key.record][node.at.question]
        answer = session.case.answer(node.at)
        chosen = next((one for one in question.answers if answer and one.id == answer.value), None)
        if chosen:
            yield row(plain(chosen.line, "$quiet"))
        if answer and answer.reason:
            yield row(plain(answer.reason), lead=_lead("because"), indent=9)
    if node.kind == "judgement":
        yield BLANK
        yield row(panel.headline(session))
        yield panel.baseline(session)
        yield row(plain(pack.framework.caution, "$quiet"))
    if node.kind == "why not" and node.outcome:
        yield row(plain(pack.judgements[node.outcome].says, "$quiet"))


def _rule(pack: Pack, rule: Rule) -> Iterator[Row]:
    yield BLANK
    yield row(plain(rule.why))
    yield BLANK
    yield row((rule.basis, "bold"), lead=_lead("basis"), indent=9)
    yield row((rule.id, "$quiet"), lead=_lead("rule"), indent=9)
    if isinstance(rule, FindingRule):
        weight = next(one for one in pack.words.weights if one.id == rule.find.weight)
        rests = next(one for one in pack.words.rests_on if one.id == rule.find.rests_on)
        yield row(weight.label, (f"  {weight.says}", "$quiet"), lead=_lead("weight"), indent=9)
        yield row(rests.label, (f"  {rests.says}", "$quiet"), lead=_lead("from"), indent=9)
    when, unless = conditions(pack, rule)
    for number, one in enumerate(when):
        yield row(plain(one), lead=_lead("when" if number == 0 else ""), indent=9)
    for number, one in enumerate(unless):
        yield row(plain(one), lead=_lead("unless" if number == 0 else ""), indent=9)
    for cited in rule.cites:
        paragraph = pack.paragraphs[cited]
        yield BLANK
        yield row((f"§ {cited}  {paragraph.title}", "bold"))
        yield row(plain(paragraph.says, "$quiet"))


def _lead(text: str) -> Content:
    return Content.styled(text, "$accent")
