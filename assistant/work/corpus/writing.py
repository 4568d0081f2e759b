"""Writes corpora that were made by chance: as JSON Lines, or as the tables of a corpus in Parquet files."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.case import Case
from assistant.case.write import to_tree
from assistant.document import lies_at, put_in_place
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where
from assistant.work.corpus.corpus import Corpus

Told = Callable[[int], object]
_EVERY = 100


def line_of(case: Case, pack: Pack) -> str:
    """A case as one line of JSON Lines."""
    return json.dumps(to_tree(case, pack), ensure_ascii=False) + "\n"


def write_lines(cases: Iterable[Case], pack: Pack, path: Path, told: Told) -> None:
    """Write a case a line into a new file (0600), whole or not at all.

    Raises `Refused`: `file-changed` where there is such a file, `file-unwritable` where the disk refuses.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".sccif-", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            for number, case in enumerate(cases, start=1):
                stream.write(line_of(case, pack))
                if number % _EVERY == 0:
                    told(number)
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(part, path)
    except FileExistsError:
        raise _there(path) from None
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def write_tables(cases: Iterable[Case], pack: Pack, folder: Path, about: str, told: Told) -> None:
    """Write the tables of a corpus into a new folder for this person alone, whole or not at all.

    Raises `Refused` as `write_lines` does.
    """
    if lies_at(folder):
        raise _there(folder)
    part: Path | None = None
    try:
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".sccif-"))
        with Corpus(pack) as corpus:
            corpus.take_in(cases, told)
            corpus.write(part, about)
        part.rename(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def _there(path: Path) -> Refused:
    right = "give another name, or take that away first"
    return Refused(
        [Problem("file-changed", "there is something of this name already", right, Where(str(path)))]
    )


def _unwritable(path: Path, error: OSError) -> Refused:
    what = f"it cannot be written: {error.strerror or error}"
    return Refused([Problem("file-unwritable", what, "make room, or name another folder", Where(str(path)))])
