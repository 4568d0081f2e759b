"""Fills a corpus from what a person names: a case file, a folder of them, JSON Lines or tables."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.document import lies_at
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import Judging
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.reading import cases_in, is_tables

_STORE = b"SQLite format 3\0"
"""How the file of a store begins."""


def fill(
    corpus: Corpus,
    source: Path,
    told: Callable[[int], object] | None = None,
    judging: Judging | None = None,
    *,
    of_store: str = "leave SOURCE out and name the store with --store",
) -> None:
    """Take in all cases of a source, as `Corpus.take_in` does; what cannot be used is in `corpus.bad`.

    Raises `Refused` where nothing can be; `of_store` says how a store's cases are had instead of its file.
    """
    _check(source, of_store)
    if is_tables(source):
        corpus.read_from(source)
    else:
        corpus.take_in(cases_in(source, corpus.pack), told, judging)


def _check(source: Path, of_store: str) -> None:
    """Raises `Refused` where nothing can come of a source."""
    if not lies_at(source):
        right = "name a case file, a folder of them or of tables as Parquet files"
        raise Refused([Problem("file-missing", "there is nothing of this name", right, Where(str(source)))])
    with suppress(OSError):
        if lies_at(source) == "file" and _begins_as_a_store(source):
            raise Refused([Problem("file-not-a-file", "this is a store", of_store, Where(str(source)))])


def _begins_as_a_store(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(len(_STORE)) == _STORE
