"""Types that read their value from text exactly as it was typed, for the models of cases and packs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)

from assistant.document.read import Document
from assistant.document.tree import Path, Tree, field_name
from assistant.problems import Problem, Refused, one_of

# No plug-in of another package sees what is in a case; looking for some reads what all that is installed says of itself.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Strict(BaseModel):
    """A frozen model that refuses unknown fields.

    Modules of models leave out `from __future__ import annotations`: it makes text of each type, which
    pydantic then compiles at every start, and that takes longer than all else that it does with a model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def _read(pattern: str, make: Callable[[str], Any], right: str) -> BeforeValidator:
    form = re.compile(pattern)

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        if not form.fullmatch(value):
            raise ValueError(right)
        return make(value)

    return BeforeValidator(read)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("no such day; write it as 2019-03-05") from None


Day = Annotated[date, _read(r"\d{4}-\d{2}-\d{2}", _date, "write it as 2019-03-05")]
"""A day of the calendar, `2019-03-05`."""

Count = Annotated[int, _read(r"[0-9]{1,6}", int, "write a whole number from 0 to 999999")]
"""A whole number from 0 to 999999."""

Switch = Annotated[bool, _read("true|false", lambda text: text == "true", "write true or false")]
"""`true` or `false`, in these words."""

_FORMS: dict[str, str] = {}


def form(pattern: str, right: str) -> StringConstraints:
    """Text of this pattern; where it does not fit, a person is told `right` and never the pattern."""
    _FORMS[pattern] = right
    return StringConstraints(pattern=pattern)


Id = Annotated[str, form(r"^[a-z][a-z0-9_]{0,60}$", "write a small letter, then small letters, digits and _")]
"""A name of the pack's: small letters, digits and underscores."""

Slug = Annotated[
    str, form(r"^[a-z0-9][a-z0-9.\-]{0,80}$", "write small letters, digits, hyphens and full stops")
]
"""The name of a rule, example or pack: small letters, digits, hyphens and full stops."""

LONGEST = 20_000
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
"""Any text that is not empty, of at most `LONGEST` characters."""


def too_long(text: str, called: str = "the text", right: str = "write it shorter") -> Problem | None:
    """What is wrong with a text that is longer than a case can hold; asked before it is put into one."""
    if len(text) <= LONGEST:
        return None
    what = f"{called} has {len(text):,} characters, and one may have {LONGEST:,}"
    return Problem("shape-bad-value", what, right)


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


OneOrMany = BeforeValidator(_one_or_many)
"""Lets a list of one be written without brackets."""

__all__ = [
    "Count",
    "Day",
    "Id",
    "OneOrMany",
    "Slug",
    "Strict",
    "Switch",
    "Text",
    "form",
    "into",
    "too_long",
]


Model = TypeVar("Model", bound=BaseModel)

_OF_VALUE = frozenset(
    {
        "value_error",
        "string_pattern_mismatch",
        "literal_error",
        "enum",
        "string_too_short",
        "greater_than_equal",
        "less_than_equal",
        "too_short",
    }
)
"""The kinds of pydantic's errors about a value of the right type that the field still cannot take."""


def into(model: type[Model], document: Document) -> Model:
    """The document as a model.

    Raises `Refused` with one problem for each field that does not fit, each with its line and column.
    """
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise Refused(_shape_problems(error, document, model)) from None


def _shape_problems(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """What pydantic found, in the words and with the codes of this program."""
    told: set[Path] = set()
    for found in error.errors(include_url=False):
        at = _without_tags(document.value, found["loc"], missing=found["type"] == "missing")
        # A value that may be of several types is reported once for each of them.
        if at not in told:
            told.add(at)
            yield _problem(found, document, at, model)


def _problem(found: Mapping[str, Any], document: Document, at: Path, model: type[BaseModel]) -> Problem:
    said = found["msg"].removeprefix("Value error, ")
    name = f"`{field_name(at[-2:] if at and isinstance(at[-1], int) else at[-1:])}`" if at else "the document"
    typed = found.get("input")
    shown = _shown(typed)
    match found["type"]:
        case "string_too_long":
            what = f"{name} holds {len(str(typed)):,} characters"
            return Problem("shape-bad-value", what, _right(found, said), document.where(at))
        case "extra_forbidden":
            right = one_of(at[-1], _fields_beside(model, at), "check the spelling, or take the field out")
            return Problem(
                "shape-unknown-field", f"there is no field {name} here", right, document.where(at, key=True)
            )
        case "missing":
            return Problem("shape-missing-field", f"{name} is missing", f"add {name}", document.where(at))
        case "value_error" if "write it as 2019-" in said:
            return Problem("shape-bad-date", f"{name} cannot be {shown}", said, document.where(at))
        case "timezone_aware":
            right = "write it with its zone, as 2019-03-06T16:10:00Z"
            return Problem("shape-bad-date", f"{name} has no time zone: {shown}", right, document.where(at))
        case kind if kind in _OF_VALUE:
            code = "shape-bad-value"
        case _:
            code = "shape-wrong-type"
    return Problem(code, f"{name} cannot be {shown}", _right(found, said), document.where(at))


def _fields_beside(model: type[BaseModel], at: Path) -> Sequence[str]:
    """The fields that a model has where a field stands; none where more than one model could be meant."""
    for part in at[:-1]:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        meant = list(_models_in(field.annotation)) if field else []
        if len(meant) != 1:
            return ()
        model = meant[0]
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _without_tags(value: Tree, path: Path, *, missing: bool) -> Path:
    """The path without the names that pydantic puts in for the members of a union."""
    real: list[str | int] = []
    for number, part in enumerate(path):
        last = number == len(path) - 1
        if isinstance(value, dict) and isinstance(part, str) and (part in value or (last and missing)):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        real.append(part)
    return tuple(real)


def _shown(typed: object) -> str:
    match typed:
        case None | "":
            return "empty"
        case str():
            return f"`{typed[:80]}…`" if len(typed) > 80 else f"`{typed}`"
        case date():
            return f"`{typed.isoformat()}`"
        case dict():
            return "a mapping"
        case []:
            return "an empty list"
        case list():
            return "a list"
        case _:
            return "this"


def right_of(found: Mapping[str, Any]) -> str:
    """What would be right, of one of the errors that pydantic found."""
    return _right(found, found["msg"].removeprefix("Value error, "))


def _right(found: Mapping[str, Any], said: str) -> str:
    match found["type"]:
        case "literal_error":
            expected: str = found["ctx"]["expected"]
            return "write one of: " + expected.replace("'", "").replace(" or ", ", ")
        case "string_pattern_mismatch":
            pattern: str = found["ctx"]["pattern"]
            return _FORMS.get(pattern, f"write it in the form {pattern}")
        case "string_too_long":
            return f"write at most {found['ctx']['max_length']:,} characters"
        case "string_type":
            return "write text here"
        case "list_type" | "tuple_type":
            return "write a list here, such as [a, b]"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "write its fields with their values here, as `field: value`"
        case "string_too_short" | "too_short":
            return "write something here, or take the field out"
        case _:
            return said[:1].lower() + said[1:]
