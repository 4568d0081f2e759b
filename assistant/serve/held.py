"""The session that a request belongs to, as those who answer it find it."""

from __future__ import annotations

from aiohttp import web

from assistant.serve.sessions import Held

HELD = web.RequestKey("held", Held)
"""Set on every request that has a session; nothing but signing in is answered without."""
