"""A tree of an explanation: signs, tones and the basis of each rule, and what was open stays open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from rich.style import Style
from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from assistant.case import At
from assistant.pack import Pack, Rule
from assistant.reasoning import Node
from assistant.tui.text import plain_text

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
    "why not": "≠",
    "condition": "·",
    "nearest": "~",
}
MEANT = {
    "◆": "judgement, or case review",
    "▣": "area",
    "→": "rule",
    "⊘": "outweighed",
    "•": "finding",
    "»": "answer",
    "“": "note",
    "§": "paragraph",
    "∅": "nothing of it",
    "≠": "not this judgement",
    "·": "condition",
    "~": "comes near",
    "✓": "holds",
    "✗": "fails",
    "?": "open",
}
"""What each sign in front of a step says; what a legend has no room for stands in the help."""
STATES = {"holds": ("✓", "good"), "fails": ("✗", "bad"), "open": ("?", "warn")}
_SEEN = 8
"""So much of what tells a line from another must be seen."""
_STRONG = ("judgement", "area", "case review", "why not")
_QUIET = ("paragraph", "note")


def rule_of(pack: Pack, node: Node) -> Rule | None:
    """The rule that a step of an explanation speaks of, if it speaks of one."""
    return pack.rules_by_id.get(node.rule) if node.rule and node.kind in ("rule", "finding") else None


class Explained(Tree[Node]):
    """Draws trees of nodes. Cursor and what was open stay where they were, by the ids of the nodes."""

    # Textual's own ▼ and ▶ would stand beside the sign of a decline.
    ICON_NODE = "+ "
    ICON_NODE_EXPANDED = "− "

    def __init__(self, pack: Pack, name: str) -> None:
        super().__init__("", id=name)
        self.pack = pack
        self.show_root = False
        self.guide_depth = 2

    def on_mount(self) -> None:
        """The colours of the lines are the theme's, whichever is chosen while they stand."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._colour())

    def _colour(self) -> None:
        for node in _each(self.root):
            if node.data is not None:
                node.set_label(self._label(node.data))

    def show(self, nodes: tuple[Node, ...]) -> None:
        """Draw these trees."""
        was_open = {node.data.id for node in _each(self.root) if node.data and node.is_expanded}
        cursor = self.cursor_node.data.id if self.cursor_node and self.cursor_node.data else None
        is_new = not self.root.children
        self.clear()
        for node in nodes:
            self._add(self.root, node, None if is_new else was_open, depth=0, place=0)
        self.root.expand()
        self.call_after_refresh(self._go_back, cursor)

    def _go_back(self, cursor: str | None) -> None:
        """Put the cursor on the line it stood on, or the first; the tree may have been drawn anew meanwhile."""
        wanted = next((node for node in _each(self.root) if node.data and node.data.id == cursor), None)
        if wanted is not None:
            self.move_cursor(wanted)
        elif self.last_line >= 0:
            self.move_cursor_to_line(0)
        if self.cursor_node is not None:
            # The tree itself tells only of a cursor that moved, and the step under it may be another now.
            self.post_message(self.NodeHighlighted(self.cursor_node))

    @property
    def step(self) -> Node | None:
        """The step under the cursor."""
        return self.cursor_node.data if self.cursor_node else None

    def render_label(self, node: TreeNode[Node], base_style: Style, style: Style) -> Text:
        """A step on its line; where there is no room for all of it, that is seen."""
        label = super().render_label(node, base_style, style)
        depth, above = 0, node.parent
        while above is not None and above is not self.root:
            depth, above = depth + 1, above.parent
        room = self.scrollable_content_region.width - depth * self.guide_depth
        if 0 < room < label.cell_len:
            label = _apart(node, label, room)
            label.truncate(room, overflow="ellipsis")
        return label

    def place(self) -> At | None:
        """The question that the line under the cursor stands on, or the line above it."""
        node = self.cursor_node
        while node is not None and node.data is not None:
            if node.data.at is not None:
                return node.data.at
            node = node.parent
        return None

    def _add(
        self, parent: TreeNode[Node], node: Node, was_open: set[str] | None, *, depth: int, place: int
    ) -> None:
        if not node.children:
            parent.add_leaf(self._label(node), data=node)
            return
        expand = _opens(node, depth, place) if was_open is None else node.id in was_open
        child = parent.add(self._label(node), data=node, expand=expand)
        for number, below in enumerate(node.children):
            self._add(child, below, was_open, depth=depth + 1, place=number)

    def _label(self, node: Node) -> Text:
        colours = self.app.theme_variables
        quiet, sign = colours["quiet"], SIGNS[node.kind]
        one = (self.pack.evaluations if node.kind == "area" else self.pack.judgements).get(node.outcome or "")
        tone = f"tone-{one.tone}" if one else None
        if node.state is not None:
            sign, tone = STATES[node.state]
        lead = Text(f"{sign} ", style=f"bold {colours[tone]}" if tone else quiet, no_wrap=True)
        # A state colours its sign alone, an outcome its whole line.
        text = Text(no_wrap=True).append_text(lead) if node.state else lead
        rule = rule_of(self.pack, node)
        if rule is not None:
            text.append_text(Text(f"{rule.basis[0].upper()} ", style=colours["accent"]))
        style = "bold" if node.kind in _STRONG else quiet if node.kind in _QUIET else ""
        text.append_text(plain_text(node.text, style))
        return text


def _apart(node: TreeNode[Node], label: Text, room: int) -> Text:
    """A line that is cut, without the middle of what it begins with where a step beside it begins alike.

    Else two lines would look the same, as what tells them apart would be cut off.
    """
    if node.data is None or node.parent is None:
        return label
    text = plain_text(node.data.text).plain
    beside = (plain_text(one.data.text).plain for one in node.parent.children if one.data and one is not node)
    alike = max((_alike(text, one) for one in beside if one != text), default=0)
    before = len(label) - len(text)
    if before + alike < room - _SEEN:
        return label
    begin = text.rfind(" ", 0, alike) + 1
    head = label[: max(before, room // 3)]
    head.rstrip()
    return Text.assemble(head, " … ", label[before + begin :], no_wrap=True)


def _alike(one: str, other: str) -> int:
    """So many letters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _opens(node: Node, depth: int, place: int) -> bool:
    """Whether a step stands open at first: a judgement, what it rests on, and the nearest rule of why not."""
    if depth == 0:
        return node.kind in ("judgement", "why not")
    return depth == 1 and (place == 0 or node.state is None)


def _each(node: TreeNode[Node]) -> Iterator[TreeNode[Node]]:
    for child in node.children:
        yield child
        yield from _each(child)
