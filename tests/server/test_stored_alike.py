"""Two servers share one folder, and one of them stores no answers: whatever happens, nobody can tell them apart."""

import os
import random
import re
import shutil
import socket
import ssl
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.content import files
from shareapp.server.events import Event, RequestDone
from shareapp.server.heads import Heads
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.doorbell import Doorbell
from shareapp.server.layers.lease import Lease
from shareapp.server.stored import Reply
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import hash_password
from shareapp.sharing.site import build_site
from tests.support.certificates import contexts
from tests.support.running_server import Running, running
from tests.support.sharing import loopback
from tests.support.wire_client import Answer, WireClient

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there, open files and folders stay where they are")

ROUNDS = 40
DEVICES = ("127.0.0.1", "127.0.0.2") if sys.platform == "linux" else ("127.0.0.1",)
LONG_AGO = (1.6e9, 1.6e9)  # Sun, 13 Sep 2020 12:26:40 GMT
FILES = {"small.txt": 200, "sub/index.html": 99, "sub/page.html": 5000, "large.bin": 300_000, "sub/film.mp4": 70_000}
TARGETS = [
    *("/small.txt", "/sub/", "/sub/page.html", "/large.bin", "/sub/film.mp4", "/small.txt?download", "/drawing.svg"),
    *("/large.bin?download=1", "/drawing.svg?thumbnail", "/", "/sub", "/favicon.ico", "/missing", "/twin.bin"),
    *("/link.txt", "//small.txt", "/small%2Etxt", "/.hidden", "/sub/?zip", "http://localhost/small.txt"),
]
PLACES = [0, 1, 5, 199, 200, 4999, 69_999, 70_000, 299_999, 300_000, 10**17, 10**18, 10**30]
ODD_RANGES = ["0-1 ", " 0-1", "-5", "-0", "", "a-b", "0-1;", "+1-2", "1_0-20", "0-1-2", "0-1,4-5", "0-1,", "007-9"]
FIELDS = [
    *("If-None-Match: *", 'If-None-Match: "x"', "If-None-Match: {etag}", 'If-None-Match: "x", {etag}', 'If-Match: "x"'),
    *("If-Match: {etag}", 'If-Range: "x"', "If-Range: {etag}", "If-Range: Sun, 13 Sep 2020 12:26:40 GMT"),
    *("If-Modified-Since: Sun, 13 Sep 2020 12:26:40 GMT", "If-Unmodified-Since: Thu, 01 Jan 2015 00:00:00 GMT"),
    *("Connection: close", "Connection: keep-alive", "Expect: 100-continue", "Content-Length: 0"),
    *("Accept-Language: ko", "Accept-Encoding: gzip", "Cookie: a=b", "X-Odd: Range: bytes=0-1", "User-Agent: a phone"),
]
BODIES = ["Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"]


class Side:
    """One of the two servers, and who is connected to it."""

    def __init__(self, runner: Running, context: ssl.SSLContext | None) -> None:
        self.runner = runner
        self.stored = runner.server._service.stored
        self._clients: dict[str, WireClient] = {}
        self._context = context

    def answers(self, device: str, pieces: list[bytes], methods: list[str]) -> list[Answer | None]:
        """What comes back for a request of each of ``methods``; None in the end when the connection was closed."""
        client = self._clients.get(device) or self._connect(device)
        for piece in pieces:
            client.send(piece)
            self.runner.settle()
        answers: list[Answer | None] = []
        for method in methods:
            while (answer := client.answer(head_only=method == "HEAD")).status < 200:
                answers.append(answer)
            answers.append(comparable(answer))
            if answer.field("Connection") == "close":
                assert client.is_closed()
                self._clients.pop(device).close()
                return [*answers, None]
        return answers

    def told(self) -> list[Event]:
        """The log, without its times."""
        self.runner.settle()
        return [
            event._replace(at=0.0, seconds=0.0) if isinstance(event, RequestDone) else event._replace(at=0.0)
            for event in self.runner.told.events
        ]

    def heads(self) -> list[Heads | None]:
        """What a closer look at each request shows."""
        shown = [self.runner.server.heads(done) for done in self.runner.told.done]
        return [heads and heads._replace(response=tuple(without_chance(heads.response))) for heads in shown]

    def close(self) -> None:
        """Everybody leaves."""
        for client in self._clients.values():
            client.close()

    def _connect(self, device: str) -> WireClient:
        connected = socket.create_connection(("127.0.0.1", self.runner.server.port), source_address=(device, 0))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the second piece shall not wait
        if self._context is not None:
            connected = self._context.wrap_socket(connected, server_hostname="localhost")
        client = self._clients[device] = WireClient.around(connected)
        return client


