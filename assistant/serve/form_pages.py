"""The plain form as the server answers it: what is filled in goes to the person's process, what comes back is a page.

The server keeps nothing of it, and holds no connection: what somebody reads and writes here is done by their own
process, on a connection of its own that is signed in as them.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from assistant.serve.held import HELD
from assistant.serve.pages import page
from assistant.serve.session import OVER

PATHS = "/form"
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""These pages have no script at all, and no style but the one file."""
_OURS = ("token", "seen", "do")
"""The fields of a form that nobody fills in."""


def routes() -> list[web.RouteDef]:
    """Where its pages are. Their addresses hold nothing of a case: names and places stand there as numbers."""
    found: list[web.RouteDef] = []
    for path in (PATHS, PATHS + "/{case}", PATHS + "/{case}/{page}"):
        found += [web.get(path, answer), web.post(path, answer)]
    return found


def is_form(request: web.Request) -> bool:
    """Whether a request is of a page of the form, filled in."""
    return request.method == "POST" and request.path.startswith(PATHS)


# INVARIANT: a page is answered by the process of the session that asks for it and by no other, so that nobody reads
# or writes here as somebody else (tests/serve/test_form_service.py).
async def answer(request: web.Request) -> web.StreamResponse:
    """One page, or what follows from one that was filled in: another page to go on to, or the same with what is wrong."""
    held = request[HELD]
    path = [request.match_info[name] for name in ("case", "page") if name in request.match_info]
    form = await typed(request) if request.method == "POST" else None
    told = await held.session.ask({"do": "form", "path": path, "form": form})
    if "to" in told:
        raise web.HTTPSeeOther(told["to"])
    if "show" not in told:
        return kept(told.get("problems", ()), form, 401 if told == OVER else 422)
    about: dict[str, Any] = told["about"]
    response = page(told["show"], told["status"], who=held.who, token=held.form_token, **about)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


async def typed(request: web.Request) -> dict[str, str]:
    """What was written into the fields of a form; files are none of it. What is no form is refused as such."""
    try:
        sent = await request.post()
    except (
        ValueError,
        LookupError,
    ) as error:  # bytes that are no text, a set of characters that there is not
        raise web.HTTPBadRequest(text="This is no form.\n") from error
    return {name: said for name, said in sent.items() if isinstance(said, str)}


def kept(problems: object, form: dict[str, str] | None, status: int) -> web.Response:
    """Why nothing was done, with all that was typed: it is nowhere else, and is to be copied from here."""
    sent = form or {}
    texts = [(name, text) for name, text in sent.items() if name not in _OURS and text.strip()]
    title = "This cannot be shown" if form is None else "Nothing was saved"
    response = page("form/kept", status, title=title, problems=problems, texts=texts)
    response.headers["Content-Security-Policy"] = _POLICY
    return response
