"""A disclosure copy leaves nothing out in silence, whatever became of the store or the pack."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant.case import Answer, Answered, At, Case, Child, Key
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Address, Ledger, Sought, refresh
from assistant.store.kinds import Opened
from assistant.work.disclosing import disclose, search

POST = At(Key("manager"), "post")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(store: Path, pack: Pack) -> Iterator[Ledger]:
    with Ledger.open(Address(str(store), store), "anna") as opened:
        opened.open_case(Opened(Case("c1", "c1", children=(Child(label="A"),)), pack.digest))
        opened.append("c1", 1, Answered(POST, Answer("answered", "vacant")))
        yield opened


def without(pack: Pack, question: At) -> Pack:
    """The pack with one question less."""
    asked = pack.questions[question.key.record]
    left = {name: one for name, one in asked.items() if name != question.question}
    return replace(pack, questions=MappingProxyType({**pack.questions, question.key.record: left}))


def test_a_case_that_cannot_be_read_is_told_and_not_left_out(ledger: Ledger, store: Path) -> None:
    refresh(ledger)
    with closing(sqlite3.connect(store, isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER payloads_remain")
        plain.execute("DELETE FROM payloads WHERE sequence = 2")

    with pytest.raises(Refused) as refused:
        search(ledger, Sought(label="Z"), ledger.summaries())

    assert refused.value.problems[0].code == "store-damaged"


def test_an_answer_to_a_question_that_is_gone_is_told_by_its_place(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    disclose(ledger, ["c1"], Sought(case="c1"), tmp_path / "copy.md", without(pack, POST))

    assert f"- {POST}: vacant" in (tmp_path / "copy.md").read_text(encoding="utf-8")


def test_that_a_copy_was_made_is_told_after_whatever_others_wrote(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    disclose(ledger, ["c1"], Sought(case="c1"), tmp_path / "copy.md", pack)

    assert [event.row.kind for event in ledger.events("c1")][-1] == "exported"
