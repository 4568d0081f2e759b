"""Says in words that a report is a draft, and what it still needs, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.work.report.shapes import Part, Report

COMPLETE = "Everything that the headings ask for is there."
"""What is told of a report that needs nothing more; what is to be looked at before it is sent is told apart."""


def draft_line(report: Report) -> str:
    """That it is a draft, and why: what is still needed, and what was written of a case that is another by now.

    Empty where nothing is to be done.
    """
    needs, moved = len(report.needs), sum(bool(one.moved) for one in report.paragraphs)
    told = [
        f"{needs} thing{'' if needs == 1 else 's'} still needed" if needs else "",
        f"{moved} paragraph{'' if moved == 1 else 's'} written before the case changed" if moved else "",
    ]
    return f"Draft: {', '.join(filter(None, told))}." if needs or moved else ""


def still_needed(report: Report, part: Part) -> Iterator[str]:
    """A line for each thing that a heading still needs."""
    return (f"Still needed: {need.asks}" for need in report.needs if need.heading == part.id)
