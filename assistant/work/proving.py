"""Keeps what is proved of a pack: beside its rules where it was written down, else in the platform's cache.

Proofs take seconds and a pack is read often, so what came of them is kept by the pack's digest, and proved
again whenever the rules, the knowledge or the properties are no longer the same, or `PROVER` is another.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.case import to_text
from assistant.pack import Pack
from assistant.pack.read import PROPERTIES, default_directory, read_pack
from assistant.problems import Problem, Where
from assistant.reasoning import Judging
from assistant.work.whole_file import put_whole

if TYPE_CHECKING:
    from assistant.reasoning.proofs import Broken, Progress, Proof

PROVER = 3
"""Counts up whenever proofs come to be made otherwise, so that what was kept before is not taken for theirs."""
BESIDE = "rules/proved.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one property, as it is kept: with its counter-examples as the text of case files."""

    id: str
    says: str
    holds: bool
    asked: int
    broken: tuple[KeptBroken, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptBroken:
    """One way in which a property fails."""

    what: str
    unusual: tuple[str, ...] = ()
    case: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """Everything that is known of a pack's properties."""

    digest: str
    by: str
    """What proved it: `z3 5.4.1`."""
    properties: tuple[Kept, ...]

    @property
    def broken(self) -> tuple[Kept, ...]:
        """The properties that do not hold."""
        return tuple(one for one in self.properties if not one.holds)


def recall(pack: Pack, cache: Path | None = None) -> Proved | None:
    """What is known of a pack without proving anything; None where nothing is.

    A pack that declares no properties keeps them all.
    """
    if not pack.properties:
        return Proved(pack.digest, "nothing to prove", ())
    # What lies beside the rules is believed of the pack that comes along alone: anyone could write it.
    beside = [pack.directory / BESIDE] if pack.directory.resolve() == default_directory().resolve() else []
    for path in (*beside, _path(pack, cache)):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            if found := _read(json.loads(path.read_text(encoding="utf-8")), pack):
                return found
    return None


def prove_pack(judging: Judging, cache: Path | None = None) -> Iterator[Progress | Kept | Proved]:
    """Proves every property: how far each has come, what became of it, and at the end all of it, which is kept.

    Raises `Refused` where the pack's files have become unreadable since they were loaded.
    """
    import importlib.metadata

    from assistant.reasoning.proofs import Proof
    from assistant.reasoning.proofs.every import prove

    pack = judging.pack
    kept: list[Kept] = []
    for step in prove(judging, _Checks(pack).problems):
        if isinstance(step, Proof):
            kept.append(_kept(pack, step))
            yield kept[-1]
        else:
            yield step
    proved = Proved(pack.digest, f"z3 {importlib.metadata.version('z3-solver')}", tuple(kept))
    _keep(_path(pack, cache), proved)
    yield proved


def proved(judging: Judging, cache: Path | None = None) -> Proved:
    """What is known of a pack, proved now where it was not before."""
    known = recall(judging.pack, cache)
    return known or next(step for step in prove_pack(judging, cache) if isinstance(step, Proved))


def write_beside(pack: Pack, proved: Proved) -> Path:
    """Write down beside the rules what was proved of them, for everyone who gets the pack. Raises `OSError`."""
    path = pack.directory / BESIDE
    put_whole(path, _text(proved))
    path.chmod(0o644)
    return path


def warnings(pack: Pack, proved: Proved) -> list[Problem]:
    """A warning for each property that the rule base breaks."""
    return [
        Problem(
            "property-broken",
            f"these rules break their property `{one.id}`: {one.says}",
            f"run `sccif rules prove{where_option(pack)}` for a case that shows it; what they conclude may rest on the mistake",
            pack.property_places[one.id],
        )
        for one in proved.broken
    ]


def none_stated(pack: Pack) -> Problem:
    """That nothing is proved of a pack, because it says nowhere what its rules owe."""
    what = "this pack states no properties, so nothing was proved of its rules"
    right = "write there what its rules owe whatever the evidence, as in the pack that comes along"
    return Problem("property-none", what, right, Where(str(pack.directory / PROPERTIES)))


def where_option(pack: Pack) -> str:
    """The option that names a pack, where it is not the one that comes along."""
    return f" --pack {pack.directory}" if pack.directory.resolve() != default_directory().resolve() else ""


class _Checks:
    """Runs the checks that a property speaks of, reading the pack's files once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.files = None if not any(one.by for one in pack.properties) else read_pack(pack.directory)

    def problems(self, name: str) -> tuple[Problem, ...]:
        from assistant.pack.checks import CHECKS

        return tuple(CHECKS[name](self.files, self.pack)) if self.files else ()


def _kept(pack: Pack, proof: Proof) -> Kept:
    return Kept(
        proof.id, proof.says, proof.holds, proof.asked, tuple(_broken(pack, one) for one in proof.broken)
    )


def _broken(pack: Pack, broken: Broken) -> KeptBroken:
    case, after = (to_text(one, pack) if one else None for one in (broken.case, broken.after))
    return KeptBroken(broken.what, broken.unusual, case, after)


def _path(pack: Pack, cache: Path | None) -> Path:
    if cache is None:
        import platformdirs

        cache = platformdirs.user_cache_path("sccif", appauthor=False)
    return cache / "proofs" / f"{pack.digest.removeprefix('sha256:')}.json"


def _keep(path: Path, proved: Proved) -> None:
    """Keep what was proved; where that cannot be written it is proved again next time."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        put_whole(path, _text(proved))


def _text(proved: Proved) -> str:
    told = {
        "sccif_proved": PROVER,
        "pack": proved.digest,
        "by": proved.by,
        "properties": [as_json(one) for one in proved.properties],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_json(one: Kept) -> dict[str, Any]:
    """What became of one property, as `sccif rules prove --json` prints it."""
    told: dict[str, Any] = {"property": one.id, "says": one.says, "holds": one.holds, "asked": one.asked}
    broken = [
        {
            "what": way.what,
            "unusual": list(way.unusual),
            **({"case": way.case} if way.case else {}),
            **({"after": way.after} if way.after else {}),
        }
        for way in one.broken
    ]
    return told | ({"broken": broken} if broken else {})


def _read(told: dict[str, Any], pack: Pack) -> Proved | None:
    """What was kept, if it is of this pack, of this way of proving, and of one piece."""
    if (told["sccif_proved"], told["pack"]) != (PROVER, pack.digest):
        return None
    kept = tuple(
        Kept(
            one.id,
            one.says,
            said["holds"],
            said["asked"],
            tuple(
                KeptBroken(way["what"], tuple(way["unusual"]), way.get("case"), way.get("after"))
                for way in said.get("broken", ())
            ),
        )
        for one, said in zip(pack.properties, told["properties"], strict=True)
        if one.id == said["property"]
    )
    is_whole = len(kept) == len(pack.properties) and all(one.holds is (not one.broken) for one in kept)
    return Proved(pack.digest, str(told["by"]), kept) if is_whole else None
