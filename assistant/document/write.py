"""Writes values as YAML or JSON text that this package, and any other reader, reads back as the same values.

PyYAML's emitter keeps no eye on what a person likes to read, and quotes for PyYAML's own reader only.
Here short mappings stand on one line, long text in a block, and every scalar is quoted that YAML 1.1
would take for something else than text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from assistant.document.tree import Tree

WIDTH = 110

_PLAIN = r"[A-Za-z][A-Za-z0-9_.\-]*|[0-9]{4}-(?:0[1-9]|1[0-2])"
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# Whatever a reader might take for a line break, drop, or use to turn the text around for the eye.
_ESCAPED = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
_IN_QUOTES = _ESCAPED[:-1] + '\t\n"\\\\]'
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Bare(str):
    """A number, date or truth value in its plain form, written without quotes."""

    __slots__ = ()


class Spread(dict[str, Tree]):
    """A mapping that is written one key a line, however short."""


class SpreadList(list[Tree]):
    """A list that is written one entry a line, however short."""


def yaml_text(tree: dict[str, Tree]) -> str:
    """The mapping as a YAML document in UTF-8 that ends in a line break."""
    return "\n".join(_mapping(tree, 0)) + "\n" if tree else "{}\n"


def json_text(tree: Tree) -> str:
    """The value as a JSON document that ends in a line break, `Bare` text as numbers and truth values."""
    text = json.dumps(_jsonable(tree), ensure_ascii=False, indent=2)
    return re.sub(_ESCAPED, _escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character) or f"\\u{ord(character):04x}"


def _jsonable(tree: Tree) -> object:
    match tree:
        case dict():
            return {str(key): _jsonable(value) for key, value in tree.items()}
        case list():
            return [_jsonable(value) for value in tree]
        case Bare() if re.fullmatch(r"0|[1-9][0-9]{0,14}|true|false", tree):
            return json.loads(tree)
        case _:
            return tree


def _scalar(value: str | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, Bare) or (re.fullmatch(_PLAIN, value) and value.lower() not in _TAKEN):
        return str(value)
    return '"' + re.sub(_IN_QUOTES, _escape, value) + '"'


def _flow(tree: Tree, room: int) -> str | None:
    """The value on one line of at most `room` characters, or None where it needs more than that."""
    if isinstance(tree, Spread | SpreadList) and tree:
        return None
    if not isinstance(tree, dict | list):
        if tree is not None and (len(tree) > room or "\n" in tree):
            return None
        line = _scalar(tree)
        return line if len(line) <= room else None
    left = room - 2
    parts: list[str] = []
    for key, value in tree.items() if isinstance(tree, dict) else ((None, value) for value in tree):
        name = "" if key is None else f"{_scalar(key)}: "
        inner = _flow(value, left - len(name))
        if inner is None:
            return None
        parts.append(name + inner)
        left -= len(name) + len(inner) + 2
    joined = ", ".join(parts)
    return f"{{{joined}}}" if isinstance(tree, dict) else f"[{joined}]"


def _mapping(tree: dict[str, Tree], indent: int) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{' ' * indent}{_scalar(key)}:", value, indent + 2)


def _list(tree: list[Tree], indent: int) -> Iterator[str]:
    for value in tree:
        if isinstance(value, dict) and value and _flow(value, WIDTH - indent - 2) is None:
            # The first key stands beside the hyphen.
            lines = _mapping(value, indent + 2)
            yield f"{' ' * indent}- {next(lines).lstrip(' ')}"
            yield from lines
        else:
            yield from _entry(f"{' ' * indent}-", value, indent + 2)


def _entry(head: str, value: Tree, indent: int) -> Iterator[str]:
    """What stands after a key or hyphen: on its line where that is short enough, else under it."""
    if not value:
        # What is empty has one form, whatever room is left.
        yield f"{head} {_flow(value, WIDTH)}"
        return
    line = _flow(value, WIDTH - len(head) - 1)
    if line is not None:
        yield f"{head} {line}"
    elif isinstance(value, dict):
        yield head
        yield from _mapping(value, indent)
    elif isinstance(value, list):
        yield head
        yield from _list(value, indent)
    else:
        yield from _text(head, value, indent)


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    """A long text: in a block as it is or folded at spaces, else in quotes on one line."""
    margin = " " * indent
    body = text.removesuffix("\n")
    lines = body.split("\n")
    as_block = (
        not re.search(_ESCAPED, text) and all(lines[end].strip() for end in (0, -1)) and text[0] not in " \t"
    )
    if as_block and "\n" in text:
        yield f"{head} |" if text.endswith("\n") else f"{head} |-"
        yield from (margin + line if line else "" for line in lines)
    elif as_block and all(text.split(" ")) and "\t" not in text:
        yield f"{head} >-"
        yield from (margin + line for line in _folded(text, WIDTH - indent))
    else:
        yield f"{head} {_scalar(text)}"


def _folded(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
