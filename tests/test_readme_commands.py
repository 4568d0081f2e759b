"""The README's two commands are where CI looks for them, and are something that can be run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name,command", [("run", "sh scripts/demo"), ("test", "sh scripts/test")])
def test_the_command_stands_alone_in_its_block(name: str, command: str) -> None:
    blocks = re.findall(rf"^<!-- command: {name} -->\n+```\w*\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)

    assert blocks == [command]
    script = ROOT / command.removeprefix("sh ")
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(script, os.X_OK)


def test_every_file_the_readme_points_at_is_there() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
