"""Whatever bytes a case file holds, reading it ends soon and either gives a case or says what is wrong."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import CaseFile, case_from, parse_case, to_text
from assistant.document import Limits, decode, parse
from assistant.problems import Refused
from tests.case.conftest import FIXTURES
from tests.case.strategies import HOSTILE, PACK

SEEDS = [path.read_bytes() for path in sorted((FIXTURES / "good").iterdir())]
FRAGMENTS = [text.encode() for text in HOSTILE] + [
    b"\x00",
    b"\xff",
    b"&a [*a]",
    b"{{{{",
    b"- - - -",
    b"sccif_case: 2\n",
]
quickly = settings(max_examples=300, deadline=None)


def reads_or_refuses(data: bytes) -> CaseFile | None:
    begun = time.monotonic()
    try:
        return case_from(parse(decode(data, "case.yaml"), "case.yaml", Limits(size=100_000)), PACK)
    except Refused:
        return None
    finally:
        assert time.monotonic() - begun < 2


@given(st.binary(max_size=200))
@quickly
def test_bytes_by_chance(data: bytes) -> None:
    reads_or_refuses(data)


@given(st.text(max_size=200))
@quickly
def test_text_by_chance(text: str) -> None:
    reads_or_refuses(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(b"".join))
@quickly
def test_pieces_of_yaml_by_chance(data: bytes) -> None:
    reads_or_refuses(b"sccif_case: 1\ncase: c1\nabout: " + data)


@given(st.sampled_from(SEEDS), st.data())
@quickly
def test_good_files_with_pieces_cut_out_put_in_and_changed(seed: bytes, data: st.DataObject) -> None:
    places = st.integers(0, len(seed))
    edits = st.tuples(places, st.integers(0, 12), st.sampled_from(FRAGMENTS) | st.binary(max_size=3))
    for at, cut, put in data.draw(st.lists(edits, min_size=1, max_size=4)):
        seed = seed[:at] + put + seed[at + cut :]

    read = reads_or_refuses(seed)

    if read is not None:
        assert parse_case(to_text(read.case, PACK), PACK).case == read.case


@given(st.sampled_from(SEEDS), st.data())
@quickly
def test_good_files_with_lines_doubled_moved_and_taken_out(seed: bytes, data: st.DataObject) -> None:
    lines = seed.splitlines(keepends=True)
    moved = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines) + 5))

    reads_or_refuses(b"".join(moved))
