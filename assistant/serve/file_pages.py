"""The page Files: what a person brings in and takes away, answered by their own process."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from assistant.serve.held import HELD
from assistant.serve.pages import page

_KINDS: dict[str, dict[str, str]] = {
    "case": {"do": "case"},
    "calendar": {"do": "calendar"},
    "explanation": {"do": "explanation"},
    "report-docx": {"do": "report", "kind": "docx"},
    "report-html": {"do": "report", "kind": "html"},
    "report-md": {"do": "report", "kind": "md"},
}


def routes() -> list[web.RouteDef]:
    """Where the page and its two forms are."""
    return [
        web.get("/files", show),
        web.post("/files/bring", bring),
        web.post("/files/take", take),
        web.post("/files/audit", take_audit),
    ]


async def show(request: web.Request) -> web.StreamResponse:
    """The page."""
    return await _answered(request, {"do": "list"})


async def bring(request: web.Request) -> web.StreamResponse:
    """A case file comes in; how much of one there may be was looked at before it was read."""
    field = (await request.post()).get("file")
    if not isinstance(field, FileField) or not field.filename:
        return await _answered(request, {"do": "list"}, "No file was chosen.")
    data = await asyncio.to_thread(field.file.read)
    # Whatever bytes they are: the process says of them what the command line would.
    return await _answered(request, {"do": "bring", "name": field.filename, "text": data.decode("latin-1")})


async def take(request: web.Request) -> web.StreamResponse:
    """A file goes out."""
    form = await request.post()
    what, case_id = form.get("what"), form.get("case")
    if not isinstance(what, str) or what not in _KINDS or not isinstance(case_id, str):
        return await _answered(request, {"do": "list"}, "Choose a case first.")
    asked = {**_KINDS[what], "case": case_id, "even_so": form.get("even_so") == "yes"}
    return await _answered(request, asked)


async def take_audit(request: web.Request) -> web.StreamResponse:
    """The audit of all cases that somebody sees goes out, as a page."""
    return await _answered(request, {"do": "audit"})


async def _answered(request: web.Request, asked: dict[str, Any], problem: str = "") -> web.StreamResponse:
    held = request[HELD]
    told = await held.session.ask(asked)
    if "name" in told:
        if "data" in told:
            response = web.Response(body=b64decode(told["data"]), content_type=str(told["kind"]))
        else:
            response = web.Response(text=str(told["text"]), content_type=str(told["kind"]), charset="utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{told["name"]}"'
        return response
    problems = [*told.get("problems", ()), *([problem] if problem else [])]
    return page(
        "files",
        422 if problems else 200,
        who=held.who,
        token=held.form_token,
        cases=told.get("cases", ()),
        untold=told.get("untold", ""),
        may_bring=told.get("may_bring", False),
        brought=told.get("brought"),
        problems=problems,
    )
