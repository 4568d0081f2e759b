"""An explanation as indented paragraphs, each finding told once.

Several rules of an area often rest on the same findings, so the whole tree repeats itself many times
over; here a finding, an answer or an area that was told is only pointed to. `--json` leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.cli.terminal import Page, plain
from assistant.cli.writers.words import TONES, rule_tag
from assistant.pack import Pack
from assistant.reasoning import Judged, Node
from assistant.reasoning.explain import explain_finding
from assistant.reasoning.phrases import said

_STEP = 2


class Explanation:
    """Writes the explanation of one case."""

    def __init__(self, page: Page, judged: Judged) -> None:
        self.page, self.judged = page, judged
        self.told: set[tuple[str, str]] = set()
        """What was written already: findings by rule and record, answers by place, notes by id."""
        self.told_below: set[tuple[str, str]] = set()
        """What is written further down, with its answers and notes."""

    def judgement(self, root: Node, areas: Iterable[Node]) -> None:
        """What the judgement rests on; areas and what they find only by name, as they are told below."""
        self.told_below = {
            _name(node) for area in areas if area.outcome for node in area.walk() if node.kind == "finding"
        }
        self._children(root.children, _STEP)
        self.told_below = set()

    def area(self, root: Node) -> None:
        """An area with everything it rests on."""
        style = TONES[self.judged.pack.evaluations[root.outcome].tone] if root.outcome else "dim"
        self.page.line(plain(root.text, style), _STEP)
        if root.outcome:
            self._children(root.children, 2 * _STEP)
        self._carrying_nothing(root.id.removeprefix("area "))

    def _carrying_nothing(self, area: str) -> None:
        """The findings of an area that no conclusion rests on or outweighs: found all the same."""
        found = [explain_finding(self.judged, one) for one in self.judged.known.findings if one.area == area]
        left = [node for node in found if not self._is_told(node)]
        if left:
            self.page.line(plain("Also found, and nothing rests on it alone:", "italic"), 2 * _STEP)
            self._children(left, 3 * _STEP)

    def case_review(self, root: Node) -> None:
        """One reading of the case review."""
        self.page.line(plain(root.text, "bold" if root.outcome else ""), _STEP)
        self._children(root.children, 2 * _STEP)

    def _children(self, nodes: Iterable[Node], indent: int) -> None:
        for node in _worth_telling(self.judged.pack, nodes):
            self._node(node, indent)

    def _node(self, node: Node, indent: int) -> None:
        match node.kind:
            case "rule" | "finding":
                self._rule(node, indent)
            case "area":
                self.page.line(plain(node.text), indent, "- ")
            case "answer":
                self._answer(node, indent)
            case "outweighed":
                self.page.line(plain(node.text + ":", "italic"), indent)
                self._children(node.children, indent + _STEP)
            case "note":
                self._note(node, indent)
            case "absence":
                self.page.line(plain(node.text), indent, "- ")
            case _:
                return

    def _rule(self, node: Node, indent: int) -> None:
        findings = [child for child in node.children if child.kind == "finding"]
        seen = [child for child in findings if self._is_told(child)]
        text = plain(node.text)
        if node.kind == "finding" and self._is_told(node):
            text.append(" (told above)", "dim")
        elif findings and len(seen) == len(findings):
            text.append(" (on what is told above)", "dim")
        tail = plain(rule_tag(self.judged.pack, node.rule), "dim") if node.rule else None
        self.page.line(text, indent, "- ", tail)
        if node.kind == "finding":
            if self._is_told(node) or _name(node) in self.told_below:
                return
            self.told.add(_name(node))
        self._children([child for child in node.children if child not in seen], indent + _STEP)

    def _answer(self, node: Node, indent: int) -> None:
        if node.at is None:
            return
        judged = self.judged
        question = judged.pack.questions[node.at.key.record][node.at.question]
        text = plain(f"{node.at}: ", "dim").append_text(plain(said(question, judged.case.answer(node.at))))
        if node.children and self._is_told(node):
            text.append(" (notes above)", "dim")
        self.page.line(text, indent)
        if not self._is_told(node):
            self.told.add(_name(node))
            self._children(node.children, indent)

    def _note(self, node: Node, indent: int) -> None:
        """A note with its id, in full where it stands first."""
        how, _, note_id = node.id.rpartition(" / ")[2].partition(" ")
        first = ("note", note_id) not in self.told
        self.told.add(("note", note_id))
        told = f": {node.text.removeprefix(how + ': ')}" if first else " (told above)"
        self.page.line(plain(f"{how} {note_id}{told}", "dim"), indent, "  ")

    def _is_told(self, node: Node) -> bool:
        return _name(node) in self.told


def _name(node: Node) -> tuple[str, str]:
    """What a finding or answer is, wherever in the tree it stands."""
    return (node.kind, node.id.rsplit(" / ", 1)[-1])


def _worth_telling(pack: Pack, nodes: Iterable[Node]) -> list[Node]:
    """The nodes without the `otherwise` rules that stand beside others: they say that nothing else was shown."""
    listed = list(nodes)
    others = [
        node
        for node in listed
        if not (node.rule and getattr(pack.rules_by_id[node.rule], "otherwise", False))
    ]
    telling = [node for node in others if node.kind != "outweighed" or _worth_telling_of(pack, node)]
    return telling if any(node.kind in ("rule", "finding") for node in telling) else listed


def _worth_telling_of(pack: Pack, node: Node) -> bool:
    return any(
        not getattr(pack.rules_by_id[child.rule], "otherwise", False) for child in node.children if child.rule
    )
