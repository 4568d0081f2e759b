"""One object a line, in ASCII."""

from __future__ import annotations

import json
from io import StringIO

from assistant.cli.writers import Result
from assistant.cli.writers.json_lines import JsonLines
from assistant.reasoning import as_json


def test_a_line_is_exactly_the_published_object(declined: Result) -> None:
    file = StringIO()

    JsonLines(file).case(declined)

    assert json.loads(file.getvalue()) == as_json(declined.judged, declined.asked)
    assert file.getvalue().isascii()
    assert file.getvalue().count("\n") == 1
