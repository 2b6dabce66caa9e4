"""Which Host names are ours, and which web pages may make us change something.

A page on the Internet can point a name of its own at an address in this network and then read a share as if it were
its own (DNS rebinding). It cannot make the browser send another name in Host, so unknown names get 421. Numeric
addresses need no name and are always right.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_address

from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Request, Response

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_AUTHORITY = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]*))?")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_REMEMBERED = 256


class Hosts:
    """Refuses foreign Host names (421) and unsafe requests that a foreign web page makes (403).

    ``names`` are this computer's own and whatever else its owner calls it, without ports; "localhost" is always among
    them. A request without Host, possible in HTTP/1.0 only, comes from no browser and passes.
    """

    is_steady = True

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(_folded(name) for name in ("localhost", *names))
        self._known = {""}  # Host values judged right before: one look-up instead of a parse

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Raises HTTPError 421 (RFC 9110 section 15.5.20) or 403; else what ``inner`` answers."""
        if request.host not in self._known:
            self._judge(request.host)
        if request.method not in _SAFE_METHODS and not _is_from_our_page(request):
            raise HTTPError(403, "the request comes from another web site")
        return inner(request)

    def _judge(self, host: str) -> None:
        name = _authority(host)[0]
        if name not in self._names and not _is_numeric(name):
            raise HTTPError(421, "this name does not lead here")
        if len(self._known) < _REMEMBERED:
            self._known.add(host)


def _is_from_our_page(request: Request) -> bool:
    """Whether the browser says so. A program that is no browser says nothing, and is not what this guards against.

    Sec-Fetch-Site is set by browsers alone, but to trustworthy origins only (HTTPS, localhost); Origin is there with
    every unsafe request of a browser (Fetch standard, section 3.2).
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return True
    scheme = "https" if request.secure else "http"
    origin_scheme, _, origin_authority = origin.partition("://")
    return origin_scheme == scheme and _with_port(origin_authority, scheme) == _with_port(request.host, scheme)


def _with_port(authority: str, scheme: str) -> tuple[str, str]:
    host, port = _authority(authority)
    return host, port or _DEFAULT_PORTS[scheme]


def _authority(text: str) -> tuple[str, str]:
    """Host and port of ``host[:port]``, the host folded; both are "" when it is nothing of that form."""
    match = _AUTHORITY.fullmatch(text)
    return (_folded(match["host"]), match["port"] or "") if match else ("", "")


def _folded(name: str) -> str:
    return name.lower().removesuffix(".")


def _is_numeric(host: str) -> bool:
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if (":" in bare) != (bare != host):  # IPv6 in brackets, IPv4 without (RFC 3986 section 3.2.2)
        return False
    try:
        ip_address(bare)
    except ValueError:
        return False
    return True
