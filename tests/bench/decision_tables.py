"""The finding rules of a pack as decision tables for zen-engine, to hold a sweep against: see `tests.bench.sweeping`.

A table for each kind of record, a row a rule, every row that holds collected; a rule that something defeats has
a row for each way in which it is not defeated. The gates of questions are conditions beside the rule's own, and a record
of a section brings along what its rules read of single records. Tallies and the later stages are left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.case import Case
from assistant.reasoning.codes import FindingCode, Group, RuleBase
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.sweep import CASES
from assistant.reasoning.sweeping.given import Given, GivenTests
from assistant.work.corpus.tables import Tables

Content = dict[str, Any]
SINGLE = "single"
Cells = dict[str, str]


def content(base: RuleBase) -> Content:
    """The decision: all tables side by side between what goes in and what comes out."""
    given = GivenTests(base.pack)
    nodes = [_node(place, group, given) for place, group in enumerate(base.groups)]
    ends = [
        {"id": kind, "type": f"{kind}Node", "name": kind, "position": {"x": 0, "y": 0}}
        for kind in ("input", "output")
    ]
    edges = [
        {"id": f"{node['id']}-{end}", "type": "edge", "sourceId": source, "targetId": target}
        for node in nodes
        for end, source, target in (("in", "input", node["id"]), ("out", node["id"], "output"))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": [*ends, *nodes], "edges": edges}


def context(base: RuleBase, case: Case) -> dict[str, Any]:
    """What goes in of a case."""
    layout = Tables(base.pack)
    columns = layout.columns()
    single: dict[str, Any] = {}
    sections: dict[str, list[dict[str, Any]]] = {
        group.record: [] for group in base.groups if group.key is None
    }
    for table, row in layout.rows(0, case):
        told = {_field(name): value for name, value in zip(columns[table], row, strict=True)}
        if table == CASES:
            single = told
        elif table in sections:
            sections[table].append(told)
    for group in base.groups:
        for one in sections.get(group.record, ()):
            one.update({_field(name): single[_field(name)] for name in group.shared})
    return {SINGLE: single, **sections}


def found(base: RuleBase, result: Mapping[str, Any]) -> Counter[int]:
    """How often each finding code was found, by its number, in what comes out."""
    told: Counter[int] = Counter()
    for place, group in enumerate(base.groups):
        came = result.get(f"found{place}", [])
        rows = came if group.key is not None else [row for record in came for row in record]
        told.update(int(row["rule"]) for row in rows)
    return told


def _node(place: int, group: Group, given: GivenTests) -> Content:
    section = None if group.key is not None else group.record
    rows = [(code, row) for code in group.codes for row in _rows(code, section, given)]
    names = sorted({name for _, row in rows for name in row})
    rules = [
        {"_id": f"r{number}", "o": str(code.number)}
        | {f"i{at}": row.get(name, "") for at, name in enumerate(names)}
        for number, (code, row) in enumerate(rows)
    ]
    return {
        "id": f"t{place}",
        "type": "decisionTableNode",
        "name": f"t{place}",
        "position": {"x": 0, "y": 0},
        "content": {
            "hitPolicy": "collect",
            "inputs": [
                {"id": f"i{at}", "name": name, "field": _field(name)} for at, name in enumerate(names)
            ],
            "outputs": [{"id": "o", "name": "rule", "field": "rule"}],
            "rules": rules,
            "passThrough": False,
            "inputField": section or SINGLE,
            "outputPath": f"found{place}",
            "executionMode": "loop" if section else "single",
        },
    }


def _rows(code: FindingCode, section: str | None, given: GivenTests) -> Iterator[Cells]:
    """The rows of a rule: it holds in the first answer by which it is not defeated, or in the next, and so on."""
    when = given.conjunction((*code.own_when, *code.when), section)
    unless = (*code.own_unless, *code.unless)
    defeated = given.conjunction(unless, section) if unless else None
    if when is None:
        return
    if defeated is None:
        yield _cells(when, {})
        return
    held: dict[str, frozenset[str]] = {}
    for name, values in defeated.items():
        both = {at: when.get(at, wanted) & wanted for at, wanted in held.items()}
        yield _cells({**when, **both}, {name: values})
        held[name] = values


def _cells(among: Given, outside: Given) -> Cells:
    cells = {name: _values(values) for name, values in among.items() if name not in outside}
    for name, values in outside.items():
        cells[name] = _values(among[name] - values) if name in among else f"not in [{_values(values)}]"
    return cells


def _values(values: Iterable[str]) -> str:
    """Any of these; of none nothing that is ever answered."""
    return ", ".join(json.dumps(value) for value in sorted(values)) or json.dumps(f"{ABSENT}none{ABSENT}")


def _field(name: str) -> str:
    return name.replace(".", "__").replace(" ", "_")
