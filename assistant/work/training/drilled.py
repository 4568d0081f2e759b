"""What somebody did with drills: kept in the store, so that none comes again and those misjudged come more often.

Each person has one case for it, for training and of no scenario: a note for each drill, in words that can be read
as they stand. So a trainer sees what they may see of any training, and no inspection has anything of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from assistant.case import Case, Inspection, NoteAdded
from assistant.case.header import Note
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Behind, Ledger, read
from assistant.store.listing import training_cases
from assistant.work.keeping import begin
from assistant.work.training import BEGINNING, DRILLS
from assistant.work.training.begin import own_name, who
from assistant.work.training.model import WHAT_IT_IS

if TYPE_CHECKING:
    from assistant.work.training.drills import Drill  # with the solver

_AHEAD = 4
"""For each drill so many are made, of which the one that is most needed comes."""
_LINE = re.compile(r"drill (\S+): said (\S+), by the rules (\S+), tipped by (\S+)")


@dataclass(frozen=True, slots=True)
class Drilled:
    """One drill as it was answered."""

    digest: str
    area: str
    """What the answer that tips it is of: an area or a kind of record."""
    judgement: str
    """What the rules came to."""
    said: str
    who: str | None = None
    on: date | None = None

    @property
    def is_same(self) -> bool:
        """Whether what was said is what the rules came to."""
        return self.said == self.judgement

    @property
    def told(self) -> str:
        """The words in which it is kept."""
        return f"drill {self.digest}: said {self.said}, by the rules {self.judgement}, tipped by {self.area}"


def read_drilled(ledger: Ledger) -> tuple[Drilled, ...]:
    """The drills that whoever is at work answered, in order. Raises `Refused` where they cannot be read."""
    name = _kept_as(ledger)
    return tuple(_in_case(read(ledger, name).case)) if ledger.head(name).sequence else ()


def every_drilled(ledger: Ledger) -> Iterator[Drilled | Refused]:
    """The drills that may be read: a trainee's own, a trainer's all. What was erased tells nothing."""
    for case_id, evidence in sorted(training_cases(ledger).items()):
        if evidence == DRILLS and BEGINNING not in ledger.erased(case_id):
            try:
                yield from _in_case(read(ledger, case_id).case)
            except Refused as refused:
                yield refused


def keep(ledger: Ledger, pack: Pack, drill: Drill, said: str) -> None:
    """Keep a drill as it was answered; one that is kept already stays as it was answered first.

    Raises `Refused` where it cannot be written.
    """
    name = _kept_as(ledger)
    one = Drilled(drill.digest, drill.area, drill.judgement, said)
    today = ledger.now().astimezone().date()
    note = Note(id=f"drill-{one.digest}", date=today, text=one.told)
    if not ledger.head(name).sequence:
        whose = Inspection(inspector=who(ledger))
        begin(ledger, Case(name, DRILLS, "training", inspection=whose, about=WHAT_IT_IS), pack)
    while (standing := read(ledger, name)).case.note(note.id) is None:
        try:
            ledger.append(name, standing.sequence, NoteAdded(note))
        except Behind:  # another window of theirs: it may have kept the same
            continue


def _kept_as(ledger: Ledger) -> str:
    return own_name(ledger, f"drills.{who(ledger)}", DRILLS)


def _in_case(case: Case) -> Iterator[Drilled]:
    """The drills that a case tells of; a note in other words is passed over, as a help must not fail."""
    name = case.inspection.inspector if case.inspection else None
    for note in case.notes:
        if found := _LINE.fullmatch(note.text):
            digest, said, judgement, area = found.groups()
            on = note.date
            yield Drilled(digest, area, judgement, said, name, on)


def chosen(made: Iterator[Drill], before: Iterable[Drilled], number: int, seed: int) -> Iterator[Drill]:
    """So many drills out of those made, none that was answered before, and more of the kinds that were misjudged.

    The same for the same drills, seed and answers before. Fewer, where no more were made.
    """
    random = Random(seed)  # noqa: S311  # not for secrets
    known, same, other = set[str](), Counter[str](), Counter[str]()
    for one in before:
        known.add(one.digest)
        (same if one.is_same else other)[one.area] += 1
    new = (drill for drill in made if drill.digest not in known)
    waiting: list[Drill] = []
    for _ in range(number):
        waiting += islice(new, _AHEAD if other else 1)
        if not waiting:
            return
        weights = [_needed(same[drill.area], other[drill.area]) for drill in waiting]
        drill = random.choices(waiting, weights)[0]
        waiting.remove(drill)
        yield drill


def _needed(same: int, other: int) -> float:
    """How much a kind is needed: most where it is misjudged as a rule, and never not at all."""
    return (1 + other) / (2 + same + other)
