"""Writes a review: its record, every point beside what it is held against, and where other readings differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from assistant.cli.terminal import Page, plain
from assistant.cli.writers.differing import differing_as_json, print_differing
from assistant.pack import Pack
from assistant.store import Event, Standing
from assistant.work.review.points import Point, counted, told_looked_at
from assistant.work.review.readings import Reading
from assistant.work.review.record import Review, Said, told_sign_off


def print_review(
    file: TextIO,
    pack: Pack,
    standing: Standing,
    review: Review,
    points: Sequence[Point],
    readings: Sequence[Reading],
    *,
    is_whole: bool,
) -> None:
    """The record, and where it is to be whole the points, each with what was said of it last, and other readings."""
    page = Page(file)
    page.heading(f"Review of {standing.case.id}: {standing.state}")
    _record(page, review, told_looked_at(points, review))
    if not is_whole:
        return
    page.line(plain("What stands in brackets is what a point is called: --agree, --query, --disagree"), 2)
    last = review.last
    for point in points:
        if point.depth < 2:  # decisions and areas stand apart
            page.gap()
        page.line(
            plain(point.says, "bold" if point.depth < 2 else ""),
            2 * point.depth,
            tail=plain(f"[{point.at}]", "dim"),
        )
        for what, text in point.beside:
            page.line(plain(text), 2 * point.depth + 2, f"{what}: ")
        if point.at in last:
            page.line(plain(_of(last[point.at]), "bold"), 2 * point.depth + 2, "» ")
    for reading in readings:
        page.gap()
        page.line(plain(f"Another reading of the same evidence: {reading.standing.case.id}", "bold"))
        print_differing(page, pack, reading.differs, "here", "there")


def _record(page: Page, review: Review, looked_at: str) -> None:
    if review.begun is None or review.by_rules is None:
        page.line(plain("No review was begun"), 2)
        return
    row = review.begun.row
    page.line(plain(f"begun by {row.actor} on {_when(review.begun)} (event {row.sequence})"), 2)
    page.line(plain(f"by {review.by_rules.framework}; rules {review.by_rules.pack}", "dim"), 2)
    page.line(plain(looked_at), 2)
    for one in review.said:
        before = review.mark(one.event) if one.is_before else ""
        if one.is_void and one.verdict == "agreed":
            before += " – taken back"
        page.line(plain(f"{one.at}: {_of(one)}{before}"), 2, f"event {one.event.sequence}  ")
        for reply in one.replies:
            page.line(plain(f"{getattr(reply.happened, 'text', '')} ({reply.row.actor})"), 4, "reply  ")
    for erased in review.told_erased():
        page.line(plain(erased), 2, "! ")
    for one_person in review.same_people():
        page.line(plain(one_person, "bold"), 2, "! ")
    for holds in review.holds_up():
        page.line(plain(f"holds up a sign-off: {holds}", "bold"), 2)
    for event in review.signed_off:
        is_before = review.is_signed_before(event)
        told = f"{told_sign_off(event)} ({_when(event)}, event {event.sequence}){review.mark(event) if is_before else ''}"
        page.line(plain(told, "" if is_before else "bold"), 2)


def _of(said: Said) -> str:
    return f"{said.verdict} by {said.event.row.actor}" + (f": {said.text}" if said.text else "")


def _when(event: Event) -> str:
    return event.row.at[:16].replace("T", " ") + " UTC"


def review_as_json(
    pack: Pack,
    standing: Standing,
    review: Review,
    points: Sequence[Point],
    readings: Sequence[Reading],
) -> dict[str, Any]:
    """The same as one object."""
    begun, rules = review.begun, review.by_rules
    last = review.last
    return {
        "case": standing.case.id,
        "state": standing.state,
        "event": standing.sequence,
        "pack": f"{pack.id} {pack.version}",
        "review": {
            "begun": begun and begun.sequence,
            "by": begun and begun.row.actor,
            "at": begun and begun.row.at,
            "framework": rules and rules.framework,
            "rules": rules and rules.pack,
            "said": [_said_tree(one, review) for one in review.said],
            "same_people": list(review.same_people()),
            "holds_up": list(review.holds_up()),
            "looked_at": counted(points, review.looked_at)._asdict(),
            "signed_off": [_signed_tree(event, review) for event in review.signed_off],
        },
        "points": [
            {
                "at": point.at,
                "kind": point.kind,
                "says": point.says,
                "beside": [{"what": what, "text": text} for what, text in point.beside],
                "said": last[point.at].verdict if point.at in last else None,
            }
            for point in points
        ],
        "readings": [
            {"case": reading.standing.case.id, "differs": differing_as_json(reading.differs)}
            for reading in readings
        ],
    }


def _said_tree(one: Said, review: Review) -> dict[str, Any]:
    return {
        "event": one.event.sequence,
        "by": one.event.row.actor,
        "at": one.at,
        "verdict": one.verdict,
        "text": one.text,
        "before_change": one.is_before and review.is_of_before(one.event),
        "is_void": one.is_void,
        "replies": [
            {"event": reply.sequence, "by": reply.row.actor, "text": getattr(reply.happened, "text", None)}
            for reply in one.replies
        ],
    }


def _signed_tree(event: Event, review: Review) -> dict[str, Any]:
    told = event.happened
    return {
        "event": event.sequence,
        "by": event.row.actor,
        "at": event.row.at,
        "role": getattr(told, "role", None),
        "dissent": getattr(told, "dissent", None),
        "looked_at": getattr(told, "looked_at", None),
        "points": getattr(told, "points", None),
        "before_change": review.is_of_before(event),
    }
