"""Cases, changes and hostile text by chance, for the laws of the case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from hypothesis import strategies as st

from assistant.case import (
    Answer,
    Answered,
    At,
    Baseline,
    BaselineSet,
    Case,
    Change,
    Child,
    ChildChanged,
    ChildRegistered,
    ChildRemoved,
    Cleared,
    HistoryTold,
    HomeUrnSet,
    Inspection,
    InspectionSet,
    JudgementMade,
    JudgementRecorded,
    Key,
    Note,
    NoteAdded,
    NoteChanged,
    NoteLinked,
    NoteRemoved,
    NoteUnlinked,
    PassageLeft,
    PassageWritten,
    Record,
    RecordAdded,
    RecordRemoved,
    ReportTold,
    Seal,
    Sealed,
    SectionCompleted,
    SectionReopened,
    SectionSampled,
)
from assistant.case.header import (
    CaseReviewMade,
    CommentKept,
    DaySet,
    DraftKept,
    Passage,
    PastInspection,
    ReviewStated,
    StepTaken,
    TimelineKept,
)
from assistant.document import NOT_TEXT, Bare, Tree
from assistant.pack import Question, RecordType
from tests.packs import real_pack

T = TypeVar("T")
PACK = real_pack()

HOSTILE = (
    *(
        "\t",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        ": ",
        ":",
        " #",
        "# ",
        "---",
        "- ",
        "...",
        "? ",
        "%",
        "@",
        "`",
    ),
    *("'", '"', "\\", "\\n", "{", "}", "[", "]", ",", "|", ">", "|-", "!tag ", "&a ", "*a", "<<", "=", "~"),
    *("null", "yes", "no", "012", "1:30", "19.10", "0x1F", "1e3", ".inf", "2019-03-05", "2019-03", "true"),
    *(
        "\x85",
        "\u2028",
        "\u2029",
        "\xa0",
        "\ufeff",
        "\u202e",
        "\u2066",
        "\u200d",
        "\U0001f469\u200d\U0001f467",
    ),
    *("שלום", "مرحبا", "é", "e\u0301", "[AB]", "[/", "word", "a longer sentence of some words, with a comma"),
)

chars = st.characters(codec="utf-8").filter(lambda c: not NOT_TEXT.search(c))
texts = st.one_of(
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=8).map("".join),
    st.text(chars, min_size=1, max_size=30),
    st.lists(st.sampled_from(("word", "x" * 40, "and")), min_size=15, max_size=60).map(" ".join),
)
lines = texts.filter(lambda text: bool(text.strip()))
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
days_or_months: st.SearchStrategy[date | str] = st.one_of(days, days.map(lambda day: day.isoformat()[:7]))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC) | zones)  # noqa: DTZ001
labels = st.from_regex(r"[A-Z]{1,2}[0-9]{0,3}", fullmatch=True)
note_ids = st.from_regex(r"[a-z][a-z0-9\-]{0,8}", fullmatch=True)
ids = st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9._\-]{0,12}", fullmatch=True)
urns = st.from_regex(r"[A-Z0-9]{2,12}", fullmatch=True)


def _some(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def _subset(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=3).map(tuple) if names else st.just(())


children = st.builds(Child, label=labels, arrived=_some(days_or_months), left=_some(days_or_months))


@cache
def notes() -> st.SearchStrategy[Note]:
    return st.builds(
        Note,
        id=note_ids,
        date=_some(days),
        source=_some(st.sampled_from([source.id for source in PACK.evidence.sources])),
        text=texts,
        child=_some(labels),
        areas=_subset(list(PACK.areas)),
    )


@cache
def answers(record: str, question_id: str, linked: tuple[str, ...]) -> st.SearchStrategy[Answer]:
    question = PACK.questions[record][question_id]
    values: dict[str | None, st.SearchStrategy[object]] = {
        "text": lines,
        "count": st.integers(0, 999_999),
        "date": days,
        "months": st.dictionaries(
            days.map(lambda day: day.isoformat()[:7]), st.integers(0, 99), max_size=4
        ).map(lambda counts: tuple(sorted(counts.items()))),
    }
    choices = [choice.id for choice in question.answers]
    value = st.sampled_from(choices) if choices else values[question.fact]
    beside = {
        "supports": _subset(list(linked)),
        "contradicts": _subset(list(linked)),
        "marks": _subset([mark.id for mark in PACK.evidence.marks]),
    }
    forms = [
        st.builds(Answer, st.just("answered"), value, st.none()),
        st.builds(Answer, st.just("answered"), value, _some(lines), **beside),
        st.builds(Answer, st.just("uncertain"), st.none(), lines, **beside),
    ]
    if question.not_applicable is not None:
        forms.append(st.builds(Answer, st.just("not_applicable"), st.none(), lines, **beside))
    return st.one_of(forms)


@cache
def keys() -> st.SearchStrategy[Key]:
    def of(kind: RecordType) -> st.SearchStrategy[Key]:
        if kind.many == "one":
            return st.just(Key(kind.id))
        if kind.many == "each_area":
            return st.sampled_from(list(PACK.areas)).map(lambda area: Key(kind.id, area))
        if kind.labels == "child":
            return labels.map(lambda label: Key(kind.id, label))
        return st.integers(1, 9999).map(lambda number: Key(kind.id, f"{kind.letter}{number}"))

    return st.sampled_from(list(PACK.record_types.values())).flatmap(of)


@cache
def questions(key: Key) -> list[Question]:
    area = key.label if PACK.record_types[key.record].many == "each_area" else None
    return [question for question in PACK.questions[key.record].values() if PACK.asks(question, area)]


@st.composite
def records(draw: st.DrawFn, linked: tuple[str, ...]) -> Record:
    key = draw(keys())
    asked = draw(st.lists(st.sampled_from(questions(key)), unique_by=lambda q: q.id, max_size=4))
    answered = {question.id: draw(answers(key.record, question.id, linked)) for question in asked}
    return Record(key, MappingProxyType(answered))


trees: st.SearchStrategy[Tree] = st.recursive(
    st.none() | texts | st.just(""),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts.map(lambda t: t[:40]), inner, max_size=3)
    ),
    max_leaves=6,
)


@cache
def _baselines() -> st.SearchStrategy[Baseline]:
    return st.one_of(
        st.builds(
            Baseline, last_full_inspection=days_or_months, grade=_some(texts), last_inspection=_some(days)
        ),
        st.builds(Baseline, last_inspection=days_or_months, used=st.just("last_inspection")),
        st.builds(Baseline, used=st.just("none"), grade=_some(texts)),
    )


@cache
def _inspections() -> st.SearchStrategy[Inspection]:
    def of(pair: tuple[date, date]) -> st.SearchStrategy[Inspection]:
        return st.builds(
            Inspection, start=_some(st.just(min(pair))), end=_some(st.just(max(pair))), inspector=_some(ids)
        )

    return st.tuples(days, days).flatmap(of)


@cache
def seals() -> st.SearchStrategy[Seal]:
    evaluations = st.dictionaries(st.sampled_from(list(PACK.areas)), st.sampled_from(list(PACK.evaluations)))
    judgements = st.sampled_from(list(PACK.judgements))
    return st.builds(
        Seal, judgement=judgements, areas=evaluations, reasons=texts, by=_some(texts), at=_some(moments)
    )


@cache
def judgements_made() -> st.SearchStrategy[JudgementMade]:
    return st.builds(
        JudgementMade,
        decided=st.sampled_from(list(PACK.judgements)),
        by=_some(texts),
        at=_some(moments),
        departure=st.booleans(),
        reasons=texts,
    )


@st.composite
def case_reviews(draw: st.DrawFn) -> CaseReviewMade:
    """What inspector and RIM stated, as a file tells it."""
    stated = st.builds(ReviewStated, held=st.booleans(), reasons=texts, by=_some(texts), options=_some(texts))
    return CaseReviewMade(inspector=draw(_some(stated)), rim=draw(stated))


def timelines() -> st.SearchStrategy[TimelineKept]:
    """What was done of a timeline, as a file tells it."""
    days = st.dates(date(2017, 1, 1), date(2022, 12, 31))
    done = st.builds(StepTaken, step=st.sampled_from(["day-1", "day-15"]), day=days, about=_some(texts))
    by_hand = st.builds(DaySet, day=days, worked=st.booleans(), reason=texts)
    return st.builds(
        TimelineKept,
        done=st.lists(done, max_size=2).map(tuple),
        days=st.lists(by_hand, max_size=2).map(tuple),
        bank_holidays=st.lists(days, max_size=3).map(tuple),
        source=_some(texts),
    )


def histories() -> st.SearchStrategy[tuple[PastInspection, ...]]:
    """The inspections of recent years."""
    one = st.builds(PastInspection, date=days_or_months, kind=texts, judgement=texts)
    return st.lists(one, max_size=2).map(tuple)


def drafts_kept() -> st.SearchStrategy[tuple[DraftKept, ...]]:
    """Drafts that went, and what was said of them, as a file tells it."""
    said = st.builds(
        CommentKept,
        day=days,
        text=texts,
        place=_some(texts),
        accepted=_some(st.booleans()),
        reasons=_some(texts),
        by=_some(texts),
    )
    comments = st.lists(said, max_size=2).map(tuple)
    one = st.builds(DraftKept, day=days, name=texts, digest=ids, signed_off=st.booleans(), comments=comments)
    return st.lists(one, max_size=2).map(tuple)


def passages() -> st.SearchStrategy[Passage]:
    """A paragraph of the report that was written by hand."""
    return st.builds(
        Passage,
        at=st.sampled_from(["service", "experiences/leaver", "improvement/M1"]),
        text=texts,
        ground=st.dictionaries(ids, ids, max_size=2),
    )


def _is_over(base: Baseline, start: date) -> bool:
    """Whether all that a baseline tells of was over before this day."""
    told = [str(day) for day in (base.last_full_inspection, base.last_inspection) if day]
    return all(day < str(start)[: len(day)] for day in told)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case that a file can hold."""
    noted = draw(st.lists(notes(), unique_by=lambda note: note.id, max_size=4))
    kept = draw(st.lists(records(tuple(note.id for note in noted)), unique_by=lambda r: r.key, max_size=5))
    sections = [kind.id for kind in PACK.sections]
    name = draw(ids)
    base, dates = draw(_some(_baselines())), draw(_some(_inspections()))
    if base and dates and dates.start and not _is_over(base, dates.start):
        dates = dates.model_copy(update={"start": None})
    return Case(
        id=name,
        evidence_id=draw(st.just(name) | ids),
        purpose=draw(st.sampled_from(("inspection", "training", "blind"))),
        urn=draw(_some(urns)),
        about=draw(_some(texts)),
        baseline=base,
        inspection=dates,
        children=tuple(draw(st.lists(children, unique_by=lambda child: child.label, max_size=3))),
        notes=tuple(noted),
        complete=frozenset(draw(_subset(sections))),
        sampled=frozenset(draw(_subset(sections))),
        records=MappingProxyType({r.key: r for r in kept if r.answers or r.key.added}),
        sealed=draw(_some(seals())),
        judgement=draw(_some(judgements_made())),
        case_review=draw(_some(case_reviews())),
        timeline=draw(_some(timelines())),
        service=draw(_some(texts)),
        enforcement=draw(_some(texts)),
        legal_basis=draw(_some(texts)),
        history=draw(histories()),
        provider_comments=draw(drafts_kept()),
        passages=tuple(draw(st.lists(passages(), unique_by=lambda one: one.at, max_size=2))),
        reserved=MappingProxyType(draw(st.dictionaries(st.just("improvements"), trees))),
    )


