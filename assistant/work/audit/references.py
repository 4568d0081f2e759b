"""How a report calls cases: by their names, or by their places where a name would tell which home it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from assistant.reasoning.sweep import CASES, NUMBER
from assistant.work.audit.asking import rows
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted

_WORDS = re.compile(r"[^\W_]+")
_LIKE_A_URN = re.compile(r"[A-Z]{1,3}[0-9]{5,}|[1-9][0-9]{6}", re.IGNORECASE)


class References:
    """What each case of a corpus is called in a report. INVARIANT: without `with_urns` nothing it gives holds
    the URN of any case of the corpus (tests/work/audit/test_report.py)."""

    def __init__(self, urns: Mapping[int, str], *, with_urns: bool) -> None:
        """`urns` are those of the cases that have one, by their numbers."""
        self.urns, self.with_urns = urns, with_urns
        self._known = frozenset(urn.casefold() for urn in urns.values())
        self._lengths = frozenset(map(len, self._known))

    @classmethod
    def of(cls, corpus: Corpus, *, with_urns: bool) -> Self:
        """Those of a corpus."""
        told = rows(corpus, f"SELECT {NUMBER}, urn FROM {quoted(CASES)} WHERE urn <> ''")
        return cls({number: str(urn) for number, urn in told}, with_urns=with_urns)

    def case(self, number: int, name: str) -> str:
        """What a case is called: its name, or the place that it has in its source."""
        return name if self.with_urns or not self._tells(name) else f"case {number + 1}"

    def text(self, told: str, otherwise: str) -> str:
        """A text that is no case's name, such as a file's; `otherwise` where it holds a URN."""
        return otherwise if not self.with_urns and self._tells(told) else told

    def urn(self, number: int) -> str | None:
        """The case's URN, where URNs are told."""
        return self.urns.get(number) if self.with_urns else None

    def _tells(self, name: str) -> bool:
        folded = name.casefold()
        parts = (folded[at : at + length] for length in self._lengths for at in range(len(folded)))
        if any(part in self._known for part in parts):
            return True
        return any(map(_LIKE_A_URN.fullmatch, _WORDS.findall(name)))
