"""Sees what looks like a person's name in a text, so that it can be warned about; it refuses nothing.

It looks for what English writes large: a word after Mr or Mrs, two such words together, one inside a
sentence that is no day, no month and no word that the pack itself writes large, and one that begins a
sentence, is no word of the pack or of grammar, and does or has something there. Beside these it sees a small
word after mr or mrs, two words in capitals, e-mail addresses and telephone numbers. It misses names, and it
takes other words for names, so it may only ever ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.case import (
    Answered,
    Case,
    JudgementRecorded,
    NoteAdded,
    NoteChanged,
    Sealed,
)
from assistant.pack import Pack
from assistant.problems import Problem
from assistant.store.kinds import (
    Archived,
    CaseReviewStated,
    Commented,
    CommentSettled,
    ErasureOrdered,
    Happening,
    HoldLifted,
    HoldPlaced,
    Queried,
    Replied,
    Reviewed,
    Settled,
    SignedOff,
    WorkingDaySet,
)
from assistant.work.name_words import ABBREVIATED, ACTS, BETWEEN, BOTH, DOES, GRAMMAR, KIN, NO_SURNAME

_TITLES = ("mr", "mrs", "ms", "miss", "dr")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_FEASTS = ("Christmas", "Easter", "Eid", "English")
_LAWS = ("Act", "Acts", "Regulations", "Standards", "Order", "Guide", "Education", "Homes", "England")
"""What laws are called by."""
_KEEPING = ("Retention", "Erasure", "Disclosure", "Data")
"""What the keeping of records is spoken of by."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(_WORD.pattern + r"|[.!?:;\n(“\"]")
_STOPPED = re.compile(rf"\b({'|'.join(_TITLES)})\.", re.IGNORECASE)
"""A title with its full stop, which ends no sentence."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)\d{1,3}(?:[ .()-]{0,2}\d){7,12}|\(?0\d{2}(?:[ .()-]{0,2}\d){7,8})(?!\d)"
)
"""With + or 00, or with 0 and two digits more at once, so that a day as 01-02-2019 is none."""
_SHORTEST = 3
"""Fewer capitals together are a label."""
_SMALL = frozenset(_TITLES) - {"miss"}
"""Titles that are no other word where they are written small."""
_MOST = 3


def ordinary(pack: Pack) -> frozenset[str]:
    """The words that are no names here: days, months, and those of the pack, large and small as it writes them."""
    said = [pack.framework.model_dump_json(), pack.report.model_dump_json()]
    said += [f"{source.label} {source.says}" for source in pack.evidence.sources]
    said += [f"{paragraph.title} {paragraph.says}" for paragraph in pack.paragraphs.values()]
    said += [question.ask for asked in pack.questions.values() for question in asked.values()]
    said += [
        answer.line
        for asked in pack.questions.values()
        for question in asked.values()
        for answer in question.answers
    ]
    words = {word for text in said for word in _WORD.findall(text)}
    return frozenset(
        {*words, *_DAYS, *(f"{day}s" for day in _DAYS), *_MONTHS, *_FEASTS, *_LAWS, *_KEEPING, *GRAMMAR, *KIN}
    )


def name_like(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """What looks like a name, each once and in its order, and after these addresses and numbers to reach somebody.

    `known` are no names; a title is given without its full stop.
    """
    reached = [found[0] for form in (_ADDRESS, _TELEPHONE) for found in form.finditer(text)]
    told = _STOPPED.sub(r"\1 ", _TELEPHONE.sub("0", _ADDRESS.sub("0", text)))
    return tuple(dict.fromkeys([*_names(told, known), *reached]))


def looks_like(found: str) -> str:
    """What one thing that was found looks like."""
    if "@" in found:
        return "an e-mail address"
    return "a telephone number" if found[-1].isdigit() else "a name"


def name_problem(pack: Pack, texts: Iterable[str]) -> Problem | None:
    """What asks about what looks like a name in what people typed; nothing where nothing does."""
    told = "\n".join(texts)
    return _asked(told, ordinary(pack)) if told else None


def caution(pack: Pack, texts: Iterable[str]) -> str:
    """The same as a line; empty where nothing looks like a name."""
    return _line(name_problem(pack, texts))


def warning(text: str, known: frozenset[str]) -> str:
    """The same of a text that is being typed; `known` are no names."""
    return _line(_asked(text, known))


def typed(happened: Iterable[Happening], before: Case) -> Iterator[str]:
    """What somebody typed in words of what happened to a case, without the reasons that an answer had before."""
    for one in happened:
        match one:
            case NoteAdded(note) | NoteChanged(note):
                yield note.text
            case Answered(at, answer) if answer.reason:
                was = before.answer(at)
                if was is None or was.reason != answer.reason:
                    yield answer.reason
            case Sealed(seal):
                yield seal.reasons
            case JudgementRecorded(made):
                yield made.reasons
            case CaseReviewStated(reasons=reasons, options=options):
                yield from filter(None, (reasons, options))
            case Queried(text=text) | Replied(text=text) | Reviewed(text=text) | SignedOff(dissent=text) if (
                text
            ):
                yield text
            case Commented(text=text) | CommentSettled(reasons=text):
                yield text
            case (
                WorkingDaySet(reason=text)
                | HoldPlaced(reason=text)
                | HoldLifted(reason=text)
                | ErasureOrdered(reason=text)
                | Archived(reason=text)
                | Settled(reason=text)
            ) if text:
                yield text
            case _:
                pass  # what is written for the report is looked at when that is given out


def typed_in(case: Case) -> Iterator[str]:
    """What people typed in words of a case: notes, reasons, and what is told and written for its report."""
    yield from (note.text for note in case.notes)
    answers = (answer for record in case.records.values() for answer in record.answers.values())
    yield from (answer.reason for answer in answers if answer.reason)
    yield from (one.reasons for one in (case.sealed, case.judgement) if one)
    stated = (case.case_review.inspector, case.case_review.rim) if case.case_review else ()
    yield from (text for one in stated if one for text in (one.reasons, one.options) if text)
    yield from (told for told in (case.service, case.enforcement, case.legal_basis) if told)
    yield from (one.text for one in case.passages)


def _asked(text: str, known: frozenset[str]) -> Problem | None:
    found = name_like(text, known)
    if not found:
        return None
    listed = ", ".join(f"“{name}”" for name in found[:_MOST]) + (" and more" if len(found) > _MOST else "")
    kinds = dict.fromkeys(looks_like(one) for one in found)
    several = "names" if [*kinds] == ["a name"] else "what tells who somebody is"
    what = (
        f"{listed} looks like {looks_like(found[0])}" if len(found) == 1 else f"{listed} look like {several}"
    )
    return Problem("text-name-like", what, "write a label or a role instead")


def _line(problem: Problem | None) -> str:
    return f"{problem.in_a_line}." if problem else ""


def _names(text: str, known: frozenset[str]) -> Iterator[str]:
    tokens = _TOKEN.findall(text)
    name: list[str] = []
    for place, token in enumerate(tokens):
        bare = _bare(token)
        if _goes_on(name, bare, known) or (not name and _begins(tokens, place, known)):
            name.append(bare)
            continue
        if name:
            yield " ".join(name)
        name = [bare] if _begins(tokens, place, known) else []
    if name:
        yield " ".join(name)


def _begins(tokens: list[str], place: int, known: frozenset[str]) -> bool:
    token, following = _bare(tokens[place]), _after(tokens, place, 1)
    if token.casefold() in _TITLES:
        return _is_titled(tokens[place], following, known)
    if _is_capitals(token, known):
        return _is_capitals(following, known)
    if not _is_large(token) or token.casefold() in GRAMMAR | KIN:
        return False
    is_first = place == 0 or not tokens[place - 1][0].isalpha()
    if token in BOTH and token not in _MONTHS and not is_first:
        return True
    if token in BOTH and is_first and _what_it_does(tokens, place) in ACTS:
        return True
    if token in known:
        return False
    if not is_first or (
        _is_large(following) and following not in known and following.casefold() not in _TITLES
    ):
        return True
    return token.casefold() not in known and _is_somebody(tokens, place, known)


def _is_somebody(tokens: list[str], place: int, known: frozenset[str]) -> bool:
    """Whether a word at the beginning of a sentence has something, does something, or is named with another."""
    joined = _after(tokens, place, 2) if _after(tokens, place, 1) in ("and", "or") else ""
    return (
        tokens[place] != _bare(tokens[place])
        or _what_it_does(tokens, place) in DOES
        or (_is_large(joined) and joined not in known)
    )


def _what_it_does(tokens: list[str], place: int) -> str:
    """The word after this one, or the next where that one only says when or how often."""
    following = _after(tokens, place, 1)
    return (_after(tokens, place, 2) if following in BETWEEN else following).replace("’", "'")


def _after(tokens: list[str], place: int, by: int) -> str:
    return _bare(tokens[place + by]) if place + by < len(tokens) else ""


def _bare(token: str) -> str:
    """A word without the ending that makes it somebody's."""
    return token.removesuffix("'s").removesuffix("’s")


def _goes_on(name: list[str], token: str, known: frozenset[str]) -> bool:
    if not name or token.casefold() in _TITLES:
        return False
    if name[-1].casefold() in _TITLES:
        return True  # a name began with it, so that what follows was looked at
    if name[-1].isupper():
        return _is_capitals(token, known)
    return _is_large(token) and token not in known


def _is_titled(title: str, following: str, known: frozenset[str]) -> bool:
    """Whether what follows a title is a name: written large, in capitals, or small where nothing else is meant."""
    said = following.casefold()
    if said in GRAMMAR | KIN or len(following) == 1 or not following[:1].isalpha():
        return False
    if _is_large(following):
        return True
    if following.isupper():
        return len(following) >= _SHORTEST and following not in ABBREVIATED
    is_doctor = title.casefold() == "dr"  # who need not be called by a name
    return (
        title.casefold() in _SMALL
        and said not in DOES | BETWEEN
        and not (is_doctor and said in known | NO_SURNAME)
    )


def _is_capitals(token: str, known: frozenset[str]) -> bool:
    """Whether a word is in capitals and is no label, no abbreviation and no known word that is stressed."""
    return (
        token.isupper()
        and len(token) >= _SHORTEST
        and token not in ABBREVIATED
        and known.isdisjoint((token, token.casefold(), token.capitalize()))
        and token.casefold() not in DOES | BETWEEN
    )


def _is_large(token: str) -> bool:
    """Whether a word is written large, and is no label as AB."""
    return token[:1].isupper() and any(letter.islower() for letter in token)
