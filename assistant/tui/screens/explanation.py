"""The explanation as a tree: judgement, rules, evaluations, findings, answers, notes, paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from assistant.pack import FindingRule, Rule
from assistant.reasoning import Node, explain
from assistant.reasoning.phrases import conditions
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import BLANK, Row, Rows, plain, plain_text, row
from assistant.tui.widgets import panel
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.interview import danger

SIGNS = {
    "judgement": "◆",
    "case review": "◆",
    "area": "▣",
    "rule": "→",
    "outweighed": "⊘",
    "finding": "•",
    "answer": "»",
    "note": "“",
    "paragraph": "§",
    "absence": "∅",
}
_OPEN = ("judgement", "area", "rule")


class Explanation(Acting[None]):
    """What the proposal rests on; the node under the cursor in full beside it."""

    CONTEXT = "explanation"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("explanation")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """The tree and the detail."""
        legend = "   → rule  • finding  » answer  § paragraph  ⊘ outweighed   F framework  R related  I interpretation"
        yield Static(
            Content.assemble((" Explanation", "bold $accent"), (legend, "$quiet")), id="top", markup=False
        )
        yield Static("", id="headline", markup=False)
        yield DangerBar()
        with Horizontal(id="explained"):
            tree: Tree[Node] = Tree("", id="tree")
            tree.show_root = False
            tree.guide_depth = 2
            yield tree
            with VerticalScroll(id="detail", can_focus=False):
                yield Static("", id="node", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Build the tree; the detail of its first node."""
        self.build()
        self.query_one("#tree").focus()
        self.show_keys()

    def situation(self) -> Situation:
        """What is true here."""
        history = self.session.history
        return Situation(
            self.CONTEXT,
            is_saved=self.session.is_saved,
            can_undo=history.undoable is not None,
            can_redo=history.redoable is not None,
            is_danger=danger(self.session.case, self.session.pack) is not None,
        )

    def build(self) -> None:
        """The tree of the case as it is now; cursor and what was open stay where they were, by id."""
        tree: Tree[Node] = self.query_one("#tree", Tree)
        was_open = {node.data.id for node in _each(tree.root) if node.data and node.is_expanded}
        cursor = tree.cursor_node.data.id if tree.cursor_node and tree.cursor_node.data else None
        is_new = not tree.root.children
        self.query_one("#headline", Static).update(
            Content.assemble(" ", panel.headline(self.session, (self.size.width or 80) - 1))
        )
        tree.clear()
        self._add(tree.root, explain(self.session.judged), was_open, depth=0, is_new=is_new)
        tree.root.expand()
        wanted = next((node for node in _each(tree.root) if node.data and node.data.id == cursor), None)
        if wanted is not None:
            self.call_after_refresh(tree.move_cursor, wanted)
        else:
            self.call_after_refresh(tree.move_cursor_to_line, 0)

    def _add(
        self, parent: TreeNode[Node], nodes: tuple[Node, ...], was_open: set[str], *, depth: int, is_new: bool
    ) -> None:
        for node in nodes:
            expand = (
                ((depth < 2 and node.kind in _OPEN and nodes[0].kind == "judgement") or (depth == 1))
                if is_new
                else node.id in was_open
            )
            if node.children:
                child = parent.add(
                    self._label(node), data=node, expand=bool(expand and (depth or node.kind == "judgement"))
                )
                self._add(child, node.children, was_open, depth=depth + 1, is_new=is_new)
            else:
                parent.add_leaf(self._label(node), data=node)

    def _label(self, node: Node) -> Text:
        colours = self.app.theme_variables
        quiet = colours["quiet"]
        tone = _tone(self, node)
        text = Text(f"{SIGNS[node.kind]} ", style=f"bold {colours[tone]}" if tone else quiet, no_wrap=True)
        style = (
            "bold"
            if node.kind in ("judgement", "area", "case review")
            else quiet
            if node.kind in ("paragraph", "note")
            else ""
        )
        rule = self._rule(node)
        if rule is not None and node.kind in ("rule", "finding"):
            text.append_text(Text(f"{rule.basis[0].upper()} ", style=colours["accent"]))
        text.append_text(plain_text(node.text, style))
        return text

    def _rule(self, node: Node) -> Rule | None:
        return self.session.pack.rules_by_id.get(node.rule) if node.rule else None

    def on_tree_node_highlighted(self, message: Tree.NodeHighlighted[Node]) -> None:
        """The node under the cursor, in full."""
        node = message.node.data
        if node is not None:
            self.query_one("#node", Static).update(Rows(self._detail(node)))
            self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def _detail(self, node: Node) -> Iterator[Row]:
        pack = self.session.pack
        yield row((node.kind, "bold $accent"))
        yield row(plain(node.text, "bold"))
        rule = self._rule(node)
        if rule is not None and node.kind in ("rule", "finding"):
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
        if node.at is not None and node.kind == "answer":
            question = pack.questions[node.at.key.record][node.at.question]
            answer = self.session.case.answer(node.at)
            chosen = next((one for one in question.answers if answer and one.id == answer.value), None)
            if chosen:
                yield row(plain(chosen.line, "$quiet"))
            if answer and answer.reason:
                yield row(plain(answer.reason), lead=_lead("because"), indent=9)
        if node.kind == "judgement":
            yield BLANK
            yield row(panel.headline(self.session))
            yield panel.baseline(self.session)
            yield row(plain(pack.framework.caution, "$quiet"))

    def do_undo(self) -> None:
        """One step back."""
        self.session.undo()
        self._after()

    def do_redo(self) -> None:
        """The step again."""
        self.session.redo()
        self._after()

    def do_save(self) -> None:
        """Try to save again."""
        self.session.save()
        self._after()

    def acted(self, is_done: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
        """What was done is told; the tree may say it too."""
        super().acted(is_done)
        self.build()

    def _after(self) -> None:
        self.build()
        self.tell(self.session.said)
        self.show_keys()

    def do_back(self) -> None:
        """Back to the question."""
        self.app.pop_screen()


def _each(node: TreeNode[Node]) -> Iterator[TreeNode[Node]]:
    for child in node.children:
        yield child
        yield from _each(child)


def _tone(screen: Explanation, node: Node) -> str | None:
    pack = screen.session.pack
    outcomes = pack.evaluations if node.kind == "area" else pack.judgements
    one = outcomes.get(node.outcome or "")
    return f"tone-{one.tone}" if one else None


def _lead(text: str) -> Content:
    return Content.styled(text, "$accent")
