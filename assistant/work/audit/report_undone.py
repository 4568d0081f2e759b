"""Tells what was left undone in many cases, or stands on little."""

from __future__ import annotations

from assistant.numbers import number
from assistant.pack import Pack
from assistant.reasoning.phrases import first_up
from assistant.work.audit.figures import Audit, Found
from assistant.work.audit.references import References
from assistant.work.audit.shapes import Column, Named, Section, Table
from assistant.work.audit.undone import ENOUGH
from assistant.work.audit.wording import STEPS, THIN, UNDONE


def undone(found: Audit, references: References) -> Section:
    """Judgements without a case review on record, and those against most areas."""
    return Section(
        "undone",
        UNDONE,
        "What the framework asks for and no record shows, and judgements that the areas do not bear out. Each "
        "may have its reasons.",
        (
            Table(
                "undone",
                "How many",
                "",
                (
                    Column("what", "What", "what is so of the cases"),
                    Column(
                        "cases", "Cases", "the cases of which it is so, of those of which it may be", "share"
                    ),
                ),
                (
                    (
                        "a case review is asked for, and none is recorded either way",
                        found.no_case_review.share,
                    ),
                    (
                        "judged elsewhere on the scale than more than half of the areas",
                        found.against_most_areas.share,
                    ),
                ),
                "",
            ),
            _cases(
                references,
                "no-case-review",
                "Without a case review on record",
                found.no_case_review,
                "Every judgement that asks for a case review has one on record.",
            ),
            _cases(
                references,
                "against-most-areas",
                "Judged elsewhere than most areas",
                found.against_most_areas,
                "Every judgement is where most areas are.",
            ),
        ),
    )


def thin(pack: Pack, found: Audit) -> Section:
    """Flags, and records that one kind of source supports."""
    return Section(
        "thin",
        THIN,
        "Flags ask, and refuse nothing; no rule reads them.",
        (
            Table(
                "flags",
                "Flags",
                "Of the cases in which flags were looked for, those that have one of the kind.",
                (
                    Column("flag", "Flag", "the kind of flag"),
                    Column("cases", "Cases", "the cases that have it", "share"),
                ),
                tuple((Named(kind, flag_says(pack, kind)), share) for kind, share in found.flags.items()),
                "No flag was found, or none was looked for: tables do not always hold them.",
            ),
            Table(
                "one-source",
                f"Records with fewer than {ENOUGH} kinds of source",
                "Requirements among them: whether one is met is to be seen from more than one side.",
                (
                    Column("section", "Section", "the kind of record"),
                    Column(
                        "records",
                        "Fewer than two",
                        f"records that fewer than {ENOUGH} kinds of source support",
                        "share",
                    ),
                ),
                tuple(
                    (first_up(pack.record_types[section].plural), share)
                    for section, share in found.one_source.items()
                    if share.of
                ),
                "There is no record of which the sources are known.",
            ),
        ),
    )


def steps(pack: Pack, found: Audit, references: References) -> Section:
    """How the steps of the timeline were kept that have a limit."""
    kept = found.timeliness
    activity = {step.id: step.activity for step in pack.timeline.steps}
    return Section(
        "steps",
        STEPS,
        f"Of {number(kept.unrecorded, 'case')} no step, or no first day, is on record: nothing is known of them.",
        (
            Table(
                "steps",
                "Steps with a limit",
                "Limits run from the days that really were. Overdue is what is not recorded as done, and its "
                "last day is over.",
                (
                    Column("step", "Step", "the id of the step"),
                    Column("activity", "What is done", "the step in words"),
                    Column("on_time", "On time", "cases in which it was done by its limit"),
                    Column("late", "Late", "cases in which it was done after its limit"),
                    Column("overdue", "Overdue", "cases in which it is not done, and its limit is over"),
                ),
                tuple(
                    (step.step, activity[step.step], step.on_time, step.late, step.overdue)
                    for step in kept.steps
                )
                if kept.is_known
                else (),
                "No case records a step with a limit.",
                "parts",
            ),
            _cases(
                references,
                "overdue",
                "Cases with a step that is overdue",
                kept.overdue,
                "No step is overdue.",
            ),
        ),
    )


def flag_says(pack: Pack, kind: str) -> str:
    """What a kind of flag says wherever it stands: its label and its sentence, of no one place.

    For a check between answers what it asks, after the kind of record of which it asks it.
    """
    for flag in pack.evidence.flags:
        if flag.kind == kind:
            says = flag.says.replace(" ({at})", "").replace("{at}", flag.about)
            return f"{flag.label}. {first_up(says)}"
    for check in pack.evidence.checks:
        if check.id == kind:
            return f"{pack.record_types[check.record].label}. {check.asks}"
    return kind


def _cases(references: References, name: str, title: str, found: Found, empty: str) -> Table:
    urn = (Column("urn", "URN", "the home's number"),) if references.with_urns else ()
    return Table(
        name,
        title,
        "In no order of weight.",
        (
            Column(
                "case",
                "Case",
                "its name, or its place in the source where the name would tell which home it is of",
            ),
            *urn,
        ),
        tuple(
            (references.case(number, case), *((references.urn(number),) if urn else ()))
            for number, case in zip(found.numbers, found.cases, strict=True)
        ),
        empty,
    )
