"""Puts a case on the disk so that neither a full disk, a kill nor another hand can lose what was typed."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.case.file import parse_case
from assistant.case.model import Case
from assistant.case.write import to_json_text, to_text
from assistant.document import LIMITS, digest_of, read_text
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where

_OURS: set[str] = set()
"""Digests of what this process wrote: a text of ours is ours for ever, so this only saves a second look."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: its digest, the `expected` of the next save, and what was kept before it."""

    digest: str
    kept: Path | None = None
    """Where the file lies as a person wrote it, if this was the first save over it."""


@dataclass(slots=True)
class Aside:
    """Where a case that could not be saved was put: one file, written anew each time, gone once it is saved."""

    path: Path | None = None


def save(path: Path | str, case: Case, pack: Pack, expected: str | None, aside: Aside | None = None) -> Saved:
    """Writes the case in place of the file at `path`, whole or not at all.

    `expected` is the digest of the text that the case was read from or saved as (`Document.digest`,
    `Saved.digest`), None where there was no file. A file written as JSON, or named `.json`, is written
    as JSON. A link is followed; the file keeps its mode, and a new one is for its owner alone (0600).
    The first save over a file that a person wrote keeps it as it was, beside it as `NAME.before`.
    Saves that are given the same `aside` share one file that the case is set aside in.

    Raises `Refused`: `file-changed` where the file is no longer the text expected: it is left as it is,
    and with an `aside` the case is set aside; `file-unwritable` where the disk refuses, and the case is set aside in a place that is told;
    `file-too-large` where the text would be too long to be read again.
    """
    name = Path(path)
    target = Path(os.path.realpath(name))
    try:
        before = _as_it_is(name, target, expected)
    except Refused as refused:
        if aside is None or refused.problems[0].code != "file-changed":
            raise
        data = (to_json_text if target.suffix == ".json" else to_text)(case, pack).encode()
        raise Refused([_keep_apart(target, data, refused.problems[0], aside)]) from None
    as_json = before.lstrip()[:1] == "{" if before.strip() else target.suffix == ".json"
    text = to_json_text(case, pack) if as_json else to_text(case, pack)
    data = text.encode()
    if len(data) > LIMITS.size:
        right = "take long texts out of the notes; all else is as it was"
        what = "the case is too long to be read again, so the file stays as it was"
        raise Refused([Problem("file-too-large", what, right, Where(str(name)))])
    try:
        kept = None if _is_ours(before, pack, expected) else _keep(target)
        _replace(target, data)
    except OSError as error:
        raise Refused([_set_aside(name, target, data, error, aside or Aside())]) from None
    if aside is not None and aside.path is not None:
        with suppress(OSError):
            aside.path.unlink(missing_ok=True)
        aside.path = None
    digest = digest_of(text)
    _OURS.add(digest)
    return Saved(digest, kept)


def put_aside(name: str, case: Case, pack: Pack, aside: Aside) -> Path | None:
    """Writes a case that can be kept nowhere else beside what this user's programs keep, or where files pass.

    Gives where it is, None where no disk takes it. The same `aside` is written anew each time.
    """
    import platformdirs

    folder = platformdirs.user_state_path("sccif", appauthor=False) / "unsaved"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _put(folder / f"{name}.yaml", to_text(case, pack).encode(), aside)


def _as_it_is(name: Path, target: Path, expected: str | None) -> str:
    """The text of the file, empty where there is none. Raises `Refused` where it is not what is expected."""
    if not os.path.lexists(target):
        if expected is None:
            return ""
        what, right = "the file was taken away since it was read", "save the case under another name"
        raise Refused([Problem("file-changed", what, right, Where(str(name)))])
    try:
        text = read_text(target)
    except Refused as refused:
        if any(problem.code == "file-not-utf8" for problem in refused.problems):
            raise _changed(name) from None
        raise
    if expected is None:
        what, right = "there is a file of this name already", "open that file, or save under another name"
        raise Refused([Problem("file-changed", what, right, Where(str(name)))])
    if digest_of(text) != expected:
        raise _changed(name)
    return text


def _changed(name: Path) -> Refused:
    what = "the file was changed by someone else since it was read, so nothing was written"
    right = "save the case under another name, then open the file again and compare"
    return Refused([Problem("file-changed", what, right, Where(str(name)))])


def _is_ours(text: str, pack: Pack, digest: str | None) -> bool:
    """Whether a text is as this program writes it, so that writing it again loses no comment and no order."""
    if digest is None or digest in _OURS:
        return True
    try:
        case = parse_case(text, pack).case
    except Refused:
        return False
    return text in (to_text(case, pack), to_json_text(case, pack))


def _keep(target: Path) -> Path:
    """The file as it is, copied beside itself; a copy that is there already is not made twice."""
    data = target.read_bytes()
    number = 1
    while True:
        kept = target.with_name(f"{target.name}.before" + (f"-{number}" if number > 1 else ""))
        try:
            _write_new(kept, data, stat.S_IMODE(target.stat().st_mode))
        except FileExistsError:
            if kept.is_file() and kept.read_bytes() == data:
                return kept
            number += 1
        else:
            return kept


def _write_new(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
    except BaseException:
        # A half of it must not be taken for the whole.
        path.unlink(missing_ok=True)
        raise


def _replace(target: Path, data: bytes) -> None:
    """Writes beside the file and renames over it, so that a reader sees the old text or the new one."""
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".sccif-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            with suppress(FileNotFoundError):
                old = target.stat()
                os.fchmod(stream.fileno(), stat.S_IMODE(old.st_mode))
                with suppress(PermissionError):
                    os.fchown(stream.fileno(), old.st_uid, old.st_gid)
            os.fsync(stream.fileno())
        Path(part).replace(target)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Makes the rename itself last through a loss of power, where the file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _keep_apart(target: Path, data: bytes, problem: Problem, kept: Aside) -> Problem:
    """The problem that the file is another one now, with the place where the case was put instead."""
    path = _put(target, data, kept)
    right = f"your work is in `{path}`; compare the two, and open the one you want" if path else problem.right
    return Problem(problem.code, problem.what, right, problem.where)


def _set_aside(name: Path, target: Path, data: bytes, error: OSError, kept: Aside) -> Problem:
    """The problem that the file cannot be written, with the place where the case was put instead."""
    what = f"the file cannot be written: {error.strerror or error}"
    path = _put(target, data, kept)
    right = f"the case was put in `{path}` instead; make room or mend the permissions, and save again"
    if path is None:
        right = "nothing could be put anywhere else either; leave the program open, make room, and save again"
    return Problem("file-unwritable", what, right, Where(str(name)))


def _put(target: Path, data: bytes, kept: Aside) -> Path | None:
    """Writes the case beside its file or, failing that, in the folder for passing files: where, if anywhere."""
    for folder in (target.parent, Path(tempfile.gettempdir())):
        try:
            handle, part = tempfile.mkstemp(
                dir=folder, prefix=f"{target.stem[:40]}-unsaved-", suffix=target.suffix
            )
        except OSError:
            continue
        aside, before = Path(part), kept.path
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
        except OSError:
            aside.unlink(missing_ok=True)
            continue
        if before is not None:
            with suppress(OSError):
                if before.parent == folder:
                    aside = aside.replace(before)
                else:
                    before.unlink(missing_ok=True)
        kept.path = aside
        return aside
    return None
