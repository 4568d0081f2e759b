"""One step of an explanation: what it says, what it stands for, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from assistant.case import At

NodeKind = Literal[
    "judgement",
    "case review",
    "area",
    "rule",
    "outweighed",
    "finding",
    "answer",
    "note",
    "paragraph",
    "absence",
    "why not",
    "condition",
    "nearest",
]
State = Literal["holds", "fails", "open"]


class Node:
    """One step of an explanation. What it rests on is worked out when it is first looked at."""

    __slots__ = ("_children", "_grow", "at", "id", "kind", "outcome", "rule", "state", "text", "words")

    def __init__(
        self,
        id: str,  # noqa: A002 - as a node is spoken of
        kind: NodeKind,
        text: str,
        grow: Callable[[], Iterable[Node]] = tuple,
        *,
        rule: str | None = None,
        at: At | None = None,
        outcome: str | None = None,
        state: State | None = None,
        words: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """A step; `id` is its place in the tree by what it stands for, the same while the case changes.

        `words` are those in its text that rules count by, each with what it means.
        """
        self.id, self.kind, self.text = id, kind, text
        self.rule, self.at, self.outcome, self.state, self.words = rule, at, outcome, state, words
        self._grow = grow
        self._children: tuple[Node, ...] | None = None

    def __repr__(self) -> str:
        return f"Node({self.kind}, {self.id})"

    @property
    def children(self) -> tuple[Node, ...]:
        """What this step rests on."""
        if self._children is None:
            self._children = tuple(self._grow())
        return self._children

    def walk(self) -> Iterator[Node]:
        """This node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()
