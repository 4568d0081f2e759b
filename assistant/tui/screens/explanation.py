"""The explanation in four pages: why, why not, what would change it, and what each answer moves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, Tree

from assistant.case import At
from assistant.reasoning import Node, explain
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain
from assistant.tui.widgets import panel, step
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.tui.widgets.changes import Changes, Moves, Sets
from assistant.tui.widgets.explained import Explained
from assistant.work.interview import Place, danger
from assistant.work.otherwise import moved

PAGES = ("why", "why_not", "sets", "moves")
TITLES = ("Why", "Why not", "What would change it", "What each answer moves")
_TITLE = " Explanation   "
_BASIS = "F framework  R related  I interpretation"
_LEGENDS = {
    "why": (
        f"◆ judgement  ▣ area  • finding  » answer  § paragraph  ∅ nothing of it  → rule: {_BASIS}",
        f"▣ area  • finding  » answer  § paragraph  → rule: {_BASIS}",
        f"• finding  → rule: {_BASIS}",
    ),
    "why_not": (
        f"✓ holds  ✗ fails  ? open  ~ comes near  {_BASIS}",
        f"✓ holds ✗ fails ? open  {_BASIS}",
    ),
    "sets": (
        "the fewest answers that would have to be otherwise, given all the others",
        "the fewest answers to be otherwise, given all the others",
    ),
    "moves": ("one answer changed, and all the others left as they are",),
}
"""What the signs of each page mean, or what it shows: as it stands where there is room for it, and shorter."""


class Explanation(Acting[Place]):
    """Why the proposal is what it is; closes with where to go in the interview, where that was chosen."""

    CONTEXT = "explanation"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("explanation")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    page = "why"
    _drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The pages, of which one is shown, and beside a tree the step under its cursor."""
        pack = self.session.pack
        yield Static("", id="top", markup=False)
        yield Static("", id="pages", markup=False)
        yield Static("", id="headline", markup=False)
        yield DangerBar()
        with Horizontal(id="explained"):
            yield Explained(pack, "why")
            yield Explained(pack, "why_not")
            yield Sets(pack, "sets")
            yield Moves(pack, "moves")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static("", id="node", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with why."""
        self.house.look()
        self.show_page("why")

    def situation(self) -> Situation:
        """What is true here."""
        kept = self.session.kept
        return Situation(
            self.CONTEXT,
            is_saved=self.session.is_saved,
            can_undo=kept.can_undo,
            can_redo=kept.can_redo,
            is_danger=danger(self.session.case, self.session.pack) is not None,
            has_place=self.is_mounted and self.place() is not None,
        )

    # Showing

    def show_page(self, page: str) -> None:
        """Turn to a page."""
        self.page = page
        for name in PAGES:
            self.query_one(f"#{name}").display = name == page
        self.query_one("#detail").display = self.is_tree
        if page == "sets":
            self.house.search()
        shown = self.query_one(f"#{page}")
        if isinstance(shown, Explained):
            self._tell_step(shown.step)
        self.build()
        shown.focus()

    @property
    def is_tree(self) -> bool:
        """Whether the page in front is a tree."""
        return self.page in ("why", "why_not")

    def build(self) -> None:
        """The page as the case is now; the cursor stays where it was, as far as it can."""
        session = self.session
        self._drawn = self._news()
        width = self.size.width or 80
        legends = _LEGENDS[self.page]
        legend = next((one for one in legends if len(_TITLE) + len(one) <= width), legends[-1])
        top = Content.assemble((_TITLE, "bold $accent"), (legend, "$quiet"))
        self.query_one("#top", Static).update(top)
        self.query_one("#pages", Static).update(self._pages())
        self.query_one("#headline", Static).update(
            Content.assemble(" ", self._headline() or panel.headline(session, width - 1))
        )
        ahead = session.ahead
        match self.page:
            case "why":
                self.query_one("#why", Explained).show(explain(session.judged))
            case "why_not":
                self.query_one("#why_not", Explained).show(ahead.why_not if ahead else ())
            case "sets":
                self.query_one("#sets", Sets).show(session.otherwise)
            case _:
                self.query_one("#moves", Moves).show(ahead.sensitivity if ahead else None)
        self.show_keys()

    def _pages(self) -> Content:
        parts: list[tuple[str, str]] = []
        for number, (name, title) in enumerate(zip(PAGES, TITLES, strict=True), 1):
            is_here = name == self.page
            parts.append(
                (f"{'▸' if is_here else ' '}{number} {title} ", f"bold {'$accent' if is_here else '$quiet'}")
            )
        return Content.assemble(*parts)

    def _headline(self) -> Content | None:
        """What the page in front has to say before all else; None for the proposal."""
        session = self.session
        if self.page == "sets":
            search = session.otherwise
            if search is None or not search.is_done:
                return plain("searching, smallest sets first…", "$quiet")
            return plain("the search FAILED", "bold $bad") if search.is_failed else None
        if self.page == "moves" and session.ahead:
            return plain(moved(session.ahead.sensitivity))
        if self.page != "why" and not session.ahead:
            return plain("not worked out" if session.unconfirmed else "being worked out…", "$quiet")
        return None

    def show_news(self) -> None:
        """What was worked out beside the screen: the page in front shows it."""
        if self._news() != self._drawn:
            self.build()
        else:
            self.show_keys()

    def _news(self) -> tuple[object, ...]:
        """What the page in front is drawn from, to tell whether it is drawn of something older."""
        search = self.session.otherwise
        found = (len(search.found), search.is_done) if search else ()
        return self.page, self.session.judged, self.session.unconfirmed, found

    def on_tree_node_highlighted(self, message: Tree.NodeHighlighted[Node]) -> None:
        """The step under the cursor, in full."""
        node = message.node.data
        if node is not None and message.control.id == self.page:
            self._tell_step(node)
            self.show_keys()

    def _tell_step(self, node: Node | None) -> None:
        """One step in full beside its tree; nothing of a tree that stands not there yet."""
        self.query_one("#node", Static).update(Rows(step.rows(self.session, node)) if node else "")
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another line may stand on a question."""
        self.show_keys()

    # Going

    def place(self) -> At | None:
        """The question that the line under the cursor stands on."""
        shown = self.query_one(f"#{self.page}")
        return shown.place() if isinstance(shown, Explained | Changes) else None

    def rule_here(self) -> str | None:
        """The rule that the line under the cursor speaks of."""
        shown = self.query_one(f"#{self.page}")
        node = shown.step if isinstance(shown, Explained) else None
        return node.rule if node else None

    def do_page(self, number: int) -> None:
        """A page by its number."""
        self.tell("")
        self.show_page(PAGES[number - 1])

    def do_turn(self) -> None:
        """The page after this one, and the first after the last."""
        self.tell("")
        self.show_page(PAGES[(PAGES.index(self.page) + 1) % len(PAGES)])

    def do_question(self) -> None:
        """To the question that the line stands on."""
        at = self.place()
        if at is not None:
            self._close(at)

    def do_try(self) -> None:
        """Try other answers, from the question that the line stands on."""
        self.try_from(self.place())

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter or the mouse on a line that stands on a question."""
        self.do_question()

    def do_back(self) -> None:
        """Back to where the interview was left."""
        self._close(None)

    def _close(self, place: Place | None) -> None:
        self.house.give_up()
        self.dismiss(place)

    # Changing

    def do_undo(self) -> None:
        """One step back."""
        self.undo_asked(self._undo)

    def _undo(self) -> None:
        self.session.undo()
        self._after()

    def do_redo(self) -> None:
        """The step again."""
        self.session.redo()
        self._after()

    def do_save(self) -> None:
        """Try to save again."""
        self.session.save()
        self._after()

    def acted(self, is_done: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
        """What was done is told; the tree may say it too."""
        super().acted(is_done)
        self._again()

    def reported(self, place: Place | None) -> None:
        """Back from the report, or to where something is given that it needs."""
        if place is not None:
            self._close(place)
        else:
            self._again()

    def decided(self, said: str | None) -> None:
        """What was decided stands on the top."""
        self._again()
        self.tell_done(said)

    def _again(self) -> None:
        self.house.give_up()  # what was searched for was another case
        self.house.look()
        if self.page == "sets":
            self.house.search()
        self.build()

    def _after(self) -> None:
        self._again()
        self.tell_done(self.session.said)
