"""Writes shares and coefficients in words, the same on a page and on the terminal."""

from __future__ import annotations

from assistant.work.coefficients import Coefficient, Share


def of_share(share: Share) -> str:
    """`20 of 472 (4%, 3% to 6%)`; `none` of nothing."""
    if share.value is None or share.low is None or share.high is None:
        return "none"
    return f"{share.count:,.0f} of {share.of:,} ({share.value:.0%}, {share.low:.0%} to {share.high:.0%})"


def of_coefficient(one: Coefficient) -> str:
    """`0.59 (0.31 to 0.87), n 25`; says where it is undefined."""
    if one.value is None:
        return f"undefined, n {one.n}"
    ends = "" if one.low is None or one.high is None else f" ({one.low:.2f} to {one.high:.2f})"
    return f"{one.value:.2f}{ends}, n {one.n}"
