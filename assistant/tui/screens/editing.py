"""What changes the case on the interview screen: answers, reasons, notes, records and sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from assistant.case import (
    Answer,
    Answered,
    At,
    Change,
    Cleared,
    RecordRemoved,
    SectionCompleted,
    SectionReopened,
    SectionSampled,
    record_title,
)
from assistant.problems import Problem
from assistant.tui.screens import tasks
from assistant.tui.screens.base import Acting
from assistant.tui.screens.written import Task, Written
from assistant.tui.widgets.choices import Choices
from assistant.work.interview import Closing, Place, action_place, is_immediate, steps

Take: TypeAlias = Callable[[Written], bool]
"""Puts what was written into the case, and says so or what stands in the way. Gives whether it is in the case."""


class Editing(Acting[None]):
    """The half of the interview screen that makes changes; the other half shows them."""

    place: Place

    def refresh_all(self, *, keep_cursor: bool = True) -> None:
        """Draw what may have changed."""
        raise NotImplementedError

    def go(self, place: Place | None) -> None:
        """Stand at another place."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Stand at the next place."""
        raise NotImplementedError

    @property
    def at(self) -> At | None:
        """The question that is asked, if the interview does not stand at a section."""
        return None if isinstance(self.place, Closing) else self.place

    # Making changes

    def make(self, *changes: Change) -> bool:
        """Make the changes in one step, save, and say what was done."""
        is_stopped = self.session.is_stopped(self.at)
        problems = self.session.do(*changes, place=self.at)
        self.refresh_all()
        if problems and is_stopped:
            self.do_act()
        elif problems:
            self.tell(told(problems[0]), is_trouble=True)
        return not problems

    def answer(self, at: At, answer: Answer) -> bool:
        """Answer a question, and give whether that is in the case.

        What may mean danger stops everything else, whatever was done about another.
        """
        before, asked = self.session.case.answer(at), self._asked(at)
        if not self.make(Answered(at, tasks.with_notes(self.session, at, answer))):
            return False
        if (more := self._asked(at) - asked) > 0 and not self.session.trouble:
            self.session.said += f"; opens {more} more question{'' if more == 1 else 's'} here"
            self.tell(self.session.said, is_whole=self.session.is_long)
        self.query_one(Choices).go_to_chosen()
        is_new = before is None or _said(before) != _said(answer)
        if is_new and is_immediate(tasks.question_at(self.session, at), answer):
            self.do_act(force=True)
        return True

    def _asked(self, at: At) -> int:
        """How many questions are asked where this one stands."""
        return len(steps(self.session.case, self.session.pack, at.key))

    # What keys do

    def do_take_line(self) -> None:
        """What the line under the cursor says, where a section is closed or added to."""
        self.do_choose()

    def do_choose(self) -> None:
        """The answer under the cursor."""
        choices = self.query_one(Choices)
        if not choices.has_focus:
            # The panel or the outline is in front: what is not seen is not chosen.
            choices.focus()
        elif choices.highlighted is not None:
            self.choose(choices.choices[choices.highlighted].id)

    def do_answer(self, number: int) -> None:
        """The answer with a number."""
        if self.at is not None:
            options = tasks.question_at(self.session, self.at).answers
            if number <= len(options):
                self.choose(options[number - 1].id)

    def choose(self, name: str) -> None:
        """The answer, or what else stands among the choices, by its id."""
        at = self.at
        if at is None or name in ("uncertain", "not_applicable", "write"):
            getattr(self, f"do_{name}")()
            return
        before = self.session.case.answer(at)
        if before and before.state == "answered" and before.value == name:
            self.go_on()
        elif at == action_place(self.session.pack):
            self.do_act(name, force=True)
        elif self.session.is_stopped(at):
            self.do_act()
        else:
            option = next(one for one in tasks.question_at(self.session, at).answers if one.id == name)
            answer = Answer("answered", name)
            if option.reason:
                self.with_reason(at, answer, option.label)
            else:
                self.answer(at, answer)

    def with_reason(self, at: At, answer: Answer, title: str) -> None:
        """Ask for the reason of an answer, then give it."""
        task = tasks.reason_task(self.session, at, answer, title)
        self.write(task, lambda written: self.answer(at, replace(answer, reason=written.text or None)))

    def write(self, task: Task, take: Take) -> None:
        """Have something written, and put it into the case; where that is refused it stays as a draft."""
        if self.session.is_stopped(self.at):
            self.do_act()
            return

        def finished(written: Written | None) -> None:
            if written is not None:
                if not take(written):
                    self.session.drafts.keep(task.draft, written.text)
                return
            if self.session.drafts.get(task.draft):
                self.session.said = "put aside as a draft; it is here when you come back to it"
            self.refresh_all()

        from assistant.tui.screens.writing import Writing

        self.app.push_screen(Writing(task), finished)

    def do_uncertain(self) -> None:
        """Uncertain, with a note."""
        if self.at is not None:
            self.with_reason(self.at, Answer("uncertain"), "Uncertain, because…")

    def do_not_applicable(self) -> None:
        """Does not apply, with a reason."""
        if self.at is not None:
            only = tasks.question_at(self.session, self.at).not_applicable
            self.with_reason(
                self.at, Answer("not_applicable"), f"Does not apply (only where: {only}), because…"
            )

    def do_write(self) -> None:
        """A fact."""
        at = self.at
        if at is not None:
            task = tasks.fact_task(self.session, at)
            self.write(task, lambda written: self.keep_fact(at, written))

    def keep_fact(self, at: At, written: Written) -> bool:
        """Put a fact that was written into the case."""
        return self.make(tasks.fact_change(self.session, at, written))

    def do_reason(self) -> None:
        """The reason of the answer there is."""
        answer = self.session.case.answer(self.at) if self.at else None
        if self.at is not None and self.at == action_place(self.session.pack) and answer is not None:
            self.do_act(str(answer.value or ""), force=True)
        elif self.at is not None and answer is not None:
            self.with_reason(self.at, replace(answer, reason=None), "Because…")

    def do_clear(self) -> None:
        """Take the answer back."""
        if self.at is not None and self.session.case.answer(self.at):
            self.make(Cleared(self.at))

    def do_note(self) -> None:
        """A note on this question."""
        at = self.at
        if at is not None:
            self.write(tasks.note_task(self.session, at), lambda written: self.keep_note(at, written))

    def keep_note(self, at: At, written: Written) -> bool:
        """Put a note that was written into the case, linked now or once there is an answer."""
        name = self.session.next_note()
        if not self.make(*tasks.note_changes(self.session, at, written)):
            return False
        if not self.session.case.answer(at):
            self.session.wait(at, name, written.how)
        if not written.source:
            self.session.say_more(tasks.NO_SOURCE.format(way="f2, then enter on the note"))
        self.refresh_all()
        return True

    def do_link(self) -> None:
        """Link notes that are there."""
        from assistant.tui.screens.picking import Picking

        if self.at is not None:
            asked = self.session.pack.questions[self.at.key.record][self.at.question].ask
            self.app.push_screen(Picking(self.at, asked, self.make), lambda _: self.refresh_all())

    def acted(self, is_done: bool | None) -> None:  # noqa: ARG002, FBT001  # the dialogue's result
        """What was done is told and in the case, or not yet: then it stands on every screen."""
        self.refresh_all()

    # Records and sections

    def section(self) -> str | None:
        """The section that the interview stands in."""
        kind = self.place.section if isinstance(self.place, Closing) else self.place.key.record
        return kind if self.session.pack.record_types[kind].many == "many" else None

    def do_add(self) -> None:
        """A record in this section."""
        section = self.section()
        if section is None:
            return
        if self.session.is_stopped(None):
            self.do_act()
            return

        from assistant.tui.screens.adding import Adding

        form = Adding(section)

        def added(at: At | None) -> None:
            self.refresh_all()
            if at is not None:
                self.go(at)
                if form.asks and not self.session.trouble:
                    self.tell(
                        f"{form.kind.called.replace('{label}', at.key.label or '')}: {form.asks}",
                        is_whole=True,
                    )

        self.app.push_screen(form, added)

    def do_remove(self) -> None:
        """This record, after asking."""
        at = self.at
        if at is None:
            return
        if self.session.is_stopped(None):
            self.do_act()
            return
        count = len(self.session.case.records[at.key].answers) if at.key in self.session.case.records else 0
        asked = (
            f"Remove {record_title(self.session.pack, at.key)} with its {count} answers? Undo brings it back."
        )

        def answered(yes: bool | None) -> None:  # noqa: FBT001  # the dialogue's result
            if yes and self.make(RecordRemoved(at.key)):
                self.go(Closing(at.key.record))

        from assistant.tui.screens.confirming import Confirming

        self.app.push_screen(Confirming(asked, "remove it", "keep it"), answered)

    def do_complete(self) -> None:
        """All of this section were looked at."""
        if isinstance(self.place, Closing):
            self.make(SectionCompleted(self.place.section))

    def do_sampled(self) -> None:
        """A sample of this section was looked at."""
        if isinstance(self.place, Closing):
            self.make(SectionSampled(self.place.section))

    def do_reopen(self) -> None:
        """This section takes records again."""
        if isinstance(self.place, Closing):
            self.make(SectionReopened(self.place.section))

    # The history

    def do_undo(self) -> None:
        """One step back."""
        self.undo_asked(self._undo)

    def _undo(self) -> None:
        if self.session.undo():
            self._go_to_walked()
        self.refresh_all()

    def do_redo(self) -> None:
        """The step again."""
        if self.session.redo():
            self._go_to_walked()
        self.refresh_all()

    def _go_to_walked(self) -> None:
        """To the question that is as it was before, so that it is seen."""
        said = self.session.said
        if self.session.walked is not None and self.session.walked != self.place:
            self.go(self.session.walked)
            self.session.said = said

    def do_save(self) -> None:
        """Try to save again."""
        self.session.save()
        self.refresh_all()


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.state, answer.value, answer.reason


def told(problem: Problem) -> str:
    """A problem on one line."""
    return problem.in_a_line
