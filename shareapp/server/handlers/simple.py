"""SimpleHTTPRequestHandler: the files below a folder, for GET and HEAD."""

# ruff: noqa: PTH109, PTH118, PTH119, PTH120, PTH208 - the steps of http.server's own interface, which others override.

import io
import mimetypes
import os
import posixpath
import shutil
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, ClassVar

from shareapp.server.content.files import Representation, answer, validators
from shareapp.server.content.mediatypes import content_type
from shareapp.server.content.names import NATIVE, NameRules, quote_name
from shareapp.server.content.paths import LinkPolicy, Root
from shareapp.server.errors import HTTPError
from shareapp.server.handlers.base import BaseHTTPRequestHandler
from shareapp.server.handlers.folderpage import as_http_server_quotes, folder_page
from shareapp.server.handlers.opening import AnyPlace, Folder, OpenFile, Place, PlaceBelow
from shareapp.server.handlers.responses import __version__
from shareapp.server.handlers.streams import FilePart, PiecesReader, SocketWriter
from shareapp.server.handlers.targets import Target, decoded, refuse_leniently, refuse_strictly
from shareapp.server.limits import KIB
from shareapp.server.message import Field, FileSlice, Headers, Request, Response
from shareapp.server.wire.dates import format_http_date

Source = io.RawIOBase | io.BytesIO
_COPY_BYTES = 256 * KIB


