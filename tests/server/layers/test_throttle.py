"""Throttle: how long who must wait, and that a burst of guesses learns no more than one guesser."""

from unittest.mock import Mock

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers.throttle import FREE_TRIES, LONGEST_WAIT_S, Throttle

CLIENT = "192.0.2.1"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def wait_of(throttle: Throttle, client: str = CLIENT) -> int:
    """Seconds that the address is told to wait."""
    with pytest.raises(HTTPError) as caught:
        throttle.judge(client, lambda: True)
    assert caught.value.status == 429
    return int(dict(caught.value.headers)["Retry-After"])


def guess(throttle: Throttle, times: int, client: str = CLIENT) -> None:
    for _ in range(times):
        assert not throttle.judge(client, lambda: False)


@pytest.mark.point(92)
def test_after_five_wrong_tries_the_address_must_wait_and_no_other() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    guess(throttle, FREE_TRIES)
    seconds = wait_of(throttle)
    assert throttle.judge("192.0.2.2", lambda: True)
    clock.now += seconds
    assert throttle.judge(CLIENT, lambda: True)


def test_the_right_password_forgives_what_was_wrong_before() -> None:
    throttle = Throttle(Clock())
    guess(throttle, FREE_TRIES - 1)
    assert throttle.judge(CLIENT, lambda: True)
    guess(throttle, FREE_TRIES - 1)
    assert throttle.judge(CLIENT, lambda: True)


@pytest.mark.point(92)
def test_the_wait_grows_but_never_beyond_five_minutes() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    guess(throttle, FREE_TRIES - 1)
    waits: list[int] = []
    for _ in range(30):
        guess(throttle, 1)
        waits.append(wait_of(throttle))
        clock.now += waits[-1]
    assert waits == sorted(waits)
    assert waits[0] < 5 < LONGEST_WAIT_S <= waits[-1] <= LONGEST_WAIT_S + 1


def test_all_addresses_of_one_ipv6_network_are_one_guesser() -> None:
    throttle = Throttle(Clock())
    for number in range(FREE_TRIES):
        guess(throttle, 1, f"2001:db8:1:2:{number:x}::1")
    assert wait_of(throttle, "2001:db8:1:2:ffff::9") > 0
    assert throttle.judge("2001:db8:1:3::1", lambda: True)


def test_a_link_local_address_with_its_interface_is_counted_too() -> None:
    throttle = Throttle(Clock())
    guess(throttle, FREE_TRIES, "fe80::1%eth0")
    assert wait_of(throttle, "fe80::2%eth0") > 0


def test_nothing_is_checked_while_the_address_waits() -> None:
    throttle = Throttle(Clock())
    guess(throttle, FREE_TRIES)
    check = Mock()
    with pytest.raises(HTTPError):
        throttle.judge(CLIENT, check)
    assert not check.called


@pytest.mark.parametrize("is_right", [True, False])
def test_a_burst_of_guesses_learns_nothing_after_the_fifth(is_right: bool) -> None:
    throttle = Throttle(Clock())

    def check() -> bool:
        guess(throttle, FREE_TRIES)  # the others of the burst, while this one is derived
        return is_right

    with pytest.raises(HTTPError):
        throttle.judge(CLIENT, check)
    assert wait_of(throttle) == (3 if is_right else 5)


def test_a_million_addresses_do_not_fill_the_memory() -> None:
    throttle = Throttle(Clock())
    for number in range(5000):
        guess(throttle, 1, f"2001:db8:0:{number:x}::1")
    assert len(throttle._tries) <= 4096
