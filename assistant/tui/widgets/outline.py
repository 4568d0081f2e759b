"""The outline: chapters, sections and records with their progress, and the questions of the record open."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.case import At, Case, Key
from assistant.pack import Pack, RecordType
from assistant.tui.text import Row, Rows, len_of, plain_line
from assistant.work.interview import (
    Closing,
    Covers,
    Place,
    Progress,
    Step,
    chapters,
    is_covered,
    keys,
    progress,
    steps,
)

CLOSED = {"complete": "✓", "sampled": "≈", "open": "·"}
UNCOVERED = " "
"""Before a question that a scenario's documents do not speak of: it asks for nothing."""
COUNTED = "core answered/asked +detail"
"""What the numbers of the outline count, over them."""
MATTERS = "◇"
"""The sign of what matters, wherever a question stands."""
SIGNS = {"open": "·", "answered": "✓", "uncertain": "?", "not_applicable": "–"}


class Outline(OptionList):
    """Where the interview is and how far it has come."""

    def __init__(self) -> None:
        super().__init__(id="outline", markup=False)
        self.places: dict[str, Place] = {}
        self.matters: frozenset[Place] = frozenset()
        self.covers: Covers = None
        self.keys_that_matter: set[Key] = set()

    def show(
        self,
        case: Case,
        pack: Pack,
        place: Place,
        matters: frozenset[Place] = frozenset(),
        covers: Covers = None,
    ) -> None:
        """Draw the outline with the record of a place open, and a sign at what matters and at what is covered."""
        self.covers = covers
        self.matters = matters
        self.keys_that_matter = {one.key for one in matters if isinstance(one, At)}
        options: list[Option] = []
        self.places = {}
        here = place.key if not isinstance(place, Closing) else None
        if covers is None:
            options.append(Option(_Cut(plain_line(COUNTED, "$quiet")), disabled=True))
        for chapter in chapters(pack):
            if options:
                options.append(Option("", disabled=True))
            if chapter.area:
                found = [
                    step
                    for kind in chapter.kinds
                    for key in keys(case, pack, kind)
                    for step in steps(case, pack, key)
                ]
                options.append(_heading(f"Area: {chapter.area.short}", progress(found, self.covers)))
            for kind in chapter.kinds:
                options += self._of_kind(case, pack, kind, place, here, indent=1 if chapter.area else 0)
        self._set(options, place, here)

    def _of_kind(
        self, case: Case, pack: Pack, kind: RecordType, place: Place, here: Key | None, indent: int
    ) -> list[Option]:
        found: list[Option] = []
        if kind.many == "many":
            state = (
                "complete" if kind.id in case.complete else "sampled" if kind.id in case.sampled else "open"
            )
            count = len(case.of_type(kind.id))
            self.places[f"section {kind.id}"] = Closing(kind.id)
            sign = CLOSED[state]
            is_here = isinstance(place, Closing) and place.section == kind.id
            end = f"{count} {MATTERS}" if Closing(kind.id) in self.matters else str(count)
            text = _line(sign, plain_line(kind.plural), end, indent, is_here=is_here)
            found.append(Option(text, id=f"section {kind.id}"))
            indent += 1
        elif kind.many == "each_area":
            found.append(_heading(kind.plural, None))
            indent += 1
        for key in keys(case, pack, kind):
            asked = steps(case, pack, key)
            counted = progress(asked, self.covers)
            name = _name(pack, kind, key)
            if asked:
                self.places[f"key {key}"] = asked[0].at
            sign = "✓" if counted.is_done else "·"
            done = _done(counted) + (f" {MATTERS}" if key in self.keys_that_matter else "")
            found.append(Option(_line(sign, name, done, indent, is_here=key == here), id=f"key {key}"))
            if key == here:
                found += [self._question(step, place, indent + 1) for step in asked]
        return found

    def _question(self, step: Step, place: Place, indent: int) -> Option:
        self.places[f"at {step.at}"] = step.at
        is_here = step.at == place
        is_left_out = step.state == "open" and not is_covered(step.at, self.covers)
        sign = "▸" if is_here else UNCOVERED if is_left_out else SIGNS[step.state]
        style = "bold $accent" if is_here else "" if step.is_core and not is_left_out else "$quiet"
        body = plain_line(step.question.ask, style)
        line = Content.assemble("  " * indent, (f"{sign} ", "$accent"), body)
        return Option(_Cut(line, MATTERS if step.at in self.matters else ""), id=f"at {step.at}")

    def _set(self, options: list[Option], place: Place, here: Key | None) -> None:
        cursor = self.highlighted_option.id if self.highlighted_option and self.has_focus else None
        self.clear_options()
        self.add_options(options)
        wanted = [
            cursor,
            f"at {place}",
            f"section {place.section}" if isinstance(place, Closing) else "",
            f"key {here}",
        ]
        for name in wanted:
            if name in self.places:
                self.highlighted = self.get_option_index(name)
                return


class _Cut(Rows):
    """One line, cut at the width there is."""

    def __init__(self, content: Content, end: str = "") -> None:
        super().__init__(())
        self.content, self.end = content, end

    @property
    def text(self) -> str:
        """The line, whole."""
        return f"{self.content.plain.strip()} {self.end}".strip()

    def at_width(self, width: int) -> tuple[Content]:
        """The line at a width, its end at the right."""
        room = width - len(self.end) - (1 if self.end else 0)
        cut = self.content.truncate(max(room, 1), ellipsis=True)
        if not self.end:
            return (cut,)
        gap = " " * max(width - len_of(cut) - len(self.end), 1)
        return (Content.assemble(cut, gap, (self.end, "$quiet")),)


class _Named(Rows):
    """A name in full, on as many lines as it takes, and its end at the right of the first."""

    def __init__(self, name: Row, end: str) -> None:
        super().__init__((name,))
        self.end = end

    @property
    def text(self) -> str:
        """The name and its end on a line."""
        return f"{super().text} {self.end}".strip()

    def at_width(self, width: int) -> tuple[Content, ...]:
        """The lines at a width; those after the first leave the end's place free."""
        room = max(width - len(self.end) - 1, 1)
        first, *others = super().at_width(room)
        gap = " " * max(width - len_of(first) - len(self.end), 1)
        return (Content.assemble(first, gap, (self.end, "$quiet")), *others)


def _line(sign: str, name: Content, end: str, indent: int, *, is_here: bool) -> _Named:
    lead = ("▾ " if is_here else f"{sign} ", "$accent" if is_here else "$quiet")
    body = Content.styled(name.plain, "bold") if is_here else name
    return _Named(Row(body, Content.assemble("  " * indent, lead), 2 * indent + 2), end)


def _heading(label: str, counted: Progress | None) -> Option:
    end = f"{counted.settled + counted.uncertain}/{counted.core}" if counted and counted.core else ""
    return Option(_Cut(Content.assemble(plain_line(label, "bold $even")), end), disabled=True)


def _done(counted: Progress) -> str:
    """Progress in a few cells: core, and what of the detail is told."""
    if not counted.core and not counted.detail:
        return ""  # nothing of it is covered
    if not counted.core:
        return f"{counted.detail_settled}/{counted.detail} detail"
    detail = f"+{counted.detail_settled}" if counted.detail_settled else ""
    return f"{counted.settled + counted.uncertain}/{counted.core}{detail}"


def _name(pack: Pack, kind: RecordType, key: Key) -> Content:
    if kind.many == "each_area":
        return plain_line(pack.areas[key.label or ""].short)
    return plain_line(f"{key.label}" if kind.many == "many" else kind.label)
