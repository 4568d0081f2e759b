"""What to ask next, as it stands in the panel: the question that matters most, and what its answers leave."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from assistant.case import At, Case, record_title
from assistant.pack import Pack
from assistant.reasoning.onward import Onward
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.tui.widgets.outline import MATTERS
from assistant.work.ahead import by_what_is_left, way_to


def rows(session: Session) -> Iterator[Row]:
    """The question to ask next, with how many of the open ones matter at all."""
    yield BLANK
    yield row(("Ask next", "bold $accent"))
    ahead = session.ahead
    if ahead is None:
        yield row(("not worked out" if session.unconfirmed else "being worked out…", "$quiet"))
        return
    if len(ahead.judged.certain.possible) == 1:
        yield row(("Settled: nothing that is open can change it.", "$quiet"))
        return
    pack = session.pack
    if ahead.first:
        yield from _first(session.case, pack, ahead.first[0], ahead.judged.certain.possible)
    else:
        yield row("No open question rules a judgement out by itself.")
    if ahead.sections:
        named = ", ".join(pack.record_types[name].plural for name in ahead.sections)
        told = "A judgement would be ruled out by nothing more coming of: "
        yield row((told, "$quiet"), plain(named, "$quiet"), (f", marked {MATTERS}", "$quiet"))
    count = len(ahead.first)
    of = (
        "open questions"
        if session.covers is None
        else "questions open, whether the scenario covers them or not"
    )
    told = f"{MATTERS} marks {count} of {ahead.open} {of}: one answer there can rule a judgement out."
    yield row((told, "$quiet"))
    yield row(
        ("Others can still turn the proposal: ", "$quiet"),
        ("e 3", "bold $accent"),
        (" tells which answers would.", "$quiet"),
    )


def _first(case: Case, pack: Pack, one: Onward, now: tuple[str, ...]) -> Iterator[Row]:
    """The question, under the one that is to be answered before it is asked, if there is one."""
    question = pack.questions[one.at.key.record][one.at.question]
    way = way_to(case, pack, one.at)
    if way != one.at:
        yield _asked(pack, way, "g ")
        yield row(("and by its answer", "$quiet"), indent=2)
    yield _asked(pack, one.at, "g " if way == one.at else "")
    for answers, left in by_what_is_left(one):
        named = " / ".join(question.labels[answer] for answer in answers)
        yield row(plain(named, "$quiet"), (" → ", "$accent"), _left(pack, left, now), indent=2)


def _asked(pack: Pack, at: At, key: str) -> Row:
    ask = pack.questions[at.key.record][at.question].ask
    title = (f"{record_title(pack, at.key)}: ", "$quiet")
    return row(title, plain(ask), lead=Content.styled(key, "bold $accent"), indent=2)


def _left(pack: Pack, left: tuple[str, ...], now: tuple[str, ...]) -> Content:
    if left == now:
        return Content.styled("as now", "$quiet")
    told = [pack.judgements[name] for name in left]
    return Content(" ").join(
        plain_line(f"{one.sign} {one.short}" if len(told) < 3 else one.sign, f"$tone-{one.tone}")
        for one in told
    )
