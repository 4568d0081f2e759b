"""Writes a case as a new file, whole or not at all, and sets aside what can be kept nowhere else."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.case.model import Case
from assistant.case.write import to_json_text, to_text
from assistant.document import LIMITS, digest_of
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where


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
    data = text.encode()
    if len(data) > LIMITS.size:
        right = "take long texts out of the notes"
        raise Refused(
            [Problem("file-too-large", "the case is too long to be read again", right, Where(str(path)))]
        )
    try:
        _write_new(path, data)
    except FileExistsError:
        what, right = (
            "there is a file of this name already",
            "give another name, or take that file away first",
        )
        raise Refused([Problem("file-changed", what, right, Where(str(path)))]) from None
    except OSError as error:
        what, right = (
            f"the file cannot be written: {error.strerror or error}",
            "make room, or name another folder",
        )
        raise Refused([Problem("file-unwritable", what, right, Where(str(path)))]) from None
    return digest_of(text)


def put_aside(name: str, case: Case, pack: Pack, aside: Aside) -> Path | None:
    """Writes a case that can be kept nowhere else among what this user's programs keep, or where files pass.

    Gives where it is, None where no disk takes it. The same `aside` is written anew each time.
    """
    import platformdirs

    folder = platformdirs.user_state_path("sccif", appauthor=False) / "unsaved"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    data = to_text(case, pack).encode()
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            part = _write_part(place, f"{name[:40]}-unsaved-", ".yaml", data)
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


def _write_new(path: Path, data: bytes) -> None:
    """Writes beside the file and links it into place, so that it is whole or not there, and nothing is replaced."""
    part = _write_part(path.parent, ".sccif-", ".part", data)
    try:
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    # The name itself must last through a loss of power too, where the file system can.
    with suppress(OSError):
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_part(folder: Path, prefix: str, suffix: str, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        # A half of it must not be taken for the whole.
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
