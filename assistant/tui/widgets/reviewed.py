"""Draws a review: its points as a list, and the one under the cursor beside what it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from assistant.store import Event
from assistant.store.kinds import Replied
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.work.review.points import Point
from assistant.work.review.record import Review, Said, Verdict, told_sign_off

SIGNS: Mapping[Verdict, tuple[str, str]] = {
    "agreed": ("✓", "$good"),
    "queried": ("?", "bold $warn"),
    "not agreed": ("✗", "bold $bad"),
    "taken back": ("↶", "$quiet"),
}
"""What stands before a point of which something was said."""
_HELD = {"flag": "$warn", "note contradicts": "$warn"}
_LONG = 9
"""A longer name of what a point is held against stands on a line of its own."""


def prompt(point: Point, said: Said | None) -> Content:
    """A point on one line of the list, with what was said of it last."""
    sign, style = SIGNS[said.verdict] if said else ("·", "$quiet")
    if said and said.verdict == "queried" and not said.is_open:
        sign, style = "¿", "$accent"
    if said and said.is_before:
        style = "$quiet"
    tone = "bold" if point.kind in ("judgement", "case review", "area") else ""
    return Content.assemble(
        "  " * point.depth, (f"{sign} ", style), plain_line(point.brief or point.says, tone)
    )


def record(review: Review) -> Iterator[Row]:
    """Who began it and when, what holds a sign-off up, and who signed."""
    if review.begun is None or review.by_rules is None:
        yield row(plain("No review of this case was begun: b begins it.", "$quiet"))
        return
    event = review.begun
    for one in reversed(review.signed_off):
        told, is_before = f"{when(one)}  {told_sign_off(one)}", review.is_signed_before(one)
        style, sign = ("$quiet", "· ") if is_before else ("bold", "✓ ")
        told += review.mark(one) if is_before else ""
        yield row(plain(told, style), lead=plain(sign, "$quiet" if is_before else "$good"), indent=2)
    for one_person in review.same_people():
        yield row(plain(one_person), lead=plain("! ", "bold $warn"), indent=2)
    for erased in review.told_erased():
        yield row(plain(erased, "$quiet"), lead=plain("! ", "$warn"), indent=2)
    for holds in review.holds_up():
        yield row(plain(holds), lead=plain("! ", "bold $warn"), indent=2)
    yield row(plain(f"Begun by {event.row.actor}, {when(event)}: {review.by_rules.framework}", "$quiet"))


def detail(point: Point | None, review: Review) -> Iterator[Row]:
    """A point in full: what it is held against, and all that was said of it."""
    if point is None:
        return
    yield row(plain(point.says, "bold"))
    yield BLANK
    for what, text in point.beside:
        tone = _HELD.get(what, "")
        if len(what) > _LONG:
            yield row(plain(what, "$quiet"))
            yield row(plain(text, tone), lead="  ", indent=2)
        else:
            yield row(plain(text, tone), lead=plain(f"{what}  ", "$quiet"), indent=len(what) + 2)
    told = [one for one in review.said if one.at == point.at]
    if told:
        yield BLANK
    for one in told:
        sign, style = SIGNS[one.verdict]
        before = review.mark(one.event).replace(" – ", ", ") if one.is_before else ""
        head = f"{one.verdict} by {one.event.row.actor} on {when(one.event)}{before}"
        yield row(
            plain(head + (f": {one.text}" if one.text else "")), lead=plain(f"{sign} ", style), indent=2
        )
        for reply in one.replies:
            text = reply.happened.text if isinstance(reply.happened, Replied) else ""
            yield row(plain(f"{reply.row.actor}: {text}"), lead=plain("  ↳ ", "$accent"), indent=4)


def when(event: Event) -> str:
    """The day and minute of an event, where whoever looks is."""
    return f"{event.at.astimezone():%Y-%m-%d %H:%M}"
