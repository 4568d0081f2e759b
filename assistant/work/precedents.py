"""The precedent log: past situations nearest to a case, what was judged in them and why, and what differs.

A case that the asker may read is told whole. Of any other only what could be published is told: the
judgement, and what was found as the rules say it of nobody in particular; no name, URN, label, answer, note or reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from assistant.case import Case
from assistant.pack import Pack, Rule
from assistant.problems import Problem, Refused
from assistant.reasoning import gather
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.meaning import Evaluation
from assistant.reasoning.phrases import say, say_of_any
from assistant.reasoning.sweep import CASES, NUMBER, sweep
from assistant.work.agenda import Item, agenda
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.found_rows import FINDINGS, lay_out_findings, weights
from assistant.work.corpus.names import quoted
from assistant.work.corpus.situations import situations
from assistant.work.reveal import Reveal, need_own_view


@dataclass(frozen=True, slots=True)
class Sought:
    """What a precedent must be like, beside near; empty for anything."""

    judgement: str | None = None
    rules: tuple[str, ...] = ()
    """It has a finding of one of these rules."""
    paragraphs: tuple[str, ...] = ()
    """It has a finding of a rule that cites one of these."""
    words: tuple[str, ...] = ()
    """Each stands in what was found, or in the reasons of a case that may be read."""


class Found(NamedTuple):
    """What a rule found in a case: how often, and how much more often than in the case asked for."""

    rule: str
    says: tuple[str, ...]
    made: int
    more: int


@dataclass(frozen=True, slots=True)
class Whole:
    """What is told of a precedent beside its findings to somebody who may read it."""

    case: str
    reasons: str | None
    differs: tuple[Item, ...]
    """What is answered otherwise than in the case asked for: what moves a proposal or a rule first."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """A past situation; `whole` only for somebody who may read the case."""

    judgement: str
    distance: int
    """The weights of the findings that differ."""
    found: tuple[Found, ...]
    """What was found there, or here and not there (`made` nought), in the order of the rules."""
    whole: Whole | None = None


def check_own_view(case: Case, how: Reveal) -> None:
    """Raises `Refused` where an own view comes first and is not sealed, also of a case that came judged."""
    need_own_view(case, how, "nothing that was judged in cases like it is told yet", "ask again")


class Log:
    """The cases of a corpus, judged and ready to be asked for precedents."""

    def __init__(self, corpus: Corpus, base: RuleBase, whole: Collection[str]) -> None:
        """Judge the corpus; `whole` are the names of the cases that the asker may read."""
        self.corpus, self.base, self.whole = corpus, base, frozenset(whole)
        self.codes = {(code.rule.id, code.area): code.number for code in base.findings}
        corpus.judge(sweep(base), keep=True)
        lay_out_findings(corpus, base)
        corpus.database.execute(f"CREATE OR REPLACE TABLE readable ({quoted('case')} VARCHAR)")
        names = sorted(self.whole)
        corpus.database.execute("INSERT INTO readable SELECT unnest(?::VARCHAR[])", [names])

    def nearest(self, case: Case, sought: Sought, limit: int) -> tuple[Precedent, ...]:
        """The judged cases nearest to one by what was found, readings of its own evidence left out.

        Ask `check_own_view` first. Raises `Refused` where something is sought that the pack does not have.
        """
        _check(self.base.pack, sought)
        known = Evaluation(self.base, gather(case, self.base.pack)).known()
        here = Counter(self.codes[finding.rule, finding.area] for finding in known.findings)
        rows = self._rows(case, here, sought, limit)
        there = dict(situations(self.corpus, (row[0] for row in rows if row[2] in self.whole)))
        return tuple(self._precedent(case, here, row, there.get(row[0])) for row in rows)

    def _rows(self, case: Case, here: Counter[int], sought: Sought, limit: int) -> list[tuple[Any, ...]]:
        weight = weights(self.base)
        asked = ", ".join(f"({code}, {weight[code]}, {here[code]})" for code in weight) or "(-1, 0, 0)"
        total = sum(weight[code] * count for code, count in here.items())
        where, bound = _where(self.base, sought)
        name = quoted("case")
        return self.corpus.database.execute(
            f"WITH counted AS (SELECT {NUMBER}, code, count(*) AS made FROM {quoted(FINDINGS)} GROUP BY ALL), "
            f"apart AS (SELECT {NUMBER}, {total} + sum(weight * (abs(made - here) - here)) AS distance "
            f"FROM counted JOIN (VALUES {asked}) asked(code, weight, here) USING (code) GROUP BY 1) "
            f"SELECT c.{NUMBER}, coalesce(distance, {total}), {name}, coalesce(decided, sealed) AS judgement, "
            "coalesce(reasons, sealed_reasons) "
            f"FROM {CASES} c LEFT JOIN apart USING ({NUMBER}) "
            f"WHERE judgement IS NOT NULL AND evidence_id <> ? AND {name} <> ? AND {where} "
            f"ORDER BY 2, {name} NOT IN (FROM readable), 1 LIMIT ?",
            [case.evidence_id, case.id, *bound, limit],
        ).fetchall()

    def _precedent(
        self, case: Case, here: Counter[int], row: tuple[Any, ...], there: Case | None
    ) -> Precedent:
        number, distance, name, judgement, reasons = row
        found = self.corpus.database.execute(
            f"SELECT code, count(*) FROM {quoted(FINDINGS)} WHERE {NUMBER} = ? GROUP BY 1", [number]
        ).fetchall()
        counts = Counter(dict(found))
        told = tuple(
            Found(
                self.base.findings[code].rule.id,
                self._says(code, there if counts[code] else case),
                counts[code],
                counts[code] - here[code],
            )
            for code in sorted({*counts, *here})
        )
        if there is None:
            return Precedent(judgement, distance, told)
        return Precedent(judgement, distance, told, Whole(name, reasons, agenda(self.base, case, there)))

    def _says(self, code: int, case: Case | None) -> tuple[str, ...]:
        """What was found in words: of the records of a case that may be read, or of nobody in particular."""
        of, pack = self.base.findings[code], self.base.pack
        if case is None:
            return (say_of_any(pack, of.rule),)
        findings = Evaluation(self.base, gather(case, pack)).findings()
        return tuple(
            say(pack, case, of.rule, finding.key)
            for finding in findings
            if (finding.rule, finding.area) == (of.rule.id, of.area)
        )


def _check(pack: Pack, sought: Sought) -> None:
    if sought.judgement is not None and sought.judgement not in pack.judgements:
        what, code = f"there is no judgement `{sought.judgement}`", "use-unknown-judgement"
        raise Refused([Problem(code, what, f"use one of: {', '.join(pack.judgements)}")])
    for names, known, what in (
        (sought.rules, pack.rules_by_id, "rule"),
        (sought.paragraphs, pack.paragraphs, "paragraph"),
    ):
        for name in names:
            if name not in known:
                right = "see `sccif rules show` for all of them"
                raise Refused([Problem("rule-unknown-reference", f"there is no {what} `{name}`", right)])


def _says_word(pack: Pack, word: str, rule: Rule) -> bool:
    return word.casefold() in say_of_any(pack, rule).casefold()


def _has(base: RuleBase, wanted: Callable[[Rule], bool]) -> str:
    """The condition that a case has a finding of one of the wanted rules."""
    codes = [str(code.number) for code in base.findings if wanted(code.rule)] or ["-1"]
    return f"{NUMBER} IN (SELECT {NUMBER} FROM {quoted(FINDINGS)} WHERE code IN ({', '.join(codes)}))"


def _where(base: RuleBase, sought: Sought) -> tuple[str, list[object]]:
    """What is sought as a condition on cases, and what is bound in it."""
    parts, bound = ["true"], list[object]()
    if sought.judgement is not None:
        parts.append("judgement = ?")
        bound.append(sought.judgement)
    if sought.rules:
        parts.append(_has(base, lambda rule: rule.id in sought.rules))
    if sought.paragraphs:
        parts.append(_has(base, lambda rule: not set(rule.cites).isdisjoint(sought.paragraphs)))
    for word in sought.words:
        said = _has(base, partial(_says_word, base.pack, word))
        in_reasons = "contains(lower(coalesce(reasons, '') || ' ' || coalesce(sealed_reasons, '')), lower(?))"
        parts.append(f"({said} OR ({quoted('case')} IN (FROM readable) AND {in_reasons}))")
        bound.append(word)
    return " AND ".join(parts), bound
