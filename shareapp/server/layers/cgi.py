"""Scripts below a CGI folder (RFC 3875): found by the same rules as files, run, never shown as source."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, ClassVar

from shareapp.server.content.names import names_in
from shareapp.server.content.paths import Directory, File, Root
from shareapp.server.errors import HTTPError
from shareapp.server.events import TroubleCode
from shareapp.server.launcher import Launcher
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.sessions import without_cookies
from shareapp.server.limits import Limits
from shareapp.server.message import EMPTY_BODY, Request, Response
from shareapp.server.process import Account, ChildProcess, ClientGone, Command, ProcessTimeout, Slots
from shareapp.server.wire.cgi import (
    BadOutput,
    Meta,
    Script,
    ScriptHead,
    environment,
    parse_output_head,
    split_output,
)

Report = Callable[[TroubleCode, str, tuple[str, ...]], None]
"""Takes a code, the client's address and the code's parameters (see ``events.Trouble``)."""

_PASSED_ON = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "COMSPEC", "PATHEXT", "TEMP", "TMP", "TMPDIR")
_PIECE_BYTES = 256 * 1024
_IN_MEMORY_BYTES = 256 * 1024  # of a request's body, for each script that runs
_LOCAL_REDIRECTS = 5
_ERROR_LINES = 1000  # of one run; a script that shouts for ever fills no log
_TOLD_CHARACTERS = 8_000  # of one run, kept until it ends: the last lines of a traceback say the most
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[!-~]+")  # RFC 3875 section 6.3.2
_LOCAL = re.compile(r"/(?!/)[!-\[\]-~]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cgi:
    """A layer that answers every request below ``folders`` (names below the root) and passes on the others.

    ``root`` resolves like the static files' root but is not sealed. ``account`` is whose rights scripts get when the
    server runs as root. Everything about a run that its owner may want to know goes to ``report``.
    """

    is_steady: ClassVar = True

    root: Root
    folders: tuple[tuple[str, ...], ...]
    software: str
    report: Report
    seconds: float
    limits: Limits
    account: Account | None = None
    launcher: Launcher | None = None  # gives the same rights faster, where there is one
    slots: Slots | None = None  # of several layers together; None: its own
    _slots: Slots = field(init=False)
    _base: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_slots", self.slots or Slots(self.limits.cgi_processes))
        object.__setattr__(self, "_base", _base_environment())

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Run the script that the request names. Raises HTTPError 403, 404, 502, 503 or 504."""
        for _ in range(_LOCAL_REDIRECTS):
            if not self._is_below_folder(names := names_in(request.path, self.root.rules)):
                return inner(request)
            answer = self.run(request, self._find(request.path, names))
            if isinstance(answer, Response):
                return answer
            request = answer
        raise HTTPError(502, "the script redirects in a circle")

    def _is_below_folder(self, names: tuple[str, ...]) -> bool:
        return any(names[: len(folder)] == folder for folder in self.folders)

    def _find(self, path: str, names: tuple[str, ...]) -> Script:
        """Walk down real folders to the first file; what follows it is PATH_INFO (RFC 3875 section 4.1.5)."""
        slash = "/" if path.endswith("/") else ""
        with suppress(HTTPError):  # most often nothing follows, and one walk is enough
            if (script := self._script_at(names, len(names), slash)) is not None:
                return script
        for end in range(1, len(names) + 1):
            if (script := self._script_at(names, end, slash)) is not None:
                return script
        raise HTTPError(403, "a script folder is not listed")

    def _script_at(self, names: tuple[str, ...], end: int, slash: str) -> Script | None:
        """What the first ``end`` names lead to, None for a folder."""
        with closing(self.root.open(names[:end])) as found:
            if isinstance(found, Directory):
                return None
            _refuse_unless_executable(found)
            rest = "".join(f"/{name}" for name in names[end:]) + slash
            return Script("/" + "/".join(names[:end]), rest, found.path, self.root.path)

    def run(self, request: Request, script: Script) -> Response | Request:
        """The script's response, or the request that its local redirect asks for.

        Raises HTTPError 502, 503 or 504, and 403 when the system does not let it start.
        """
        with ExitStack() as stack:
            if not self._slots.take():
                raise HTTPError(503, "too many scripts are running", [("Retry-After", "1")])
            stack.callback(self._slots.give_back)
            body, length = self._spool(request, stack)
            errors = _ErrorLog(self.report, request.client, script.name)
            child = self._start(request, script, body, length, errors)
            run = _Run(self, request.client, script, child, errors)
            stack.callback(run.close)
            head, first = run.read_head()
            if head.location is not None and head.status is None and _LOCAL.fullmatch(head.location):
                return _redirected(request, head.location)
            response = _response(head, run.body(first))
            if request.is_head:
                run.drain()
                response.body = b""
                response.length = head.content_length
                return response
            response.on_close = stack.pop_all().close
            return response

    def _spool(self, request: Request, stack: ExitStack) -> tuple[BinaryIO | None, int | None]:
        """The whole body as a file, so that its length is known and the script reads at its own pace (point 107)."""
        if request.body.length == 0:
            return None, 0 if "Content-Length" in request.headers else None
        file = stack.enter_context(_body_file(request.body.length))
        while piece := request.body.read(_PIECE_BYTES):
            file.write(piece)
        length = file.tell()
        file.seek(0)
        return file, length

    def _start(
        self, request: Request, script: Script, body: BinaryIO | None, length: int | None, errors: "_ErrorLog"
    ) -> ChildProcess:
        meta = Meta(
            method=request.method,
            target=request.target,
            query=request.query,
            protocol=f"HTTP/{request.version[0]}.{request.version[1]}",
            host=request.host,
            secure=request.secure,
            client=request.client,
            user=request.user,
            content_length=length,
            software=self.software,
        )
        command = Command(
            arguments=_arguments(script.file),
            environment=environment(meta, script, without_cookies(request).headers, self._base),
            folder=os.path.dirname(script.file),  # noqa: PTH120 - pathlib takes as long as all the rest of this
            body=body,
            account=self.account,
            launcher=self.launcher,
        )
        try:
            return ChildProcess(
                command,
                seconds=self.seconds,
                on_error_line=errors,
                is_wanted=request.is_connected,
            )
        except OSError as error:
            errors(error.strerror or str(error))
            raise HTTPError(
                403 if isinstance(error, PermissionError) else 502, "the script cannot be started"
            ) from error


