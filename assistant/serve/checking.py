"""What has to hold on a machine before a team is served from it: TLS, room on the disks, and limits."""

from __future__ import annotations

import math
import os
import resource
import shutil
import ssl
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from assistant.document import lies_at
from assistant.problems import Problem
from assistant.serve.memory import NOT_SEEN, is_seen
from assistant.serve.settings import MEGABYTE, Limits

_DAYS_LEFT = 30
_NO_ROOM, _LITTLE_ROOM = 200 * MEGABYTE, 2048 * MEGABYTE
_FILES_EACH, _FILES_BESIDE = 7, 64
"""Descriptors that the server holds for a session, and for itself, beside one for each connection."""
_TASKS_EACH = 12
"""Threads of one session's process, those of the solver and of the pool included."""
_MEMORY_EACH = 100 * MEGABYTE
"""What a session takes on the whole, with a margin (`tests.long.serving` measures it)."""
CONNECTIONS_EACH = 2
"""Connections to the database: the app's, and that of the page Files and the plain form."""
_EXPIRED, _NOT_YET, _OTHER_NAME = 10, 9, 62
"""What OpenSSL calls a certificate that is over, that has not begun, and that is of another name."""


class Check(NamedTuple):
    """One thing that was looked at."""

    said: str
    problems: tuple[Problem, ...] = ()


def tls(cert: Path | None, key: Path | None, name: str | None) -> Check:
    """The certificate and its key, as a browser that goes to a server of this name would find them."""
    if cert is None and key is None:
        return Check("none: on this machine alone, or behind a proxy that speaks it")
    if cert is None or key is None:
        what = f"there is a {'key' if cert is None else 'certificate'} alone, with which nothing is served"
        return Check(
            "cannot be used; see below", (Problem("server-tls", what, "give both --cert and --key"),)
        )
    problems = [Problem("server-tls", what, right) for what, right in _of_files(cert, key)]
    if any(not os.access(one, os.R_OK) for one in (cert, key)):
        return Check("cannot be read; see below", tuple(problems))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(cert, key, password=lambda: "")
    except (OSError, ValueError) as error:
        what = f"the certificate {cert} and the key {key} cannot be used together: {_short(error)}"
        right = "give the chain, the server's own certificate first, and the key that belongs to it, both PEM"
        return Check("cannot be used; see below", (*problems, Problem("server-tls", what, right)))
    found, code = _shown(context, cert, None)
    left = _days_left(found)
    said = [
        f"the certificate holds for {left} more days" if left is not None else "the certificate does not hold"
    ]
    if code == _EXPIRED:
        problems.append(Problem("server-tls", f"the certificate {cert} is over", "renew it"))
    elif code == _NOT_YET:
        problems.append(
            Problem("server-tls", f"the certificate {cert} has not begun", "see the clock, or renew it")
        )
    elif code is not None:
        problems.append(
            Problem("server-tls", f"the certificate {cert} is refused", "see what it was issued for")
        )
    elif left is not None and left < _DAYS_LEFT:
        problems.append(Problem("server-soon", f"the certificate {cert} is over in {left} days", "renew it"))
    if name and code is None:
        _, named = _shown(context, cert, name)
        if named == _OTHER_NAME:
            what = f"the certificate {cert} is not for {name}"
            problems.append(Problem("server-tls", what, "give one for the name in --public-url"))
        else:
            said.append(f"for {name}")
    return Check(", ".join(said), tuple(problems))


def _of_files(cert: Path, key: Path) -> list[tuple[str, str]]:
    found = [
        (f"{one} cannot be read", "name a file that whoever serves may read")
        for one in (cert, key)
        if not os.access(one, os.R_OK)
    ]
    if not found and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        found.append((f"the key {key} can be read by others than its owner", f"chmod 600 {key}"))
    return found


