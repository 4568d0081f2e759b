"""The page of the plain form on which the judgement is recorded, beside the sealed view and the proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.case import JudgementRecorded
from assistant.serve.form.opened import Error, Opened, Told, errors_of, event_number, written
from assistant.serve.form.own_view import choice_of
from assistant.serve.form.proposal import proposal_line, proposal_page, sealed_view, warnings_of
from assistant.work.deciding import judgement_made, told_beside
from assistant.work.sealing import JUDGEMENT, outcomes, reasons_problem

_CHOICE, _REASONS = "judgement", "judgement reasons"
"""Where the app keeps what is chosen and written of the judgement."""
_CHANGED = "The case was changed meanwhile. Look at it again first, then record the judgement."


def judgement_page(
    opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()
) -> Told:
    """The judgement, beside the sealed view and the proposal; only once the own view is sealed."""
    sitting = opened.sitting
    if sitting.is_covered:
        return proposal_page(opened)
    sitting.show()
    judged, pack, drafts = sitting.judged, sitting.pack, sitting.drafts
    made = sitting.case.judgement
    known = pack.judgements.get(made.decided) if made else None
    return opened.page(
        "judgement",
        "Your judgement",
        page="judgement",
        errors=errors,
        warnings=warnings_of(sitting.judging),
        proposal=proposal_line(judged),
        own=sealed_view(judged),
        recorded=f"{known.label if known else made.decided}, because: {made.reasons}" if made else "",
        choices=[
            {**choice_of(one), "beside": told_beside(judged, one.id)} for one in outcomes(pack, JUDGEMENT)
        ],
        typed={"choice": drafts.get(_CHOICE), "reasons": drafts.get(_REASONS), **(form or {})},
        caution=pack.framework.caution,
    )


def take_judgement(opened: Opened, form: Mapping[str, str]) -> Told:
    """The judgement is recorded with its reasons, of the case as it was looked at."""
    sitting = opened.sitting
    if sitting.is_covered:
        return proposal_page(opened)
    drafts, seen = sitting.drafts, form.get("seen", "")
    choice, reasons = form.get("choice", ""), written(form, "reasons")["reasons"]
    drafts.keep(_REASONS, reasons)
    errors: list[Error] = []
    if choice in sitting.pack.judgements:
        drafts.keep(_CHOICE, choice)
    else:
        errors.append(Error(field="choice-0", says="Choose a judgement."))
    if problem := reasons_problem(reasons):
        errors += errors_of([problem], "reasons")
    if not errors and sitting.kept.standing.changed_since(event_number(seen)):
        errors.append(Error(field="choice-0", says=_CHANGED))
    if errors:
        return judgement_page(opened, form, errors)
    ledger = sitting.kept.ledger
    made = judgement_made(sitting.judged, choice, reasons, ledger.actor, ledger.now())
    if problems := opened.do("", JudgementRecorded(made)):
        return judgement_page(opened, form, errors_of(problems, "choice-0"))
    if sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    for name in (_CHOICE, _REASONS):
        drafts.forget(name)
    label = sitting.pack.judgements[choice].label
    opened.said = f"Recorded: {label}, {told_beside(sitting.judged, choice)}."
    return {"to": opened.address("judgement")}
