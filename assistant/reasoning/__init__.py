"""Reasoning: what the rules make of a case. Knows no file, screen or database."""

from assistant.reasoning.as_json import as_json, blocked_by, concerns
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.evidence import Evidence, gather
from assistant.reasoning.explain import explain
from assistant.reasoning.flags import Flag, covered_flags, flags
from assistant.reasoning.judge import Judged, Judging, Proposal, durable_rules
from assistant.reasoning.meaning import meaning
from assistant.reasoning.node import Node
from assistant.reasoning.onward import Closing, Onward, ask_first, closings, onward
from assistant.reasoning.results import Certain, Conclusion, Finding, Known, Meaning, ReviewReading
from assistant.reasoning.sensitivity import Sensitive, Sensitivity, sensitivity
from assistant.reasoning.supposing import Supposing
from assistant.reasoning.why_not import why_not

__all__ = [
    "Certain",
    "Closing",
    "Conclusion",
    "Evidence",
    "Finding",
    "Flag",
    "Judged",
    "Judging",
    "Known",
    "Meaning",
    "Node",
    "Onward",
    "Proposal",
    "ReviewReading",
    "RuleBase",
    "Sensitive",
    "Sensitivity",
    "Supposing",
    "as_json",
    "ask_first",
    "blocked_by",
    "closings",
    "compile_rules",
    "concerns",
    "covered_flags",
    "durable_rules",
    "explain",
    "flags",
    "gather",
    "meaning",
    "onward",
    "sensitivity",
    "why_not",
]
