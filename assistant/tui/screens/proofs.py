"""What always holds of the rules whatever the evidence is: each property in its words, and whether it is proved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant import numbers
from assistant.pack.properties import Property
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, row, visible
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.interview import danger

_STATES = {
    "proved": ("✓", "$good"),
    "broken": ("✗", "bold $bad"),
    "being proved": ("…", "$accent"),
    "not proved yet": ("·", "$quiet"),
}
_BAR = 20
"""Columns of the bar that says how far it is."""


class ProofsScreen(Acting[None]):
    """The properties, and beside them the one under the cursor, with a case that breaks it."""

    CONTEXT = "proofs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("proofs")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """The list and the detail."""
        yield Static("", id="top", markup=False)
        yield DangerBar()
        with Horizontal(id="proofs"):
            yield OptionList(id="properties", markup=False)
            yield TextArea("", id="broken", read_only=True, soft_wrap=True)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys; a broken property comes first under the cursor."""
        self._texts: dict[str, Rows] = {}
        properties = self.query_one("#properties", OptionList)
        for one in self.house.pack.properties:
            properties.add_option(Option(self._prompt(one), id=one.id))
        broken = self.house.proofs.broken
        if self.house.pack.properties:
            properties.highlighted = properties.get_option_index(broken[0].id) if broken else 0
        properties.focus()
        self.call_after_refresh(properties.scroll_to_highlight, top=True)
        self.house.prove()
        self.show_news()

    def situation(self) -> Situation:
        """What is true here."""
        session = self.house.session
        is_danger = session is not None and danger(session.case, session.pack) is not None
        return Situation(self.CONTEXT, is_danger=is_danger, is_proving=self.house.proofs.is_running)

    def show_news(self) -> None:
        """How far the proofs have come."""
        properties = self.query_one("#properties", OptionList)
        for number, one in enumerate(self.house.pack.properties):
            properties.replace_option_prompt_at_index(number, self._prompt(one))
        told = self.house.proofs.told
        top = Content.assemble((" What always holds   ", "bold $accent"), plain(told, "$quiet"), self._bar())
        self.query_one("#top", Static).update(top)
        self._show_detail()
        self.show_keys()

    def _bar(self) -> Content:
        """How far all of them have come, while they are being proved."""
        proofs, count = self.house.proofs, len(self.house.pack.properties)
        if not proofs.is_running or not count:
            return Content("")
        part = proofs.now.done / proofs.now.of if proofs.now and proofs.now.of else 0
        full = int(_BAR * min(len(proofs.kept) + part, count) / count)
        return Content.assemble("  ", ("━" * full, "$accent"), ("┄" * (_BAR - full), "$quiet"))

    def _prompt(self, one: Property) -> Rows:
        proofs = self.house.proofs
        state = proofs.state(one.id)
        sign, style = _STATES[state]
        now = proofs.now
        far = f" {now.done} of {now.of}" if now and now.id == one.id else ""
        return Rows(
            [
                row(
                    plain(one.says),
                    (f"  {state}{far}", style),
                    lead=Content.styled(f" {sign} ", style),
                    indent=3,
                )
            ]
        )

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another property."""
        self._show_detail()

    def _show_detail(self) -> None:
        text = "\n".join(self._detail())
        area = self.query_one("#broken", TextArea)
        if area.text != text:
            area.load_text(text)

    def _property(self) -> Property | None:
        number = self.query_one("#properties", OptionList).highlighted
        return None if number is None else self.house.pack.properties[number]

    def _detail(self) -> Iterator[str]:
        """The property under the cursor in lines of text."""
        one = self._property()
        if one is None:
            yield "These rules state no properties, so nothing is proved of them."
            return
        known, state = self.house.proofs.known(one.id), self.house.proofs.state(one.id)
        # A small screen has no room for the case, and would not tell that there is one.
        is_shown = known is not None and any(way.case for way in known.broken)
        yield f"{one.id}: {state}" + ("; a case below (tab, ↓)" if is_shown else "")
        yield ""
        yield one.says + "."
        if one.outside:
            yield ""
            yield f"Not spoken of: {one.outside}."
        if known is None:
            return
        yield ""
        is_read = one.kind == "checked"
        asked = numbers.number(known.asked, "check" if is_read else "proof")
        yield f"{asked} {'of the wording of the rules' if is_read else 'over every case that there can be'}."
        for way in known.broken:
            yield ""
            yield f"✗ {visible(way.what)}."
            if way.unusual:
                yield f"Out of the ordinary in it: {visible(', '.join(way.unusual))}."
            for told, case in (("A case that shows it", way.case), ("And the case after", way.after)):
                if case:
                    yield f"{told}, as `sccif judge` reads it:"
                    yield ""
                    yield visible(case)

    # What keys do

    def do_prove(self) -> None:
        """Prove all of them now."""
        self.house.prove(again=True)

    def do_stop_proving(self) -> None:
        """End proving here; what is proved stays."""
        self.house.stop_proving()

    def do_case(self) -> None:
        """From the list to the text, and back."""
        properties, area = self.query_one("#properties"), self.query_one("#broken")
        (properties if area.has_focus else area).focus()

    def to_copy(self) -> Copy | None:
        """What stands of the property, with its case, wherever the focus is."""
        text = self.query_one("#broken", TextArea).text
        return Copy("the property", text, "sccif rules prove --save DIR")

    def do_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
