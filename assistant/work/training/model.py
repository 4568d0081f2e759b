"""The models of a scenario file: what a trainee reads, what is given, and how its authors read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from assistant.case import Answer, At, Case
from assistant.document.fields import Day, Id, OneOrMany, Slug, Strict, Text, form

Difficulty = Literal["first", "usual", "hard"]
DIFFICULTY: Mapping[Difficulty, str] = {
    "first": "easy: to begin with",
    "usual": "usual: as most inspections are",
    "hard": "hard: for people with practice",
}
CONSTRUCTED = "Constructed: no home, child or inspection like this is known to us."
"""Said with everything that is shown of a scenario."""

WHAT_IT_IS = (
    "Practice on this rule base, not inspection: the case is made from the rules, and holds no child, "
    "no source and no doubt. What is not told is as in an ordinary home in which nothing has moved."
)
"""Said with everything that is shown of a drill."""

DocumentId = Annotated[
    str, form(r"^[a-z][a-z0-9]{0,20}$", "write a small letter, then small letters and digits, such as reg44")
]


class DocumentToRead(Strict):
    """One document of a scenario. Its paragraphs, parted by empty lines, are the passages `id-1`, `id-2`, …"""

    id: DocumentId
    kind: Id
    """The source of evidence that it is, of those the pack lists."""
    date: Day
    title: Text
    text: Text

    @property
    def passages(self) -> dict[str, str]:
        """Each paragraph by its name, its line breaks taken out."""
        paragraphs = (" ".join(part.split()) for part in self.text.split("\n\n"))
        return {f"{self.id}-{place}": part for place, part in enumerate(filter(None, paragraphs), 1)}


class Given(Strict):
    """What is established before the trainee begins, in the form of a case file."""

    home: Any = None
    baseline: Any = None
    inspection: Any = None
    children: Any = None
    complete: Any = None
    sampled: Any = None
    records: Any = None


class Reading(Strict):
    """The authors' reading, in the form of a case file: each answer with its passages and its reason."""

    home: Any = None
    records: Any = None
    judgement: Any
    case_review: Any = None


class Room(Strict):
    """Where the framework leaves room: answers to one question that can be defended as well."""

    at: Text
    """The question, as `experiences.progress_change` or `leaver:A.planning`."""
    also: Annotated[tuple[Id, ...], Field(min_length=1), OneOrMany]
    """Answers beside the authors', or `uncertain` or `not_applicable`."""
    why: Text


class ScenarioFile(Strict):
    """knowledge/scenarios/*.yaml."""

    sccif_scenario: Literal["1"]
    id: Slug
    title: Text
    difficulty: Difficulty
    shows: Id
    """The judgement that the authors' reading comes to."""
    covers: Annotated[tuple[Text, ...], Field(min_length=1), OneOrMany]
    """What it is practice in, in a few words each."""
    brief: Text
    documents: tuple[DocumentToRead, ...]
    given: Given
    reading: Reading
    room: tuple[Room, ...] = ()
    teaching: Annotated[tuple[Text, ...], Field(min_length=1), OneOrMany]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read and checked."""

    file: ScenarioFile
    given: Case
    """What a trainee begins with: its notes are the passages of the documents."""
    reading: Case
    """What is given, with the authors' answers, judgement and case review."""
    room: Mapping[At, Room]

    @property
    def id(self) -> str:
        """Its name."""
        return self.file.id

    def asked(self) -> tuple[tuple[At, Answer], ...]:
        """What the authors answered beside what is given, in the order of their reading."""
        return tuple(
            (At(key, question), answer)
            for key, record in self.reading.records.items()
            for question, answer in record.answers.items()
            if self.given.answer(At(key, question)) is None
        )
