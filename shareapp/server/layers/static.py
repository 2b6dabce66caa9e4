"""The innermost responder: a file, a folder's index page, its listing, or the slash that was forgotten."""

from collections.abc import Callable, Sequence
from urllib.parse import quote_from_bytes

from shareapp.server.content.files import Files
from shareapp.server.content.names import quote_path
from shareapp.server.content.paths import Directory, File, Root
from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response

Listing = Callable[[Request, Directory], Response]
"""Answers with a folder's entries. The directory is its to close, at once or when the response is closed."""

# RFC 9110 section 9 and RFC 5789. A method in here is understood and refused (405), any other is unknown (501).
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
_READS = frozenset({"GET", "HEAD"})
_QUERY_SAFE = "%!$&'()*+,;=:@/?"  # RFC 3986 section 3.4; what is percent-encoded stays as it is


class Static:
    """Serves ``root`` for reading.

    ``index_names`` are tried in order; without one of them ``listing`` answers, and without that 403. ``allow`` are the
    methods that layers around this one may add to GET, HEAD and OPTIONS.
    """

    def __init__(
        self,
        root: Root,
        *,
        index_names: Sequence[str] = ("index.html", "index.htm"),
        listing: Listing | None = None,
        limits: Limits | None = None,
        allow: Sequence[str] = (),
    ) -> None:
        self._root = root
        self._index_names = tuple(index_names)
        self._listing = listing
        self._files = Files(limits)
        self._allow = ("Allow", ", ".join(("GET", "HEAD", "OPTIONS", *allow)))

    def __call__(self, request: Request) -> Response:
        """Answer one request. Raises HTTPError 400, 403, 404, 405, 412, 416, 501 or 503."""
        if request.method not in _READS:
            return self._answer_other_method(request)
        response = self._files.kept(request)
        if response is not None:
            return response
        opened = self._root.resolve(request.path)
        if isinstance(opened, File):
            return self._files.respond(request, opened)
        try:
            return self._answer_folder(request, opened)
        except BaseException:
            opened.close()
            raise

    def _answer_other_method(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(204, [self._allow])
        if request.method in _KNOWN_METHODS:
            raise HTTPError(405, headers=[self._allow])
        raise HTTPError(501)

    def _answer_folder(self, request: Request, folder: Directory) -> Response:
        if not request.path.endswith("/"):
            folder.close()
            return _redirect_to_slash(request, folder.names)
        for name in self._index_names:
            page = _index_page(folder, name)
            if page is not None:
                folder.close()
                # Only the first name stays right for as long as its file does: a file of an earlier name may appear.
                return self._files.respond(request, page, keep=name == self._index_names[0])
        if self._listing is None:
            raise HTTPError(403)
        return self._listing(request, folder)


def _index_page(folder: Directory, name: str) -> File | None:
    try:
        found = folder.open(name)
    except HTTPError as error:
        if error.status == 404:
            return None
        raise
    if isinstance(found, File):
        return found
    found.close()
    return None


def _redirect_to_slash(request: Request, names: tuple[str, ...]) -> Response:
    """301 to the folder's own URL (RFC 9110 section 15.4.2).

    Built from the decoded names, quoted again, so that neither "//host" nor "/\\host" can come out, which browsers take
    for another server (CVE-2021-28861, gh-132826).
    """
    location = quote_path(names) + "/"
    if request.query:
        location += "?" + quote_from_bytes(request.query.encode("latin-1", "replace"), _QUERY_SAFE)
    return Response(301, [("Location", location), ("Cache-Control", "no-cache")])
