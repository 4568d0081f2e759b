"""Prints a report as plain text, or as JSON with what each sentence rests on."""

from __future__ import annotations

from typing import Any, TextIO

from assistant.cli.terminal import Page, plain
from assistant.cli.writers.words import listed
from assistant.work.report.shapes import Paragraph, Part, Report
from assistant.work.report.wanting import COMPLETE, draft_line

_TOLD = {
    "service": "--service",
    "enforcement": "--enforcement",
    "legal_basis": "--legal-basis",
    "history": "--before",
}
"""What a report needs beside the answers, and the option that tells it."""


_IN_HEAD = ("urn", "inspection", "baseline")
"""What a report needs of the head of the case."""


def as_text(report: Report, file: TextIO, *, grounds: bool) -> None:
    """The report, then what it still needs; with `grounds`, under each sentence what it rests on."""
    page = Page(file)
    page.heading(report.title)
    page.line(plain(report.case))
    for part in report.parts:
        _part(page, part, 0, grounds=grounds)
    page.gap()
    page.line(plain(draft_line(report) or COMPLETE, "bold"))
    for need in report.needs:
        page.line(plain(f"{need.place}: {need.asks}"), 2)
    if any(need.place in _TOLD for need in report.needs):
        told = f"`sccif cases report CASE` tells {listed(list(_TOLD.values()))} of a case of the store; `y` in the app asks for them."
        page.line(plain(told))
    if any(need.place.partition(".")[0] in _IN_HEAD for need in report.needs):
        told = "What begins with urn, inspection or baseline is in the head of the case: `head` in `sccif interview CASE` asks for it, and `f3` in the app."
        page.line(plain(told))
    if report.remarks:
        page.heading("To look at before it is sent")
    for remark in report.remarks:
        page.line(plain(f"{remark.place}: {remark.says}"), 2)


def as_json(report: Report) -> dict[str, Any]:
    """The report as an object, each sentence with what it rests on."""
    return {
        "case": report.case,
        "urn": report.urn,
        "title": report.title,
        "parts": [_part_tree(part) for part in report.parts],
        "needs": [{"heading": need.heading, "place": need.place, "asks": need.asks} for need in report.needs],
        "remarks": [{"place": remark.place, "says": remark.says} for remark in report.remarks],
    }


def _part(page: Page, part: Part, indent: int, *, grounds: bool) -> None:
    page.gap()
    page.line(plain(part.title, "bold"), indent)
    for paragraph in part.paragraphs:
        _paragraph(page, paragraph, indent + 2, grounds=grounds)
    for inner in part.parts:
        _part(page, inner, indent + 2, grounds=grounds)


def _paragraph(page: Page, paragraph: Paragraph, indent: int, *, grounds: bool) -> None:
    place = f"[{paragraph.at}]" + (f" {paragraph.title}" if paragraph.title else "")
    page.line(plain(place, "dim"), indent)
    if paragraph.written:
        page.line(plain(paragraph.text), indent)
        for moved in paragraph.moved:
            page.line(plain(f"moved since it was written: {moved.name} {moved.how}", "bold"), indent)
    for sentence in () if paragraph.written and not grounds else paragraph.drafted:
        lead = "drafted: " if paragraph.written else ""
        page.line(plain(f"{lead}{sentence.text}"), indent)
        for ground in sentence.grounds if grounds else ():
            page.line(plain(f"{ground.kind}: {ground.says} ({ground.id})", "dim"), indent + 2)


def _part_tree(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "title": part.title,
        "paragraphs": [_paragraph_tree(one) for one in part.paragraphs],
        "parts": [_part_tree(inner) for inner in part.parts],
    }


def _paragraph_tree(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "at": paragraph.at,
        "title": paragraph.title,
        "text": paragraph.text,
        "written": paragraph.written is not None,
        "moved": [{"name": one.name, "how": one.how, "says": one.says} for one in paragraph.moved],
        "sentences": [
            {
                "text": sentence.text,
                "grounds": [{"kind": one.kind, "id": one.id, "says": one.says} for one in sentence.grounds],
            }
            for sentence in paragraph.drafted
        ],
    }
