"""Who may come in: Basic authentication (RFC 7617) with a throttle against guessing, one try list per address."""

import base64
import binascii
import hmac
import time
from collections.abc import Callable
from typing import NamedTuple

from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Request, Response

FREE_TRIES = 5
"""Wrong passwords from one address before it must wait; people mistype."""
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 300.0
_REMEMBERED_ADDRESSES = 4096


class _Tries(NamedTuple):
    wrong: int
    until: float  # monotonic seconds; no further try before


class BasicAuth:
    """A layer that lets in ``user`` with a password that ``check`` accepts; everybody else gets 401 or 429.

    ``check`` must compare in constant time (see ``sharing.passwords``). Nothing of a credential is ever logged.
    """

    def __init__(
        self, user: str, check: Callable[[str], bool], *, realm: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._user = user.encode()
        self._check = check
        self._challenge = ("WWW-Authenticate", f'Basic realm="{_quotable(realm)}", charset="UTF-8"')
        self._clock = clock
        # Owned by no thread: each entry is replaced whole, so the worst a race can do is to count one try less.
        self._tries: dict[str, _Tries] = {}

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Answer as ``inner`` does when the credentials are right. Raises HTTPError 401 or 429."""
        offered = request.headers.get("Authorization")
        if offered is None:
            raise HTTPError(401, "password needed", [self._challenge])
        self._refuse_while_waiting(request.client)
        user = self._authenticated_user(offered)
        if user is None:
            self._remember_wrong(request.client)
            raise HTTPError(401, "wrong name or password", [self._challenge])
        self._tries.pop(request.client, None)
        response = inner(request._replace(user=user))
        response.user = user
        return response

    def _authenticated_user(self, offered: str) -> str | None:
        credentials = _basic_credentials(offered)
        if credentials is None:
            return None
        user, password = credentials
        right_user = hmac.compare_digest(user.encode("utf-8", "surrogatepass"), self._user)
        # Checked even for an unknown name, so that the time taken does not tell which names exist.
        right_password = self._check(password)
        return user if right_user and right_password else None

    def _refuse_while_waiting(self, client: str) -> None:
        tries = self._tries.get(client)
        if tries is None:
            return
        seconds_left = tries.until - self._clock()
        if seconds_left > 0:
            raise HTTPError(429, "too many wrong passwords", [("Retry-After", str(int(seconds_left) + 1))])

    def _remember_wrong(self, client: str) -> None:
        wrong = self._tries.get(client, _Tries(0, 0.0)).wrong + 1
        wait = 0.0 if wrong < FREE_TRIES else min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 30))
        if len(self._tries) >= _REMEMBERED_ADDRESSES:
            self._forget_oldest()
        self._tries[client] = _Tries(wrong, self._clock() + wait)

    def _forget_oldest(self) -> None:
        oldest = min(list(self._tries.items()), key=lambda item: item[1].until)[0]
        self._tries.pop(oldest, None)


def _basic_credentials(offered: str) -> tuple[str, str] | None:
    """Name and password from an Authorization value, None when it is not Basic. The password may hold ":"."""
    scheme, _, encoded = offered.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(" "), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    user, colon, password = text.partition(":")
    return (user, password) if colon else None


def _quotable(realm: str) -> str:
    """``realm`` as the inside of a quoted-string (RFC 9110 section 5.6.4): ASCII, no quote, backslash or control."""
    return "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in realm)
