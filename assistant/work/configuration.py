"""A person's own configuration: one TOML file in the platform's folder for it, and the theme that was chosen last.

A file that cannot be read as it was meant stops every command that would go by it: a case is never read from
another store, or by another pack, than somebody wrote down. The theme of the file wins over the one chosen last.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.problems import Problem, Refused, Where, one_of

VARIABLE = "SCCIF_CONFIG"
STORE = "SCCIF_STORE"
"""Names the store, and wins over the file (`assistant.store.address`)."""
THEMES: Final = ("dark", "light", "high-contrast")
SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The configuration of sccif",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "store": {
            "description": "The store: the path of a file, or postgresql://USER@HOST/DATABASE",
            "type": "string",
            "minLength": 1,
        },
        "pack": {
            "description": "The folder of the pack to judge by, with `rules` and `knowledge` in it",
            "type": "string",
            "minLength": 1,
        },
        "theme": {"description": "The colours of the app", "type": "string", "enum": list(THEMES)},
        "by_inspector": {
            "description": "Whether an audit tells of departures by who judged, never below 5 of anything; only where your "
            "organisation has agreed to it with those people",
            "type": "boolean",
        },
    },
}
"""What the file may hold; it is checked by this, and `sccif schema config` prints it."""

_PATHS = ("store", "pack")
_LINE = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is configured; None where the file does not say."""

    store: str | None = None
    pack: Path | None = None
    theme: str | None = None
    by_inspector: bool = False
    """Whether an audit may tell of single people."""


def configuration_path() -> Path:
    """The file that `SCCIF_CONFIG` names, or the usual one, whether or not it is there."""
    import platformdirs

    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("sccif", appauthor=False) / "config.toml"


def configured() -> Configuration:
    """What the file says, nothing where there is none. Paths in it are seen from its folder.

    Raises `Refused` where it cannot be read, is not TOML, or holds what `SCHEMA` does not allow, each with
    its line; and where `SCCIF_CONFIG` names a file that is not there.
    """
    path = configuration_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if os.environ.get(VARIABLE):
            right = f"name a file that is there, or leave {VARIABLE} out"
            raise Refused(
                [Problem("file-missing", "there is no such file", right, Where(str(path)))]
            ) from None
        return Configuration()
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, PermissionError) and not os.environ.get(VARIABLE) and _is_elsewhere(path.parent):
            return Configuration()
        what = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else f"{error.strerror}"
        raise Refused(
            [Problem("file-unreadable", what, "make it a text file that you can read", Where(str(path)))]
        ) from None
    told = _read(text, path)
    store, pack = told.get("store"), told.get("pack")
    return Configuration(
        store=store if store is None or _is_url(store) else str(path.parent / Path(store).expanduser()),
        pack=None if pack is None else path.parent / Path(pack).expanduser(),
        theme=told.get("theme"),
        by_inspector=told.get("by_inspector", False),
    )


def _is_elsewhere(folder: Path) -> bool:
    """Whether the usual folder is in a home that this person may not look into, so it is not theirs."""
    try:
        folder.stat()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _is_url(store: str) -> bool:
    return ":" in store.partition("/")[0][2:]  # the first two letters may be a drive


def _read(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _LINE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
        what = f"this is not TOML: {str(error).partition(' (at ')[0]}"
        if not isinstance(error, tomllib.TOMLDecodeError):
            what = "this holds a number too long, or lists in lists too deep, to be read"
        right = 'write each line as `theme = "dark"`'
        raise Refused([Problem("config-syntax", what, right, Where(str(path), line, column))]) from None
    problems = [problem for key, value in told.items() for problem in _problems(key, value, text, path)]
    if problems:
        raise Refused(problems)
    return told


def _problems(key: str, value: object, text: str, path: Path) -> list[Problem]:
    at = re.search(rf"""^[ \t\[]*["']?{re.escape(key)}\b""", text, re.MULTILINE)
    where = Where(str(path), text.count("\n", 0, at.start()) + 1 if at else 1, 1, key)
    about = SCHEMA["properties"].get(key)
    if about is None:
        return [
            Problem("config-unknown", f"`{key}` is not known here", one_of(key, SCHEMA["properties"]), where)
        ]
    if about["type"] == "boolean":
        if isinstance(value, bool):
            return []
        return [Problem("config-value", f"`{key}` cannot be {value!r}", "write true or false", where)]
    if not isinstance(value, str) or not value or value not in about.get("enum", [value]):
        allowed = " or ".join(f'"{one}"' for one in about.get("enum", ())) or "text in quotes"
        return [Problem("config-value", f"`{key}` cannot be {value!r}", f"write {allowed}", where)]
    if key in _PATHS and not _has_home(value):
        what = f"`{key}` cannot be {value!r}: there is no such home folder"
        return [Problem("config-value", what, "write the whole path, or begin it with ~/", where)]
    return []


def _has_home(path: str) -> bool:
    """Whether a path that begins with `~` or `~somebody` can be followed; any other can."""
    try:
        Path(path).expanduser()
    except RuntimeError:
        return False
    return True


def chosen_theme() -> str:
    """The theme to begin with: the file's, else the one that was chosen last, else dark. Raises `Refused` as `configured`."""
    with suppress(OSError, UnicodeDecodeError):
        if (last := _last_theme().read_text(encoding="utf-8").strip()) in THEMES:
            return configured().theme or last
    return configured().theme or THEMES[0]


def remember_theme(theme: str) -> None:
    """Keep the theme that was chosen for the next start; where that cannot be written it is forgotten."""
    path = _last_theme()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(f"{theme}\n", encoding="utf-8")


def _last_theme() -> Path:
    import platformdirs

    return platformdirs.user_state_path("sccif", appauthor=False) / "theme"
