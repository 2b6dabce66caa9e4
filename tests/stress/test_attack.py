"""Under attack the product goes on answering, and when it is over, memory, threads and descriptors are what they were.

The server is a process of its own with the limits of the product; only its deadlines are short enough to be waited for.
"""

import base64
import contextlib
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from shareapp.sharing.passwords import hash_password
from tests.support.certificates import write_pair
from tests.support.trees import write
from tests.support.victim import QUICK, Usage, Victim, victim
from tests.support.wire_client import WireClient

pytestmark = [
    pytest.mark.stress,
    pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.2 and /proc"),
]

FILM_BYTES = 64 << 20
UPLOAD_BYTES = 2 << 20
HEAD = "GET /film HTTP/1.1\r\nHost: localhost\r\n"
FIRST = IPv4Address("127.0.1.2")
PROMPT_S = 1.0
"""A visitor waits no longer for a small file, whatever else goes on (point 100)."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small and a large file."""
    folder = tmp_path_factory.mktemp("attacked")
    write(folder / "a.txt", b"hello")
    with (folder / "film").open("wb") as film:
        film.truncate(FILM_BYTES)
    return folder


@pytest.fixture(scope="module")
def running(root: Path) -> Iterator[Victim]:
    """The attacked server; one for all attacks, as a share has to outlive many."""
    with victim(root, rights="add", upload_bytes=UPLOAD_BYTES, **QUICK) as server:
        warm_up(server)
        yield server


@pytest.fixture
def attacked(running: Victim) -> Iterator[Victim]:
    """The attacked server, which is alive and holds no more than before when the test is over."""
    before = running.idle_usage()
    yield running
    recovers(running, before)


def recovers(server: Victim, before: Usage) -> None:
    """A visitor is served at once, and nothing of the attack is left."""
    visit(server)
    server.await_usage(before)
    assert "crash" not in server.troubles


def warm_up(server: Victim) -> None:
    """Make what is made once: templates and words."""
    with server.client() as client:
        for target in ("/", "/missing"):
            client.get(target, ("Accept", "text/html"))
    visit(server)


def visit(server: Victim, patience_s: float = PROMPT_S) -> None:
    """Somebody else's small wish is granted at once."""
    began = time.monotonic()
    with from_address(server, "127.0.0.99") as client:
        assert client.get("/a.txt").body == b"hello"
    assert time.monotonic() - began < patience_s


def from_address(server: Victim, address: str) -> WireClient:
    """A new connection of the device at ``address``, one of 127.0.0.0/8."""
    return WireClient.around(socket.create_connection(("127.0.0.1", server.port), source_address=(address, 0)))


@contextlib.contextmanager
def many(server: Victim, count: int, per_address: int = 250) -> Iterator[list[WireClient]]:
    """So many connections, of as many devices as the limit for each makes necessary."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(from_address(server, str(FIRST + number // per_address))) for number in range(count)]


def drip(clients: list[WireClient], piece: bytes, seconds: float, meanwhile: Callable[[], None]) -> None:
    """Send a little on each connection, again and again for so long; ``meanwhile`` between the rounds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for client in clients:
            with contextlib.suppress(OSError):  # cut off already
                client.send(piece)
        meanwhile()


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def last_status(client: WireClient) -> int:
    """The status of the answer with which the connection ends, 0 when it ends without."""
    data = client.rest()
    return int(data.split(b" ", 2)[1]) if data else 0


# Slow clients


def test_three_hundred_dripping_heads_are_answered_408_at_their_deadline_and_delay_nobody(attacked: Victim) -> None:
    with many(attacked, 300) as clients:
        for client in clients:
            client.send(HEAD, "X-Slow: ")
        drip(clients, b"a", 1.5, lambda: visit(attacked))
        assert {last_status(client) for client in clients} == {408}


def test_dripping_bodies_leave_room_for_visitors_and_end_at_their_deadline(attacked: Victim, root: Path) -> None:
    before = names(root)
    with many(attacked, 250) as clients:
        for number, client in enumerate(clients):
            client.request(f"/up{number}", "PUT", [("Content-Length", "100000")])
        drip(clients, b"x", 2.0, lambda: visit(attacked))
        statuses = [last_status(client) for client in clients]
        assert set(statuses) == {408, 503}
        assert statuses.count(408) == 32
    assert names(root) == before


def test_stalled_readers_are_dropped_and_hold_no_worker(attacked: Victim) -> None:
    with many(attacked, 200) as clients:
        for client in clients:
            client.send(HEAD, "\r\n")
        attacked.until(lambda: attacked.usage.descriptors > 200)
        visit(attacked)
        attacked.until(lambda: sum(done.note == "aborted" for done in attacked.requests) >= 200)
        assert {len(client.rest()) < FILM_BYTES for client in clients} == {True}


