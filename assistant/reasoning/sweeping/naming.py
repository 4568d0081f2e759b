"""The names of a sweep's tables, steps and columns."""

from __future__ import annotations

from assistant.reasoning.codes import CASE_REVIEW

CASES, NUMBER, PLACE, LABEL, GROUND, JUDGED = "cases", "number", "place", "label", "ground", "judged"
SINGLY = "found"
"""The step that has a row a case with what was found of its single records."""
GATHERED, COUNTED = "gathered", "counted"
"""The steps that have a row a case with all that was found in it, and with what its tallies come to beside that."""
ANSWERED = "answered"
"""The column with the mask of what the later stages ask of answers."""


def found(section: str) -> str:
    """The step that has a row for each record of a section."""
    return f"found {section}"


def fired(what: object) -> str:
    """The column with the mask of what fired for a record, or in a stage."""
    return f"fired {what}"


def outcome(stage: str) -> str:
    """The column with the outcome of a stage."""
    return f"outcome {stage}"


def reading_of(reading: str) -> str:
    """The stage, as far as its outcome goes, of one published reading of the case review."""
    return f"{CASE_REVIEW} {reading}"


def counted(section: str) -> str:
    """The step that sums up a section's records, a row a case."""
    return f"counted {section}"


def tally(place: int, section: str | None = None) -> str:
    """The column with what a tally comes to, or what a section's records add to it."""
    return f"tally {place}" if section is None else f"tally {place} {section}"
