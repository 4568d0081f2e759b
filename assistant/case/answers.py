"""Reads one answer of a case file in any of its forms, and says what would be right where it is in none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from assistant.case.model import Answer, Value
from assistant.document import Path, Tree
from assistant.pack import Pack, Question

_LONG = frozenset({"answer", "uncertain", "not_applicable", "supports", "contradicts", "reason", "marks"})
_STATES = ("answer", "uncertain", "not_applicable")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_COUNT = re.compile(r"[0-9]{1,6}")


class AnswerReader:
    """Reads answers, telling each problem to `add(code, what, right, path)`."""

    def __init__(self, pack: Pack, add: Callable[[str, str, str, Path], None]) -> None:
        self.pack, self.add = pack, add

    def read(self, question: Question, said: Tree, path: Path) -> Answer | None:
        """The answer written at `path`, or None after telling what is wrong with it."""
        if not isinstance(said, dict) or (question.fact == "months" and not _LONG & said.keys()):
            value = self.value(question, said, path)
            return self.with_reason(question, Answer("answered", value), path) if value is not None else None
        return self.long_form(question, said, path)

    def long_form(self, question: Question, said: dict[str, Tree], path: Path) -> Answer | None:
        """`{answer: poor, supports: [n1]}`, `{uncertain: why}` or `{not_applicable: why}`."""
        for name in said.keys() - _LONG:
            self.add(
                "shape-unknown-field",
                f"an answer has no field `{name}`",
                "use one of: " + ", ".join(sorted(_LONG)),
                (*path, name),
            )
            return None
        given = [name for name in _STATES if said.get(name) is not None]
        if len(given) != 1:
            self.add(
                "case-answer-form",
                f"`{question.id}` is answered in {len(given)} ways at once"
                if given
                else f"`{question.id}` has no answer",
                "write exactly one of `answer`, `uncertain` or `not_applicable`",
                path,
            )
            return None
        notes = {
            name: self.names(said.get(name), (*path, name)) for name in ("supports", "contradicts", "marks")
        }
        known = [mark.id for mark in self.pack.evidence.marks]
        for mark in notes["marks"]:
            if mark not in known:
                self.add(
                    "case-unknown-mark",
                    f"there is no mark `{mark}`",
                    "use one of: " + ", ".join(known),
                    (*path, "marks"),
                )
        reason = self.text(said.get("reason"), (*path, "reason"))
        state = given[0]
        if state == "answer":
            value = self.value(question, said["answer"], (*path, "answer"))
            answer = Answer(
                "answered", value, reason, notes["supports"], notes["contradicts"], notes["marks"]
            )
            return self.with_reason(question, answer, path) if value is not None else None
        why = self.text(said[state], (*path, state))
        if why is None:
            return None
        if state == "not_applicable" and question.not_applicable is None:
            self.add(
                "case-not-applicable",
                f"`{question.id}` always applies",
                "answer it, or write `uncertain` with a note",
                (*path, state),
            )
            return None
        return Answer(
            "uncertain" if state == "uncertain" else "not_applicable",
            None,
            why,
            notes["supports"],
            notes["contradicts"],
            notes["marks"],
        )

    def with_reason(self, question: Question, answer: Answer, path: Path) -> Answer:
        """The answer; where it needs a line of reason and has none, that is told too."""
        chosen = next((choice for choice in question.answers if choice.id == answer.value), None)
        if chosen is not None and chosen.reason and not answer.reason:
            self.add(
                "case-reason-missing",
                f"`{question.id}: {chosen.id}` has no reason",
                f"write `{{answer: {chosen.id}, reason: because …}}`",
                path,
            )
        return answer

    def value(self, question: Question, said: Tree, path: Path) -> Value | None:
        """The value of an answer by the question's kind."""
        if question.kind != "fact":
            known = [answer.id for answer in question.answers]
            if isinstance(said, str) and said in known:
                return said
            shown = f"`{said[:80]}`" if isinstance(said, str) else "what is written here"
            self.add(
                "case-unknown-answer",
                f"{shown} is no answer to `{question.id}`",
                "use one of: " + ", ".join(known),
                path,
            )
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
                    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
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
        self.add(
            "shape-wrong-type",
            f"`{question.id}` cannot hold what is written here",
            right[question.fact or "text"],
            path,
        )
        return None

    def months(self, said: dict[str, Tree], path: Path) -> Value | None:
        """Counts by month, in the order of the months."""
        found: list[tuple[str, int]] = []
        for month, count in said.items():
            if not _MONTH.fullmatch(month):
                self.add("shape-bad-date", f"`{month}` is not a month", "write it as 2019-03", (*path, month))
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
        self.add("case-answer-form", "this is not a line of text", "write one line that says why", path)
        return None
