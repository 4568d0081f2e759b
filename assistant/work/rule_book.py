"""The rule base as a book: its rules, paragraphs and questions, found by words, and what leads from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.pack import (
    Answers,
    CountFindings,
    EvaluationRule,
    FindingRule,
    Pack,
    Ref,
    Rule,
    parse_ref,
)
from assistant.pack.properties import Property
from assistant.reasoning.phrases import concludes, conditions, first_up, say_of_any

Kind = Literal["rule", "paragraph", "question"]
_STAGES = ("finding", "evaluation", "judgement", "case_review")
"""One reads what those before it concluded."""


class Entry(NamedTuple):
    """Something that can be read in the book; a question is named `leaver.planning`."""

    kind: Kind
    id: str


class Chapter(NamedTuple):
    """Entries that stand under one heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What a pack holds to be read, ready to be found by words as they are typed. Says nothing of any case."""

    pack: Pack
    chapters: Mapping[Kind, tuple[Chapter, ...]]
    """Rules stage by stage, and all else in the order of the pack's files."""
    texts: Mapping[Entry, str]
    """What each entry is found by."""
    citing: Mapping[str, tuple[Entry, ...]]
    """For each paragraph that is cited the rules and questions that cite it."""
    reading: Mapping[str, tuple[Entry, ...]]
    """For each question that is read the rules that read it."""

    @classmethod
    def of(cls, pack: Pack) -> Book:
        """The book of a pack. Pure."""
        citing: dict[str, list[Entry]] = {}
        reading: dict[str, list[Entry]] = {}
        texts: dict[Entry, str] = {}
        for rule in pack.rules:
            entry = Entry("rule", rule.id)
            texts[entry] = _rule_text(pack, rule)
            for cited in rule.cites:
                citing.setdefault(cited, []).append(entry)
            for read in questions_read(pack, rule):
                reading.setdefault(read, []).append(entry)
        for record, questions in pack.questions.items():
            for name, question in questions.items():
                entry = Entry("question", f"{record}.{name}")
                area = f"area:{pack.area_of(record)}"
                said = (entry.id, question.ask, question.why, area, *question.labels.values())
                texts[entry] = _found_by(pack, said, question.cites)
                for cited in question.cites:
                    citing.setdefault(cited, []).append(entry)
        for number, paragraph in pack.paragraphs.items():
            texts[Entry("paragraph", number)] = _found_by(pack, (paragraph.says,), (number,))
        return cls(pack, _chapters(pack), texts, _fixed(citing), _fixed(reading))

    def with_words(self, kind: Kind, words: str) -> tuple[Chapter, ...]:
        """The chapters with those entries that hold every one of these words, or parts of words.

        Beside words: an id, `§19.2/leavers`, `area:protection`, `basis:framework`, `stage:judgement`.
        """
        wanted = words.casefold().split()
        found = (
            Chapter(heading, tuple(one for one in entries if all(word in self.texts[one] for word in wanted)))
            for heading, entries in self.chapters[kind]
        )
        return tuple(chapter for chapter in found if chapter.entries)

    def count(self, kind: Kind) -> int:
        """How many entries there are of a kind."""
        return sum(len(chapter.entries) for chapter in self.chapters[kind])

    def parts(self, paragraph: str) -> tuple[Entry, ...]:
        """The paragraphs that are part of one."""
        return tuple(
            Entry("paragraph", one.id) for one in self.pack.paragraphs.values() if one.part_of == paragraph
        )


def questions_read(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The questions that a rule's conditions read, as `record.question`, each once."""
    if isinstance(rule, FindingRule):
        refs = [parse_ref(text, rule.record) for text in (*rule.when, *rule.unless)]
    else:
        answers = (one.answers for one in (*rule.when, *rule.unless) if isinstance(one, Answers))
        refs = [parse_ref(text, pack.area_record) for each in answers for text in each]
    return tuple(dict.fromkeys(_name(ref) for ref in refs if ref))


def owed(pack: Pack, rule: Rule) -> tuple[Property, ...]:
    """The properties that speak of a rule: of every rule's effect, or of its findings or its name in what they count."""
    return tuple(one for one in pack.properties if one.kind == "alive" or _speaks_of(pack, one, rule))


def _speaks_of(pack: Pack, one: Property, rule: Rule) -> bool:
    if not isinstance(rule, FindingRule):
        return False
    areas = areas_of(pack, rule)
    counts = (
        each.findings for each in (*one.when, *one.unless, *one.then) if isinstance(each, CountFindings)
    )
    return any(counted.takes(rule, area) for counted in counts for area in areas)


def areas_of(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The areas that a finding or an evaluation can speak of; none for a rule of a later stage."""
    match rule:
        case FindingRule():
            return (rule.find.area,) if rule.find.area else tuple(pack.areas)
        case EvaluationRule():
            return tuple(pack.areas) if rule.area == ("each",) else rule.area
        case _:
            return ()


def _name(ref: Ref) -> str:
    return f"{ref.record}.{ref.question}"


def _rule_text(pack: Pack, rule: Rule) -> str:
    when, unless = conditions(pack, rule)
    areas = areas_of(pack, rule)
    told = (
        rule.id,
        say_of_any(pack, rule),
        rule.why,
        concludes(pack, rule),
        *when,
        *unless,
        *(pack.areas[area].label for area in areas),
        *(f"area:{area}" for area in areas),
        f"basis:{rule.basis}",
        f"stage:{rule.stage}",
    )
    return _found_by(pack, told, rule.cites)


def _found_by(pack: Pack, told: Iterable[str], cites: Iterable[str]) -> str:
    paragraphs = (f"§{number} {pack.paragraphs[number].title}" for number in cites)
    return "\n".join((*told, *paragraphs)).casefold()


def _chapters(pack: Pack) -> dict[Kind, tuple[Chapter, ...]]:
    rules: dict[str, list[Entry]] = {}
    for rule in sorted(pack.rules, key=lambda rule: _STAGES.index(rule.stage)):
        rules.setdefault(_chapter_of(pack, rule), []).append(Entry("rule", rule.id))
    paragraphs: dict[str, list[Entry]] = {}
    for number in pack.paragraphs:
        paragraphs.setdefault(_heading_of(pack, number), []).append(Entry("paragraph", number))
    questions = {
        pack.record_types[record].plural: [Entry("question", f"{record}.{name}") for name in asked]
        for record, asked in pack.questions.items()
        if asked
    }
    return {
        "rule": tuple(_each(rules)),
        "paragraph": tuple(_each(paragraphs)),
        "question": tuple(_each(questions)),
    }


def _chapter_of(pack: Pack, rule: Rule) -> str:
    if isinstance(rule, FindingRule):
        return f"Findings: {pack.record_types[rule.record].plural}"
    return rule.stage.replace("_", " ")


def _heading_of(pack: Pack, number: str) -> str:
    """The section that a paragraph stands in, or what is used from beside it."""
    paragraph = pack.paragraphs[number]
    return pack.framework.section if paragraph.core else "From beside it"


def _each(found: Mapping[str, Iterable[Entry]]) -> Iterator[Chapter]:
    return (Chapter(first_up(heading), tuple(entries)) for heading, entries in found.items())


def _fixed(found: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {name: tuple(entries) for name, entries in found.items()}
