"""Makes the JSON Schemas of case, rule and knowledge files from the models and the pack.

A value may be written as YAML and JSON have it (`3`, `true`) or as text (`"3"`, `"true"`): the reader of
these files takes both alike, so the schemas do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from assistant.case.file import RESERVED_FIELDS, VERSION
from assistant.case.header import LABEL_FORM, URN_FORM, DayOrMonth, Header
from assistant.document.fields import OneOrMany
from assistant.pack import Area, Pack, Question, RecordType, beside
from assistant.pack import knowledge as k
from assistant.pack.rules import ExamplesFile, RulesFile
from assistant.work.training.model import ScenarioFile

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOTHING: Schema = {"type": "null"}
_LINE: Schema = {"type": "string", "pattern": r"\S"}
_COUNT: Schema = {"type": ["integer", "string"], "minimum": 0, "maximum": 999_999, "pattern": "^[0-9]{1,6}$"}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_READS_DAY_OR_MONTH = get_args(DayOrMonth)[1].func
_LONG_FORM = "long_form"


def rules_schema() -> Schema:
    """The schema of a file in rules/ or rules/examples/."""
    return _any_file("A file of rules/ or rules/examples/", [RulesFile, ExamplesFile])


def knowledge_schema() -> Schema:
    """The schema of a file in knowledge/."""
    files: list[type[BaseModel]] = [
        k.FrameworkFile,
        k.OutcomesFile,
        k.AreasFile,
        k.RecordsFile,
        k.QuestionsFile,
        beside.RegulationsFile,
        beside.GlossaryFile,
        beside.EvidenceFile,
        beside.DatesFile,
        beside.TimelineFile,
        beside.ReportFile,
        ScenarioFile,
    ]
    return _any_file("A file of knowledge/", files)


def case_schema(pack: Pack) -> Schema:
    """The schema of a case file by the questions, answers, areas and sources of a pack."""
    head = Header.model_json_schema(schema_generator=_AsWritten)
    definitions = head.pop("$defs") | {_LONG_FORM: _long_form(pack)}
    for kind_id, questions in pack.questions.items():
        definitions |= {
            f"{kind_id}.{question.id}": _question(kind_id, question) for question in questions.values()
        }
    _name_what_the_pack_has(pack, head["properties"], definitions)
    records = {
        kind.id: _or_nothing(_of_type(pack, kind)) for kind in pack.record_types.values() if not kind.header
    }
    heads = {kind.id: _or_nothing(_of_type(pack, kind)) for kind in pack.record_types.values() if kind.header}
    return {
        "$schema": DIALECT,
        "title": f"A case file by {pack.id} {pack.version}",
        "type": "object",
        "properties": {
            "sccif_case": {"description": "The version of the case file.", "enum": [VERSION, int(VERSION)]},
            **{
                name: schema if name in head["required"] else _or_nothing(schema)
                for name, schema in head["properties"].items()
            },
            **heads,
            "records": _or_nothing({"type": "object", "properties": records, "additionalProperties": False}),
            **{name: {"description": "Kept as written until a later version."} for name in RESERVED_FIELDS},
        },
        "required": ["sccif_case", *head["required"]],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _name_what_the_pack_has(pack: Pack, fields: Schema, definitions: Schema) -> None:
    """Narrow the ids in the head of a case file to those the pack declares."""
    areas, sections = {"enum": list(pack.areas)}, {"enum": [kind.id for kind in pack.sections]}
    judgements = {"enum": list(pack.judgements)}
    for name in ("complete", "sampled"):
        fields[name] = _one_or_many(sections)
    note = definitions["Note"]["properties"]
    note["source"] = _or_nothing({"enum": [source.id for source in pack.evidence.sources]})
    note["areas"] = _one_or_many(areas)
    definitions["Seal"]["properties"]["judgement"] = judgements
    definitions["Seal"]["properties"]["areas"] = {
        "type": "object",
        "propertyNames": areas,
        "additionalProperties": {"enum": list(pack.evaluations)},
    }
    definitions["JudgementMade"]["properties"]["decided"] = judgements


def _of_type(pack: Pack, kind: RecordType) -> Schema:
    """One record, a record for each area, or a list of them."""
    if kind.many == "one":
        besides: Schema = {"urn": {"type": "string", "pattern": URN_FORM}} if kind.header else {}
        return {"title": kind.label, "description": kind.says, **_record(pack, kind, besides)}
    if kind.many == "each_area":
        records = {area.id: _or_nothing(_of_area(pack, kind, area)) for area in pack.areas.values()}
        return {
            "title": kind.label,
            "description": kind.says,
            "type": "object",
            "properties": records,
            "additionalProperties": False,
        }
    label = LABEL_FORM if kind.labels == "child" else f"^{kind.letter or 'I'}[1-9][0-9]{{0,3}}$"
    record = _record(pack, kind, {"label": {"type": "string", "pattern": label}})
    return {
        "title": kind.plural,
        "description": kind.says,
        "type": "array",
        "items": {**record, "required": ["label"]},
    }


def _of_area(pack: Pack, kind: RecordType, area: Area) -> Schema:
    return {"title": area.label, "description": area.says, **_record(pack, kind, {}, area.id)}


def _record(pack: Pack, kind: RecordType, besides: Schema, area: str | None = None) -> Schema:
    asked = [question for question in pack.questions[kind.id].values() if pack.asks(question, area)]
    answers = {question.id: {"$ref": f"#/$defs/{kind.id}.{question.id}"} for question in asked}
    return {"type": "object", "properties": {**besides, **answers}, "additionalProperties": False}


def _long_form(pack: Pack) -> Schema:
    """What every answer in its long form may hold besides the answer itself."""
    links = {name: _one_or_many({"type": "string"}) for name in ("supports", "contradicts")}
    return {
        "type": "object",
        "properties": {
            "uncertain": {**_LINE, "description": "What is uncertain, and why."},
            "reason": _or_nothing(_LINE),
            "marks": _one_or_many({"enum": [mark.id for mark in pack.evidence.marks]}),
            **links,
        },
        "oneOf": [{"required": [name]} for name in ("answer", "uncertain", "not_applicable")],
    }


def _question(record: str, question: Question) -> Schema:
    """The forms an answer can be written in: alone, or with its notes, uncertain or not applicable."""
    states: Schema = {"answer": {"$ref": f"#/$defs/{record}.{question.id}/anyOf/0"}}
    if question.not_applicable is not None:
        states["not_applicable"] = {**_LINE, "description": f"Only where {question.not_applicable}."}
    long_form = {"$ref": f"#/$defs/{_LONG_FORM}", "properties": states, "unevaluatedProperties": False}
    return {
        "title": question.ask,
        "description": question.why,
        "anyOf": [_value(question), long_form, _NOTHING],
    }


def _value(question: Question) -> Schema:
    match question.fact:
        case None:
            # Labels and lines for an editor's hover stand once, beside the plain list.
            lines = [f"{answer.id}: {answer.label}. {answer.line}" for answer in question.answers]
            return {"enum": [answer.id for answer in question.answers], "description": "\n".join(lines)}
        case "date":
            return _DAY
        case "count":
            return _COUNT
        case "months":
            month = {"pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
            return {"type": "object", "propertyNames": month, "additionalProperties": _COUNT}
        case "text":
            return _LINE


def _or_nothing(schema: Schema) -> Schema:
    """The schema, or a field left empty."""
    if schema.get("default", ...) is None and "anyOf" in schema:
        return schema
    return {"anyOf": [schema, _NOTHING]}


def _one_or_many(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}, _NOTHING]}


class _AsWritten(GenerateJsonSchema):
    """Schemas of what may be written in a file, not of what the models hold after reading it."""

    def int_schema(self, schema: Any) -> Schema:  # noqa: ARG002
        return dict(_COUNT)

    def bool_schema(self, schema: Any) -> Schema:  # noqa: ARG002
        return {"enum": [True, False, "true", "false"]}

    def date_schema(self, schema: Any) -> Schema:  # noqa: ARG002
        return dict(_DAY)

    def function_before_schema(self, schema: Any) -> Schema:
        read = schema["function"]["function"]
        if read is _READS_DAY_OR_MONTH:
            return {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}
        inner = super().function_before_schema(schema)
        if read is OneOrMany.func:
            return {"anyOf": [inner["items"], inner]}
        return inner


def _any_file(title: str, models: Sequence[type[BaseModel]]) -> Schema:
    """A schema that any of the files fits."""
    _, together = models_json_schema(
        [(model, "validation") for model in models], by_alias=True, schema_generator=_AsWritten
    )
    names = [{"$ref": f"#/$defs/{model.__name__}"} for model in models]
    return {"$schema": DIALECT, "title": title, "anyOf": names, "$defs": together["$defs"]}