class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    """Serves the files below ``directory`` (default: the current one), with ranges and validators.

    ``directory`` is a path; ``extra_response_headers`` are (name, value) pairs for each answer with a file or a
    listing. In the strict profile ``links`` says which symbolic links are followed; the lenient one follows all, as
    ``http.server`` does.
    """

    server_version = "SimpleHTTP/" + __version__  # the first half of the Server field
    index_pages: tuple[str, ...] = ("index.html", "index.htm")  # tried in this order in the place of a listing (3.12)
    # Suffix -> media type, before the tables of Python and of the engine.
    extensions_map: ClassVar[dict[str, str]] = {
        ".gz": "application/gzip",
        ".Z": "application/octet-stream",
        ".bz2": "application/x-bzip2",
        ".xz": "application/x-xz",
    }
    links: LinkPolicy = "inside"
    name_rules: NameRules = NATIVE  # which names can be asked for in the strict profile: those of this system

    def __init__(
        self,
        request: Any,
        client_address: Any,
        server: Any,
        directory: str | os.PathLike[str] | None = None,
        *,
        extra_response_headers: Iterable[Field] | None = None,
    ) -> None:
        self.directory = os.fspath(directory) if directory is not None else os.getcwd()
        self.extra_response_headers = extra_response_headers
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        """Answer with the file, the folder's index page, or its listing."""
        source = self.send_head()
        if source:
            try:
                self.copyfile(source, self.wfile)
            finally:
                source.close()

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        source = self.send_head()
        if source:
            source.close()

    def send_head(self) -> Source | None:
        """Send the head of the answer to GET and HEAD; what is left to send is returned, open for reading.

        None when the answer is complete: a redirect, an error, 304.
        """
        try:
            place = self._place()
            found = place.open()
            if isinstance(found, OpenFile):
                return self._send_file_head(found)
            target = Target.of(self.path)
            if not target.ends_with_slash():
                self._redirect(target.with_slash())
                return None
            return self._send_folder_head(place, found)
        except HTTPError as error:
            self._refuse_path(error)
            return None

    def list_directory(self, path: str | os.PathLike[str]) -> io.BytesIO | None:
        """Send the head of a listing of the folder ``path``; the page is returned. None after an error."""
        try:
            names = os.listdir(path)
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, "No permission to list directory")
            return None
        quoted = quote_name if self.strict else as_http_server_quotes
        content, charset = folder_page(os.fspath(path), names, decoded(Target.of(self.path).path), quoted)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-type", f"text/html; charset={charset}")
        self.send_header("Content-Length", len(content))
        self._send_extra_response_headers()
        self.end_headers()
        return io.BytesIO(content)

    def translate_path(self, path: str) -> str:
        """The path on disk for the request target ``path``. Parts that are no plain names are left out, not refused:
        that happens before, in ``send_head``."""
        name = decoded(Target.of(path).path)
        translated = self.directory
        for word in filter(None, posixpath.normpath(name).split("/")):
            if not os.path.dirname(word) and word not in (os.curdir, os.pardir):
                translated = os.path.join(translated, word)
        return translated + "/" if name.endswith("/") else translated

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send all of ``source`` to ``outputfile``; for a file on a plain connection, without copying it here."""
        if isinstance(source, FilePart) and isinstance(outputfile, SocketWriter):
            source.send_to(outputfile)
        else:
            shutil.copyfileobj(source, outputfile, _COPY_BYTES)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The Content-Type of a file of this name: ``extensions_map`` (as written, then in lower case), then one table
        for all systems (see ``content.mediatypes``), then ``default_content_type``."""
        name = os.path.basename(os.fspath(path))
        suffix = posixpath.splitext(name)[1]
        mapped = self.extensions_map.get(suffix) or self.extensions_map.get(suffix.lower())
        if mapped is not None:
            return mapped
        if self.strict:
            return content_type(name, self.default_content_type)
        # Types alone, as http.server has them; and what the program itself has taught the mimetypes module.
        known = content_type(name, "").partition(";")[0] if suffix else ""
        return known or mimetypes.guess_type(name, strict=False)[0] or self.default_content_type

    def _place(self) -> Place:
        """What the request names. Raises HTTPError for a path that is refused."""
        path = Target.of(self.path).path
        if not self.strict:
            refuse_leniently(path, self.name_rules)
            return AnyPlace(self.translate_path(self.path))
        refuse_strictly(path, self.name_rules)
        if type(self).translate_path is not SimpleHTTPRequestHandler.translate_path:
            return AnyPlace(self.translate_path(self.path))
        return PlaceBelow.of(self._root(), path)

    def _root(self) -> Root:
        try:
            return Root.at(self.directory, self.links, hidden=True, rules=self.name_rules)
        except OSError as error:
            raise HTTPError(404, "File not found") from error

    def _send_folder_head(self, place: Place, folder: Folder) -> Source | None:
        for name in self.index_pages:
            page = place.page(name)
            if page is not None:
                return self._send_file_head(page)
        return self.list_directory(folder.path)

    def _send_file_head(self, file: OpenFile) -> Source | None:
        """The head for an open file, by the rules of ``content.files``. Raises HTTPError 412 and 416."""
        descriptors = [file.descriptor]
        try:
            response = answer(self._conditions(), self._represent(file), descriptors.pop, self.limits)
        finally:
            for descriptor in descriptors:  # a 304, a HEAD, or an error: nothing took it
                os.close(descriptor)
        self._send_response_head(response)
        body = response.body
        if isinstance(body, FileSlice):
            return FilePart(body)
        return PiecesReader(body) if body and not isinstance(body, bytes) else None

    def _send_response_head(self, response: Response) -> None:
        self.send_response(HTTPStatus(response.status))
        for name, value in response.headers:
            self.send_header(name, value)
        if response.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", response.body_length())
            self._send_extra_response_headers()
        self.end_headers()

    def _conditions(self) -> Request:
        """The request as ``content`` sees it, with the fields as they are now: a subclass may have changed them."""
        fields = list(self.headers.items())
        if not self.strict and "*" in (value.strip() for name, value in fields if name.lower() == "if-none-match"):
            # CPython's suite wants 200 here, where RFC 9110 section 13.1.2 wants 304.
            fields = [field for field in fields if field[0].lower() not in ("if-none-match", "if-modified-since")]
        method = "HEAD" if self.command == "HEAD" else "GET"
        return Request(method, self.path, self.path, "", (1, 1), Headers(fields))

    def _represent(self, file: OpenFile) -> Representation:
        etag, last_modified = validators(file.stat, time.time())
        media_type = self.guess_type(file.path)
        etag_field = ("ETag", str(etag))
        modified = ("Last-Modified", format_http_date(last_modified))
        return Representation(
            name=os.path.basename(file.path),
            size=file.stat.st_size,
            etag=etag,
            last_modified=last_modified,
            media_type=media_type,
            fields=[("Content-type", media_type), modified, etag_field, ("Accept-Ranges", "bytes")],
            not_modified=[etag_field],
            content=None,
        )

    def _redirect(self, location: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse_path(self, error: HTTPError) -> None:
        reason = error.reason or ("File not found" if error.status == HTTPStatus.NOT_FOUND else None)
        self._error_fields = error.headers
        self.send_error(HTTPStatus(error.status), reason)

    def _send_extra_response_headers(self) -> None:
        for name, value in self.extra_response_headers or ():
            self.send_header(name, value)
