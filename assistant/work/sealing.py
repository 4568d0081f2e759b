"""The inspector's own view of each area and of the judgement, before the proposal is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from assistant.case import Case, Seal
from assistant.document.fields import too_long
from assistant.pack import Outcome, Pack
from assistant.problems import Problem

JUDGEMENT = "judgement"
"""Stands beside the areas' ids for the view of the whole."""
DRAFT = "seal"
_SHOWN = 40
_WORD = re.compile(r"[^\W\d_]{3}")
"""A word of three letters: less than that was typed by mistake."""


def asked_for(pack: Pack) -> tuple[str, ...]:
    """What a view is stated of: each area, and the judgement last."""
    return (*pack.areas, JUDGEMENT)


def outcomes(pack: Pack, name: str) -> list[Outcome]:
    """What can be stated of an area, or of the judgement: those on the scale, best first, then the others."""
    known = pack.judgements if name == JUDGEMENT else pack.evaluations
    return sorted(known.values(), key=lambda one: (one.scale is None, one.scale or 0))


def reasons_problem(reasons: str) -> Problem | None:
    """What is wrong with the reasons for a view."""
    if _WORD.search(reasons):
        return too_long(reasons)
    short = reasons.strip()
    if not any(letter.isalpha() for letter in short):
        return Problem("case-answer-form", "there are no reasons yet", "write your reasons, in words")
    what = f"`{short[:_SHOWN]}` is too short for reasons: no word of it has three letters"
    return Problem("case-answer-form", what, "write in words why, as `seen on both days`")


def seal(case: Case, view: Mapping[str, str], reasons: str, at: datetime) -> Seal:
    """The view as it is sealed."""
    return Seal(
        judgement=view[JUDGEMENT],
        areas={name: said for name, said in view.items() if name != JUDGEMENT},
        reasons=reasons,
        by=case.inspection.inspector if case.inspection else None,
        at=at.replace(microsecond=0),
    )
