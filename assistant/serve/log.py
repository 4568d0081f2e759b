"""What the server writes down: one JSON object a line, with nothing in it by which a person or a case is known.

Accounts and addresses stand there as marks: the same within one run of the server, and worth nothing after it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sys
from datetime import UTC, datetime
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
