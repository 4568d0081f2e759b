"""Takes the cases of a source into a corpus: those of a file, a folder or tables, or the store's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.progress import progress
from assistant.cli.store import ledger_at
from assistant.problems import Problem, Refused, Where

if TYPE_CHECKING:
    from assistant.reasoning import Judging
    from assistant.work.corpus.corpus import Corpus


def take_in(corpus: Corpus, source: Path | None, store: str | None, judging: Judging | None = None) -> None:
    """Take in the cases of `source`, or without one those of the store that may be read, and say how far it is.

    With `judging` the flags of each case are looked for as well. Cases that cannot be used are among
    `corpus.bad`. Raises `Refused` where the source or the store cannot be read, or nothing comes of it: figures of
    no case would look as if there were some.
    """
    from assistant.work.corpus.filling import fill
    from assistant.work.corpus.reading import cases_kept

    with progress("cases") as told:
        if source is None:
            with ledger_at(store) as ledger:
                corpus.take_in(cases_kept(ledger), told, judging)
        else:
            fill(corpus, source, told, judging)
    if not len(corpus):
        raise Refused(corpus.bad or [_no_case(source)])


def _no_case(source: Path | None) -> Problem:
    if source is None:
        what = "there is no case in the store, beside those for training, which are left out"
        return Problem(
            "use-no-files", what, "bring some in with `sccif cases import FILE…`, or name a SOURCE"
        )
    right = "name a file, a folder or tables that hold cases"
    return Problem("file-empty", "there is no case in it", right, Where(str(source)))
