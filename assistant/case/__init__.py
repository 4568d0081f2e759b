"""Cases: what they hold, how they change and how they are written in a file."""

from assistant.case.file import CaseFile, case_from, parse_case, read_case
from assistant.case.header import Baseline, Child, Inspection, JudgementMade, Note, Seal
from assistant.case.model import Answer, At, Case, Key, Record, parse_at

__all__ = [
    "Answer",
    "At",
    "Baseline",
    "Case",
    "CaseFile",
    "Child",
    "Inspection",
    "JudgementMade",
    "Key",
    "Note",
    "Record",
    "Seal",
    "case_from",
    "parse_at",
    "parse_case",
    "read_case",
]
