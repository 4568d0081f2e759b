"""The pack: a framework's knowledge and rules, read, resolved and checked."""

from assistant.pack.kept import kept_pack
from assistant.pack.knowledge import Area, Outcome, Paragraph, Question, RecordType
from assistant.pack.model import AskedWhen, Coded, Pack
from assistant.pack.references import Ref, parse_ref
from assistant.pack.resolve import load_pack
from assistant.pack.rules import (
    Answers,
    CaseReviewRule,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    FindingsCount,
    JudgementIs,
    JudgementRule,
    Rule,
)
from assistant.pack.to_judge_by import pack_to_judge_by

__all__ = [
    "Answers",
    "Area",
    "AskedWhen",
    "CaseReviewRule",
    "Coded",
    "Condition",
    "CountAreas",
    "CountFindings",
    "EvaluationRule",
    "FindingRule",
    "FindingsCount",
    "JudgementIs",
    "JudgementRule",
    "Outcome",
    "Pack",
    "Paragraph",
    "Question",
    "RecordType",
    "Ref",
    "Rule",
    "kept_pack",
    "load_pack",
    "pack_to_judge_by",
    "parse_ref",
]
