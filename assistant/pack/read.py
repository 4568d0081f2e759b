"""Reads the files of a pack into models: the first stage, which knows shapes and no references."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from assistant.document import NOT_TEXT, Document, Tree, digest_of, lies_at, read_file
from assistant.document.fields import into
from assistant.pack import beside
from assistant.pack import knowledge as k
from assistant.pack.properties import PropertiesFile
from assistant.pack.rules import ExamplesFile, Rule, RulesFile
from assistant.problems import Problem, Refused, Where

PROPERTIES = "rules/properties.yaml"
REPORT = "knowledge/report/headings.yaml"
Model = TypeVar("Model", bound=BaseModel)

_SINGLE_FILES: dict[str, type[BaseModel]] = {
    "framework": k.FrameworkFile,
    "outcomes": k.OutcomesFile,
    "areas": k.AreasFile,
    "records": k.RecordsFile,
    "regulations": beside.RegulationsFile,
    "glossary": beside.GlossaryFile,
    "evidence": beside.EvidenceFile,
    "dates": beside.DatesFile,
    "timeline": beside.TimelineFile,
}


@dataclass(frozen=True, slots=True)
class PackFiles:
    """Everything a pack's files say, each with the document it stands in."""

    directory: Path
    framework: k.FrameworkFile
    outcomes: k.OutcomesFile
    areas: k.AreasFile
    records: k.RecordsFile
    regulations: beside.RegulationsFile
    glossary: beside.GlossaryFile
    evidence: beside.EvidenceFile
    dates: beside.DatesFile
    timeline: beside.TimelineFile
    report: beside.ReportFile
    questions: tuple[tuple[k.QuestionsFile, Document], ...]
    rules: tuple[tuple[RulesFile, Document], ...]
    properties: PropertiesFile
    """What the rules owe; nothing where the pack does not say."""
    documents: dict[str, Document]
    content: str
    """What all the files say, as one text of JSON, whatever their layout and comments."""

    @property
    def digest(self) -> str:
        """The digest of the content: two packs with the same one say the same."""
        return digest_of(self.content)

    def each_rule(self) -> list[tuple[Rule, Where]]:
        """Every rule with its place, in the order of files and within them."""
        return [
            (rule, document.where(("rules", number)))
            for file, document in self.rules
            for number, rule in enumerate(file.rules)
        ]


def default_directory() -> Path:
    """The folder with the pack that comes with the program: in the wheel, or beside the sources."""
    here = Path(__file__).parent / "data"
    return here if (here / "rules").is_dir() else Path(__file__).parents[2]


def names_of(folder: Path) -> tuple[str, ...]:
    """The files that say what the pack in a folder says, by their names in it, there or not."""
    properties = (PROPERTIES,) if lies_at(folder / PROPERTIES) else ()
    single = (*(f"knowledge/{name}.yaml" for name in _SINGLE_FILES), REPORT, *properties)
    return (*single, *_names(folder, "knowledge/questions"), *_rules(folder))


def read_pack(directory: Path | str | None = None) -> PackFiles:
    """What the files of the pack in `directory` say (`directory/rules`, `directory/knowledge`).

    Raises `Refused` with every problem of shape, each with its file, line, column and field.
    """
    folder = Path(directory) if directory is not None else default_directory()
    problems: list[Problem] = []
    documents: dict[str, Document] = {}

    def read(name: str, model: type[Model]) -> Model | None:
        try:
            _refuse_name(folder, name)
            document = read_file(folder / name)
            documents[name] = document
            return into(model, document)
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    if any(lies_at(folder / name) != "folder" for name in ("knowledge", "rules")):
        raise Refused(
            [
                Problem(
                    "pack-missing",
                    "there is no `rules` and `knowledge` here",
                    "give a folder that holds both",
                    Where(str(folder)),
                )
            ]
        )
    single = {name: read(f"knowledge/{name}.yaml", model) for name, model in _SINGLE_FILES.items()}
    report = read(REPORT, beside.ReportFile)
    questions = [(name, read(name, k.QuestionsFile)) for name in _names(folder, "knowledge/questions")]
    rules = [(name, read(name, RulesFile)) for name in _rules(folder)]
    properties = (
        read(PROPERTIES, PropertiesFile)
        if lies_at(folder / PROPERTIES)
        else PropertiesFile(about="This pack does not say.")
    )
    if problems:
        raise Refused(problems)
    return PackFiles(
        directory=folder,
        report=report,  # type: ignore[arg-type]  # none of them is missing where there is no problem
        questions=tuple((file, documents[name]) for name, file in questions if file),
        rules=tuple((file, documents[name]) for name, file in rules if file),
        properties=properties,  # type: ignore[arg-type]
        documents=documents,
        content=_content(documents),
        **single,  # type: ignore[arg-type]
    )


def read_examples(directory: Path) -> tuple[tuple[ExamplesFile, Document], ...]:
    """The examples of the pack in `directory`. Raises `Refused`."""
    problems: list[Problem] = []
    found: list[tuple[ExamplesFile, Document]] = []
    for name in _names(directory, "rules/examples"):
        try:
            document = read_file(directory / name)
            found.append((into(ExamplesFile, document), document))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return tuple(found)


def _names(folder: Path, under: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / under).glob("*.yaml"))


def _refuse_name(folder: Path, name: str) -> None:
    """Raises `Refused` where the name of a file is no text: it is part of what the pack is kept as."""
    if NOT_TEXT.search(name):
        what, right = "the name of this file is not UTF-8 text", "give the file another name"
        raise Refused([Problem("file-not-utf8", what, right, Where(str(folder / name)))])


def _rules(folder: Path) -> list[str]:
    return [name for name in _names(folder, "rules") if name != PROPERTIES]


def _content(documents: dict[str, Document]) -> str:
    said: dict[str, Tree] = {name: document.value for name, document in sorted(documents.items())}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
