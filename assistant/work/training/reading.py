"""Reads scenario files and checks them: shapes, passages, reasons, and that the rules come to what they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Literal

from assistant.case import Answer, At, Case, Key, Record, case_from, parse_at
from assistant.document import Document, Path, Tree, lies_at, read_file
from assistant.document.fields import into
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where, one_of
from assistant.reasoning import gather
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.meaning import Evaluation
from assistant.work.training import SCENARIO
from assistant.work.training.model import CONSTRUCTED, Room, Scenario, ScenarioFile

FOLDER = "knowledge/scenarios"
AUTHORS = "authors"
_STATES = ("uncertain", "not_applicable")
Part = Literal["given", "reading"]


def scenario_files(pack: Pack) -> list[FilePath]:
    """The files of the pack's scenarios, by name."""
    return sorted((pack.directory / FOLDER).glob("*.yaml"))


def read_scenarios(pack: Pack) -> list[Scenario]:
    """Every scenario of the pack, in the order of the files. Raises `Refused` with what is wrong in any."""
    found: list[Scenario] = []
    problems: list[Problem] = []
    for path in scenario_files(pack):
        try:
            scenario = read_scenario(path, pack)
        except Refused as refused:
            problems += refused.problems
            continue
        if any(scenario.id == other.id for other in found):
            what = f"there are two scenarios `{scenario.id}`"
            problems.append(Problem("pack-duplicate-id", what, "give each its own id", Where(str(path))))
        found.append(scenario)
    if problems:
        raise Refused(problems)
    return found


def scenario_named(pack: Pack, name: str) -> Scenario:
    """The scenario of this id, or the one in this file. Raises `Refused`."""
    if lies_at(name) == "file":
        return read_scenario(FilePath(name), pack)
    scenarios = {scenario.id: scenario for scenario in read_scenarios(pack)}
    if name not in scenarios:
        right = one_of(name, scenarios, "put scenario files into knowledge/scenarios of the pack")
        raise Refused([Problem("scenario-none", f"there is no scenario `{name[:80]}`", right)])
    return scenarios[name]


def read_scenario(path: FilePath | str, pack: Pack) -> Scenario:
    """The scenario in a file of YAML or JSON. Raises `Refused` with every problem found, each with its place."""
    return scenario_from(read_file(path), pack)


def scenario_from(document: Document, pack: Pack) -> Scenario:
    """The scenario in a document. Raises `Refused` with every problem found."""
    file = into(ScenarioFile, document)
    checks = _Checks(document, file, pack)
    checks.documents()
    checks.refuse()
    given = _case(document, file, pack, "given")
    own = _case(document, file, pack, "reading")
    checks.dates(given)
    checks.answers(given, own)
    reading = replace(given, id=own.id, judgement=own.judgement, case_review=own.case_review)
    reading = replace(reading, records=_together(given, own))
    room = checks.room(reading)
    checks.outcome(reading)
    checks.refuse()
    # Whom and what is asked about is given, so that the trainee's records have the labels of the others'.
    labelled = {key: Record(key) for key in reading.records if key.added}
    given = replace(given, records=MappingProxyType({**labelled, **given.records}))
    return Scenario(file, given, reading, MappingProxyType(room))


def comes_to(base: RuleBase, scenario: Scenario, file: str | None = None) -> Problem | None:
    """What is wrong where the rules make something else of the authors' reading than the scenario shows."""
    found = Evaluation(base, gather(scenario.reading, base.pack)).known().judgement.outcome
    shows = scenario.file.shows
    if found == shows:
        return None
    what = f"the rules come to `{found}` on the reading of `{scenario.id}`, and it is to show `{shows}`"
    return Problem("scenario-comes-to", what, "change the reading, or what it shows", Where(file))


def _together(given: Case, own: Case) -> Mapping[Key, Record]:
    records = dict(given.records)
    for key, record in own.records.items():
        before = records.get(key, Record(key)).answers
        records[key] = Record(key, MappingProxyType({**before, **record.answers}))
    return MappingProxyType(records)


# ---------------------------------------------------------------- each part, read as a case file is


def _case(document: Document, file: ScenarioFile, pack: Pack, part: Part) -> Case:
    """What is given, or the authors' own answers, as a case. Raises `Refused`, with places in the scenario file."""
    whole = document.value
    tree = whole if isinstance(whole, dict) else {}
    given, own = _fields(tree.get("given")), _fields(tree.get("reading"))
    head: dict[str, Tree] = {
        "sccif_case": "1",
        "case": f"{file.id}-{AUTHORS}" if part == "reading" else file.id,
        "evidence_id": f"{SCENARIO}{file.id}",
        "purpose": "training",
        "about": CONSTRUCTED,
        "notes": [
            {"id": name, "date": str(one.date), "source": one.kind, "text": text}
            for one in file.documents
            for name, text in one.passages.items()
        ],
    }
    own_head = {"children": given["children"]} if "children" in given else {}
    value: dict[str, Tree] = {**head, **(given if part == "given" else {**own_head, **own})}
    places = {path[1:]: place for path, place in document.places.items() if path[:1] == (part,)}
    keys = {path[1:]: place for path, place in document.keys.items() if path[:1] == (part,)}
    try:
        found = case_from(Document(document.file, value, places, keys), pack)
    except Refused as refused:
        raise Refused([_told(problem, part) for problem in refused.problems]) from None
    return found.case


def _fields(value: Tree) -> dict[str, Tree]:
    fields = value if isinstance(value, dict) else {}
    return {name: inner for name, inner in fields.items() if inner is not None}


