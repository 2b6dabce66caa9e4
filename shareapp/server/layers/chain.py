"""The one shape of everything that answers: Responder, and Layer around it."""

from collections.abc import Callable, Sequence

from shareapp.server.message import Request, Response

Responder = Callable[[Request], Response]
"""Answers a request, or raises HTTPError. Knows nothing of sockets and threads; may be called by many threads."""

Layer = Callable[[Request, Responder], Response]
"""May answer itself, or call the inner responder and change (or replace and close) its response.

One that decides by the request and by what ``Response.again`` asks alone, or takes that away where it decides by more,
says so with a true attribute ``is_steady``. Nothing that any other layer lets through is stored, so forgetting it costs
speed only.
"""


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

    def respond_once(request: Request) -> Response:
        response = answer(request, inner)
        response.again = None
        return response

    return respond if getattr(layer, "is_steady", False) else respond_once
