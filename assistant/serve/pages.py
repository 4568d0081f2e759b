"""The pages and files that the server has, all of them its own: nothing is loaded from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import textual_serve
from aiohttp import web

from assistant.serve.rendering import rendered

_OWN = Path(str(files("assistant.serve"))) / "static"
_LIBRARY = Path(textual_serve.__file__).parent / "static"


class _File(NamedTuple):
    path: Path
    kind: str


STATIC = {
    "app.css": _File(_OWN / "app.css", "text/css"),
    "app.js": _File(_OWN / "app.js", "text/javascript"),
    "textual.js": _File(_LIBRARY / "js" / "textual.js", "text/javascript"),
    "xterm.css": _File(_LIBRARY / "css" / "xterm.css", "text/css"),
    "mono.ttf": _File(_LIBRARY / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""Every file there is, by the name it is asked for: nothing else is looked for on the disk."""


def page(name: str, status: int = 200, **about: object) -> web.Response:
    """A page from its template."""
    return web.Response(status=status, text=rendered(name, **about), content_type="text/html")


async def static_file(request: web.Request) -> web.StreamResponse:
    """One of the files; they are the same for everybody, signed in or not."""
    found = STATIC.get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound
    return web.FileResponse(
        found.path, headers={"Content-Type": found.kind, "Cache-Control": "private, max-age=3600"}
    )
