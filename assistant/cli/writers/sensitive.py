"""Which single answers carry a judgement: changed alone, each would move it."""

from __future__ import annotations

from assistant.cli.terminal import Page, plain
from assistant.cli.writers.words import TONES
from assistant.reasoning import Judged, Supposing, sensitivity
from assistant.work.otherwise import TRIED, moved, moves

_FIRST = 5


def write_sensitive(page: Page, judged: Judged, supposing: Supposing) -> None:
    """Write how many answers move the judgement, and what the first of them would move it to."""
    pack, found = judged.pack, sensitivity(supposing)
    page.heading("What single answers would move")
    page.line(plain(moved(found)), 2)
    if found.tried:
        page.line(plain(TRIED, "dim"), 2)
    for one in found.moving[:_FIRST]:
        told, led = moves(pack, one)
        page.line(plain(told), 4, "- ", plain(f"[{one.at}]", "dim"))
        for judgement, answers in led:
            outcome = pack.judgements[judgement]
            tail = plain(f"→ {outcome.sign} {outcome.label}", TONES[outcome.tone])
            page.line(plain(answers), 8, tail=tail)
    if len(found.moving) > _FIRST:
        page.line(plain(f"and {len(found.moving) - _FIRST} more, all in --json"), 4)
