"""A disclosure copy, as a request for access to one's data asks: what the store holds of a child, a home or a case.

With a child's label the copy holds what is told of that child, and other children's labels are blacked
out. It is a draft for whoever answers the request: it is read before it is given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.document import digest_of, prepared
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Event, Ledger, Sought, Summary, mentions, standing_of
from assistant.store.codec import to_json
from assistant.store.kinds import Exported
from assistant.store.listing import kept_cases
from assistant.work.disclosing.blacking import BLACK, Blackout, speaks_of
from assistant.work.disclosing.copy import Copy

_WRITTEN = {"text", "reason", "reasons", "options", "about", "value"}
"""Where in an event somebody's own words stand."""
_UNTOLD = {"store-erased", "store-forbidden"}
"""What is said of a case that tells nothing to who is signed in."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What was written, how often something was blacked out, and where it has to be looked at."""

    path: Path
    cases: tuple[str, ...]
    blacked_out: int
    doubts: tuple[str, ...] = ()
    """Words left in the copy that may be labels of other children, with the case and what is around them."""


class Found(NamedTuple):
    """The cases that fit."""

    told: list[Summary]
    """Those whose records tell of it now, or told of it once."""
    written: list[Summary]
    """Those in which a label stands in what somebody wrote, and nowhere else."""


def search(ledger: Ledger, sought: Sought, lines: Iterable[Summary]) -> Found:
    """The cases that fit, as far as they may be read; of a child also those that tell of it only in their past.

    Raises `Refused` where a case cannot be read though it may be.
    """
    wide, label = Sought(sought.urn, sought.case), sought.label
    found = Found([], [])
    for line in lines:
        if sought.fits(line):
            found.told.append(line)
        elif label is not None and wide.fits(line):
            events = ledger.events(line.case_id)
            if _tells_of(events, label):
                found.told.append(line)
            elif _writes_of(events, label):
                found.written.append(line)
    return found


def _writes_of(events: Iterable[Event], label: str) -> bool:
    happened = (event.happened for event in events)
    return any(speaks_of(text, label) for one in happened if one for text in _written(to_json(one)))


def _written(told: object, name: str = "") -> Iterator[str]:
    """Every text that somebody wrote in an event."""
    match told:
        case str() if name in _WRITTEN:
            yield told
        case dict():
            for inner_name, inner in told.items():
                yield from _written(inner, inner_name)
        case list():
            for inner in told:
                yield from _written(inner, name)


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


def _tells_of(events: Sequence[Event], label: str) -> bool:
    try:
        return bool(mentions(standing_of(events), label))
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
    """Log in each case that a copy is made, in all of them or in none, and then write it.

    Raises `Refused`: where the file is there or cannot be written nothing is logged, and where it cannot be
    logged there is no copy. One that fails on its way to the disk stands in the history all the same:
    better told and not there than there and not told.
    """
    given_labels = set(labels)
    terms = tuple(terms)
    count = 0
    parts, doubts = list[str](), list[str]()
    for case_id in cases:
        copy = Copy(ledger, case_id, sought.label, at_hand, given_labels, terms)
        parts.append("\n".join(copy.lines()))
        count += copy.black.count
        doubts += [f"{case_id}: {one}" for one in copy.black.doubts()]
    head = Blackout(terms=terms)
    text = "\n\n".join(["\n".join(_head(ledger, sought, head)), *parts]) + "\n"
    with prepared(path, text) as put:
        # INVARIANT: no copy is anywhere that the history of each of its cases does not tell of (tests/work/test_disclosing.py).
        folder = str(path.absolute().parent)
        ledger.add_to_each(cases, Exported(path.name, digest_of(text), "disclosure", folder))
        put()
    return Disclosed(path, tuple(cases), count + head.count, tuple(doubts))


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
