"""Devices that the owner of the share has sent away."""

from collections.abc import Container

from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Again, Request, Response


class Blocked:
    """A layer that refuses whatever comes from ``addresses``, which may change at any time."""

    is_steady = True

    def __init__(self, addresses: Container[str]) -> None:
        self._addresses = addresses

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Raises HTTPError 403 for a blocked device; else what ``inner`` answers."""
        if request.client in self._addresses:
            raise HTTPError(403, "this device is blocked", close=True)
        response = inner(request)
        again, client = response.again, request.client
        if again is not None:
            response.again = Again(lambda: client not in self._addresses and again.holds(), again.whole)
        return response
