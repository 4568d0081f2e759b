"""The licences of everything that comes along, from the locks and what each distribution says of itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.docs.shown import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

SPDX = {
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "dual license": "Apache-2.0 OR BSD-3-Clause",
    "mit license": "MIT",
    "python software foundation license": "PSF-2.0",
}
"""What older distributions write, as it is written now. Those under `bsd license` were looked at: three clauses."""

ELSEWHERE = {"colorama": ("BSD-3-Clause", "on Windows alone")}
"""What a lock names and this machine does not install."""

PERMISSIVE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "PSF-2.0"}
LESSER = {"LGPL-2.1-only", "LGPL-3.0-only"}
"""Met by using the library unchanged, as a package of its own that anybody may replace."""


def licence_of(name: str) -> str:
    """The licence of an installed distribution as an SPDX expression; as it says it, where that is none."""
    if name in ELSEWHERE:
        return ELSEWHERE[name][0]
    told = metadata(name)
    stated = [told[field] for field in ("License-Expression", "License") if field in told]
    text = next((field.strip().split("\n")[0] for field in stated if field.strip()), "")
    if not text:
        classifiers = told.get_all("Classifier", [])
        text = next(
            (line.split(" :: ")[-1] for line in classifiers if line.startswith("License ::")), "UNKNOWN"
        )
    return SPDX.get(text.lower(), text)


def unknown_in(expression: str) -> set[str]:
    """The licences in an expression that nobody here has looked at."""
    return set(re.split(r" (?:AND|OR) ", expression)) - PERMISSIVE - LESSER


def pins(lock: str) -> dict[str, str]:
    """The distributions of a lock, each with its version."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


def all_pins() -> dict[str, str]:
    """What the product can bring along: the application, the engine, and all extras with what they need."""
    tools = pins("dev")
    extras = {
        name: tools[name]
        for extra in PROJECT["optional-dependencies"].values()
        for wish in extra
        for name in _with_needs(Requirement(wish))
        if name in tools
    }
    return dict(sorted((extras | pins("app") | pins("engine")).items()))


def _with_needs(wish: Requirement) -> Iterator[str]:
    name = canonicalize_name(wish.name)
    yield name
    try:
        needs = [Requirement(text) for text in requires(name) or []]
    except PackageNotFoundError:
        return
    for extra in wish.extras or {""}:
        for need in needs:
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                yield from _with_needs(need)


def licences() -> str:
    """The page of licences."""
    first: set[str] = {canonicalize_name(Requirement(wish).name) for wish in PROJECT["dependencies"]}
    optional = set(all_pins()) - set(pins("app")) - set(pins("engine"))
    rows = [
        "| distribution | version | licence | comes |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name} | {version} | {licence_of(name)} | {_comes(name, first, optional)} |"
            for name, version in all_pins().items()
        ),
    ]
    return (
        "\n\n".join(
            [
                "<!-- Made by `python -m tests.docs.tables`; a test holds it to the locks. Do not change it by hand. -->",
                "# Licences",
                (
                    "sccif-assistant itself is under the MIT licence. These are all distributions that it can bring along, "
                    "in the versions of `requirements/`, with the licence that each states of itself."
                ),
                (
                    "All of them may be used and handed on together with it. Three are under the GNU Lesser General Public "
                    "License (docxtpl, psycopg, psycopg-binary): they are used unchanged, as packages of their own that "
                    "anybody may replace by another version, and psycopg comes only with an extra. Nothing of any of them is "
                    "copied into this repository, and the wheel holds none of them. This is what was found and is no legal "
                    "advice; who builds an image or an installer that holds them hands their licence texts on as well."
                ),
                "\n".join(rows),
            ]
        )
        + "\n"
    )


def _comes(name: str, first: set[str], optional: set[str]) -> str:
    if name in ELSEWHERE:
        return ELSEWHERE[name][1]
    if name in optional:
        return "with an extra"
    return "asked for" if name in first else "brought by another"
