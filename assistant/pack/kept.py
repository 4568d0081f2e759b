"""Makes a pack again from the text it is kept as, so that what was once proposed by it can be worked out again."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from assistant.document import NOT_TEXT, digest_of
from assistant.pack.model import Pack
from assistant.pack.resolve import load_pack
from assistant.problems import Problem, Refused


def kept_pack(content: str, digest: str) -> Pack:
    """The pack that `Pack.content` says. Raises `Refused` where it is not the one with this digest.

    Its files are written into the folder for caches, where later calls find them: whoever proves the
    rules, or shows a file's place, reads them there.
    """
    import platformdirs

    if digest_of(content) != digest:
        raise _not_as_kept()
    folder = (
        platformdirs.user_cache_path("sccif", appauthor=False) / "packs" / digest.removeprefix("sha256:")[:32]
    )
    with suppress(Refused):
        pack = load_pack(folder)
        if pack.digest == digest:
            return pack
    pack = load_pack(_written(content, folder))
    if pack.digest != digest:
        raise _not_as_kept()
    return pack


def _not_as_kept() -> Refused:
    what, right = "the pack that was kept is not the one it is kept as", "restore the last backup"
    return Refused([Problem("store-damaged", what, right)])


def _written(content: str, folder: Path) -> Path:
    """The folder with the pack's files, whole; where it cannot be written one that lasts as long as this process."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".part-"))
        try:
            _write(content, part)
            shutil.rmtree(folder, ignore_errors=True)
            return part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError:
        passing = Path(tempfile.mkdtemp(prefix="sccif-pack-"))
        atexit.register(shutil.rmtree, passing, ignore_errors=True)
        _write(content, passing)
        return passing


def _is_of_a_pack(name: str) -> bool:
    """Whether a file of this name lies in one of the two folders of a pack, whatever its owner called it."""
    folder, *inner = name.split("/")
    return (
        folder in ("knowledge", "rules")
        and bool(inner)
        and not {"", ".", ".."}.intersection(inner)
        and name.endswith(".yaml")
        and NOT_TEXT.search(name) is None
    )


def _write(content: str, folder: Path) -> None:
    try:
        files = json.loads(content)
    except (ValueError, RecursionError):
        raise _not_as_kept() from None
    if not isinstance(files, dict):
        raise _not_as_kept()
    for name, value in files.items():
        # INVARIANT: nothing is written but the files of a pack, whatever the store was made to hold
        # (tests/pack/test_kept.py).
        if not _is_of_a_pack(name):
            raise _not_as_kept()
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        # JSON is YAML too, and every value is text, a list or a mapping.
        file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
