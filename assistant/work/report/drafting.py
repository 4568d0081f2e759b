"""Drafts the report of a judged case under the pack's headings: what was found, and the notes it rests on.

INVARIANT: every finding is told by exactly one sentence, and every sentence rests on findings, answers, notes
or facts that the case holds (tests/work/report/test_drafting.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from assistant.case import At, Case, Key, Note, parse_at
from assistant.pack import Area, FindingRule, parse_ref
from assistant.pack.beside import HISTORY, Heading
from assistant.reasoning import Finding, Judged
from assistant.reasoning.explain import grounds
from assistant.reasoning.flags import checks
from assistant.reasoning.phrases import question_name, said, say
from assistant.work.report.improving import is_called_for, regulation_named, remarks
from assistant.work.report.needs import needs
from assistant.work.report.places import Filled, answered, filled, past, places, sentence
from assistant.work.report.shapes import Ground, Paragraph, Part, Remark, Report, Sentence


def draft(judged: Judged) -> Report:
    """The report of a judged case, with the paragraphs that the inspector wrote in the place of those drafted.

    A paragraph that was written where nothing is drafted any more stands at the end of its heading.
    """
    pack, case = judged.pack, judged.case
    drafting = _Drafting(judged)
    parts = tuple(drafting.part(heading) for heading in pack.report.headings)
    report = Report(case.id, case.urn, pack.report.title, parts, tuple(needs(judged, parts)))
    doubtful = (Remark(str(at), asks) for at, asks in checks(judged))
    return replace(report, remarks=(*_left_over(case, report), *doubtful, *remarks(case, pack)))


def _left_over(case: Case, report: Report) -> Iterator[Remark]:
    """The paragraphs that were written where this pack's report has no place, as another pack's may have had."""
    known = {paragraph.at for paragraph in report.paragraphs}
    for one in case.passages:
        if one.at not in known:
            yield Remark(one.at, f"this was written, and stands nowhere in the report: {one.text}")


class _Drafting:
    def __init__(self, judged: Judged) -> None:
        self.judged, self.pack, self.case = judged, judged.pack, judged.case
        self.weights = [one.id for one in self.pack.words.weights]
        self.told_notes: set[str] = set()
        """Notes that stand in the report already; each is told once."""

    def part(self, heading: Heading) -> Part:
        """A heading with everything under it."""
        says = [*self.first(heading), *self.sentences(heading.says)]
        drafted = [self.paragraph(heading.id, None, says)] if says or heading.says else []
        drafted += self.each(heading)
        areas = tuple(self.area(area) for area in self.pack.areas.values()) if heading.areas else ()
        known = {one.at for one in (*drafted, *(one for area in areas for one in area.each()))}
        drafted += [
            Paragraph(one.at, None, (), one)
            for one in self.case.passages
            if one.at not in known and self.belongs(one.at, heading)
        ]
        return Part(heading.id, heading.title, tuple(one for one in drafted if one.text), areas)

    def belongs(self, at: str, heading: Heading) -> bool:
        """Whether a paragraph stands under a heading: its own, or that of the areas where it names one."""
        first = at.partition("/")[0]
        return first == heading.id or (heading.areas and first in self.pack.areas)

    def paragraph(self, at: str, title: str | None, drafted: Iterable[Sentence]) -> Paragraph:
        """A paragraph, as the inspector wrote it where that was done."""
        return Paragraph(at, title, tuple(drafted), self.case.passage(at))

    def sentences(self, templates: Iterable[str]) -> Iterator[Sentence]:
        """Those of the sentences of which everything is known."""
        for template in templates:
            known = {place: filled(self.pack, self.case, place) for place in places(template)}
            if told := sentence(template, known):
                yield told

    def first(self, heading: Heading) -> Iterator[Sentence]:
        """That there was no inspection before this one, where the answers say so."""
        first = self.pack.report.first
        if first and first.heading == heading.id and is_called_for(self.case, self.pack, first):
            refs = [parse_ref(text, first.record) for text in first.when]
            grounds = [self.answer(At(Key(ref.record, ref.area), ref.question)) for ref in refs if ref]
            yield Sentence(first.says, tuple(grounds))

    # ---------------------------------------------------------------- one paragraph for each

    def each(self, heading: Heading) -> Iterator[Paragraph]:
        """A paragraph for each inspection before, or for each record of a type."""
        if heading.each == HISTORY:
            lines = [
                told
                for number, one in enumerate(self.case.history, 1)
                for template in heading.each_says
                if (told := sentence(template, past(one, number)))
            ]
            yield replace(self.paragraph(heading.id, None, lines), between="\n")
        elif heading.each:
            yield from self.each_record(heading, heading.each)

    def each_record(self, heading: Heading, record: str) -> Iterator[Paragraph]:
        found = self.case.of_type(record)
        for one in found:
            told = [
                line
                for template in heading.each_says
                if (line := sentence(template, self.of_record(heading, one.key, template)))
            ]
            yield self.paragraph(f"{heading.id}/{one.key.label}", one.key.label, told)
        if not found and heading.none_says and record in self.case.complete:
            title = self.pack.record_types[record].plural
            ground = Ground("told", f"complete.{record}", f"{title}: complete, none")
            yield self.paragraph(heading.id, None, [Sentence(heading.none_says, (ground,))])

    def of_record(self, heading: Heading, key: Key, template: str) -> dict[str, Filled | None]:
        found = {place: answered(self.pack, self.case, At(key, place)) for place in places(template)}
        names = heading.names
        if names and (told := found.get(names.question)):
            found[names.question] = told._replace(text=regulation_named(self.pack, names, told.text))
        return found

    # ---------------------------------------------------------------- the areas

    def area(self, area: Area) -> Part:
        """An area: a paragraph for each of its points in which something was found."""
        by_point: dict[str, list[Finding]] = {section: [] for section in area.sections}
        for finding in self.judged.known.findings:
            if finding.area == area.id:
                by_point.setdefault(finding.key.record, []).append(finding)
        paragraphs = [self.paragraph(area.id, None, self.bare(area, by_point))]
        for section, findings in by_point.items():
            title = self.pack.record_types[section].plural if len(by_point) > 1 else None
            paragraphs.append(self.paragraph(f"{area.id}/{section}", title, self.point(findings)))
        return Part(area.id, area.label, tuple(one for one in paragraphs if one.text))

    def bare(self, area: Area, found: Mapping[str, list[Finding]]) -> Iterator[Sentence]:
        """What is concluded of an area in which nothing is found on any point, or that is not reported on."""
        concluded = self.judged.known.evaluations[area.id]
        is_left_out = self.pack.evaluations[concluded.outcome].scale is None
        if self.judged.areas[area.id] is None or (any(found.values()) and not is_left_out):
            return
        for name in concluded.rests_on:
            told = say(self.pack, self.case, self.pack.rules_by_id[name])
            ground = Ground("concluded", f"{name} {area.id}", told)
            if one := sentence(self.pack.report.points.finding, {"finding": Filled(told, (ground,))}):
                yield one

    def point(self, findings: Iterable[Finding]) -> Iterator[Sentence]:
        """What was found on a point, each once, and after some of it a note that it rests on."""
        words, room = self.pack.report.points, self.pack.report.points.notes
        for strongest, alike in self.alike(findings):
            of_finding = [Ground("finding", f"{one.rule} {one.key}", self.say(one)) for one in alike]
            of_answers = [self.answer(at) for at in self.answers(strongest)]
            known: dict[str, Filled | None] = {
                "finding": Filled(self.say(strongest), (*of_finding, *of_answers))
            }
            if told := sentence(words.finding, known):
                yield told
            noted = self.note(strongest) if room else None
            if noted is not None:
                room -= 1
                yield noted

    def alike(self, findings: Iterable[Finding]) -> Iterator[tuple[Finding, list[Finding]]]:
        """Findings that say one thing in several strengths, each time with the one that is to be told.

        They are of one record, from one answer, in one direction; or what one says is how another begins, as
        `children are at risk` and `children are at risk; the last inspection found them safe`.
        """
        found: dict[tuple[object, ...], list[Finding]] = {}
        for finding in findings:
            found.setdefault(
                (finding.key, self.rule(finding).find.direction, tuple(self.answers(finding))), []
            ).append(finding)
        told = [(max(alike, key=self.weight), alike) for alike in found.values()]
        for strongest, alike in tuple(told):
            begins = f"{self.say(strongest)};"
            goes_on = (
                others
                for other, others in told
                if other.key == strongest.key and self.say(other).startswith(begins)
            )
            if longer := next(goes_on, None):
                longer += alike
                told.remove((strongest, alike))
        yield from told

    def note(self, finding: Finding) -> Sentence | None:
        """The first note behind a finding that is not told yet, on the record that it is of."""
        words = self.pack.report.points
        behind = (
            note
            for at in self.answers(finding)
            if at.key == finding.key and (answer := self.case.answer(at))
            for name in answer.supports
            if name not in self.told_notes and (note := self.case.note(name))
        )
        note = next(behind, None)
        if note is None:
            return None
        self.told_notes.add(note.id)
        source = self.source(note)
        ground = (Ground("note", note.id, note.text),)
        if source is None:
            return sentence(words.note_alone, {"note": Filled(note.text, ground)})
        told = _without_source(note.text, source)
        return sentence(words.note, {"note": Filled(told, ground), "source": Filled(source)})

    def source(self, note: Note) -> str | None:
        """Where a note is from, as the report calls it; None where that is not told."""
        own = self.pack.report.points.sources.get(note.source or "")
        return own or next(
            (one.label for one in self.pack.evidence.sources if one.id == note.source), note.source
        )

    def answers(self, finding: Finding) -> list[At]:
        """The places of the answers that a finding rests on."""
        return [at for place in grounds(self.judged, finding) if (at := parse_at(place))]

    def answer(self, at: At) -> Ground:
        question, answer = self.pack.questions[at.key.record][at.question], self.case.answer(at)
        return Ground("answer", str(at), f"{question_name(self.pack, at)} {said(question, answer)}")

    def say(self, finding: Finding) -> str:
        return say(self.pack, self.case, self.pack.rules_by_id[finding.rule], finding.key)

    def rule(self, finding: Finding) -> FindingRule:
        rule = self.pack.rules_by_id[finding.rule]
        if not isinstance(rule, FindingRule):  # what fires for a record is a rule of the first stage
            raise LookupError(finding.rule)
        return rule

    def weight(self, finding: Finding) -> int:
        return self.weights.index(self.rule(finding).find.weight)


def _without_source(text: str, source: str) -> str:
    """A note without the source that it begins with, as that stands in front of it in any case."""
    lead = f"{source}:"
    rest = text[len(lead) :].strip() if text.casefold().startswith(lead.casefold()) else ""
    return rest or text
