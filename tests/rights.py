"""The rights of somebody who is not root, also for who runs the tests as root: file modes hold for them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# capabilities(7): with these, root reads and writes whatever a file's mode says.
PAST_MODES = 1 << 1 | 1 << 2
VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def as_modes_say() -> Iterator[None]:
    """Within it, this thread may read and write only what file modes give to its user.

    Somebody else's user would not do: the code under test may lie where only root comes.
    """
    if os.name != "posix":
        pytest.skip("needs file modes")
    if os.geteuid() != 0:
        yield
        return
    if not sys.platform.startswith("linux"):
        pytest.skip("root's rights can be laid down on Linux only")
    libc = ctypes.CDLL(None, use_errno=True)
    # The kernel's second element holds the capabilities from 32 on, which are left as they are.
    header, sets = _Header(VERSION_3, 0), (_Sets * 2)()
    _checked(libc.capget(ctypes.byref(header), sets))
    whole = sets[0].effective
    sets[0].effective = whole & ~PAST_MODES
    _checked(libc.capset(ctypes.byref(header), sets))
    try:
        yield
    finally:
        sets[0].effective = whole
        _checked(libc.capset(ctypes.byref(header), sets))


def _checked(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "the capabilities of this thread cannot be read or set")
