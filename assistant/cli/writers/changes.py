"""What would change a judgement, for people to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from assistant.cli.terminal import Page, plain
from assistant.cli.writers.words import TONES, proposed
from assistant.pack import Pack
from assistant.problems import Problem
from assistant.reasoning import Judged
from assistant.reasoning.what_if import Searched, WhatIf, answer_name, spoken
from assistant.work.otherwise import comes_to, ending


class Changes:
    """Writes each set of answers as it is found, below the judgement that it leads to."""

    def __init__(self, file: TextIO, warnings: Iterable[Problem]) -> None:
        self.page, self.warnings = Page(file), tuple(warnings)
        self.judged: Judged | None = None
        self.under: str | None = None
        self.number = 0

    def begin(self, judged: Judged) -> None:
        """Write the case and what is proposed."""
        if self.judged is not None:
            self.page.gap()
        self.judged, self.under = judged, None
        page, pack = self.page, judged.pack
        page.line(plain(judged.case.id, "bold"))
        for warning in self.warnings:
            page.line(plain(warning.what, "bold red"), 0, "! ")
        page.field("Proposal", plain(proposed(judged), "bold"))
        if judged.proposal.judgement is None:
            known = pack.judgements[judged.known.judgement.outcome]
            page.field("", plain(f"by what is known alone, which is no proposal: {known.sign} {known.label}"))
        page.line(plain(pack.framework.caution, "dim"))

    def already(self) -> None:
        """Write that what is asked for is concluded as it is."""
        if self.judged is not None:
            outcome = self.judged.pack.judgements[self.judged.known.judgement.outcome]
            self.page.line(plain(f"{outcome.sign} {outcome.label} is what is concluded already"))

    def step(self, step: WhatIf | Searched) -> None:
        """Write a set of answers, or how a search ended."""
        if self.judged is None:
            return
        self._head(step.judgement)
        if isinstance(step, WhatIf):
            self.number += 1
            self._set(step)
        else:
            more = "" if step.is_whole else " Ask for more with --limit."
            self.page.line(plain(ending(self.judged.pack, step) + more, "dim"), 2)

    def end(self) -> None:
        """Nothing stands below a case."""

    def _head(self, judgement: str) -> None:
        if self.under != judgement and self.judged:
            outcome = self.judged.pack.judgements[judgement]
            self.page.heading(f"What would lead to: {outcome.sign} {outcome.label}")
            self.under, self.number = judgement, 0

    def _set(self, step: WhatIf) -> None:
        for place, (question, otherwise) in enumerate(spoken(step)):
            lead, told = (" " * 5, f"and {question}") if place else (f"{self.number:>3}. ", question)
            self.page.line(plain(told), 0, lead)
            self.page.line(plain(otherwise, "bold"), 7)
        outcome = step.judged.pack.judgements[step.judgement]
        self.page.line(plain(comes_to(step.judged), TONES[outcome.tone]), 5, "→ ")


class ChangesAsJson:
    """Writes one object a case."""

    def __init__(self, file: TextIO, warnings: Iterable[Problem]) -> None:
        self.file, self.warnings = file, tuple(warnings)
        self.told: dict[str, Any] = {}
        self.pack: Pack | None = None

    def begin(self, judged: Judged) -> None:
        """Begin a case's object."""
        self.pack = judged.pack
        self.told = {
            "case": judged.case.id,
            "pack": judged.pack.digest,
            "engine": judged.engine,
            "proposal": _proposal(judged),
            "concluded": judged.known.judgement.outcome,
            "what_if": [],
            "searched": [],
            "warnings": [warning.as_json() for warning in self.warnings],
        }

    def already(self) -> None:
        """Nothing: what is concluded stands in the object."""

    def step(self, step: WhatIf | Searched) -> None:
        """Add a set of answers, or how a search ended."""
        if isinstance(step, Searched):
            self.told["searched"].append(
                {
                    "judgement": step.judgement,
                    "found": step.found,
                    "reachable": step.is_reachable,
                    "whole": step.is_whole,
                    "up_to": step.size,
                    "held": {"matters": step.held.matters, "alone": [str(at) for at in step.held.alone]},
                }
            )
            return
        changes = [
            {"question": str(one.at), "now": answer_name(one.now), "then": one.then} for one in step.changes
        ]
        self.told["what_if"].append(
            {"judgement": step.judgement, "changes": changes, "proposal": _proposal(step.judged)}
        )

    def end(self) -> None:
        """Write the object."""
        self.file.write(json.dumps(self.told) + "\n")
        self.file.flush()


def _proposal(judged: Judged) -> dict[str, str | None]:
    proposal = judged.proposal
    return {"judgement": proposal.judgement, "standing": proposal.standing, "ground": proposal.ground}
