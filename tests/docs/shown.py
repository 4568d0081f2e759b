"""The commands that docs/ shows, run as they stand there.

A block of the kind `console` is a sitting: `$ ` before each command, what it writes below, and
`[exit status N]` where it is not 0. All blocks of a page are run in turn in one folder, which begins as a
copy of `rules/`, `knowledge/` and the tests' small pack, with an empty home. `...` stands for whatever changes: a date, a hash, a
number of seconds, or what is left out.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from assistant.cli.main import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md"))

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FOR_A_SHELL = set("|<>*?;&$(`~")


class Shown(NamedTuple):
    """A command and what the page says that it writes."""

    line: int
    command: str
    output: str


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where the sittings of a page begin and end."""
    for found in _BLOCK.finditer(text):
        yield found.span(1)


def commands(text: str) -> Iterator[Shown]:
    """The commands of a page, in order. A command goes on while its line ends with a backslash or a quote is open."""
    for start, end in blocks(text):
        line = text.count("\n", 0, start)
        yield from _of_block(text[start:end].splitlines(), line + 1)


def _of_block(lines: list[str], first: int) -> Iterator[Shown]:
    at = 0
    while at < len(lines):
        line, command = first + at, lines[at].removeprefix("$ ")
        assert lines[at].startswith("$ "), f"line {line} is neither a command nor below one"
        at += 1
        while _is_open(command):
            command += "\n" + lines[at]
            at += 1
        output = []
        while at < len(lines) and not lines[at].startswith("$ "):
            output.append(lines[at])
            at += 1
        yield Shown(line, command, "\n".join(output))


def _is_open(command: str) -> bool:
    if here := re.search(r"<<'(\w+)'", command):
        return not re.search(rf"^{here[1]}$", command, re.MULTILINE)
    try:
        shlex.split(command)
    except ValueError:
        return True
    return command.endswith("\\")


def agrees(shown: str, written: str) -> bool:
    """Whether a page tells what was written, whatever stands at its `...`.

    Where lines are broken does not count: that goes by how long the path of a test's folder is.
    """
    told = ".*?".join(re.escape("".join(part.split())) for part in shown.split("..."))
    return re.fullmatch(told, "".join(written.split()), re.DOTALL) is not None


class Sitting:
    """A folder with a copy of the packs, an empty home, and somebody who types."""

    def __init__(self, folder: Path) -> None:
        """Makes the folders; nothing of the environment counts but what is set here."""
        self.home, self.place = folder / "home", folder / "home" / "work"
        for part in ("rules", "knowledge", "tests/fixtures/packs/tiny"):
            shutil.copytree(ROOT / part, self.place / part)
        programs = folder / "programs"
        programs.mkdir()
        starter = programs / "sccif"
        starter.write_text(
            f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m assistant.cli.main "$@"\n', "utf-8"
        )
        starter.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if name.startswith("COV")}
        self.environment = kept | {
            "HOME": str(self.home),
            "PATH": f"{programs}:{os.environ['PATH']}",
            "LOGNAME": "jb",
            "COLUMNS": "80",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "dumb",
        }

    def run(self, command: str) -> str:
        """What a command writes, with its exit status where that is not 0. Plain ones run in this process."""
        if command.startswith("sccif ") and not _FOR_A_SHELL & set(command):
            status, written = self._here(shlex.split(command)[1:])
        else:
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=self.place,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            status, written = done.returncode, done.stdout
        lines = [line.rstrip() for line in written.replace(str(self.home), "~").splitlines()]
        return "\n".join(lines + [f"[exit status {status}]"] * (status != 0))

    def _here(self, arguments: list[str]) -> tuple[int, str]:
        written = io.StringIO()
        before, where = dict(os.environ), Path.cwd()
        stdin, unraisable = sys.stdin, sys.unraisablehook
        os.environ.clear()
        os.environ.update(self.environment)
        os.chdir(self.place)
        sys.stdin = io.StringIO()
        try:
            with redirect_stdout(written), redirect_stderr(written):
                status = main(arguments)
        finally:
            os.environ.clear()
            os.environ.update(before)
            os.chdir(where)
            sys.stdin, sys.unraisablehook = stdin, unraisable
        return status, written.getvalue()


def record(page: Path, folder: Path) -> None:
    """Writes below each command that has nothing below it what it writes now: look at it before you keep it."""
    text, sitting = page.read_text("utf-8"), Sitting(folder)
    parts, last = [], 0
    for start, end in blocks(text):
        parts.append(text[last:start])
        for shown in _of_block(text[start:end].splitlines(), 0):
            written = sitting.run(shown.command)
            output = shown.output if shown.output.strip() else written
            if not agrees(output, written):
                sys.stderr.write(f"{page}: `{shown.command}` now writes\n{written}\n")
            parts.append(f"$ {shown.command}\n" + (output + "\n" if output else ""))
        last = end
    page.write_text("".join([*parts, text[last:]]), "utf-8")


if __name__ == "__main__":
    import tempfile

    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as made:
            record(Path(name), Path(made))
