"""The panel beside the question: what the rules make of the case, or, while covered, only how far it has come."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from assistant.pack import Outcome
from assistant.reasoning.phrases import first_up
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.work import acting
from assistant.work.interview import Progress, chapters, keys, progress, steps
from assistant.work.proof_state import Proofs
from assistant.work.sitting import flags_meant, flags_name

_MONTH = len("2018-03")


def rows(session: Session, proofs: Proofs) -> Iterator[Row]:
    """The panel: covered until the own view is sealed, or live; and by which rules, and what is proved of them."""
    if session.is_covered:
        yield from _covered(session)
    else:
        from assistant.tui.widgets import live

        yield from live.rows(session)
    yield from _about(session, proofs)


def outcome(one: Outcome, *, is_short: bool = False) -> Content:
    """An outcome with its sign and its tone."""
    return plain_line(f"{one.sign} {one.short if is_short else one.label}", f"bold $tone-{one.tone}")


def headline(session: Session, width: int | None = None) -> Content:
    """The proposal, or while covered the progress, on one line; what it rests on goes whole where there is no room."""
    if session.is_covered:
        done, core, of = session.far
        so_far = " so far" if done < core and session.covers is None else ""
        return Content.assemble(
            "own view first: ",
            (f"{done}", "bold"),
            f" of {core} {of}{so_far}",
            (f" · {len(session.flags)} {flags_name(is_covered=True)}", "$quiet"),
        )
    from assistant.tui.widgets import live

    return live.headline(session, width)


def mode(session: Session) -> str:
    """How far the case has come with the own view: covered, live or sealed; once it is judged, as the list says it."""
    if session.is_covered:
        return "own view first"
    if session.case.judgement:
        return session.kept.standing.state
    return "live" if session.reveal == "live" else "sealed"


def _covered(session: Session) -> Iterator[Row]:
    case, pack = session.case, session.pack
    yield title("Own view first")
    yield row("Nothing that the rules conclude is shown until you have sealed your own view, with reasons.")
    yield row(
        ("Press ", "$quiet"),
        ("w", "bold $accent"),
        (" for what is left, ", "$quiet"),
        ("s", "bold $accent"),
        (" when you are ready to state it.", "$quiet"),
    )
    yield baseline(session)
    yield BLANK
    yield title(f"Progress, {session.far[2]}")
    total = Progress()
    for chapter in chapters(pack):
        found = (
            step
            for kind in chapter.kinds
            for key in keys(case, pack, kind)
            for step in steps(case, pack, key)
        )
        counted = progress(found, session.covers)
        total += counted
        name = chapter.area.short if chapter.area else chapter.kinds[0].plural
        if counted.core:
            yield _bar(name, counted)
    yield _bar("All", total)
    yield from _open(session, total)
    yield from look_again(session)


def _bar(name: str, counted: Progress) -> Row:
    width = 6
    told = counted.settled + counted.uncertain
    full = width * told // counted.core if counted.core else 0
    bar = Content.assemble(("━" * full, "$accent"), ("┄" * (width - full), "$line"))
    doubt = f" {counted.uncertain}?" if counted.uncertain else ""
    return row(
        bar,
        f" {told}/{counted.core}",
        (doubt, "$warn"),
        lead=plain_line(name).truncate(19, ellipsis=True),
        indent=20,
    )


def _open(session: Session, total: Progress) -> Iterator[Row]:
    case, pack = session.case, session.pack
    yield BLANK
    yield title("Open")
    left = total.core - total.settled - total.uncertain
    yield row(f"{left} {session.far[2]} not answered, {total.uncertain} uncertain")
    if session.covers is not None:
        yield row(("Of the others its authors found nothing in the documents: they may be left.", "$quiet"))
    sections = [kind.plural for kind in pack.sections if kind.id not in case.complete | case.sampled]
    if sections and session.covers is None:
        yield row(plain("Sections not closed: " + ", ".join(sections), "$quiet"))
    if told := danger_line(session):
        yield BLANK
        yield row((told, "bold $bad"), lead=Content.styled("⚠ ", "bold $bad"), indent=2)


def danger_line(session: Session) -> str | None:
    """What needs action now, on one line; None where nothing does."""
    return acting.danger_line(session.case, session.pack, "press f4")


def look_again(session: Session) -> Iterator[Row]:
    """What is thin or odd, and what is asked of it."""
    found = session.flags
    yield BLANK
    yield title(f"{first_up(flags_name(is_covered=session.is_covered))} ({len(found)})")
    yield row((flags_meant(is_covered=session.is_covered), "$quiet"))
    if not found:
        yield row("Nothing is thin or odd.")
    if session.covers is None:
        yield row(
            ("w", "bold $accent"), (" lists these with all else that is left, such as detail.", "$quiet")
        )
    labels: dict[str, str] = {flag.kind: flag.label for flag in session.pack.evidence.flags}
    for flag in found:
        label = labels.get(flag.kind, "Is this right?")
        yield row(
            (f"{label}. ", "$warn"), plain(flag.asks), lead=Content.styled("? ", "bold $warn"), indent=2
        )


def baseline(session: Session) -> Row:
    """The baseline that is used, named wherever a judgement is shown."""
    base = session.case.baseline
    if base is None:
        told = "baseline: none is told in the case"
    else:
        label = next((one.label for one in session.pack.dates.baselines if one.id == base.used), base.used)
        day = base.date_used()
        told = f"baseline: {label[:1].lower()}{label[1:]}" + (f", {day}" if day else "")
    return row(plain(told, "$quiet"))


def _about(session: Session, proofs: Proofs) -> Iterator[Row]:
    framework = session.pack.framework
    until = str(framework.effective_to)[:_MONTH] if framework.effective_to else "today"
    yield BLANK
    yield title("By")
    yield row(plain(framework.short), (f"  {str(framework.effective_from)[:_MONTH]} to {until}", "$quiet"))
    yield row(plain(framework.caution, "$quiet"))
    if proofs.broken:
        yield row((proofs.told, "bold $bad"), lead=Content.styled("⚠ ", "bold $bad"), indent=2)
    else:
        yield row((f"{proofs.told}  ", "$quiet"), ("f7", "bold $accent"))


def title(text: str) -> Row:
    """The title of a part."""
    return row((text, "bold $accent"))
