"""Writes a case as the file that it is read from: the same case, in a form that is pleasant to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from assistant.case.file import VERSION
from assistant.case.model import Answer, Case, Key, Record
from assistant.document import Bare, Spread, SpreadList, Tree, json_text, yaml_text
from assistant.document.fields import Strict
from assistant.pack import Pack, Question, RecordType

_PLAIN_FORM = re.compile(r"0|[1-9][0-9]{0,14}|true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}")


def to_text(case: Case, pack: Pack) -> str:
    """The case as YAML. Reading it back gives the same case."""
    return yaml_text(to_tree(case, pack))


def to_json_text(case: Case, pack: Pack) -> str:
    """The case as JSON. Reading it back gives the same case."""
    return json_text(to_tree(case, pack))


def to_tree(case: Case, pack: Pack) -> dict[str, Tree]:
    """The case as the values of its file, in the file's order."""
    tree: dict[str, Tree] = Spread(sccif_case=Bare(VERSION), case=case.id)
    if case.evidence_id != case.id:
        tree["evidence_id"] = case.evidence_id
    tree["purpose"] = case.purpose
    if case.about is not None:
        tree["about"] = case.about
    tree.update(_heads(case, pack))
    if case.baseline is not None:
        # Always told: which of the two dates is compared with is not for a reader to guess.
        tree["baseline"] = fields_tree(case.baseline, always=("used",))
    if case.inspection is not None:
        tree["inspection"] = fields_tree(case.inspection)
    if case.children:
        tree["children"] = SpreadList(fields_tree(child) for child in case.children)
    if case.notes:
        # The text of a note stands last, since it may take many lines.
        tree["notes"] = SpreadList(_text_last(fields_tree(note)) for note in case.notes)
    for name, sections in (("complete", case.complete), ("sampled", case.sampled)):
        if sections:
            tree[name] = list(_in_order(sections, pack.record_types))
    tree.update(_records(case, pack))
    tree.update(_decided(case))
    tree.update(_reported(case))
    for name, kept in case.reserved.items():
        tree[name] = _as_kept(kept)
    return tree


def _decided(case: Case) -> Iterable[tuple[str, Tree]]:
    """What was sealed, judged, stated of the case review, and done of the timeline."""
    if case.sealed is not None:
        yield "sealed", fields_tree(case.sealed)
    if case.judgement is not None:
        yield "judgement", fields_tree(case.judgement, always=("departure",))
    if case.case_review is not None:
        both = ((name, getattr(case.case_review, name)) for name in ("inspector", "rim"))
        stated = ((name, fields_tree(one)) for name, one in both if one is not None)
        yield "case_review", Spread(stated)
    if case.timeline is not None:
        yield "timeline", Spread(fields_tree(case.timeline))


def _reported(case: Case) -> Iterable[tuple[str, Tree]]:
    """What the report says besides what was asked."""
    for name in ("service", "enforcement", "legal_basis"):
        if (told := getattr(case, name)) is not None:
            yield name, told
    if case.history:
        yield "history", SpreadList(fields_tree(one) for one in case.history)
    if case.passages:
        yield "passages", SpreadList(fields_tree(one) for one in case.passages)
    if case.provider_comments:
        yield "provider_comments", SpreadList(Spread(fields_tree(one)) for one in case.provider_comments)


def answer_tree(answer: Answer) -> Tree:
    """An answer as the file holds it: short where it stands alone, long where anything stands with it."""
    value = _value(answer)
    beside: dict[str, Tree] = {}
    if answer.state == "answered" and answer.reason is not None:
        beside["reason"] = answer.reason
    for name in ("supports", "contradicts", "marks"):
        if names := getattr(answer, name):
            beside[name] = list(names)
    if answer.state == "answered" and value is not None and not beside:
        return value
    return {"answer" if answer.state == "answered" else answer.state: value, **beside}


def _value(answer: Answer) -> Tree:
    match answer.value if answer.state == "answered" else answer.reason:
        case tuple() as months:
            return {Bare(month): Bare(count) for month, count in months}
        case date() | int() as plain:
            return Bare(plain)
        case text:
            return text


def _heads(case: Case, pack: Pack) -> Iterable[tuple[str, Tree]]:
    """The records that stand at the head of the file; the reference number stands in `home`."""
    home: dict[str, Tree] = {} if case.urn is None else {"urn": case.urn}
    if case.urn is not None and "home" not in pack.record_types:
        yield "home", home
    for kind in pack.record_types.values():
        if kind.header:
            said = {
                **(home if kind.id == "home" else {}),
                **_answers(case.records.get(Key(kind.id)), kind, pack),
            }
            if said:
                yield kind.id, said


def _records(case: Case, pack: Pack) -> Iterable[tuple[str, Tree]]:
    by_type: dict[str, Tree] = Spread()
    for kind in pack.record_types.values():
        records = case.of_type(kind.id)
        if kind.header or not records:
            continue
        if kind.many == "one":
            by_type[kind.id] = Spread(_answers(records[0], kind, pack))
        elif kind.many == "each_area":
            by_label = {str(record.key.label): record for record in records}
            by_type[kind.id] = Spread(
                (area, _answers(by_label[area], kind, pack)) for area in _in_order(by_label, pack.areas)
            )
        else:
            by_type[kind.id] = SpreadList(
                Spread(label=record.key.label, **_answers(record, kind, pack)) for record in records
            )
    if by_type:
        yield "records", by_type


def _answers(record: Record | None, kind: RecordType, pack: Pack) -> dict[str, Tree]:
    """The answers in the order of the pack's questions, so that two files can be laid side by side."""
    if record is None:
        return {}
    questions: Mapping[str, Question] = pack.questions[kind.id]
    return {name: answer_tree(record.answers[name]) for name in _in_order(record.answers, questions)}


def _in_order(names: Iterable[str], order: Iterable[str]) -> list[str]:
    """The names in a given order; those it does not have follow by the alphabet."""
    places = {name: number for number, name in enumerate(order)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def fields_tree(model: Strict, always: tuple[str, ...] = ()) -> dict[str, Tree]:
    """The fields of a part of the head that say something."""
    fields: dict[str, Tree] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if name in always or value != field.get_default(call_default_factory=True):
            fields[name] = _plain(value)
    return fields


def _plain(value: object) -> Tree:
    match value:
        case None | str():
            return value
        case bool():
            return Bare("true" if value else "false")
        case datetime():
            return Bare(value.isoformat().replace("+00:00", "Z"))
        case date():
            return Bare(value)
        case Strict():
            return fields_tree(value)
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple():
            return [_plain(inner) for inner in value]
        case _:
            raise TypeError(f"a case file has no form for {type(value).__name__}")


def _text_last(note: dict[str, Tree]) -> dict[str, Tree]:
    return {**{name: value for name, value in note.items() if name != "text"}, "text": note["text"]}


def _as_kept(value: Tree) -> Tree:
    """A value that has no meaning yet, with plain numbers, dates and truth values left without quotes."""
    match value:
        case dict():
            return {key: _as_kept(inner) for key, inner in value.items()}
        case list():
            return [_as_kept(inner) for inner in value]
        case str() if _PLAIN_FORM.fullmatch(value):
            return Bare(value)
        case _:
            return value
