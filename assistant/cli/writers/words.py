"""The few words and colours that several writers share; everything of the field comes from the pack."""

from __future__ import annotations

from assistant.pack import Pack
from assistant.reasoning import Judged, Proposal

TONES = {"good": "green", "even": "cyan", "bad": "red", "quiet": "dim"}
"""A colour for each tone of an outcome. It repeats what sign and word say already."""


def standing(proposal: Proposal) -> str:
    """How firm a proposal is, in one word."""
    return proposal.standing or "not enough looked at"


def proposed(judged: Judged) -> str:
    """The proposal on a line: its sign and label, how firm it is and on which ground."""
    proposal, pack = judged.proposal, judged.pack
    outcome = pack.judgements[proposal.judgement] if proposal.judgement else None
    ground = next((one.label for one in pack.words.grounds if one.id == proposal.ground), None)
    told = [f"{outcome.sign} {outcome.label}" if outcome else "none yet", standing(proposal), ground]
    return ", ".join(part for part in told if part)


def listed(parts: list[str], last: str = "or") -> str:
    """`a, b or c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def rule_tag(pack: Pack, rule_id: str) -> str:
    """What stands behind a sentence: the rule, whose reading it is, and its paragraphs."""
    rule = pack.rules_by_id[rule_id]
    return f"[{rule.id}: {rule.basis}, {', '.join(rule.cites)}]"
