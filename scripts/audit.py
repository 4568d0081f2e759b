"""Asks a package index for the advisories about each version that the named locks pin.

    python scripts/audit.py requirements/app.txt …

The JSON interface of PyPI carries those of the PyPI advisory database. $SCCIF_ADVISORIES names another
place that answers as https://pypi.org/pypi does. Exit status: 0 nothing is known, 1 something is, 3 it
could not be asked about every version, which is never called a pass. Python's own library alone.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

PLACE = "https://pypi.org/pypi"
SOME, NOT_ASKED = 1, 3
ENOUGH = 3
"""So many versions that nothing is told of in a row, and the index is taken to hold no advisories."""

Ask = Callable[[str, str], Mapping[str, Any]]


def pins(locks: Iterable[str]) -> list[tuple[str, str]]:
    """Each distribution of the locks with its version, once."""
    text = "\n".join(Path(lock).read_text(encoding="utf-8") for lock in locks)
    return sorted(set(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)))


def ask_index(name: str, version: str) -> Mapping[str, Any]:
    """What the index tells of a version. Raises `OSError` or `ValueError` where it tells nothing of use."""
    place = os.environ.get("SCCIF_ADVISORIES", PLACE)
    if not place.startswith("https://"):
        raise OSError(f"{place} is not asked: it must begin with https://")
    with urllib.request.urlopen(f"{place}/{name}/{version}/json", timeout=30) as answer:  # noqa: S310  # https alone
        told = json.load(answer)
    if not isinstance(told, dict) or not isinstance(told.get("vulnerabilities"), list):
        raise ValueError("the answer tells of no advisories, neither any nor none")
    return told


def audit(wanted: Iterable[tuple[str, str]], ask: Ask, say: Callable[[str], object]) -> int:
    """Asks about each version, says what is known, and gives the exit status."""
    known = asked = unasked = 0
    why = ""
    for name, version in wanted:
        if unasked >= ENOUGH and not asked:
            break
        try:
            told = ask(name, version)
        except (OSError, ValueError) as error:
            unasked, why = unasked + 1, f"{name} {version}: {error}"
            continue
        asked += 1
        for one in told["vulnerabilities"]:
            if not one.get("withdrawn"):
                known += 1
                fixed = ", ".join(one.get("fixed_in") or []) or "no version yet"
                say(
                    f"{name} {version}: {one.get('id')}: {one.get('summary') or one.get('details', '')[:200]}; fixed in {fixed}"
                )
    if known:
        say(f"audit: {known} known weaknesses in the pinned versions")
        return SOME
    if unasked:
        say(f"audit: NOT DONE; of the pinned versions {asked} were asked about. {why}")
        return NOT_ASKED
    say(f"audit: nothing is known against {asked} pinned versions")
    return 0


if __name__ == "__main__":
    sys.exit(audit(pins(sys.argv[1:]), ask_index, print))
