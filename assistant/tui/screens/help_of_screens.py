"""What the help of a screen says beside its keys: its signs and words, and the keys that no action has."""

from __future__ import annotations

from assistant.tui.widgets.explained import MEANT
from assistant.tui.widgets.outline import MATTERS
from assistant.work.deciding import BY_MEANT
from assistant.work.schedule import SIGNS as STEPS
from assistant.work.sitting import flags_meant

_PROPOSAL = (
    (
        "settled",
        "of a proposal",
        "No question that is still open could change it; provisional: one could. Confirmed: every way of answering was looked at.",
    ),
    (
        "ground",
        "what carries it",
        "On the evidence; on balance, where there was evidence both ways; presumed, by what the framework presumes of a home without a manager.",
    ),
    (
        "live",
        "how it is shown",
        "The proposal stands beside the questions throughout; else your own view comes first.",
    ),
)
_BY = ("names", "who it is by", BY_MEANT)
LINKS = ("+ − ·", "of a link", "The note supports the answer, contradicts it, or is not linked to it.")
OWN_KEYS = {
    "explanation": (
        *_PROPOSAL,
        ("↑ ↓", "line by line", "Beside a tree stands the step under the cursor in full."),
        (
            "enter",
            "open, close",
            "Open (+) or close (−) what lies under a step; in a list, go to the question.",
        ),
        ("F R I", "basis of a rule", "Framework, related paragraph, or interpretation."),
        ("signs", "of a step", ", ".join(f"{sign} {meant}" for sign, meant in MEANT.items()) + "."),
    ),
    "interview": (
        (
            "signs",
            "of a place",
            (
                f"▸ ▾ here, ✓ done, · not yet, ? uncertain, – does not apply, ≈ a sample was looked at, {MATTERS} an "
                "answer here can by itself rule a judgement out."
            ),
        ),
        (
            "3/4 +2",
            "how far it is",
            (
                "3 of 4 core questions are answered or left uncertain, and 2 detail questions answered. Where there are "
                "detail questions alone, as of each child, it says detail. An area counts the core questions of all "
                "that stands under it. Records that are added and answers that open others make these numbers grow."
            ),
        ),
        ("2", "beside a section", "So many records are in it: children, events or requirements."),
        (
            "core",
            "and detail",
            "Core questions come first; detail ones may be left, where no core answer calls for them.",
        ),
        (
            "+ − …",
            "before a note",
            "It supports this answer, contradicts it, or will be linked once this is answered.",
        ),
        (
            "thin",
            "or odd",
            f"{flags_meant(is_covered=True)} They refuse nothing, and no rule reads them.",
        ),
        *_PROPOSAL,
        _BY,
    ),
    "cases": (
        (
            "⚠",
            "before a state",
            "Somebody may be in danger there, and it is not told that all needed was done: open it, then f4.",
        ),
        (
            "day",
            "of the inspection",
            "Which working day it is since the first, of those that it usually takes; past 30 is after them.",
        ),
        (
            "next limit",
            "!",
            "By when the next step with a limit is due; ! where that day is gone. f6 in the case has every step.",
        ),
        (
            "n of n",
            "progress",
            (
                "So many of all questions that are asked of the case so far are answered, core and detail. In the "
                "case core questions are counted first, and detail apart."
            ),
        ),
    ),
    "timeline": (
        (
            "signs",
            "of a step",
            (
                f"{STEPS['done']} done, also late, {STEPS['due']} still to come, {STEPS['overdue']} overdue: its limit "
                f"is past, {STEPS['passed']} usually done by now, and without a limit."
            ),
        ),
        (
            "! ?",
            "under the steps",
            "! by how much the limits slip; ? a day that does not fit the others: is it right?",
        ),
    ),
    "notes": (
        (
            "+ − … ?",
            "of a link",
            (
                "The note supports the answer, contradicts it, or waits and is linked once that is answered; ? it "
                "is linked to no answer."
            ),
        ),
    ),
    "linking": (LINKS,),
    "picking": (LINKS,),
    "judgement": (
        ("pgup pgdn", "read on", "From the list: what stands over or beside it, such as the areas."),
        _BY,
        ("= ≠ ·", "beside what you choose", "As is proposed, a departure from it, or nothing is proposed."),
        ("=  ≠", "beside an area", "Your own view of it is what is proposed, or another."),
        ("»", "of an answer", "Changed since you sealed, from what it was to what it is."),
    ),
    "trying": (
        (
            "=  ≠",
            "recorded and tried",
            "What comes of it is the same, or another than of the case as recorded.",
        ),
    ),
    "case_review": (
        _BY,
        ("● –", "what was stated", "That a case review is held, or that none is."),
    ),
    "drills": (
        ("pgup pgdn", "read on", "What is told of the drill; what can be said of it stays in view."),
        ("=  ≠", "of your judgement", "The rules come to the same, or to another."),
    ),
    "training": (("· … ✓", "of a scenario", "Not begun, begun, judged: your own view is sealed."),),
    "proofs": (("✓ ✗ … ·", "of a property", "Proved, broken, being proved now, not proved yet."),),
    "review": (_BY,),
    "rules": (
        ("↑ ↓", "line by line", "In the text from one line that leads on (→) to the next; it scrolls."),
        ("F R I", "basis of a rule", "Framework, related paragraph, or interpretation."),
        (
            "n× … –",
            "fired",
            (
                "In so many cases of the store; none whose own view is not sealed is counted. … being counted; – there "
                "is none that counts."
            ),
        ),
        ("✗", "an example fails", "An example of this rule does not come out as it says."),
    ),
}
