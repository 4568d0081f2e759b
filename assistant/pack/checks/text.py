"""Each paragraph of the framework's own section is answered to: by a question, rule, step or heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.pack.knowledge import AnsweredBy, Paragraph
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.problems import Problem

CODE = "pack-text-coverage"


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Paragraphs that nothing answers to. A citation of a part stands for the whole it is part of."""
    cited: Mapping[AnsweredBy, set[str]] = {
        "question": _with_wholes(
            pack, (q.cites for table in pack.questions.values() for q in table.values())
        ),
        "rule": _with_wholes(pack, (rule.cites for rule in pack.rules)),
        "step": _with_wholes(pack, ((step.cites,) for step in pack.timeline.steps)),
        "heading": _with_wholes(pack, (heading.cites for heading in pack.report.headings)),
    }
    document = files.documents["knowledge/framework.yaml"]
    for number, paragraph in enumerate(files.framework.paragraphs):
        if not paragraph.core:
            continue
        where = document.where(("paragraphs", number, "id"))
        wanted = _answered_by(pack, paragraph)
        if not wanted:
            yield Problem(
                CODE,
                f"nothing says what answers to paragraph `{paragraph.id}`",
                "write `answered_by` here or in what it is part of: question, rule, step or heading",
                where,
            )
        for kind in wanted:
            if paragraph.id not in cited[kind]:
                yield Problem(
                    CODE,
                    f"no {kind} answers to paragraph `{paragraph.id}`",
                    f"write a {kind} that cites it or a part of it",
                    where,
                )


def _with_wholes(pack: Pack, cites: Iterable[Iterable[str]]) -> set[str]:
    found: set[str] = set()
    for name in (name for names in cites for name in names):
        whole: str | None = name
        while whole is not None and whole not in found:
            found.add(whole)
            whole = pack.paragraphs[whole].part_of
    return found


def _answered_by(pack: Pack, paragraph: Paragraph) -> tuple[AnsweredBy, ...]:
    seen: set[str] = set()
    whole: Paragraph | None = paragraph
    while whole is not None and whole.id not in seen:
        if whole.answered_by:
            return whole.answered_by
        seen.add(whole.id)
        whole = pack.paragraphs[whole.part_of] if whole.part_of else None
    return ()