def _shown(server: ssl.SSLContext, cert: Path, name: str | None) -> tuple[dict[str, object], int | None]:
    """What a client is shown that takes this certificate for itself, and what it holds against it; all in memory."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = name is not None
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # whoever issued it is not what is asked here
    client.load_verify_locations(cert)
    to, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [server.wrap_bio(to, back, server_side=True), client.wrap_bio(back, to, server_hostname=name)]
    for _ in range(10):
        for one in ends:
            try:
                one.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as error:
                return {}, error.verify_code
            except ssl.SSLError:
                return {}, -1
    return dict(ends[1].getpeercert() or {}), None


def _days_left(found: dict[str, object]) -> int | None:
    until = found.get("notAfter")
    return (
        math.floor((ssl.cert_time_to_seconds(until) - time.time()) / 86400)
        if isinstance(until, str)
        else None
    )


def disk(state: Path) -> Check:
    """Room where people's drafts lie, where files are on their way, and where the system's log is usually kept."""
    places = {"state": state, "temporary files": Path(tempfile.gettempdir()), "log": Path("/var/log")}
    said: list[str] = []
    problems: list[Problem] = []
    for name, place in places.items():
        there = next(
            (one for one in (place.absolute(), *place.absolute().parents) if lies_at(one)), Path("/")
        )
        free = shutil.disk_usage(there).free
        said.append(f"{name} {_large(free)} free")
        right = "make room there, or name another folder"
        if free < _NO_ROOM:
            problems.append(Problem("server-disk", f"there is no room at {place}: {_large(free)}", right))
        elif free < _LITTLE_ROOM:
            problems.append(Problem("server-soon", f"there is little room at {place}: {_large(free)}", right))
    return Check(", ".join(said), tuple(problems))


def limits(sessions: int, connections: int | None) -> Check:
    """Whether so many sessions fit into what this process may open, begin and hold, and into the database's connections."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    tasks = _least(resource.getrlimit(resource.RLIMIT_NPROC)[0], _of_group("pids.max"))
    memory = _least(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), _of_group("memory.max"))
    asked: list[tuple[str, int, int, str, Callable[[int], str]]] = [
        (
            "open files",
            files,
            Limits().connections + sessions * _FILES_EACH + _FILES_BESIDE,
            "LimitNOFILE",
            str,
        ),
        ("processes", tasks, sessions * _TASKS_EACH, "TasksMax", str),
        ("memory", memory, sessions * _MEMORY_EACH, "MemoryMax, or the machine's own", _large),
    ]
    if connections is not None:
        needed = sessions * CONNECTIONS_EACH
        asked.append(("connections to the database", connections, needed, "max_connections", str))
    said = [f"{name} {'without limit' if _is_open(most) else told(most)}" for name, most, _, _, told in asked]
    problems = [
        Problem(
            "server-limits",
            f"{sessions} sessions may need {told(needed)} of {name}, and there are {told(most)}",
            f"raise it ({setting}), or serve fewer with --sessions",
        )
        for name, most, needed, setting, told in asked
        if not _is_open(most) and most < needed
    ]
    if not is_seen():
        problems.append(
            Problem("server-limits", NOT_SEEN, "serve on Linux, or watch the sessions by other means")
        )
    return Check(", ".join(said), tuple(problems))


def _of_group(name: str) -> int:
    """A limit of the group that this process is in, as systemd sets it."""
    try:
        group = Path("/proc/self/cgroup").read_text(encoding="utf-8").strip().rpartition("::")[2]
        return int((Path("/sys/fs/cgroup") / group.lstrip("/") / name).read_text(encoding="ascii"))
    except (OSError, ValueError):  # none there, or `max`
        return resource.RLIM_INFINITY


def _is_open(most: int) -> bool:
    return most in (resource.RLIM_INFINITY, sys.maxsize)


def _least(*limits: int) -> int:
    return min((one for one in limits if not _is_open(one)), default=resource.RLIM_INFINITY)


def _large(size: int) -> str:
    return f"{size / MEGABYTE / 1024:.1f} GB" if size >= 1024 * MEGABYTE else f"{size // MEGABYTE} MB"


def _short(error: Exception) -> str:
    return getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
