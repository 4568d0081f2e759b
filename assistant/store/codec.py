"""Writes what happened as JSON and reads it back, without a pack: a ledger is read when its pack is long gone.

The form is the ledger's own and never changes its meaning; what is added gets a default.
"""

from __future__ import annotations

import functools
import json
import types
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT
from msgspec.structs import fields
from pydantic import BaseModel

from assistant.case import Answer, At, Case, Key, Record, parse_at
from assistant.case.header import (
    Baseline,
    CaseReviewMade,
    Child,
    DraftKept,
    Inspection,
    JudgementMade,
    Note,
    Passage,
    PastInspection,
    Seal,
    TimelineKept,
)
from assistant.case.model import Value
from assistant.store.kinds import KINDS, Happening, kind_of

Json = Any


def canonical(value: Json) -> str:
    """The value as JSON text in the one form that is hashed: keys in order, no space, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_json(happening: Happening) -> dict[str, Json]:
    """What an event's payload holds."""
    return {
        name: _write(value)
        for name in happening.__struct_fields__
        if (value := getattr(happening, name)) is not None
    }


def whole(happening: Happening) -> str:
    """What happened, whole and in one text, as an event that tells of others holds it."""
    return f"{kind_of(happening)} {canonical(to_json(happening))}"


def from_json(kind: str, content: Mapping[str, Json]) -> Happening:
    """What a payload of this kind tells. Raises `ValueError` where it is none."""
    try:
        cls = KINDS[kind]
        found: Happening = cls(
            **{
                name: read(content[name]) if name in content else None
                for name, read, is_left in _readers(cls)
                if name in content or is_left
            }
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"no payload of the kind {kind}: {error}") from error
    return found


def _write(value: object) -> Json:
    match value:
        case At() | Key():
            return str(value)
        case Answer():
            return _answer(value)
        case Case():
            return _case(value)
        case BaseModel():
            return value.model_dump(mode="json", exclude_defaults=True)
        case tuple():
            return [_write(one) for one in value]
        case _:
            return value


@functools.cache
def _readers(cls: type) -> tuple[tuple[str, Callable[[Json], Any], bool], ...]:
    """Each field's name, what reads its value, and whether it is None where a payload leaves it out."""
    hints = get_type_hints(cls)
    return tuple(
        (
            field.name,
            _reader(hints[field.name]),
            type(None) in get_args(hints[field.name]) and field.default is NODEFAULT,
        )
        for field in fields(cls)
    )


def _reader(wanted: Any) -> Callable[[Json], Any]:
    """What reads a value of this type."""
    if get_origin(wanted) in (Union, types.UnionType):
        inner = next(one for one in get_args(wanted) if one is not type(None))
        return _reader(inner)
    if get_origin(wanted) is tuple:
        read = _reader(get_args(wanted)[0])
        return lambda values: tuple(read(value) for value in values)
    if get_origin(wanted) is Literal:
        return lambda value: _among(value, get_args(wanted))
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return wanted.model_validate
    return _OWN.get(wanted) or functools.partial(_of, wanted=wanted)


def _of(value: Json, wanted: type) -> Json:
    if type(value) is not wanted:
        raise ValueError(f"{value!r} is no {wanted.__name__}")
    return value


def _among(value: Json, names: tuple[str, ...]) -> Json:
    if value not in names:
        raise ValueError(f"{value!r} is none of {', '.join(names)}")
    return value


def _at(text: str) -> At:
    found = parse_at(text)
    if found is None:
        raise ValueError(f"{text!r} names no place of a case")
    return found


def _key(text: str) -> Key:
    record, _, label = text.partition(":")
    return Key(record, label or None)


def _answer(answer: Answer) -> dict[str, Json]:
    written: dict[str, Json] = {"state": answer.state, "value": _value(answer.value), "reason": answer.reason}
    written |= {name: list(getattr(answer, name)) for name in ("supports", "contradicts", "marks")}
    return {name: value for name, value in written.items() if value not in (None, [])}


def _value(value: Value | None) -> Json:
    """Text stands for itself; everything else says what it is."""
    match value:
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return {"months": [list(month) for month in value]}
        case _:
            return value


def _read_answer(written: Mapping[str, Json]) -> Answer:
    value = written.get("value")
    if isinstance(value, dict):
        value = date.fromisoformat(value["day"]) if "day" in value else _months(value["months"])
    lists = {name: tuple(written.get(name, ())) for name in ("supports", "contradicts", "marks")}
    return Answer(written["state"], value, written.get("reason"), **lists)


def _months(written: list[list[Json]]) -> tuple[tuple[str, int], ...]:
    return tuple((month, count) for month, count in written)


_PLAIN = ("id", "evidence_id", "purpose", "urn", "about", "service", "enforcement", "legal_basis")
_MODELS: dict[str, type[BaseModel]] = {
    "baseline": Baseline,
    "inspection": Inspection,
    "sealed": Seal,
    "judgement": JudgementMade,
    "case_review": CaseReviewMade,
    "timeline": TimelineKept,
}
_MANY: dict[str, type[BaseModel]] = {
    "children": Child,
    "notes": Note,
    "history": PastInspection,
    "passages": Passage,
    "provider_comments": DraftKept,
}


def _case(case: Case) -> dict[str, Json]:
    written: dict[str, Json] = {name: getattr(case, name) for name in _PLAIN}
    written |= {name: _write(getattr(case, name)) for name in (*_MODELS, *_MANY)}
    written |= {name: sorted(getattr(case, name)) for name in ("complete", "sampled")}
    written["records"] = [
        {"record": str(key), "answers": {name: _answer(one) for name, one in record.answers.items()}}
        for key, record in case.records.items()
    ]
    if case.reserved:
        written["reserved"] = {name: _tree(value) for name, value in case.reserved.items()}
    return {name: value for name, value in written.items() if value not in (None, [])}


def _tree(value: Json) -> Json:
    """A value kept for later versions, with its plain numbers and dates as the text they were typed as."""
    match value:
        case dict():
            return {str(key): _tree(inner) for key, inner in value.items()}
        case list():
            return [_tree(inner) for inner in value]
        case _:
            return None if value is None else str(value)


def _read_case(written: Mapping[str, Json]) -> Case:
    records = {}
    for one in written.get("records", ()):
        key = _key(one["record"])
        answers = {name: _read_answer(answer) for name, answer in one["answers"].items()}
        records[key] = Record(key, MappingProxyType(answers))
    told: dict[str, Any] = {name: written[name] for name in _PLAIN if name in written}
    for name, model in _MODELS.items():
        if name in written:
            told[name] = model.model_validate(written[name])
    for name, model in _MANY.items():
        told[name] = tuple(model.model_validate(one) for one in written.get(name, ()))
    for name in ("complete", "sampled"):
        told[name] = frozenset(written.get(name, ()))
    reserved = MappingProxyType(written.get("reserved", {}))
    return Case(**told, records=MappingProxyType(records), reserved=reserved)


_OWN: Mapping[Any, Callable[[Json], Any]] = {At: _at, Key: _key, Answer: _read_answer, Case: _read_case}
