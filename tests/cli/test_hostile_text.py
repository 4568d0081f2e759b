"""What people type is shown as they typed it, and never acts: no markup, no command to the terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys

import pytest

from tests.cli.conftest import BEGUN, DECLINED, ROOT, Sccif

HOSTILE = [
    "[AB] said hello",
    "[/",
    "[/x]",
    "[@click=app.quit]x[/]",
    "]",
    "[bold red]loud[/bold red]",
    ":smile: \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u05d0\u05d1\u05d2 \u0634\u0643\u0631\u0627",
    "x" * 2000,
]


def case_with(note: str) -> str:
    return json.dumps(
        {
            "sccif_case": 1,
            "case": "hostile",
            "about": note,
            "notes": [{"id": "n1", "text": note}],
            "records": {
                "experiences": {"progress_change": {"answer": "somewhat_better", "supports": ["n1"]}},
                "leaver": [{"label": "A", "reason": {"uncertain": note}}],
            },
        }
    )


def squeezed(text: str) -> str:
    """The text without the spaces and line breaks that wrapping moves."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("note", HOSTILE, ids=lambda note: note[:12])
def test_a_note_is_shown_as_it_was_typed(sccif: Sccif, note: str) -> None:
    done = sccif("judge", "-", stdin=case_with(note))

    assert done.status == 0, done.err
    assert squeezed(note) in squeezed(done.out.split("URN")[0])
    assert squeezed(f"supports n1: {note}") in squeezed(done.out)


def test_what_turns_the_order_of_text_is_made_visible(sccif: Sccif) -> None:
    done = sccif("judge", "-", stdin=case_with("left \u202eright"))

    assert "left <U+202E>right" in done.out


@pytest.mark.parametrize("how", ["as it is", "as an escape"])
def test_a_command_to_the_terminal_is_refused_and_not_repeated(sccif: Sccif, how: str) -> None:
    text = case_with("\x1b[2J")
    text = text if how == "as an escape" else text.replace("\\u001b", "\x1b")

    done = sccif("judge", "-", stdin=text)

    assert (done.status, done.codes) == (2, ["file-control-character"])
    assert "\x1b" not in done.out + done.err


def test_a_command_to_the_terminal_in_a_name_is_made_visible(sccif: Sccif) -> None:
    done = sccif("judge", "nowhere\x1b[2J.yaml", "--wrong\x1b[2J")
    named = sccif("judge", "nowhere\x1b[2J.yaml")

    assert (done.status, named.status) == (2, 2)
    assert "\x1b" not in done.err + named.err
    assert "nowhere<U+001B>[2J.yaml" in named.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_other_encodings_get_plainer_characters(sccif: Sccif, encoding: str) -> None:
    done = sccif("judge", "--no-paragraphs", DECLINED, PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert done.status == 0
    assert "v declined in effectiveness" in done.out


def coloured(environment: dict[str, str], *args: str) -> set[str]:
    """The numbers of the colours that the command sends to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "assistant.cli.main", *args]
    process = subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, cwd=ROOT, env=environment
    )
    os.close(theirs)
    sent = b""
    try:
        while piece := os.read(ours, 65536):
            sent += piece
    except OSError:  # how Linux says that the other end was closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return set(re.findall(r"\x1b\[[\d;]*?(3[0-7])m", sent.decode()))


def test_colours_are_for_terminals_that_want_them(sccif: Sccif, environment: dict[str, str]) -> None:
    assert coloured(environment, "judge", "--brief", BEGUN, DECLINED) == {"31"}
    assert coloured(environment | {"NO_COLOR": "1"}, "judge", "--brief", DECLINED) == set()
    assert "\x1b" not in sccif("judge", DECLINED).out
