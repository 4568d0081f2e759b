"""What one person has beside the app: files that come in and go out, and the plain form. Asked by the server, as them."""

from __future__ import annotations

import re
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.case.write import to_text
from assistant.document import LIMITS, digest_of
from assistant.pack import Pack
from assistant.pack.to_judge_by import check_to_judge_by
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.serve.form.forms import Forms
from assistant.serve.form.judging import proposed
from assistant.serve.rendering import rendered
from assistant.store import Ledger, Standing, read
from assistant.store.kinds import Exported
from assistant.store.listing import kept_cases
from assistant.work.ics import calendar_text
from assistant.work.keeping import as_filed, import_file, pack_of
from assistant.work.report.drafting import draft
from assistant.work.report.exporting import FORMATS, Format, log, written
from assistant.work.report.privacy import privacy_problems
from assistant.work.reproducing import log_shown
from assistant.work.reveal import need_own_view, reveal_of
from assistant.work.schedule import schedule

_KEPT = re.compile(r"[^A-Za-z0-9._-]+")
_SUFFIXES = (".yaml", ".yml", ".json")
_LONGEST = 80
_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
}
_HELD_BACK = "Nothing was taken: mend what was found, or say that it is to be taken even so."


class Desk:
    """One person's, on a connection of its own."""

    def __init__(self, ledger: Ledger, pack: Pack, folder: Path) -> None:
        self._ledger, self._pack, self._folder = ledger, pack, folder
        self._forms = Forms(ledger, pack)

    def answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What is answered to one thing asked: `{"problems": […]}` where it is refused."""
        try:
            match asked:
                case {"do": "list"}:
                    return {"cases": self._cases()}
                case {"do": "bring", "name": str(name), "text": str(text)}:
                    return {"cases": self._cases(), "brought": self._bring(name, text)}
                case {"do": "case", "case": str(case_id)}:
                    return self._case_file(case_id)
                case {"do": "calendar", "case": str(case_id)}:
                    return self._calendar(case_id)
                case {"do": "report", "case": str(case_id), "kind": kind} if kind in FORMATS:
                    return self._report(case_id, kind, even_so=bool(asked.get("even_so")))
                case {"do": "explanation", "case": str(case_id)}:
                    return self._explanation(case_id)
                case {"do": "form", "path": list(path), "form": form}:
                    return self._forms.answer(path, form)
                case _:
                    return {"problems": ["This is not known here."]}
        except Refused as refused:
            return {"cases": self._cases(), "problems": [str(one) for one in refused.problems[:20]]}

    def _cases(self) -> list[str]:
        return [one.case_id for one in kept_cases(self._ledger) if not one.is_erased]

    def _bring(self, name: str, text: str) -> str:
        """The case in a file, brought into the store; nothing of the file stays here."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / cleaned(name)
            path.write_bytes(text.encode("latin-1"))
            return import_file(self._ledger, path, self._pack).case.id

    def _case_file(self, case_id: str) -> dict[str, Any]:
        standing = read(self._ledger, case_id)
        text = to_text(as_filed(standing), pack_of(self._ledger, standing, self._pack))
        if len(text.encode()) > LIMITS.size:
            right = "take long texts out of the notes"
            raise Refused([Problem("file-too-large", "the case is too long to be read again", right)])
        name = f"{_KEPT.sub('-', case_id)}.yaml"
        self._ledger.add(case_id, Exported(name, digest_of(text)))
        return {"name": name, "kind": "application/yaml", "text": text}

    def _judging(self, standing: Standing, untold: str, wanted: str) -> Judging:
        """What a case is judged by. Raises `Refused` before the own view, as everywhere else."""
        need_own_view(standing.case, reveal_of(self._ledger, standing.case), untold, wanted)
        judging = Judging(check_to_judge_by(pack_of(self._ledger, standing, self._pack)), "meaning")
        log_shown(self._ledger, standing, judging)
        return judging

    def _report(self, case_id: str, kind: Format, *, even_so: bool) -> dict[str, Any]:
        """The report in a format, unless something in it is to be looked at first; its history says that it went."""
        standing = read(self._ledger, case_id)
        untold = "what the rules found is not told in a report yet"
        judging = self._judging(standing, untold, "take the report")
        judged = judging.live(standing.case)
        report = draft(judged)
        found = privacy_problems(report, judged.case, judged.pack)
        if found and not even_so:
            problems = [*map(str, found[:20]), _HELD_BACK]
            return {"cases": self._cases(), "problems": problems}
        content = written(report, kind)
        name = f"{_KEPT.sub('-', case_id)}.{kind}"
        log(self._ledger, case_id, Exported(name, digest_of(content), "report"))
        if isinstance(content, str):
            return {"name": name, "kind": _TYPES[kind], "text": content}
        return {"name": name, "kind": _TYPES[kind], "data": b64encode(content).decode("ascii")}

    def _explanation(self, case_id: str) -> dict[str, Any]:
        """What the rules propose of a case and why, for a page of its own."""
        standing = read(self._ledger, case_id)
        judging = self._judging(standing, "the proposal is not explained yet", "take the explanation")
        text = rendered("explanation", case=case_id, **proposed(judging.confirm(judging.live(standing.case))))
        name = f"{_KEPT.sub('-', case_id)}-explanation.html"
        log(self._ledger, case_id, Exported(name, digest_of(text), "report"))
        return {"name": name, "kind": _TYPES["html"], "text": text}

    def _calendar(self, case_id: str) -> dict[str, Any]:
        standing = read(self._ledger, case_id)
        pack = pack_of(self._ledger, standing, self._pack)
        found = schedule(pack, standing, datetime.now(UTC).astimezone().date())
        if found is None:
            right = "give the first day of the inspection in the head of the case"
            what = f"the first day of `{case_id}` is not given"
            raise Refused([Problem("timeline-no-start", what, right)])
        text = calendar_text(found.timeline, standing.case.urn or case_id)
        return {"name": f"{_KEPT.sub('-', case_id)}.ics", "kind": "text/calendar", "text": text}


def cleaned(name: str) -> str:
    """A file's name as it may be kept: its last part, in plain letters, ending as a case file does."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _KEPT.sub("-", last).lstrip(".-") or "case"
    stem = plain[: -len(Path(plain).suffix) or None][:_LONGEST] or "case"
    suffix = Path(plain).suffix.lower()
    return stem + (suffix if suffix in _SUFFIXES else ".yaml")
