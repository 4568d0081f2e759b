"""A judged case as the published JSON object of `sccif judge --json`. Keys may be added, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.case import At
from assistant.pack import FindingRule
from assistant.problems import Problem
from assistant.reasoning.explain import explain, grounds
from assistant.reasoning.flags import flags
from assistant.reasoning.judge import Judged
from assistant.reasoning.onward import Onward, closings
from assistant.reasoning.phrases import say
from assistant.reasoning.sensitivity import sensitivity
from assistant.reasoning.supposing import Supposing
from assistant.reasoning.why_not import why_not


def as_json(
    judged: Judged,
    asked: Sequence[Onward],
    supposing: Supposing | None = None,
    warnings: Iterable[Problem] = (),
) -> dict[str, Any]:
    """The judged case as an object that `json.dumps` takes.

    `asked` are the open questions that matter, the one to ask first in front, `warnings` what is wrong with the rules. With
    `supposing`, made of the same case, it also says what to ask next, what is sensitive and why not.
    """
    case, pack = judged.case, judged.pack
    base = case.baseline
    return {
        "case": case.id,
        "urn": case.urn,
        "evidence_id": case.evidence_id,
        "purpose": case.purpose,
        "framework": pack.framework.title,
        "effective": {
            "from": str(pack.framework.effective_from),
            "to": str(pack.framework.effective_to) if pack.framework.effective_to else None,
        },
        "pack": pack.digest,
        "pack_version": f"{pack.id} {pack.version}",
        "engine": judged.engine,
        "baseline": {"used": base.used, "date": str(base.date_used()) if base.date_used() else None}
        if base
        else None,
        "proposal": _proposal(judged),
        "possible": list(judged.certain.possible),
        "confirmed": judged.is_confirmed,
        "areas": dict(judged.areas),
        "findings": findings(judged),
        "rests_on": list(judged.known.judgement.rests_on),
        "outweighed": list(judged.known.judgement.outweighed),
        "case_review": _case_review(judged),
        "open": _open(judged, (one.at for one in asked)),
        "flags": [{"kind": flag.kind, "at": flag.at, "asks": flag.asks} for flag in flags(judged)],
        "warnings": [warning.as_json() for warning in warnings],
    } | (_ahead(judged, asked, supposing) if supposing else {})


def _ahead(judged: Judged, asked: Sequence[Onward], supposing: Supposing) -> dict[str, Any]:
    """What lies around the case as it stands."""
    possible = judged.certain.possible
    first = next(iter(asked), None)
    found = sensitivity(supposing)
    return {
        "next": {
            "question": str(first.at),
            "leaves": {answer: list(left) for answer, left in first.leaves},
        }
        if first
        else None,
        "sections": [
            {"section": one.section, "matters": one.matters, "leaves": list(one.leaves)}
            for one in closings(supposing, possible)
        ],
        "sensitive": {
            "tried": found.tried,
            "moving": [
                {
                    "question": str(one.at),
                    "answer": one.answer,
                    "moves": {judgement: list(answers) for judgement, answers in one.moves},
                }
                for one in found.moving
            ],
        },
        "why_not": [
            {
                "judgement": root.outcome,
                "says": root.text,
                "rules": [
                    {
                        "rule": rule.rule,
                        "state": rule.state,
                        "says": rule.text,
                        "conditions": [{"state": one.state, "says": one.text} for one in rule.children],
                    }
                    for rule in root.children
                ],
            }
            for root in why_not(judged, supposing)
        ],
    }


def _proposal(judged: Judged) -> dict[str, Any]:
    proposal = judged.proposal
    told: dict[str, Any] = {
        "judgement": proposal.judgement,
        "standing": proposal.standing,
        "ground": proposal.ground,
    }
    blocked = blocked_by(judged)
    return told | ({"blocked_by": blocked} if blocked else {})


def blocked_by(judged: Judged) -> list[str]:
    """What withholds a judgement: the records whose findings the withholding rules count."""
    proposed = judged.proposal.judgement
    if proposed is None or not judged.pack.judgements[proposed].blocks:
        return []
    rules = [rule for rule in explain(judged)[0].children if rule.kind == "rule"]
    places = [node.at for rule in rules for node in rule.walk() if node.kind == "answer" and node.at]
    return list(dict.fromkeys(str(at.key) for at in places))


def findings(judged: Judged) -> list[dict[str, Any]]:
    """Every finding as a sentence, with what it says, cites and rests on."""
    found = []
    for finding in judged.known.findings:
        rule = judged.pack.rules_by_id[finding.rule]
        if isinstance(rule, FindingRule):
            found.append(
                {
                    "rule": finding.rule,
                    "record": str(finding.key),
                    "area": finding.area,
                    "direction": rule.find.direction,
                    "weight": rule.find.weight,
                    "rests_on": rule.find.rests_on,
                    "say": say(judged.pack, judged.case, rule, finding.key),
                    "cites": list(rule.cites),
                    "basis": rule.basis,
                    "answers": grounds(judged, finding),
                }
            )
    return found


def _case_review(judged: Judged) -> dict[str, Any]:
    certain: Mapping[str, bool | None] = judged.certain.case_review
    readings = []
    for reading in judged.known.case_review:
        told: dict[str, Any] = {
            "cites": reading.reading,
            "consider": reading.consider,
            "certain": certain[reading.reading] is not None,
            "rests_on": list(reading.rests_on),
        }
        readings.append(told | ({"urgency": reading.urgency} if reading.urgency else {}))
    return {
        "consider": any(reading["consider"] for reading in readings),
        "readings": readings,
        "concerns": concerns(judged),
    }


def concerns(judged: Judged) -> list[str]:
    """The concerns that bear on a case review, each as a sentence, each once."""
    told = []
    for finding in judged.known.findings:
        rule = judged.pack.rules_by_id[finding.rule]
        if (
            isinstance(rule, FindingRule)
            and rule.find.direction in judged.pack.words.case_review.concern_directions
        ):
            told.append(say(judged.pack, judged.case, rule, finding.key))
    return list(dict.fromkeys(told))


def _open(judged: Judged, matter: Iterable[At]) -> list[dict[str, Any]]:
    matters = set(matter)
    return [
        {"question": str(question.at), "state": question.state, "matters": question.at in matters}
        for question in judged.evidence.open
    ]
