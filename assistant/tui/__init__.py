"""The app in the terminal: two ways in, each giving the exit status."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from assistant.pack import Pack
from assistant.tui.app import CRASHED, SccifApp

__all__ = ["run_demo", "run_open"]


def run_open(path: Path | str, pack: Pack) -> int:
    """Open a case file question by question, the own view first; the exit status.

    Raises `Refused` where the file cannot be read, before the screen is taken.
    """
    from assistant.case import read_case

    read_case(path, pack)
    return _run(SccifApp(pack, case=Path(path)))


def run_demo(pack: Pack) -> int:
    """The app on copies of the sample cases in a throw-away folder, live throughout; the exit status."""
    with tempfile.TemporaryDirectory(prefix="sccif-demo-") as folder:
        samples = Path(folder)
        for sample in sorted((pack.directory / "knowledge" / "cases").glob("*.yaml")):
            shutil.copy(sample, samples / sample.name)
        return _run(SccifApp(pack, samples=samples))


def _run(app: SccifApp) -> int:
    status = app.run()
    if app.return_code == CRASHED:
        where = f"; a report without any text of the case is in {app.crash_file}" if app.crash_file else ""
        sys.stderr.write(f"sccif: the app ended by an error of its own{where}.{_kept(app)}\n")
        return CRASHED
    return status or 0


def _kept(app: SccifApp) -> str:
    """What may be said after a crash of what was answered: nothing of a demonstration, where nothing lasts."""
    session = app.session
    if session is None or app.is_demo:
        return ""
    if session.is_saved:
        return " What was answered is saved."
    aside = f" {session.trouble.right}." if session.trouble else ""
    return f" What was answered last is NOT saved.{aside}"
