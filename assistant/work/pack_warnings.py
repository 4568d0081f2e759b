"""Warns of a pack that is not the one that came along, though it is called as that, and of one with problems.

Of the pack that came along nothing is looked for: what is recorded beside its rules says which that is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.document import read_file, shortened
from assistant.document.fields import into
from assistant.numbers import number
from assistant.pack import Pack
from assistant.pack.knowledge import FrameworkFile
from assistant.pack.read import default_directory, read_pack
from assistant.problems import Problem, Refused, Where
from assistant.work.proving import BESIDE, where_option


def pack_warnings(pack: Pack) -> tuple[Problem, ...]:
    """What whoever judges by a pack is to know of it, beside the properties that it breaks; nothing is raised."""
    came = _came_along()
    return () if pack.digest == came else (*_changed(pack, came), *_problems(pack))


def _came_along() -> str | None:
    """The digest of the pack that came along; None where that is not recorded."""
    try:
        return str(json.loads((default_directory() / BESIDE).read_text(encoding="utf-8"))["pack"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changed(pack: Pack, came: str | None) -> Iterator[Problem]:
    """That a pack is called as the one that came along, and says something else."""
    if came is None:
        return
    name = "knowledge/framework.yaml"
    try:
        theirs = into(FrameworkFile, read_file(default_directory() / name))
    except Refused:
        return
    if (theirs.id, theirs.version) == (pack.id, pack.version):
        what = (
            f"this pack is not the one that came along, though it is called {pack.id} {pack.version} as that is: "
            f"its digest is {shortened(pack.digest)}, and that one's {shortened(came)}"
        )
        right = "give it a version of its own, so that what was judged by it can be told apart"
        yield Problem("pack-changed", what, right, Where(str(pack.directory / name)))


def _problems(pack: Pack) -> Iterator[Problem]:
    """How much is wrong in what a pack says; examples are left out, as nobody is judged by them."""
    from assistant.pack.checks import check_pack

    try:
        files = read_pack(pack.directory)
    except Refused:
        return
    found = [one for one in check_pack(files, pack) if one.severity == "error"]
    if found:
        what = f"this pack has {number(len(found), 'problem')}"
        right = f"see `sccif rules check{where_option(pack)}`; what it concludes may rest on them"
        yield Problem("pack-problems", what, right, Where(str(pack.directory)))
