"""The changes to what a case says for its report: told facts, the inspections before, and paragraphs written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

from msgspec import Struct

from assistant.case.header import Passage, PastInspection
from assistant.case.model import Case
from assistant.case.parts import refuse

Told = Literal["service", "enforcement", "legal_basis"]
"""What the report says that no question asks for."""


class ReportTold(Struct, frozen=True):
    """Something that the report says and no question asks for was told, or taken back."""

    field: Told
    text: str | None = None

    def on(self, case: Case) -> Case:
        """The case with this told."""
        match self.field:
            case "service":
                return replace(case, service=self.text)
            case "enforcement":
                return replace(case, enforcement=self.text)
            case "legal_basis":
                return replace(case, legal_basis=self.text)


class HistoryTold(Struct, frozen=True):
    """The inspections of recent years were told, all of them together."""

    history: tuple[PastInspection, ...]

    def on(self, case: Case) -> Case:
        """The case with these inspections, in their order."""
        return replace(case, history=self.history)


class PassageWritten(Struct, frozen=True):
    """A paragraph of the report was written by hand, or written anew."""

    passage: Passage

    def on(self, case: Case) -> Case:
        """The case with the paragraph, in the place of the one that was written there before."""
        if case.passage(self.passage.at) is None:
            return replace(case, passages=(*case.passages, self.passage))
        changed = (self.passage if old.at == self.passage.at else old for old in case.passages)
        return replace(case, passages=tuple(changed))


class PassageLeft(Struct, frozen=True):
    """A paragraph of the report is again as it is drafted."""

    place: str

    def on(self, case: Case) -> Case:
        """The case without what was written there. Raises `Refused` where nothing was."""
        if case.passage(self.place) is None:
            refuse("change-missing", f"nothing was written at `{self.place}`", "leave it as it is drafted")
        return replace(case, passages=tuple(one for one in case.passages if one.at != self.place))


Reporting: TypeAlias = ReportTold | HistoryTold | PassageWritten | PassageLeft


def place_in_report(change: Reporting) -> str:
    """What of the report a change touches, by name: two people who change the same thing have to settle it."""
    match change:
        case ReportTold(field=name):
            return f"told {name}"
        case HistoryTold():
            return "history"
        case PassageWritten(passage=Passage(at=place)) | PassageLeft(place=place):
            return f"passage {place}"