def test_two_thousand_idle_connections_delay_nobody_and_are_closed_when_their_time_is_up(attacked: Victim) -> None:
    before = attacked.usage
    with many(attacked, 2000) as clients:
        visit(attacked)
        attacked.until(lambda: attacked.usage.threads <= before.threads)
        assert attacked.usage.memory < before.memory + (16 << 20)
        assert all(client.is_closed() for client in clients)


def test_idle_connections_that_were_served_once_are_as_cheap(attacked: Victim) -> None:
    before = attacked.usage
    with many(attacked, 1000) as clients:
        for client in clients:
            assert client.get("/a.txt").status == 200
        assert attacked.usage.memory < before.memory + (16 << 20)
        visit(attacked)


# Floods


def test_a_flood_of_one_device_past_its_limit_shuts_out_nobody_else(attacked: Victim) -> None:
    with many(attacked, 1000, per_address=1000):
        visit(attacked)
        assert attacked.usage.descriptors <= 256 + 20


def test_connections_that_come_and_go_at_once_leave_nothing(attacked: Victim) -> None:
    for number in range(2000):
        client = from_address(attacked, f"127.0.0.{2 + number % 50}")
        if number % 2:
            client.reset()
        else:
            client.close()
    visit(attacked)


def test_a_flood_past_the_limit_of_the_share_makes_room_for_who_comes_last(root: Path) -> None:
    with victim(root, **QUICK, **{"limits.connections": 100}) as server:
        warm_up(server)
        before = server.usage
        with many(server, 600, per_address=50):
            visit(server, 3.0)
            assert server.usage.descriptors <= 100 + 20
        recovers(server, before)


