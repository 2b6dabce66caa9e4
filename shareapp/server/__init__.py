"""HTTP over sockets: everything ``http.server`` has, under its names, and the values that the engine is made of.

``import shareapp.server`` takes the place of ``import http.server``. What differs, and why, is told in
docs/http-server-differences.md.
"""

import os as os  # CPython's tests, and with them others, reach it by this name

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
