"""Writes a new file for its owner alone, whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from assistant.problems import Problem, Refused, Where

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What a file system says that has one name a file, as a memory stick's has."""


def write_new(path: Path, content: str | bytes) -> None:
    """Write a text, or bytes, into a file that is not there yet (0600); half a character as its number.

    Raises `Refused`: `file-changed` where there is a file of this name, `file-unwritable` where the disk or
    the folder refuses.
    """
    with prepared(path, content) as put:
        put()


@contextmanager
def prepared(path: Path, content: str | bytes) -> Iterator[Callable[[], None]]:
    """Write it beside its place, whole; what is given puts it there, and unless that is called nothing is left.

    So what cannot be written is known before anything is done that tells of it. Raises `Refused` as `write_new`
    does, there and where it is put in place.
    """
    with _refusing(path, "file"):
        if path.exists():
            raise FileExistsError
        data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
        part = write_part(path.parent, ".sccif-", ".part", data)

    def put() -> None:
        with _refusing(path, "file"):
            put_in_place(part, path)

    try:
        yield put
    finally:
        part.unlink(missing_ok=True)


def write_new_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by their names into a folder that is not there yet, for its owner alone, all of them or none.

    Raises `Refused` as `write_new` does.
    """
    with _refusing(folder, "folder"):
        if folder.exists():
            raise FileExistsError
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".sccif-"))
        try:
            for name, text in files.items():
                whole = write_part(part, ".sccif-", ".part", text.encode(errors="backslashreplace"))
                whole.rename(part / name)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


_TAKEN = {
    "file": ("there is a file of this name already", "give another name, or take that file away first"),
    "folder": ("there is something of this name already", "give another name, or take that away first"),
}
_NO_FOLDER = "make the folder that it is to be in first, or name another"
_ROOM = {"file": "make room, or name another folder", "folder": "make room, or name another place"}


@contextmanager
def _refusing(path: Path, kind: Literal["file", "folder"]) -> Iterator[None]:
    """What the system says of something new at a path, as a problem for a person."""
    where = Where(str(path))
    try:
        yield
    except FileExistsError:
        raise Refused([Problem("file-changed", *_TAKEN[kind], where)]) from None
    except OSError as error:
        what = f"the {kind} cannot be written: {error.strerror or error}"
        right = _NO_FOLDER if isinstance(error, FileNotFoundError) else _ROOM[kind]
        raise Refused([Problem("file-unwritable", what, right, where)]) from error


def write_part(folder: Path, prefix: str, suffix: str, data: bytes) -> Path:
    """A file of a name of its own in a folder, on the disk. Raises `OSError`, and then there is none."""
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


def put_in_place(part: Path, path: Path) -> None:
    """Give a file that is whole its name. Raises `FileExistsError` where there is one, or another `OSError`.

    INVARIANT: no file is replaced (tests/document/test_new_file.py).
    """
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # The name is taken first, so that nobody else has it when the file is moved there.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            part.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    # The name itself must last through a loss of power too, where the file system can.
    with suppress(OSError):
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
