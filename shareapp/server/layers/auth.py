"""Who may come in: Basic authentication (RFC 7617), for programs and for everybody who has no form to fill in."""

import base64
import hmac
from collections.abc import Callable

from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.throttle import Throttle
from shareapp.server.message import Request, Response


class BasicAuth:
    """A layer that lets in ``user`` with a password that ``check`` accepts; everybody else gets 401 or 429.

    ``check`` must compare in constant time (see ``sharing.passwords``). Nothing of a credential is ever logged. Whom an
    outer layer knows already (``Request.user``) is not asked again.
    """

    def __init__(
        self, user: str, check: Callable[[str], bool], *, realm: str, throttle: Throttle | None = None
    ) -> None:
        self._user = user.encode()
        self._check = check
        self._challenge = ("WWW-Authenticate", f'Basic realm="{quotable(realm)}", charset="UTF-8"')
        self._throttle = throttle or Throttle()

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Answer as ``inner`` does when the credentials are right. Raises HTTPError 401 or 429."""
        if request.user:
            return inner(request)
        offered = request.headers.get("Authorization")
        if offered is None:
            raise HTTPError(401, "password needed", [self._challenge])
        credentials = _basic_credentials(offered)
        if not self._throttle.judge(request.client, lambda: self._is_right(credentials)):
            raise HTTPError(401, "wrong name or password", [self._challenge])
        user = self._user.decode()
        response = inner(request._replace(user=user))
        response.user = user
        return response

    def _is_right(self, credentials: tuple[str, str] | None) -> bool:
        if credentials is None:
            return False
        user, password = credentials
        right_user = hmac.compare_digest(user.encode("utf-8", "surrogatepass"), self._user)
        # Checked even for an unknown name, so that the time taken does not tell which names exist.
        right_password = self._check(password)
        return right_user and right_password


def _basic_credentials(offered: str) -> tuple[str, str] | None:
    """Name and password from an Authorization value, None when it is not Basic. The password may hold ":"."""
    scheme, _, encoded = offered.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(" "), validate=True).decode("utf-8")
    except ValueError:  # no base64, not even ASCII, or no UTF-8 inside
        return None
    user, colon, password = text.partition(":")
    return (user, password) if colon else None


def quotable(realm: str) -> str:
    """``realm`` as the inside of a quoted-string (RFC 9110 section 5.6.4): ASCII, no quote, backslash or control."""
    return "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in realm)
