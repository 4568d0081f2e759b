"""Makes a pack again from the text it is kept as, so that what was once proposed by it can be worked out again."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from assistant.pack.model import Pack
from assistant.pack.resolve import load_pack
from assistant.problems import Problem, Refused


def kept_pack(content: str, digest: str) -> Pack:
    """The pack that `Pack.content` says. Raises `Refused` where it is not the one with this digest."""
    with tempfile.TemporaryDirectory(prefix="sccif-pack-") as folder:
        for name, value in json.loads(content).items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            # JSON is YAML too, and every value is text, a list or a mapping.
            file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        pack = load_pack(folder)
    if pack.digest != digest:
        what, right = "the pack that was kept is not the one it is kept as", "restore the last backup"
        raise Refused([Problem("store-damaged", what, right)])
    return pack
