"""Says in words that a report is a draft, and what it still needs, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.work.report.shapes import Part, Report


def draft_line(report: Report) -> str:
    """That it is a draft, and of how much is still needed; empty where nothing is."""
    if not report.needs:
        return ""
    count = len(report.needs)
    return f"Draft: {count} thing{'' if count == 1 else 's'} still needed."


def still_needed(report: Report, part: Part) -> Iterator[str]:
    """A line for each thing that a heading still needs."""
    return (f"Still needed: {need.asks}" for need in report.needs if need.heading == part.id)
