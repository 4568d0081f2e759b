"""What reads files from outside, each tried with bytes: `tests.long.fuzzing` asks that it reads or refuses them.

Whatever else comes out (an exception that is no refusal, something read that is written otherwise, an
assertion) is a fault of the product.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

from assistant.case import Case, case_from, parse_case, to_json_text, to_text
from assistant.document import decode, parse, read_file
from assistant.pack import Pack, load_pack
from assistant.pack.checks import check_pack
from assistant.pack.read import names_of, read_pack
from assistant.pack.resolve import resolve
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging, as_json, explain, flags
from assistant.store import Address, Ledger, read
from assistant.store.erasing import read_erased
from assistant.work.configuration import VARIABLE, configured
from assistant.work.corpus.corpus import Corpus
from assistant.work.deadlines import days_of
from assistant.work.examples import unpinned
from assistant.work.heads import read_heads
from assistant.work.inputs import read_cases
from assistant.work.keeping import as_filed, import_file
from assistant.work.report.drafting import draft
from assistant.work.schedule import schedule
from assistant.work.training.reading import read_scenario
from assistant.work.working_days import today
from tests.generated import Shape, random_case
from tests.packs import TINY

FIXTURES = Path(__file__).parents[1] / "fixtures"
PER_STORE = 200
"""After so many imports a new store is begun."""
IN_DATABASE = 50
"""One corpus in so many is also taken into the database."""


class Target:
    """Something that reads files: the seeds that it is tried with first, and how it is tried."""

    seeds: tuple[bytes, ...]

    def __call__(self, data: bytes) -> bool:
        """Whether the bytes were read; raises what must not come out of it."""
        problems: tuple[Problem, ...] = ()
        try:
            self.take(data)
        except Refused as refused:
            problems = refused.problems
            # Whoever is refused is told why, and programs are too.
            told = [(str(problem), json.dumps(problem.as_json())) for problem in problems]
            if not told:
                raise AssertionError("refused without a reason") from refused
        return not problems

    def take(self, data: bytes) -> None:
        """Read the bytes. Raises `Refused`."""
        raise NotImplementedError


def tell(judging: Judging, case: Case) -> None:
    """Judge a case and say all that there is to say of it."""
    judged = judging.live(case)
    json.dumps(as_json(judged, ()))
    explain(judged)
    draft(judged)
    flags(judged)


class CaseTarget(Target):
    """A case file; what is read of it is judged, told and written again."""

    def __init__(self, folder: Path) -> None:
        self.pack = load_pack()
        self.judging = Judging(self.pack, "meaning")
        self.seeds = tuple(case_texts(self.pack))

    def take(self, data: bytes) -> None:
        case = case_from(parse(decode(data, "case.yaml"), "case.yaml"), self.pack).case
        for written in (to_text(case, self.pack), to_json_text(case, self.pack)):
            assert parse_case(written, self.pack).case == case
        tell(self.judging, case)


class RulesTarget(Target):
    """A file of a small pack, by the first byte one of its rule, example and knowledge files.

    The other files, which stay as they are, are read once: that takes twice as long as all the rest.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pack"
        shutil.copytree(TINY, self.folder)
        examples = sorted(str(path.relative_to(TINY)) for path in (TINY / "rules" / "examples").iterdir())
        self.names = (*names_of(TINY), *examples)
        self.texts = {name: (TINY / name).read_bytes() for name in self.names}
        self.documents = {self.folder / name: read_file(self.folder / name) for name in self.names}
        self.seeds = tuple(bytes([number]) + self.texts[name] for number, name in enumerate(self.names))

    def take(self, data: bytes) -> None:
        name = self.names[data[0] % len(self.names)] if data else self.names[0]
        file = self.folder / name
        file.write_bytes(data[1:])
        others = {path: document for path, document in self.documents.items() if path != file}
        try:
            with patch("assistant.pack.read.read_file", lambda path: others.get(path) or read_file(path)):
                files = read_pack(self.folder)
            pack = resolve(files)
            found = [*check_pack(files, pack), *unpinned(pack)]
            if not any(problem.severity == "error" for problem in found):
                tell(Judging(pack, "meaning"), random_case(pack, len(data), Shape(answered=0.7)))
        finally:
            file.write_bytes(self.texts[name])


