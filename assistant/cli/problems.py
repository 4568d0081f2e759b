"""Tells a person what is wrong: on standard error, in words or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from assistant.cli.terminal import visible
from assistant.problems import Problem


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
    return ("warning: " if problem.severity == "warning" else "") + visible(str(problem))
