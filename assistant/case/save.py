"""Writes a case as a new file, whole or not at all, and sets aside what can be kept nowhere else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.case.model import Case
from assistant.case.write import to_json_text, to_text
from assistant.document import LIMITS, digest_of, write_new, write_part
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where

_CUT = 40
"""After so many characters earlier versions cut a case's name in the name of a file set aside."""


@dataclass(slots=True)
class Aside:
    """Where a case that could not be kept was put: one file, written anew each time, gone once it is kept."""

    path: Path | None = None


def write_file(path: Path, case: Case, pack: Pack) -> str:
    """Writes the case as a new file for its owner alone (0600), as JSON where it is named `.json`. Gives its digest.

    Raises `Refused`: `file-changed` where there is a file of this name, `file-unwritable` where the disk
    or the folder refuses, `file-too-large` where the text would be too long to be read again.
    """
    text = (to_json_text if path.suffix == ".json" else to_text)(case, pack)
    if len(text.encode()) > LIMITS.size:
        right = "take long texts out of the notes"
        raise Refused(
            [Problem("file-too-large", "the case is too long to be read again", right, Where(str(path)))]
        )
    write_new(path, text)
    return digest_of(text)


def put_aside(name: str, case: Case, pack: Pack, aside: Aside) -> Path | None:
    """Writes a case that can be kept nowhere else among what this user's programs keep, or where files pass.

    Gives where it is, None where no disk takes it. The same `aside` is written anew each time.
    """
    data = to_text(case, pack).encode()
    for place in _places():
        try:
            part = write_part(place, _beginning(name), ".yaml", data)
        except OSError:
            continue
        before, aside.path = aside.path, part
        with suppress(OSError):
            if before is not None and before.parent == place:
                aside.path = part.replace(before)
            elif before is not None:
                before.unlink(missing_ok=True)
        return aside.path
    return None


def asides(name: str) -> list[Path]:
    """The files in which this user's programs set a case of this name aside."""
    found: list[Path] = []
    for place in _places():
        with suppress(OSError):
            found += sorted(path for path in place.iterdir() if _is_of(path, name))
    return found


def _beginning(name: str) -> str:
    """How the name of a file begins in which a case of this name is set aside."""
    return f"{name}-unsaved-"


def _is_of(path: Path, name: str) -> bool:
    """Whether a case of this name is set aside in a file.

    Earlier versions cut a long name short, so that several cases may be meant: there the file itself tells.
    """
    if path.name.startswith(_beginning(name)):
        return True
    if len(name) <= _CUT or not path.name.startswith(_beginning(name[:_CUT])):
        return False
    head = path.read_text(encoding="utf-8", errors="replace").splitlines()[:5]
    return f"case: {name}" in head or f'case: "{name}"' in head


def _places() -> Iterator[Path]:
    """The folders that may take it, the likelier one first; that there is one is not certain."""
    import platformdirs

    folder = platformdirs.user_state_path("sccif", appauthor=False) / "unsaved"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    yield folder
    # Raised where no folder for passing files can be written.
    with suppress(OSError):
        yield Path(tempfile.gettempdir())
