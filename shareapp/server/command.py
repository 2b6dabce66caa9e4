"""``python -m shareapp.server``: the command line of ``python -m http.server`` (3.15's), over the strict profile."""

# ruff: noqa: PT028 - ``test`` is http.server's name of what is no test.

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shareapp.server.handlers.base import BaseHTTPRequestHandler
from shareapp.server.handlers.cgi import CGIHTTPRequestHandler
from shareapp.server.handlers.colours import coloured_banner, shows_colours
from shareapp.server.handlers.simple import SimpleHTTPRequestHandler
from shareapp.server.servers import ThreadingHTTPServer, ThreadingHTTPSServer
from shareapp.server.wire.grammar import FIELD_TEXT, TOKEN


class _Files(SimpleHTTPRequestHandler):
    strict = True
    server_version = "shareapp"
    sys_version = ""


class _Scripts(CGIHTTPRequestHandler):
    strict = True
    server_version = "shareapp"
    sys_version = ""


def _get_best_family(host: str | None, port: int) -> tuple[socket.AddressFamily, Any]:
    """Family and socket address of the first answer for ``host`` (None: this computer) and ``port``. Raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _type, _protocol, _name, sockaddr = next(iter(answers))
    return family, sockaddr


def test(  # noqa: PLR0913, PLR0917 - http.server's signature
    HandlerClass: Any = BaseHTTPRequestHandler,  # noqa: N803 - http.server's name
    ServerClass: Any = ThreadingHTTPServer,  # noqa: N803 - http.server's name
    protocol: str = "HTTP/1.0",
    port: int = 8000,
    bind: str | None = None,
    tls_cert: Any = None,
    tls_key: Any = None,
    tls_password: Any = None,
) -> None:
    """Serve with ``HandlerClass`` until Ctrl-C, which ends the program with 0.

    Sets ``ServerClass.address_family`` and ``HandlerClass.protocol_version``, as ``http.server.test`` does. Raises
    OSError for an address that cannot be bound and for certificate files that cannot be used.
    """
    ServerClass.address_family, address = _get_best_family(bind, port)
    HandlerClass.protocol_version = protocol
    tls = {"certfile": tls_cert, "keyfile": tls_key, "password": tls_password} if tls_cert else {}
    with ServerClass(address, HandlerClass, **tls) as server:
        banner = _banner(server.socket.getsockname(), "https" if tls_cert else "http")
        print(coloured_banner(banner) if shows_colours(sys.stdout) else banner, flush=True)  # noqa: T201
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nKeyboard interrupt received, exiting.")  # noqa: T201
            sys.exit(0)


def _banner(address: tuple[Any, ...], scheme: str) -> str:
    host, port = address[:2]
    url_host = f"[{host}]" if ":" in host else host
    return f"Serving {scheme.upper()} on {host} port {port} ({scheme}://{url_host}:{port}/) ..."


def _main(args: Sequence[str] | None = None) -> None:
    """Serve what the command line ``args`` (default: the program's own) asks for. Ends the program on bad usage."""
    parser = _parser()
    options = parser.parse_args(args)
    password = _checked(parser, options)
    try:
        test(
            HandlerClass=_handler(options),
            ServerClass=_server(options),
            protocol=options.protocol,
            port=options.port,
            bind=options.bind,
            tls_cert=options.tls_cert,
            tls_key=options.tls_key,
            tls_password=password,
        )
    except OSError as error:
        files = ", ".join(filter(None, (options.tls_cert, options.tls_key)))
        about = files if type(error).__module__ == "ssl" else f"{options.bind or 'all interfaces'} port {options.port}"
        parser.exit(1, f"{parser.prog}: error: {about}: {error}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m shareapp.server")
    add = parser.add_argument
    add("--cgi", action="store_true", help="run as CGI server")
    add("-b", "--bind", metavar="ADDRESS", help="bind to this address (default: all interfaces)")
    add("-d", "--directory", default=str(Path.cwd()), help="serve this directory (default: current directory)")
    add("-p", "--protocol", metavar="VERSION", default="HTTP/1.0",
        help="conform to this HTTP version (default: %(default)s)")  # fmt: skip
    add("--tls-cert", metavar="PATH", help="path to the TLS certificate chain file")
    add("--tls-key", metavar="PATH", help="path to the TLS key file")
    add("--tls-password-file", metavar="PATH", help="path to the password file for the TLS key")
    add("--content-type", metavar="TYPE", default=SimpleHTTPRequestHandler.default_content_type,
        help="content type for unknown extensions (default: %(default)s)")  # fmt: skip
    add("-H", "--header", nargs=2, action="append", metavar=("NAME", "VALUE"), default=[],
        help="add a header to successful responses; may be given several times")  # fmt: skip
    add("port", default=8000, type=int, nargs="?", help="bind to this port (default: %(default)s)")
    return parser


def _checked(parser: argparse.ArgumentParser, options: argparse.Namespace) -> str | None:
    """Refuse combinations that mean nothing; the key's password, if a file has it."""
    if options.protocol not in ("HTTP/1.0", "HTTP/1.1"):
        parser.error(f"argument -p/--protocol: neither HTTP/1.0 nor HTTP/1.1: {options.protocol!r}")
    if not 0 <= options.port <= 65535:  # the system would take the remainder for the port
        parser.error(f"argument port: not a port: {options.port}")
    if not os.path.isdir(options.directory):  # noqa: PTH112 - "" is no folder, where Path("") is the current one
        parser.error(f"argument -d/--directory: not a directory: {options.directory!r}")
    if (options.tls_key or options.tls_password_file) and not options.tls_cert:
        parser.error("--tls-key and --tls-password-file require --tls-cert to be set")
    _check_fields(parser, options)
    for file in filter(None, (options.tls_cert, options.tls_key)):
        if not os.access(file, os.R_OK):
            parser.error(f"cannot read the certificate or its key: {file!r}")
    if not options.tls_password_file:
        key = options.tls_key or options.tls_cert
        if key and b"ENCRYPTED" in Path(key).read_bytes():  # as PEM says it (RFC 7468 section 11, RFC 1421)
            parser.error(f"the key needs its password, by --tls-password-file: {key!r}")
        return None
    try:
        return Path(options.tls_password_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        parser.error(f"cannot read the password file: {error}")


def _check_fields(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse fields that no answer could be sent with."""
    for name, value in [*options.header, ("Content-Type", options.content_type)]:
        if TOKEN.fullmatch(name) is None or FIELD_TEXT.fullmatch(value) is None:
            parser.error(f"not a header field: {name!r}: {value!r}")


def _handler(options: argparse.Namespace) -> type[SimpleHTTPRequestHandler]:
    """The strict handler class, with what the options say about all its objects."""
    chosen = _Scripts if options.cgi else _Files
    return type(chosen.__name__, (chosen,), {"default_content_type": options.content_type})


def _server(options: argparse.Namespace) -> type[ThreadingHTTPServer] | type[ThreadingHTTPSServer]:
    """The server class, which hands the folder and the extra fields to each handler."""

    def finish_request(self: Any, request: Any, client_address: Any) -> None:
        self.RequestHandlerClass(
            request, client_address, self, directory=options.directory, extra_response_headers=options.header
        )

    members = {"finish_request": finish_request}
    if options.tls_cert:
        return type("Server", (ThreadingHTTPSServer,), members)
    return type("Server", (ThreadingHTTPServer,), members)
