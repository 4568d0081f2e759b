"""The app in the terminal: three ways in, each giving the exit status."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Ledger, parse_address
from assistant.store.ledger import BRIEF
from assistant.tui.app import CRASHED, OWN_VIEW, SccifApp
from assistant.work.keeping import begin, import_file

if TYPE_CHECKING:
    from assistant.tui.screens.samples import Sample

__all__ = ["one_to_judge", "run_cases", "run_demo", "run_open", "samples_in"]


def run_open(case_id: str, ledger: Ledger, pack: Pack) -> int:
    """Open a case of the ledger question by question, the own view first; the exit status."""
    return _run(SccifApp(pack, ledger, case=case_id))


def run_cases(ledger: Ledger, pack: Pack) -> int:
    """The app on the list of all cases of the ledger; the exit status."""
    return _run(SccifApp(pack, ledger))


def run_demo(pack: Pack) -> int:
    """The app on the sample cases in a ledger that is thrown away, live but for the one to judge oneself; the exit status."""
    with (
        tempfile.TemporaryDirectory(prefix="sccif-demo-") as folder,
        closing(Ledger.open(parse_address(f"{folder}/ledger.sqlite"))) as ledger,
    ):
        samples = samples_in(pack.directory / "knowledge" / "cases", ledger, pack)
        return _run(SccifApp(pack, ledger, samples=one_to_judge(samples, ledger, pack)))


def samples_in(folder: Path, ledger: Ledger, pack: Pack) -> list[Sample]:
    """The cases in the files of a folder, each brought into the ledger."""
    from assistant.tui.screens.samples import Sample

    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(Sample(path.name, import_file(ledger, path, pack).case))
        except Refused as refused:
            found.append(Sample(path.name, None, refused.problems[0].what))
    return found


def one_to_judge(samples: Sequence[Sample], ledger: Ledger, pack: Pack) -> list[Sample]:
    """The samples, one of them put first to be judged as a real case is, its own view before the proposal.

    It is the last with its questions answered that nobody judged, without the words that tell what it comes to;
    where none is fit for it the samples are as they were.
    """
    from assistant.tui.screens.samples import Sample

    for sample in reversed(samples):
        case = sample.case
        if case and case.purpose == "inspection" and not (case.sealed or case.judgement) and case.complete:
            own = replace(case, id=OWN_VIEW, evidence_id=OWN_VIEW, about=None)
            others = (one for one in samples if one is not sample)
            return [Sample(sample.file, begin(ledger, own, pack).case), *others]
    return list(samples)


def _run(app: SccifApp) -> int:
    app.ledger.waits = BRIEF
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
