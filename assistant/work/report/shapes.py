"""The shapes of a report: headings, points and paragraphs, each sentence with what of the case it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.case.header import Passage
from assistant.document import digest_of

Kind = Literal["finding", "concluded", "answer", "note", "told"]
Move = Literal["came", "went", "changed"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing of the case that a sentence rests on."""

    kind: Kind
    """A finding, what was concluded of an area, an answer, a note, or what was told without a question."""
    id: str
    """`rule record`, a place such as `leaver:A.planning`, a note's id, or a place such as `baseline.grade`."""
    says: str

    @property
    def name(self) -> str:
        """What it is called among all grounds."""
        return f"{self.kind} {self.id}"

    @property
    def digest(self) -> str:
        """The digest of what it says, short: it is compared with itself alone."""
        return digest_of(self.says).removeprefix("sha256:")[:16]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was drafted."""

    text: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that a paragraph rested on when it was written, and that is otherwise now."""

    name: str
    how: Move
    says: str | None
    """What it says now; None where it went."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: as it was drafted, and as the inspector wrote it where that was done."""

    at: str
    """Its place in the report: `service`, `experiences/leaver`."""
    title: str | None
    """The point it speaks of, where its heading has several."""
    drafted: tuple[Sentence, ...]
    written: Passage | None = None
    between: str = " "
    """What stands between its sentences: a space, or a line break where each is a line."""

    @property
    def text(self) -> str:
        """The paragraph as it stands in the report."""
        return self.written.text if self.written else self.draft

    @property
    def draft(self) -> str:
        """The sentences that were drafted, one after the other."""
        return self.between.join(sentence.text for sentence in self.drafted)

    @property
    def grounds(self) -> Mapping[str, Ground]:
        """Everything that the draft rests on, each once, by its name."""
        return {ground.name: ground for sentence in self.drafted for ground in sentence.grounds}

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What has moved under a paragraph since it was written; nothing under one that is as drafted."""
        if self.written is None:
            return ()
        before, now = self.written.ground, self.grounds
        return (
            *(Moved(name, "went", None) for name in before if name not in now),
            *(
                Moved(name, "changed", now[name].says)
                for name, digest in before.items()
                if name in now and now[name].digest != digest
            ),
            *(Moved(name, "came", ground.says) for name, ground in now.items() if name not in before),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or an area under one, with its paragraphs and what stands below it."""

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...] = ()

    def each(self) -> Iterator[Paragraph]:
        """Its paragraphs and those of what stands below it, in order."""
        yield from self.paragraphs
        for part in self.parts:
            yield from part.each()


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the report still needs."""

    heading: str
    place: str
    """Where to give it: a question such as `home.kind`, or a place such as `legal_basis`."""
    asks: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at again before the report is sent; it stands in no report that is written."""

    place: str
    """A question such as `improvement:M1.evidence`, or the name of a suggestion."""
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a case as it can be drafted now."""

    case: str
    urn: str | None
    title: str
    parts: tuple[Part, ...]
    needs: tuple[Need, ...]
    """What it still needs, in the order of the headings."""
    remarks: tuple[Remark, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order."""
        return tuple(paragraph for part in self.parts for paragraph in part.each())

    def paragraph(self, at: str) -> Paragraph | None:
        """The paragraph at a place."""
        return next((one for one in self.paragraphs if one.at == at), None)
