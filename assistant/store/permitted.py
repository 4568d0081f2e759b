"""What whoever is signed in may do, asked before it is offered: on a server it is the server that sees to it."""

from __future__ import annotations

from assistant.store.database import refuse
from assistant.store.kinds import ROLES, Role
from assistant.store.ledger import Ledger

_SEES: tuple[Role, ...] = ("inspector", "reviewer", "rim")
_TRAINS: tuple[Role, ...] = ("trainer", "trainee")
"""As what somebody sees a case that they were given, and as what one for training (docs/access.md)."""


def roles(ledger: Ledger) -> tuple[Role, ...] | None:
    """The roles of whoever is signed in; None where nobody is kept from anything: in a file, or as its owner."""
    return _roles(ledger) if _is_bound(ledger) else None


def may_begin(ledger: Ledger, purpose: str = "inspection") -> bool:
    """Whether they may begin a case for this purpose."""
    return _asked(ledger, "SELECT may_open(?)", purpose)


def may_write(ledger: Ledger, case_id: str, kind: str) -> bool:
    """Whether they may write this kind of event to a case."""
    return _asked(ledger, "SELECT may_tell(?, ?)", case_id, kind)


def may_act_as(ledger: Ledger, case_id: str, role: Role) -> bool:
    """Whether they have a case in a role."""
    return _asked(ledger, "SELECT sees_as(?, ?)", case_id, role)


def may_speak_as(ledger: Ledger, case_id: str, by: str) -> bool:
    """Whether they may state in a case, as its inspector or as the RIM, if a case review is held."""
    if not may_write(ledger, case_id, "case-review-stated"):
        return False
    wanted = "is_a('rim')" if by == "rim" else "is_a('inspector') OR is_a('trainee') OR is_a('trainer')"
    return _asked(ledger, f"SELECT {wanted}")


def need_giveable(ledger: Ledger, case_id: str, who: str, role: Role) -> None:
    """Raises `Refused` where a case would be given to an account that then does not see it; in a file it is only noted."""
    rows = ledger.database.rows
    if ledger.database.dialect == "sqlite":
        return
    if not rows("SELECT 1 FROM pg_roles WHERE rolname = ?", (who,)):
        right = "see how it is spelt, or have the account made on the server first"
        refuse("store-no-person", f"the server knows nobody called `{who}`", right)
    if not rows("SELECT pg_has_role(?, ?, 'member')", (who, f"sccif_{role}"))[0][0]:
        right = f"have whoever keeps the store give it first: `sccif admin give {who} {role}`"
        refuse("store-without-role", f"`{who}` does not have the role {_told(role)} in this store", right)
    is_training = rows("SELECT 1 FROM cases WHERE case_id = ? AND purpose = 'training'", (case_id,))
    if role not in (*_SEES, *(_TRAINS if is_training else ())):
        what = f"as {_told(role)} nobody sees `{case_id}`, so it cannot be given so"
        refuse("store-without-role", what, "give it as inspector, reviewer or rim")


def none_given(ledger: Ledger) -> tuple[str, str] | None:
    """What is said where somebody sees no case and may begin none: what is so, and what would be right.

    None where they may begin one.
    """
    has = roles(ledger)
    if has is None or "inspector" in has:
        return None
    if any(role in has for role in _TRAINS):
        right = "the scenarios to learn on are in the app (`t`), and `sccif train list` has them"
        return "no case was given to you yet", right
    role = next((one for one in has if one in _SEES), None)
    if role is None:
        told = (
            f"as {' and '.join(map(_told, has))} you see no case" if has else "you have no role in this store"
        )
        return told, "whoever keeps the store gives roles (`sccif admin give`)"
    right = (
        "whose case it is, or whoever keeps the store, gives it with "
        f"`sccif cases assign CASE {ledger.actor} --as {role}`"
    )
    return "no case was given to you yet", right


def _roles(ledger: Ledger) -> tuple[Role, ...]:
    held = ledger.database.rows(
        "SELECT rolname FROM pg_roles WHERE left(rolname, 6) = 'sccif_' "
        "AND pg_has_role(session_user, oid, 'member')"
    )
    names = {str(name).removeprefix("sccif_") for (name,) in held}
    return tuple(role for role in ROLES if role in names)


def _is_bound(ledger: Ledger) -> bool:
    """Whether the server sees to it what they see and write."""
    if ledger.database.dialect == "sqlite":
        return False
    return bool(ledger.database.rows("SELECT row_security_active('cases')")[0][0])


def _asked(ledger: Ledger, question: str, *about: str) -> bool:
    return not _is_bound(ledger) or bool(ledger.database.rows(question, about)[0][0])


def _told(role: Role) -> str:
    return role.replace("_", " ")
