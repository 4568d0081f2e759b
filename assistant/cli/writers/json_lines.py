"""A judged case as one line of JSON, the published object of `sccif judge --json`."""

from __future__ import annotations

import json
from typing import TextIO

from assistant.cli.writers import Result
from assistant.reasoning import as_json


class JsonLines:
    """Writes one object a line, in ASCII: whole in any encoding, and without effect on a terminal."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def case(self, result: Result) -> None:
        """Write one judged case."""
        told = as_json(result.judged, result.asked, result.supposing, result.warnings)
        self.file.write(json.dumps(told) + "\n")

    def end(self) -> None:
        """Nothing stands below."""
