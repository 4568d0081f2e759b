"""Sentences that an audit says on the page, on the screen and on the terminal alike."""

from __future__ import annotations

CHANCE = (
    "The brackets after a share hold its percentage and a range: where the true share may lie, chance allowed for "
    "(95%). With few cases the range is wide, and a difference between two shares may be chance alone."
)
UNDONE, THIN, STEPS = "To be looked at again", "Thin evidence", "Steps of the timeline"
"""The titles of the sections on what was left undone in many cases, or stands on little."""
ALSO_OPEN = "counts also where too little is answered for a proposal: the case itself shows none yet"
"""What is to be known of a proposal in the tables of an audit."""
