"""Keeps what is needed to mend a crash, and nothing of the case that was open when it happened."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from assistant import __version__

_PACKAGE = Path(__file__).parents[1]


def write_report(error: BaseException, directory: Path | None = None) -> Path | None:
    """Write a report of the error that only its owner can read; its path, or None where none can be written.

    It holds the kinds of error and the places in the program. Messages and values are left out, as
    they may hold what somebody wrote about a child.
    """
    try:
        folder = directory or _state_directory()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        moment = datetime.now(UTC)
        # `mkstemp` makes the file with mode 0600, and under a name that is not there yet.
        handle, name = tempfile.mkstemp(".txt", f"crash-{moment:%Y%m%dT%H%M%SZ}-", folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(redacted(error, moment))
    except OSError:
        return None
    return Path(name)


def redacted(error: BaseException, moment: datetime) -> str:
    """The report: versions, the kinds of error from the first cause on, and for each where it came from."""
    lines = [
        f"sccif-assistant {__version__}, {moment.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} on {platform.system()}",
        "",
        "Messages and values are left out: they may hold what somebody wrote about a child.",
    ]
    for one in _causes(error):
        lines += ["", f"{type(one).__module__}.{type(one).__qualname__}"]
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def _causes(error: BaseException) -> list[BaseException]:
    found = [error]
    while (before := found[-1].__cause__ or found[-1].__context__) is not None and before not in found:
        found.append(before)
    return found[::-1]


def _place(file: str) -> str:
    """A file's place within the package or the library, without the folders of this machine."""
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return str(path.relative_to(_PACKAGE.parent))
    return "/".join(path.parts[-2:])


def _state_directory() -> Path:
    import platformdirs

    return platformdirs.user_state_path("sccif", appauthor=False)
