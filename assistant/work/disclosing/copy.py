"""What a disclosure copy says of one case: as it stands, and what happened to it; of a child, what is told of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from assistant.case import Answer, At, Case, Key, Note
from assistant.case.reporting import Told
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning.phrases import question_name, said
from assistant.store import Ledger, Standing, mentions, standing_of
from assistant.store.codec import to_json
from assistant.store.kinds import Exported, Happening, Opened
from assistant.work.chronicle import Entry, chronicle
from assistant.work.disclosing.beside import concluded, inspected_before, reported, reviewed, timed
from assistant.work.disclosing.blacking import Blackout, speaks_of
from assistant.work.keeping import pack_of


class Copy:
    """What the store holds of one case, or of one child in it."""

    def __init__(
        self,
        ledger: Ledger,
        case_id: str,
        label: str | None,
        at_hand: Pack,
        labels: set[str],
        terms: Iterable[str],
    ) -> None:
        """Read the case. Raises `Refused`."""
        self.case_id, self.label = case_id, label
        self.entries = chronicle(ledger, case_id, at_hand)
        self.standing: Standing | None
        try:
            self.standing = standing_of([entry.event for entry in self.entries])
            self.pack = pack_of(ledger, self.standing, at_hand)
        except Refused:
            self.standing, self.pack = None, at_hand
        others = (_children(_happenings(self.entries), self.pack) - {label}) if label else set()
        self.black = Blackout(labels | others, terms)
        self.note_ids = self._notes_of_child()
        told = mentions(self.standing, label) if self.standing and label else ()
        self.mentioned = frozenset(event.sequence for event in told)
        """The numbers of the events that name the child."""

    def lines(self) -> list[str]:
        """The lines of the copy."""
        found = [f"## Case {self.case_id}", ""]
        if self.standing is None:
            found.append("What the case said was erased; its history says by whom and why.")
        else:
            for part in (self._facts, self._answers, self._notes, self._views, self._beside):
                found.extend(part(self.standing.case))
        found += ["", "### History", ""]
        for entry in self.entries:
            if self._is_of_child(entry):
                found.extend(self._entry(entry))
        return [self.black(line) for line in found]

    # ---------------------------------------------------------------- as it stands

    def _facts(self, case: Case) -> Iterator[str]:
        yield f"Home: {case.urn or 'no reference number given'}"
        dates = case.inspection
        if dates and dates.start:
            by = f", by {dates.inspector}" if dates.inspector else ""
            yield f"Inspection: {dates.start}" + (f" to {dates.end}" if dates.end else "") + by
        if case.baseline and self.label is None:
            yield from inspected_before(case.baseline)
        for child in case.children:
            if self.label in (None, child.label):
                came = f", arrived {child.arrived}" if child.arrived else ""
                left = f", left {child.left}" if child.left else ""
                yield f"Child {child.label}: in the register{came}{left}"

    def _answers(self, case: Case) -> Iterator[str]:
        found = [
            (At(key, name), answer)
            for key, record in case.records.items()
            for name, answer in record.answers.items()
            if self._is_of(key, answer)
        ]
        if found:
            yield from ("", "### Answers", "")
        for at, answer in found:
            yield f"- {self._said(at, answer)}"
            if answer.state == "answered" and answer.reason:
                yield f"  Reason: {_one_line(answer.reason)}"
            for way in ("supports", "contradicts"):
                if notes := getattr(answer, way):
                    yield f"  Notes that {'speak for' if way == 'supports' else 'speak against'} it: {', '.join(notes)}"

    def _notes(self, case: Case) -> Iterator[str]:
        found = [note for note in case.notes if self.label is None or note.id in self.note_ids]
        if found:
            yield from ("", "### Notes", "")
        for note in found:
            yield f"- {_note_head(note)}: {_one_line(note.text)}"

    def _views(self, case: Case) -> Iterator[str]:
        views = [*concluded(case, self.pack), *(reviewed(self.standing) if self.standing else ())]
        found = [(name, text) for name, text in views if self.label is None or speaks_of(text, self.label)]
        if found:
            yield from ("", "### Views", "")
        for name, text in found:
            yield f"- {name}: {_one_line(text)}"

    def _beside(self, case: Case) -> Iterator[str]:
        told = {name: json.dumps(value, ensure_ascii=False) for name, value in case.reserved.items()}
        if case.about:
            told = {"about": case.about, **told}
        for name in get_args(Told):
            if text := getattr(case, name):
                told[f"report, {name.replace('_', ' ')}"] = text
        lines = [
            *told.items(),
            *((f"report, {one.at}", one.text) for one in case.passages),
            *reported(case),
            *timed(case),
        ]
        found = [(name, text) for name, text in lines if self.label is None or speaks_of(text, self.label)]
        if found:
            yield from ("", "### Beside", "")
        for name, text in found:
            yield f"- {name}: {_one_line(text)}"

    # ---------------------------------------------------------------- what happened

    def _entry(self, entry: Entry) -> Iterator[str]:
        row = entry.event.row
        taken_back = " (taken back)" if entry.is_undone else ""
        yield f"- {row.at[:16].replace('T', ' ')} UTC, {row.actor}: {_one_line(entry.says)}{taken_back}"
        happened = entry.event.happened
        if isinstance(happened, Opened):
            yield from self._at_first(happened.case)
        elif happened is not None and not isinstance(happened, Exported):
            # Where on whose disk a file was written is nothing of a child's.
            yield from self._in_full(happened, entry.says)

    def _in_full(self, happened: Happening, says: str) -> Iterator[str]:
        for text in _typed(to_json(happened)):
            if " ".join(text.split()) not in says:
                yield f"  In full: {_one_line(text)}"

    def _at_first(self, case: Case) -> Iterator[str]:
        """What the case said when it was opened and no longer says so."""
        now = self.standing.case if self.standing else None
        for key, record in case.records.items():
            for name, answer in record.answers.items():
                at = At(key, name)
                if self._is_of(key, answer) and (now is None or now.answer(at) != answer):
                    reason = f" ({_one_line(answer.reason)})" if answer.reason else ""
                    yield f"  It said: {self._said(at, answer)}{reason}"
        for note in case.notes:
            is_of = self.label is None or note.id in self.note_ids
            if is_of and (now is None or now.note(note.id) != note):
                yield f"  It said: {_note_head(note)}: {_one_line(note.text)}"

    def _is_of_child(self, entry: Entry) -> bool:
        happened = entry.event.happened
        if self.label is None or happened is None or isinstance(happened, Opened):
            return True
        if entry.event.sequence in self.mentioned:
            return True
        content = to_json(happened)
        if content.get("note_id") in self.note_ids or (content.get("note") or {}).get("id") in self.note_ids:
            return True
        return any(speaks_of(text, self.label) for text in _typed(content))

    def _said(self, at: At, answer: Answer) -> str:
        """What was said to a question; one that the pack no longer asks is named by its place in the case."""
        question = self.pack.questions.get(at.key.record, {}).get(at.question)
        if question is not None:
            return f"{question_name(self.pack, at)} {_one_line(said(question, answer))}"
        value = answer.value if answer.state == "answered" else f"{answer.state}: {answer.reason}"
        return f"{at}: {_one_line(str(value))}"

    # ---------------------------------------------------------------- what is the child's

    def _is_of(self, key: Key, answer: Answer) -> bool:
        if self.label is None or key.label == self.label:
            return True
        if answer.reason and speaks_of(answer.reason, self.label):
            return True
        return isinstance(answer.value, str) and speaks_of(answer.value, self.label)

    def _notes_of_child(self) -> set[str]:
        """The ids of the notes that are of the child, or speak of it, now or at any time."""
        if self.label is None:
            return set()
        notes = list(_every_note(self.entries))
        found = {note.id for note in notes if note.child == self.label or speaks_of(note.text, self.label)}
        if self.standing:
            for key, record in self.standing.case.records.items():
                if key.label == self.label:
                    for answer in record.answers.values():
                        found |= {*answer.supports, *answer.contradicts}
        return found


def _happenings(entries: list[Entry]) -> Iterator[Any]:
    """What each event that may be read tells."""
    return (entry.event.happened for entry in entries if entry.event.happened is not None)


def _every_note(entries: list[Entry]) -> Iterator[Note]:
    """Every note in every form it had."""
    for happened in _happenings(entries):
        if isinstance(happened, Opened):
            yield from happened.case.notes
        elif isinstance(getattr(happened, "note", None), Note):
            yield happened.note


def _children(happenings: Iterable[Any], pack: Pack) -> set[str]:
    """The labels of every child that a case ever told of."""
    found: set[str | None] = set()
    for happened in happenings:
        if isinstance(happened, Opened):
            case = happened.case
            found |= {child.label for child in case.children} | {note.child for note in case.notes}
            found |= {key.label for key in case.records if _is_child(key, pack)}
            continue
        child, note = getattr(happened, "child", None), getattr(happened, "note", None)
        found |= {getattr(child, "label", None), getattr(note, "child", None)}
        at, key = getattr(happened, "at", None), getattr(happened, "key", None)
        for one in (getattr(at, "key", None), key):
            if isinstance(one, Key) and _is_child(one, pack):
                found.add(one.label)
    return {label for label in found if label}


def _is_child(key: Key, pack: Pack) -> bool:
    kind = pack.record_types.get(key.record)
    # A type that the pack no longer has might hold children: better a label too much.
    return key.added and (kind is None or kind.labels == "child")


def _typed(content: Any) -> Iterator[str]:
    """The texts in what an event tells that hold more than one word."""
    match content:
        case str() if " " in content.strip() or "\n" in content:
            yield content
        case dict():
            for value in content.values():
                yield from _typed(value)
        case list():
            for value in content:
                yield from _typed(value)


def _note_head(note: Note) -> str:
    told = [note.id, str(note.date or ""), note.source or "", f"child {note.child}" if note.child else ""]
    return ", ".join(part for part in told if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
