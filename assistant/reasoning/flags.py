"""Flags: thin, contradictory or odd evidence. They ask; they refuse nothing and no rule reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from assistant.case import Answer, At, Case, Key
from assistant.pack import FindingRule, Pack, Question, parse_ref
from assistant.pack.beside import Check
from assistant.reasoning.child_days import days_against_staying, first_day, is_before, last_day
from assistant.reasoning.evidence import ABSENT, OPEN, Evidence, gather
from assistant.reasoning.explain import grounds
from assistant.reasoning.judge import Judged
from assistant.reasoning.phrases import first_up, question_name, record_name


class Flag(NamedTuple):
    """One thing to look at again: its kind, where, and what it asks."""

    kind: str
    at: str
    asks: str


def flags(judged: Judged) -> tuple[Flag, ...]:
    """Every flag of a judged case, in the order of the pack's kinds and then of the case."""
    return tuple(_Flags(judged.case, judged.pack, judged.evidence, judged).all())


def covered_flags(case: Case, pack: Pack) -> tuple[Flag, ...]:
    """The flags of a case while its own view is not sealed, by the evidence alone and without judging it.

    Flags that depend on what the rules conclude would tell which answers count, and which way.
    """
    return tuple(_Flags(case, pack, gather(case, pack)).all())


def checks(judged: Judged) -> Iterator[tuple[At, str]]:
    """What the checks between answers ask, each with the first of the answers that it holds against each other."""
    for check, key in _Flags(judged.case, judged.pack, judged.evidence, judged).checks():
        ref = parse_ref(next(iter(check.when)), key.record)
        if ref is not None:
            at = At(key if ref.own else Key(ref.record, ref.area), ref.question)
            yield at, _asked(judged.pack, check, key)


def _asked(pack: Pack, check: Check, key: Key) -> str:
    """What a check asks of a record."""
    return f"{first_up(record_name(pack, key))}: {check.asks}"


def kinds_of_source(case: Case, answers: Iterable[Answer]) -> frozenset[str]:
    """The kinds of source of the notes that support answers; `""` alone where there are notes and none names one.

    Who told it is not known of a note without a source, so it bears nothing else out.
    """
    notes = [case.note(name) for answer in answers for name in answer.supports]
    named = frozenset(note.source for note in notes if note and note.source)
    return named or frozenset("" for note in notes if note)


