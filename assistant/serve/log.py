"""What the server writes down: one JSON object a line, with nothing in it by which a person or a case is known.

Accounts and addresses stand there as marks: the same within one run of the server, and worth nothing after it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO


class Log:
    """Writes what happens to a stream."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._key = secrets.token_bytes(32)

    def mark(self, name: str) -> str:
        """What stands for an account or an address."""
        return hmac.new(self._key, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:12]

    def tell(self, event: str, **about: str | float | None) -> None:
        """Write down that something happened."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        said = {"at": moment, "event": event, **{name: one for name, one in about.items() if one is not None}}
        self._stream.write(json.dumps(said) + "\n")
        self._stream.flush()


class Troubles(logging.Handler):
    """Takes what libraries have to say: what kind of thing happened where, and never their words, which may hold anybody's."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down."""
        error, at = None, f"{Path(record.pathname).name}:{record.lineno}"
        if record.exc_info and record.exc_info[0] is not None:
            error, last = record.exc_info[0].__name__, record.exc_info[2]
            while last is not None:
                at = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}"
                last = last.tb_next
        self._log.tell("trouble", of=record.name, level=record.levelname.lower(), error=error, where=at)
