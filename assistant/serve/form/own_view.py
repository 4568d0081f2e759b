"""The page of the plain form on which somebody states their own view and seals it, before any proposal is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from assistant.case import Sealed
from assistant.pack import Outcome
from assistant.serve.form.opened import Error, Opened, Told, errors_of, written
from assistant.work.ending import amiss, amiss_line
from assistant.work.interview import every_step, progress
from assistant.work.naming import caution
from assistant.work.sealing import DRAFT, asked_for, outcomes, reasons_problem, seal


def own_view_page(
    opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = (), named: str = ""
) -> Told:
    """Each area and the whole, to be stated before anything that the rules conclude is told.

    `named` is what is asked about names before it is sealed; where it is asked, sealing again goes on.
    """
    sitting = opened.sitting
    if not sitting.is_covered:
        return {"to": opened.address("proposal")}
    pack, drafts = sitting.pack, sitting.drafts
    counted = progress(every_step(sitting.case, pack))
    typed = form or {
        **{f"view-{name}": drafts.get(f"{DRAFT} {name}") for name in asked_for(pack)},
        "reasons": drafts.get(f"{DRAFT} reasons"),
    }
    return opened.page(
        "own_view",
        "Your own view",
        page="own-view",
        errors=errors,
        asked=[
            {
                "name": f"view-{name}",
                "label": pack.areas[name].label if name in pack.areas else "The judgement",
                "choices": [choice_of(one) for one in outcomes(pack, name)],
                "chosen": typed.get(f"view-{name}", ""),
            }
            for name in asked_for(pack)
        ],
        reasons=typed.get("reasons", ""),
        left=counted.core - counted.settled - counted.uncertain,
        amiss=amiss_line(amiss(pack, sitting.flags), "“What is left” shows them"),
        named=named,
    )


def choice_of(one: Outcome) -> dict[str, str]:
    """An outcome as a page offers it."""
    return {"id": one.id, "label": one.label, "says": one.says}


def take_own_view(opened: Opened, form: Mapping[str, str]) -> Told:
    """The view is sealed once it is whole, has reasons, and is known to be stated once."""
    sitting = opened.sitting
    if not sitting.is_covered:
        return {"to": opened.address("proposal")}
    pack, drafts = sitting.pack, sitting.drafts
    reasons = written(form, "reasons")["reasons"]
    drafts.keep(f"{DRAFT} reasons", reasons)
    view: dict[str, str] = {}
    errors: list[Error] = []
    for name in asked_for(pack):
        stated = form.get(f"view-{name}", "")
        if stated in {one.id for one in outcomes(pack, name)}:
            view[name] = stated
            drafts.keep(f"{DRAFT} {name}", stated)
        else:
            label = pack.areas[name].label if name in pack.areas else "the judgement"
            errors.append(Error(field=f"view-{name}-0", says=f"State your view of {label}."))
    if form.get("do") == "keep":
        opened.said = "What you stated is kept, and not sealed."
        return {"to": opened.address("own-view")}
    if problem := reasons_problem(reasons):
        errors += errors_of([problem], "reasons")
    if form.get("sure") != "yes":
        says = "Say that you know: a view is stated once and cannot be taken back."
        errors.append(Error(field="sure", says=says))
    if errors:
        return own_view_page(opened, form, errors)
    named = caution(pack, [reasons])
    if named and form.get("named") != named:
        opened.said = f"Not sealed yet. {named} Seal it again where it may stand."
        return own_view_page(opened, form, named=named)
    sealed = Sealed(seal(sitting.case, view, reasons, datetime.now(UTC)))
    if problems := opened.do(form.get("seen", ""), sealed):
        return own_view_page(opened, form, errors_of(problems, "reasons"))
    if sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    for name in (*asked_for(pack), "reasons"):
        drafts.forget(f"{DRAFT} {name}")
    opened.said = "Your own view is sealed."
    return {"to": opened.address("proposal")}
