"""What comes again word for word is answered again, and never otherwise than it would be if it were looked at anew."""

import errno
import os
import re
import socket
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shareapp.server.content import files
from shareapp.server.content.paths import Root, Sighting
from shareapp.server.layers.blocked import Blocked
from shareapp.server.layers.chain import Layer, Responder, compose
from shareapp.server.layers.headers import SecurityHeaders
from shareapp.server.layers.hosts import Hosts
from shareapp.server.layers.static import Static
from shareapp.server.limits import Limits
from shareapp.server.message import Again, FileSlice, Request, Response
from shareapp.server.stored import StoredAnswer, StoredAnswers
from tests.support.certificates import contexts
from tests.support.running_server import Running, running
from tests.support.wire_client import TIMEOUT_S, Answer, WireClient

SMALL, LARGE = b"0123456789" * 20, os.urandom(1_500_000)
CORPUS = Path(__file__).parents[1] / "corpus"
SAME = 5  # times in a row: found, kept, known, stored, given again


class Counted:
    """A site that knows how often it was asked."""

    def __init__(self, site: Responder) -> None:
        self.asked = 0
        self._site = site

    def __call__(self, request: Request) -> Response:
        self.asked += 1
        return self._site(request)


class Share:
    """A running share of a folder."""

    def __init__(self, folder: Path, blocked: set[str], site: Counted, runner: Running) -> None:
        self.folder, self.blocked, self.site, self.runner = folder, blocked, site, runner

    def again(self, client: WireClient, target: str, *fields: tuple[str, str]) -> Answer:
        """The answer after it has been stored."""
        for _ in range(SAME - 1):
            client.get(target, *fields)
        return client.get(target, *fields)


def site_of(folder: Path, blocked: set[str]) -> Counted:
    layers: list[Layer] = [Blocked(blocked), Hosts(), SecurityHeaders()]
    return Counted(compose(layers, Static(Root.at(folder))))


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    """Files of both sizes that have not changed for a while."""
    monkeypatch.setattr(files, "SETTLED_S", -1.0)
    (tmp_path / "sub").mkdir()
    (tmp_path / "small%20.txt").write_bytes(SMALL)
    (tmp_path / "sub" / "large.bin").write_bytes(LARGE)
    blocked: set[str] = set()
    site = site_of(tmp_path, blocked)
    with running(site) as runner:
        yield Share(tmp_path, blocked, site, runner)


SMALL_PATH, LARGE_PATH = "/small%2520.txt", "/sub/large.bin"


# The same answer


def comparable(answer: Answer) -> Answer:
    """Without its date, and without the boundary that each answer of several parts draws anew."""
    fields = [(name, value.partition("boundary=")[0]) for name, value in answer.fields if name != "Date"]
    boundary = (answer.field("Content-Type") or "").partition("boundary=")[2].strip('"').encode()
    return answer._replace(fields=fields, body=answer.body.replace(boundary, b"") if boundary else answer.body)


@pytest.mark.parametrize("path", [SMALL_PATH, LARGE_PATH])
@pytest.mark.parametrize(
    "fields",
    [
        [],
        [("User-Agent", "a phone"), ("Accept", "*/*")],
        [("Range", "bytes=3-7")],
        [("Range", "bytes=3-")],
        [("Range", "bytes=0-0")],
        [("Range", "bytes=100-99999999")],
        [("Range", "bytes=-5")],
        [("Range", "bytes=7-3")],
        [("Range", "bytes=99999999-")],
        [("Range", "bytes=0-1,4-5")],
        [("Range", "bytes=0-1 ")],
        [("range", "bytes=0-1")],
        [("Range", "bytes=0-1"), ("Range", "bytes=4-5")],
        [("range", "bytes=0-1"), ("Range", "bytes=4-5")],
        [("Range", "bytes=")],
        [("Range", "lines=0-1")],
        [("If-None-Match", "*")],
        [("If-None-Match", "*"), ("Range", "bytes=0-1")],
        [("If-Range", '"other"'), ("Range", "bytes=0-1")],
        [("If-Modified-Since", "Thu, 01 Jan 2037 00:00:00 GMT")],
        [("If-Match", '"other"')],
    ],
)
def test_what_is_given_again_is_what_was_given_first(share: Share, path: str, fields: list[tuple[str, str]]) -> None:
    with share.runner.client() as client:
        first, *others = [comparable(client.get(path, *fields)) for _ in range(SAME)]
    assert others == [first] * (SAME - 1)


