"""Draws figures as pictures within a page of HTML (SVG), each beside the numbers that it is drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from assistant.work.coefficients import Coefficient, Share

_WIDE, _HIGH = 120, 14
_HALF, _END = _HIGH / 2, 2.5
_HIDDEN = 'aria-hidden="true" focusable="false"'
_LAST_YEAR = 690
COLOURS = 6
"""So many parts have a colour of their own (`p1`, …); after that they begin again."""


def of_share(share: Share) -> str:
    """A bar as long as the share, and above it its interval as a line, which nothing dark lies behind.

    Its numbers stand beside it, so it is not read out.
    """
    if share.value is None or share.low is None or share.high is None:
        return ""
    ends = share.low * _WIDE, share.high * _WIDE
    return (
        f'<svg class="bar" width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}" {_HIDDEN}>'
        f'<rect class="ground" width="{_WIDE}" height="{_HIGH}"/>'
        f'<rect class="p1" y="{_HALF}" width="{share.value * _WIDE:.1f}" height="{_HALF}"/>'
        f"{_interval(*ends, _HALF / 2)}</svg>"
    )


def of_coefficient(one: Coefficient) -> str:
    """A dot between -1 and 1, with its interval as a line and a mark at nought."""
    if one.value is None:
        return ""
    at = _place(one.value)
    line = "" if one.low is None or one.high is None else _interval(_place(one.low), _place(one.high), _HALF)
    return (
        f'<svg class="bar" width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}" {_HIDDEN}>'
        f'<rect class="ground" width="{_WIDE}" height="{_HIGH}"/>'
        f'<path class="axis" d="M{_WIDE / 2:.1f} 0V{_HIGH}"/>{line}'
        f'<circle class="p1" cx="{at:.1f}" cy="{_HIGH / 2:.1f}" r="4"/></svg>'
    )


def _place(value: float) -> float:
    return (max(-1.0, min(1.0, value)) + 1) / 2 * _WIDE


def _interval(low: float, high: float, middle: float) -> str:
    ends = f"{middle - _END:.1f}V{middle + _END:.1f}"
    line = f"M{low:.1f} {ends}M{low:.1f} {middle:.1f}H{high:.1f}M{high:.1f} {ends}"
    return f'<path class="interval" d="{line}"/>'


def of_parts(counts: Sequence[int]) -> str:
    """A bar cut into parts, in the order of the numbers beside it."""
    whole = sum(counts)
    if not whole:
        return ""
    pieces, at = [], 0.0
    for place, count in enumerate(counts):
        wide = count / whole * 2 * _WIDE
        if count:
            pieces.append(
                f'<rect class="part {colour(place)}" x="{at:.1f}" width="{wide:.1f}" height="{_HIGH}"/>'
            )
        at += wide
    wide = 2 * _WIDE
    # Where it has less room, as on paper, it is as high as ever and its parts keep their shares.
    return (
        f'<svg class="bar" width="{wide}" height="{_HIGH}" viewBox="0 0 {wide} {_HIGH}" '
        f'preserveAspectRatio="none" {_HIDDEN}>{"".join(pieces)}</svg>'
    )


def colour(place: int) -> str:
    """The class of the colour of the part in this place."""
    return f"p{place % COLOURS + 1}"


def over_time(named: Sequence[tuple[str, Share]], says: str) -> str:
    """Columns, one a month or so: all of each, and in it those that are counted. `says` tells it in words."""
    most = max((share.of for _, share in named), default=0)
    if not most:
        return ""
    wide, high, left, bottom = 720, 170, 34, 24
    step = (wide - left) / len(named)
    return (
        f'<svg class="over-time" viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(says)}">'
        f"<title>{escape(says)}</title>{''.join(_columns(named, most, step, left, high - bottom))}"
        f'<path class="axis" d="M{left} {high - bottom + 0.5}H{wide}"/></svg>'
    )


def _columns(
    named: Sequence[tuple[str, Share]], most: int, step: float, left: float, foot: float
) -> Iterator[str]:
    scale = (foot - 12) / most
    for mark in sorted({0, most // 2, most}):
        y = foot - mark * scale
        yield f'<path class="grid" d="M{left} {y:.1f}H720"/>'
        yield f'<text x="{left - 5}" y="{y + 4:.1f}" text-anchor="end">{mark}</text>'
    told = ""
    for place, (name, share) in enumerate(named):
        x, wide = left + place * step + step * 0.1, min(step * 0.8, 40)
        for kind, many in (("whole", share.of), ("p1", share.count)):
            yield (
                f'<rect class="{kind}" x="{x:.1f}" y="{foot - many * scale:.1f}" '
                f'width="{wide:.1f}" height="{many * scale:.1f}"/>'
            )
        year = name[:4]
        if year != told:
            told = year
            side = "end" if x > _LAST_YEAR else "start"
            edge = x + wide if side == "end" else x
            yield f'<text x="{edge:.1f}" y="{foot + 16:.0f}" text-anchor="{side}">{escape(year)}</text>'
