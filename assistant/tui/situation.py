"""What is true on a screen now, so that the registry can tell what is valid."""

from __future__ import annotations

from typing import NamedTuple


class Situation(NamedTuple):
    """What is true on a screen now, for the actions to tell whether they are valid."""

    context: str
    is_question: bool = False
    is_fact: bool = False
    is_answered: bool = False
    may_not_apply: bool = False
    has_notes: bool = False
    is_closing: bool = False
    is_closed: bool = False
    in_added_record: bool = False
    may_add: bool = False
    is_covered: bool = False
    is_sealable: bool = False
    is_sealed: bool = False
    """Whether one's own view of the scenario under the cursor is sealed."""
    is_saved: bool = True
    can_undo: bool = False
    can_redo: bool = False
    is_danger: bool = False
    in_card: bool = True
    is_back: bool = False
    """Whether a screen was in front just now on which numbers mean something else."""
    is_by_enter: bool = False
    """Whether Enter has just closed what was in front, so that the next one takes nothing."""
    can_go_back: bool = False
    is_thin: bool = False
    """Whether what is under the cursor stands on evidence of one kind of source."""
    has_matter: bool = False
    """Whether an open question is known to matter."""
    has_place: bool = False
    """Whether what is under the cursor stands on a question."""
    is_proving: bool = False
    has_case: bool = False
    """Whether a case of the list is under the cursor."""
    has_draft: bool = False
    """Whether a draft of the report went, of which something can be said."""
    is_archived: bool = False
    is_filtering: bool = False
    is_filtered: bool = False
    """Whether a filter keeps part of the list back, and the next esc clears it."""
    has_sections: bool = False
    """Whether there are figures to walk through."""
    is_working: bool = False
    is_begun: bool = False
    """Whether a review of the case was begun."""
    has_query: bool = False
    """Whether a query about what is under the cursor is open."""
    is_tried: bool = False
    """Whether another answer is tried of the question in front, or stands under the cursor."""
    has_tried: bool = False
    is_scenario: bool = False
    """Whether it is a scenario of the training, whose notes are the documents to read."""
    choices: int = 0
    """How many answers a number can give; 0 where that is not told."""
    is_cohort: bool = False
    """Whether several people's training may be read."""
