"""Training: scenarios to judge alone, the debrief beside a reading of others, drills and progress."""

SCENARIO = "scenario."
"""Begins the id of a scenario's evidence, so that no reading of it is taken for one of a real inspection."""
DRILLS = f"{SCENARIO}DRILLS"
"""The id of the evidence of drills; no scenario has a name with capital letters."""
MEETING = "meeting."
"""Begins the name of the case in which a meeting about readings of a scenario keeps what it agreed on."""
BEGINNING = 1
"""The event that tells what a case said at its beginning: where it was erased there is no case to read."""


def draft_of_meeting(of: str, actor: str) -> str:
    """The name under which is kept what somebody has half typed of a meeting about a scenario or a case."""
    return f"{MEETING}{of}.{actor}"
