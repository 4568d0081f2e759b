"""Drafts are kept whatever is typed, and leave nothing beside themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.tui.drafts import Drafts


def test_half_a_surrogate_pair_is_kept_as_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "drafts.json"

    Drafts(path).keep("here", "one \ud83d")

    assert Drafts(path).get("here") == "one \ud83d"


def test_a_draft_that_cannot_be_put_in_its_place_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", refuse)
    drafts = Drafts(tmp_path / "drafts.json")

    drafts.keep("here", "one")

    assert drafts.get("here") == "one"
    assert not list(tmp_path.iterdir())
