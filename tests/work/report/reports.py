"""Reports for the tests of what they are written as, and the texts that are read back from it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from markdown_it import MarkdownIt

from assistant.case.header import Passage
from assistant.work.report.shapes import Need, Paragraph, Part, Report

VOID = {"meta", "br"}


def report_of(*texts: str, title: str | None = None, needs: tuple[Need, ...] = ()) -> Report:
    """A report of one heading with these paragraphs, each as it was written by hand."""
    paragraphs = [
        Paragraph(f"one/{number}", title, (), Passage(at=f"one/{number}", text=text))
        for number, text in enumerate(texts)
    ]
    return Report("c1", "SC000001", "Report", (Part("one", "One", tuple(paragraphs)),), needs)


def squeezed(text: str) -> str:
    """The text with what spaces and line breaks there are as one space."""
    return re.sub(r"\s+", " ", text).strip()


def of_markdown(text: str) -> list[str]:
    """The text of each block of Markdown, as any reader of CommonMark shows it."""
    found = []
    for token in MarkdownIt("commonmark").parse(text):
        assert token.type.split("_")[0] in ("paragraph", "heading", "inline"), token
        if token.type != "inline":
            continue
        kinds = {child.type for child in token.children or ()}
        assert kinds <= {"text", "hardbreak", "text_special", "em_open", "em_close"}, kinds
        found.append(
            "".join("\n" if one.type == "hardbreak" else one.content for one in token.children or ())
        )
    return found


class Page(HTMLParser):
    """The texts of a page's headings and paragraphs; nothing but what the writer writes may stand in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.elements: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "br":
            self.blocks[-1] += "\n"
        if tag in ("p", "h1", "h2", "h3", "h4"):
            self.blocks.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.blocks and self.open and self.open[-1] in ("p", "h1", "h2", "h3", "h4"):
            self.blocks[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def of_word(data: bytes) -> list[str]:
    """The text of each paragraph of a Word file."""
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]