@pytest.mark.parametrize("path", [SMALL_PATH, LARGE_PATH])
def test_every_range_of_a_stored_answer_is_its_own(share: Share, path: str) -> None:
    whole = SMALL if path == SMALL_PATH else LARGE
    with share.runner.client() as client:
        share.again(client, path, ("Range", "bytes=0-1"))
        asked = share.site.asked
        for first, last in [(0, 0), (5, 9), (len(whole) - 3, len(whole) - 1), (0, len(whole) - 1)]:
            answer = client.get(path, ("Range", f"bytes={first}-{last}"))
            assert (answer.status, answer.body) == (206, whole[first : last + 1])
            assert answer.field("Content-Range") == f"bytes {first}-{last}/{len(whole)}"
        assert client.get(path, ("Range", "bytes=4-")).body == whole[4:]
    assert share.site.asked == asked


def test_the_site_is_not_asked_for_what_comes_again(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, SMALL_PATH)
        asked = share.site.asked
        assert client.get(SMALL_PATH).body == SMALL
        assert share.site.asked == asked


def test_head_is_never_given_a_body(share: Share) -> None:
    with share.runner.client() as client:
        for _ in range(SAME):
            client.request(SMALL_PATH, "HEAD")
            assert client.answer(head_only=True).field("Content-Length") == str(len(SMALL))
        assert client.get(SMALL_PATH).body == SMALL


def test_it_is_given_over_tls_too(share: Share) -> None:
    server_context, client_context = contexts()
    with running(share.site, tls=server_context) as runner, runner.client(client_context) as client:
        for path, whole in [(SMALL_PATH, SMALL), (LARGE_PATH, LARGE)]:
            assert share.again(client, path).body == whole
            assert share.again(client, path, ("Range", "bytes=9-99")).body == whole[9:100]


