"""Whoever tries passwords waits longer each time, and whoever knows theirs hardly notices."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.serve.attempts import Attempts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def failing(
    attempts: Attempts, clock: Clock, tries: int, account: str = "anna", address: str = "1.2.3.4"
) -> int:
    """How many of so many attempts, one a second, are looked at at all."""
    looked_at = 0
    for _ in range(tries):
        if not attempts.wait(account, address):
            attempts.begin(account, address)
            looked_at += 1
        clock.now += 1
    return looked_at


def test_of_a_thousand_wrong_passwords_a_dozen_are_looked_at() -> None:
    clock = Clock()

    assert failing(Attempts(clock), clock, 1000) == 12


def test_three_slips_cost_nothing_and_the_right_password_wipes_them() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    failing(attempts, clock, 2)
    attempts.begin("anna", "1.2.3.4")

    attempts.succeeded("anna", "1.2.3.4")

    assert failing(attempts, clock, 3) == 3


def test_many_at_once_do_not_slip_through() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(4):
        attempts.begin("anna", "1.2.3.4")

    assert attempts.wait("anna", "1.2.3.4") == 2


def test_one_address_is_slowed_whatever_accounts_it_tries() -> None:
    clock = Clock()
    attempts = Attempts(clock)

    looked_at = sum(failing(attempts, clock, 1, f"person{number}") for number in range(300))

    assert looked_at < 20


def test_an_account_that_others_try_from_everywhere_is_closed_for_a_minute_at_most() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for number in range(2000):
        attempts.begin("anna", f"10.0.{number // 250}.{number % 250}")

    assert attempts.wait("anna", "192.168.0.1") == 60


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.integers(0, 4000))))
def test_nobody_waits_longer_than_a_quarter_of_an_hour(tried: list[tuple[str, str, int]]) -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for account, address, later in tried:
        attempts.begin(account, address)
        clock.now += later

    assert all(0 <= attempts.wait(account, address) <= 900 for account in "ab" for address in "xy")
