"""Writes a pack as it stands in memory as JSON, and makes it again of that: what is shared stays shared, nothing is checked.

Only for what was read and checked before (`assistant.pack.at_hand`). Nothing comes of it but what packs are
made of: text, numbers, days, paths, tuples, sets, mappings, and the classes of this package by their names.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from assistant.problems import Where

_PLAIN = (str, int, bool, type(None))
_HERE = "assistant.pack."


def written(whole: object) -> str:
    """A pack as JSON: every value once, each after those it is made of. Raises `TypeError` for what is no part of one."""
    values: list[Any] = []
    known: dict[Any, int] = {}
    alive: list[Any] = []
    """All that was put, so that no id is another's later."""

    def put(one: Any) -> int:
        by_value = isinstance(one, _PLAIN) or (type(one) is tuple and all(type(part) is str for part in one))
        key = (type(one), one) if by_value else id(one)
        if key not in known:
            found = one if isinstance(one, _PLAIN) else _parts(one, put)
            values.append(found)
            known[key] = len(values) - 1
            alive.append(one)
        return known[key]

    put(whole)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _parts(one: Any, put: Callable[[Any], int]) -> list[Any]:
    """What a value is, and the places of what it is made of."""
    match one:
        case BaseModel():
            state = vars(one)
            given = tuple(sorted(one.model_fields_set))
            return ["model", _name(type(one)), put(given), put(tuple(state)), *map(put, state.values())]
        case tuple() if hasattr(one, "_fields"):
            return ["named", _name(type(one)), *map(put, one)]
        case tuple():
            return ["tuple", *map(put, one)]
        case frozenset():
            return ["set", *map(put, sorted(one))]
        case dict():
            return ["dict", *(put(part) for pair in one.items() for part in pair)]
        case MappingProxyType():
            return ["mapping", *(put(part) for pair in one.items() for part in pair)]
        case date():
            return ["day", one.isoformat()]
        case Path():
            return ["path", str(one)]
        case _ if dataclasses.is_dataclass(one) and not isinstance(one, type):
            fields = (getattr(one, field.name) for field in dataclasses.fields(one))
            return ["data", _name(type(one)), *map(put, fields)]
    raise TypeError(f"no part of a pack: {type(one).__name__}")


def read(text: str) -> object:
    """What was written. Raises `ValueError`, `LookupError` or `TypeError` where nothing was that makes sense."""
    made: list[Any] = []
    classes: dict[str, Any] = {}

    def cls(name: str) -> Any:
        if name not in classes:
            classes[name] = _class(name)
        return classes[name]

    for one in json.loads(text):
        if type(one) is not list:
            made.append(one)
            continue
        kind, *parts = one
        match kind:
            case "model":
                name, given, names, *values = parts
                found = cls(name).__new__(cls(name))
                state = dict(zip(made[names], (made[place] for place in values), strict=True))
                found.__setstate__(
                    {
                        "__dict__": state,
                        "__pydantic_fields_set__": set(made[given]),
                        "__pydantic_extra__": None,
                        "__pydantic_private__": None,
                    }
                )
            case "tuple":
                found = tuple([made[place] for place in parts])
            case "named" | "data":
                found = cls(parts[0])(*[made[place] for place in parts[1:]])
            case "set":
                found = frozenset([made[place] for place in parts])
            case "dict" | "mapping":
                pairs = zip(parts[::2], parts[1::2], strict=True)
                found = {made[key]: made[value] for key, value in pairs}
                found = found if kind == "dict" else MappingProxyType(found)
            case "day":
                found = date.fromisoformat(parts[0])
            case "path":
                found = Path(parts[0])
            case _:
                raise ValueError(f"no part of a pack: {kind}")
        made.append(found)
    return made[-1]


def _name(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _class(name: str) -> Any:
    """A class that packs are made of, by its name, in a module that is imported. Raises `LookupError` for all else."""
    if name == _name(Where):
        return Where
    module, _, last = name.rpartition(".")
    found = getattr(sys.modules[module], last, None) if module.startswith(_HERE) else None
    if not isinstance(found, type) or _name(found) != name:
        raise LookupError(f"no part of a pack: {name}")
    return found