def test_the_date_is_that_of_each_answer(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    with share.runner.client() as client:
        before = share.again(client, SMALL_PATH).field("Date")
        monkeypatch.setattr("time.time", lambda: 0.0)
        assert client.get(SMALL_PATH).field("Date") == "Thu, 01 Jan 1970 00:00:00 GMT" != before


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*/*.http")), ids=lambda file: file.stem)
def test_no_request_of_the_corpus_is_answered_otherwise_when_it_comes_again(mirror: Running, file: Path) -> None:
    answers = []
    for _ in range(SAME):
        with mirror.client() as client:
            client.send(file.read_bytes())
            client.half_close()
            answers.append(re.sub(rb"\r\nDate: [^\r]*", b"", client.rest()))
    assert answers[1:] == answers[:1] * (SAME - 1)


@pytest.fixture
def mirror() -> Iterator[Running]:
    """A server that tells what it was asked, and whose every answer may be stored."""

    def site(request: Request) -> Response:
        body = repr((request[:7], request.body.read())).encode()
        return Response(200, [], body, again=Again(lambda: True, body))

    with running(site, Limits(head_s=1.0, stall_s=1.0)) as server:
        yield server


# Only as long as it holds


def _changed(path: Path) -> None:
    path.write_bytes(b"other content")


def _replaced(path: Path) -> None:
    (path.parent / "new").write_bytes(b"other content")
    (path.parent / "new").replace(path)


def _linked_outside(path: Path) -> None:
    (path.parent.parent / "outside.txt").write_bytes(b"secret")
    path.unlink()
    path.symlink_to("../outside.txt")


@pytest.mark.parametrize(
    ("change", "status", "body"),
    [(_changed, 200, b"other content"), (_replaced, 200, b"other content"), (Path.unlink, 404, None)],
)
@pytest.mark.parametrize("name", ["small%20.txt", "sub/large.bin"])
def test_a_change_on_the_disk_is_seen_at_once(
    share: Share, name: str, change: Callable[[Path], None], status: int, body: bytes | None
) -> None:
    path = "/" + name.replace("%", "%25")
    with share.runner.client() as client:
        share.again(client, path)
        change(share.folder / name)
        answer = client.get(path)
    assert answer.status == status
    assert body in (None, answer.body)


def test_a_link_that_takes_the_place_of_a_folder_leads_nowhere(share: Share, tmp_path: Path) -> None:
    with share.runner.client() as client:
        share.again(client, LARGE_PATH)
        outside = tmp_path.with_name(tmp_path.name + "-outside")
        (share.folder / "sub").rename(outside)
        (share.folder / "sub").symlink_to(outside)
        assert client.get(LARGE_PATH).status == 404


def test_a_device_that_is_blocked_meanwhile_gets_nothing(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, SMALL_PATH)
        share.blocked.add("127.0.0.1")
        assert client.get(SMALL_PATH).status == 403


def test_another_site_answers_for_itself(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, SMALL_PATH)
        share.runner.server.site = lambda _request: Response(200, [], b"the other")
        assert client.get(SMALL_PATH).body == b"the other"


def test_a_site_that_answers_no_more_is_let_go(share: Share) -> None:
    share.runner.server.site = site_of(share.folder, set())
    there = weakref.ref(share.runner.server.site)
    with share.runner.client() as client:
        assert share.again(client, LARGE_PATH).body == LARGE
        share.runner.server.site = share.site
        assert client.get(LARGE_PATH).body == LARGE
    share.runner.settle()
    assert there() is None


def test_nothing_is_stored_behind_a_layer_that_knows_more_than_the_request(tmp_path: Path) -> None:
    counted = Counted(lambda _request: Response(200, [], b"x", again=Again(lambda: True, b"x")))
    layers: list[Layer] = [lambda request, inner: inner(request), SecurityHeaders()]
    with running(compose(layers, counted)) as runner, runner.client() as client:
        for _ in range(SAME):
            assert client.get().body == b"x"
    assert counted.asked == SAME


def test_the_number_of_requests_on_a_connection_is_still_limited(share: Share) -> None:
    with running(share.site, Limits(requests_per_connection=5)) as runner, runner.client() as client:
        fields = [client.get(SMALL_PATH).field("Connection") for _ in range(5)]
        assert fields == [None] * 4 + ["close"]
        assert client.is_closed()


def test_a_body_is_not_overlooked(share: Share) -> None:
    head = f"GET {SMALL_PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n"
    with share.runner.client() as client:
        for _ in range(SAME):
            client.send(head)
            assert client.answer().body == SMALL
            client.send("abc")
        assert client.get(SMALL_PATH).body == SMALL


# What others see of it


def test_each_is_told_once_with_its_own_size(share: Share) -> None:
    with share.runner.client() as client:
        for last in range(SAME):
            client.get(SMALL_PATH, ("Range", f"bytes=0-{last}"), ("User-Agent", "a phone"))
    done = share.runner.told.wait_done(SAME)
    assert [(one.status, one.sent, one.target, one.agent) for one in done] == [
        (206, last + 1, SMALL_PATH, "a phone") for last in range(SAME)
    ]


def test_a_closer_look_shows_the_very_request(share: Share) -> None:
    with share.runner.client() as client:
        for first in range(SAME):
            client.get(LARGE_PATH, ("Range", f"bytes={first}-9"))
    heads = share.runner.server.heads(share.runner.told.wait_done(SAME)[-1])
    assert heads is not None
    assert dict(heads.request)["Range"] == f"bytes={SAME - 1}-9"
    assert dict(heads.response)["Content-Range"] == f"bytes {SAME - 1}-9/{len(LARGE)}"


def test_a_closer_look_goes_by_the_limits_of_the_share(share: Share) -> None:
    with running(share.site, Limits(header_count=300)) as runner, runner.client() as client:
        for _ in range(SAME):
            client.get(SMALL_PATH, *[("X-Field", "x")] * 200)
        heads = runner.server.heads(runner.told.wait_done(SAME)[-1])
        assert heads is not None
        assert len(heads.request) == 201


def test_a_reader_who_is_slow_gets_all_of_it_and_is_a_transfer_meanwhile(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, LARGE_PATH)
    with share.runner.client(receive_buffer=8192) as slow:
        slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.request(LARGE_PATH)
        share.runner.told.wait_for(lambda _told: len(share.runner.told.done) == SAME)
        assert slow.answer().body == LARGE
    assert share.runner.told.wait_done(SAME + 1)[-1].sent == len(LARGE)


def test_a_disk_that_fails_is_told_as_ever(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with share.runner.client() as client:
        share.again(client, LARGE_PATH)
        share.runner.server._service.stored.let_go()
        monkeypatch.setattr("shareapp.server.stored.read_at", fail)
        monkeypatch.setattr("shareapp.server.sending.read_at", fail)
        assert client.get(LARGE_PATH).status == 500
    assert share.runner.told.wait_trouble("crash")


@pytest.mark.parametrize("path", [SMALL_PATH, LARGE_PATH])
def test_a_client_that_leaves_is_told_as_one_that_left(
    share: Share, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object, **__: object) -> None:
        raise ConnectionResetError

    with share.runner.client() as client:
        share.again(client, path)
        share.runner.settle()
        connection = next(iter(share.runner.server._pool._connections.values()))
        monkeypatch.setattr(type(connection.transport), "send", leave)
        client.request(path)
        assert client.is_closed()
    assert [done.note for done in share.runner.told.wait_done(SAME + 1)] == [""] * SAME + ["aborted"]


# Its memory


def test_no_more_than_some_are_stored(share: Share) -> None:
    stored = StoredAnswers.MOST
    with share.runner.client() as client:
        for number in range(stored + 20):
            share.again(client, f"{SMALL_PATH}?{number}")
    assert len(share.runner.server._service.stored._stored) <= stored


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("HEAD", []),
        ("GET", [("Range", "bytes=-5")]),
        ("GET", [("range", "bytes=0-1")]),
        ("GET", [("If-Range", '"other"'), ("Range", "bytes=0-1")]),
        ("GET", [("Range", "bytes=0-1"), ("Range", "bytes=4-5")]),
    ],
)
def test_no_work_is_done_for_what_could_not_be_given_again(
    share: Share, method: str, fields: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(StoredAnswer, "__init__", lambda *given: made.append(given))
    with share.runner.client() as client:
        for _ in range(SAME):
            client.request(SMALL_PATH, method, fields)
            client.answer(head_only=method == "HEAD")
    share.runner.settle()
    assert not made


def test_a_long_request_is_not_stored(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, SMALL_PATH, ("X-Long", "x" * StoredAnswers.REQUEST_BYTES))
    assert not share.runner.server._service.stored._stored


def test_descriptors_are_released(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, LARGE_PATH)
        share.runner.settle()
        share.runner.server._service.stored.let_go()
        before = _next_descriptor()
        for first in range(20):
            client.get(LARGE_PATH, ("Range", f"bytes={first}-{first + 9}"))
            client.get(LARGE_PATH, ("Range", "bytes=99999999-"))
            client.get(LARGE_PATH, ("Range", "bytes=7-3"))
        share.runner.settle()
        share.runner.server._service.stored.let_go()
        assert _next_descriptor() == before


@pytest.mark.skipif(os.name == "nt", reason="there, an open file could not be deleted")
def test_a_file_that_is_asked_for_again_and_again_is_opened_once(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Sighting] = []
    reopen = Sighting.reopen

    def counted(sighting: Sighting) -> int | None:
        opened.append(sighting)
        return reopen(sighting)

    monkeypatch.setattr(Sighting, "reopen", counted)
    monkeypatch.setattr(StoredAnswers, "let_go", lambda _stored: None)
    with share.runner.client() as client:
        share.again(client, LARGE_PATH)
        before = len(opened)
        for first in range(9):
            assert client.get(LARGE_PATH).body == LARGE
            assert client.get(LARGE_PATH, ("Range", f"bytes={first}-9")).body == LARGE[first:10]
    assert len(opened) <= before + 3  # of two requests: each once until it is stored
    monkeypatch.undo()
    share.runner.server._service.stored.let_go()


def test_one_file_is_opened_once_for_all_who_ask(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StoredAnswers, "let_go", lambda _stored: None)
    stored = share.runner.server._service.stored
    with share.runner.client() as client:
        for agent in ("one", "another"):
            share.again(client, LARGE_PATH, ("User-Agent", agent))
            share.again(client, LARGE_PATH, ("User-Agent", agent), ("Range", "bytes=5-9"))
    assert len(stored._open) == (os.name != "nt")
    monkeypatch.undo()
    stored.let_go()


def test_no_file_stays_open_when_nobody_asks(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, called = StoredAnswers.let_go, threading.Event()

    def told(stored: StoredAnswers) -> None:
        let_go(stored)
        called.set()

    monkeypatch.setattr(StoredAnswers, "let_go", told)
    with running(share.site, Limits(stall_s=0.1)) as runner:  # looks around ten times as often
        with runner.client() as client:
            share.again(client, LARGE_PATH)
        while runner.server._service.stored._open:
            assert called.wait(TIMEOUT_S)
            called.clear()


def test_a_file_in_use_outlives_being_let_go(share: Share) -> None:
    with share.runner.client() as client:
        share.again(client, LARGE_PATH)
    stored = share.runner.server._service.stored
    request = next(key[1] for key in stored._stored)
    reply = stored.reply(share.site, "127.0.0.1", request)
    assert reply is not None
    assert isinstance(reply.body, FileSlice)
    stored.let_go()
    assert os.pread(reply.body.descriptor, 9, 0) == LARGE[:9]
    descriptor = reply.body.descriptor
    reply.close()
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(descriptor)


def _next_descriptor() -> int:
    """The lowest that is free: it grows with every descriptor that is forgotten."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


def test_a_slice_of_a_reopened_file_is_closed_with_its_answer() -> None:
    descriptor = os.open(os.devnull, os.O_RDONLY)
    piece = FileSlice(descriptor, 0, 1)
    Response(206, body=piece).close()
    assert piece.descriptor == -1
