"""The heads of the last requests, kept by reference: they cost whoever looks at them, not whoever serves them."""

from collections import deque
from typing import Final, NamedTuple

from shareapp.server.limits import Limits
from shareapp.server.message import Field, Headers
from shareapp.server.wire.head import parse_request_head

_SECRET: Final = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
_HIDDEN: Final = "•••"


class Heads(NamedTuple):
    """What was said around one request. Passwords and cookies are blotted out."""

    request: tuple[Field, ...]
    status_line: str  # "HTTP/1.1 200 OK", "" when nothing was answered
    response: tuple[Field, ...]
    encryption: str  # "TLSv1.3 · TLS_AES_256_GCM_SHA384", "" for plain HTTP


class RecentHeads:
    """The heads of the last ``KEPT`` requests. Any thread may keep and find."""

    KEPT: Final = 1000  # some 4 MB when all come from browsers

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self._limits = limits
        self._recent: deque[tuple[float, str, Headers | bytes, bytes, str]] = deque(maxlen=self.KEPT)

    def keep(self, at: float, client: str, request: Headers | bytes, response: bytes, encryption: str) -> None:
        """Remember one request, its fields or its whole head, by when it came and from whom. On the hot path: no work
        but this."""
        self._recent.append((at, client, request, response, encryption))

    def find(self, at: float, client: str) -> Heads | None:
        """The heads of the request that came then from there; None when they are kept no more."""
        # The deque copies itself in one step, with a global lock or without, so that nobody changes it meanwhile.
        for then, who, request, response, encryption in reversed(self._recent.copy()):
            if then == at and who == client:
                status_line, *lines = response.decode("latin-1").rstrip("\r\n").split("\r\n")
                asked = parse_request_head(request, self._limits).headers if isinstance(request, bytes) else request
                return Heads(_shown(asked), status_line, _shown(_fields(lines)), encryption)
        return None


def _fields(lines: list[str]) -> list[Field]:
    return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]


def _shown(fields: Headers | list[Field]) -> tuple[Field, ...]:
    return tuple((name, _HIDDEN if name.lower() in _SECRET else value) for name, value in fields)