def without_chance(fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Without the date, and without the boundary that each answer of several parts draws anew."""
    for name, value in fields:
        if name != "Date":
            yield name, re.sub("boundary=.*", "", value)


def comparable(answer: Answer) -> Answer:
    """What has to be the same."""
    body = re.sub(rb"--[0-9a-f]{32}", b"", answer.body)
    return answer._replace(fields=list(without_chance(answer.fields)), body=body)


class Folder:
    """The shared folder, in which somebody is at work."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self._chance = chance
        for name in FILES:
            self.make(name)
        (path / "drawing.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        (path / "link.txt").symlink_to("small.txt")
        (path / ".hidden").write_bytes(b"hidden")
        os.link(path / "large.bin", path / "twin.bin")
        (path.parent / "outside.txt").write_bytes(b"secret")

    def make(self, name: str) -> None:
        """A file of its size, whatever was there."""
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        self._take_away(path)
        path.write_bytes(self._chance.randbytes(FILES[name] // 2).hex().encode())
        os.utime(path, LONG_AGO)

    def change(self, asked: str) -> str:
        """Do something to a file, rather to one that was ``asked`` for, or restore it. What was done."""
        near = [name for name in FILES if name.removesuffix("index.html") in asked]
        name = self._chance.choice(near or list(FILES))
        path = self.path / name
        if path.parent.is_symlink():
            path.parent.unlink()
        deed = self._chance.choice([self._write, self._replace, self._cut, self._odd, self._move, self._move, None])
        self._wait_for_the_clock()
        if deed is None or not path.is_file() or path.is_symlink():
            self.make(name)
        else:
            deed(path)
        self._wait_for_the_clock()
        return f"{deed.__name__ if deed else 'make'} {name}"

    def _write(self, path: Path) -> None:
        """In place, the same size and the same time."""
        with path.open("r+b") as file:
            file.write(b"other")
        os.utime(path, LONG_AGO)

    def _replace(self, path: Path) -> None:
        new = self.path.parent / "new"
        new.write_bytes(self._chance.randbytes(path.stat().st_size))
        os.utime(new, LONG_AGO)
        new.replace(path)

    def _cut(self, path: Path) -> None:
        os.truncate(path, path.stat().st_size // 2)

    def _odd(self, path: Path) -> None:
        """Nothing in its place, or something that is no file, or one nobody may read."""
        kind = self._chance.choice(["gone", "link", "fifo", "folder", "denied", "linked again"])
        if kind == "denied":
            path.chmod(0)
        elif kind == "linked again":
            os.link(path, self.path.parent / f"link-{self._chance.random()}")
        else:
            path.unlink()
        if kind == "link":
            path.symlink_to(self.path.parent / "outside.txt")
        elif kind == "fifo":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()

    def _move(self, path: Path) -> None:
        """Its folder out of the share, and a link to there in its place."""
        if path.parent != self.path:
            there = self.path.parent / f"moved-{self._chance.random()}"
            path.parent.rename(there)
            path.parent.symlink_to(there)

    def _wait_for_the_clock(self) -> None:
        """Until the disk's clock has ticked, so that no two changes bear the same time."""
        probe = self.path.parent / "probe"
        probe.write_bytes(b"")
        before = probe.stat().st_ctime_ns
        while probe.stat().st_ctime_ns == before:
            probe.write_bytes(b"")

    @staticmethod
    def _take_away(path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


class Visitors:
    """What they ask: much of it again and again, some of it odd."""

    def __init__(self, chance: random.Random, field: str) -> None:
        self._chance = chance
        self._field = field
        self._asked: list[tuple[str, str]] = []
        self.etags = ['"y"']

    def wish(self) -> tuple[str, str]:
        """A method and the request."""
        chance = self._chance
        if self._asked and chance.random() < 0.5:
            method, request = chance.choice(self._asked[-3:])
            return method, re.sub(
                r"(\r\nRange: )bytes=[^\r]*", lambda match: match[1] + self._range(), request, count=1
            )
        method = chance.choices(["GET", "HEAD", "OPTIONS", "POST"], [60, 3, 1, 1])[0]
        version = chance.choices(["1.1", "1.0"], [9, 1])[0]
        fields = [
            text.format(etag=chance.choice(self.etags)) for text in chance.sample(FIELDS, chance.choice([0, 1, 2]))
        ]
        name = chance.choices(["Range: ", "range: ", "Range:", ""], [8, 1, 1, 10])[0]
        fields += [name + self._range()] * bool(name) + ["Range: bytes=2-5"] * (chance.random() < 0.04)
        fields += [self._field] * (chance.random() < 0.9)
        lines = [f"{method} {chance.choice(TARGETS)} HTTP/{version}", "Host: localhost", *filter(None, fields)]
        odd = chance.random() < 0.05 and version == "1.1" and "Content-Length: 0" not in fields
        self._asked.append((method, "\r\n".join([*lines, chance.choice(BODIES) if odd else "\r\n"])))
        return self._asked[-1]

    def _range(self) -> str:
        chance = self._chance
        if chance.random() < 0.3:
            return "bytes=" + chance.choice(ODD_RANGES)
        return f"bytes={chance.choice(PLACES)}-{chance.choice(['', *PLACES])}"

    def cut(self, data: bytes) -> list[bytes]:
        """Sent at once, or in two pieces."""
        at = self._chance.randrange(1, len(data))
        return [data[:at], data[at:]] if self._chance.random() < 0.1 else [data]


class Twins:
    """Both servers, and everything that happens to them."""

    def __init__(self, stack: ExitStack, path: Path, seed: int, options: dict[str, Any]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a game of chance, the same each time
        self._folder = Folder(path, self.chance)
        self._config = loopback(path, **options)
        self._blocked: set[str] = set()
        server_context, client_context = contexts() if seed % 2 else (None, None)
        protocol = self._config.protocol
        runners = [stack.enter_context(running(self._site(), tls=server_context, protocol=protocol)) for _ in range(2)]
        self.storing, self.plain = self.sides = [Side(runner, client_context) for runner in runners]
        for side in self.sides:
            stack.callback(side.close)
        self.happened: list[object] = []

    def visit(self, visitors: Visitors) -> None:
        """The same again and again, in front of both, and meanwhile something else happens."""
        wishes = [visitors.wish() for _ in range(self.chance.choice([1] * 9 + [2]))]
        device = self.chance.choice([DEVICES[0], *DEVICES])
        request = "".join(text for _, text in wishes)
        pieces, methods = visitors.cut(request.encode("latin-1")), [method for method, _ in wishes]
        for turn in range(7):
            if turn == 5:
                self._disturb(request)
            self.happened.append((device, pieces))
            one, other = [side.answers(device, pieces, methods) for side in self.sides]
            assert one == other, self.happened[-9:]
        visitors.etags += [etag for answer in other if answer and (etag := answer.field("ETag")) is not None]

    def _disturb(self, asked: str) -> None:
        event = self.chance.choices(["", "change", "block", "site", "let go"], [1, 8, 2, 2, 1])[0]
        self.happened.append(event)
        if event == "change":
            self.happened.append(self._folder.change(asked))
        elif event == "block":
            self._blocked ^= {DEVICES[-1]}
        elif event == "site":
            live: dict[str, Any] = self.chance.choice([{"index_names": ()}, {"rights": "add"}, {}])
            for side in self.sides:
                side.runner.server.site = self._site(**live)
        elif event == "let go":
            self.storing.stored.let_go()

    def _site(self, **live: Any) -> Responder:
        door = Doorbell(DEVICES[:1])
        return build_site(replace(self._config, **live), lambda _: None, self._blocked, door, Lease())


PASSWORD = "Authorization: Basic " + b64encode(b"guest:secret").decode("ascii")


@pytest.mark.parametrize(
    ("seed", "options", "field", "stores"),
    [
        (30, {}, "", True),
        (37, {}, "", True),
        (40, {}, "", True),
        (2, {"rights": "manage"}, "", True),
        (4, {"protocol": "HTTP/1.0"}, "Connection: keep-alive", True),
        (6, {"ends_after_downloads": 25}, "", False),
        (8, {"credentials": Credentials(user="guest", password_hash=hash_password("secret"))}, PASSWORD, False),
        (10, {"ask_devices": True}, "", False),
        (12, {"compress": True}, "Accept-Encoding: gzip", False),
    ],
)
def test_nobody_can_tell_a_server_that_stores_answers_from_one_that_does_not(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    options: dict[str, Any],
    field: str,
    stores: bool,
) -> None:
    monkeypatch.setattr(files, "SETTLED_S", -1.0)
    (tmp_path / "share").mkdir()
    with ExitStack() as stack:
        twins = Twins(stack, tmp_path / "share", seed, options)
        given: list[bytes] = []
        reply = twins.storing.stored.reply

        def counted(site: Responder, client: str, request: bytes) -> Reply | None:
            found = reply(site, client, request)
            given.extend([request] * (found is not None))
            return found

        monkeypatch.setattr(twins.storing.stored, "reply", counted)
        monkeypatch.setattr(twins.plain.stored, "reply", lambda *_: None)
        visitors = Visitors(twins.chance, field)
        for _ in range(ROUNDS):
            twins.visit(visitors)
        assert twins.storing.told() == twins.plain.told()
        assert twins.storing.heads() == twins.plain.heads()
    assert bool(given) is stores
