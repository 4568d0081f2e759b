"""Every answer has a line of its own: where it parts from its neighbour is where readers differ."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.problems import Problem

CODE = "pack-missing-line"


def check(files: PackFiles, _pack: Pack) -> Iterator[Problem]:
    """Answers whose line is empty, repeats the label or is another answer's."""
    for file, document in files.questions:
        for number, question in enumerate(file.questions):
            seen: dict[str, str] = {}
            for place, answer in enumerate(question.answers):
                line = " ".join(answer.line.split()).rstrip(".").lower()
                if line in ("", answer.label.lower()):
                    told = f"the line of `{answer.id}` says no more than its label"
                elif line in seen:
                    told = f"`{answer.id}` and `{seen[line]}` have the same line"
                else:
                    seen[line] = answer.id
                    continue
                yield Problem(
                    CODE,
                    f"`{file.record}.{question.id}`: {told}",
                    "say what must be seen for this answer rather than its neighbour",
                    document.where(("questions", number, "answers", place, "line")),
                )
