"""The page of the case review in the plain form: the readings, the concerns, and what inspector and RIM state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.problems import Refused
from assistant.reasoning import concerns
from assistant.reasoning.phrases import MAY_CHANGE
from assistant.serve.form.opened import Error, Opened, Told, errors_of, written
from assistant.serve.form.proposal import proposal_page
from assistant.store.permitted import may_speak_as
from assistant.work.case_review import (
    SPEAKERS,
    SPELT,
    Readings,
    Speaker,
    held,
    holder,
    readings,
    stated_by,
    statement,
    told_by,
)
from assistant.work.deciding import recorded_by
from assistant.work.sealing import reasons_problem

_CHOICE, _REASONS, _OPTIONS = "case review", "case review reasons", "case review options"
"""Where the app keeps what is chosen and written of it."""
_WAYS: Mapping[str, tuple[Speaker, bool]] = {
    f"{by}-{'held' if is_held else 'not-held'}": (by, is_held) for by in SPEAKERS for is_held in (True, False)
}


def case_review_page(
    opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()
) -> Told:
    """Both readings and what bears on them, over the statement; only once the own view is sealed."""
    sitting = opened.sitting
    if sitting.is_covered:
        return proposal_page(opened)
    sitting.show()
    drafts = sitting.drafts
    found = readings(sitting.judging, sitting.judged)
    speaks = [by for by in SPEAKERS if may_speak_as(opened.ledger, sitting.case.id, by)]
    may_state = [name for name, (by, _) in _WAYS.items() if by in speaks]
    return opened.page(
        "case_review",
        "The case review",
        page="case-review",
        errors=errors,
        follows=_follows(opened, found),
        readings=[
            {
                "label": one.label,
                "says": one.says,
                "later": "" if one.is_certain else MAY_CHANGE,
                "because": one.because,
            }
            for one in found.each
        ],
        concerns=concerns(sitting.judged),
        stated=[_stated(opened, by) for by in SPEAKERS],
        choices=[{"id": name, "label": _named(opened, name)} for name in may_state],
        typed={
            "choice": drafts.get(_CHOICE),
            "reasons": drafts.get(_REASONS),
            "options": drafts.get(_OPTIONS),
            **(form or {}),
        },
        recorded=recorded_by(sitting.kept.ledger.actor),
    )


def _follows(opened: Opened, found: Readings) -> str:
    """Which judgement the readings follow."""
    pack, judged = opened.sitting.pack, opened.sitting.judged
    if found.after is not None:
        return f"By the judgement that was recorded: {pack.judgements[found.after].label}."
    proposed = judged.proposal.judgement
    told = pack.judgements[proposed].label if proposed else "nothing yet"
    return f"By what is known, as it is not judged yet; the rules propose: {told}."


def _stated(opened: Opened, by: Speaker) -> dict[str, Any]:
    """What one of the two stated last, and who did when."""
    stated = stated_by(opened.sitting.kept.standing, by)
    who = holder(opened.sitting.case, by)
    office = f"The {SPELT[by]}" + (f" ({who})" if who and stated is None else "")
    return {
        "by": office,
        "says": held(stated),
        "signed": f", {told_by(opened.sitting.case, by, stated)}" if stated else "",
        "reasons": stated.told.reasons if stated else "",
        "options": (stated.told.options if stated else None) or "",
    }


def _named(opened: Opened, name: str) -> str:
    by, is_held = _WAYS[name]
    who = holder(opened.sitting.case, by)
    said = "a case review is held" if is_held else "no case review is held"
    return f"The {SPELT[by]}" + (f" ({who})" if who else "") + f": {said}"


def take_case_review(opened: Opened, form: Mapping[str, str]) -> Told:
    """What one of the two states is written down with its reasons; who may state it the store knows."""
    sitting = opened.sitting
    if sitting.is_covered:
        return proposal_page(opened)
    drafts = sitting.drafts
    typed = written(form, "reasons", "options")
    drafts.keep(_REASONS, typed["reasons"])
    drafts.keep(_OPTIONS, typed["options"])
    choice = form.get("choice", "")
    errors: list[Error] = []
    if choice in _WAYS:
        drafts.keep(_CHOICE, choice)
    else:
        errors.append(
            Error(field="choice-0", says="Choose who states it, and whether a case review is held.")
        )
    if problem := reasons_problem(typed["reasons"]):
        errors += errors_of([problem], "reasons")
    if errors:
        return case_review_page(opened, form, errors)
    by, is_held = _WAYS[choice]
    try:
        told = statement(by, is_held=is_held, reasons=typed["reasons"], options=typed["options"])
        sitting.kept.record(told)
        opened.ask_about([told], sitting.case)
    except Refused as refused:
        return case_review_page(opened, form, errors_of(refused.problems, "choice-0"))
    for place in (_CHOICE, _REASONS, _OPTIONS):
        drafts.forget(place)
    opened.said = f"Stated. {_named(opened, choice)}."
    return {"to": opened.address("case-review")}