@st.composite
def changes(draw: st.DrawFn, case: Case) -> Change:
    """A change that fits the case more often than not."""
    noted = [note.id for note in case.notes]
    key = draw(st.sampled_from(sorted(case.records, key=str)) | keys()) if case.records else draw(keys())
    question = draw(st.sampled_from(questions(key)))
    at = At(key, question.id)
    answered = [At(k, name) for k, record in case.records.items() for name in record.answers]
    known_at = st.sampled_from(answered) if answered else st.just(at)
    known_note = st.sampled_from(noted) if noted else note_ids
    known_label = st.sampled_from([child.label for child in case.children]) if case.children else labels
    section = st.sampled_from([kind.id for kind in PACK.sections])
    change: Change = draw(
        st.one_of(
            st.builds(Answered, st.just(at), answers(key.record, question.id, tuple(noted))),
            st.builds(Cleared, known_at),
            st.builds(NoteAdded, notes()),
            st.builds(
                lambda note, name: NoteChanged(note.model_copy(update={"id": name})), notes(), known_note
            ),
            st.builds(NoteRemoved, known_note),
            st.builds(NoteLinked, known_at, known_note, st.sampled_from(("supports", "contradicts"))),
            st.builds(NoteUnlinked, known_at, known_note),
            st.builds(ChildRegistered, children),
            st.builds(ChildChanged, children),
            st.builds(ChildRemoved, known_label),
            st.builds(RecordAdded, keys()),
            st.builds(RecordRemoved, st.just(key)),
            st.builds(SectionCompleted, section),
            st.builds(SectionSampled, section),
            st.builds(SectionReopened, section),
            st.builds(BaselineSet, _some(_baselines())),
            st.builds(InspectionSet, _some(_inspections())),
            st.builds(HomeUrnSet, _some(urns)),
            st.builds(Sealed, seals()),
            st.builds(JudgementRecorded, judgements_made()),
            st.builds(ReportTold, st.sampled_from(("service", "enforcement", "legal_basis")), _some(texts)),
            st.builds(HistoryTold, histories()),
            st.builds(PassageWritten, passages()),
            st.builds(PassageLeft, st.sampled_from(["service", "experiences/leaver"])),
        )
    )
    return change


def meant(tree: Tree) -> object:
    """What any reader of YAML or JSON should see: text as text, and the plain forms as they are."""
    match tree:
        case dict():
            return {str(key): meant(value) for key, value in tree.items()}
        case list():
            return [meant(value) for value in tree]
        case Bare():
            return ...
        case _:
            return tree
