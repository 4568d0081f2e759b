"""Warns of a rule base that breaks one of its properties, in every command that shows what it concludes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.cli.problems import tell
from assistant.problems import Problem

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.reasoning import Judging


def warn(pack: Pack, *, as_json: bool = False) -> tuple[Problem, ...]:
    """Tell, on standard error, of each property that is known to be broken; nothing is proved for it."""
    from assistant.work.proving import recall, warnings

    known = recall(pack)
    found = tuple(warnings(pack, known)) if known else ()
    tell(found, as_json=as_json)
    return found


def prove_and_warn(judging: Judging, *, as_json: bool = False) -> tuple[Problem, ...]:
    """The same, for what is about to be concluded: properties that were not proved before are proved now.

    Of a pack that states none it is told that nothing was proved.
    """
    from assistant.work.proving import none_stated, proved, recall, warnings

    if recall(judging.pack) is None and sys.stderr.isatty():
        sys.stderr.write("proving the properties of these rules, once (some seconds)\n")
    pack = judging.pack
    found = tuple(warnings(pack, proved(judging))) if pack.properties else (none_stated(pack),)
    tell(found, as_json=as_json)
    return found
