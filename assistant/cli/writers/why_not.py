"""Why not another judgement: for each the nearest rules, and the conditions of theirs that fail or are open."""

from __future__ import annotations

from assistant.cli.terminal import Page, plain
from assistant.reasoning import Judged, Supposing, why_not

_NEAREST = 2
_SIGNS = {"holds": "+ ", "fails": "× ", "open": "? "}


def write_why_not(page: Page, judged: Judged, supposing: Supposing) -> dict[str, str]:
    """Write it for the judgements of the scale; those outside it stand in the JSON.

    Gives the words in it that rules count by, each with what it means.
    """
    words: dict[str, str] = {}
    roots = [
        root
        for root in why_not(judged, supposing)
        if judged.pack.judgements[root.outcome or ""].scale is not None
    ]
    if roots:
        page.heading("Why not another")
    for root in roots:
        page.line(plain(root.text), 2)
        for rule in root.children[:_NEAREST]:
            page.line(plain(rule.text), 4, "- ", plain(f"[{rule.rule}]", "dim"))
            for condition in rule.children:
                if condition.state:
                    page.line(plain(condition.text), 6, _SIGNS[condition.state])
                    words.update(condition.words)
        left = len(root.children) - _NEAREST
        if left > 0:
            rules = "one rule" if left == 1 else f"{left} rules"
            page.line(plain(f"{rules} farther away, in --json", "dim"), 4)
    return words
