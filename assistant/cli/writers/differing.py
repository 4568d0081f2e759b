"""Tells of the answers in which two cases differ, and what moves where one is taken over into the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.case import At
from assistant.cli.terminal import Page, plain
from assistant.pack import Pack
from assistant.reasoning.phrases import answer_label, first_up, question_name, record_name
from assistant.work.agenda import Item


def print_differing(page: Page, pack: Pack, items: Iterable[Item], one: str, other: str) -> None:
    """Print the answers that differ and move something; `!` stands before those that move a proposal.

    `one` and `other` are what the two cases are called where only one of them has a record.
    """
    moving = [item for item in items if item.rules or item.swaps]
    if moving:
        page.line(plain(f"Answered otherwise ({one} / {other})"), 2)
    for item in moving:
        place = item.places[0] or item.places[1]
        mark = "! " if item.swaps else "- "
        if isinstance(place, At):
            question = pack.questions[place.key.record][place.question]
            mine, theirs = (answer_label(question, one) or "not answered" for one in item.answers)
            page.line(plain(f"{question_name(pack, place)} {mine} / {theirs}"), 4, mark)
        elif place is not None:
            told = f"{first_up(record_name(pack, place))}: only {one if item.places[0] else other}"
            page.line(plain(told), 4, mark)


def differing_as_json(items: Iterable[Item]) -> list[dict[str, Any]]:
    """All that differs, as JSON: where, what was answered, the proposals that move and the rules."""
    return [
        {
            "places": [place and str(place) for place in item.places],
            "answers": item.answers,
            "moves": [swap._asdict() for swap in item.swaps],
            "rules": item.rules,
        }
        for item in items
    ]
