"""The one shape of everything that answers: Responder, and Layer around it."""

from collections.abc import Callable, Sequence

from shareapp.server.message import Request, Response

Responder = Callable[[Request], Response]
"""Answers a request, or raises HTTPError. Knows nothing of sockets and threads; may be called by many threads."""

Layer = Callable[[Request, Responder], Response]
"""May answer itself, or call the inner responder and change (or replace and close) its response."""


def compose(layers: Sequence[Layer], innermost: Responder) -> Responder:
    """Fold ``layers`` (outermost first) around ``innermost`` once, at start, so that a request costs plain calls."""
    responder = innermost
    for layer in reversed(layers):
        responder = _wrap(layer, responder)
    return responder


def _wrap(layer: Layer, inner: Responder) -> Responder:
    # Python calls a method twice as fast as an object that has it for being called.
    answer: Layer = layer if hasattr(layer, "__code__") else layer.__call__  # type: ignore[operator]

    def respond(request: Request) -> Response:
        return answer(request, inner)

    return respond
