"""`sccif cases generate`: makes a corpus of constructed cases, to try out, teach and measure with."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from assistant.cli.options import pack_option
from assistant.cli.progress import progress
from assistant.cli.terminal import visible


@click.command("generate")
@click.option(
    "-n",
    "--count",
    type=click.IntRange(1),
    metavar="N",
    default=100,
    show_default=True,
    help="How many cases.",
)
@click.option(
    "--seed", type=int, metavar="N", default=1, show_default=True, help="The same seed makes the same cases."
)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A new .jsonl file, a case a line; or a new folder of tables as Parquet files. Default: standard output.",
)
@pack_option
def command(count: int, seed: int, path: Path | None, pack_dir: Path | None) -> None:
    """Make constructed cases by chance: no home, child or inspection is behind them.

    Each holds a sealed view and a judgement, as `sccif audit` and `sccif rules diff` read them, which nobody
    made. Their answers hang together, as a home has a trend; some are second readings of the case before. Each
    file says that it is synthetic, and no number in it says anything of real inspections.

    What is written as .jsonl, or on standard output, is also read by `sccif judge`, as FILE.jsonl or -; a folder
    of tables is not.
    """
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.work.corpus.about import ABOUT
    from assistant.work.corpus.generating import generated
    from assistant.work.corpus.writing import line_of, write_lines, write_tables

    pack = load_pack(pack_dir)
    cases = generated(Judging(pack, "meaning"), count, seed)
    if path is None:
        for case in cases:
            sys.stdout.write(line_of(case, pack))
        return
    with progress("cases", count) as told:
        if path.suffix == ".jsonl":
            write_lines(cases, pack, path, told)
        else:
            write_tables(cases, pack, path, ABOUT, told)
    click.echo(visible(f"{count} synthetic cases, by seed {seed}, are in {path}"))
