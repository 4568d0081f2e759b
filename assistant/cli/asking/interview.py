"""The interview line by line: stands at a place, reads a line, does what it says, and goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assistant.case import (
    At,
    Change,
    RecordRemoved,
    Sealed,
    SectionCompleted,
    SectionReopened,
    SectionSampled,
)
from assistant.cli.asking import editing, noting, standing
from assistant.cli.asking.card import danger_told, tell_place, tell_where_to_look
from assistant.cli.asking.danger import act
from assistant.cli.asking.going import Going
from assistant.cli.asking.head import head
from assistant.cli.asking.lines import Ended
from assistant.cli.asking.meeting import meet
from assistant.cli.asking.own_view import seal
from assistant.cli.asking.records import add, remove_asked
from assistant.cli.asking.talk import Talk
from assistant.cli.asking.words import Said, chosen, meant
from assistant.pack import Question
from assistant.problems import Problem, Refused
from assistant.work.interview import Closing, Place, danger
from assistant.work.seeking import place_name

BAD_INPUT = 2
STOPPED = 130


class Interview(Going):
    """Walks a case question by question, on a terminal or by what a pipe holds."""

    def __init__(self, talk: Talk, first: Place | None) -> None:
        super().__init__(talk, first)
        self.words: dict[str, Callable[[], None]] = {
            "?": lambda: tell_where_to_look(self.talk, self.place),
            ".": self.skip,
            "b": self.back,
            "o": lambda: standing.tell_open(self.talk),
            "undo": lambda: self.walk("undo"),
            "redo": lambda: self.walk("redo"),
            "add": self.add,
            "remove": self.remove,
            "complete": lambda: self.close(SectionCompleted),
            "sampled": lambda: self.close(SectionSampled),
            "reopen": self.reopen,
            "head": self.head,
            "act": self.act,
            "seal": self.seal,
            "proposal": lambda: standing.tell_proposal(self.talk),
            "why": lambda: standing.tell_why(self.talk),
            "save": self.save,
            "help": lambda: standing.tell_help(self.talk),
            "end": lambda: standing.tell_end(self.talk),
        }
        self.on_notes: dict[str, Callable[[str], object]] = {
            "note": lambda text: noting.new(self.talk, text),
            "notes": lambda text: noting.tell_notes(self.talk, text),
            "rewrite": lambda text: noting.rewrite(self.talk, text),
            "drop": lambda text: noting.drop(self.talk, text),
            "link": lambda text: noting.link(self.talk, self.place, text, "supports"),
            "against": lambda text: noting.link(self.talk, self.place, text, "contradicts"),
            "unlink": lambda text: noting.link(self.talk, self.place, text, None),
        }

    # Running

    def run(self) -> int:
        """Ask until it is ended; gives the exit status."""
        status = 0
        try:
            self._begin()
            while self._once():
                pass
        except Ended:
            pass
        except KeyboardInterrupt:
            self.talk.page.gap()
            status = STOPPED
        return self._end() or status

    def _begin(self) -> None:
        talk, case = self.talk, self.sitting.case
        sealed = "own view sealed" if case.sealed else "live"
        view = "own view first" if self.sitting.is_covered else sealed
        talk.say(
            f"{case.id}, {case.urn or 'no URN'}, {case.purpose}, {view}. {self.sitting.pack.framework.short}."
        )
        talk.say(self.how_far())
        talk.tell_sign_off()
        if self.sitting.is_covered:
            talk.say(
                "Nothing that the rules conclude is told until you have sealed your own view, with reasons: seal."
            )
        else:
            standing.tell_proposal(talk)
        talk.say("Write an answer's number, or a word; help tells every word.")
        now = danger(case, self.sitting.pack)
        if now is not None and now.is_unstated:
            act(talk)

    def how_far(self) -> str:
        """How far the case has come, in a sentence."""
        return standing.progress_line(self.talk)

    def _once(self) -> bool:
        """One line; False once it is to end."""
        self._look()
        if not self.is_told:
            self.is_told = True
            tell_place(self.talk, self.place)
        line = self.talk.lines.answer("Answer")
        try:
            word = meant(line, self._question())
            if word.word == "done":
                return False
            self._do(line, word)
        except Refused as refused:
            self.talk.refuse(refused.problems)
        return True

    def _look(self) -> None:
        """Take in what others wrote, and have settled where both changed the same."""
        if who := self.sitting.look():
            self.talk.say(f"{', '.join(who)} changed the case meanwhile.")
            self.is_told = False
        if self.sitting.kept.meetings:
            meet(self.talk)
            self.is_told = False
        self.stay()

    def _end(self) -> int:
        """Say how far it has come; gives a status other than 0 where something could not be saved."""
        talk, sitting = self.talk, self.sitting
        talk.page.gap()
        talk.say(f"Ended. {self.how_far()}")
        left = self.following(None)
        talk.say(f"Open next: {place_name(sitting.pack, left)}" if left else "Nothing is open.")
        if told := danger_told(talk):
            talk.say(told, 0, "! ")
        if waits := len(sitting.kept.meetings):
            told = "1 change" if waits == 1 else f"{waits} changes"
            talk.say(
                f"{told} of yours met another's and {'was' if waits == 1 else 'were'} not settled.", 0, "! "
            )
            if path := sitting.kept.set_aside:
                talk.say(f"The case with what is yours is set aside in {path}", 2)
        if sitting.kept.is_saved or sitting.kept.save():
            talk.say(f"All that was entered is saved in {sitting.kept.ledger.database.name}.")
            return 0
        talk.saved()
        return BAD_INPUT

    # What a line says

    def _question(self) -> Question | None:
        return None if isinstance(self.place, Closing) else editing.question_at(self.talk, self.place)

    @property
    def at(self) -> At:
        """The question that is asked. Raises `Refused` at a section."""
        if isinstance(self.place, Closing):
            right = "go to a question first: `.`, `b` or `g WORDS`"
            raise Refused([Problem("use-not-understood", "no question is asked here", right)])
        return self.place

    def _do(self, line: str, word: Said) -> None:
        if not line:
            self.is_told = False
        elif word.word == "g":
            self.seek(word.text)
        elif word.word in self.words:
            self.words[word.word]()
        elif word.word in self.on_notes:
            self.on_notes[word.word](word.text)
        elif word.word:
            self._edit(word)
        else:
            self._answer(word.text)

    def _edit(self, word: Said) -> None:
        """A word that says something of the question."""
        talk, at, text = self.talk, self.at, word.text
        match word.word:
            case "u":
                self._went(editing.uncertain(talk, at, text))
            case "x":
                self._went(editing.not_applicable(talk, at, text))
            case "because":
                self._went(editing.because(talk, at, text))
            case "n":
                noting.note(talk, at, text, "supports")
            case "c":
                noting.note(talk, at, text, "contradicts")
            case _:
                editing.clear(talk, at)
        standing.tell_whether_moved(talk)

    def _answer(self, text: str) -> None:
        if isinstance(self.place, Closing):
            right = "write add, complete, sampled or reopen, `.` to go on, or `help`"
            raise Refused([Problem("use-not-understood", f"`{text[:80]}` is no word here", right)])
        question = editing.question_at(self.talk, self.place)
        if question.kind == "fact":
            is_given = editing.fact(self.talk, self.place, text)
        else:
            is_given = editing.choose(self.talk, self.place, chosen(question, text))
        self._went(is_given)

    def _went(self, is_given: bool) -> None:
        """On to the next that is open, once an answer is given; in the detail of a record first to that of the same."""
        if is_given:
            standing.tell_whether_moved(self.talk)
            self.on()

    # Records, sections and the history

    def _section(self) -> str:
        record = self.place.section if isinstance(self.place, Closing) else self.place.key.record
        return editing.section_of(self.talk, record)

    def add(self) -> None:
        """A record in this section."""
        section = self._section()
        if section in self.sitting.case.complete | self.sitting.case.sampled:
            raise Refused([Problem("change-closed", "this section is closed to more", "write reopen first")])
        if editing.is_held(self.talk, None):
            return
        at = add(self.talk, section)
        standing.tell_whether_moved(self.talk)
        if at is not None:
            self.go(at)

    def remove(self) -> None:
        """The record that is asked about."""
        at = self.at
        section = self._section()
        if editing.is_held(self.talk, None) or not remove_asked(self.talk, at.key):
            return
        self._made(RecordRemoved(at.key), Closing(section))

    def close(self, change: type[SectionCompleted | SectionSampled]) -> None:
        """All of this section, or a sample, was looked at."""
        section = self._section()
        if not editing.is_held(self.talk, None) and self._made(change(section), Closing(section)):
            self.skip()

    def reopen(self) -> None:
        """This section takes records again."""
        section = self._section()
        if not editing.is_held(self.talk, None):
            self._made(SectionReopened(section), Closing(section))

    def _made(self, change: Change, then: Place) -> bool:
        if not editing.make(self.talk, change):
            return False
        self.talk.describe("Kept", [change])
        self.talk.saved()
        standing.tell_whether_moved(self.talk)
        self.stand(then)
        return True

    def walk(self, way: Literal["undo", "redo"]) -> None:
        """One step back, or that step again; and there where it was made."""
        changes = self.sitting.undo() if way == "undo" else self.sitting.redo()
        if not changes:
            last = self.sitting.kept.standing.made[-1:]
            is_sealed = way == "undo" and any(isinstance(one.change, Sealed) for one in last)
            what = "a sealed view is not taken back" if is_sealed else f"there is nothing to {way}"
            raise Refused([Problem("change-nothing", what, "go on as it is")])
        self.talk.describe("Taken back" if way == "undo" else "Done again", changes)
        self.talk.saved()
        standing.tell_whether_moved(self.talk)
        at = next((one.at for one in changes if hasattr(one, "at")), None)
        self.is_told = False
        if at is not None:
            self.stand(at)
        self.stay()

    def head(self) -> None:
        """The head of the case."""
        if not editing.is_held(self.talk, None) and head(self.talk):
            standing.tell_whether_moved(self.talk)
        self.is_told = False

    def act(self) -> None:
        """What was done where somebody is in danger, told or changed."""
        act(self.talk)
        self.is_told = False

    def seal(self) -> None:
        """The own view."""
        if not editing.is_held(self.talk, None):
            seal(self.talk)
            self.is_told = False

    def save(self) -> None:
        """Try again to save what waits."""
        if self.sitting.kept.save():
            self.talk.say("All is saved.")
        self.talk.saved()
