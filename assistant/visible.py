"""Text from elsewhere as a terminal and a page may show it: nothing in it acts there.

Apart from all else, as whatever writes a line needs it, and the start of a command little more.
"""

from __future__ import annotations

import re

_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # what a terminal obeys
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # what turns the order of what follows
    "\ud800-\udfff]"  # bytes of a file's name that are no text
)


def visible(text: str) -> str:
    """The text with every character that a terminal would act on made visible, as `<U+001B>`."""
    return _ACTS.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)
