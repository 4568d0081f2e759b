"""The report on the screen: its lines in order, and of each what it says and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from textual.content import Content
from textual.widgets import OptionList

from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.work.report.comments import Comment, Draft
from assistant.work.report.shapes import Need, Paragraph, Part, Remark, Report

_SIGNS = {"finding": "•", "concluded": "→", "answer": "»", "note": "“", "told": "·"}


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, or an area under one; the cursor passes over it."""

    text: str
    depth: int = 0


Line: TypeAlias = Title | Paragraph | Need | Remark | Draft | Comment
"""What a line of the report stands for."""


class Passages(OptionList):
    """The lines as a list; the one under the cursor stays in sight when what is told takes lines from it."""

    def on_resize(self) -> None:
        """Longer or shorter."""
        self.scroll_to_highlight()


def lines(report: Report, drafts: tuple[Draft, ...]) -> Iterator[Line]:
    """The report line by line: each heading with its paragraphs and what it needs, then what is beside it."""
    for part in report.parts:
        yield from _of_part(report, part, 0)
    if report.remarks:
        yield Title("To look at before it is sent")
        yield from report.remarks
    yield Title("Drafts sent, and the provider's comments")
    for draft in drafts:
        yield draft
        yield from draft.comments


def _of_part(report: Report, part: Part, depth: int) -> Iterator[Line]:
    yield Title(part.title, depth)
    yield from part.paragraphs
    yield from (need for need in report.needs if need.heading == part.id)
    for inner in part.parts:
        yield from _of_part(report, inner, depth + 1)


def prompt(line: Line) -> Content:
    """A line as the list has it."""
    match line:
        case Title(text=text, depth=depth):
            return Content.assemble("  " * depth, plain_line(text, "bold $accent"))
        case Paragraph():
            mark = ("✎ ", "bold $warn" if line.moved else "bold $accent") if line.written else ("  ", "")
            moved = ("! ", "bold $warn") if line.moved else ""
            title = plain_line(f"{line.title}:", "bold") if line.title else Content("")
            gap = " " if line.title else ""
            return Content.assemble("  ", mark, moved, title, gap, plain_line(line.text))
        case Need():
            return Content.assemble(("  ? ", "bold $warn"), plain_line(line.asks, "$quiet"))
        case Remark():
            return Content.assemble(("  ~ ", "bold $warn"), plain_line(line.says, "$quiet"))
        case Draft(told=sent):
            signed = "signed off" if sent.is_signed_off else "NOT signed off"
            return Content.assemble("  ", plain_line(f"{sent.day}: {sent.name}, {signed}", "bold"))
        case Comment(told=told, settled=settled):
            how = "not settled" if settled is None else "accepted" if settled.is_accepted else "not accepted"
            tone = "bold $warn" if settled is None else "$quiet"
            return Content.assemble("    ", (f"{how}: ", tone), plain_line(told.text))


def told(line: Line | None) -> list[Row]:
    """A line in full: what it says, and what it rests on."""
    match line:
        case Paragraph():
            return list(_paragraph(line))
        case Need(place=place, asks=asks):
            # What the interview asks has a place in it; all else is written here.
            asked = [BLANK, row(plain(f"It is asked at {place}.", "$quiet"))] if "." in place else []
            return [row(plain(asks)), *asked]
        case Remark(place=place, says=says):
            return [row(plain(says)), BLANK, row(plain(place, "$quiet"))]
        case Draft(told=sent, export=export):
            left = f"as it left the store in event {export}" if export else "not as it left the store"
            return [
                row(plain(f"{sent.name}, sent on {sent.day}", "bold")),
                row(plain(left, "$quiet")),
                row(plain(sent.digest, "$quiet")),
            ]
        case Comment():
            return list(_comment(line))
        case _:
            return []


def grounds(paragraph: Paragraph) -> Iterator[Row]:
    """Each sentence that was drafted, with what it rests on under it."""
    for sentence in paragraph.drafted:
        yield row(plain(sentence.text, "bold"))
        for ground in sentence.grounds:
            lead = Content.styled(f"{_SIGNS[ground.kind]} ", "$accent")
            where = f" ({ground.id})" if ground.kind == "told" else ""
            yield Row(plain(f"{ground.says}{where}", "$quiet"), lead, 2)


def _paragraph(paragraph: Paragraph) -> Iterator[Row]:
    if paragraph.written:
        yield row(plain(paragraph.text))
        yield BLANK
        for moved in paragraph.moved:
            what = f"{moved.name} {moved.how} since it was written" + (
                f": {moved.says}" if moved.says else ""
            )
            yield row(plain(what), lead=Content.styled("! ", "bold $warn"), indent=2)
        yield row(("As it is drafted now, and what that rests on", "bold $accent"))
    yield from grounds(paragraph)


def _comment(comment: Comment) -> Iterator[Row]:
    said, settled = comment.told, comment.settled
    yield row(plain(said.text))
    of = " and ".join(one for one in (said.place, said.question) if one)
    yield row(plain(f"came on {said.day}" + (f", on {of}" if of else ""), "$quiet"))
    if settled:
        how = "accepted" if settled.is_accepted else "not accepted"
        again = f" {settled.looked_again} looked at the judgement again." if settled.looked_again else ""
        yield BLANK
        yield row(plain(f"{how} by {comment.settled_by}: {settled.reasons}{again}"))