def _told(problem: Problem, part: Part) -> Problem:
    """A problem of a case in the words of a scenario: passages instead of notes, and the field with its part."""
    where = replace(problem.where, field=f"{part}.{problem.where.field}" if problem.where.field else part)
    if problem.code != "case-unknown-note":
        return replace(problem, where=where)
    what = problem.what.replace("there is no note", "there is no passage")
    right = "name a paragraph of a document by the document's id and its place, such as reg44-2"
    return Problem("scenario-passage", what, right, where)


# ---------------------------------------------------------------- what a scenario must keep to


class _Checks:
    def __init__(self, document: Document, file: ScenarioFile, pack: Pack) -> None:
        self.document, self.file, self.pack = document, file, pack
        self.problems: list[Problem] = []

    def add(self, code: str, what: str, right: str, path: Path) -> None:
        self.problems.append(Problem(code, what, right, self.document.where(path)))

    def refuse(self) -> None:
        """Raises `Refused` with every problem so far, in the order of the file; with none, nothing."""
        if self.problems:
            raise Refused(sorted(self.problems, key=lambda one: (one.where.line or 0, one.where.column or 0)))

    def documents(self) -> None:
        """There are documents, each with an id of its own, and each a source of evidence that the pack lists."""
        if not self.file.documents:
            right = "write at least one, with id, kind, date, title and text"
            self.add("shape-missing-field", "there are no documents to read", right, ("documents",))
        sources = [source.id for source in self.pack.evidence.sources]
        seen: set[str] = set()
        for number, one in enumerate(self.file.documents):
            if one.id in seen:
                what = f"two documents are called `{one.id}`"
                self.add("pack-duplicate-id", what, "give each its own id", ("documents", number, "id"))
            seen.add(one.id)
            if one.kind not in sources:
                what, path = f"there is no source `{one.kind}`", ("documents", number, "kind")
                self.add("case-unknown-source", what, one_of(one.kind, sources), path)

    def dates(self, given: Case) -> None:
        """Each document was there to be read at the inspection."""
        last = given.inspection and (given.inspection.end or given.inspection.start)
        for number, one in enumerate(self.file.documents):
            if last and one.date > last:
                what = f"the document is of {one.date}, after the inspection's last day, {last}"
                right = "give it a day on which it could be read"
                self.add("case-dates", what, right, ("documents", number, "date"))

    def answers(self, given: Case, own: Case) -> None:
        """Each answer of the authors rests on a passage and says why, and none is given away before."""
        for key, record in own.records.items():
            for question, answer in record.answers.items():
                at, path = At(key, question), self.path(key, question)
                if given.answer(at) is not None:
                    what = f"`{at}` is given, and asked for too"
                    self.add("scenario-given", what, "keep it in one of the two", path)
                elif self.pack.questions[key.record][question].kind != "fact":
                    self.grounds(at, answer, path)

    def grounds(self, at: At, answer: Answer, path: Path) -> None:
        """The passages and the reason of one answer; looked for and not found is told by its reason alone."""
        if answer.state == "answered" and not answer.supports:
            what = f"`{at}` rests on no passage of the documents"
            right = "write `supports: [reg44-2]` with the passages that bear it out"
            self.add("scenario-passage", what, right, path)
        if not answer.reason:
            what = f"`{at}` does not say why its passages lead to this answer"
            self.add("scenario-reason", what, "write `reason:` with a line", path)

    def path(self, key: Key, question: str) -> Path:
        """Where an answer of the authors stands in the file."""
        if self.pack.record_types[key.record].header:
            return ("reading", key.record, question)
        within: Path = ("reading", "records", key.record)
        listed = self.file.reading.records[key.record]
        if isinstance(listed, list):
            labels = [inner.get("label") for inner in listed]
            return (*within, labels.index(key.label), question)
        return (*within, *([key.label] if key.label else []), question)

    def room(self, reading: Case) -> dict[At, Room]:
        """Where there is room: at questions that are answered, for answers that they have."""
        found: dict[At, Room] = {}
        for number, room in enumerate(self.file.room):
            at, path = parse_at(room.at), ("room", number)
            answer = reading.answer(at) if at else None
            if at is None or answer is None:
                what = f"`{room.at[:80]}` is not answered in the reading"
                self.add("scenario-room", what, "write it as experiences.progress_change", (*path, "at"))
                continue
            found[at] = room
            known = (*(one.id for one in self.pack.questions[at.key.record][at.question].answers), *_STATES)
            for other in room.also:
                if other not in known or other in (answer.value, answer.state):
                    what = f"`{other}` is no other answer to `{at}`"
                    right = one_of(other, [one for one in known if one != answer.value])
                    self.add("scenario-room", what, right, (*path, "also"))
        return found

    def outcome(self, reading: Case) -> None:
        """What it shows is on the scale, and is what its authors decided, but for a departure."""
        shows, known, made = self.file.shows, list(self.pack.judgements), reading.judgement
        if shows not in known:
            what = f"`{shows}` is not on the scale"
            self.add("case-unknown-outcome", what, one_of(shows, known), ("shows",))
        elif made is not None and not made.departure and made.decided != shows:
            what = f"the authors decide `{made.decided}`, and the scenario is to show `{shows}`"
            right = "make them the same, or write `departure: true` with the reasons for it"
            self.add("scenario-comes-to", what, right, ("reading", "judgement", "decided"))


def scenario_problems(base: RuleBase, paths: list[FilePath]) -> Iterator[Problem]:
    """What is wrong with each scenario file, by the rules too."""
    for path in paths:
        try:
            scenario = read_scenario(path, base.pack)
        except Refused as refused:
            yield from refused.problems
            continue
        if problem := comes_to(base, scenario, str(path)):
            yield problem
