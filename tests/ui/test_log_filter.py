"""The filter: text over path and device, classes of statuses, one device."""

import pytest

from shareapp.server.events import RequestDone
from shareapp.ui.log_filter import LogFilter
from tests.support.records import request_done

PHOTO = request_done(target="/%EC%82%AC%EC%A7%84/IMG.jpg")
MISSING = request_done(target="/favicon.ico", status=404, agent="", client="10.0.0.5")
MOVED = request_done(target="/videos", status=301)
CRASH = request_done(target="/cgi-bin/a.py", status=500)
ALL = (PHOTO, MISSING, MOVED, CRASH)


@pytest.mark.parametrize(
    ("filter_", "passing"),
    [
        (LogFilter(text="사진"), (PHOTO,)),
        (LogFilter(text="%EC%82%AC"), (PHOTO,)),
        (LogFilter(text="img.JPG "), (PHOTO,)),
        (LogFilter(text="IPHONE"), (PHOTO, MOVED, CRASH)),
        (LogFilter(text="10.0.0"), (MISSING,)),
        (LogFilter(statuses="2xx"), (PHOTO,)),
        (LogFilter(statuses="3xx"), (MOVED,)),
        (LogFilter(statuses="4xx"), (MISSING,)),
        (LogFilter(statuses="5xx"), (CRASH,)),
        (LogFilter(statuses="errors"), (MISSING, CRASH)),
        (LogFilter(client="10.0.0.5"), (MISSING,)),
        (LogFilter(text="iphone", statuses="errors"), (CRASH,)),
        (LogFilter(text="nowhere"), ()),
    ],
)
def test_what_passes(filter_: LogFilter, passing: tuple[RequestDone, ...]) -> None:
    predicate = filter_.predicate()
    assert predicate is not None
    assert tuple(request for request in ALL if predicate(request)) == passing


def test_an_open_filter_costs_nothing() -> None:
    assert LogFilter(text="  ").predicate() is None
    assert LogFilter().is_open
