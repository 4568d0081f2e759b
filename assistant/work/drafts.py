"""Keeps what was typed and not yet finished, so that neither a wrong key nor a crash loses it."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from assistant.work.whole_file import put_whole


def drafts_of(store: str, case_id: str) -> Path:
    """Where the drafts of a case are kept: in this user's own state, told by the store's name and the case's."""
    import platformdirs

    name = hashlib.sha256(f"{store}\n{case_id}".encode()).hexdigest()[:24]
    return platformdirs.user_state_path("sccif", appauthor=False) / "drafts" / f"{name}.json"


class Drafts:
    """Unfinished texts by the place they are written at, in a file that only its owner can read.

    A draft is a help: where it cannot be kept on disk it is kept in memory, and nothing fails.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._texts: dict[str, str] = {}
        self._unwritten: dict[str, str] = {}
        """What was kept, or with an empty text forgotten, and is not in the file, which could not be written."""
        self._read()

    def _read(self) -> None:
        """Take in what another window kept or finished meanwhile, beside what this one could not write."""
        with suppress(OSError, ValueError):
            read = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
            if isinstance(read, dict):
                self._texts = {str(name): text for name, text in read.items() if isinstance(text, str)}
        for place, text in self._unwritten.items():
            self._put(place, text)

    def _put(self, place: str, text: str) -> None:
        if text:
            self._texts[place] = text
        else:
            self._texts.pop(place, None)

    def get(self, place: str) -> str:
        """The draft at a place, empty where there is none."""
        return self._texts.get(place, "")

    def places(self) -> tuple[str, ...]:
        """Where there are drafts."""
        return tuple(self._texts)

    def keep(self, place: str, text: str) -> None:
        """Keep a text at a place; an empty one is forgotten.

        Another window of the same person may have kept something at another place meanwhile, which stays.
        """
        self._read()
        told = text if text.strip() else ""
        if self._texts.get(place, "") == told:
            return
        self._put(place, told)
        self._unwritten[place] = told
        with suppress(OSError):
            self._write()
            self._unwritten.clear()

    def forget(self, place: str) -> None:
        """The text was finished, or given up."""
        self.keep(place, "")

    def _write(self) -> None:
        if not self._texts:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Escaped, since half a surrogate pair can be typed and has no bytes in UTF-8.
        put_whole(self.path, json.dumps(self._texts, ensure_ascii=True))
