"""Tells a person what is wrong: on standard error, in words or as JSON."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable

from assistant.cli.terminal import visible
from assistant.problems import Problem

_NARROWEST = 20


def tell(problems: Iterable[Problem], *, as_json: bool = False) -> None:
    """Write problems to standard error, after everything written to standard output so far."""
    sys.stdout.flush()
    for problem in problems:
        sys.stderr.write(told(problem, as_json=as_json) + "\n")
    sys.stderr.flush()


def told(problem: Problem, *, as_json: bool) -> str:
    """A problem as it is written: a sentence with its place and code, or an object of JSON."""
    if as_json:
        return json.dumps(problem.as_json())
    lead = "warning: " if problem.severity == "warning" else ""
    return _wrapped(lead + visible(str(problem)))


def _wrapped(text: str) -> str:
    """The lines of a text between words, where a terminal would break them within one; elsewhere each as it is."""
    if not sys.stderr.isatty():
        return text
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    return "\n".join(_fitting(line, width) for line in text.split("\n"))


def _fitting(line: str, width: int) -> str:
    lead = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.fill(line, width, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False)
