"""What a line means: one of the words that the interview knows, or an answer to the question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeVar

from assistant.pack import Outcome, Question
from assistant.pack.knowledge import AnswerChoice
from assistant.problems import Problem, Refused, one_of

Choice = TypeVar("Choice")
_DIGITS = 6
"""Of a longer number nothing is looked for: no list of choices is so long."""


class Word(NamedTuple):
    """A word that the interview knows."""

    name: str
    takes: Literal["nothing", "text", "maybe"]
    """Whether a text follows it; where one may, it is asked for if it is not there."""
    help: str


WORDS = (
    Word("u", "maybe", "u TEXT: uncertain, looked at and not settled; the text says why."),
    Word("x", "maybe", "x TEXT: does not apply; the text says why."),
    Word("because", "maybe", "because TEXT: the reason of the answer there is."),
    Word("clear", "nothing", "clear: takes the answer back; its notes stay."),
    Word("n", "maybe", "n TEXT: a note that supports the answer. n (child, 2019-03-05) TEXT names its source, its day or both."),
    Word("c", "maybe", "c TEXT: a note that contradicts the answer."),
    Word("note", "maybe", "note TEXT: a note that is linked to nothing yet. note (child, B, 2019-03-05) TEXT names its source, the child, its day, or some of them."),
    Word("notes", "maybe", "notes: all notes, the newest first, each with what it is linked to; notes WORDS: those that have these words."),
    Word("rewrite", "text", "rewrite ID TEXT: writes a note anew; its links stay."),
    Word("drop", "text", "drop ID: takes a note out that no answer is linked to."),
    Word("link", "text", "link ID: a note that is there supports this answer too. link ID NAME: the answer of the question of this name."),
    Word("against", "text", "against ID: a note that is there contradicts this answer; against ID NAME another."),
    Word("unlink", "text", "unlink ID: a note is taken away from this answer, unlink ID NAME from another; it stays a note."),
    Word("?", "nothing", "?: where to look, and what the paragraph says."),
    Word(".", "nothing", ".: skips to the next question that is open, those of the core first, those in detail once no core question is. Where something else is asked, leaves that."),
    Word("b", "nothing", "b: back to the question before."),
    Word("g", "text", "g WORDS: goes to a question by part of its words, or by its name."),
    Word("o", "nothing", "o: what is open, thin or contradictory."),
    Word("end", "nothing", "end: all that is left on one page, and the word that seals."),
    Word("undo", "nothing", "undo: takes your last step back."),
    Word("redo", "nothing", "redo: makes that step again."),
    Word("add", "nothing", "add: adds a record to the section you are in."),
    Word("remove", "nothing", "remove: takes the record you are in out, after asking."),
    Word("complete", "nothing", "complete: all of this section were looked at; no more will be added."),
    Word("sampled", "nothing", "sampled: a sample of this section was looked at; no more will be added."),
    Word("reopen", "nothing", "reopen: opens the section again."),
    Word("head", "nothing", "head: the head of the case: the home's URN, who inspects, the first and last day, the inspections before, and what is compared with."),
    Word("act", "nothing", "act: what was done where somebody is in danger, who was told and when."),
    Word("seal", "nothing", "seal: states your own view of each area and of the whole, and once, at the end, your reasons."),
    Word("proposal", "nothing", "proposal: what the rules propose, once your own view is sealed."),
    Word("why", "nothing", "why: what the proposal rests on, once your own view is sealed."),
    Word("save", "nothing", "save: tries again to save what could not be saved."),
    Word("help", "nothing", "help: these words."),
    Word("done", "nothing", "done: ends; all is saved, and it goes on here the next time."),
)  # fmt: skip
_BY_NAME = {word.name: word for word in WORDS}
_BEFORE_A_TEXT = ("u", "x", "n", "c", "note", "g")
"""The only words that a text may follow where the answer is a text itself."""


class Said(NamedTuple):
    """What a line means: a word with its text, or with an empty word an answer."""

    word: str
    text: str


def meant(line: str, question: Question | None) -> Said:
    """What a line means where this question is asked, or none is. Raises `Refused` where it could be two things."""
    if line.startswith("="):
        return Said("", line[1:].strip())
    if line.startswith("/"):
        return _word(line[1:].strip(), None) or _unknown(line)
    word = _word(line, question)
    if word is None:
        return Said("", line)
    if question and not word.text and (could_be := _beginning(question, line)):
        listed = " or ".join(f"`{one.id}`" for one in could_be)
        right = f"write the answer's number, or `/{line}` for the word"
        raise Refused(
            [Problem("use-not-understood", f"`{line}` is a word here, and could be {listed}", right)]
        )
    return word


def _word(line: str, question: Question | None) -> Said | None:
    first, _, rest = line.partition(" ")
    word = _BY_NAME.get(first)
    if word is None or (rest and word.takes == "nothing"):
        return None
    if rest and question and question.fact == "text" and first not in _BEFORE_A_TEXT:
        return None
    if word.takes == "text" and not rest:
        raise Refused([Problem("use-not-understood", f"`{first}` stands alone", word.help)])
    return Said(first, rest.strip())


def _unknown(line: str) -> Said:
    right = "write `help` for the words there are"
    raise Refused([Problem("use-not-understood", f"`{line[:80]}` is no word here", right)])


class Chosen(NamedTuple):
    """An answer that was chosen, with the reason that was written after it."""

    option: AnswerChoice
    reason: str


def chosen(question: Question, text: str) -> Chosen:
    """The answer that a text names: by its number, its id, or the beginning of its id or label that no other has.

    A reason may follow number or id. Raises `Refused` where it names none, or more than one.
    """
    if found := _exactly(question, text):
        return Chosen(found, "")
    could_be = _beginning(question, text)
    if len(could_be) == 1:
        return Chosen(could_be[0], "")
    first, _, rest = text.partition(" ")
    if rest and (found := _exactly(question, first)):
        return Chosen(found, rest.strip())
    if could_be:
        listed = " or ".join(f"`{one.id}`" for one in could_be)
        right = "write more of it, or its number"
        raise Refused([Problem("case-unknown-answer", f"`{text[:80]}` could be {listed}", right)])
    known = [one.id for one in question.answers]
    right = f"write a number from 1 to {len(known)}, or {one_of(text, known)}; `help` tells the other words"
    raise Refused(
        [Problem("case-unknown-answer", f"`{text[:80]}` is not an answer to `{question.id}`", right)]
    )


def _exactly(question: Question, text: str) -> AnswerChoice | None:
    if text.isascii() and text.isdigit():
        return numbered(question.answers, text)
    return next((one for one in question.answers if one.id == text), None)


def numbered(choices: Sequence[Choice], text: str) -> Choice | None:
    """The choice that was told under this number, from 1 on; None where it is no number, or that of none."""
    digits = text.lstrip("0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        return None
    return choices[int(digits) - 1] if int(digits) <= len(choices) else None


def outcome_named(known: Sequence[Outcome], text: str) -> Outcome | None:
    """The outcome that a text names: by its number, its id, or the beginning of its id or short name that no other has.

    None where it names none, or more than one.
    """
    if found := numbered(known, text):
        return found
    named = [one for one in known if one.id == text] or [
        one for one in known if text and (one.id.startswith(text) or one.short.startswith(text))
    ]
    return named[0] if len(named) == 1 else None


def _beginning(question: Question, text: str) -> list[AnswerChoice]:
    folded = text.casefold()
    return [
        one
        for one in question.answers
        if folded and (one.id.startswith(folded) or one.label.casefold().startswith(folded))
    ]
