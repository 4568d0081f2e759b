"""Heads as they are kept elsewhere: JSON, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.document import read_text
from assistant.problems import Problem, Refused, Where
from assistant.store import Head


def heads_text(heads: Iterable[Head]) -> str:
    """The heads, one a line."""
    return "".join(
        json.dumps({"case": head.case_id, "event": head.sequence, "hash": head.hash}) + "\n" for head in heads
    )


def read_heads(path: Path) -> list[Head]:
    """The heads in a file. Raises `Refused` where it cannot be read, a line is none, or there is none at all."""
    found = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            found.append(Head(str(told["case"]), int(told["event"]), str(told["hash"])))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            right = "give a file that `sccif cases heads` wrote"
            raise Refused(
                [
                    Problem(
                        "shape-wrong-type",
                        "this line is no head of a case",
                        right,
                        Where(str(path), number, 1),
                    )
                ]
            ) from None
    if not found:
        right = "give a file that `sccif cases heads` wrote: nothing is checked against an empty one"
        raise Refused([Problem("file-empty", "there is no head in the file", right, Where(str(path)))])
    return found