def test_with_few_descriptors_those_who_are_in_get_their_files_and_the_others_their_turn(root: Path) -> None:
    with victim(root, files=64, **QUICK) as server:
        warm_up(server)
        before = server.usage
        with contextlib.ExitStack() as stack:
            clients = []
            for number in range(100):
                clients.append(stack.enter_context(from_address(server, f"127.0.0.{2 + number}")))
                clients[-1].send("GET /a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert {client.rest()[-5:] for client in clients} == {b"hello"}
        with many(server, 40) as clients:
            for client in clients:
                client.send(HEAD, "\r\n")
            visit(server, 10.0)  # their places are free again when they have stalled for long enough
        recovers(server, before)


def test_thousands_of_pipelined_requests_that_nobody_reads_the_answers_of_wait_in_the_network(
    attacked: Victim,
) -> None:
    before = attacked.usage
    with attacked.client(receive_buffer=4096) as client:
        client.socket.settimeout(0.2)
        with contextlib.suppress(OSError):
            while True:
                client.send(b"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n" * 1000)
        visit(attacked)
        assert attacked.usage.memory < before.memory + (8 << 20)


def test_a_burst_of_guesses_from_everywhere_shuts_out_nobody_who_is_known(root: Path) -> None:
    wrong = [("Authorization", "Basic " + base64.b64encode(b"guest:wrong").decode())]
    right = [("Authorization", "Basic " + base64.b64encode(b"guest:the right one").decode())]
    with victim(root, user="guest", password_hash=hash_password("the right one"), **QUICK) as server:
        with server.client() as client:
            assert client.get("/a.txt", *right).status == 200
        before = server.idle_usage()
        with many(server, 150, per_address=1) as clients:
            for client in clients:
                client.request("/a.txt", fields=wrong)
            began = time.monotonic()
            with from_address(server, "127.0.0.99") as client:
                assert client.get("/a.txt", *right).body == b"hello"
            assert time.monotonic() - began < 3 * PROMPT_S  # the processors are at work on passwords
            assert {client.answer().status for client in clients} <= {401, 503}
        server.await_usage(before)


# Leaving


def test_a_hundred_resets_amid_downloads_are_as_many_aborted_transfers_and_no_trouble(attacked: Victim) -> None:
    told, troubles = len(attacked.requests), len(attacked.troubles)
    for _ in range(100):
        client = attacked.client(receive_buffer=4096)
        client.send(HEAD, "\r\n")
        client.until(b"\r\n\r\n")
        client.reset()
    attacked.until(lambda: len(attacked.requests) >= told + 100)
    assert {done.note for done in attacked.requests[told:]} == {"aborted"}
    assert attacked.troubles[troubles:] == []


def test_resets_amid_uploads_leave_no_file(attacked: Victim, root: Path) -> None:
    before = names(root)
    told = len(attacked.requests)
    for number in range(50):
        client = attacked.client()
        client.request(f"/cut{number}", "PUT", [("Content-Length", "100000")], b"x" * 1000)
        client.reset()
    attacked.until(lambda: len(attacked.requests) >= told + 50)
    assert names(root) == before


def test_who_half_closes_gets_the_whole_answer_or_the_end(attacked: Victim) -> None:
    with attacked.client() as client:
        client.send(HEAD, "\r\n")
        client.half_close()
        assert len(client.answer().body) == FILM_BYTES
        assert client.is_closed()
    for cut in ("GET /a.txt HT", HEAD, "PUT /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc"):
        with attacked.client() as client:
            client.send(cut)
            client.half_close()
            assert last_status(client) in {0, 400}


# What never ends


@pytest.mark.parametrize(
    ("beginning", "piece", "status"),
    [
        (b"GET /", b"a" * 65536, 414),
        (b"A", b"A" * 65536, 414),
        (b"GET / HTTP/1.1\r\nX: ", b"a" * 65536, 431),
        (b"GET / HTTP/1.1\r\n", b"X: a\r\n" * 10000, 431),
        (b"", b"\r\n" * 32768, 400),
        (b"", b"\n" * 65536, 400),
        (b"", b"\0" * 65536, 400),
    ],
)
def test_a_gigabyte_of_head_costs_no_memory(attacked: Victim, beginning: bytes, piece: bytes, status: int) -> None:
    before = attacked.usage
    with attacked.client() as client:
        client.send(beginning)
        pour(client, piece, 1 << 30)
        assert attacked.usage.memory < before.memory + (4 << 20)
        assert last_status(client) in {status, 0}  # lost, when the client was still sending after the linger time
    attacked.until(lambda: attacked.requests[-1].status == status)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(b"10000\r\n" + b"x" * 0x10000 + b"\r\n", id="data"),
        pytest.param(b"1\r\nx\r\n" * 10000, id="crumbs"),
        pytest.param(b"1;" + b"e" * 4000 + b"\r\nx\r\n", id="extensions"),
        pytest.param(b"0" * 65536, id="digits"),
        pytest.param(b"0\r\n" + b"T: x\r\n" * 10000, id="trailers"),
    ],
)
@pytest.mark.parametrize(("method", "target"), [("PUT", "/endless"), ("POST", "/a.txt"), ("GET", "/a.txt")])
def test_an_endless_chunked_body_ends_at_its_limit(
    attacked: Victim, root: Path, method: str, target: str, piece: bytes
) -> None:
    with attacked.client() as client:
        client.request(target, method, [("Transfer-Encoding", "chunked")])
        pour(client, piece, 1 << 30)
        client.rest()
    attacked.until(lambda: attacked.requests[-1].target == target)
    assert attacked.requests[-1].received <= UPLOAD_BYTES + (1 << 20)
    assert not (root / "endless").exists()


def pour(client: WireClient, piece: bytes, total: int) -> None:
    """Send ``piece`` again and again, up to ``total`` bytes or until the server has had enough."""
    with contextlib.suppress(OSError):
        for _ in range(total // len(piece)):
            client.send(piece)


def test_a_thousand_ranges_get_the_file_once(attacked: Victim) -> None:
    ranges = "bytes=" + ",".join(["0-"] * 1000)
    with attacked.client() as client:
        answer = client.get("/film", ("Range", ranges))
        assert (answer.status, len(answer.body)) == (200, FILM_BYTES)
        assert client.get("/film", ("Range", "bytes=" + ",".join(f"{n}-{n}" for n in range(1000)))).status in {200, 431}


# TLS


def test_silent_and_babbling_clients_of_the_encrypted_port_delay_nobody(root: Path, tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path)
    tls = {"tls": "files", "tls_certificate": certificate, "tls_key": key}
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with victim(root, **QUICK, **tls) as server:
        with server.client(tls=trusting) as client:
            assert client.get("/a.txt").body == b"hello"
        before = server.idle_usage()
        with many(server, 150), many(server, 100) as babbling:
            for client in babbling:
                client.send(b"\x16\x03\x01\x02\x00\x01" + b"\xff" * 100)
            began = time.monotonic()
            with from_address(server, "127.0.0.99") as plain:
                wrapped = trusting.wrap_socket(plain.socket)
                with WireClient.around(wrapped) as client:
                    assert client.get("/a.txt").body == b"hello"
            assert time.monotonic() - began < PROMPT_S
            server.until(lambda: server.troubles.count("handshake-failed") == 250)
        server.await_usage(before)
