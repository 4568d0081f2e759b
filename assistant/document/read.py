"""Reads a file or text into a document, refusing whatever a case or rule file never needs.

PyYAML's own constructors read `no` as false, `012` as ten, `1:30` as ninety and 19.10 as 19.1, and
take a repeated key in silence. So this reader builds from the parser's events: all scalars stay
text, each value keeps its line and column, and what could do harm (aliases, tags, deep nesting,
endless documents) is refused as soon as it is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from assistant.document.syntax import syntax_problem
from assistant.document.text import LIMITS, NOT_TEXT, Limits, digest_of, read_text, refuse_what_is_not_text
from assistant.document.tree import Path, Place, Tree, field_name
from assistant.problems import Problem, Refused, Where

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_BREAKS_IN_YAML_ONLY = re.compile("[\x85\u2028\u2029]")
_LONGEST_KEY = 200
_LONGEST_PATH = 6
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: the values, and the place of each value and key by its path."""

    file: str | None
    value: Tree
    places: dict[Path, Place] = field(repr=False)
    keys: dict[Path, Place] = field(repr=False)
    digest: str = ""
    """The digest of the text it was read from; by it a later writer knows that the file is still that text."""

    def where(self, path: Path, *, key: bool = False) -> Where:
        """The place of the value at `path` (of its key if asked), or of what holds it."""
        found = self.keys.get(path) if key else None
        shorter = path
        while found is None:
            found = self.places.get(shorter)
            if not shorter:
                break
            shorter = shorter[:-1]
        place = found or Place(1, 1)
        return Where(self.file, place.line, place.column, field_name(path) or None)


def read_file(path: FilePath | str, limits: Limits = LIMITS) -> Document:
    """The document in a UTF-8 file of YAML or JSON.

    Raises `Refused` with one problem when the file is missing, unreadable, too large, not UTF-8,
    or not such a document.
    """
    return parse(read_text(FilePath(path), limits), file=str(path), limits=limits)


def parse(text: str, file: str | None = None, limits: Limits = LIMITS) -> Document:
    """The document in a text of YAML or JSON.

    `file` is only named in problems. Raises `Refused` with one problem: the first place where the
    text is not such a document.
    """
    refuse_what_is_not_text(text, file)
    digest = digest_of(text)
    if text.lstrip()[:1] in ("{", "["):
        # JSON writes characters beyond the basic plane as two escapes, which YAML does not read.
        text = _SURROGATES.sub(_join_surrogates, text)
        # And it may hold these as they are, where YAML would see the end of a line.
        text = _BREAKS_IN_YAML_ONLY.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    reader = _Reader(file, limits)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            reader.take(event)
    except yaml.YAMLError as error:
        raise Refused([syntax_problem(error, text, file)]) from None
    except (UnicodeError, RecursionError, ValueError) as error:
        what = f"this is not YAML or JSON: {str(error).splitlines()[0]}"
        raise Refused([Problem("yaml-syntax", what, "check the text", Where(file))]) from None
    return reader.document(digest)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _join_surrogates(match: re.Match[str]) -> str:
    high, low = (int(part, 16) for part in match.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: list[Tree] | dict[str, Tree]
    path: Path
    key: str | None = None


class _Reader:
    """Builds the document from the parser's events, one at a time and without recursion."""

    def __init__(self, file: str | None, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.places: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.stack: list[_Open] = []
        self.root: Tree = None
        self.documents = 0
        self.values = 0

    def document(self, digest: str) -> Document:
        if not self.documents or self.root is None:
            raise Refused(
                [
                    Problem(
                        "file-empty",
                        "there is nothing in the file",
                        "write something in it; `sccif schema case` says what a case file holds",
                        Where(self.file),
                    )
                ]
            )
        return Document(self.file, self.root, self.places, self.keys, digest)

    def take(self, event: Any) -> None:
        # By the class itself and the commonest first: a pack has some twenty thousand of them.
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.scalar(event, self.admitted(event))
        elif kind in _ENDS:
            self.stack.pop()
        elif kind is yaml.MappingStartEvent:
            self.begin({}, self.admitted(event))
        elif kind is yaml.SequenceStartEvent:
            self.begin([], self.admitted(event))
        elif kind is yaml.AliasEvent:
            what = f"the alias `*{event.anchor}` is used here"
            raise self.refused("yaml-alias", what, "write the value out", _place(event))
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                what, right = "a second document begins here", "give one document a file"
                raise self.refused("yaml-many-documents", what, right, _place(event))

    def admitted(self, event: Any) -> Place:
        """The place of a value that is plain, and not one too many."""
        place = _place(event)
        if event.anchor is not None:
            raise self.refused(
                "yaml-alias",
                f"the anchor `&{event.anchor}` is used here",
                "write the value out where it is needed",
                place,
            )
        if event.tag is not None:
            raise self.refused(
                "yaml-tag",
                f"the tag `{event.tag.replace('tag:yaml.org,2002:', '!!')}` is used here",
                "leave the tag out; every value is read as text",
                place,
            )
        self.values += 1
        if self.values > self.limits.values:
            raise self.refused(
                "yaml-too-many-values",
                f"there are more than {self.limits.values:,} values",
                "give one case or rule file",
                place,
            )
        return place

    def scalar(self, event: Any, place: Place) -> None:
        text, style = event.value, event.style
        if style == '"' and (found := NOT_TEXT.search(text)):
            raise self.refused(
                "file-control-character",
                f"an escape here stands for the character U+{ord(found.group()):04X}",
                "take the character out; notes may hold any printed text, tabs and line breaks",
                place,
            )
        # A quoted "null" is text; a bare one is nothing.
        value = None if not style and text in _NOTHING else text
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            self.key(top, value, place)
        else:
            self.put(value, place)

    def key(self, top: _Open, value: str | None, place: Place) -> None:
        if value is None:
            raise self.refused(
                "yaml-key", "a key is empty here", "write the name of the field before the colon", place
            )
        if len(value) > _LONGEST_KEY:
            raise self.refused(
                "yaml-key",
                f"a key of {len(value):,} characters begins here with `{value[:40]}`",
                "write the name of the field before the colon and its text after it",
                place,
            )
        path = (*top.path, value)
        if path in self.keys:
            first = self.keys[path]
            raise self.refused(
                "yaml-duplicate-key",
                f"`{value}` stands twice here, first on line {first.line}",
                "keep one of the two; the other would be lost",
                place,
                path,
            )
        self.keys[path] = place
        top.key = value

    def put(self, value: Tree, place: Place) -> Path:
        if not self.stack:
            self.root = value
            self.places[()] = place
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            top.value.append(value)
        else:
            if top.key is None:
                raise self.refused(
                    "yaml-key",
                    "a list or mapping is used as a key here",
                    "write the name of the field before the colon",
                    place,
                )
            path = (*top.path, top.key)
            top.value[top.key] = value
            top.key = None
        self.places[path] = place
        return path

    def begin(self, value: list[Tree] | dict[str, Tree], place: Place) -> None:
        if len(self.stack) >= self.limits.depth:
            raise self.refused(
                "yaml-too-deep",
                f"the text is nested more than {self.limits.depth} deep",
                "check the brackets and the indentation",
                place,
            )
        self.stack.append(_Open(value, self.put(value, place)))

    def refused(self, code: str, what: str, right: str, place: Place, path: Path = ()) -> Refused:
        where = Where(
            self.file,
            place.line,
            place.column,
            field_name((path or self.path_here())[:_LONGEST_PATH]) or None,
        )
        return Refused([Problem(code, what, right, where)])

    def path_here(self) -> Path:
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, top.key) if top.key is not None else top.path
