"""Reads the cases that a command was given: files, JSON Lines and standard input, one case at a time."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from assistant.case import CaseFile, case_from, read_case
from assistant.document import LIMITS, Document, Place, parse
from assistant.document.text import decode, open_file
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where

STANDARD_INPUT = "-"


def read_cases(name: str, pack: Pack) -> Iterator[CaseFile | Refused]:
    """Every case of a file, or of standard input for `-`; for each that cannot be used, what is wrong.

    A file whose name ends in `.jsonl`, and standard input whose first line is a whole JSON object,
    hold a case on each line; anything else is one case in YAML or JSON.
    """
    try:
        if name == STANDARD_INPUT:
            yield from _from_stream(sys.stdin.buffer, pack)
        elif name.lower().endswith(".jsonl"):
            with open_file(name) as stream:
                yield from _from_lines(_lines(stream), name, pack)
        else:
            yield read_case(name, pack)
    except Refused as refused:
        yield refused


def _from_stream(stream: BinaryIO, pack: Pack) -> Iterator[CaseFile | Refused]:
    lines = _lines(stream)
    first = next(lines, b"")
    if _is_json_object(first):
        yield from _from_lines(_again(first, lines), "standard input", pack)
        return
    data = bytearray(first)
    for line in lines:
        data += line
        if len(data) > LIMITS.size:
            break
    text = decode(bytes(data), "standard input")
    yield case_from(parse(text, "standard input"), pack)


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines, each cut just past the size that is refused, so that none can fill the memory."""
    while line := stream.readline(LIMITS.size + 1):
        yield line


def _is_json_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _from_lines(lines: Iterator[bytes], file: str, pack: Pack) -> Iterator[CaseFile | Refused]:
    empty = True
    for number, line in enumerate(lines):
        if len(line) > LIMITS.size:
            # What follows is the rest of this line, not another case.
            yield _moved(_too_large(line, file), number)
            return
        if line.strip():
            empty = False
            yield _from_line(line, number, file, pack)
    if empty:
        right = "write one case a line, each a JSON object"
        yield Refused([Problem("file-empty", "there is no case in the file", right, Where(file))])


def _too_large(line: bytes, file: str) -> Refused:
    try:
        decode(line, file)
    except Refused as refused:
        return refused
    raise AssertionError(file)


def _from_line(line: bytes, number: int, file: str, pack: Pack) -> CaseFile | Refused:
    try:
        document = parse(decode(line.rstrip(b"\r\n"), file), file)
    except Refused as refused:
        return _moved(refused, number)
    try:
        return case_from(_on_line(document, number), pack)
    except Refused as refused:
        return refused


def _on_line(document: Document, above: int) -> Document:
    """The document with its places on the line of the file that it is, whatever YAML takes for a line break."""
    places, keys = (
        {path: Place(above + 1, place.column) for path, place in table.items()}
        for table in (document.places, document.keys)
    )
    return replace(document, places=places, keys=keys)


def _moved(refused: Refused, above: int) -> Refused:
    return Refused(
        replace(problem, where=replace(problem.where, line=above + 1)) for problem in refused.problems
    )
