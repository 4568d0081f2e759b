"""Tells the place where the interview stands: a question with its answers, or a section; and where to look."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.case import Answer, At, Case, Note, record_title
from assistant.cli.asking.talk import Talk
from assistant.pack import Pack, Question
from assistant.reasoning.phrases import said
from assistant.work.acting import danger_line
from assistant.work.elapsed import elapsed_at
from assistant.work.interview import Closing, Place, steps, waiting
from assistant.work.sampling import chosen_places, closing_line, told_choices

_HOW = {
    "date": "Write the day, as 2019-03-05.",
    "count": "Write a whole number.",
    "text": "Write it on one line; begin it with = where its first word could be taken for one of the words.",
    "months": "Write a count for each month, as 2019-01: 3, 2019-02: 0.",
}


def tell_place(talk: Talk, place: Place) -> None:
    """Tell what is asked here."""
    talk.page.gap()
    if told := danger_told(talk):
        talk.say(told, 0, "! ")
    if isinstance(place, Closing):
        _section(talk, place)
    else:
        _question(talk, place)


def danger_told(talk: Talk) -> str | None:
    """What needs action now; None where nothing does."""
    return danger_line(talk.sitting.case, talk.sitting.pack, "type act")


def where(pack: Pack, record: str, title: str) -> str:
    """Where a record or section stands: its area, and what it is called."""
    area = pack.area_of(record)
    short = pack.areas[area].short if area else title
    return title if short == title else f"{short}, {title}"


def _question(talk: Talk, at: At) -> None:
    case, pack = talk.sitting.case, talk.sitting.pack
    question = pack.questions[at.key.record][at.question]
    asked = steps(case, pack, at.key)
    same = [step.at for step in asked if step.question.importance == question.importance]
    head = f"{where(pack, at.key.record, record_title(pack, at.key))}. "
    if at in same:
        head += f"{question.importance.capitalize()} question {same.index(at) + 1} of {len(same)}. "
    if left := waiting(case, pack, at.key):
        head += (
            f"{left} more {'question' if left == 1 else 'questions'} may be asked here, by what is answered."
        )
    talk.say(head)
    talk.say(question.ask)
    talk.say(f"Why: {question.why} [{', '.join(question.cites)}]")
    if question.detail_when and question.importance == "detail":
        talk.say(f"Worth asking when: {question.detail_when}")
    _so_far(talk, at, question)
    _answers(talk, question)


def _so_far(talk: Talk, at: At, question: Question) -> None:
    case = talk.sitting.case
    answer = case.answer(at)
    if answer is not None:
        talk.say(f"So far: {said(question, answer)}")
        if answer.state == "answered" and answer.reason:
            talk.say(f"Because: {answer.reason}", 2)
    for how, note in _linked(talk, at, answer):
        talk.say(f"Note {note.id} {how}: {note.text}", 2)


def _linked(talk: Talk, at: At, answer: Answer | None) -> Iterator[tuple[str, Note]]:
    case = talk.sitting.case
    linked = [(name, "supports") for name in answer.supports] if answer else []
    linked += [(name, "contradicts") for name in answer.contradicts] if answer else []
    linked += [(name, f"{how}, once this is answered") for name, how in talk.sitting.waiting(at)]
    for name, how in linked:
        if note := case.note(name):
            yield how, note


def _answers(talk: Talk, question: Question) -> None:
    for number, option in enumerate(question.answers, 1):
        needs = " (with a reason)" if option.reason else ""
        line = "" if talk.is_brief else f": {option.line}"
        talk.say(f"{option.label}{needs}{line}", 2, f"{number}. ")
    if question.kind == "fact":
        talk.say(_HOW[question.fact or "text"], 2)
    if talk.is_brief:
        return
    talk.say("Uncertain: looked at and not settled; your note says why.", 2, "u. ")
    if question.not_applicable:
        talk.say(f"Does not apply, only where: {question.not_applicable}.", 2, "x. ")


def _section(talk: Talk, place: Closing) -> None:
    case, pack = talk.sitting.case, talk.sitting.pack
    kind = pack.record_types[place.section]
    labels = [str(record.key.label) for record in case.of_type(kind.id)]
    count = f"{len(labels)} in the case: {', '.join(labels)}" if labels else "none in the case so far"
    talk.say(f"{where(pack, kind.id, kind.plural)}: {count}. {_state(case, kind.id).capitalize()}.")
    talk.say(kind.says)
    places = chosen_places(case, pack, kind)
    told = zip(told_choices(case, pack, kind), places, strict=True)
    _list(talk, "How each was chosen", [f"{choice} [{at}]" for choice, at in told])
    if kind.id in case.complete | case.sampled:
        talk.say("reopen: more records may then be added.", 2)
        return
    talk.say(f"add: {kind.label.lower()}, a record of its own.", 2)
    talk.say(f"complete: {closing_line(pack, 'complete')}", 2)
    talk.say(f"sampled: {closing_line(pack, 'sampled')}", 2)


def _state(case: Case, section: str) -> str:
    return "complete" if section in case.complete else "sampled" if section in case.sampled else "open"


def tell_where_to_look(talk: Talk, place: Place) -> None:
    """Tell where to look for an answer, and what the paragraphs say that ask for it."""
    pack = talk.sitting.pack
    if isinstance(place, Closing):
        talk.say(pack.record_types[place.section].says)
        return
    question = pack.questions[place.key.record][place.question]
    _list(talk, "Where to look", question.look)
    labels = {source.id: source.label for source in pack.evidence.sources}
    _list(
        talk, "Sources, with the word for a note", [f"{labels[name]} ({name})" for name in question.sources]
    )
    titles = {one.number: one.title for one in pack.regulations.regulations}
    _list(talk, "Regulations", [f"{one} {titles.get(one, '')}".strip() for one in question.regulations])
    for one in elapsed_at(talk.sitting.case, pack, place):
        talk.say(f"Days that passed, for you to weigh (nothing is concluded from them): {one.told()}")
    for number in question.cites:
        paragraph = pack.paragraphs[number]
        talk.say(f"Paragraph {number}, {paragraph.title}: {paragraph.says}")


def _list(talk: Talk, title: str, items: tuple[str, ...] | list[str]) -> None:
    if items:
        talk.say(f"{title}:")
    for item in items:
        talk.say(item, 2, "- ")
