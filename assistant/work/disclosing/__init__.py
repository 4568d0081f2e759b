"""What is held of a child, a home or a case, copied for whoever may ask for it."""

from assistant.work.disclosing.writing import Disclosed, disclose, erased_cases, search

__all__ = ["Disclosed", "disclose", "erased_cases", "search"]
