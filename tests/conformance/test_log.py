"""Points 120 to 124 over real sockets: what is told of a request, and what is not worth telling."""

import logging
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.message import Request, Response
from tests.support import handling, targets
from tests.support.running_server import running
from tests.support.targets import ALL, CONTENT, HOST, LAST, Target
from tests.support.wire_client import WireClient


@pytest.mark.point(120)
def test_each_answer_is_one_record_with_its_true_bytes_and_end(share: Path) -> None:
    with (share / "large.bin").open("wb") as file:
        file.truncate(200 << 20)
    with targets.product(share) as runner:
        with runner.client() as client:
            client.get("/song.txt")
            client.get("/song.txt", ("Range", "bytes=0-3"))
            client.request("/song.txt", "HEAD")
            client.answer(head_only=True)
            client.get("/nothing")
        runner.told.wait_done(4)
        with runner.client(receive_buffer=4096) as client:
            client.request("/large.bin")
            client.until(b"\r\n\r\n")
            client.reset()
        done = runner.told.wait_done(5)
    assert [(one.status, one.note) for one in done[:3]] == [(200, ""), (206, ""), (200, "")]
    assert [one.sent for one in done[:3]] == [len(CONTENT), 4, 0]
    assert (done[4].target, done[4].status, done[4].note) == ("/large.bin", 200, "aborted")
    assert 0 <= done[4].sent < 200 << 20
    assert all(one.seconds >= 0 for one in done)


STEERING = "\x1b]0;x\x07 \u202e \u2028 \x9b31m".encode()


@pytest.mark.point(120)
@pytest.mark.fault("gh-100001", "gh-87979")
def test_what_a_request_says_is_escaped_and_cut_in_its_record(share: Path) -> None:
    with targets.product(share) as runner:
        with runner.client() as client:
            client.send(b"GET /", "\u202e\u2028".encode(), b"x" * 4000, b" HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ")
            client.send(b"\xe2\x80\xae" + b"y" * 6000 + b"\r\nReferer: \xc2\x9b31m\r\n\r\n")
            assert client.answer().status in (400, 404)
        record = runner.told.wait_done(1)[0]
    for text in (record.method, record.target, record.agent, record.referer):
        assert len(text) <= 2048 + 10
        assert text.isprintable(), text


@pytest.mark.point(120)
@pytest.mark.fault("gh-100001", "gh-87979")
def test_what_a_request_says_is_escaped_and_cut_in_the_lines_of_the_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Logging(handling.Echo):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            super(handling.Quiet, self).log_message(format, *args)

    errors = handling.errors_of(monkeypatch)
    with handling.serving(Logging) as server, WireClient(server.server_address[1]) as client:
        client.send(b"GET /" + STEERING.replace(b" ", b"") + b"x" * 40_000 + b" HTTP/1.1\r\nHost: h\r\n\r\n")
        client.half_close()
        client.rest()
    line = errors.getvalue()
    assert line.count("\n") >= 1
    assert all(part.isprintable() and len(part) < 2300 for part in line.splitlines()), line[:300]
    assert not set("\x1b\x07\x9b\u202e\u2028") & set(line)


@pytest.mark.point(123)
def test_a_fault_before_the_head_is_500_and_after_it_a_broken_connection_in_the_product() -> None:
    def faulty(request: Request) -> Response:
        if request.path == "/late":
            return Response(200, [("Content-Length", "1000")], late())
        if request.path == "/refused":
            raise HTTPError(403)
        if request.path == "/early":
            raise KeyError("secret of the server")
        return Response(200, [], b"fine")

    def late() -> Any:
        yield b"part"
        raise KeyError("secret of the server")

    with running(faulty) as runner:
        with runner.client() as client:
            answer = client.get("/early")
            assert (answer.status, b"secret" in answer.body) == (500, False)
        with runner.client() as client:
            client.request("/late")
            assert b"secret" not in client.rest()
        with runner.client() as client:
            assert [client.get(path).status for path in ("/refused", "/")] == [403, 200]


@pytest.mark.point(124)
def test_a_missing_icon_is_no_trouble(share: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), targets.product(share) as runner, runner.client() as client:
        statuses = [client.get(path).status for path in ("/favicon.ico", "/apple-touch-icon.png", "/robots.txt")]
        assert all(status in (200, 204, 404) for status in statuses)
        runner.told.wait_done(3)
        assert runner.told.troubles == []
    assert caplog.records == []


@pytest.mark.point(124)
@pytest.mark.fault("client-gone-traceback")
@ALL
def test_a_video_that_is_wound_forward_makes_no_noise(
    target: Target, share: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A browser drops the connection it plays from and asks for another part."""
    errors = handling.errors_of(monkeypatch)
    with (share / "film.mp4").open("wb") as file:
        file.truncate(100 << 20)
    with caplog.at_level(logging.WARNING):
        for first in (0, 50_000_000, 90_000_000):
            client = WireClient(target.port, receive_buffer=4096)
            client.request("/film.mp4", fields=[("Range", f"bytes={first}-")])
            assert b" 206 " in client.until(b"\r\n\r\n")
            client.reset()
        assert target.get().body == CONTENT
    assert errors.getvalue() == ""
    assert caplog.records == []


@pytest.mark.point(124)
def test_a_video_that_is_wound_forward_is_no_trouble_in_the_window(share: Path) -> None:
    with (share / "film.mp4").open("wb") as file:
        file.truncate(100 << 20)
    with targets.product(share) as runner:
        for first in (0, 50_000_000):
            client = runner.client(receive_buffer=4096)
            client.request("/film.mp4", fields=[("Range", f"bytes={first}-")])
            client.until(b"\r\n\r\n")
            client.reset()
        runner.told.wait_done(2)
        assert runner.told.troubles == []


@pytest.mark.fault("client-gone-traceback")
@ALL
def test_a_client_that_leaves_at_any_moment_makes_no_noise(
    target: Target, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    errors = handling.errors_of(monkeypatch)
    sent = (LAST + LAST).encode()
    with caplog.at_level(logging.WARNING):
        for length in (0, 1, 10, len(LAST) - 2, len(LAST), len(sent)):
            client = target.client()
            client.send(sent[:length])
            client.reset()
        client = target.client()
        client.send("POST /echo HTTP/1.1\r\n", HOST, "Content-Length: 100\r\n\r\nhalf")
        client.reset()
        assert target.get().body == CONTENT
    assert errors.getvalue() == ""
    assert caplog.records == []
