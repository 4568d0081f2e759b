"""The checks of a resolved pack: what references alone cannot show, one check a file."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.pack.checks import (
    basis,
    blind,
    change,
    dead,
    direction,
    lines,
    never,
    otherwise,
    say,
    text,
    wording,
)
from assistant.pack.checks.placed import Check
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.problems import Problem

CHECKS: Mapping[str, Check] = {
    "basis": basis.check,
    "change": change.check,
    "direction": direction.check,
    "never": never.check,
    "dead": dead.check,
    "otherwise": otherwise.check,
    "say": say.check,
    "blind": blind.check,
    "lines": lines.check,
    "text": text.check,
    "wording": wording.check,
}
"""Each check by the name that a property speaks of it."""


def check_pack(files: PackFiles, pack: Pack) -> list[Problem]:
    """Every problem that a check finds in a pack that was read and resolved, in the order of its files."""
    found = [problem for check in CHECKS.values() for problem in check(files, pack)]
    return sorted(found, key=lambda one: (one.where.file or "", one.where.line or 0, one.where.column or 0))


__all__ = ["CHECKS", "check_pack"]
