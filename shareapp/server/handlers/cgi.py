"""CGIHTTPRequestHandler: scripts below certain folders are run (RFC 3875), everything else is a file."""

# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH118, PTH122 - the steps of http.server's own interface, on translated paths.

import contextlib
import os
import socket
import urllib.parse
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, ClassVar, Final, NamedTuple

from shareapp.server.content.names import quote_path
from shareapp.server.content.paths import Root
from shareapp.server.errors import HTTPError
from shareapp.server.events import TroubleCode
from shareapp.server.handlers.opening import Place
from shareapp.server.handlers.simple import SimpleHTTPRequestHandler, Source
from shareapp.server.handlers.streams import is_connected, is_tls
from shareapp.server.handlers.targets import Target, refuse_strictly
from shareapp.server.layers.cgi import Cgi
from shareapp.server.limits import Limits
from shareapp.server.message import EMPTY_BODY, Headers, Request, Response
from shareapp.server.process import Account, ClientGone, ProcessTimeout, Slots
from shareapp.server.wire.cgi import Script
from shareapp.server.wire.framing import LAST_CHUNK, encode_chunk

_LOCAL_REDIRECTS: Final = 5
_BODILESS: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)

nobody: int | None = None  # what ``nobody_uid`` found, once it was asked


def nobody_uid() -> int:
    """The number of the user "nobody" (POSIX), else one beyond every user."""
    global nobody  # noqa: PLW0603 - http.server has this name at this place
    if nobody is None:
        nobody = _nobody().user if os.name == "posix" else -1
    return nobody


def executable(path: str) -> bool:
    """Whether this user may execute the file."""
    return os.access(path, os.X_OK)


def _nobody() -> Account:
    import pwd

    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        beyond = 1 + max(user.pw_uid for user in pwd.getpwall())
        return Account(user=beyond, group=beyond)
    return Account(user=entry.pw_uid, group=entry.pw_gid)


def _url_collapse_path(path: str) -> str:
    """``path`` decoded and without "." and "..", as folder, "/", last part; the query stays.

    Raises IndexError when ".." leads above the root.
    """
    name, mark, query = path.partition("?")
    *folders, last = urllib.parse.unquote(name).split("/")
    kept: list[str] = []
    for word in [*folders, last] if last in (".", "..") else folders:
        if word == "..":
            kept.pop()  # IndexError at the root
        elif word not in ("", "."):
            kept.append(word)
    tail = "" if last in (".", "..") else last
    return "/" + "/".join(kept) + "/" + tail + mark + query


def _real(path: str) -> str:
    """Where ``path`` leads. Raises HTTPError 404 for what is no path on this system."""
    try:
        return os.path.realpath(path)
    except ValueError as error:  # a lone surrogate; UnicodeEncodeError is one
        raise HTTPError(404, "File not found") from error


