"""What all screens share: the bars at their edges, and actions that come from the one registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from assistant.case import At
from assistant.problems import Refused
from assistant.tui.actions import Action, of_context
from assistant.tui.keys import footer
from assistant.tui.session import Session
from assistant.tui.situation import Situation
from assistant.tui.text import plain, quoted
from assistant.tui.widgets.bars import DangerBar, KeyBar, RulesBar, StatusLine
from assistant.work.acting import danger_line
from assistant.work.interview import Place, action_place, danger

if TYPE_CHECKING:
    from assistant.tui.app import SccifApp
    from assistant.tui.copying import Copy
    from assistant.work.proving import Kept

Result = TypeVar("Result")


class Acting(Screen[Result]):
    """A screen whose keys, footer, help and palette are read from the registry."""

    CONTEXT: ClassVar[str]

    @property
    def house(self) -> SccifApp:
        """The app, by its own type."""
        return cast("SccifApp", self.app)

    @property
    def session(self) -> Session:
        """The case that is open."""
        if self.house.session is None:
            raise LookupError("no case is open")
        return self.house.session

    def situation(self) -> Situation:
        """What is true here now."""
        return Situation(self.CONTEXT)

    def valid(self) -> list[Action]:
        """What can be done here now."""
        now = self.situation()
        return [action for action in of_context(self.CONTEXT) if action.valid(now)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action of the registry is valid now."""
        if action != "act":
            return True
        return any(one.id == parameters[0] for one in self.valid())

    def action_act(self, name: str, number: int | None = None) -> None:
        """Do what the registry calls by a name."""
        do = getattr(self, f"do_{name}")
        do(number) if number is not None else do()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that does nothing now why that is, where there is something to say."""
        now = self.situation()
        here = [one for one in of_context(self.CONTEXT) if event.key in one.keys.split(",")]
        for one in here:
            if one.not_now and not any(other.valid(now) for other in here):
                self.tell(one.not_now)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A click in the footer."""
        if "1" not in message.action.keys.split(","):
            self.action_act(message.action.id)

    def show_news(self) -> None:
        """Draw what was found beside the screen: here that the rules break a property."""
        self.show_keys()

    def show_keys(self) -> None:
        """Draw the footer for what is true now, and the bars of what needs action and of broken rules."""
        now = self.situation()
        for keys in self.query(KeyBar):
            keys.show(footer(now))
        session = self.house.session
        told = danger_line(session.case, session.pack) if session else None
        for bar in self.query(DangerBar):
            bar.show(told, session.case if session else None)
        self._warn(self.house.proofs.broken)

    def _warn(self, broken: Sequence[Kept]) -> None:
        """Say on this screen, as on every one, that the rules break what they owe."""
        bars = self.query(RulesBar)
        if not broken:
            bars.remove()
        elif bars:
            bars.first().show(broken)
        else:
            self.mount(RulesBar(broken), before=0)

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """Say what failed beside this screen; all else goes on."""
        error = message.worker.error
        if message.state == WorkerState.ERROR and error is not None:
            from assistant.work.crash import write_report

            kept = "; a report without case text is kept" if write_report(error) else ""
            self.tell(f"{message.worker.name} failed ({type(error).__name__}){kept}", is_trouble=True)

    def tell(self, said: str, *, is_trouble: bool = False, is_whole: bool = False) -> None:
        """Say something in the line above the footer; trouble, and what is to be read to its end, in several."""
        for line in self.query(StatusLine):
            line.show(said, is_trouble=is_trouble, is_whole=is_whole)

    def to_copy(self) -> Copy | None:
        """What is copied here where nothing is marked: what has the focus."""
        from textual.widgets import TextArea

        from assistant.tui.copying import in_focus

        found, session = in_focus(self), self.house.session
        if (
            found is None
            or session is None
            or self.house.is_demo
            or isinstance(self.focused, Input | TextArea)
        ):
            return found
        return found._replace(command=f"sccif cases show {session.case.id}")

    def do_copy(self) -> None:
        """Copy it, and say where it went."""
        from assistant.tui.copying import hand_over, marked

        found = marked(self) or self.to_copy()
        if not self.query(StatusLine):
            self.mount(StatusLine(), before=self.query_one(KeyBar))
        if found is None or not found.text.strip():
            self.tell("there is nothing here to copy")
        else:
            self.tell(hand_over(self.app, found), is_whole=True)

    def do_leave(self) -> None:
        """Leave the app. All that was answered is on disk, and what is half written is kept as a draft."""
        self.house.leave()

    def do_theme(self) -> None:
        """The next theme."""
        self.tell(f"colours: {self.house.next_theme()}; f8 goes on to the next")

    def do_keys(self) -> None:
        """The help for this screen."""
        from assistant.tui.screens.help import Help

        self.app.push_screen(Help(self.CONTEXT, self.situation(), self.focused))

    def do_proofs(self) -> None:
        """What the rules owe, and whether it is proved."""
        from assistant.tui.screens.proofs import ProofsScreen

        self.app.push_screen(ProofsScreen())

    def do_rules(self) -> None:
        """The rules, the paragraphs they cite and the questions they read."""
        from assistant.tui.screens.rules import RulesScreen

        session = self.house.session
        judging = session.judging if session else self.house.judging
        self.app.push_screen(RulesScreen(judging, self.rule_here()))

    def rule_here(self) -> str | None:
        """The rule that is shown under the cursor, if one is."""
        return None

    def do_palette(self) -> None:
        """Everything that can be done now, by name."""
        self.app.action_command_palette()

    def do_cases(self) -> None:
        """Back to the list of cases; what cannot be saved holds it back."""
        if self.session.is_saved or self.session.save():
            self.house.close_case()
        else:
            self.tell_done(None)
            self.meet()

    def do_judgement(self) -> None:
        """The inspector's judgement; nothing of it while the own view comes first."""
        from assistant.tui.screens.judgement import Judgement

        if not self.session.is_covered:
            self.app.push_screen(Judgement(), self.decided)

    def do_case_review(self) -> None:
        """The case review; nothing of it while the own view comes first."""
        from assistant.tui.screens.case_review import CaseReview

        if not self.session.is_covered:
            self.app.push_screen(CaseReview(), self.decided)

    def undo_asked(self, undo: Callable[[], None]) -> None:
        """Undo, and where that would take back a judgement ask first: it was asked about when it was recorded."""
        from assistant.tui.screens.confirming import Confirming

        label = self.session.judgement_to_undo
        if not label:
            undo()
            return
        asked = f"This takes back the judgement that was recorded, “{label}”. It stays in the history. Take it back?"
        self.app.push_screen(
            Confirming(asked, "take it back", "leave it"), lambda yes: undo() if yes else None
        )

    def do_what_happened(self) -> None:
        """The history of the case that is open."""
        from assistant.tui.screens.diary import Diary
        from assistant.work.chronicle import chronicle

        session = self.session
        try:
            entries = chronicle(session.kept.ledger, session.case.id, session.pack)
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
        else:
            self.app.push_screen(Diary(entries))

    def do_timeline(self) -> None:
        """The steps of the inspection, done and due."""
        from assistant.tui.screens.timeline import TimelineScreen

        self.app.push_screen(TimelineScreen())

    def do_report(self) -> None:
        """The report; nothing of it while the own view comes first."""
        from assistant.tui.screens.report import ReportScreen

        if not self.session.is_covered:
            self.app.push_screen(ReportScreen(), self.reported)

    def do_review(self) -> None:
        """Quality assurance of the case; nothing of it while the own view comes first."""
        from assistant.tui.screens.review import ReviewScreen

        if not self.session.is_covered:
            self.app.push_screen(ReviewScreen(), self.reported)

    def reported(self, place: Place | None) -> None:
        """Back from the report or the review, or to where in the interview something is given that it needs."""
        del place
        self.show_keys()

    def try_from(self, at: At | None) -> None:
        """Try other answers, from a question on; not before the own view is sealed, and then it is said why."""
        from assistant.tui.screens.trying import Trying

        session = self.session
        if session.is_covered:
            self.tell(
                "other answers can be tried once your own view is sealed: until then nothing is shown "
                "that the rules conclude",
                is_whole=True,
            )
        elif session.is_stopped(None):
            self.do_act()
        else:
            self.app.push_screen(Trying(at), self.decided)

    def do_try(self) -> None:
        """Try other answers."""
        self.try_from(None)

    def decided(self, said: str | None) -> None:
        """Something was decided, and is told, or was left as it was."""
        self.tell_done(said)
        self.show_keys()

    def tell_done(self, said: str | None, *, is_whole: bool = False) -> None:
        """Say what was done, if anything was; where it did not reach the store, that alone."""
        if trouble := self.session.not_saved:
            self.tell(trouble, is_trouble=True)
        elif said:
            self.tell(said, is_whole=is_whole or self.session.is_long)

    def do_act(self, chosen: str = "", *, force: bool = False) -> None:
        """What was done where somebody is in danger; by force also where something is told already.

        An answer that was chosen before is given by its id.
        """
        from assistant.tui.screens.danger import Danger

        case, pack = self.session.case, self.session.pack
        if danger(case, pack) or (force and action_place(pack)):
            self.app.push_screen(Danger(chosen), self.acted)

    def acted(self, is_done: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
        """What was done is told and in the case, or not yet: then it stands on every screen."""
        if is_done:
            self.tell_done(self.session.said)
        self.show_keys()

    def meet(self) -> None:
        """Ask which of two changes stands, where somebody else changed the same thing."""
        from assistant.tui.screens.meeting import Met

        kept = self.session.kept
        if self.app.screen is not self:
            return
        try:
            meeting = kept.meeting()
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
            return
        if meeting:
            self.app.push_screen(Met(meeting, can_keep_mine=kept.can_keep(meeting)), lambda _: self.met())

    def met(self) -> None:
        """Something was settled, or put off."""
        self.show_keys()

    def on_screen_resume(self) -> None:
        """Back from another screen: the bars may say something else; nothing on the way past this one."""
        if self.is_current:
            self.show_keys()


class Dialogue(Acting[Result], ModalScreen[Result]):
    """A screen that stands over another and asks for one thing."""

    def say_wrong(self, problem: str) -> None:
        """Say what stands in the way, on the dialogue's own line for it; what was typed stays."""
        told = Content.assemble(("✗ ", "bold $bad"), plain(quoted(problem), "$bad"))
        self.query_one("#problem", Static).update(told)

    def do_back(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def dismiss_with(self, result: Any) -> None:
        """Close with a result."""
        self.dismiss(result)
