"""The unit for systemd starts the command with options that it has, as nobody in particular."""

from __future__ import annotations

import shlex
from pathlib import Path

import rich_click as click

from assistant.cli.serve import command

UNIT = (Path(__file__).parents[2] / "scripts" / "sccif.service").read_text().replace("\\\n", " ")


def lines() -> dict[str, str]:
    return dict(line.split("=", 1) for line in UNIT.splitlines() if "=" in line and not line.startswith("#"))


def test_the_unit_gives_options_that_the_command_has() -> None:
    words = shlex.split(lines()["ExecStart"])

    with click.Context(command) as ctx:
        command.make_parser(ctx).parse_args(words[2:])

    assert words[:2] == ["/opt/sccif/bin/sccif", "serve"]


def test_the_unit_runs_it_as_nobody_in_particular_and_lets_it_write_one_folder_alone() -> None:
    said = lines()

    assert said["DynamicUser"] == "yes"
    assert said["ProtectSystem"] == "strict"
    assert said["NoNewPrivileges"] == "yes"
    assert said["CapabilityBoundingSet"] == ""
    assert said["StateDirectory"] == "sccif"
    assert "--state /var/lib/sccif" in said["ExecStart"]
    assert said["UMask"] == "0077"
