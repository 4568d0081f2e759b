"""The resolved pack: knowledge and rules in which every id leads to what it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from assistant.document import shortened
from assistant.pack import beside
from assistant.pack import knowledge as k
from assistant.pack.properties import Property
from assistant.pack.references import Ref
from assistant.pack.rules import Rule
from assistant.problems import Where


class AskedWhen(NamedTuple):
    """One condition of a gate: the choice it reads and the answers that switch the question on."""

    ref: Ref
    values: frozenset[str]


class Coded(NamedTuple):
    """A scale or choice as rules read it: when it is asked, and of which areas if not of all."""

    id: str
    is_scale: bool
    only_for: tuple[str, ...]
    gate: tuple[AskedWhen, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Pack:
    """A framework's knowledge and rules. Built by `load_pack`, never by hand."""

    id: str
    version: str
    digest: str
    """`sha256:` and the digest of what the files say, whatever their layout and comments."""
    content: str
    """What the files say, as one text of JSON: the pack as it is kept where it was used (`kept_pack`)."""
    directory: Path
    framework: k.Framework
    paragraphs: Mapping[str, k.Paragraph]
    words: k.OutcomesFile
    evaluations: Mapping[str, k.Outcome]
    judgements: Mapping[str, k.Outcome]
    areas: Mapping[str, k.Area]
    record_types: Mapping[str, k.RecordType]
    questions: Mapping[str, Mapping[str, k.Question]]
    coded: Mapping[str, tuple[Coded, ...]]
    """For each record type its scales and choices: what rules may read."""
    gates: Mapping[tuple[str, str], tuple[AskedWhen, ...]]
    regulations: beside.RegulationsFile
    glossary: Mapping[str, str]
    evidence: beside.EvidenceFile
    dates: beside.DatesFile
    timeline: beside.TimelineFile
    report: beside.ReportFile
    rules: tuple[Rule, ...]
    rules_by_id: Mapping[str, Rule]
    rule_places: Mapping[str, Where]
    reads: Mapping[str, tuple[Ref, ...]]
    """For each finding rule the questions that its `when` reads."""

    properties: tuple[Property, ...] = ()
    """What the rules owe, to be proved."""
    property_places: Mapping[str, Where] = field(default_factory=dict)

    def __repr__(self) -> str:
        """What it is called; what it holds would fill pages."""
        return f"Pack({self.called})"

    @property
    def called(self) -> str:
        """Its name, version and digest, as much of that as tells packs apart."""
        return f"{self.id} {self.version}, digest {shortened(self.digest)}"

    def asks(self, question: k.Question, area: str | None) -> bool:
        """Whether the question is put to this record at all: some are not put to every area."""
        return not question.only_for or area in question.only_for

    def area_of(self, record_type: str) -> str | None:
        """The area that a record type gives evidence for, if it belongs to one."""
        return next((area.id for area in self.areas.values() if record_type in area.sections), None)

    def written(self, rule: str) -> str:
        """Where a rule is written, as `rules/leavers.yaml:15:5` in the pack's own folder."""
        place = self.rule_places[rule]
        file = Path(place.file or "")
        within = file.relative_to(self.directory) if file.is_relative_to(self.directory) else file
        return str(replace(place, file=within.as_posix(), field=None))

    @property
    def area_record(self) -> str | None:
        """The record type of which there is one for each area, whose questions an evaluation reads by name."""
        return next((kind.id for kind in self.record_types.values() if kind.many == "each_area"), None)

    @property
    def sections(self) -> tuple[k.RecordType, ...]:
        """The record types of which a case may hold any number."""
        return tuple(kind for kind in self.record_types.values() if kind.many == "many")
