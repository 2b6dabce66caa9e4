"""An icon for browsers that ask for one by themselves, where the shared folder has none."""

from importlib.resources import files

from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Request, Response

_HEADERS = [("Content-Type", "image/svg+xml"), ("Cache-Control", "max-age=86400")]


class Favicon:
    """A layer that answers ``/favicon.ico`` with the program's icon instead of 404.

    Browsers ask for it beside every plain file that is opened: a miss would be noise in the log, and a grey globe on
    the phone.
    """

    is_steady = True

    def __init__(self) -> None:
        self._icon = files("shareapp.resources").joinpath("icons", "app.svg").read_bytes()

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Answer as ``inner`` does, unless that is 404 for the icon."""
        if request.path != "/favicon.ico":
            return inner(request)
        try:
            return inner(request)
        except HTTPError as error:
            if error.status != 404 or request.method not in {"GET", "HEAD"}:
                raise
        return Response(200, list(_HEADERS), self._icon)
