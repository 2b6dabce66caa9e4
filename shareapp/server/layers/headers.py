"""Fields added to every answer: what keeps browsers from guessing and leaking, cross-origin leave, the owner's own."""

import re
from collections.abc import Iterable, Sequence

from shareapp.server.layers.chain import Responder
from shareapp.server.message import Field, Request, Response
from shareapp.server.wire.grammar import FIELD_TEXT, TOKEN

_CORS_METHODS = "GET, HEAD, OPTIONS"
_CORS_MAX_AGE_S = 600
_CORS_EXPOSED = "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Last-Modified"
# Types in which a browser runs scripts when such a file is opened.
_ACTIVE_TYPES = re.compile(r"text/html|application/xhtml\+xml|image/svg\+xml|(?:text|application)/(?:xml|xsl)|.*\+xml")
# Nothing of this server's other pages is within reach of a sandboxed one: it has an origin of its own.
_SANDBOX: Field = ("Content-Security-Policy", "sandbox allow-downloads allow-forms allow-scripts")


class SecurityHeaders:
    """The layer that adds them.

    ``cors`` are the origins whose pages may read this share, "*" for all, none by default. ``sandbox`` cuts HTML and
    SVG files off from the other pages here, as is due where visitors may upload; without it an owner's pages are
    served as they are. ``extra`` are the owner's fields. Raises ValueError for a field that could not be sent.
    """

    is_steady = True

    def __init__(self, *, cors: Sequence[str] = (), sandbox: bool = False, extra: Iterable[Field] = ()) -> None:
        self._cors = frozenset(cors)
        self._sandbox = sandbox
        self._fields: tuple[Field, ...] = (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "cross-origin" if cors else "same-origin"),
            *_checked(extra),
        )

    def __call__(self, request: Request, inner: Responder) -> Response:
        """What ``inner`` answers, with the fields; a CORS preflight is answered here (Fetch standard, section 3.3)."""
        if self._cors and _is_preflight(request):
            response = Response(204, [("Allow", _CORS_METHODS)])
        else:
            response = inner(request)
        response.headers += self._fields
        if self._sandbox:
            _shut_in(response)
        if self._cors:
            self._allow_origin(request, response)
        return response

    def _allow_origin(self, request: Request, response: Response) -> None:
        if "*" in self._cors:
            allowed = "*"
        else:
            response.headers.append(("Vary", "Origin"))
            allowed = request.headers.get("origin", "")
            if allowed not in self._cors:
                return
        response.headers += [("Access-Control-Allow-Origin", allowed), ("Access-Control-Expose-Headers", _CORS_EXPOSED)]
        if _is_preflight(request):
            response.headers += [
                ("Access-Control-Allow-Methods", _CORS_METHODS),
                ("Access-Control-Allow-Headers", "Range, If-Range, If-None-Match, If-Modified-Since"),
                ("Access-Control-Max-Age", str(_CORS_MAX_AGE_S)),
            ]


def _is_preflight(request: Request) -> bool:
    return request.method == "OPTIONS" and "access-control-request-method" in request.headers


def _shut_in(response: Response) -> None:
    if response.header("content-security-policy") is not None:
        return  # a generated page knows its own scripts
    media_type = (response.header("content-type") or "").partition(";")[0].strip(" \t").lower()
    if _ACTIVE_TYPES.fullmatch(media_type):
        response.headers.append(_SANDBOX)


def _checked(fields: Iterable[Field]) -> Iterable[Field]:
    for name, value in fields:
        if TOKEN.fullmatch(name) is None or FIELD_TEXT.fullmatch(value) is None:
            raise ValueError(f"not a header field: {name!r}: {value!r}")
        yield name, value
