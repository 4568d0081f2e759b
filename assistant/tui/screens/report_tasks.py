"""What is asked on the screen of the report, and what is done with what was written there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from assistant.case import At, Change, change_problems
from assistant.case.header import PastInspection
from assistant.case.reporting import Told
from assistant.problems import Problem, Refused
from assistant.reasoning.phrases import record_name
from assistant.store.kinds import Happening
from assistant.tui.screens.form import Form, Line
from assistant.tui.screens.written import Task, Written
from assistant.tui.session import Session
from assistant.tui.text import Rows
from assistant.tui.widgets import reported
from assistant.work.report import editing
from assistant.work.report.commenting import (
    commented,
    draft_sent,
    sending_problems,
    settled,
    step_with,
)
from assistant.work.report.comments import Comment
from assistant.work.report.exporting import export, format_of, written
from assistant.work.report.privacy import privacy_problems
from assistant.work.report.shapes import Paragraph, Report
from assistant.work.working_days import today

Take: TypeAlias = Callable[[Written], str]
"""Does something with what was written, and says what was done. Raises `Refused`, and then nothing was."""
Typed: TypeAlias = Written | None
PathOf: TypeAlias = Callable[[str], Path]
"""Gives the path that was typed, where files here are the person's (`SccifApp.path_of`)."""
FACTS: Mapping[str, Told] = {
    "service": "service",
    "enforcement": "enforcement",
    "legal_basis": "legal_basis",
}
_HOW = {"yes": True, "no": False}
_FEW = 3


def passage(session: Session, report: Report, paragraph: Paragraph) -> tuple[Task, Take]:
    """Writing a paragraph by hand, with what each sentence of its draft rests on under it."""

    def change(text: str) -> Change:
        return editing.written(report, session.pack, paragraph.at, text)

    task = Task(
        paragraph.title or "Paragraph of the report",
        "It stays when the case changes, and is marked where its ground has moved.",
        "No names: a child is a letter, and whoever works here is a role.",
        f"passage {paragraph.at}",
        lambda typed: _problems(session, change, typed.text),
        paragraph.text,
        under=Rows(reported.grounds(paragraph)),
    )
    return task, lambda typed: _do(session, change(typed.text))


def leave(session: Session, paragraph: Paragraph) -> str:
    """A paragraph as it is drafted again. Raises `Refused`, and then it stays as it was written."""
    said = _do(session, editing.left(paragraph.at))
    session.drafts.forget(f"passage {paragraph.at}")
    return said


def fact(session: Session, place: str) -> tuple[Task, Take]:
    """Telling what no question asks."""
    field = FACTS[place]
    asks = session.pack.report.asks.get(place, place)

    def change(text: str) -> Change:
        return editing.told(field, text)

    task = Task(
        place.replace("_", " ").capitalize(),
        asks,
        "No names.",
        f"report {place}",
        lambda typed: _problems(session, change, typed.text),
        getattr(session.case, field) or "",
    )
    return task, lambda typed: _do(session, change(typed.text))


def stands(session: Session, at: At) -> tuple[Task, Take]:
    """Saying why a requirement stands although its evidence is not from more than one kind of source."""
    known = session.case.answer(at)

    def change(text: str) -> Change:
        return editing.stands_because(session.case, str(at), text)

    def take(typed: Written) -> str:
        _do(session, change(typed.text))
        return f"kept why {name} stands: {typed.text}"

    name = record_name(session.pack, at.key)
    task = Task(
        f"Why {name} stands all the same",
        "Its evidence is not from more than one kind of source. The reason stays with the case.",
        "No names.",
        f"stands {at}",
        lambda typed: _problems(session, change, typed.text),
        (known.reason if known else None) or "",
    )
    return task, take


def before(session: Session) -> Form:
    """Telling one inspection of recent years more."""
    lines = [
        Line("date", "Day or month", "2018-12-04"),
        Line("kind", "Kind", "Full inspection"),
        Line("judgement", "Judgement", "good"),
    ]

    def take(said: Mapping[str, str]) -> str:
        try:
            told = PastInspection.model_validate(dict(said))
        except ValueError:
            raise ValueError(
                "give a day as 2018-12-04 or a month as 2018-12, the kind and the judgement"
            ) from None
        known = sorted((*session.case.history, told), key=lambda one: str(one.date), reverse=True)
        return _do(session, editing.history(known))

    about = session.pack.report.asks.get("history", "")
    return Form("An inspection of recent years", about, lines, take)


