"""The rules a case must keep to, told in one place for the case file, for changes and for the app."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from assistant.case.answers import AnswerReader, Tell
from assistant.case.header import (
    LABEL_FORM,
    LABEL_RIGHT,
    URN_FORM,
    URN_RIGHT,
    Baseline,
    Inspection,
    JudgementMade,
    Note,
    Seal,
)
from assistant.case.model import Answer
from assistant.document import Path, Tree
from assistant.pack import Pack, RecordType
from assistant.problems import one_of

_WORD = re.compile(r"[A-Z][a-z]+")


def is_before(day: date | str, other: date) -> bool:
    """Whether a day is before another; a month where it began before."""
    return day < other if isinstance(day, date) else f"{day}-01" < str(other)


class Checks:
    """Tells each breach of a rule to `add`, with a path under the one given. Nothing is returned but fitness."""

    def __init__(self, pack: Pack, add: Tell) -> None:
        self.pack, self.add = pack, add
        self.answers = AnswerReader(pack, add)

    def urn(self, urn: Tree, path: Path) -> None:
        """A home's unique reference number."""
        if urn is not None and not (isinstance(urn, str) and re.fullmatch(URN_FORM, urn)):
            shown = f"`{urn[:80]}`" if isinstance(urn, str) else "a list or mapping"
            self.add("case-urn", f"{shown} is not a unique reference number", URN_RIGHT, path)

    def label(self, kind: RecordType, label: Tree, path: Path) -> bool:
        """Whether a label has the form that its type of record takes."""
        if kind.labels == "child":
            fits = isinstance(label, str) and bool(re.fullmatch(LABEL_FORM, label))
            right = LABEL_RIGHT
        else:
            letter = kind.letter or "I"
            fits = isinstance(label, str) and bool(re.fullmatch(letter + r"[1-9][0-9]{0,3}", label))
            right = f"write {letter}1, {letter}2 and so on"
        if not fits:
            shown = f"`{label[:80]}` is not a label" if isinstance(label, str) else "the label is not text"
            what = f"a record of `{kind.id}` has no label" if label is None else shown
            self.add("case-label", what, right, path)
            if isinstance(label, str) and _WORD.search(label):
                what = f"`{label[:80]}` looks like a person's name"
                self.add("case-name-like", what, "use a label; names are kept nowhere in this program", path)
        return fits

    def area(self, area: str, path: Path, *, key: bool = False) -> bool:
        """Whether the framework has this area."""
        if area in self.pack.areas:
            return True
        what = f"there is no area `{area}`"
        self.add("case-unknown-area", what, one_of(area, list(self.pack.areas)), path, key=key)
        return False

    def question(self, kind: RecordType, label: str | None, name: str, path: Path) -> bool:
        """Whether the pack asks this question of this record."""
        area = label if kind.many == "each_area" else None
        questions = self.pack.questions[kind.id]
        if name in questions and self.pack.asks(questions[name], area):
            return True
        asked = [question.id for question in questions.values() if self.pack.asks(question, area)]
        if area and name in questions:
            what = f"`{name}` is not asked of the area `{area}`"
        else:
            what = f"`{kind.id}` has no question `{name}`"
        self.add("case-unknown-question", what, one_of(name, asked), path, key=True)
        return False

    def links(self, answer: Answer, notes: Collection[str], path: Path) -> None:
        """That the notes an answer points to are there."""
        for name, linked in (("supports", answer.supports), ("contradicts", answer.contradicts)):
            for note_id in linked:
                if note_id not in notes:
                    right = "point to the id of a note under `notes`"
                    self.add("case-unknown-note", f"there is no note `{note_id}`", right, (*path, name))

    def note(self, note: Note, path: Path) -> None:
        """A note's source and areas."""
        sources = [source.id for source in self.pack.evidence.sources]
        if note.source is not None and note.source not in sources:
            right = one_of(note.source, sources)
            self.add("case-unknown-source", f"there is no source `{note.source}`", right, (*path, "source"))
        for area in note.areas:
            self.area(area, (*path, "areas"))

    def section(self, name: str, path: Path) -> None:
        """That a section that is closed is one of those that repeat."""
        sections = [kind.id for kind in self.pack.sections]
        if name not in sections:
            what = f"`{name}` is not a section that repeats"
            self.add("case-unknown-section", what, one_of(name, sections), path)

    def seal(self, seal: Seal, path: Path) -> None:
        """The outcomes of a sealed view."""
        self.outcome(seal.judgement, list(self.pack.judgements), (*path, "judgement"))
        for area, evaluation in seal.areas.items():
            self.area(area, (*path, "areas", area), key=True)
            self.outcome(evaluation, list(self.pack.evaluations), (*path, "areas", area))

    def judgement(self, made: JudgementMade, path: Path) -> None:
        """The outcome that was decided."""
        self.outcome(made.decided, list(self.pack.judgements), (*path, "decided"))

    def outcome(self, name: str, known: Sequence[str], path: Path) -> None:
        """That an outcome is on its scale."""
        if name not in known:
            self.add("case-unknown-outcome", f"`{name}` is not on the scale", one_of(name, known), path)

    def inspection(self, dates: Inspection | None, path: Path) -> None:
        """That the inspection does not end before it starts."""
        if dates and dates.start and dates.end and dates.end < dates.start:
            what = f"the inspection ends on {dates.end}, before it starts on {dates.start}"
            self.add("case-dates", what, "give the end the day of the start or a later one", (*path, "end"))

    def baseline(self, base: Baseline | None, path: Path) -> None:
        """That the baseline used has a date."""
        if base and base.used != "none" and base.date_used() is None:
            what = f"the baseline used is `{base.used}`, which has no date"
            right = f"give the date of `{base.used}`, or write `used: none`"
            self.add("case-unknown-inspection", what, right, (*path, "used"))

    def grade(self, base: Baseline | None, path: Path) -> None:
        """Asks about a grade that is none of the pack's: the report gives it as it is written."""
        known = self.pack.dates.grades
        if base and base.grade and known and base.grade.casefold() not in map(str.casefold, known):
            what = f"`{base.grade[:80]}` is no grade of a full inspection; is this right?"
            right = f"{one_of(base.grade, known)}; the report gives it word for word"
            self.add("case-odd-grade", what, right, (*path, "grade"))

    def order(self, base: Baseline | None, dates: Inspection | None, path: Path) -> None:
        """That what the inspection compares with was before its first day; `path` is the baseline's."""
        start = dates.start if dates else None
        for name, called in (("last_full_inspection", "last full"), ("last_inspection", "last")):
            day = getattr(base, name, None)
            if start and day and not is_before(day, start):
                what = f"the {called} inspection, {day}, is not before this one's first day, {start}"
                right = f"give the day or month of an inspection before {start}, or the right first day"
                self.add("case-dates", what, right, (*path, name))

    def twice(self, names: Iterable[str], code: str, path: Path, inner: str) -> None:
        """That no name in a list stands a second time."""
        seen: set[str] = set()
        for number, name in enumerate(names):
            if name in seen:
                self.add(code, f"`{name}` stands twice", "give each its own", (*path, number, inner))
            seen.add(name)