class _Flags:
    def __init__(self, case: Case, pack: Pack, evidence: Evidence, judged: Judged | None = None) -> None:
        """Flags of the evidence, and of what the rules conclude of it where that may be told."""
        self.case, self.pack, self.evidence, self.covered = case, pack, evidence, judged is None
        self.findings = judged.known.findings if judged else ()
        self.rests_on = (
            {place for one in self.findings for place in grounds(judged, one)} if judged else set()
        )
        """The answers that some finding rests on: once they are seen, only these need support."""

    def all(self) -> Iterator[Flag]:
        finders = {
            "no_source": self.no_source,
            "single_source": self.single_source,
            "contrary_note": self.contrary_note,
            "unsupported": self.unsupported,
            "contradicted": self.contradicted,
            "same_beside_fall": self.same_beside_fall,
            "no_account": self.no_account,
            "outside_period": self.outside_period,
            "after_inspection": self.after_inspection,
            "not_throughout": self.not_throughout,
            "child_twice": self.child_twice,
            "area_not_covered": self.area_not_covered,
        }
        for flag in self.pack.evidence.flags:
            for at, name in finders[flag.kind](flag.reads):
                yield Flag(flag.kind, at, flag.says.replace("{at}", name))
        for check, key in self.checks():
            yield Flag(check.id, str(key), _asked(self.pack, check, key))

    def checks(self) -> Iterator[tuple[Check, Key]]:
        for check in self.pack.evidence.checks:
            for key in self.keys(check.record):
                if all(self.is_answered(text, values, key) for text, values in check.when.items()):
                    yield check, key

    # Support by notes

    def supported(self) -> Iterator[tuple[At, Answer, frozenset[str]]]:
        """The answers that findings rest on, with the kinds of source that support them; `""` where no note names one."""
        for record in self.case.records.values():
            for name, answer in record.answers.items():
                at = At(record.key, name)
                if (
                    answer.state == "answered"
                    and (self.covered or str(at) in self.rests_on)
                    and self.question(at).kind == "scale"
                ):
                    yield at, answer, kinds_of_source(self.case, [answer])

    def no_source(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for at, _answer, sources in self.supported():
            if not sources:
                yield self.named(at)

    def single_source(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for at, _answer, sources in self.supported():
            if len(sources) == 1:
                yield self.named(at)

    def contrary_note(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for record in self.case.records.values():
            for name, answer in record.answers.items():
                if answer.contradicts and answer.state == "answered" and not answer.reason:
                    yield self.named(At(record.key, name))

    # Change and level

    def in_area(self, area: str, about: str) -> list[tuple[At, Question, str]]:
        """The answered scales of an area's records that are about change, or about level."""
        return [
            (At(record.key, question.id), question, value)
            for section in self.pack.areas[area].sections
            for record in self.evidence.records[section]
            for question in self.pack.questions[section].values()
            if question.kind == "scale"
            and question.about == about
            and (value := record.values[question.id]) not in (OPEN, ABSENT)
        ]

    def unsupported(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for area in self.pack.areas:
            if not self.in_area(area, "level"):
                for at, question, value in self.in_area(area, "change"):
                    if question.side(value) != 0:
                        yield self.named(at)

    def contradicted(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for area in self.pack.areas:
            levels = [question.side(value) for _, question, value in self.in_area(area, "level")]
            for at, question, value in self.in_area(area, "change"):
                change = question.side(value)
                if (
                    levels
                    and not self.reason(at)
                    and (
                        (change > 0 and all(level < 0 for level in levels))
                        or (change < 0 and all(level > 0 for level in levels))
                    )
                ):
                    yield self.named(at)

    def same_beside_fall(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        """Changes that are told as none in an area in which something fell from what the baseline found."""
        if self.covered:
            return
        words = self.pack.words
        falling = {direction.id for direction in words.directions if direction.points == "down"}
        from_then = {footing.id for footing in words.rests_on if footing.reads in ("baseline", "silence")}
        fallen = {
            finding.area
            for finding in self.findings
            if isinstance(rule := self.pack.rules_by_id[finding.rule], FindingRule)
            and rule.find.direction in falling
            and rule.find.rests_on in from_then
        }
        for area in self.pack.areas:
            changes = self.in_area(area, "change") if area in fallen else []
            if all(question.side(value) >= 0 for _, question, value in changes):
                for at, question, value in changes:
                    if question.side(value) == 0:
                        yield self.named(at)

    # Accounts, dates, labels and coverage

    def no_account(self, reads: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for text, values in reads.items():
            if self.is_answered(text, values, None):
                ref = parse_ref(text, None)
                if ref:
                    yield self.named(At(Key(ref.record, ref.area), ref.question))

    def outside_period(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        start, end = first_day(self.case), last_day(self.case)
        for kind in self.pack.sections:
            period = [
                question
                for question in self.pack.questions[kind.id].values()
                if question.fact == "date" and question.in_period
            ]
            for record in self.case.of_type(kind.id):
                for question in period:
                    answer = record.answers.get(question.id)
                    day = answer.value if answer else None
                    if isinstance(day, date) and (is_before(day, start) or is_before(end, day)):
                        yield self.named(At(record.key, question.id))
                for child_day in self.child_dates(record.key):
                    if is_before(child_day, start) or is_before(end, child_day):
                        yield str(record.key), record_name(self.pack, record.key)

    def after_inspection(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        """Days of what had come about, after the last of the inspection: of questions that are asked, and of children.

        Of a child whose coming or leaving is a record of its own, `outside_period` asks.
        """
        end = last_day(self.case)
        types = self.pack.record_types
        apart = {key.label for key in self.case.records if types[key.record].register_date}
        for child in self.case.children:
            if child.label not in apart and any(is_before(end, day) for day in (child.arrived, child.left)):
                yield child.label, self.child(child.label)
        for record in self.case.records.values():
            for question in self.pack.questions[record.key.record].values():
                answer = record.answers.get(question.id)
                day = answer.value if answer and question.by_inspection else None
                asked = question.asked_when.items()
                if (
                    isinstance(day, date)
                    and is_before(end, day)
                    and all(self.is_answered(text, values, record.key) for text, values in asked)
                ):
                    yield self.named(At(record.key, question.id))

    def child_dates(self, key: Key) -> Iterator[date | str]:
        """The date in the child register that puts a child among those who came, or who left."""
        field = self.pack.record_types[key.record].register_date
        wanted = self.pack.record_types[key.record].register_when
        if not all(self.is_answered(text, values, key) for text, values in wanted.items()):
            return
        child = next((child for child in self.case.children if child.label == key.label), None)
        day = getattr(child, field) if child and field else None
        if day is not None:
            yield day

    def not_throughout(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        """Records of children who were here throughout of whom the register says otherwise."""
        children = {child.label: child for child in self.case.children}
        for kind in self.pack.sections:
            for record in self.case.of_type(kind.id) if kind.apart else ():
                child = children.get(record.key.label or "")
                if child and days_against_staying(self.case, child):
                    yield str(record.key), record_name(self.pack, record.key)

    def child_twice(self, _: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        for child in self.case.children:
            if (
                isinstance(child.arrived, date)
                and isinstance(child.left, date)
                and child.left < child.arrived
            ):
                yield child.label, self.child(child.label)
            kinds = [
                kind
                for kind in self.pack.sections
                if kind.labels == "child" and Key(kind.id, child.label) in self.case.records
            ]
            if any(kind.apart for kind in kinds) and len(kinds) > 1:
                yield child.label, self.child(child.label)

    def child(self, label: str) -> str:
        """How a sentence speaks of a child of the register; by the label alone where no section is of children."""
        kind = next((kind for kind in self.pack.sections if kind.labels == "child"), None)
        return record_name(self.pack, Key(kind.id, label)) if kind else label

    def area_not_covered(self, reads: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        if not reads or not self.pack.area_record:
            return
        for key in self.keys(self.pack.area_record):
            if all(self.is_answered(text, values, key) for text, values in reads.items()):
                yield str(key), record_name(self.pack, key)

    # Reading the evidence

    def keys(self, record: str) -> Iterable[Key]:
        return [evidence.key for evidence in self.evidence.records[record]]

    def is_answered(self, text: str, values: Iterable[str], key: Key | None) -> bool:
        ref = parse_ref(text, key.record if key else None)
        if ref is None:
            return False
        wanted = key if ref.own and key else Key(ref.record, ref.area)
        for record in self.evidence.records[ref.record]:
            if record.key == wanted:
                return record.values.get(ref.question, ABSENT) in values
        return False

    def question(self, at: At) -> Question:
        return self.pack.questions[at.key.record][at.question]

    def reason(self, at: At) -> str | None:
        """The line of reason that stands with an answer: it settles what a flag would ask."""
        answer = self.case.answer(at)
        return answer.reason if answer else None

    def named(self, at: At) -> tuple[str, str]:
        return str(at), f"“{question_name(self.pack, at)}”"
