"""Against guessing: whoever is wrong too often waits, longer each time. One list of tries for all doors of a share."""

import time
from collections.abc import Callable
from ipaddress import IPv6Address
from typing import NamedTuple

from shareapp.server.errors import HTTPError

FREE_TRIES = 5
"""Wrong passwords from one address before it must wait; people mistype."""
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 300.0
_REMEMBERED_ADDRESSES = 4096


class _Tries(NamedTuple):
    wrong: int
    until: float  # monotonic seconds; no further try before


class Throttle:
    """Counts wrong passwords by address, with IPv6 by network: whoever has one address there has 2**64 of them (RFC
    4291 section 2.5.4), so counting each alone would count nobody. May be used by many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # Owned by no thread: each entry is replaced whole, so the worst a race can do is to count one try less.
        self._tries: dict[str, _Tries] = {}

    def judge(self, client: str, check: Callable[[], bool]) -> bool:
        """What ``check`` says of a password from ``client``.

        Raises HTTPError 429 with Retry-After (RFC 6585 section 4) while that address must wait.

        Checking takes time, in which others from there may have been wrong: a burst of guesses is one guesser, so
        what came out is kept back then, right or wrong.
        """
        source = _source(client)
        self._refuse_while_waiting(source)
        is_right = check()
        try:
            self._refuse_while_waiting(source)
        finally:
            if not is_right:
                self._remember_wrong(source)
        if is_right:
            self._tries.pop(source, None)
        return is_right

    def _refuse_while_waiting(self, source: str) -> None:
        tries = self._tries.get(source)
        if tries is None:
            return
        seconds_left = tries.until - self._clock()
        if seconds_left > 0:
            raise HTTPError(429, "too many wrong passwords", [("Retry-After", str(int(seconds_left) + 1))])

    def _remember_wrong(self, source: str) -> None:
        wrong = self._tries.get(source, _Tries(0, 0.0)).wrong + 1
        wait = 0.0 if wrong < FREE_TRIES else min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 30))
        if len(self._tries) >= _REMEMBERED_ADDRESSES:
            self._forget_oldest()
        self._tries[source] = _Tries(wrong, self._clock() + wait)

    def _forget_oldest(self) -> None:
        oldest = min(list(self._tries.items()), key=lambda item: item[1].until)[0]
        self._tries.pop(oldest, None)


def _source(client: str) -> str:
    """What is counted as one: an IPv4 address, or the first half of an IPv6 address."""
    return IPv6Address(client).packed[:8].hex() if ":" in client else client
