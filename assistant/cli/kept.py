"""Warns of a pack that was changed, has problems or breaks a property, in every command that shows what it concludes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.cli.problems import tell
from assistant.problems import Problem

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.reasoning import Judging


def warn(pack: Pack, *, as_json: bool = False) -> tuple[Problem, ...]:
    """Tell, on standard error, what is to be known of a pack; no property of it is proved for that."""
    return (*_warn_of_pack(pack, as_json=as_json), *warn_of_properties(pack, as_json=as_json))


def _warn_of_pack(pack: Pack, *, as_json: bool) -> tuple[Problem, ...]:
    from assistant.work.pack_warnings import pack_warnings

    found = pack_warnings(pack)
    tell(found, as_json=as_json)
    return found


def warn_of_properties(pack: Pack, *, as_json: bool = False) -> tuple[Problem, ...]:
    """Of each property that is known to be broken alone, for whoever works at the rules and knows that they changed."""
    from assistant.work.proving import recall, warnings

    known = recall(pack)
    found = tuple(warnings(pack, known)) if known else ()
    tell(found, as_json=as_json)
    return found


def prove_and_warn(judging: Judging, *, as_json: bool = False) -> tuple[Problem, ...]:
    """As `warn`, for what is about to be concluded: properties that were not proved before are proved now."""
    found = _warn_of_pack(judging.pack, as_json=as_json)
    return (*found, *prove_and_warn_of_properties(judging, as_json=as_json))


def prove_and_warn_of_properties(judging: Judging, *, as_json: bool = False) -> tuple[Problem, ...]:
    """As `warn_of_properties`, all of which are proved now. Of a pack that states none it is told that nothing was."""
    from assistant.work.proving import none_stated, proved, recall, warnings

    if recall(judging.pack) is None and sys.stderr.isatty():
        sys.stderr.write("proving the properties of these rules, once (some seconds)\n")
    pack = judging.pack
    found = tuple(warnings(pack, proved(judging))) if pack.properties else (none_stated(pack),)
    tell(found, as_json=as_json)
    return found
