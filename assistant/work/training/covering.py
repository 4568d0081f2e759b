"""Which questions of an interview a scenario covers: those that its authors found answers to in its documents."""

from __future__ import annotations

from assistant.case import Case
from assistant.pack import Pack
from assistant.work.interview import Covers
from assistant.work.training import SCENARIO


def covered_by(case: Case, pack: Pack) -> Covers:
    """The questions that the scenario covers of which a case is a reading; None where it is none of the pack's.

    Raises `Refused` where the pack's scenarios cannot be read.
    """
    if case.purpose != "training" or not case.evidence_id.startswith(SCENARIO):
        return None
    from assistant.work.training.reading import read_scenarios

    scenarios = {one.given.evidence_id: one for one in read_scenarios(pack)}
    found = scenarios.get(case.evidence_id)
    return frozenset(at for at, _ in found.asked()) if found else None
