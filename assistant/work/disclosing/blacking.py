"""Blacks out what a copy must not tell: the labels of other children, and words that were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BLACK = "█████"
"""Always of one length: the length of a name tells something too."""


class Blackout:
    """Blacks out labels and terms, and counts what it did."""

    def __init__(self, labels: Iterable[str] = (), terms: Iterable[str] = ()) -> None:
        """A label is blacked out wherever it stands as a word of capital letters; a term in any case and anywhere."""
        # A label that is a word too (`A`, `I`) goes with the rest: better a word too much than a child.
        words = sorted({re.escape(label) for label in labels if label}, key=len, reverse=True)
        phrases = [r"\s+".join(map(re.escape, _composed(term).split())) for term in terms if term.strip()]
        self._labels = re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])") if words else None
        self._terms = (
            re.compile("|".join(sorted(phrases, key=len, reverse=True)), re.IGNORECASE) if phrases else None
        )
        self.count = 0

    def __call__(self, text: str) -> str:
        """The text with what must not be told blacked out."""
        found = _composed(text)
        for pattern in (self._terms, self._labels):
            if pattern is not None:
                found, count = pattern.subn(BLACK, found)
                self.count += count
        return found


def speaks_of(text: str, label: str) -> bool:
    """Whether a text holds a child's label as a word.

    `A` and `I` are words too, and nothing in a text tells them apart for certain: better a sentence too
    much, which whoever reads the copy takes out, than one that is kept back.
    """
    return re.search(rf"(?<![^\W_]){re.escape(label)}(?![^\W_])", text) is not None


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
