"""What an example states of a case, and what came of each of these outcomes."""

from __future__ import annotations

from assistant.pack.rules import Expected
from assistant.reasoning import Judged, ReviewReading

FieldPath = tuple[str, ...]
"""The path of a field in what an example states: `("areas", "experiences")`."""
Outcome = str | bool | frozenset[str] | None


def expected(expect: Expected) -> dict[FieldPath, Outcome]:
    """What an example states, by the path of its field."""
    told: dict[FieldPath, Outcome] = {
        ("judgement",): expect.judgement,
        ("ground",): expect.ground,
        ("rests_on",): frozenset(expect.rests_on) or None,
        **{("areas", area): evaluation for area, evaluation in expect.areas.items()},
        **{("areas_rest_on", area): frozenset(rules) for area, rules in expect.areas_rest_on.items()},
        ("case_review",): expect.case_review,
        **{("readings", reading): said for reading, said in expect.readings.items()},
    }
    return {field: wanted for field, wanted in told.items() if wanted is not None}


def stated(expect: Expected, judged: Judged) -> dict[FieldPath, Outcome]:
    """What came of each outcome that an example states, and of no other: these are what it compares."""
    known, proposal = judged.known, judged.proposal
    readings = {one.reading: one for one in known.case_review}
    came: dict[FieldPath, Outcome] = {}
    for field in expected(expect):
        match field:
            case ("judgement",):
                came[field] = proposal.judgement
            case ("rests_on",):
                came[field] = frozenset(known.judgement.rests_on)
            case ("ground",):
                came[field] = proposal.ground or "none"
            case ("areas", area):
                came[field] = judged.areas.get(area)
            case ("areas_rest_on", area):
                conclusion = known.evaluations.get(area)
                came[field] = frozenset(conclusion.rests_on) if conclusion else None
            case ("case_review",):
                came[field] = any(reading.consider for reading in known.case_review)
            case ("readings", name):
                came[field] = reading_word(readings[name]) if name in readings else None
    return came


def reading_word(reading: ReviewReading) -> str:
    """What a reading says, in the word that an example states it by."""
    return (reading.urgency or "considered") if reading.consider else "not_considered"
