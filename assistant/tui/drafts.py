"""The drafts of a case, which every face keeps in one place."""

from __future__ import annotations

from assistant.work.drafts import Drafts, drafts_of

__all__ = ["Drafts", "drafts_of"]
