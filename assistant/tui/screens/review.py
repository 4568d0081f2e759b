"""Quality assurance of the case that is open: every point beside its notes, what was said of it, and the sign-off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import At, parse_at
from assistant.problems import Problem, Refused
from assistant.store.kinds import Happening
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.signing import sign_off
from assistant.tui.screens.writing import Writing
from assistant.tui.screens.written import Task, Written
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain_line
from assistant.tui.widgets import reviewed
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.interview import danger
from assistant.work.review import saying
from assistant.work.review.points import Point, is_looked_at, points, told_looked_at, with_gone
from assistant.work.review.record import Review, review

Make = Callable[[str], Happening]


class ReviewScreen(Acting[At | None]):
    """The points of the case, from the judgement down; closes with a question to go to, where one was chosen.

    It is never opened while an inspector's own view comes first (`Acting.do_review`).
    """

    CONTEXT = "review"
    AUTO_FOCUS = "#points"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """The record over the points, and the one under the cursor beside them."""
        yield Static("", id="top", markup=False)
        yield DangerBar()
        yield Static("", id="record", markup=False)
        with Horizontal(id="review"):
            yield OptionList(id="points", markup=False)
            with VerticalScroll(id="detail"):
                yield Static("", id="node", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The points take the keys, the judgement first."""
        self.session.look()
        self.points: tuple[Point, ...] = ()
        self.now: Review = review(self.session.kept.standing)
        self.draw()
        self.query_one("#points", OptionList).highlighted = 0

    @property
    def point(self) -> Point | None:
        """The point under the cursor."""
        number = self.query_one("#points", OptionList).highlighted
        return self.points[number] if number is not None and number < len(self.points) else None

    def situation(self) -> Situation:
        """What is true here."""
        point, session = self.point, self.session
        said = self.now.said_last(session.kept.ledger.actor)
        return Situation(
            self.CONTEXT,
            has_place=point is not None,
            has_query=point is not None and any(one.at == point.at for one in self.now.open_queries),
            is_begun=self.now.begun is not None,
            is_saved=session.is_saved,
            can_undo=said is not None and said.verdict == "agreed",
            can_go_back=self.house.has_list,
            is_danger=danger(session.case, session.pack) is not None,
        )

    # Showing

    def draw(self) -> None:
        """Everything as the case stands now; the cursor stays at its point."""
        session, rows = self.session, self.query_one("#points", OptionList)
        before = self.point
        standing = session.kept.standing
        self.now = review(standing)
        last = self.now.last
        self.points = with_gone(points(standing, session.judged), last)
        rows.clear_options()
        rows.add_options([Option(reviewed.prompt(one, last.get(one.at))) for one in self.points])
        names = [one.at for one in self.points]
        rows.highlighted = names.index(before.at) if before and before.at in names else 0
        head = f"  {told_looked_at(self.points, self.now)} · {standing.state}"
        title = Content.assemble(
            (" Quality assurance  ", "bold $accent"), plain_line(session.case.id, "bold"), (head, "$quiet")
        )
        self.query_one("#top", Static).update(title)
        self.query_one("#record", Static).update(Rows(reviewed.record(self.now)))
        self.show_point()

    def show_point(self) -> None:
        """The point under the cursor in full."""
        self.query_one("#node", Static).update(Rows(reviewed.detail(self.point, self.now)))
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self.show_keys()

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Another point."""
        self.show_point()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self.do_to_question()

    # What is said

    def do_begin(self) -> None:
        """Begin it, or begin it anew."""
        session = self.session
        try:
            told = saying.begun(session.kept.standing, session.pack)
        except Refused as refused:
            self.tell(refused.problems[0].in_a_line)
            return
        self._record(told, "the review is begun")

    def do_agree(self) -> None:
        """Agree, and go on to the next point."""
        point = self.point
        if point is None:
            return
        try:
            told = saying.reviewed(self.session.kept.standing, self.points, point.at, "", is_agreed=True)
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
            return
        if self._record(told, f"agreed: {point.at} · ^z takes it back"):
            self.query_one("#points", OptionList).action_cursor_down()

    def do_unsay(self) -> None:
        """Take back the agreement that was said last, and go to its point."""
        try:
            told = saying.taken_back(self.session.kept.standing, self.session.kept.ledger.actor)
        except Refused as refused:
            self.tell(refused.problems[0].in_a_line)
            return
        if self._record(told, f"taken back: you no longer agree about {told.at}"):
            names = [one.at for one in self.points]
            if told.at in names:
                self.query_one("#points", OptionList).highlighted = names.index(told.at)

    def do_ask(self) -> None:
        """Ask about the point."""
        standing, known = self.session.kept.standing, self.points
        self._say("Ask the inspector", "query", lambda at, text: saying.queried(standing, known, at, text))

    def do_disagree(self) -> None:
        """Do not agree, and say why."""
        standing, known = self.session.kept.standing, self.points
        self._say(
            "You do not agree: why?",
            "difference",
            lambda at, text: saying.reviewed(standing, known, at, text, is_agreed=False),
        )

    def do_reply(self) -> None:
        """Reply to the query that is open about the point."""
        self._look()
        point, standing, actor = self.point, self.session.kept.standing, self.session.kept.ledger.actor
        asked = [one for one in self.now.open_queries if point and one.at == point.at]
        asked.sort(key=lambda one: one.event.row.actor == actor)  # the first that is not one's own
        if asked:
            try:
                query = saying.to_reply(self.now, asked[0].event.sequence, actor)
            except Refused as refused:
                self.tell(refused.problems[0].in_a_line, is_trouble=True)
                return
            self._say(
                f"{query.event.row.actor} asks: {query.text}",
                "reply",
                lambda _, text: saying.replied(standing, query.event.sequence, text, actor),
            )

    def _say(self, title: str, what: str, make: Callable[[str, str], Happening]) -> None:
        """Ask for the words, and keep them; until then they are a draft of the point's."""
        point = self.point
        if point is None:
            return

        def check(written: Written) -> Iterable[Problem]:
            try:
                make(point.at, written.text)
            except Refused as refused:
                return refused.problems
            return ()

        draft = f"review {what} {point.at}"
        hint = "Labels and roles only, never a name. ctrl+s keeps it, esc puts it aside as a draft."
        task = Task(title, point.says, hint, draft, check)

        def keep(written: Written | None) -> None:
            if written is not None and not self._record(make(point.at, written.text), f"kept: {what}"):
                self.session.drafts.keep(draft, written.text)

        self.app.push_screen(Writing(task), keep)

    def _look(self) -> None:
        """Take in what others said and wrote meanwhile."""
        self.session.look()
        self.draw()

    def do_sign_off(self) -> None:
        """Sign off, as what one is; where nothing was looked at that is asked first."""
        self._look()
        if is_looked_at(self.points, self.now):
            self._sign_off()
        else:
            told = told_looked_at(self.points, self.now)
            asked = f"{told}. A sign-off says that you stand behind the case. Sign it all the same?"
            self.app.push_screen(
                Confirming(asked, "go on to sign", "not yet"), lambda yes: self._sign_off() if yes else None
            )

    def _sign_off(self) -> None:
        self.app.push_screen(sign_off(self.session, self.points, self.now), self.done)

    def done(self, said: str | None) -> None:
        """Something was said, or it was left."""
        self.draw()
        if said:
            self.tell(said, is_whole=True)

    def _record(self, told: Happening, said: str) -> bool:
        try:
            done = self.session.say_in_review(told, said)
        except Refused as refused:
            problem = refused.problems[0]
            self.draw()
            self.tell(f"NOT SAVED: {problem.in_a_line}", is_trouble=True)
            return False
        self.done(done)
        return True

    def do_save(self) -> None:
        """Try to save again what was changed elsewhere; what is said here is saved at once, or refused."""
        self.session.save()
        self.draw()
        self.tell_done("all is saved")

    # Going

    def do_case_meeting(self) -> None:
        """A meeting about the readings of this evidence."""
        from assistant.tui.screens.case_meeting import CaseMeeting
        from assistant.work.training.inspected import readings_met

        try:
            readings_met(self.house.ledger, self.session.case)
        except Refused as refused:
            self.tell(refused.problems[0].in_a_line, is_trouble=True)
            return
        self.app.push_screen(CaseMeeting(self.session.case), lambda _: self.draw())

    def do_how_blind(self) -> None:
        """How a blind reading is begun: by somebody who has not seen the case."""
        case = self.session.case.id
        self.tell(
            f"whoever has not seen this case reads its evidence blind: w on it in the list of cases, or "
            f"`sccif cases new NAME --reading-of {case}`; once sealed, m lays the readings side by side",
            is_whole=True,
        )

    def do_to_question(self) -> None:
        """To the question of the answer under the cursor."""
        point = self.point
        at = parse_at(point.at) if point and point.kind == "answer" else None
        if at is None:
            self.tell("only an answer has a question to go to")
        else:
            self.dismiss(at)

    def do_unsaid(self) -> None:
        """To the next point of which nothing was said yet."""
        rows, looked_at = self.query_one("#points", OptionList), self.now.looked_at
        here = rows.highlighted or 0
        order = [*range(here + 1, len(self.points)), *range(here)]
        found = next((number for number in order if self.points[number].at not in looked_at), None)
        if found is None:
            self.tell("something was said of every point")
        else:
            rows.highlighted = found

    def to_copy(self) -> Copy | None:
        """The point with what it is held against."""
        found = super().to_copy()
        return found and found._replace(command=f"sccif review {self.session.case.id}")

    def do_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
