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
        if as_json:
            told = json.dumps(problem.as_json())
        else:
            told = ("warning: " if problem.severity == "warning" else "") + visible(str(problem))
        sys.stderr.write(told + "\n")
    sys.stderr.flush()
