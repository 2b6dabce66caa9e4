"""The parts that pages fetch when they need them (see ``content.parts``), beside the shared folder."""

from shareapp.server.content.parts import MANIFEST, PREFIX, manifest, parts
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Field, Request, Response

_FOR_EVER: Field = ("Cache-Control", "public, max-age=31536000, immutable")  # another content has another address
_FOR_NOW: Field = ("Cache-Control", "no-cache")


class Parts:
    """A layer that answers what begins with ``PREFIX``; ``share`` is the name that a home screen shows.

    It belongs outside of every door: nothing here is a secret beyond the name that the door shows anyway, and home
    screens ask without a cookie.
    """

    is_steady = True

    def __init__(self, share: str) -> None:
        self._share = share

    def __call__(self, request: Request, inner: Responder) -> Response:
        """One part, or what ``inner`` answers. Raises HTTPError 404 for a part of another version, and 405."""
        if not request.path.startswith(PREFIX):
            return inner(request)
        if request.path == MANIFEST:
            part, caching = manifest(self._share), _FOR_NOW
        elif request.path in parts():
            part, caching = parts()[request.path], _FOR_EVER
        else:
            raise HTTPError(404)
        if request.method not in {"GET", "HEAD"}:
            raise HTTPError(405, headers=[("Allow", "GET, HEAD")])
        return Response(200, [("Content-Type", part.media_type), caching], part.content)
