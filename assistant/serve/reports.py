"""What is worked out to be taken away: the report of a case, its explanation, and the audit of all of them, as a page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from assistant.document import digest_of
from assistant.pack import Pack
from assistant.pack.to_judge_by import check_to_judge_by
from assistant.reasoning import Judging
from assistant.serve.form.proposal import proposed
from assistant.serve.rendering import rendered
from assistant.store import Ledger, Standing, read
from assistant.store.kinds import Exported
from assistant.work.keeping import pack_of
from assistant.work.report.drafting import draft
from assistant.work.report.exporting import Format, log, written
from assistant.work.report.privacy import privacy_problems
from assistant.work.reproducing import log_shown
from assistant.work.reveal import need_own_view, reveal_of

_TYPES: Mapping[Format, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "html": "text/html",
        "md": "text/markdown",
    }
)
_MOST = 20
_HELD_BACK = "Nothing was taken: mend what was found, or say that it is to be taken even so."


def report_file(
    ledger: Ledger, at_hand: Pack, case_id: str, name: str, kind: Format, *, even_so: bool
) -> dict[str, Any]:
    """The report in a format, or what in it is to be looked at first; the history of the case says that it went.

    Raises `Refused` before the own view, as everywhere else.
    """
    standing = read(ledger, case_id)
    untold = "what the rules found is not told in a report yet"
    judging = _judging(ledger, at_hand, standing, untold, "take the report")
    judged = judging.live(standing.case)
    report = draft(judged)
    found = privacy_problems(report, judged.case, judged.pack)
    if found and not even_so:
        return {"problems": [*map(str, found[:_MOST]), _HELD_BACK]}
    content = written(report, kind)
    log(ledger, case_id, Exported(f"{name}.{kind}", digest_of(content), "report"))
    told = {"name": f"{name}.{kind}", "kind": _TYPES[kind]}
    if isinstance(content, str):
        return told | {"text": content}
    return told | {"data": b64encode(content).decode("ascii")}


def explanation_file(ledger: Ledger, at_hand: Pack, case_id: str, name: str) -> dict[str, Any]:
    """What the rules propose of a case and why. Raises `Refused` before the own view."""
    standing = read(ledger, case_id)
    untold = "the proposal is not explained yet"
    judging = _judging(ledger, at_hand, standing, untold, "take the explanation")
    judged = judging.confirm(judging.live(standing.case))
    text = rendered("explanation", case=case_id, **proposed(judging, judged))
    file = f"{name}-explanation.html"
    log(ledger, case_id, Exported(file, digest_of(text), "report"))
    return {"name": file, "kind": _TYPES["html"], "text": text}


def audit_file(ledger: Ledger, at_hand: Pack) -> dict[str, Any]:
    """How consistently the cases that somebody sees were judged, as a page; or why there is none.

    It is of many cases and of none of them alone, so the history of none says that it went.
    """
    from assistant.work.audit.as_page import as_html
    from assistant.work.audit.of_store import audit_of
    from assistant.work.configuration import configured
    from assistant.work.corpus.reading import cases_kept

    cases = list(cases_kept(ledger))
    if not cases:
        return {"problems": ["There are no cases here to compare: those for training are left out."]}
    today = ledger.now().astimezone().date()
    by_inspector = configured().by_inspector
    found = audit_of(Judging(at_hand, "meaning"), cases, today, by_inspector=by_inspector)
    return {"name": f"audit-{today}.html", "kind": _TYPES["html"], "text": as_html(found.report)}


def _judging(ledger: Ledger, at_hand: Pack, standing: Standing, untold: str, wanted: str) -> Judging:
    need_own_view(standing.case, reveal_of(ledger, standing.case), untold, wanted)
    judging = Judging(check_to_judge_by(pack_of(ledger, standing, at_hand)), "meaning")
    log_shown(ledger, standing, judging)
    return judging
