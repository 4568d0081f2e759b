"""What was typed is kept in memory as long as it cannot be kept on disk, beside what another window kept there."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.work.drafts import Drafts


def test_a_draft_that_could_not_be_written_outlives_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "drafts.json"
    Drafts(path).keep("before", "on disk")
    drafts = Drafts(path)
    with monkeypatch.context() as full:
        full.setattr("assistant.work.whole_file.tempfile.mkstemp", _refuse)
        drafts.keep("first", "one")
        drafts.keep("second", "two")
        drafts.forget("before")
        assert drafts.get("first") == "one"
    Drafts(path).keep("elsewhere", "by another window")

    drafts.keep("third", "three")

    kept = Drafts(path)
    assert {place: kept.get(place) for place in kept.places()} == {
        "elsewhere": "by another window",
        "first": "one",
        "second": "two",
        "third": "three",
    }


def _refuse(**_: object) -> None:
    raise OSError
