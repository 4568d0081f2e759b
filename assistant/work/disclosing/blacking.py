"""Blacks out what a copy must not tell: the labels of other children, and words that were given."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

BLACK = "█████"
"""Always of one length: the length of a name tells something too."""
_WORDS = frozenset(
    [
        "a",
        "i",
        "o",
        "ad",
        "ah",
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "eh",
        "go",
        "ha",
        "he",
        "hi",
        "id",
        "if",
        "in",
        "is",
        "it",
        "ma",
        "me",
        "my",
        "no",
        "of",
        "oh",
        "ok",
        "on",
        "or",
        "ox",
        "pa",
        "so",
        "to",
        "tv",
        "uk",
        "up",
        "us",
        "we",
    ]
)
"""What a label in small letters may be as well: nothing in a text tells the two apart for certain."""
_ABBREVIATION = r"\b(?:e\.g|i\.e|a\.m|p\.m)\b"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_SMALL_BEFORE = rf"{_BEFORE}(?<!\w['’])"
"""The `s` of `child's` is no label."""
_BETWEEN = r"[\s\-‐-―_]"
"""What may stand between the words of a term: a name is written with a space, a hyphen or a new line."""
_WIDE = ord("Ａ") - ord("A")
_AROUND = 30


class Blackout:
    """Blacks out labels and terms, counts what it did, and remembers where somebody has to look."""

    def __init__(self, labels: Iterable[str] = (), terms: Iterable[str] = ()) -> None:
        """A label goes wherever it stands as a word, in wide and in small letters too; a term anywhere.

        A label in small letters that is a word as well (`a`, `is`) goes only after `child`: without each
        `a` there would be nothing to read. Wherever else it stands it is told by `doubts`.
        """
        # In capitals a label that is a word too (`A`, `I`) goes with the rest: better a word too much than a child.
        wanted = sorted({label for label in labels if label}, key=len, reverse=True)
        phrases = [_phrase(term) for term in terms if term.strip()]
        in_doubt = "|".join(map(_small, filter(_is_word, wanted)))
        self._labels = _pattern(wanted) if wanted else None
        self._in_doubt = re.compile(rf"{_SMALL_BEFORE}(?:{in_doubt}){_AFTER}") if in_doubt else None
        self._terms = (
            re.compile("|".join(sorted(phrases, key=len, reverse=True)), re.IGNORECASE) if phrases else None
        )
        self.count = 0
        self._doubts: list[str] = []
        self._words: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """The text with what must not be told blacked out."""
        found = _composed(text)
        if self._terms is not None:
            found, count = self._terms.subn(BLACK, found)
            self.count += count
        if self._labels is not None:
            found = self._labels.sub(self._blacked, found)
        for one in self._in_doubt.finditer(found) if self._in_doubt else ():
            self._doubt(one, found)
        return found

    def doubts(self) -> list[str]:
        """Where a word was left that may be a child's label, for whoever reads the copy before it is given out.

        Those after which no other word follows are given each; the others, as an article stands, by number.
        """
        rest = (
            f"`{word}` before another word: {count} time{'s' if count > 1 else ''}"
            for word, count in sorted(self._words.items())
        )
        return [*self._doubts, *rest]

    def _doubt(self, one: re.Match[str], text: str) -> None:
        if re.match(r"\s+\w", text[one.end() :]):
            self._words[one[0].lower()] += 1
            return
        around = text[max(0, one.start() - _AROUND) : one.end() + _AROUND]
        self._doubts.append(f"`{one[0]}` in “{' '.join(around.split())}”")

    def _blacked(self, found: re.Match[str]) -> str:
        if found["no_label"]:
            return found[0]
        self.count += 1
        return (found["child"] or "") + BLACK


def speaks_of(text: str, label: str) -> bool:
    """Whether a text holds a child's label as a word, in whatever letters.

    `A` and `I` are words too, and nothing in a text tells them apart for certain: better a sentence too
    much, which whoever reads the copy takes out, than one that is kept back. In small letters such a
    label counts after `child` alone, or every sentence would be the child's.
    """
    return any(not found["no_label"] for found in _pattern([label]).finditer(_composed(text)))


def _pattern(labels: Iterable[str]) -> re.Pattern[str]:
    """Where one of these labels stands for certain, with the word `child` before it where that makes it so."""
    labels = list(labels)
    either = [f"{_BEFORE}(?:{'|'.join(map(_capital, labels))}){_AFTER}"]
    if small := "|".join(_small(label) for label in labels if not _is_word(label)):
        either.append(f"{_SMALL_BEFORE}(?:{small}){_AFTER}")
    after_child = "|".join(map(_small, filter(_is_word, labels))) or "(?!)"
    told = rf"(?P<child>\b[Cc]hild(?:ren)?\s+)(?:{after_child}){_AFTER}"
    return re.compile(rf"(?P<no_label>{_ABBREVIATION})|{told}|{'|'.join(either)}")


def _phrase(term: str) -> str:
    """A term, whatever stands between its words; one that is nothing but hyphens stands for itself."""
    words = [re.escape(word) for word in re.split(f"{_BETWEEN}+", _composed(term)) if word]
    return f"{_BETWEEN}+".join(words) or re.escape(term.strip())


def _is_word(label: str) -> bool:
    return label.lower() in _WORDS


def _capital(label: str) -> str:
    """A label in capitals, or in the wide letters that an East Asian keyboard writes."""
    return "".join(_any_of(one, _wide(one), _wide(one.lower())) for one in label.upper())


def _small(label: str) -> str:
    return "".join(_any_of(one.lower(), one) for one in label.upper())


def _wide(letter: str) -> str:
    return chr(ord(letter) + _WIDE) if letter.isascii() and letter.isalnum() else letter


def _any_of(*letters: str) -> str:
    return f"[{''.join(map(re.escape, letters))}]"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