class CGIHTTPRequestHandler(SimpleHTTPRequestHandler):
    """Runs what lies below ``cgi_directories`` for GET, HEAD and POST, by the rules of RFC 3875; never shows it.

    Scripts get a small environment of their own, their folder as working directory, bounded time and output
    (``limits``), and as root the rights of "nobody". Where they set no status the lenient profile says "200 Script
    output follows", as ``http.server`` does.
    """

    cgi_directories: ClassVar[list[str]] = ["/cgi-bin", "/htbin"]
    have_fork = hasattr(os, "fork")  # of interest to subclasses only: scripts are started in one way everywhere
    cgi_info: tuple[str, str] = ("", "")  # folder, and script with all behind it, as ``is_cgi`` found them

    _slots: ClassVar[Slots] = Slots(Limits().cgi_processes)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """A class with limits of its own counts its scripts by them."""
        super().__init_subclass__(**kwargs)
        if "limits" in vars(cls):
            cls._slots = Slots(cls.limits.cgi_processes)

    def do_POST(self) -> None:
        """Run a script; anything else cannot be posted to (501)."""
        if self._is_script():
            self.run_cgi()
        else:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED, "Can only POST to CGI scripts")

    def send_head(self) -> Source | None:
        """Run the script that the request names, or send a file's head."""
        if self._is_script():
            self.run_cgi()
            return None
        return super().send_head()

    def is_cgi(self) -> bool:
        """Whether ``path`` leads below one of ``cgi_directories``; then ``cgi_info`` is (that folder, the rest).

        An exception means that the path is refused.
        """
        path = _url_collapse_path(self.path.removeprefix(Target.of(self.path).origin))
        end = path.find("/", 1)
        while end > 0 and path[:end] not in self.cgi_directories:
            end = path.find("/", end + 1)
        if end <= 0:
            return False
        self.cgi_info = path[:end], path[end + 1 :]
        return True

    def is_executable(self, path: str) -> bool:
        """Whether the script at ``path`` may be run."""
        return executable(path)

    def is_python(self, path: str) -> bool:
        """Whether ``path`` is run by this Python where the system cannot start it by itself."""
        return os.path.splitext(path)[1].lower() in (".py", ".pyw")

    def run_cgi(self) -> None:
        """Run the script that ``cgi_info`` names and send what it says."""
        try:
            answer = self._run_script()
            if answer is not None:
                self._send_output(answer)
        except HTTPError as error:
            self._refuse_path(error)

    def _run_script(self) -> Response | None:
        """What the script answers. None when a local redirect led to a file, which has been sent."""
        folder, rest = self.cgi_info
        name, _, query = rest.partition("?")
        request = self._request(f"{folder}/{name}", query)
        for _ in range(_LOCAL_REDIRECTS):
            answer = self._cgi().run(request, self._find(request))
            if isinstance(answer, Response):
                return answer
            if not self._follow(answer):
                return None
            name = "/".join(self.cgi_info).partition("?")[0]
            request = self._request(name, answer.query)._replace(method=answer.method, body=EMPTY_BODY)
        raise HTTPError(502, "the script redirects in a circle")

    def _is_script(self) -> bool:
        if self.strict:
            refuse_strictly(Target.of(self.path).path, self.name_rules)
        try:
            return self.is_cgi()
        except IndexError as error:
            raise HTTPError(404, "File not found") from error

    def _place(self) -> Place:
        """What the request names, unless that lies below a script folder after all (CVE-2011-1015, gh-104711)."""
        place = super()._place()
        asked = _real(self.translate_path(self.path))
        for folder in self.cgi_directories:
            hidden = _real(self.translate_path(folder))
            if os.path.normcase(asked).startswith(os.path.normcase(os.path.join(hidden, ""))):
                raise HTTPError(403, "the sources of scripts are not shown")
        return place

    def _follow(self, redirected: Request) -> bool:
        """Go where a script's local Location points (RFC 3875 section 6.2.2); whether that is a script again."""
        self.path, self.command = redirected.target, redirected.method
        if self._is_script():
            return True
        source = super().send_head()
        if source:
            with contextlib.closing(source):
                self.copyfile(source, self.wfile)
        return False

    def _find(self, request: Request) -> Script:
        """Walk down real folders to the first file; what follows it is PATH_INFO. Raises HTTPError 403 and 404."""
        names = [name for name in urllib.parse.unquote(request.path).split("/") if name]
        for end in range(1, len(names) + 1):
            name = "/" + "/".join(names[:end])
            file = self._file(names[:end])
            if os.path.isdir(file):
                continue
            if not os.path.exists(file):
                raise HTTPError(404, f"No such CGI script ({name!r})")
            if not os.path.isfile(file):
                raise HTTPError(403, f"The CGI script is no plain file ({name!r})")
            if not self.is_executable(file) and (self.have_fork or not self.is_python(file)):
                raise HTTPError(403, f"The CGI script is not executable ({name!r})")
            rest = "".join(f"/{part}" for part in names[end:]) + ("/" if request.path.endswith("/") else "")
            return Script(name, rest, os.path.abspath(file), os.path.abspath(self.directory))
        raise HTTPError(403, "A folder of CGI scripts is not listed")

    def _file(self, names: list[str]) -> str:
        path = quote_path(names)
        if not self.strict or type(self).translate_path is not SimpleHTTPRequestHandler.translate_path:
            return self.translate_path(path)
        refuse_strictly(path, self.name_rules)
        found = self._root().open(tuple(names))
        with contextlib.closing(found):
            return found.path

    def _cgi(self) -> Cgi:
        is_root = os.name == "posix" and os.geteuid() == 0
        return Cgi(
            root=Root(os.path.abspath(self.directory)),
            folders=(),
            software=self.version_string(),
            report=self._report,
            seconds=self.limits.cgi_seconds,
            limits=self.limits,
            account=_nobody() if is_root else None,
            slots=self._slots,
        )

    def _report(self, code: TroubleCode, _client: str, params: tuple[str, ...]) -> None:
        if code == "cgi-stderr":
            self.log_error("CGI script %s: %s", *params)
        elif code == "cgi-exit" and params[1] != "0":
            self.log_error("CGI script %s: exit code %s after %s s", *params[:3])

    def _request(self, path: str, query: str) -> Request:
        """The request as ``layers.cgi`` wants it; ``path`` is decoded."""
        length = self._body.length if self._body is not None else 0
        address = self.connection.getsockname()
        own_name = f"{address[0]}:{address[1]}" if isinstance(address, tuple) else "localhost"
        fields = list(self.headers.items())
        if not self.strict:
            # http.server's scripts find HTTP_ACCEPT in any case, its members joined without a blank.
            accepted = ",".join(value for name, value in fields if name.lower() == "accept")
            fields = [field for field in fields if field[0].lower() != "accept"] + [("Accept", accepted)]
        return Request(
            method=self.command or "GET",
            target=self.path,
            path=quote_path(name for name in path.split("/") if name) + ("/" if path.endswith("/") else ""),
            query=query,
            version=(1, 1) if self.request_version >= "HTTP/1.1" else (1, 0),
            headers=Headers(fields),
            host=self.headers.get("Host") or own_name,
            client=self.address_string(),
            secure=is_tls(self.connection),
            body=_HandlerBody(length, self.rfile),
            is_connected=self._is_connected,
        )

    def _is_connected(self) -> bool:
        return not isinstance(self.connection, socket.socket) or is_connected(self.connection)

    def _send_output(self, response: Response) -> None:
        with contextlib.closing(response):
            self._send_output_head(response)
            if response.status in _BODILESS:
                return
            chunked = "transfer-encoding" in self._names
            try:
                for piece in _pieces(response):
                    self.wfile.write(encode_chunk(piece) if chunked else piece)
            except (HTTPError, ProcessTimeout, ClientGone) as error:
                self.log_error("CGI script cut off: %s", type(error).__name__)
                self._abort()
            else:
                if chunked:
                    self.wfile.write(LAST_CHUNK)

    def _send_output_head(self, response: Response) -> None:
        usual = response.status == HTTPStatus.OK and not self.strict
        self.send_response(response.status, "Script output follows" if usual else None)
        try:
            for name, value in response.headers:
                self.send_header(name, value)
        except ValueError as error:
            self._headers_buffer = []
            raise HTTPError(502, "the script's output is not a CGI response") from error
        self._send_framing(response)
        self.end_headers()

    def _send_framing(self, response: Response) -> None:
        if response.status in _BODILESS:
            return
        length = response.body_length() if response.length is not None or self.command != "HEAD" else None
        if length is not None:
            self.send_header("Content-Length", length)
        elif self.command != "HEAD" and self.request_version >= "HTTP/1.1" and self.protocol_version >= "HTTP/1.1":
            self.send_header("Transfer-Encoding", "chunked")


class _HandlerBody(NamedTuple):
    """A handler's ``rfile`` as a request's body."""

    length: int | None
    file: Any

    def allow(self, limit: int) -> None:
        """Handlers have no limit: they say themselves how much they read."""

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, ``b""`` at the end."""
        piece: bytes = self.file.read(size)
        return piece

    def readinto(self, buffer: memoryview) -> int:
        """Fill ``buffer`` as far as bytes are there."""
        count: int = self.file.readinto(buffer)
        return count


def _pieces(response: Response) -> Iterator[bytes]:
    body = response.body
    if isinstance(body, bytes):
        yield body
    else:
        yield from body  # type: ignore[misc]
