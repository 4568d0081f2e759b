"""Trainees' readings of scenarios in the store: begun with the passages as notes, gone on with, and read again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count

from assistant.case import Case, Inspection
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.store import Ledger, Standing, read
from assistant.store.listing import training_cases
from assistant.store.sqlite import Sqlite
from assistant.work.keeping import begin
from assistant.work.training import BEGINNING, DRILLS, MEETING, SCENARIO
from assistant.work.training.model import Scenario

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._\-]")
_LONGEST_WHO = 40
_DIGEST = 8


def reading_of(ledger: Ledger, scenario: Scenario) -> str:
    """What the reading of whoever is at work is called in the store, begun or not."""
    evidence = scenario.given.evidence_id
    return own_name(ledger, f"{evidence}.{who(ledger)}", evidence)


def own_name(ledger: Ledger, name: str, evidence: str) -> str:
    """The name under which a person's training is kept: one after each that was erased or is another's has a number.

    INVARIANT: nothing of a trainee's is written to a case that is not for training on this evidence
    (tests/store/test_training_apart.py).
    """
    training = training_cases(ledger)

    def is_free(name: str) -> bool:
        if name in training:
            return training[name] == evidence and BEGINNING not in ledger.erased(name)
        return not ledger.head(name).sequence

    names = chain([name], (f"{name}.{number}" for number in count(2)))
    return next(filter(is_free, names))


def is_begun(ledger: Ledger, scenario: Scenario) -> bool:
    """Whether whoever is at work has begun to read it."""
    return bool(ledger.head(reading_of(ledger, scenario)).sequence)


def need_own_view_of(ledger: Ledger, scenario: Scenario, *, if_begun: bool = False) -> None:
    """Raises `Refused` where whoever is at work has sealed no view of a scenario yet.

    With `if_begun` only where they have begun to read it, as for readings in files, which anybody may open. On
    a server a trainee may read nobody else's, so whoever has not begun there and sees others' is a trainer.
    """
    only_begun = if_begun or not isinstance(ledger.database, Sqlite)
    begun = is_begun(ledger, scenario)
    if (begun or not only_begun) and not (begun and _is_sealed(ledger, reading_of(ledger, scenario))):
        what = "your own view comes first, so nothing of another's reading is told yet"
        right = f"seal it with `sccif train {scenario.id}`, then ask again"
        raise Refused([Problem("use-own-view-first", what, right)])


def _is_sealed(ledger: Ledger, case_id: str) -> bool:
    return read(ledger, case_id).case.sealed is not None


def only_after_own_view(ledger: Ledger, cases: Iterable[Case]) -> tuple[Case, ...]:
    """One's own readings, and others' of the scenarios of which one has sealed a view.

    On a server, where the store itself keeps others' readings from a trainee, all of those one has not begun too.
    """
    some, me = list(cases), who(ledger)
    own = {case.evidence_id: case for case in some if is_by(case, me)}
    is_apart = not isinstance(ledger.database, Sqlite)

    def may_be_told(case: Case) -> bool:
        mine = own.get(case.evidence_id)
        return is_by(case, me) or (is_apart if mine is None else mine.sealed is not None)

    return tuple(case for case in some if may_be_told(case))


def is_by(case: Case, name: str) -> bool:
    """Whether a reading is that of somebody, by the name that `who` gives."""
    return case.inspection is not None and case.inspection.inspector == name


def take_up(ledger: Ledger, scenario: Scenario, pack: Pack) -> Standing:
    """The reading of whoever is at work as it stands, begun where there is none. Raises `Refused`."""
    case_id = reading_of(ledger, scenario)
    if is_begun(ledger, scenario):
        return read(ledger, case_id)
    given = scenario.given
    dates = given.inspection or Inspection()
    inspection = dates.model_copy(update={"inspector": who(ledger)})
    return begin(ledger, replace(given, id=case_id, inspection=inspection), pack)


def readings_kept(ledger: Ledger) -> Iterator[Case | Refused]:
    """The readings of scenarios in a store that the person at work may read: a trainee's own, a trainer's all.

    What a meeting agreed on is no reader's, and stands apart under another name, as drills do. One that was erased
    tells nothing, and is left out.
    """
    for case_id, evidence in sorted(training_cases(ledger).items()):
        is_of_scenario = evidence.startswith(SCENARIO) and evidence != DRILLS
        is_reading = is_of_scenario and not case_id.startswith(MEETING)
        if is_reading and BEGINNING not in ledger.erased(case_id):
            try:
                yield read(ledger, case_id).case
            except Refused as refused:
                yield refused


def who(ledger: Ledger) -> str:
    """The name of whoever is at work, as it can stand in a case's: where that is another, with a digest of the whole.

    So nobody takes up the reading of somebody whose name comes to the same.
    """
    name = _NOT_IN_A_NAME.sub("-", ledger.actor)[:_LONGEST_WHO]
    if name == ledger.actor:
        return name
    digest = hashlib.sha256(ledger.actor.encode()).hexdigest()[:_DIGEST]
    return f"{name[: _LONGEST_WHO - _DIGEST - 1]}.{digest}"
