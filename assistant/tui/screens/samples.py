"""The first screen of the demonstration: what this is for, and the samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import Case
from assistant.pack import Pack
from assistant.store import read
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar, StatusLine

_OWN_VIEW = (
    "As every real case opens: nothing that the rules conclude is shown until you have stated your own view of it. "
    "Read the answers (→ goes on, o lists all), press s, and compare. All other samples show the proposal throughout."
)


class Sample(NamedTuple):
    """A sample's file, and the case it holds; None where it cannot be read."""

    file: str
    case: Case | None
    problem: str = ""


class Samples(Acting[None]):
    """Lists the samples; Enter opens one."""

    CONTEXT = "samples"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("samples")]

    def __init__(self, pack: Pack, samples: Sequence[Sample]) -> None:
        super().__init__()
        self.pack, self.samples = pack, samples
        self._opened: int | None = None
        """The sample that was opened last, by its place in the list."""

    def compose(self) -> ComposeResult:
        """What it is for in a few lines, then the list."""
        framework = self.pack.framework
        yield Static(
            Content.assemble(
                (" sccif-assistant ", "bold $accent"), ("  demonstration on sample cases", "$quiet")
            ),
            id="top",
        )
        purpose = [
            row(plain(framework.use)),
            row(plain(framework.caution, "$quiet")),
        ]
        yield Static(Rows(purpose), id="purpose")
        title = "Sample cases" if self.samples else "There are no sample cases in this pack"
        yield Static(
            Content.assemble(
                (f" {title}", "bold $accent"),
                ("   in a store that is thrown away: nothing you do here lasts", "$quiet"),
            ),
            id="headline2",
        )
        yield OptionList(
            *(Option(self._prompt(number, sample)) for number, sample in enumerate(self.samples, 1)),
            id="samples",
            markup=False,
        )
        yield StatusLine()
        yield KeyBar()

    def _prompt(self, number: int, sample: Sample, since: str = "") -> Rows:
        key = str(number) if number <= 9 else " "
        lead = Content.assemble((f" {key}  ", "bold $accent"))
        if sample.case is None:
            return Rows(
                [
                    row(
                        plain_line(sample.file, "bold"),
                        "  ",
                        plain(sample.problem, "$bad"),
                        lead=lead,
                        indent=4,
                    )
                ]
            )
        case = sample.case
        answers = sum(len(record.answers) for record in case.records.values())
        records = sum(key.added for key in case.records)
        told = f"  {answers} answers" + (f", {records} added records" if records > 1 else "")
        about = row(plain(case.about, "$quiet"), indent=4) if case.about else None
        if self.house.how_shown(self.house.ledger, case) == "after_seal":
            about = row(plain(_OWN_VIEW, "$quiet"), indent=4)
            told = f"  judge it yourself{told and ','} {told.strip()}"
        name = row(
            plain_line(case.urn or "no URN", "bold"),
            "  ",
            plain_line(case.id),
            (told, "$quiet"),
            (f"  ✓ {since}" if since else "", "$good"),
            lead=lead,
            indent=4,
        )
        return Rows([name, about] if about else [name])

    def on_screen_resume(self) -> None:
        """Back from a sample: what was decided of it here stands in the list, for as long as the store does."""
        super().on_screen_resume()
        if self._opened is None or not self.is_current:
            return
        sample = self.samples[self._opened]
        if sample.case is not None:
            now = read(self.house.ledger, sample.case.id).case
            self.query_one("#samples", OptionList).replace_option_prompt_at_index(
                self._opened, self._prompt(self._opened + 1, sample, self._since(sample.case, now))
            )

    def _since(self, before: Case, now: Case) -> str:
        """What was decided of a sample since the list was shown first."""
        if now.judgement and now.judgement != before.judgement:
            return f"judged now: {self.pack.judgements[now.judgement.decided].short}"
        return "own view sealed now" if now.sealed and now.sealed != before.sealed else ""

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#samples").focus()
        self.show_keys()

    def situation(self) -> Situation:
        """What is true here."""
        return Situation(self.CONTEXT, has_case=bool(self.samples))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self._open(message.option_index)

    def do_open(self) -> None:
        """The sample under the cursor."""
        number = self.query_one("#samples", OptionList).highlighted
        if number is not None:
            self._open(number)

    def do_open_number(self, number: int) -> None:
        """The sample with a number."""
        if number <= len(self.samples):
            self._open(number - 1)

    def _open(self, number: int) -> None:
        sample = self.samples[number]
        if sample.case is None:
            self.tell(f"{sample.file} cannot be read: {sample.problem}", is_trouble=True)
        else:
            self._opened = number
            self.house.open_case(sample.case.id)
