"""Looks at a file before it is opened as a store: nothing is written to what is not ours. Says what is wrong with it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import quote

from assistant.store.database import refuse, told_by_ledger

ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises, the second where a damaged file makes it say something that is no text."""
_OURS = {"migrations", "events"}
_IS_EFFECTIVE = os.access in os.supports_effective_ids
_PAGES = 1_024
"""So many are copied before it is told how far that is, and Ctrl-C is heard."""
_LEAST_ROOM = 1 << 16
"""Bytes that the files beside the store grow by at once."""


def reading_uri(path: Path) -> str:
    """How SQLite is asked for a file that is only read: nothing is written to it, whoever asks.

    Where a log (`-wal`) lies beside it, what was written last stands there. SQLite reads it by an index
    (`-shm`), which it makes where there is none; where it may not, that is told, for without the log a case
    would be read as it was. The file and the log stay as they are.

    Without a log everything is in the file, which is then read as it lies (`immutable=1`): without a lock,
    and without the log and index that SQLite would else leave beside a file it may not write. Whoever
    begins to write to it meanwhile is not waited for; a command that reads is over by then, or says that
    the file is damaged, and reads it rightly when it is run again.
    """
    as_it_lies = "" if _log(path).exists() else "&immutable=1"
    return f"file:{quote(os.fsencode(path.absolute()))}?mode=ro{as_it_lies}"


def is_there(path: Path) -> bool:
    """Whether there is a file. Raises `Refused` where the system does not let that be seen."""
    try:
        return path.exists()
    except OSError as error:
        fail(error, path)


def may_write(path: Path) -> bool:
    """Whether the file may be written, and files beside it: without its log a store takes nothing in."""
    return all(_is_writable(one) for one in (path, path.absolute().parent))


def version_in(path: Path) -> int:
    """The version of the store in a file, 0 where there is nothing in it yet.

    Raises `Refused` where it holds something else, or cannot be read.
    """
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not tables:
                # SQLite takes a file of one byte for an empty one, and would write over it.
                if path.stat().st_size == 1:
                    refuse_other(path, "a file")
                return 0
            columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(migrations)")}
            if not (tables >= _OURS and "number" in columns):
                refuse_other(path, "a database")
            (version,) = connection.execute("SELECT max(CAST(number AS INTEGER)) FROM migrations").fetchone()
            return int(version or 0)
    except (OSError, *ERRORS) as error:
        fail(error, path)


def refuse_other(path: Path, what: str) -> NoReturn:
    """Raises `Refused` of a file that is not ours."""
    right = "name another file with `--store`; nothing was changed"
    refuse("store-damaged", f"{path} is {what} of something else, and no store", right)


def refuse_empty(path: Path) -> NoReturn:
    """Raises `Refused` of a file with nothing in it, by who would read a store or write to one that is there."""
    right = "name the file of the store with `--store`; `sccif cases new CASE` makes a store of an empty file"
    refuse("store-missing", f"there is no store in {path}: it is empty", right)


def which_file(path: Path) -> tuple[int, int] | None:
    """What tells the file that lies there from any other; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_gone(path: Path) -> NoReturn:
    """Raises `Refused` of a store whose file was taken away while it was open."""
    what = f"the store {path} is gone: its file was moved, deleted or replaced while it was open"
    right = "put the file back and save again; if it is lost, restore the last backup and open the case anew"
    refuse("store-missing", what, right)


def fail(error: Exception, path: Path) -> NoReturn:
    """Raises what SQLite, or the system, says of a store, in words for a person.

    INVARIANT: nothing that stands in the store is repeated (tests/store/test_sqlite_file.py): where a text
    cannot be read, SQLite's own message holds it.
    """
    at = f"the store {path}"
    told_by_ledger(str(error), str(path), error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    is_no_text = isinstance(error, UnicodeDecodeError) or "decode" in str(error)
    match code:
        case _ if is_no_text or code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            why = "a text in it is none" if is_no_text else sqlite_says(code)
            right = "restore the last backup with `sccif restore`, or name another store with `--store`"
            refuse("store-damaged", f"{at} is damaged, or no store: {why}", right, error)
        case _ if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
            what = f"{at} cannot be written: the disk is full"
            refuse("store-full", what, "make room, then save again", error)
        case sqlite3.SQLITE_CANTOPEN if _log(path).exists() and not may_write(path):
            what = f"what was written last to {at} is in {_log(path).name}, which cannot be read without writing beside it"
            right = "ask whoever may write the store to open it once, or copy both files into a folder of your own"
            refuse("store-read-only", what, right, error)
        case _ if _is_barred(path, code, error):
            right = "give yourself the right to write the file and its folder, or name another with `--store`"
            refuse("store-read-only", f"{at} cannot be written: it may only be read", right, error)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            right = "try again; if it stays so, end the other program that has the store open"
            refuse("store-busy", f"{at} is being written by somebody else", right, error)
        case _:
            what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            right = "look at the file and its folder, or name another store with `--store`"
            refuse("store-unusable", f"{at} cannot be used: {what}", right, error)


def sqlite_says(code: int) -> str:
    """What a code of SQLite means, in place of its message, which may hold what stands in the file."""
    return "it is not a database" if code == sqlite3.SQLITE_NOTADB else "its pages do not fit together"


def _log(path: Path) -> Path:
    return Path(f"{path}-wal")  # not `with_name`: `.` and `/` have no name of their own


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=_IS_EFFECTIVE)


def _is_barred(path: Path, code: int, error: Exception) -> bool:
    """Whether the system lets the file be read at most: SQLite says no more than that it cannot open it."""
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) or isinstance(error, PermissionError):
        return True
    beside = (path, path.absolute().parent)
    return code == sqlite3.SQLITE_CANTOPEN and any(one.exists() and not _is_writable(one) for one in beside)


def _is_full(path: Path) -> bool:
    """Whether the disk is: where SQLite cannot enlarge the file beside the store, it does not say why."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


class Progress(Protocol):
    """Is told how far copying has come."""

    def __call__(self, done: int, of: int, what: str) -> object:
        """So much of so much, and what it is."""


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress | None) -> None:
    """Copy a file some pages at a time, so that it can be told how far it is, and be stopped."""

    def told(_status: int, left: int, of: int) -> None:
        if progress:
            progress(of - left, of, "pages copied")

    source.backup(target, pages=_PAGES, progress=told)
