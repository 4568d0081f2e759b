"""Nothing that a rule could read is named by what no judgement may depend on: grade, inspector, provider, region."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.problems import Problem

CODE = "rule-blind"


def check(files: PackFiles, _pack: Pack) -> Iterator[Problem]:
    """Scales and choices named by a word the pack is blind to. Facts are read by no rule and may be."""
    for file, document in files.questions:
        for number, question in enumerate(file.questions):
            found = sorted(set(question.id.split("_")) & set(files.framework.blind_to))
            if question.kind != "fact" and found:
                yield Problem(
                    CODE,
                    f"rules could read `{question.id}`, and no judgement may depend on the {found[0]}",
                    "make it a fact, which no rule reads, or ask for what happened instead",
                    document.where(("questions", number, "id")),
                )
