"""Makes the store of this version that every later version must open: `python -m tests.store.kept_stores`.

Run once for each number of the last migration; a file that is there is never made again.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from assistant.case import (
    Answer,
    Answered,
    At,
    Baseline,
    BaselineSet,
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
    NoteChanged,
    NoteLinked,
    NoteRemoved,
    NoteUnlinked,
    PassageLeft,
    PassageWritten,
    RecordAdded,
    RecordRemoved,
    ReportTold,
    Seal,
    Sealed,
    SectionCompleted,
    SectionReopened,
    SectionSampled,
)
from assistant.case.header import Passage, PastInspection
from assistant.document import digest_of
from assistant.store import Address, Ledger, refresh
from assistant.store.copying import back_up
from assistant.store.erasing import erase
from assistant.store.kinds import (
    KINDS,
    Archived,
    Assigned,
    CaseReviewStated,
    Commented,
    CommentSettled,
    DraftSent,
    Exported,
    Happening,
    HeadPinned,
    HoldLifted,
    HoldPlaced,
    HolidaysKept,
    PackAdopted,
    ProposalShown,
    Queried,
    Redone,
    Replied,
    ReviewBegun,
    Reviewed,
    Settled,
    SignedOff,
    StepDone,
    TryingBegun,
    TryingEnded,
    Unarchived,
    Undone,
    Withdrawn,
    WorkingDaySet,
)
from assistant.store.migrate import steps
from tests.store.told import PACK, POST, VACANCY, answered, keep_pack, noted, opened

FOLDER = Path(__file__).parents[1] / "fixtures" / "store"
LEAVER = At(Key("leaver", "A"), "planning")
DAY = date(2026, 3, 5)
OTHER = digest_of("[]")
"""A later pack."""
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)

EVERYTHING: tuple[Happening, ...] = (
    ChildRegistered(Child(label="A", arrived="2025-11")),
    ChildChanged(Child(label="A", arrived="2025-11", left=DAY)),
    ChildRegistered(Child(label="B")),
    ChildRemoved("B"),
    noted("é – a note, in “words”"),
    NoteChanged(Note(id="n1", text="changed", date=DAY, child="A", areas=("protection",))),
    noted("to be taken out", "n2"),
    NoteRemoved("n2"),
    RecordAdded(LEAVER.key),
    Answered(LEAVER, Answer("answered", "poor", "because", ("n1",), (), ())),
    NoteUnlinked(LEAVER, "n1"),
    NoteLinked(LEAVER, "n1", "contradicts"),
    Answered(POST, Answer("uncertain", None, "accounts differ")),
    Answered(VACANCY, Answer("not_applicable", None, "not so here")),
    Cleared(VACANCY),
    Answered(At(Key("home"), "places"), Answer("answered", 4)),
    Answered(At(Key("home"), "opened"), Answer("answered", DAY)),
    Answered(At(Key("protection"), "missing_months"), Answer("answered", (("2026-01", 2), ("2026-02", 0)))),
    RecordAdded(Key("incident", "I1")),
    RecordRemoved(Key("incident", "I1")),
    SectionCompleted("leaver"),
    SectionReopened("leaver"),
    SectionSampled("leaver"),
    BaselineSet(Baseline(last_full_inspection="2025-06", grade="good")),
    InspectionSet(Inspection(start=DAY, end=DAY, inspector="AB1")),
    HomeUrnSet("SC000001"),
    answered("vacant"),
    Undone((28,)),
    Redone((28,)),
    Sealed(Seal(judgement="declined", areas={"protection": "weaker"}, reasons="because", by="anna", at=NOON)),
    ProposalShown(PACK, "meaning", "declined", "certain", None, ("declined", "sustained")),
    JudgementRecorded(JudgementMade(decided="sustained", by="anna", at=NOON, departure=True, reasons="so")),
    CaseReviewStated("inspector", False, "no need", "a call"),
    StepDone("draft", "2026-03-20"),
    PackAdopted(OTHER, "2"),
    Assigned("rae", "reviewer", True),
    Queried("manager.post", "why?"),
    Replied(38, "so"),
    SignedOff("reviewer", "not quite"),
    Withdrawn("rae"),
    Settled("manager.post", "vacant", "registered", "it was seen"),
    Exported("c1.yaml", "sha256:2"),
    HeadPinned(1, "0" * 64, "the minutes"),
    HoldPlaced("a claim"),
    HoldLifted("settled"),
    Archived("over"),
    Unarchived(),
    HolidaysKept(("2026-04-03", "2026-04-06"), "holidays 0.80"),
    WorkingDaySet("2026-04-07", False, "the office was shut"),
    TryingBegun(),
    TryingEnded(3),
    ReportTold("legal_basis", "as the law has it"),
    HistoryTold((PastInspection(date="2025-06", kind="full", judgement="good"),)),
    PassageWritten(Passage(at="leadership/manager", text="Nobody – yet", ground={"note n1": "0123"})),
    PassageLeft("leadership/manager"),
    DraftSent("2026-03-20", "report.docx", "sha256:3", False),
    Commented(57, "2026-03-25", "the date is wrong", "leadership/manager", "manager.post"),
    CommentSettled(58, True, "it was", "rae"),
    ReviewBegun(PACK, "a framework, section 1"),
    Reviewed("judgement", False, "not so"),
)
"""Every kind of event but the first and an order of erasure, which are in the store too."""
SINCE = {6: 2, 7: 7, 8: 2}
"""How many of them, at the end, came with a version; what was there before stands in front."""


def everything_of(version: int) -> tuple[Happening, ...]:
    """What the store of a version was told: later kinds are not in it."""
    later = sum(count for number, count in SINCE.items() if number > version)
    return EVERYTHING[: len(EVERYTHING) - later]


def version() -> int:
    """The number of the last migration of a file."""
    return steps("sqlite")[-1][0]


def make(path: Path) -> None:
    """Write a store with two cases: one in which everything happened, one of which a note was erased."""
    moments = (NOON + timedelta(minutes=number) for number in count())
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "ledger.sqlite"
        with Ledger.open(Address(str(store), store), "anna") as ledger:
            ledger.now = lambda: next(moments)
            keep_pack(ledger)
            ledger.keep_pack(OTHER, "sccif 2", "[]")
            ledger.open_case(opened("c1"))
            for number, happened in enumerate(EVERYTHING, 1):
                ledger.append("c1", number, happened)
            ledger.open_case(opened("c2", purpose="training"))
            ledger.append("c2", 1, noted("to be erased"), answered("vacant"))
            erase(ledger, "c2", "o1", "asked for", [2])
            refresh(ledger)
            back_up(ledger, path)


def main() -> int:
    """Make the store of this version unless it is there."""
    told = {type(one) for one in EVERYTHING}
    missing = [
        kind for kind, cls in KINDS.items() if cls not in told and kind not in ("opened", "erasure-ordered")
    ]
    path = FOLDER / f"version-{version()}.sqlite"
    if missing or path.exists():
        sys.stdout.write(f"not in it: {missing}\n" if missing else f"{path} is there\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    make(path)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("VACUUM")
    path.chmod(0o644)
    return 0


if __name__ == "__main__":
    sys.exit(main())
