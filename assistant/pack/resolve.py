"""Resolves a pack's files into one frozen `Pack` in which every id leads to what it names."""

from __future__ import annotations

from pathlib import Path as FilePath
from types import MappingProxyType

from assistant.pack.model import Pack
from assistant.pack.names import Names
from assistant.pack.read import PROPERTIES, PackFiles, read_pack
from assistant.pack.references import Ref, parse_ref
from assistant.pack.resolve_knowledge import check_knowledge
from assistant.pack.resolve_properties import property_problems
from assistant.pack.resolve_rules import rule_problems
from assistant.pack.rules import FindingRule
from assistant.problems import Problem, Refused


def load_pack(directory: FilePath | str | None = None) -> Pack:
    """The pack in `directory`, or the one that comes with the program.

    Raises `Refused` with every problem of shape, or else of reference, with file, line and column.
    """
    return resolve(read_pack(directory))


def resolve(files: PackFiles) -> Pack:
    """The files as one pack. Raises `Refused` with every id that leads nowhere."""
    problems: list[Problem] = []
    names = Names(files, problems)
    gates = names.gates()
    rules = files.each_rule()
    pack = Pack(
        id=files.framework.id,
        version=files.framework.version,
        digest=files.digest,
        content=files.content,
        directory=files.directory,
        framework=files.framework.framework,
        paragraphs=names.paragraphs,
        words=files.outcomes,
        evaluations=names.table("knowledge/outcomes.yaml", "evaluation", files.outcomes.evaluation),
        judgements=names.table("knowledge/outcomes.yaml", "judgement", files.outcomes.judgement),
        areas=names.areas,
        record_types=names.record_types,
        questions=names.questions,
        coded=names.coded(gates),
        gates=gates,
        regulations=files.regulations,
        glossary=MappingProxyType(dict(files.glossary.words)),
        evidence=files.evidence,
        dates=files.dates,
        timeline=files.timeline,
        report=files.report,
        rules=tuple(rule for rule, _ in rules),
        rules_by_id=MappingProxyType({rule.id: rule for rule, _ in rules}),
        reads=MappingProxyType({rule.id: _reads(rule) for rule, _ in rules if isinstance(rule, FindingRule)}),
        rule_places=MappingProxyType({rule.id: where for rule, where in rules}),
        properties=files.properties.properties,
        property_places=MappingProxyType(
            {
                one.id: files.documents[PROPERTIES].where(("properties", number))
                for number, one in enumerate(files.properties.properties)
            }
        ),
    )
    check_knowledge(names)
    for file, document in files.rules:
        problems.extend(rule_problems(pack, file, document))
    if files.properties.properties:
        problems.extend(property_problems(pack, files.properties, files.documents[PROPERTIES]))
    if problems:
        raise Refused(problems)
    return pack


def _reads(rule: FindingRule) -> tuple[Ref, ...]:
    return tuple(ref for text in rule.when if (ref := parse_ref(text, rule.record)))
