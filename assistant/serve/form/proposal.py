"""The page of the plain form with what the rules propose, and the answers and paragraphs it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.reasoning import Judged, Judging, Node, explain
from assistant.reasoning.explain import explain_finding
from assistant.reasoning.phrases import first_up, said
from assistant.serve.form.opened import Opened, Told
from assistant.work.deciding import proposal_words


def proposal_page(opened: Opened) -> Told:
    """What the rules propose and what it rests on, and that it was told is written down; nothing before the own view."""
    sitting = opened.sitting
    if sitting.is_covered:
        opened.said = "Your own view comes first: nothing that the rules conclude is told until it is sealed."
        return {"to": opened.address("own-view")}
    sitting.show()
    return opened.page(
        "proposal", "The proposal", page="proposal", **proposed(sitting.judging, sitting.judged)
    )


def proposed(judging: Judging, judged: Judged) -> dict[str, Any]:
    """The proposal with its areas, its reasons down to the answers, and the paragraphs that these rest on."""
    pack = judged.pack
    tree = _Tree(judged)
    roots = explain(judged)
    areas = [node for node in roots if node.kind == "area"]
    told = {
        "warnings": warnings_of(judging),
        "proposal": proposal_line(judged),
        "own": sealed_view(judged),
        "baseline": str(judged.case.baseline.date_used() or "") if judged.case.baseline else "",
        "why": tree.below(roots[0]),
        "areas": [
            {
                "text": node.text,
                "children": tree.area(node),
            }
            for node in areas
        ],
        "reviews": [
            {"text": node.text, "children": tree.below(node)} for node in roots if node.kind == "case review"
        ],
        "caution": pack.framework.caution,
    }
    return told | {
        "paragraphs": [
            {"number": name, "title": pack.paragraphs[name].title, "says": pack.paragraphs[name].says}
            for name in pack.paragraphs
            if name in tree.cited
        ]
    }


def warnings_of(judging: Judging) -> list[str]:
    """What every page that tells of a proposal says of rules that break what they owe; proved now, if never before."""
    from assistant.work.proving import none_stated, proved, warnings

    pack = judging.pack
    found = warnings(pack, proved(judging)) if pack.properties else [none_stated(pack)]
    return [f"{first_up(one.what)}: {one.right}." for one in found]


def proposal_line(judged: Judged) -> str:
    """The proposal as a line of its own: what is no label begins it with a capital letter."""
    words = proposal_words(judged)
    return words if judged.proposal.judgement else first_up(words)


def sealed_view(judged: Judged) -> dict[str, Any] | None:
    """The own view as it was sealed, in the words of the pack; None where none was."""
    pack, own = judged.pack, judged.case.sealed
    if own is None:
        return None
    areas = [
        (pack.areas[name].label, pack.evaluations[one].label if one in pack.evaluations else one)
        for name, one in own.areas.items()
        if name in pack.areas
    ]
    known = pack.judgements.get(own.judgement)
    return {"judgement": known.label if known else own.judgement, "areas": areas, "reasons": own.reasons}


class _Tree:
    """The explanation of a case as nested lists, each finding and answer told once."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.cited: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def below(self, node: Node) -> list[dict[str, Any]]:
        """What a step rests on."""
        return [told for child in node.children for told in self._node(child)]

    def area(self, node: Node) -> list[dict[str, Any]]:
        """What an area rests on, and what was found in it beside that."""
        found = self.below(node) if node.outcome else []
        area = node.id.removeprefix("area ")
        others = [explain_finding(self.judged, one) for one in self.judged.known.findings if one.area == area]
        left = [told for other in others if self._key(other) not in self._told for told in self._node(other)]
        if left:
            found.append({"text": "Also found, and nothing rests on it alone", "tag": "", "children": left})
        return found

    def _node(self, node: Node) -> Iterator[dict[str, Any]]:
        match node.kind:
            case "rule" | "finding" | "answer":
                yield self._step(node)
            case "outweighed" | "area" | "note" | "absence":
                is_told = node.kind == "area"
                yield {"text": node.text, "tag": "", "children": [] if is_told else self.below(node)}

    def _step(self, node: Node) -> dict[str, Any]:
        text, tag = node.text, ""
        if node.kind == "answer" and node.at is not None:
            question = self.judged.pack.questions[node.at.key.record][node.at.question]
            text = f"{question.ask} {said(question, self.judged.case.answer(node.at))}"
        if node.rule:
            rule = self.judged.pack.rules_by_id[node.rule]
            self.cited.update(rule.cites)
            tag = f"{rule.id}: {rule.basis}, {', '.join(rule.cites)}"
        is_once = node.kind != "rule"
        if is_once and self._key(node) in self._told:
            return {"text": f"{text} (told above)", "tag": tag, "children": []}
        if is_once:
            self._told.add(self._key(node))
        return {"text": text, "tag": tag, "children": self.below(node)}

    @staticmethod
    def _key(node: Node) -> tuple[str, str]:
        return (node.kind, node.id.rsplit(" / ", 1)[-1])
