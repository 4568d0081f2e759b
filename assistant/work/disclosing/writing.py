"""A disclosure copy, as a request for access to one's data asks: what the store holds of a child, a home or a case.

With a child's label the copy holds what is told of that child, and other children's labels are blacked
out. It is a draft for whoever answers the request: it is read before it is given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.document import digest_of, write_new
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Ledger, Sought, Summary, mentions, standing_of
from assistant.store.kinds import Exported
from assistant.store.listing import kept_cases
from assistant.work.disclosing.blacking import BLACK, Blackout
from assistant.work.disclosing.copy import Copy

_UNTOLD = {"store-erased", "store-forbidden"}
"""What is said of a case that tells nothing to who is signed in."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What was written, and how often something was blacked out."""

    path: Path
    cases: tuple[str, ...]
    blacked_out: int


def search(ledger: Ledger, sought: Sought, lines: Iterable[Summary]) -> list[Summary]:
    """The cases that fit, as far as they may be read; of a child also those that tell of it only in their past.

    Raises `Refused` where a case cannot be read though it may be.
    """
    wide = Sought(sought.urn, sought.case)
    return [
        line
        for line in lines
        if sought.fits(line) or (wide.fits(line) and _tells_of(ledger, line.case_id, sought.label))
    ]


def erased_cases(ledger: Ledger, sought: Sought) -> list[str]:
    """The cases of a name that fits of which nothing can be shown any more, since their beginning was erased."""
    return [
        one.case_id
        for one in kept_cases(ledger)
        if one.is_erased
        and sought.case is not None
        and sought.case.lower() in one.case_id.lower()
        and sought.urn is None
        and sought.label is None
    ]


def _tells_of(ledger: Ledger, case_id: str, label: str | None) -> bool:
    if label is None:
        return False
    try:
        return bool(mentions(standing_of(ledger.events(case_id)), label))
    except Refused as refused:
        # INVARIANT: a case that cannot be read is never left out as if it told nothing (tests/work/test_disclosing.py).
        if refused.problems[0].code not in _UNTOLD:
            raise
        return False


def disclose(
    ledger: Ledger,
    cases: list[str],
    sought: Sought,
    path: Path,
    at_hand: Pack,
    *,
    terms: Iterable[str] = (),
    labels: Iterable[str] = (),
) -> Disclosed:
    """Write the copy, and log in each case that it was.

    A copy that cannot be logged is taken away again. Raises `Refused`.
    """
    given_labels = set(labels)
    terms = tuple(terms)
    count = 0
    parts: list[str] = []
    for case_id in cases:
        copy = Copy(ledger, case_id, sought.label, at_hand, given_labels, terms)
        parts.append("\n".join(copy.lines()))
        count += copy.black.count
    head = Blackout(terms=terms)
    text = "\n\n".join(["\n".join(_head(ledger, sought, head)), *parts]) + "\n"
    write_new(path, text)
    try:
        for case_id in cases:
            ledger.add(case_id, Exported(path.name, digest_of(text), "disclosure"))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Disclosed(path, tuple(cases), count + head.count)


def _head(ledger: Ledger, sought: Sought, black: Blackout) -> Iterator[str]:
    told = [f"child {sought.label}"] if sought.label else []
    told += [f"home {sought.urn}"] if sought.urn else []
    told += [f"cases called {sought.case}"] if sought.case else []
    yield black(f"# What is held of {', '.join(told)}")
    yield ""
    yield black(
        f"Copied on {ledger.now():%Y-%m-%d} by {ledger.actor}. A draft: read it before it is given out."
    )
    yield f"{BLACK} stands where something was blacked out."
