"""A sitting under a pseudo-terminal: sixty answers by keys, quit, and on from the same question; each end is true."""

from __future__ import annotations

import json
import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.case import Answer, At, Case, parse_at
from assistant.pack import Pack, load_pack
from assistant.store import Ledger, parse_address, read
from assistant.tui.drafts import drafts_of
from assistant.tui.screens.going import PLACE
from assistant.work.interview import Closing, Place, next_open
from tests.end_to_end.pty_demo import Terminal, key_bytes, modes_left_on, plain

ROOT = Path(__file__).parents[2]
CASE_ID = "sc000001-2019-03"
CASE = f"""\
sccif_case: 1
case: {CASE_ID}
home: {{urn: SC000001, kind: childrens_home, short_breaks: 'no', judgement_due: 'yes'}}
inspection: {{start: 2019-03-05, inspector: jb}}
"""
PROGRAM = "import sys\n{patch}\nfrom assistant.cli.main import main\nsys.exit(main())"
"""As the script does that an installation makes."""
CRASH = """
from assistant.tui.screens.interview import Interview
def do_next(self):
    raise RuntimeError("a secret of " + self.session.case.id)
Interview.do_next = do_next
"""
SIXTY = 60
LONGEST = 30.0
REASON = "as it was agreed"
NOTE = "as the files have it"