def exporting(session: Session, report: Report, path_of: PathOf) -> Form:
    """Writing the report into a file."""
    lines = [
        Line("path", "File: .docx, .md or .html", "report.docx", f"{session.case.id}.docx"),
        Line("even", "Even so, where something looks like a name: yes, or nothing", ""),
    ]

    def take(said: Mapping[str, str]) -> str:
        path = path_of(said["path"])
        found = privacy_problems(report, session.case, session.pack)
        if found and said["even"].lower() != "yes":
            raise ValueError(f"nothing was written: {_listed(found)}; mend it, or write yes")
        export(path, written(report, format_of(path)), lambda exported: _record(session, exported))
        return f"written to {path.absolute()}"

    about = "A new file for you alone. It names the home's URN and what stands in the report."
    return Form("Write the report", about, lines, take)


def sending(session: Session, path_of: PathOf) -> Form:
    """Telling which draft went to the provider."""
    lines = [
        Line("path", "File that went", "report.docx"),
        Line("day", "On", "2019-03-20", str(today())),
    ]

    def take(said: Mapping[str, str]) -> str:
        standing = session.kept.standing
        sent = draft_sent(standing, path_of(said["path"]), _day(said["day"]))
        odd = list(sending_problems(standing, sent))
        _record(session, sent, *step_with(session.pack, sent))
        return f"draft sent on {sent.day}: {sent.name}" + (f" ({_listed(odd)})" if odd else "")

    about = "What went is kept by its digest, and the step of the timeline is done with it."
    return Form("A draft went to the provider", about, lines, take)


def comment(session: Session, paragraph: Paragraph | None) -> tuple[Task, Take]:
    """Keeping what the provider says of the last draft, of a paragraph of it and of an answer that that rests on."""
    place = paragraph.at if paragraph else None
    grounds = paragraph.grounds.values() if paragraph else ()

    def told(typed: Written) -> Happening:
        standing = session.kept.standing
        return commented(standing, session.pack, typed.text, today(), place, typed.touches)

    def check(typed: Written) -> Iterable[Problem]:
        try:
            told(typed)
        except Refused as refused:
            return refused.problems
        return ()

    def take(typed: Written) -> str:
        _record(session, told(typed))
        return "comment of the provider kept; enter settles it"

    task = Task(
        "Comment of the provider",
        f"On the paragraph {place}." if place else "On no paragraph: put the cursor on one for that.",
        "In their words, without names.",
        f"comment {place}",
        check,
        touches=[(one.says, one.id) for one in grounds if one.kind == "answer"],
    )
    return task, take


def settling(session: Session, of: Comment) -> Form:
    """Telling what came of a comment."""
    known = of.settled
    lines = [
        Line(
            "accepted",
            "What came of it",
            "choose: enter, then the arrows",
            ("yes" if known.is_accepted else "no") if known else "",
            (("accepted", "yes"), ("not accepted", "no")),
        ),
        Line("reasons", "Why", "", known.reasons if known else ""),
        Line(
            "again",
            "Who looked at the judgement again; nothing where nobody did",
            "",
            (known.looked_again or "") if known else "",
        ),
    ]

    def take(said: Mapping[str, str]) -> str:
        how = _HOW.get(said["accepted"].lower())
        if how is None:
            raise ValueError("choose whether it is accepted")
        number = of.event.sequence
        done = settled(
            session.kept.standing, number, said["reasons"], is_accepted=how, looked_again=said["again"]
        )
        _record(session, done)
        return f"comment {'accepted' if how else 'not accepted'}"

    return Form("What came of the comment", of.told.text, lines, take)


def _problems(session: Session, change: Callable[[str], Change], text: str) -> Iterable[Problem]:
    """What is wrong with a change that a text makes."""
    try:
        return change_problems(session.pack, session.case, change(text))
    except Refused as refused:
        return refused.problems


def _do(session: Session, change: Change) -> str:
    """Make a change, and say what was done. Raises `Refused` where it was not made."""
    if problems := session.do(change):
        raise Refused(problems)
    return session.said


def _record(session: Session, *told: Happening) -> None:
    """Write it, where it can be. Raises `Refused` where it cannot."""
    session.kept.record(*told)


def _listed(found: Iterable[Problem]) -> str:
    said = [f"{one.where}: {one.what}".removeprefix(": ") for one in found]
    return "; ".join(said[:_FEW]) + (" and more" if len(said) > _FEW else "")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is no day; write it as 2019-03-20") from None
