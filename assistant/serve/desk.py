"""What one person has beside the app: files that come in and go out, and the plain form. Asked by the server, as them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.case import parse_case
from assistant.case.write import to_text
from assistant.document import LIMITS, digest_of, printable
from assistant.document.text import decode
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.serve.form.forms import Forms, none_told
from assistant.store import Ledger, read
from assistant.store.kinds import Exported
from assistant.store.listing import kept_cases
from assistant.store.permitted import may_begin
from assistant.work.ics import calendar_text
from assistant.work.keeping import as_filed, import_read, pack_of
from assistant.work.schedule import schedule
from assistant.work.working_days import today

if TYPE_CHECKING:
    from assistant.work.report.exporting import Format

_KEPT = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80
"""So many characters of a file's name are told and kept, its end among them."""
_FORMATS: tuple[Format, ...] = ("docx", "html", "md")


class Desk:
    """One person's, on a connection of its own."""

    def __init__(self, ledger: Ledger, pack: Pack) -> None:
        self._ledger, self._pack = ledger, pack
        self._forms = Forms(ledger, pack)

    def answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What is answered to one thing asked: `{"problems": […]}` where it is refused."""
        try:
            match asked:
                case {"do": "list"}:
                    return self._page()
                case {"do": "bring", "name": str(name), "text": str(text)}:
                    brought = self._bring(name, text)
                    return self._page() | {"brought": brought}
                case {"do": "case", "case": str(case_id)}:
                    return self._case_file(case_id)
                case {"do": "calendar", "case": str(case_id)}:
                    return self._calendar(case_id)
                case {"do": "report", "case": str(case_id), "kind": kind} if kind in _FORMATS:
                    return self._report(case_id, kind, even_so=bool(asked.get("even_so")))
                case {"do": "explanation", "case": str(case_id)}:
                    return self._explanation(case_id)
                case {"do": "audit"}:
                    return self._audit()
                case {"do": "form", "path": list(path), "form": form}:
                    return self._forms.answer(path, form)
                case _:
                    return {"problems": ["This is not known here."]}
        except Refused as refused:
            return self._page() | {"problems": [str(one) for one in refused.problems[:20]]}

    def _page(self) -> dict[str, Any]:
        """What the page Files stands on: the cases that they see, and whether they may bring any in."""
        cases = [one.case_id for one in kept_cases(self._ledger) if not one.is_erased]
        may_bring = any(may_begin(self._ledger, purpose) for purpose in ("inspection", "training"))
        untold = "" if cases else none_told(self._ledger)
        return {"cases": cases, "untold": untold, "may_bring": may_bring}

    def _bring(self, name: str, text: str) -> str:
        """The case in a file, brought into the store; it is read as it came, and never lies on a disk here.

        Browsers give a file's own name alone: one with a path in it is somebody's attempt. Raises `Refused`,
        with the name that the file has where it came from.
        """
        if re.search(r"[/\\\x00]|^\.+$", name):
            right = "give the file's own name alone, as browsers do"
            raise Refused([Problem("serve-no-files", "the name of the file has a path in it", right)])
        told = named(name)
        found = parse_case(decode(text.encode("latin-1"), told), self._pack, told)
        return import_read(self._ledger, found, self._pack).standing.case.id

    def _case_file(self, case_id: str) -> dict[str, Any]:
        standing = read(self._ledger, case_id)
        text = to_text(as_filed(standing), pack_of(self._ledger, standing, self._pack))
        if len(text.encode()) > LIMITS.size:
            right = "take long texts out of the notes"
            raise Refused([Problem("file-too-large", "the case is too long to be read again", right)])
        name = f"{_KEPT.sub('-', case_id)}.yaml"
        self._ledger.add(case_id, Exported(name, digest_of(text)))
        return {"name": name, "kind": "application/yaml", "text": text}

    def _report(self, case_id: str, kind: Format, *, even_so: bool) -> dict[str, Any]:
        from assistant.serve.reports import report_file  # few take one, and what writes Word is large

        name = _KEPT.sub("-", case_id)
        told = report_file(self._ledger, self._pack, case_id, name, kind, even_so=even_so)
        return told | self._page() if "problems" in told else told

    def _explanation(self, case_id: str) -> dict[str, Any]:
        from assistant.serve.reports import explanation_file

        return explanation_file(self._ledger, self._pack, case_id, _KEPT.sub("-", case_id))

    def _audit(self) -> dict[str, Any]:
        from assistant.serve.reports import audit_file

        return audit_file(self._ledger, self._pack) | self._page()

    def _calendar(self, case_id: str) -> dict[str, Any]:
        standing = read(self._ledger, case_id)
        pack = pack_of(self._ledger, standing, self._pack)
        found = schedule(pack, standing, today())
        if found is None:
            right = "give the first day of the inspection in the head of the case"
            what = f"the first day of `{case_id}` is not given"
            raise Refused([Problem("timeline-no-start", what, right)])
        text = calendar_text(found.timeline, standing.case.urn or case_id)
        return {"name": f"{_KEPT.sub('-', case_id)}.ics", "kind": "text/calendar", "text": text}


def named(name: str) -> str:
    """A file's name as it is told: on one line, without what no text needs, and not longer than anybody reads."""
    told = " ".join(printable(name).split())
    return told if len(told) <= _LONGEST else f"…{told[1 - _LONGEST :]}"