class Sitting:
    """`sccif open` in a terminal. What it kept is read from the store and the drafts, as they are on the disk."""

    def __init__(self, folder: Path, pack: Pack, patch: str = "") -> None:
        self.pack, self.store, file = pack, folder / "store.sqlite", folder / "case.yaml"
        file.write_text(CASE, encoding="utf-8")
        program = [sys.executable, "-c", PROGRAM.format(patch=patch), "--store", str(self.store)]
        self.terminal = Terminal(["env", f"PYTHONPATH={ROOT}", *program, "open", str(file)], 24, 80, LONGEST)
        self.until(lambda: "✓ saved" in plain(self.terminal.output), "the first screen")
        self.first = next_open(self.case, pack, None)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Reads what is written until something holds."""
        end = time.monotonic() + LONGEST
        while not holds():
            told = plain(self.terminal.output)[-900:]
            assert time.monotonic() < end, f"waited in vain for {what}: {told}"
            is_over = self.terminal.status() is not None
            if not self.terminal.read(0.02) and not holds():
                assert not is_over, f"ended before {what}: {told}"

    def press(self, *keys: str) -> None:
        """Presses keys, and waits for nothing."""
        for key in keys:
            os.write(self.terminal.master, key_bytes(key))

    @property
    def case(self) -> Case:
        """The case as somebody else reads it from the store now."""
        with closing(Ledger.open(parse_address(str(self.store)), wanted="read")) as ledger:
            return read(ledger, CASE_ID).case

    @property
    def place(self) -> Place:
        """Where the interview stands, by what it keeps for the next start."""
        with closing(Ledger.open(parse_address(str(self.store)), wanted="read")) as ledger:
            path = drafts_of(ledger.database.name, CASE_ID)
        kept = json.loads(path.read_text(encoding="utf-8")).get(PLACE, "") if path.exists() else ""
        if not kept:
            assert self.first is not None
            return self.first
        return parse_at(kept) or Closing(kept.rstrip(":"))

    @property
    def answered(self) -> int:
        """How many answers are in the store, without those that the file brought."""
        return sum(len(record.answers) for record in self.case.records.values()) - 3

    def go_on(self) -> None:
        """To the next place."""
        before = self.place
        self.press("right")
        self.until(lambda: self.place != before, f"the place after {before}")

    def write(self, *keys: str, text: str) -> None:
        """Opens a dialogue, writes in it and keeps it."""
        seen = len(self.terminal.output)
        self.press(*keys)
        self.until(lambda: "^s" in plain(self.terminal.output[seen:]), f"a dialogue after {keys}")
        self.press(*text, "ctrl+s")

    def work(self, place: Place) -> None:
        """Does what a place asks for: a first record of a section, an answer by its number, a reason, a note."""
        if isinstance(place, Closing):
            if not any(key.record == place.section for key in self.case.records):
                self.write("a", text="")
                self.until(lambda: isinstance(self.place, At), f"a record of {place}")
            return
        question = self.pack.questions[place.key.record][place.question]
        told = self.case.answer(place)
        if question.kind != "fact" and told is None:
            number = next(n for n, one in enumerate(question.answers, 1) if one.id not in question.immediate)
            option = question.answers[number - 1]
            if option.reason:
                self.write(str(number), text=REASON)
            else:
                self.press(str(number))
            given = Answer("answered", option.id, reason=REASON if option.reason else None)
            self.until(lambda: self.case.answer(place) == given, f"{place}: {option.id}")
        elif question.fact == "text" and told is None:
            self.write("enter", text=NOTE)
            self.until(lambda: self.case.answer(place) is not None, f"{place}: a text")

    def end(self) -> int | None:
        """The exit status, once the command is gone and all that it wrote is read."""
        self.until(lambda: self.terminal.status() is not None, "the end")
        while self.terminal.read(0.1):
            pass
        return self.terminal.status()

    def left_changed(self) -> list[str]:
        """What is not as it was in the terminal."""
        same = termios.tcgetattr(self.terminal.slave) == self.terminal.settings
        return [*modes_left_on(self.terminal.output), *([] if same else ["its settings"])]


@contextmanager
def sitting(folder: Path, pack: Pack, patch: str = "") -> Iterator[Sitting]:
    """Somebody at the terminal, who leaves nothing running."""
    one = Sitting(folder, pack, patch)
    try:
        yield one
    finally:
        one.terminal.end()
        os.close(one.terminal.master)
        os.close(one.terminal.slave)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.long
def test_sixty_answers_are_kept_and_the_next_start_stands_on_the_same_question(
    tmp_path: Path, pack: Pack
) -> None:
    with sitting(tmp_path, pack) as first:
        while first.answered < SIXTY:
            place = first.place
            first.work(place)
            if first.answered < SIXTY and first.place == place:
                first.go_on()
        assert isinstance(first.place, At)
        first.write("n", text=NOTE)
        first.until(lambda: bool(first.case.notes), "the note")
        left_at, kept = first.place, first.case
        first.press("ctrl+q")

        assert first.end() == 0
        assert first.left_changed() == []

    with sitting(tmp_path, pack) as again:
        assert (again.place, again.case) == (left_at, kept)
        assert first.answered == again.answered == SIXTY
        # What is on the screen, and not only on the disk, is that question: its answer is the one that changes.
        assert isinstance(left_at, At)
        options = pack.questions[left_at.key.record][left_at.question].answers
        before = kept.answer(left_at)
        assert before is not None
        number = next(n for n, one in enumerate(options, 1) if one.id != before.value and not one.reason)
        again.press(str(number))
        again.until(lambda: again.case.answer(left_at) != before, "another answer at the same place")
        again.press("ctrl+q")

        assert again.end() == 0
        assert again.left_changed() == []
        assert again.answered == SIXTY


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_after_an_answer_keeps_it_and_restores_the_terminal(
    tmp_path: Path, pack: Pack, ending: signal.Signals
) -> None:
    with sitting(tmp_path, pack) as one:
        place = one.place
        one.work(place)
        os.kill(one.terminal.pid, ending)

        assert one.end() == 128 + ending
        assert one.left_changed() == []
        assert isinstance(place, At)
        assert one.case.answer(place)


def test_a_fault_of_the_program_keeps_the_answer_restores_the_terminal_and_says_so(
    tmp_path: Path, pack: Pack
) -> None:
    with sitting(tmp_path, pack, CRASH) as one:
        place = one.place
        one.work(place)
        one.press("right")

        assert one.end() == 70
        assert one.left_changed() == []
        assert "secret" not in plain(one.terminal.output)
        assert "What was answered is saved." in plain(one.terminal.output)
        assert isinstance(place, At)
        assert one.case.answer(place)
