"""The plain form for one person: finds the case and the page that a request is about, and what is to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from assistant.case import At
from assistant.document import printable
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.reasoning.phrases import first_up
from assistant.serve.form import (
    answering,
    asking,
    case_review,
    judgement,
    overview,
    own_view,
    proposal,
    recording,
)
from assistant.serve.form.opened import Error, Opened, Told, errors_of
from assistant.store import Ledger
from assistant.store.listing import kept_cases
from assistant.store.permitted import may_begin, none_given
from assistant.work.interview import Closing, Place, places
from assistant.work.keeping import begin, new_case
from assistant.work.seeking import nearest

_MOST = 4
"""So many cases are held open; the one that was looked at longest ago is read anew."""


class Forms:
    """One person's cases on the connection of their desk."""

    def __init__(self, ledger: Ledger, pack: Pack) -> None:
        self._ledger, self._pack = ledger, pack
        self._open: dict[str, Opened] = {}
        self._handles: dict[str, str] = {}
        # INVARIANT: a number in an address stands for one place as long as the session lasts, also where the case is
        # read anew: a page that was shown before is never taken for another's (tests/serve/test_form.py).
        self._numbers: dict[str, dict[str, int]] = {}

    @cached_property
    def _judging(self) -> Judging:
        return Judging(self._pack, "meaning")

    def answer(self, path: Sequence[str], form: Mapping[str, str] | None) -> Told:
        """What is told on the page at this path, or of what was filled in there. Raises `Refused`."""
        handle, page = [*path, "", ""][:2]
        case_id = next((name for name, known in self._handles.items() if known == handle), None)
        if case_id is None:
            return _lost() if path and form is not None else self._cases(form)
        opened = self._opened(case_id)
        if form is None:
            return _shown(opened, page)
        told = _taken(opened, page, form)
        opened.see_sign_off()
        # What changed since was not seen yet; the page of the judgement shows it, and is of what it shows.
        if told.get("status") == 422 and form.get("seen") and page != "judgement":
            told["about"]["seen"] = form["seen"]
        return told

    def _opened(self, case_id: str) -> Opened:
        """A case as it stands now; it is held open, with few others. Raises `Refused` where it cannot be read."""
        opened = self._open.pop(self._handles.get(case_id, ""), None)
        if opened is None:
            opened = Opened.open(self._ledger, self._judging, case_id)
            opened.handle = self._handles.setdefault(case_id, opened.handle)
            opened.numbers = self._numbers.setdefault(opened.handle, {})
        opened.look()
        self._open[opened.handle] = opened
        for old in [*self._open][:-_MOST]:
            if not self._open[old].sitting.kept.meetings:
                del self._open[old]
        return opened

    def _cases(self, form: Mapping[str, str] | None) -> Told:
        """The cases that this person sees; or one of them is opened, or begun."""
        errors: list[Error] = []
        if form is not None:
            name = printable(form.get("case", "")).strip()
            try:
                if form.get("do") == "begin":
                    begin(self._ledger, new_case(name), self._pack)
                opened = self._opened(name)
            except Refused as refused:
                errors = errors_of(refused.problems, "case" if form.get("do") == "begin" else "cases")
            else:
                return {"to": opened.address()}
        cases = [one.case_id for one in kept_cases(self._ledger) if not one.is_erased]
        typed = form.get("case", "") if form and form.get("do") == "begin" else ""
        about = {
            "title": "Plain form",
            "cases": cases,
            "untold": "" if cases else none_told(self._ledger),
            "may_begin": may_begin(self._ledger),
            "errors": errors,
            "typed": typed,
        }
        return {"show": "form/cases", "status": 422 if errors else 200, "about": about}


def none_told(ledger: Ledger) -> str:
    """Why whoever is signed in sees no case, in sentences; empty where they may begin one."""
    return " ".join(f"{first_up(one)}." for one in none_given(ledger) or ())


def _shown(opened: Opened, page: str) -> Told:
    match page:
        case "":
            return overview.questions(opened)
        case "left":
            return overview.left(opened)
        case "notes":
            return overview.notes(opened)
        case "own-view":
            return own_view.own_view_page(opened)
        case "proposal":
            return proposal.proposal_page(opened)
        case "judgement":
            return judgement.judgement_page(opened)
        case "case-review":
            return case_review.case_review_page(opened)
        case "head":
            return recording.head_page(opened)
        case "action":
            return recording.action_page(opened)
        case "meeting":
            return recording.meeting_page(opened)
    return _place(opened, page, None)


def _taken(opened: Opened, page: str, form: Mapping[str, str]) -> Told:
    match page:
        case "":
            return overview.walk(opened, form)
        case "notes":
            return overview.take_notes(opened, form)
        case "own-view":
            return own_view.take_own_view(opened, form)
        case "judgement":
            return judgement.take_judgement(opened, form)
        case "case-review":
            return case_review.take_case_review(opened, form)
        case "head":
            return recording.take_head(opened, form)
        case "action":
            return recording.take_action(opened, form)
        case "meeting":
            return recording.take_meeting(opened, form)
    return _place(opened, page, form)


def _place(opened: Opened, page: str, form: Mapping[str, str] | None) -> Told:
    """The page of a question or a section; where that is asked no more, the one nearest to it."""
    case, pack = opened.sitting.case, opened.sitting.pack
    place = opened.place(page)
    if place is None:
        return {"to": opened.address()} if form is None else _lost()
    if place not in set(places(case, pack)):
        return _gone(opened, place, form)
    if isinstance(place, Closing):
        if form is None:
            return recording.section_page(opened, place)
        return recording.take_section(opened, place, form)
    if form is None:
        return asking.question_page(opened, place)
    return answering.take_question(opened, place, form)


def _lost() -> Told:
    """Of a page that nobody was shown: what was typed there is given back."""
    return {"problems": ["This page is not known any more, so nothing of it was kept."]}


def _gone(opened: Opened, place: Place, form: Mapping[str, str] | None) -> Told:
    opened.said = "What was asked there is not asked any more."
    if form is not None and isinstance(place, At):
        drafts = opened.sitting.drafts
        texts = [printable(form.get(name, "")).strip() for name in ("fact", "reason", "note")]
        if any(texts):  # they go on as a note, which is linked to nothing yet
            drafts.keep("inbox new", "\n\n".join(filter(None, [drafts.get("inbox new"), *texts])))
            opened.said += " What you wrote waits on the page Notes."
    return {"to": opened.address(nearest(opened.sitting.case, opened.sitting.pack, place))}
