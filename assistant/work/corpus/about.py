"""What a corpus that was made by chance says of itself, so that nobody takes its figures for real ones."""

from __future__ import annotations

ABOUT = "Synthetic: made by chance by `sccif cases generate`. No home, child or inspection is behind it."


def caution(synthetic: int, cases: int) -> str | None:
    """What is to be said with every figure of a corpus of which so many cases were made by chance; None where none was."""
    if not synthetic:
        return None
    many = "All" if synthetic == cases else f"{synthetic:,}"
    return (
        f"{many} of these cases are synthetic, made by chance: no number here says anything of real "
        "inspections, homes or children."
    )
