"""Writes a debrief as text, or as JSON."""

from __future__ import annotations

from typing import Any, TextIO

from assistant.case import Answer
from assistant.cli.terminal import Page, plain
from assistant.pack import Pack
from assistant.work.training.debrief import Debrief, reasons
from assistant.work.training.model import CONSTRUCTED
from assistant.work.training.telling import lines, value_of


def print_debrief(stream: TextIO, pack: Pack, told: Debrief) -> None:
    """Print a debrief."""
    page = Page(stream)
    for line in lines(pack, told):
        if line.is_heading:
            page.heading(line.text)
        else:
            page.line(plain(line.text), line.indent, line.marker)


def debrief_as_json(told: Debrief) -> dict[str, Any]:
    """All of it as JSON."""
    share = told.answers
    return {
        "scenario": told.scenario.id,
        "about": CONSTRUCTED,
        "reading": told.whose,
        "judged": told.judged,
        "proposed": told.proposed,
        "answered": {"count": int(told.answered.count), "of": told.answered.of},
        "is_proposed": told.is_proposed,
        "areas": dict(told.areas),
        "answers": {"same": int(share.count), "of": share.of, "low": share.low, "high": share.high},
        "points": [
            {
                "places": [place and str(place) for place in point.item.places],
                "said": [_answer(answer) for answer in point.said],
                "moves": point.moves,
                "comes_to": point.swap.new if point.swap else None,
                "rules": point.item.rules,
                "room": point.room,
            }
            for point in told.points
        ],
        "reasons": reasons(told.theirs),
        "teaching": told.scenario.file.teaching,
    }


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "state": answer.state,
        "value": value_of(answer),
        "reason": answer.reason,
        "supports": answer.supports,
    }
