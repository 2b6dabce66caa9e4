"""One request, one line, and nothing in it that a terminal or a log reader would obey."""

import json
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.sharing.logformat import format_combined, format_json, visible
from tests.support.events import DONE

COMBINED = re.compile(
    r'([^ ]+) - ([^ ]+) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d+) (\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"'
)


@pytest.fixture
def in_seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time nine hours before UTC's."""
    monkeypatch.setenv("TZ", "KST-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_seoul")
def test_combined_is_what_log_readers_expect() -> None:
    request = DONE._replace(at=DONE.at + 86_400, user="guest", referer="http://192.168.0.12:8000/", agent="curl/8.5.0")
    assert format_combined(request) == (
        '192.168.0.23 - guest [13/Sep/2024:14:02:11 +0900] "GET /IMG_2044.jpg HTTP/1.1" 200 2900000'
        ' "http://192.168.0.12:8000/" "curl/8.5.0"'
    )


def test_what_is_absent_is_a_dash() -> None:
    line = format_combined(DONE._replace(method="", target="", version="", sent=0, agent="", status=400))
    assert line.startswith("192.168.0.23 - - [")
    assert line.endswith('] "-" 400 - "-" "-"')


def test_json_holds_every_field() -> None:
    fields = json.loads(format_json(DONE._replace(note="aborted", user="손님")))
    assert fields == {
        "time": "2024-09-12T05:02:11.250Z",
        "client": "192.168.0.23",
        "user": "손님",
        "method": "GET",
        "target": "/IMG_2044.jpg",
        "version": "HTTP/1.1",
        "status": 200,
        "sent": 2_900_000,
        "received": 0,
        "seconds": 0.096,
        "agent": DONE.agent,
        "referer": "",
        "note": "aborted",
        "added": 0,
    }


@pytest.mark.fault("gh-100001")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("사진.jpg", "사진.jpg"),
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x7f\x9b", "\\x7f\\x9b"),
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
        ("\u2028\u2066", "\\u2028\\u2066"),
        ("\udcff", "\\udcff"),
    ],
)
def test_controls_are_shown_as_numbers(text: str, shown: str) -> None:
    assert visible(text) == shown


hostile = st.text(max_size=30)


@pytest.mark.point(120)
@pytest.mark.fault("gh-100001")
@given(target=hostile, user=hostile, agent=hostile, referer=hostile, method=hostile)
def test_no_request_breaks_a_line(target: str, user: str, agent: str, referer: str, method: str) -> None:
    request = DONE._replace(target=target, user=user, agent=agent, referer=referer, method=method)
    line = format_combined(request)
    assert COMBINED.fullmatch(line)
    assert visible(line) == line
    assert visible(format_json(request)) == format_json(request)
    assert json.loads(format_json(request))["target"] == target
