"""A judged case in one line: its name, what is proposed, and how firmly."""

from __future__ import annotations

from typing import TextIO

from rich.text import Text

from assistant.case import Key
from assistant.cli.terminal import console_for, plain
from assistant.cli.writers import Result
from assistant.cli.writers.words import TONES, listed, standing
from assistant.reasoning import blocked_by
from assistant.reasoning.phrases import record_name

_NAME = 20
_JUDGEMENT = 14


class Brief:
    """Writes one line a case."""

    def __init__(self, file: TextIO) -> None:
        self.console = console_for(file)

    def case(self, result: Result) -> None:
        """Write one judged case."""
        self.console.print(line(result))

    def end(self) -> None:
        """Nothing stands below."""


def line(result: Result) -> Text:
    """The case, the proposal with its sign, its standing and ground, and how much is still open."""
    judged = result.judged
    proposal, pack = judged.proposal, judged.pack
    outcome = pack.judgements[proposal.judgement] if proposal.judgement else None
    open_ones = len(judged.evidence.open)
    ground = next((ground.label for ground in pack.words.grounds if ground.id == proposal.ground), None)
    blocked = [record_name(pack, Key(*name.partition(":")[::2])) for name in blocked_by(judged)]
    first = f"no judgement until put right: {listed(blocked, 'and')}" if blocked else ""
    told = [first, standing(proposal), ground, f"{open_ones} open" if open_ones else "nothing open"]
    told += [warning.what.partition(":")[0] for warning in result.warnings]
    return Text.assemble(
        plain(f"{judged.case.id:<{_NAME}}  "),
        plain(
            f"{f'{outcome.sign} {outcome.short}' if outcome else '· none yet':<{_JUDGEMENT}}",
            TONES[outcome.tone] if outcome else "",
        ),
        plain("  " + ", ".join(part for part in told if part)),
    )
