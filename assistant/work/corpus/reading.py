"""Reads the cases of a corpus one by one: from files, folders of files, JSON Lines or a store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from assistant.case import Case
from assistant.document import lies_at
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where
from assistant.store import Ledger, read
from assistant.store.listing import kept_cases, training_cases
from assistant.work.inputs import read_cases
from assistant.work.keeping import as_filed

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl")


def is_tables(source: Path) -> bool:
    """Whether a folder holds the tables of a corpus, as Parquet files."""
    return lies_at(source / "cases.parquet") == "file"


def cases_in(source: Path, pack: Pack) -> Iterator[Case | Refused]:
    """The cases of a file, or of every file of a folder and the folders in it, in the order of their names.

    For each that cannot be used, what is wrong, with its file and line; so also for a folder that cannot be read.
    Raises `Refused` where a folder holds no case file at all.
    """
    unreadable: list[Refused] = []
    files = _files(source, unreadable) if lies_at(source) == "folder" else [source]
    yield from unreadable
    if not files and not unreadable:
        right = f"name a folder with case files ({', '.join(SUFFIXES)}) or with tables as Parquet files"
        raise Refused(
            [Problem("file-empty", "there is no case file in the folder", right, Where(str(source)))]
        )
    for file in files:
        for found in read_cases(str(file), pack):
            yield found if isinstance(found, Refused) else found.case


def cases_kept(ledger: Ledger) -> Iterator[Case | Refused]:
    """The cases of a store that the person at work may read, as they stand now, archived ones too.

    Those for training are left out: what is learned of real inspections rests on these alone.
    """
    training = training_cases(ledger)
    for kept in kept_cases(ledger):
        if not kept.is_erased and kept.case_id not in training:
            try:
                yield as_filed(read(ledger, kept.case_id))
            except Refused as refused:
                yield refused


def _files(folder: Path, unreadable: list[Refused]) -> list[Path]:
    """The case files below a folder. A folder in it that cannot be read is told in `unreadable`, not passed over."""

    def cannot(error: OSError) -> None:
        what = f"the folder cannot be read: {error.strerror or error}"
        where = Where(str(error.filename or folder))
        right = "check its permissions, or take it out of the folder with the cases"
        unreadable.append(Refused([Problem("file-unreadable", what, right, where)]))

    found = (Path(here) / name for here, _, names in os.walk(folder, onerror=cannot) for name in names)
    named = sorted(path for path in found if path.suffix.lower() in SUFFIXES)
    files = []
    for path in named:
        try:
            files += [path] if lies_at(path) == "file" else []
        except Refused as refused:
            unreadable.append(refused)
    return files
