"""The page of a question in the plain form: what it asks, what was said so far, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.case import Answer, At, Case, record_title
from assistant.case.model import Value
from assistant.pack import Pack, Question
from assistant.reasoning.phrases import said
from assistant.serve.form.opened import Error, Opened, Told
from assistant.serve.form.overview import note_choices, usual_day
from assistant.work.elapsed import elapsed_at
from assistant.work.interview import Closing, neighbour, steps, waiting
from assistant.work.seeking import place_name

UNCERTAIN, NOT_APPLICABLE, KNOWN = "~uncertain", "~not_applicable", "~known"
"""Stand beside the ids of answers, none of which begins so; `KNOWN` says that a fact is written."""
STATES = {UNCERTAIN: "uncertain", NOT_APPLICABLE: "not_applicable"}
_HOW = {
    "date": "A day, as 2019-03-05.",
    "count": "A whole number.",
    "text": "In your own words; no names.",
    "months": "One month a line with its count, as 2019-01: 3.",
}


def question_page(
    opened: Opened, at: At, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()
) -> Told:
    """A question with its answers; with what was typed where it is shown again."""
    sitting = opened.sitting
    case, pack = sitting.case, sitting.pack
    question = pack.questions[at.key.record][at.question]
    answer = case.answer(at)
    typed = {**_kept(opened, at, question, answer), **(form or {})}
    section = Closing(at.key.record) if at.key.added else None
    return opened.page(
        "question",
        question.ask,
        page=at,
        errors=errors,
        at=str(at),
        record=record_title(pack, at.key),
        position=_position(case, pack, at, question),
        waiting=waiting(case, pack, at.key),
        ask=question.ask,
        why=question.why,
        cites=question.cites,
        detail_when=question.detail_when if question.importance == "detail" else None,
        choices=[
            {"id": one.id, "label": one.label, "line": one.line, "needs": one.reason}
            for one in question.answers
        ],
        fact=question.fact if question.kind == "fact" else None,
        how=_HOW.get(question.fact or "", ""),
        not_applicable=question.not_applicable,
        so_far=said(question, answer) if answer else "",
        notes=_linked(opened, at, answer),
        loose=_others(case, opened, at, answer),
        typed=typed,
        help=_help(case, pack, at, question),
        section=opened.address(section) if section else "",
        section_name=pack.record_types[at.key.record].plural,
        **note_choices(case, pack),
        **_around(opened, at),
    )


def _around(opened: Opened, at: At) -> dict[str, Any]:
    case, pack = opened.sitting.case, opened.sitting.pack
    before, after = neighbour(case, pack, at, -1), neighbour(case, pack, at, 1)
    return {
        name: {"to": opened.address(place), "name": place_name(pack, place)} if place else None
        for name, place in (("before", before), ("after", after))
    }


def _position(case: Case, pack: Pack, at: At, question: Question) -> str:
    asked = [step.at for step in steps(case, pack, at.key) if step.question.importance == question.importance]
    name = question.importance.capitalize()
    return f"{name} question {asked.index(at) + 1} of {len(asked)}" if at in asked else f"{name} question"


def _kept(opened: Opened, at: At, question: Question, answer: Answer | None) -> dict[str, str]:
    """What the fields hold before anything is typed: what is in the case, or what was typed before and not kept."""
    drafts, reason = opened.sitting.drafts, ""
    chosen = _chosen(question, answer)
    if answer is not None and not (question.kind == "fact" and answer.state == "answered"):
        reason = answer.reason or ""
    draft = f"{at} {answer.state} {answer.value or ''}" if answer else ""
    if draft and drafts.get(draft):
        reason = drafts.get(draft)
    else:
        for name in _names(question):
            if found := drafts.get(draft_of(at, name)):
                chosen, reason = name, found
                break
    fact = _written(answer.value) if answer and question.kind == "fact" else ""
    return {
        "answer": chosen,
        "reason": reason,
        "fact": drafts.get(f"{at} fact") or fact,
        "note": drafts.get(f"{at} note"),
        "note_how": "supports",
        "note_source": "",
        "note_day": usual_day(opened.sitting.case),
        "note_child": "",
        "link": "",
        "link_how": "supports",
    }


def _chosen(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return KNOWN if question.kind == "fact" else ""
    if answer.state != "answered":
        return f"~{answer.state}"
    return KNOWN if question.kind == "fact" else str(answer.value)


def _names(question: Question) -> Iterator[str]:
    yield from (one.id for one in question.answers)
    yield UNCERTAIN
    if question.not_applicable:
        yield NOT_APPLICABLE


def draft_of(at: At, chosen: str) -> str:
    """Where the reason of an answer is kept while it is not part of the case; the app keeps it there too."""
    state = STATES.get(chosen, "answered")
    return f"{at} {state} {'' if chosen in STATES else chosen}"


def _written(value: Value | None) -> str:
    if isinstance(value, tuple):
        return "\n".join(f"{month}: {count}" for month, count in value)
    return "" if value is None else str(value)


def _linked(opened: Opened, at: At, answer: Answer | None) -> list[dict[str, str]]:
    case = opened.sitting.case
    links = [(name, "supports") for name in answer.supports] if answer else []
    links += [(name, "contradicts") for name in answer.contradicts] if answer else []
    links += [(name, f"{how}, once this is answered") for name, how in opened.sitting.waiting(at)]
    found = ((case.note(name), how) for name, how in links)
    return [{"id": note.id, "text": note.text, "how": how} for note, how in found if note]


def _others(case: Case, opened: Opened, at: At, answer: Answer | None) -> list[dict[str, str]]:
    """The notes that are not linked here, to choose from."""
    linked = {one["id"] for one in _linked(opened, at, answer)}
    return [{"id": one.id, "text": one.text[:80]} for one in case.notes if one.id not in linked]


def _help(case: Case, pack: Pack, at: At, question: Question) -> dict[str, Any]:
    """Where to look for an answer, and what the paragraphs say that ask for it."""
    labels = {source.id: source.label for source in pack.evidence.sources}
    titles = {one.number: one.title for one in pack.regulations.regulations}
    return {
        "look": question.look,
        "sources": [labels[name] for name in question.sources],
        "regulations": [f"{one} {titles.get(one, '')}".strip() for one in question.regulations],
        "days": [one.told() for one in elapsed_at(case, pack, at)],
        "paragraphs": [
            {"number": number, "title": pack.paragraphs[number].title, "says": pack.paragraphs[number].says}
            for number in question.cites
        ],
    }
