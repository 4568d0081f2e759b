"""The command line: every task of the program as a command, scriptable and complete in plain text."""

import gc

MADE = 50_000
"""So many objects more are made before garbage is looked for: nearly all that a start makes is kept."""
gc.set_threshold(MADE)  # before anything else of a command is imported
