"""The rule base compiled to z3: any answers, any number of records, every stage."""

from assistant.reasoning.solving.answers import Answers, Limits, Slot
from assistant.reasoning.solving.stages import Stages

__all__ = ["Answers", "Limits", "Slot", "Stages"]
