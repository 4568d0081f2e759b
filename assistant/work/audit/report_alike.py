"""Tells of cases that are alike and were judged differently, and how far people agree on the same evidence."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.case import At
from assistant.numbers import number
from assistant.pack import Pack
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.phrases import answer_label, first_up, question_name, record_name
from assistant.work.agenda import Item, agenda
from assistant.work.agreement import Agreed
from assistant.work.audit.figures import Audit
from assistant.work.audit.references import References
from assistant.work.audit.shapes import Cell, Column, Section, Table
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.situations import situations
from assistant.work.like_for_like import Pair, like_for_like

PAIRS = 20
"""So many of the nearest pairs are told."""
TALKED_OF = 8
"""Of so many of them it is told what to talk of."""


def alike(corpus: Corpus, base: RuleBase, references: References) -> Section:
    """The nearest pairs of cases that were judged differently, and what to talk of in the first of them."""
    pack, found = base.pack, like_for_like(corpus, base, PAIRS)
    named = {
        place: references.case(place, name)
        for pair in found.pairs
        for place, name in zip((pair.one, pair.other), pair.cases, strict=True)
    }
    first = found.pairs[:TALKED_OF]
    cases = dict(situations(corpus, (place for pair in first for place in (pair.one, pair.other))))
    talk = [
        (place, *row)
        for place, pair in enumerate(first, start=1)
        for item in agenda(base, cases[pair.one], cases[pair.other])
        for row in _item(pack, item, named, pair)
    ]
    nearest = (
        f" The nearest {PAIRS} of them are here; `sccif alike --limit 100` with the same cases tells of more."
        if found.found > PAIRS
        else ""
    )
    return Section(
        "alike",
        "Alike, and judged differently",
        f"{number(found.found, 'pair')} of cases in which the same was found, or all but one finding, and that were "
        f"judged differently, among {number(found.cases, 'case')} with a judgement or a sealed view.{nearest}",
        (
            Table(
                "pairs",
                "Pairs, the nearest first",
                "",
                (
                    Column("pair", "Pair", "the number of the pair"),
                    Column("case", "Case", "one case"),
                    Column("judged", "Judged", "what was judged of it, or else sealed"),
                    Column("other_case", "Other case", "the other case"),
                    Column("other_judged", "Judged", "what was judged of that, or else sealed"),
                    Column("findings", "Findings apart", "the weights of the findings that differ"),
                    Column("answers", "Answers apart", "how many answers and records differ"),
                ),
                tuple(
                    (
                        place,
                        named[pair.one],
                        _outcome(pack, pair.judgements[0]),
                        named[pair.other],
                        _outcome(pack, pair.judgements[1]),
                        pair.findings,
                        pair.answers,
                    )
                    for place, pair in enumerate(found.pairs, start=1)
                ),
                "No two cases that are alike were judged differently.",
            ),
            Table(
                "agenda",
                "What to talk of",
                f"Of the first {TALKED_OF} pairs, what differs and moves a proposal or a rule. What was judged differently "
                "without any of it is for the two people to say.",
                (
                    Column("pair", "Pair", "the number of the pair"),
                    Column("what", "What differs", "the question, or the record that only one of them has"),
                    Column("answer", "In the case", "what was answered there"),
                    Column("other_answer", "In the other", "what was answered there"),
                    Column("moves", "What it moves", "the proposal that moves once it is as in the other"),
                    Column("rules", "Rules", "the rules that then find more or less"),
                ),
                tuple(talk),
                "Nothing that differs moves a proposal or a rule.",
                most=60,
            ),
        ),
    )


def _item(pack: Pack, item: Item, named: dict[int, str], pair: Pair) -> Iterator[tuple[Cell, ...]]:
    """What is told of one thing that differs: nothing where it moves nothing."""
    place = item.places[0] or item.places[1]
    if place is None or not (item.swaps or item.rules):
        return
    if isinstance(place, At):
        question = pack.questions[place.key.record][place.question]
        what = question_name(pack, place)
        here, there = (answer_label(question, one) or "not answered" for one in item.answers)
    else:
        what = first_up(record_name(pack, place))
        here, there = ("there" if one else "not there" for one in item.places)
    moves = "; ".join(
        f"{named[(pair.one, pair.other)[swap.of]]}: from {_outcome(pack, swap.old)} to {_outcome(pack, swap.new)}"
        for swap in item.swaps
    )
    yield what, here, there, moves or "no proposal", ", ".join(item.rules)


def _outcome(pack: Pack, outcome: str) -> str:
    return pack.judgements[outcome].short if outcome in pack.judgements else outcome


# ---------------------------------------------------------------- agreement


def agreement(pack: Pack, found: Audit) -> Section:
    """How far different people agree who read the same evidence."""
    agreed = found.agreement
    asked = sorted(
        (one for one in agreed.questions if one.agreeing.of),
        key=lambda one: (-one.moving, one.agreeing.value or 0),
    )
    return Section(
        "agreement",
        "Agreement on the same evidence",
        "Between different people, on the views they sealed before they saw the proposal or each other's. Kappa takes off what "
        "chance would agree on and falls where one outcome is rare; AC1 does not."
        + (f" {agreed.left_out}." if agreed.left_out else ""),
        (
            Table(
                "agreement",
                "The judgement, and each area",
                "The weighted coefficients are of the outcomes on the scale alone.",
                (
                    Column("of", "Of", "what was agreed on"),
                    Column(
                        "raw", "Alike", "pairs of readings that agree, each piece of evidence once", "share"
                    ),
                    Column("kappa", "Kappa", "Cohen's kappa", "coefficient"),
                    Column(
                        "linear",
                        "Kappa, linear",
                        "weighted kappa: one step away agrees by half on a scale of three",
                        "coefficient",
                    ),
                    Column(
                        "quadratic",
                        "Kappa, quadratic",
                        "weighted kappa, which is hardest on what is far apart",
                        "coefficient",
                    ),
                    Column("ac1", "AC1", "Gwet's AC1", "coefficient"),
                ),
                (
                    ("Judgement", *_agreed(agreed.judgement)),
                    *((pack.areas[area].label, *_agreed(one)) for area, one in agreed.areas.items()),
                )
                if agreed.judgement.raw.of or any(one.raw.of for one in agreed.areas.values())
                else (),
                "No evidence was read by two people who each sealed a view.",
            ),
            Table(
                "agreement-questions",
                "Question by question",
                "First those whose answer alone would have moved what one of two readings came to, then those "
                "with least agreement.",
                (
                    Column("section", "Section", "the kind of record"),
                    Column("question", "Question", "the question"),
                    Column(
                        "agreeing",
                        "Alike",
                        "of the times that both settled it, those in which they agree",
                        "share",
                    ),
                    Column("by_one", "Settled by one", "how often only one of two settled it"),
                    Column(
                        "moving",
                        "Moved a proposal",
                        "how often the answer alone would have changed a proposal",
                    ),
                ),
                tuple(
                    (
                        first_up(pack.record_types[one.record].label),
                        pack.questions[one.record][one.question].ask,
                        one.agreeing,
                        one.settled_by_one,
                        one.moving,
                    )
                    for one in asked
                ),
                "No question was settled by two people on the same evidence.",
                most=15,
            ),
        ),
    )


def _agreed(one: Agreed) -> tuple[Cell, ...]:
    return one.raw, one.kappa, one.linear, one.quadratic, one.ac1
