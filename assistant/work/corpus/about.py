"""What a corpus that was made by chance says of itself, so that nobody takes its figures for real ones."""

from __future__ import annotations

ABOUT = "Synthetic: made by chance by `sccif cases generate`. No home, child or inspection is behind it."
