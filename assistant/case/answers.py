"""Reads one answer of a case file in any of its forms, and says what would be right where it is in none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Protocol

from assistant.case.model import Answer, Value
from assistant.document import Path, Tree
from assistant.pack import Pack, Question
from assistant.problems import one_of

_LONG = frozenset({"answer", "uncertain", "not_applicable", "supports", "contradicts", "reason", "marks"})
_STATES = ("answer", "uncertain", "not_applicable")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_COUNT = re.compile(r"[0-9]{1,6}")


class Tell(Protocol):
    """Takes a problem with its code, what is wrong, what would be right and the path to it."""

    def __call__(self, code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        """Keeps the problem; with `key` its place is the key at `path`, not the value."""


class AnswerReader:
    """Reads answers, telling each problem to `add(code, what, right, path)`."""

    def __init__(self, pack: Pack, add: Tell) -> None:
        self.pack, self.add = pack, add

    def read(self, question: Question, said: Tree, path: Path) -> Answer | None:
        """The answer written at `path`, or None after telling what is wrong with it."""
        if not isinstance(said, dict) or (question.fact == "months" and not _LONG & said.keys()):
            value = self.value(question, said, path)
            return self.with_reason(question, Answer("answered", value), path) if value is not None else None
        return self.long_form(question, said, path)

    def long_form(self, question: Question, said: dict[str, Tree], path: Path) -> Answer | None:
        """`{answer: poor, supports: [n1]}`, `{uncertain: why}` or `{not_applicable: why}`."""
        unknown = [name for name in said if name not in _LONG]
        for name in unknown:
            right = one_of(name, sorted(_LONG))
            self.add(
                "shape-unknown-field", f"an answer has no field `{name}`", right, (*path, name), key=True
            )
        given = [name for name in _STATES if said.get(name) is not None]
        if len(given) != 1 or unknown:
            if len(given) > 1 or not unknown:
                ways = " and ".join(f"`{name}`" for name in given)
                what = f"is answered by {ways} at once" if given else "has no answer in it"
                right = "write exactly one of `answer`, `uncertain` and `not_applicable`"
                self.add("case-answer-form", f"`{question.id}` {what}", right, path)
            return None
        answer = self.state(question, given[0], said, path)
        if answer is None:
            return None
        return replace(
            answer,
            supports=self.names(said.get("supports"), (*path, "supports")),
            contradicts=self.names(said.get("contradicts"), (*path, "contradicts")),
            marks=self.marks(said.get("marks"), (*path, "marks")),
        )

    def state(self, question: Question, state: str, said: dict[str, Tree], path: Path) -> Answer | None:
        """What was said, without the notes and marks that stand with it."""
        reason = self.text(said.get("reason"), (*path, "reason"))
        if state == "answer":
            value = self.value(question, said["answer"], (*path, "answer"))
            if value is None:
                return None
            return self.with_reason(question, Answer("answered", value, reason), path)
        if reason is not None:
            right = f"write it after `{state}`, which takes the reason itself"
            self.add("case-answer-form", f"`reason` beside `{state}`", right, (*path, "reason"), key=True)
            return None
        why = self.text(said[state], (*path, state))
        if why is None:
            return None
        if state == "uncertain":
            return Answer("uncertain", None, why)
        if question.not_applicable is None:
            right = "answer it, or write `uncertain` with a note"
            self.add(
                "case-not-applicable", f"`{question.id}` always applies", right, (*path, state), key=True
            )
            return None
        return Answer("not_applicable", None, why)

    def marks(self, said: Tree, path: Path) -> tuple[str, ...]:
        """The marks on an answer, of those the pack lists."""
        known = [mark.id for mark in self.pack.evidence.marks]
        marks = self.names(said, path)
        for mark in marks:
            if mark not in known:
                self.add("case-unknown-mark", f"there is no mark `{mark}`", one_of(mark, known), path)
        return marks

    def with_reason(self, question: Question, answer: Answer, path: Path) -> Answer:
        """The answer; where it needs a line of reason and has none, that is told too."""
        chosen = next((choice for choice in question.answers if choice.id == answer.value), None)
        if chosen is not None and chosen.reason and not answer.reason:
            right = f"write `{{answer: {chosen.id}, reason: because …}}`"
            self.add("case-reason-missing", f"`{question.id}: {chosen.id}` has no reason", right, path)
        return answer

    def value(self, question: Question, said: Tree, path: Path) -> Value | None:
        """The value of an answer by the question's kind."""
        if question.kind != "fact":
            known = [answer.id for answer in question.answers]
            if isinstance(said, str) and said in known:
                return said
            shown = f"`{said[:80]}`" if isinstance(said, str) else "what is written here"
            right = one_of(said, known)
            self.add("case-unknown-answer", f"{shown} is not an answer to `{question.id}`", right, path)
            return None
        return self.fact(question, said, path)

    def fact(self, question: Question, said: Tree, path: Path) -> Value | None:
        """A date, count, text or counts by month."""
        match question.fact, said:
            case "text", str() if said.strip():
                return said
            case "count", str() if _COUNT.fullmatch(said):
                return int(said)
            case "date", str():
                try:
                    if _DAY.fullmatch(said):
                        return date.fromisoformat(said)
                except ValueError:
                    pass
                self.add("shape-bad-date", f"`{said[:80]}` is not a date", "write it as 2019-03-05", path)
                return None
            case "months", dict():
                return self.months(said, path)
        right = {
            "text": "write some text",
            "count": "write a whole number from 0 to 999999",
            "date": "write it as 2019-03-05",
            "months": "write a count for each month, as {2019-01: 3, 2019-02: 0}",
        }
        what = f"`{question.id}` cannot be " + (
            f"`{said[:80]}`" if isinstance(said, str) else "a list or mapping"
        )
        self.add("shape-wrong-type", what, right[question.fact or "text"], path)
        return None

    def months(self, said: dict[str, Tree], path: Path) -> Value | None:
        """Counts by month, in the order of the months."""
        found: list[tuple[str, int]] = []
        for month, count in said.items():
            if not _MONTH.fullmatch(month):
                self.add(
                    "shape-bad-date",
                    f"`{month[:80]}` is not a month",
                    "write it as 2019-03",
                    (*path, month),
                    key=True,
                )
            elif not isinstance(count, str) or not _COUNT.fullmatch(count):
                self.add(
                    "shape-wrong-type",
                    f"the count for {month} is not a number",
                    "write a whole number from 0 to 999999",
                    (*path, month),
                )
            else:
                found.append((month, int(count)))
        return tuple(sorted(found)) if len(found) == len(said) else None

    def names(self, said: Tree, path: Path) -> tuple[str, ...]:
        """A list of ids, or one without brackets."""
        if said is None:
            return ()
        listed = [said] if isinstance(said, str) else said
        if isinstance(listed, list) and all(isinstance(name, str) for name in listed):
            return tuple(str(name) for name in listed)
        self.add("shape-wrong-type", "this is not a list of ids", "write a list, such as [n1, n2]", path)
        return ()

    def text(self, said: Tree, path: Path) -> str | None:
        """A line of text that is not empty; None where there is none or it is of another type."""
        if said is None or (isinstance(said, str) and said.strip()):
            return said if isinstance(said, str) else None
        what = f"`{path[-1]}` holds no text"
        self.add("case-answer-form", what, "write a line that says why", path)
        return None
