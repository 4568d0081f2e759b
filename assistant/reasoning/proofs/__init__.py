"""Proves the properties of a rule base for every case there can be, or finds a case that breaks one.

What a proof comes to is known without a solver; `prove`, in `every.py`, brings z3 with it.
"""

from assistant.reasoning.proofs.results import Broken, Progress, Proof

__all__ = ["Broken", "Progress", "Proof"]