class _Run:
    """One running script: its head, then its body, then its end."""

    def __init__(self, layer: Cgi, client: str, script: Script, child: ChildProcess, errors: "_ErrorLog") -> None:
        self._layer = layer
        self._client = client
        self._script = script
        self._child = child
        self._errors = errors
        self._left = layer.limits.cgi_output_bytes
        self._is_open = True

    def read_head(self) -> tuple[ScriptHead, bytes]:
        """The head and the first bytes of the body. Raises HTTPError 502 or 504."""
        try:
            head, first = self._split_head()
            return self._checked(parse_output_head(head), first)
        except BadOutput as error:
            self._errors(f"bad output: {error}")
            raise HTTPError(502, "the script's output is not a CGI response") from error
        except ProcessTimeout as error:
            raise HTTPError(504, "the script took too long") from error
        except ClientGone as error:
            raise HTTPError(408, "the client left") from error

    def _split_head(self) -> tuple[bytes, bytes]:
        buffer = b""
        while (parts := split_output(buffer)) is None:
            piece = self._child.read()
            if not piece:
                raise BadOutput("ended within the head")
            buffer += piece
        return parts

    def _checked(self, head: ScriptHead, first: bytes) -> tuple[ScriptHead, bytes]:
        """RFC 3875 section 6.3.1: a Content-Type wherever there is content; section 6.3.2: a usable Location."""
        location = head.location
        if location is not None and not (_ABSOLUTE.fullmatch(location) or _LOCAL.fullmatch(location)):
            raise BadOutput("not a Location")
        if head.content_type is None and location is None:
            first = first or self._child.read()
            if first or head.status is None:
                raise BadOutput("no Content-Type")
        return head, first

    def body(self, first: bytes) -> Iterator[bytes]:
        """The rest of the output. Raises, so that the connection is cut, when it comes too late or too long."""
        piece = first or self._child.read()
        while piece:
            self._left -= len(piece)
            if self._left < 0:
                raise HTTPError(502, "the script's output is too long")
            yield piece
            piece = self._child.read()

    def drain(self) -> None:
        """Let a script finish whose output nobody will see (HEAD)."""
        for _ in self.body(b""):
            pass

    def close(self) -> None:
        """End the script and report how it ended; harmless twice."""
        if self._is_open:
            self._is_open = False
            code, seconds = self._child.close()
            params = (self._script.name, str(code), f"{seconds:.3f}", self._errors.told)
            self._layer.report("cgi-exit", self._client, params)


class _ErrorLog:
    """Standard error, line by line, to the log; bounded. ``told`` is the end of all that the run wrote."""

    def __init__(self, report: Report, client: str, script: str) -> None:
        self._report = report
        self._about = (client, script)
        self._left = _ERROR_LINES
        self.told = ""

    def __call__(self, line: str) -> None:
        if self._left > 0:
            self._left -= 1
            client, script = self._about
            self._report("cgi-stderr", client, (script, line))
            self.told = f"{self.told}\n{line}".lstrip("\n")[-_TOLD_CHARACTERS:]


def _body_file(length: int | None) -> BinaryIO:
    """For a body of ``length`` bytes. A small one stays in memory: to make a file takes longer than a quick script."""
    if sys.platform == "linux" and length is not None and length <= _IN_MEMORY_BYTES:
        return open(os.memfd_create("request body"), "r+b")  # noqa: PTH123 - a descriptor, not a path
    return tempfile.TemporaryFile()


def _refuse_unless_executable(script: File) -> None:
    # Windows has no such right: what it can start is decided by the suffix.
    if sys.platform != "win32" and not os.access(script.path, os.X_OK):
        raise HTTPError(403, "the script is not executable")


def _arguments(file: str) -> list[str]:
    if sys.platform == "win32" and file.lower().endswith((".py", ".pyw")):
        interpreter = re.sub(r"(?i)w(?=\.exe$)", "", sys.executable)  # pythonw has no output
        return [interpreter, "-u", file]
    if sys.platform == "win32" and not file.lower().endswith(".exe"):
        # A batch file's arguments pass through a shell: never (RFC 3875 section 4.4, point 108).
        raise HTTPError(403, "this kind of script is not run here")
    return [file]


def _base_environment() -> dict[str, str]:
    """What of our own environment a script needs to start at all. No secret, no HTTP_PROXY (point 105)."""
    base = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # Our interpreter's folder comes first, so that "#!/usr/bin/env python" works where the system has only python3.
    base["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return base


def _redirected(request: Request, location: str) -> Request:
    """The request that a local Location stands for (RFC 3875 section 6.2.2)."""
    path, _, query = location.partition("?")
    method = request.method if request.is_head else "GET"
    return request._replace(method=method, target=location, path=path, query=query, body=EMPTY_BODY)


def _response(head: ScriptHead, body: Iterator[bytes]) -> Response:
    status = head.status or (302 if head.location is not None else 200)
    return Response(status, list(head.fields), body, head.content_length)
