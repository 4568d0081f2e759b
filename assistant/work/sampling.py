"""How a section is closed, and how its records were chosen where a sample of all there are is looked at."""

from __future__ import annotations

from typing import Literal

from assistant.case import At, Case
from assistant.pack import Pack, RecordType
from assistant.reasoning.phrases import said
from assistant.work.interview import gate, keys

_USUAL = {
    "complete": "All were looked at; nothing more will be added.",
    "sampled": "A sample was looked at; nothing more will be added.",
}


def closing_line(pack: Pack, how: Literal["complete", "sampled"]) -> str:
    """What it means that a section is closed so, in the pack's words where it has any."""
    return pack.glossary.get(how, _USUAL[how])


def chosen_places(case: Case, pack: Pack, kind: RecordType) -> tuple[At, ...]:
    """Where it is asked how each record of a section was chosen; none where the pack does not ask, or not now."""
    if kind.chosen_by is None:
        return ()
    found = (At(key, kind.chosen_by) for key in keys(case, pack, kind))
    return tuple(at for at in found if gate(case, pack, at) == "asked")


def told_choices(case: Case, pack: Pack, kind: RecordType) -> tuple[str, ...]:
    """A line for each record of a section that says how it was chosen, or that this is not told yet."""
    return tuple(
        f"{at.key.label}: {said(pack.questions[kind.id][at.question], answer) if answer else 'not told yet'}"
        for at in chosen_places(case, pack, kind)
        for answer in [case.answer(at)]
    )
