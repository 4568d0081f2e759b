"""Reads the bytes of a file as text, refusing at once what no case or rule file can be.

Whatever lies at a path may be a folder, a pipe that never ends, fifty megabytes or not text at all.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from pathlib import Path as FilePath
from typing import BinaryIO, Literal, NamedTuple

from assistant.problems import Problem, Refused, Where

NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that no text needs: they ring, clear or recolour a terminal, or end a string early."""

_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*(?:[@-~]|\\Z)"  # colours and moves, the last one perhaps cut off
    "|\x1b[]PX^_][^\x07\x1b\r\n]*(?:\x07|\x1b\\\\)"  # titles and links
    "|\x1b[ -/]*[0-~]"  # sets of characters, and what is asked of a terminal in one letter
)
"""What a terminal obeys and shows nothing of (ECMA-48), where it begins with ESC. The forms of one byte (0x9b and its
like) begin nothing: they are letters of a text that was read in the wrong encoding, and are marked as such.
rich.text.Text.from_ansi leaves titles that end with BEL, and takes away what stands in front of a carriage return;
click.unstyle knows colours alone."""


class Limits(NamedTuple):
    """How large a document may be: bytes, depth of nesting and number of values."""

    size: int = 8 * 1024 * 1024
    depth: int = 24
    values: int = 400_000


LIMITS = Limits()
"""What holds where nothing else is asked for."""


def shortened(digest: str) -> str:
    """As much of a digest as tells packs apart, for people."""
    return f"{digest[:18]}…"


def digest_of(content: str | bytes) -> str:
    """`sha256:` and the digest of a text, or of bytes."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return "sha256:" + hashlib.sha256(data).hexdigest()


def read_text(path: FilePath, limits: Limits = LIMITS) -> str:
    """The text of a UTF-8 file, a byte-order mark left out. Raises `Refused`."""
    with open_file(path) as stream:
        try:
            data = stream.read(limits.size + 1)
        except OSError as error:
            raise _unreadable(path, error) from None
    return decode(data, str(path), limits)


def lies_at(path: FilePath | str) -> Literal["file", "folder", "other"] | None:
    """What lies under a name that somebody gave; None where nothing does, or where nothing can be called so.

    Raises `Refused` where it may not be looked at. Nothing else comes of it, however long or odd the name.
    """
    try:
        kind = os.stat(path).st_mode  # noqa: PTH116  # a name with a NUL makes no path in every Python
    except PermissionError as error:
        raise _unreadable(path, error) from None
    except (OSError, ValueError):
        return None
    return "file" if stat.S_ISREG(kind) else "folder" if stat.S_ISDIR(kind) else "other"


def open_file(path: FilePath | str) -> BinaryIO:
    """An ordinary file opened for reading. Raises `Refused` for anything else, and never waits."""

    def refused(code: str, what: str, right: str) -> Refused:
        return Refused([Problem(code, what, right, Where(str(path)))])

    if "\x00" in str(path):
        raise refused(
            "file-missing",
            "the name of the file holds a NUL character",
            "give the path of a file that exists",
        )
    try:
        # Without waiting: a named pipe with no writer would hold the program for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise refused(
            "file-missing", "there is no such file", "give the path of a file that exists"
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(kind):
        right = "give one of its files; a command line takes all of them as `folder/*.yaml`"
        raise refused("file-not-a-file", "this is a folder", right)
    raise refused("file-not-a-file", "this is not an ordinary file", "give a file; standard input is `-`")


def _unreadable(path: FilePath | str, error: OSError) -> Refused:
    what = f"the file cannot be read: {error.strerror or error}"
    return Refused([Problem("file-unreadable", what, "check the path and its permissions", Where(str(path)))])


def decode(data: bytes, file: str | None, limits: Limits = LIMITS) -> str:
    """The bytes as text. Raises `Refused` when they are too many or not UTF-8."""
    if len(data) > limits.size:
        megabytes = limits.size // (1024 * 1024)
        raise Refused(
            [
                Problem(
                    "file-too-large",
                    f"the file is larger than {megabytes} MB",
                    "give one case or rule file; a case with 2,000 records is under 1 MB",
                    Where(file),
                )
            ]
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Where(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        utf16 = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        what = "the file is UTF-16" if utf16 else f"byte {error.start + 1} of the file is not UTF-8 text"
        right = "save the file with the encoding UTF-8"
        raise Refused([Problem("file-not-utf8", what, right, place)]) from None


def printable(text: str) -> str:
    """A text as it may be kept: as a terminal shows it, other line breaks as `\\n`, what no text needs as U+FFFD.

    For what people paste: a form feed from a word processor, the colours of a terminal.
    """
    return NOT_TEXT.sub("\ufffd", re.sub("\r\n?|[\x0b\x0c]", "\n", _ESCAPES.sub("", text)))


def refuse_what_is_not_text(text: str, file: str | None) -> None:
    """Raises `Refused` at the first character that no text needs; `file` is only named."""
    found = NOT_TEXT.search(text)
    if found is None:
        return
    before = text[: found.start()]
    place = Where(file, before.count("\n") + 1, found.start() - before.rfind("\n"))
    raise Refused(
        [
            Problem(
                "file-control-character",
                f"the text holds the character U+{ord(found.group()):04X}",
                "take the character out; notes may hold any printed text, tabs and line breaks",
                place,
            )
        ]
    )
