"""Brings cases from files into the ledger and back, and finds the pack by which each is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from assistant.case import Case, CaseFile, parse_case, read_case, to_json_text, write_file
from assistant.case.header import CaseReviewMade, Header, ReviewStated
from assistant.document import shortened
from assistant.pack import Pack, kept_pack
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import Judged
from assistant.store import Ledger, Standing, read, standing_of, summary_of
from assistant.store.kinds import Exported, Opened, PackAdopted, ProposalShown
from assistant.work.interview import danger, every_step


def import_file(ledger: Ledger, path: Path, pack: Pack, case_id: str | None = None) -> Standing:
    """The case in a file as it now stands in the ledger, under its own name or another.

    A file that was imported or exported before, and is still that text, leads to the case that is
    there. Raises `Refused` where the file cannot be read, or another case of this name is there.
    """
    return import_read(ledger, read_case(path, pack), pack, case_id).standing


class Imported(NamedTuple):
    """A case that came out of a file."""

    standing: Standing
    is_new: bool
    """Whether it was begun by this; else it had come from the same text before."""


def import_read(ledger: Ledger, found: CaseFile, pack: Pack, case_id: str | None = None) -> Imported:
    """The same for a case that was read already, of a file with one case or of a line of one with many."""
    file = found.document.file or "text"
    case = replace(found.case, id=new_case(case_id).id) if case_id else found.case
    if ledger.head(case.id).sequence:
        standing = read(ledger, case.id)
        if found.document.digest in _digests(standing):
            return Imported(standing, is_new=False)
        what = f"the store has a case `{case.id}` already, and this file is not the text it came from"
        right = (
            f"open the one in the store with `sccif open {case.id}`, or import this one under another name: "
            "`sccif cases import FILE --as NAME`"
        )
        where = Where(file, found.document.where(()).line)
        raise Refused([Problem("store-case-exists", what, right, where)])
    standing = begin(ledger, case, pack, Path(file).name, found.document.digest)
    return Imported(standing, is_new=True)


def new_case(case_id: str) -> Case:
    """An empty case of this name. Raises `Refused` where a case cannot be called so."""
    try:
        Header.model_validate({"case": case_id})
    except ValidationError:
        right = "write letters, digits, full stops, hyphens and _, such as sc000001-2019-03; never a person's name"
        raise Refused([Problem("shape-bad-value", f"a case cannot be called `{case_id}`", right)]) from None
    return Case(id=case_id, evidence_id=case_id)


def begin(
    ledger: Ledger, case: Case, pack: Pack, file: str | None = None, digest: str | None = None
) -> Standing:
    """A case as it stands with its first event. Raises `Refused` where a case of this name is there."""
    keep_pack(ledger, pack)
    asked_now, is_urgent = asked(case, pack), danger(case, pack) is not None
    events = ledger.open_case(
        Opened(case, pack.digest, file, digest),
        lambda events: summary_of(standing_of(events), asked_now, is_urgent=is_urgent),
    )
    return standing_of(events)


def export_file(ledger: Ledger, standing: Standing, pack: Pack, path: Path) -> Standing:
    """Write the case as a file, and that it was, unless the store may only be read.

    Raises `Refused` where the file is there or cannot be written.
    """
    digest = write_file(path, as_filed(standing), pack)
    if not ledger.database.may_write:
        return standing
    ledger.add(standing.case.id, Exported(path.name, digest, folder=str(path.absolute().parent)))
    return standing.then(ledger.events(standing.case.id, since=standing.sequence))


def as_filed(standing: Standing) -> Case:
    """The case with what inspector and RIM stated last, what was done of its timeline, and what the provider said."""
    from assistant.work.report.comments import drafts_kept
    from assistant.work.schedule import timeline_kept

    stated = {
        one.told.by: ReviewStated(
            held=one.told.is_held, by=one.by, at=one.at, reasons=one.told.reasons, options=one.told.options
        )
        for one in standing.case_review
    }
    made = CaseReviewMade(inspector=stated.get("inspector"), rim=stated.get("rim")) if stated else None
    return replace(
        standing.case,
        case_review=made,
        timeline=timeline_kept(standing),
        provider_comments=drafts_kept(standing),
    )


def pack_of(ledger: Ledger, standing: Standing, at_hand: Pack) -> Pack:
    """The pack by which a case is read: the one at hand where it is that, or else as it was kept.

    Raises `Refused` where it was not kept.
    """
    return pack_named(ledger, standing.pack, at_hand)


def pack_named(ledger: Ledger, digest: str, at_hand: Pack) -> Pack:
    """The pack with this digest: the one at hand, or as it was kept. Raises `Refused` where it was not kept."""
    if digest == at_hand.digest:
        return at_hand
    content = ledger.pack(digest)
    if content is None:
        what = f"the pack {shortened(digest)}, by which the case was read, is not in the store"
        raise Refused([Problem("store-damaged", what, "restore a backup that holds it")])
    return kept_pack(content, digest)


def adopt(ledger: Ledger, standing: Standing, now: Pack, wanted: Pack) -> Standing:
    """Have a case read and judged from here on by another pack, in which everything it says must have its place.

    Raises `Refused` with each thing that has none, and then nothing is written.
    """
    if standing.pack == wanted.digest:
        return standing
    found = parse_case(to_json_text(standing.case, now), wanted)
    if found.case != standing.case:
        what, right = (
            "the pack reads some of what the case says otherwise",
            "export the case, mend it and import it",
        )
        raise Refused([Problem("pack-reads-otherwise", what, right)])
    keep_pack(ledger, wanted)
    adopted = PackAdopted(wanted.digest, f"{wanted.id} {wanted.version}")
    return standing.then(ledger.append(standing.case.id, standing.sequence, adopted))


def keep_pack(ledger: Ledger, pack: Pack) -> None:
    """Keep a pack that is used, so that what is proposed by it can be worked out again."""
    ledger.keep_pack(pack.digest, f"{pack.id} {pack.version}", pack.content)


def shown(judged: Judged) -> ProposalShown:
    """What an event says of a proposal that was shown."""
    proposal = judged.proposal
    return ProposalShown(
        judged.pack.digest,
        judged.engine,
        proposal.judgement,
        proposal.standing,
        proposal.ground,
        judged.certain.possible,
    )


def asked(case: Case, pack: Pack) -> int:
    """How many questions are asked of a case as it is."""
    return sum(1 for _ in every_step(case, pack))


def _digests(standing: Standing) -> set[str]:
    """The digests of the texts that the case was imported from and exported as."""
    happened = (event.happened for event in standing.events)
    return {one.digest for one in happened if isinstance(one, (Opened, Exported)) and one.digest}
