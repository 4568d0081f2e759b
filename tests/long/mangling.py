"""Mangles YAML and JSON so that it stays nearly what it was: lines moved, keys and values changed for others."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Lines = list[str]

VALUES = (
    *(
        "",
        "~",
        "null",
        "yes",
        "no",
        "true",
        "012",
        "1:30",
        "19.10",
        "0x1F",
        "1e999",
        ".nan",
        "-1",
        "9" * 5_000,
    ),
    *(
        "2019-03-05",
        "2019-02-30",
        "2019-13",
        "0000-00-00",
        "2019-03-05T10:00:00+26:00",
        "99999-01-01",
        "9999-12-31",
        "0001-01-01",
    ),
    *(
        "[]",
        "{}",
        "[[]]",
        "{a: {b: c}}",
        "[a, [b, {c: d}]]",
        "- ",
        "? ",
        "&a x",
        "*a",
        "!!python/object x",
        "<<: {}",
    ),
    *(
        "'",
        '"',
        '"\\ud800"',
        '"\\u0000"',
        "|",
        ">-",
        "#",
        "%",
        "@",
        "`",
        "\t",
        "\x00",
        "\x1b[2J",
        "\x85",
        "\u2028",
    ),
    *(
        "\ufeff",
        "\u202e",
        "\U0001f469\u200d\U0001f467",
        "e\u0301",
        "[/bold]",
        "{{ 7 * 7 }}",
        "{record}",
        "../../x",
    ),
    *(
        "[" * 200,
        "{a: " * 200,
        "x" * 20_000,
        "a: " * 60,
        "not_applicable",
        "uncertain",
        "A",
        "I1",
        "otherwise",
    ),
)
"""What people and programs write by mistake, and what they write to do harm."""
_KEY = re.compile(r"^(\s*(?:- )?)([^\s:#][^:]*)(:.*)$")
_VALUE = re.compile(r"^(\s*(?:- )?[^\s:#][^:]*:\s+|\s*- )(.*)$")
_WORD = re.compile(r"[\w.-]+")


def mangled(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    """The bytes with one to three things of their text changed; `others` lend lines, keys and words."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    lent = rng.choice(others).decode("utf-8", "surrogateescape").split("\n") if others else lines
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        rng.choice(_WAYS)(lines, rng, lent if rng.random() < 0.5 else list(lines))
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _place(lines: Lines, rng: random.Random) -> int:
    if not lines:
        lines.append("")
    return rng.randrange(len(lines))


def _block(lines: Lines, at: int) -> int:
    """Where what stands under a line ends: the next line that is not indented more than it."""
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    return end


def _taken_out(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    del lines[at : _block(lines, at) if rng.random() < 0.5 else at + 1]


def _doubled(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    some = lines[at : _block(lines, at)]
    lines[at:at] = some * rng.choice((1, 1, 1, 30))


def _brought_in(lines: Lines, rng: random.Random, lent: Lines) -> None:
    """What stands under a line elsewhere, as deep as the line it comes before."""
    at, start = _place(lines, rng), _place(lent, rng)
    some = lent[start : _block(lent, start)]
    deeper = len(lines[at]) - len(lines[at].lstrip()) - (len(some[0]) - len(some[0].lstrip()))
    lines[at:at] = [" " * deeper + one if deeper > 0 else one[-deeper:] for one in some]


def _indented(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    for place in range(at, _block(lines, at)):
        lines[place] = "  " + lines[place] if rng.random() < 0.5 else lines[place][1:]


def _other_value(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    there, other = _VALUE.match(lines[at]), _VALUE.match(lent[_place(lent, rng)])
    value = other[2] if other and rng.random() < 0.5 else rng.choice(VALUES)
    lines[at] = (there[1] if there else "") + value


def _other_key(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    there, other = _KEY.match(lines[at]), _KEY.match(lent[_place(lent, rng)])
    if there:
        lines[at] = there[1] + (other[2] if other else rng.choice(VALUES)) + there[3]


def _other_word(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    words, others = list(_WORD.finditer(lines[at])), _WORD.findall(lent[_place(lent, rng)])
    if words:
        word = rng.choice(words)
        new = rng.choice(others) if others and rng.random() < 0.7 else rng.choice(VALUES)
        lines[at] = lines[at][: word.start()] + new + lines[at][word.end() :]


def _put_in(lines: Lines, rng: random.Random, lent: Lines) -> None:
    at = _place(lines, rng)
    place = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:place] + rng.choice(VALUES) + lines[at][place + rng.randint(0, 3) :]


_WAYS: tuple[Callable[[Lines, random.Random, Lines], None], ...] = (
    _taken_out,
    _doubled,
    _brought_in,
    _indented,
    _other_value,
    _other_value,
    _other_key,
    _other_word,
    _other_word,
    _put_in,
)
