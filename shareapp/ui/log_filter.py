"""Which requests the log shows: a predicate from what the filter tools say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from shareapp.server.events import RequestDone
from shareapp.sharing.devices import device_name

StatusClass = Literal["all", "2xx", "3xx", "4xx", "5xx", "errors"]
Predicate = Callable[[RequestDone], bool]

_STATUSES: dict[StatusClass, range] = {
    "all": range(1000),
    "2xx": range(200, 300),
    "3xx": range(300, 400),
    "4xx": range(400, 500),
    "5xx": range(500, 600),
    "errors": range(400, 600),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """``text`` is looked for in path and device without regard to case; ``client`` is the address of one device."""

    text: str = ""
    statuses: StatusClass = "all"
    client: str = ""

    @property
    def is_open(self) -> bool:
        """Everything passes."""
        return not self.text.strip() and self.statuses == "all" and not self.client

    def predicate(self) -> Predicate | None:
        """The test of one request; None when everything passes."""
        if self.is_open:
            return None
        needle = self.text.strip().casefold()
        statuses, client = _STATUSES[self.statuses], self.client

        def passes(request: RequestDone) -> bool:
            if request.status not in statuses or (client and request.client != client):
                return False
            return not needle or _mentions(request, needle)

        return passes


def _mentions(request: RequestDone, needle: str) -> bool:
    words = (unquote(request.target), request.client, device_name(request.agent), request.target)
    return any(needle in word.casefold() for word in words)
