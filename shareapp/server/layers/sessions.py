"""What a visitor carries after coming in: a cookie that we signed, and the key that the QR code carries.

Nothing is stored: whoever holds the secret can tell a cookie of ours from any other, and another secret, as another
password has, ends them all. A cookie cannot be taken back alone; there is one user, so there is nobody to tell apart.
"""

import base64
import hmac
import re
import secrets
import time
from collections.abc import Callable
from typing import Final

from shareapp.server.message import Field, Headers, Request

LIFETIME_S: Final = 7 * 24 * 3600
KEY_PREFIX: Final = "/~key/"
_KEY_IN_ADDRESS = re.compile(r"(^|//[^/]*)/(?:~|%7[eE])key/[^?#]*")
_TOKEN = re.compile(r"(?P<until>[0-9]{1,12})\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{43}")
_COOKIE_NAME = re.compile(r"(?:__Host-)?shareapp-[0-9]+")
_DEFAULT_PORTS: Final = ("80", "443")


class Sessions:
    """Cookies and key of one share, all made from ``secret``. May be used by many threads."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._clock = clock
        self._key_path = key_path(secret).encode()

    def opens(self, path: str) -> bool:
        """Whether ``path`` is the one in the QR code."""
        return hmac.compare_digest(path.encode("utf-8", "surrogatepass"), self._key_path)

    def cookie(self, request: Request) -> Field:
        """The field that lets the sender of ``request`` in from now on (RFC 6265 section 4.1).

        Lax, not Strict: a scanned code is opened from another program, and a link to a picture from a chat.
        """
        token = f"{int(self._clock()) + LIFETIME_S}.{secrets.token_urlsafe(12)}"
        value = f"{_cookie_name(request)}={token}.{self._signature(token)}"
        secure = "; Secure" if request.secure else ""
        return ("Set-Cookie", f"{value}; Max-Age={LIFETIME_S}; Path=/; HttpOnly; SameSite=Lax{secure}")

    def accepts(self, request: Request) -> bool:
        """Whether the request brings a cookie of ours that is still good."""
        name = _cookie_name(request)
        pairs = (
            pair.strip(" \t").partition("=") for value in request.headers.get_all("cookie") for pair in value.split(";")
        )
        return any(self._is_good(token) for key, _, token in pairs if key == name)

    def _is_good(self, token: str) -> bool:
        match = _TOKEN.fullmatch(token)
        if match is None:
            return False
        signed, _, signature = token.rpartition(".")
        return hmac.compare_digest(signature, self._signature(signed)) and int(match["until"]) > self._clock()

    def _signature(self, text: str) -> str:
        return _base64url(hmac.digest(self._secret, b"session " + text.encode(), "sha256"))


def key_path(secret: bytes) -> str:
    """The path that lets in whoever scans it from the QR code: a key of 128 bits in 22 characters."""
    return KEY_PREFIX + _base64url(hmac.digest(secret, b"key", "sha256")[:16])


def blotted(address: str) -> str:
    """A request target or an address as a log may keep it: without the key, be it a good one or not."""
    return _KEY_IN_ADDRESS.sub(rf"\1{KEY_PREFIX}***", address) if "key/" in address else address


def without_cookies(request: Request) -> Request:
    """The request as a script may see it, which has no use for the key to the house, nor to those next door: browsers
    send the cookie of each share to all ports of its computer (RFC 6265 section 8.5)."""
    if "cookie" not in request.headers:
        return request
    fields = [(key, value if key.lower() != "cookie" else _without_ours(value)) for key, value in request.headers]
    return request._replace(headers=Headers(field for field in fields if field[1] or field[0].lower() != "cookie"))


def _without_ours(value: str) -> str:
    pairs = (pair.strip(" \t") for pair in value.split(";"))
    return "; ".join(pair for pair in pairs if not _COOKIE_NAME.fullmatch(pair.partition("=")[0].rstrip(" \t")))


def _cookie_name(request: Request) -> str:
    """Cookies know no ports (RFC 6265 section 8.5): the name keeps two shares of one computer apart.

    The prefix makes browsers refuse one that came unencrypted (RFC 6265bis section 4.1.3.2).
    """
    port = request.host.rpartition(":")[2]
    if not (port.isascii() and port.isdecimal()):
        port = _DEFAULT_PORTS[request.secure]
    return f"{'__Host-' if request.secure else ''}shareapp-{port}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