class ImportTarget(Target):
    """What is brought in from outside, by the first byte: a case, a corpus, a scenario, heads, a configuration, a register."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pack, self.imported = folder, load_pack(), 0
        self.ways: tuple[Callable[[Path], object], ...] = (
            self._case,
            self._corpus,
            lambda path: read_scenario(path, self.pack),
            read_heads,
            self._configuration,
            read_erased,
        )
        self.endings = ("yaml", "jsonl", "yaml", "txt", "toml", "jsonl")
        self.seeds = tuple(
            bytes([number]) + text for number, texts in enumerate(self._texts()) for text in texts
        )

    def take(self, data: bytes) -> None:
        number = (data[0] if data else 0) % len(self.ways)
        path = self.folder / f"in.{self.endings[number]}"
        path.write_bytes(data[1:])
        self.ways[number](path)

    def _case(self, path: Path) -> None:
        store = self.folder / "store" / f"{self.imported // PER_STORE}.sqlite"
        if self.imported % PER_STORE == 0:
            shutil.rmtree(store.parent, ignore_errors=True)
            store.parent.mkdir()
        self.imported += 1
        with Ledger.open(Address(str(store), store), "anna") as ledger:
            standing = import_file(ledger, path, self.pack, f"fuzzed-{self.imported}")
            assert read(ledger, standing.case.id).case == standing.case
        days_of(standing, self.pack)
        schedule(self.pack, standing, today())
        filed = as_filed(standing)
        assert parse_case(to_text(filed, self.pack), self.pack).case == filed

    def _corpus(self, path: Path) -> None:
        found = list(read_cases(str(path), self.pack))
        assert found
        if crc32(path.read_bytes()) % IN_DATABASE == 0:
            cases = [one if isinstance(one, Refused) else one.case for one in found]
            with Corpus(self.pack, threads=1) as corpus:
                corpus.take_in(cases)
                assert len(corpus) == sum(isinstance(one, Case) for one in cases)
        refused = [problem for one in found if isinstance(one, Refused) for problem in one.problems]
        if refused:
            raise Refused(refused)

    def _configuration(self, path: Path) -> None:
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = str(path)
        try:
            configured()
        finally:
            if before is None:
                del os.environ[VARIABLE]
            else:
                os.environ[VARIABLE] = before

    def _texts(self) -> Iterator[list[bytes]]:
        cases = list(case_texts(self.pack))
        yield cases
        yield [_lines(self.pack)]
        yield [(FIXTURES / "scenarios" / "small.yaml").read_bytes()]
        yield [b'{"case": "c1", "event": 3, "hash": "abc"}\n']
        yield [b'store = "cases.sqlite"\npack = "pack"\ntheme = "dark"\nby_inspector = true\n']
        yield [b'["c1", 3, "abc"]\n["c2", 4, "def", ["o1", "asked for", "anna", null]]\n']


def case_texts(pack: Pack) -> Iterator[bytes]:
    """Case files, good and bad, and a few that are made by chance."""
    for folder in ("good", "bad", "misshapen"):
        yield from (path.read_bytes() for path in sorted((FIXTURES / "cases" / folder).iterdir()))
    yield from (path.read_bytes() for path in sorted((FIXTURES / "cases").glob("*.yaml")))
    yield from (to_text(_partial(pack, seed), pack).encode() for seed in range(3))


def _partial(pack: Pack, seed: int) -> Case:
    return random_case(pack, seed, Shape(answered=0.1, uncertain=0.2, not_applicable=0.3))


def _lines(pack: Pack) -> bytes:
    some = [json.dumps(json.loads(to_json_text(_partial(pack, seed), pack))) for seed in range(2)]
    return "\n".join([*some, '{"sccif_case": 1, "case": "small"}', ""]).encode()


TARGETS: dict[str, Callable[[Path], Target]] = {
    "case": CaseTarget,
    "rules": RulesTarget,
    "import": ImportTarget,
}
