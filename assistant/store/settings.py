"""What a store keeps of itself: the few settings that its keepers agree on."""

from __future__ import annotations

from assistant.store.ledger import Ledger


def setting(ledger: Ledger, name: str) -> str | None:
    """What a setting says, None where it was never made or was taken back."""
    rows = ledger.database.rows("SELECT value FROM settings WHERE name = ?", (name,))
    return str(rows[0][0]) or None if rows else None


def set_setting(ledger: Ledger, name: str, value: str | None) -> None:
    """Make a setting, or take it back. Raises `Refused` where whoever is signed in may not."""
    with ledger.database.writing():
        ledger.database.rows(
            "INSERT INTO settings (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value or ""),
        )
