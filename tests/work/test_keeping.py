"""Cases go from files into the ledger and back, with the pack by which each is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.case import Answer, Answered, At, Case, Key, parse_case, read_case, to_text
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.store import Address, Ledger, Standing, read, verify
from assistant.store.kinds import Exported, ProposalShown
from assistant.work.keeping import begin, export_file, import_file, pack_of, shown

POST = At(Key("manager"), "post")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(Address(str(path), path), "anna") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path, pack: Pack) -> Path:
    path = tmp_path / "c1.yaml"
    path.write_text(to_text(Case("c1", "c1"), pack), encoding="utf-8")
    return path


def after(ledger: Ledger, standing: Standing) -> Standing:
    change = Answered(POST, Answer("answered", "vacant"))
    return standing.then(ledger.append(standing.case.id, standing.sequence, change))


def test_a_case_is_imported_with_its_pack_and_its_line_in_the_list(
    ledger: Ledger, file: Path, pack: Pack
) -> None:
    standing = import_file(ledger, file, pack)

    assert standing == read(ledger, "c1")
    assert (standing.file, standing.pack) == ("c1.yaml", pack.digest)
    assert ledger.pack(pack.digest) == pack.content
    (line,) = ledger.summaries()
    assert line.asked
    assert verify(ledger).problems == ()


def test_a_file_that_was_imported_leads_to_the_case_as_it_is_now(
    ledger: Ledger, file: Path, pack: Pack
) -> None:
    after(ledger, import_file(ledger, file, pack))

    assert import_file(ledger, file, pack).sequence == 2


def test_another_text_of_the_same_case_is_refused(ledger: Ledger, file: Path, pack: Pack) -> None:
    import_file(ledger, file, pack)
    file.write_text(file.read_text() + "\n# changed\n")

    with pytest.raises(Refused) as refused:
        import_file(ledger, file, pack)

    assert refused.value.problems[0].code == "store-case-exists"
    assert ledger.head("c1").sequence == 1


def test_it_is_imported_under_another_name(ledger: Ledger, file: Path, pack: Pack) -> None:
    import_file(ledger, file, pack)

    standing = import_file(ledger, file, pack, "c1-again")

    assert standing.case.id == "c1-again"


def test_what_is_exported_is_the_case_and_that_it_was_is_an_event(
    ledger: Ledger, file: Path, pack: Pack, tmp_path: Path
) -> None:
    standing = after(ledger, import_file(ledger, file, pack))

    standing = export_file(ledger, standing, pack, tmp_path / "out.yaml")

    assert read_case(tmp_path / "out.yaml", pack).case == standing.case
    assert isinstance(standing.events[-1].happened, Exported)
    assert import_file(ledger, tmp_path / "out.yaml", pack) == standing


def test_an_export_never_takes_the_place_of_a_file(ledger: Ledger, file: Path, pack: Pack) -> None:
    standing = import_file(ledger, file, pack)
    before = file.read_text()

    with pytest.raises(Refused):
        export_file(ledger, standing, pack, file)

    assert file.read_text() == before
    assert ledger.head("c1").sequence == 1


def test_a_case_is_read_by_the_pack_it_was_read_by_when_another_is_at_hand(
    ledger: Ledger, pack: Pack
) -> None:
    from dataclasses import replace

    standing = begin(ledger, Case("c1", "c1"), pack)

    kept = pack_of(ledger, standing, replace(pack, digest="sha256:other"))

    assert (kept.digest, kept.version, kept.questions) == (pack.digest, pack.version, pack.questions)


def test_a_past_proposal_is_worked_out_again_from_what_was_kept(
    ledger: Ledger, pack: Pack, judging: Judging
) -> None:
    from dataclasses import replace

    standing = after(ledger, begin(ledger, Case("c1", "c1"), pack))
    told = shown(judging.judge(standing.case))
    ledger.append("c1", 2, told, Answered(POST, Answer("answered", "registered")))

    past = read(ledger, "c1", upto=3)
    kept = pack_of(ledger, past, replace(pack, digest="sha256:other"))
    again = shown(Judging(kept).judge(past.case))

    assert isinstance(told, ProposalShown)
    assert again == past.events[-1].happened == told


def test_a_pack_that_was_not_kept_is_told(ledger: Ledger, pack: Pack) -> None:
    from dataclasses import replace

    standing = begin(ledger, Case("c1", "c1"), pack)

    with pytest.raises(Refused) as refused:
        pack_of(ledger, replace(standing, pack="sha256:gone"), pack)

    assert refused.value.problems[0].code == "store-damaged"


def test_a_case_with_nothing_in_it_goes_there_and_back(ledger: Ledger, pack: Pack, tmp_path: Path) -> None:
    standing = begin(ledger, Case("c1", "c1"), pack)

    export_file(ledger, standing, pack, tmp_path / "out.yaml")

    text = (tmp_path / "out.yaml").read_text(encoding="utf-8")
    assert parse_case(text, pack).case == standing.case
