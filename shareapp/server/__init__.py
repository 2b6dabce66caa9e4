"""HTTP over sockets: everything ``http.server`` has, under its names, and the values that the engine is made of.

``import shareapp.server`` takes the place of ``import http.server``. What differs, and why, is told in
docs/http-server-differences.md.
"""

import importlib
import os as os  # CPython's tests, and with them others, reach it by this name
import typing

if typing.TYPE_CHECKING:
    from shareapp.server.command import _get_best_family as _get_best_family
    from shareapp.server.command import _main as _main
    from shareapp.server.command import test as test
    from shareapp.server.errors import HTTPError as HTTPError
    from shareapp.server.handlers.base import BaseHTTPRequestHandler
    from shareapp.server.handlers.cgi import CGIHTTPRequestHandler
    from shareapp.server.handlers.cgi import _url_collapse_path as _url_collapse_path
    from shareapp.server.handlers.cgi import executable as executable
    from shareapp.server.handlers.cgi import nobody as nobody
    from shareapp.server.handlers.cgi import nobody_uid as nobody_uid
    from shareapp.server.handlers.responses import __version__ as __version__
    from shareapp.server.handlers.simple import SimpleHTTPRequestHandler
    from shareapp.server.handlers.texts import DEFAULT_ERROR_CONTENT_TYPE as DEFAULT_ERROR_CONTENT_TYPE
    from shareapp.server.handlers.texts import DEFAULT_ERROR_MESSAGE as DEFAULT_ERROR_MESSAGE
    from shareapp.server.layers.chain import Layer as Layer
    from shareapp.server.layers.chain import Responder as Responder
    from shareapp.server.limits import Limits as Limits
    from shareapp.server.message import Request as Request
    from shareapp.server.message import Response as Response
    from shareapp.server.servers import HTTPServer, HTTPSServer, ThreadingHTTPServer, ThreadingHTTPSServer

__all__ = [  # http.server's own seven, so that "import *" brings what it always brought
    "BaseHTTPRequestHandler",
    "CGIHTTPRequestHandler",
    "HTTPSServer",
    "HTTPServer",
    "SimpleHTTPRequestHandler",
    "ThreadingHTTPSServer",
    "ThreadingHTTPServer",
]

_HOMES = {
    "command": "_get_best_family _main test",
    "errors": "HTTPError",
    "handlers.base": "BaseHTTPRequestHandler",
    "handlers.cgi": "CGIHTTPRequestHandler _url_collapse_path executable nobody nobody_uid",
    "handlers.responses": "__version__",
    "handlers.simple": "SimpleHTTPRequestHandler",
    "handlers.texts": "DEFAULT_ERROR_CONTENT_TYPE DEFAULT_ERROR_MESSAGE",
    "layers.chain": "Layer Responder",
    "limits": "Limits",
    "message": "Request Response",
    "servers": "HTTPServer HTTPSServer ThreadingHTTPServer ThreadingHTTPSServer",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


if not typing.TYPE_CHECKING:  # which would take every misspelt name for an object

    def __getattr__(name: str) -> object:
        """The name from where it lives, loaded when it is asked for first (PEP 562): the product needs none of the
        classes, and its start would wait for them."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found: object = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOME_OF})
