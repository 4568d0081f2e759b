"""This time's requirements and recommendations: which rest on too few sources, and which the answers suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.case import At, Case, Key, Record
from assistant.pack import Pack, parse_ref
from assistant.pack.beside import First, RegulationNamed, Sources, Suggested
from assistant.reasoning.flags import kinds_of_source
from assistant.reasoning.phrases import record_name
from assistant.work.interview import keys
from assistant.work.report.shapes import Remark

_REGULATION = re.compile(r"^\s*reg(ulation)?\b\.?", re.IGNORECASE)


def remarks(case: Case, pack: Pack) -> Iterator[Remark]:
    """What is to be looked at again: those that stand on too little without a reason, and those not made yet.

    One may stand on a single source, with the reason written down. Nothing is required because the answers
    suggest it: whoever inspects makes it, or does not.
    """
    for heading in pack.report.headings:
        if heading.sources and heading.each:
            for record in case.of_type(heading.each):
                yield from _thin(case, pack, record, heading.sources)
    for suggested in pack.report.suggests:
        if is_called_for(case, pack, suggested) and not _is_made(case, suggested):
            yield Remark(suggested.id, suggested.says)


def standing_on_few(case: Case, pack: Pack, place: str) -> At | None:
    """The answer whose reason says why a record stands on too few sources, by that answer's place or its paragraph's.

    None where there is no such record, it stands on enough, or the question is not answered yet.
    """
    for heading in pack.report.headings:
        sources = heading.sources
        for record in case.of_type(heading.each) if sources and heading.each else ():
            at = At(record.key, sources.question) if sources else None
            is_meant = place in (str(at), f"{heading.id}/{record.key.label}")
            if at and sources and is_meant and _is_few(case, record, sources):
                answer = case.answer(at)
                return at if answer and answer.state == "answered" else None
    return None


def _is_few(case: Case, record: Record, sources: Sources) -> bool:
    return len(kinds_of_source(case, record.answers.values())) < sources.at_least


def _thin(case: Case, pack: Pack, record: Record, sources: Sources) -> Iterator[Remark]:
    answer = record.answers.get(sources.question)
    has_reason = answer is not None and answer.state == "answered" and answer.reason is not None
    if _is_few(case, record, sources) and not has_reason:
        name = record_name(pack, record.key)
        yield Remark(str(At(record.key, sources.question)), f"{name}: {sources.asks}")


def is_called_for(case: Case, pack: Pack, told: Suggested | First) -> bool:
    """Whether in one of the records all the answers are given on which it is said."""
    return any(
        all(_says(case, key, text, values) for text, values in told.when.items())
        for key in keys(case, pack, pack.record_types[told.record])
    )


def regulation_named(pack: Pack, names: RegulationNamed, text: str) -> str:
    """What was typed as a regulation, in the pack's words where it is a number that it knows, alone or with its title.

    Anything else that was typed stays as it is.
    """
    typed = _REGULATION.sub("", text).strip()
    for one in pack.regulations.regulations:
        rest = typed.removeprefix(one.number)
        is_it = typed.startswith(one.number) and rest.strip(" ().,:").casefold() in ("", one.title.casefold())
        if is_it and rest[:1] in ("", " ", ",", ":"):
            title = one.title[:1].lower() + one.title[1:]
            return names.says.replace("{number}", one.number).replace("{title}", title)
    return text


def _says(case: Case, key: Key, text: str, values: tuple[str, ...]) -> bool:
    ref = parse_ref(text, key.record)
    if ref is None:
        return False
    answer = case.answer(At(key if ref.own else Key(ref.record, ref.area), ref.question))
    return answer is not None and answer.state == "answered" and answer.value in values


def _is_made(case: Case, suggested: Suggested) -> bool:
    """Whether a record names the regulation already, by its number."""
    number = re.compile(rf"(?<!\d){re.escape(suggested.regulation)}(?!\d)")
    return any(
        answer is not None and number.search(str(answer.value))
        for record in case.of_type(suggested.improvement)
        for answer in [record.answers.get(suggested.question)]
    )
