"""Asks whether an answer or a change is right for the pack, by the rules and in the words of the case file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from assistant.case import changes as c
from assistant.case.checks import Checks
from assistant.case.model import Answer, At, Case, Key
from assistant.case.reporting import HistoryTold, PassageWritten, ReportTold
from assistant.case.write import answer_tree, fields_tree
from assistant.document import NOT_TEXT, Path, Tree, field_name
from assistant.document.fields import LONGEST, Strict
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where, one_of


def answer_problems(pack: Pack, case: Case, at: At, answer: Answer) -> tuple[Problem, ...]:
    """What is wrong with an answer, warnings too; the field of each problem begins with the question's place.

    An answer without a problem of severity `error` can be written and is read back as it is.
    """
    valid = _Valid(pack, case)
    valid.answer(at, answer)
    return tuple(valid.problems)


def change_problems(pack: Pack, case: Case, change: c.Change) -> tuple[Problem, ...]:
    """What is wrong with a change to the case, warnings too.

    After a change without a problem of severity `error`, the case can be written and is read back as it is.
    """
    try:
        c.apply(case, change)
    except Refused as refused:
        return refused.problems
    valid = _Valid(pack, case)
    valid.change(change)
    return tuple(valid.problems)


class _Valid:
    def __init__(self, pack: Pack, case: Case) -> None:
        self.pack, self.case = pack, case
        self.problems: list[Problem] = []
        self.checks = Checks(pack, self.add)

    def add(self, code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        del key  # a change has no place in a text
        self.problems.append(Problem(code, what, right, Where(field=field_name(path) or None)))

    def change(self, change: c.Change) -> None:
        match change:
            case c.Answered(at, answer):
                self.answer(at, answer)
            case c.NoteAdded(note) | c.NoteChanged(note):
                self.printable(note, (note.id,))
                self.checks.note(note, (note.id,))
            case c.RecordAdded(key):
                self.added(key)
            case c.SectionCompleted(section) | c.SectionSampled(section):
                self.checks.section(section, ())
            case c.BaselineSet(baseline):
                self.printable(baseline, ("baseline",))
                self.checks.baseline(baseline, ("baseline",))
                self.checks.order(baseline, self.case.inspection, ("baseline",))
            case c.InspectionSet(inspection):
                self.checks.inspection(inspection, ("inspection",))
                self.checks.order(self.case.baseline, inspection, ("baseline",))
            case c.HomeUrnSet(urn):
                self.checks.urn(urn, ("home", "urn"))
            case c.Sealed(seal):
                self.printable(seal, ("sealed",))
                self.checks.seal(seal, ("sealed",))
            case c.JudgementRecorded(judgement):
                self.printable(judgement, ("judgement",))
                self.checks.judgement(judgement, ("judgement",))
            case ReportTold() | HistoryTold() | PassageWritten():
                self.reporting(change)
            case _:
                pass  # the others name only what the case already holds

    def reporting(self, change: ReportTold | HistoryTold | PassageWritten) -> None:
        """What is told for the report alone."""
        match change:
            case ReportTold(field=field, text=text) if text is not None:
                self.text(text, (field,))
                if not text.strip() or len(text) > LONGEST:
                    what = f"this is not a text of 1 to {LONGEST} characters"
                    self.add("shape-bad-value", what, "write it in some sentences, or take it back", (field,))
            case HistoryTold(history=history):
                for number, one in enumerate(history):
                    self.printable(one, ("history", number))
            case PassageWritten(passage=passage):
                self.printable(passage, ("passages", passage.at))
            case _:
                pass  # what is taken back says nothing

    def answer(self, at: At, answer: Answer) -> None:
        path: Path = (str(at),)
        if not self.key(at.key):
            return
        kind = self.pack.record_types[at.key.record]
        if not self.checks.question(kind, at.key.label, at.question, path):
            return
        said = answer_tree(answer)
        self.text(said, path)
        before = len(self.problems)
        read = self.checks.answers.read(self.pack.questions[kind.id][at.question], said, path)
        if read is not None and read != answer and before == len(self.problems):
            right = "give an answer its value, and `uncertain` and `not applicable` their reason alone"
            self.add("case-answer-form", "the answer says two things at once", right, path)
        self.checks.links(answer, {note.id for note in self.case.notes}, path)

    def added(self, key: Key) -> None:
        """A record that is added: its label, and a warning where the register does not know the child."""
        registered = any(child.label == key.label for child in self.case.children)
        if self.key(key) and self.pack.record_types[key.record].labels == "child" and not registered:
            right = "register the child with the dates of arrival and leaving"
            self.add(
                "case-label-unregistered",
                f"`{key.label}` is not in the child register",
                right,
                (str(key),),
            )

    def key(self, key: Key) -> bool:
        """Whether the pack knows such a record, and its label is of the form it takes."""
        kind = self.pack.record_types.get(key.record)
        path: Path = (str(key),)
        if kind is None:
            right = one_of(key.record, list(self.pack.record_types))
            self.add("case-unknown-record-type", f"there is no type of record `{key.record}`", right, path)
            return False
        if kind.many == "each_area":
            return self.checks.area(key.label or "", path)
        if kind.many == "many":
            return self.checks.label(kind, key.label, path)
        if key.label is not None:
            self.add("case-record-count", f"`{kind.id}` holds one record", "leave the label out", path)
        return key.label is None

    def printable(self, model: Strict | None, path: Path) -> None:
        """That no text of a part of the head holds a character that no file may hold."""
        if model is not None:
            self.text(fields_tree(model), path)

    def text(self, value: Tree, path: Path) -> None:
        for at, text in _texts(value, path):
            if found := NOT_TEXT.search(text):
                what = f"the text holds the character U+{ord(found.group()):04X}"
                right = "take the character out; any printed text, tabs and line breaks may stand"
                self.add("file-control-character", what, right, at)


def _texts(value: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case None:
            return
        case str():
            yield path, value
        case list():
            for number, inner in enumerate(value):
                yield from _texts(inner, (*path, number))
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, (*path, key))
        case _:
            assert_never(value)
