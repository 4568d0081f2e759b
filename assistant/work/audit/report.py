"""Tells an audit as sections of tables, in the pack's own words: what a page, CSV files and the screen show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.numbers import number
from assistant.pack import Pack
from assistant.reasoning.codes import RuleBase
from assistant.work.audit import report_alike, report_departing, report_undone
from assistant.work.audit.figures import Audit
from assistant.work.audit.references import References
from assistant.work.audit.shapes import Report
from assistant.work.audit.wording import CHANCE
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.tables import TRAINING


@dataclass(frozen=True, slots=True)
class Made:
    """What an audit was made from."""

    source: str
    """What the cases came from, as its reader calls it."""
    made: date
    with_urns: bool = False
    """Whether the report may tell which home a case is of."""
    folder: str = ""
    """The folder of the pack, where it is not the one that comes along."""


def report(corpus: Corpus, base: RuleBase, found: Audit, made: Made) -> Report:
    """The audit told, after `corpus.judge(sweep(base), keep=True)` and `audit`.

    It also looks for pairs of cases that are alike and were judged differently, which the figures do not hold.
    """
    pack = base.pack
    references = References.of(corpus, with_urns=made.with_urns)
    return Report(
        f"Audit of {number(found.cases, 'case')}",
        tuple(_about(corpus, pack, found, made, references)),
        tuple(_cautions(corpus, pack)),
        (
            report_departing.proposals(pack, found),
            report_departing.departures(pack, found),
            report_departing.rules(pack, found),
            report_undone.undone(found, references),
            report_undone.thin(pack, found),
            report_undone.steps(pack, found, references),
            report_alike.alike(corpus, base, references),
            report_alike.agreement(pack, found),
        ),
    )


def _about(
    corpus: Corpus, pack: Pack, found: Audit, made: Made, references: References
) -> Iterator[tuple[str, str]]:
    import duckdb

    readings = found.by_purpose.get("blind", 0)
    yield "Source", references.text(made.source, "a source whose name tells which home it is of")
    yield (
        "Cases",
        f"{found.cases:,}, of which {readings:,} are blind readings, which count in the agreement alone",
    )
    if training := found.by_purpose.get(TRAINING):
        yield "Cases left out, as they are for training", f"{training:,}"
    yield "Cases left out, as they cannot be used", f"{corpus.left_out:,}"
    if corpus.bad and not corpus.left_out:
        yield "Problems in the tables", f"{len(corpus.bad):,}"
    yield "Framework", pack.framework.cited
    yield "Rules", f"{pack.id} {pack.version}"
    if made.folder:
        yield "Folder of the rules", references.text(made.folder, "a folder whose name tells of a home")
    yield "Digest of the rules", pack.digest
    yield "Judged by", f"the same rules as one query, on DuckDB {duckdb.__version__}"
    yield "Made on", made.made.isoformat()
    yield "Intervals", "of 95%: Wilson's for shares, of the large sample for coefficients"


def _cautions(corpus: Corpus, pack: Pack) -> Iterator[str]:
    if corpus.caution:
        yield corpus.caution
    yield pack.framework.caution
    yield (
        "What is proposed is what these rules make of what is known. Departing from it, with reasons, is a "
        "normal outcome, and nothing here ranks anybody."
    )
    yield CHANCE
