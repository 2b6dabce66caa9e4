"""A share moves through its five states and no others, and whatever happens its owner is told."""

import contextlib
import dataclasses
import http.client
import itertools
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from cryptography import x509

from shareapp.server.errors import AddressUnavailable, CertificateInvalid, PortInUse, RootUnreadable, StartFailed
from shareapp.server.events import Event, RequestDone
from shareapp.server.limits import Limits
from shareapp.server.site_server import SiteServer
from shareapp.sharing import opening
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import SelfSigned, TlsFiles
from shareapp.sharing.controller import NEXT, Cause, IllegalMove, ShareController
from shareapp.sharing.events import ShareState, StateChanged
from tests.support.sharing import LOOPBACK, PATIENCE_S, WatchedBuffer, controlled, fetch, loopback

STOPPED, STARTING, RUNNING, STOPPING, FAILED = ShareState

# The table of the architecture, row by row; "-" is an error.
TABLE = {
    STOPPED: {"start": STARTING, "stop": STOPPED},
    STARTING: {"listening": RUNNING, "stop": STOPPING, "error": FAILED},
    RUNNING: {"stop": STOPPING, "error": FAILED},
    STOPPING: {"listening": STOPPING, "stop": STOPPING, "stopped": STOPPED, "error": FAILED},
    FAILED: {"start": STARTING, "stop": STOPPED},
}


@pytest.mark.parametrize(("state", "cause"), list(itertools.product(ShareState, get_args(Cause))))
def test_every_move_is_the_one_of_the_table(state: ShareState, cause: Cause) -> None:
    assert NEXT.get((state, cause)) == TABLE[state].get(cause)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one small and one large file."""
    root = tmp_path / "사진"
    root.mkdir()
    (root / "a.txt").write_bytes(b"hello")
    with (root / "large.bin").open("wb") as large:
        large.truncate(256 * 1024 * 1024)
    return root


def running(controller: ShareController, buffer: WatchedBuffer, folder: Path) -> StateChanged:
    controller.start(loopback(folder))
    return buffer.await_state(RUNNING, FAILED)


def test_a_share_starts_answers_and_stops(folder: Path) -> None:
    with controlled() as (controller, buffer):
        assert controller.state is STOPPED
        change = running(controller, buffer, folder)
        assert [address.host for address in change.addresses] == [LOOPBACK]
        assert fetch(change.port, "/a.txt") == (200, b"hello")
        controller.stop()
        buffer.await_state(STOPPED)
        assert controller.join(PATIENCE_S)
        batch = buffer.drain()
        assert [change.state for change in batch.states] == [STARTING, RUNNING, STOPPING, STOPPED]
        assert [(request.target, request.status) for request in batch.requests] == [("/a.txt", 200)]
        with pytest.raises(ConnectionRefusedError):
            fetch(change.port)


def fetch_part(port: int, target: str) -> None:
    """Begin a download and leave."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S)
    connection.request("GET", target)
    connection.getresponse().read(1000)
    connection.close()


def test_a_share_ends_after_complete_downloads_until_it_is_renewed(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, ends_after_downloads=1))
        port = buffer.await_state(RUNNING, FAILED).port
        fetch_part(port, "/large.bin")
        assert fetch(port)[0] == 200
        assert fetch(port, "/a.txt") == (200, b"hello")
        status, page = fetch(port, "/", Accept="text/html", Accept_Language="ko")
        assert (status, controller.has_ended) == (410, True)
        assert b"This share has ended" in page
        controller.lease.renew()
        assert fetch(port)[0] == 200
        controller.stop(0)
        buffer.await_state(STOPPED)
        assert not controller.has_ended


def test_other_settings_move_the_end_of_a_running_share(folder: Path) -> None:
    with controlled() as (controller, buffer):
        config = loopback(folder, ends_after_s=1e-9)
        controller.start(config)
        port = buffer.await_state(RUNNING, FAILED).port
        assert (fetch(port)[0], controller.has_ended) == (410, True)
        controller.replace_site(dataclasses.replace(config, ends_after_s=3600))
        assert (fetch(port)[0], controller.has_ended) == (200, False)
        controller.replace_site(dataclasses.replace(config, ends_after_s=None))
        assert fetch(port)[0] == 200


def test_a_new_start_begins_the_time_anew(folder: Path) -> None:
    with controlled() as (controller, buffer):
        for _ in range(2):
            controller.start(loopback(folder, ends_after_downloads=1))
            port = buffer.await_state(RUNNING, FAILED).port
            assert fetch(port, "/a.txt") == (200, b"hello")
            controller.stop(0)
            buffer.await_state(STOPPED)
            assert controller.join(PATIENCE_S)


def test_the_port_is_free_at_once_and_can_be_shared_again(folder: Path) -> None:
    with controlled() as (controller, buffer):
        port = running(controller, buffer, folder).port
        for _ in range(5):
            controller.stop()
            buffer.await_state(STOPPED)
            controller.start(loopback(folder, port=port))
            assert buffer.await_state(RUNNING, FAILED).state is RUNNING
            assert fetch(port, "/a.txt")[0] == 200


def test_starting_twice_is_an_illegal_move(folder: Path) -> None:
    with controlled() as (controller, buffer):
        running(controller, buffer, folder)
        with pytest.raises(IllegalMove):
            controller.start(loopback(folder))
        assert controller.state is RUNNING


def test_stopping_twice_and_stopping_nothing_is_harmless(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.stop()
        assert buffer.drain().states == ()
        running(controller, buffer, folder)
        controller.stop()
        controller.stop()
        buffer.await_state(STOPPED)
        controller.stop()
        assert [change.state for change in buffer.drain().states].count(STOPPED) == 1


def test_a_stop_while_starting_is_carried_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = threading.Event()
    go_on = threading.Event()
    open_server = opening.open_server

    def slowly(*arguments: object) -> SiteServer:
        opened.set()
        go_on.wait(PATIENCE_S)
        return open_server(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_server", slowly)
    with controlled() as (controller, buffer):
        controller.start(loopback(folder))
        opened.wait(PATIENCE_S)
        controller.stop()
        assert controller.state is STOPPING
        go_on.set()
        buffer.await_state(STOPPED)
        assert [change.state for change in buffer.drain().states] == [STARTING, STOPPING, STOPPED]


@pytest.mark.parametrize(
    ("root", "cause"), [("nothing here", "missing"), ("a.txt", "not-a-folder"), ("a.txt/deeper", "missing")]
)
def test_an_unreadable_folder_is_told(folder: Path, root: str, cause: str) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder / root))
        change = buffer.await_state(FAILED)
        assert change == StateChanged(FAILED, error=RootUnreadable(folder / root, cause))  # type: ignore[arg-type]


def test_a_port_in_use_is_told(folder: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as other, controlled() as (controller, buffer):
        port = other.getsockname()[1]
        controller.start(loopback(folder, port=port))
        assert buffer.await_state(FAILED).error == PortInUse(LOOPBACK, port)
        controller.stop()
        assert buffer.await_state(STOPPED) == StateChanged(STOPPED)


def test_a_foreign_address_is_told(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, host="203.0.113.7"))
        assert buffer.await_state(FAILED).error == AddressUnavailable("203.0.113.7")


def test_a_bad_certificate_is_told_with_its_file(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, tls=TlsFiles(certificate=folder / "a.txt")))
        error = buffer.await_state(FAILED).error
        assert isinstance(error, CertificateInvalid)
        assert (error.cause, error.path) == ("not-pem", folder / "a.txt")


def test_after_a_failure_it_can_start(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder / "nothing"))
        buffer.await_state(FAILED)
        assert running(controller, buffer, folder).state is RUNNING


def test_a_system_without_another_thread_is_a_failure_and_may_be_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with controlled() as (controller, buffer):
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", refuse)
            controller.start(loopback(folder))
        assert controller.state is FAILED
        assert buffer.await_state(STARTING) == StateChanged(STARTING)
        with pytest.raises(AssertionError, match="can't start new thread"):
            buffer.await_state(RUNNING)
        assert controller.join(0)
        assert running(controller, buffer, folder).state is RUNNING


def test_a_crash_while_starting_is_a_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(opening, "open_server", lambda *_: 1 / 0)
    with controlled() as (controller, buffer):
        controller.start(loopback(folder))
        change = buffer.await_state(FAILED)
        assert change.error == StartFailed("ZeroDivisionError: division by zero")
        assert not change.lost
    assert "crashed" in caplog.text


def test_a_crash_while_running_is_a_lost_share(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(SiteServer, "serve", lambda _: 1 / 0)
    with controlled() as (controller, buffer):
        controller.start(loopback(folder))
        change = buffer.await_state(FAILED)
        assert (change.error, change.lost) == (StartFailed("ZeroDivisionError: division by zero"), True)
    assert "crashed" in caplog.text


def test_a_server_that_ends_by_itself_is_a_lost_share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SiteServer, "serve", lambda _: None)
    with controlled() as (controller, buffer):
        controller.start(loopback(folder))
        change = buffer.await_state(FAILED)
        assert (type(change.error), change.lost) == (StartFailed, True)


def test_a_folder_that_disappears_is_a_lost_share(folder: Path) -> None:
    with controlled(watch_seconds=0.01) as (controller, buffer):
        port = running(controller, buffer, folder).port
        folder.rename(folder.with_name("elsewhere"))
        change = buffer.await_state(FAILED)
        assert (change.error, change.lost) == (RootUnreadable(folder, "missing"), True)
        assert controller.join(PATIENCE_S)
        with pytest.raises(ConnectionRefusedError):
            fetch(port)


@contextlib.contextmanager
def download(port: int) -> Iterator[http.client.HTTPResponse]:
    """A large download that has begun and is not read."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/large.bin")
        with connection.getresponse() as response:
            assert response.read(1) == b"\0"
            yield response
    finally:
        connection.close()


def test_running_transfers_are_shown_and_hold_an_orderly_stop(folder: Path) -> None:
    with controlled() as (controller, buffer):
        change = running(controller, buffer, folder)
        with download(change.port):
            (transfer,) = controller.transfers()
            assert (transfer.target, transfer.direction) == ("/large.bin", "down")
            controller.stop(60)
            buffer.await_state(STOPPING)
            assert not controller.join(0)
            controller.stop(0)
            buffer.await_state(STOPPED)
            assert controller.join(PATIENCE_S)
        assert buffer.drain().requests[0].note == "aborted"
        assert controller.transfers() == ()


def test_a_transfer_can_finish_while_stopping(folder: Path) -> None:
    with controlled() as (controller, buffer):
        change = running(controller, buffer, folder)
        with download(change.port) as response:
            controller.stop(60)
            assert len(response.read()) == 256 * 1024 * 1024 - 1
        buffer.await_state(STOPPED)
        assert buffer.drain().requests[0].note == ""


def test_one_transfer_can_be_cancelled(folder: Path) -> None:
    with controlled() as (controller, buffer):
        change = running(controller, buffer, folder)
        with download(change.port) as response:
            (transfer,) = controller.transfers()
            controller.cancel(transfer.id)
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                response.read()
        controller.cancel(transfer.id)
        assert fetch(change.port, "/a.txt")[0] == 200


def test_live_settings_apply_to_the_next_request(folder: Path) -> None:
    with controlled() as (controller, buffer):
        config = loopback(folder)
        assert not controller.replace_site(config)
        controller.start(config)
        port = buffer.await_state(RUNNING).port
        assert fetch(port, "/")[0] == 200
        assert controller.replace_site(dataclasses.replace(config, listing=False))
        assert fetch(port, "/")[0] == 403


def test_live_settings_of_a_share_whose_folder_has_gone_are_not_taken(folder: Path) -> None:
    with controlled() as (controller, buffer):
        config = loopback(folder)
        controller.start(config)
        buffer.await_state(RUNNING)
        folder.rename(folder.with_name("elsewhere"))
        assert not controller.replace_site(dataclasses.replace(config, listing=False))


def test_settings_that_need_a_restart_are_refused_while_running(folder: Path) -> None:
    with controlled() as (controller, buffer):
        config = loopback(folder)
        controller.start(config)
        buffer.await_state(RUNNING)
        with pytest.raises(ValueError, match="host, protocol"):
            controller.replace_site(dataclasses.replace(config, host="::1", protocol="HTTP/1.0"))


def test_events_reach_the_log_too(folder: Path) -> None:
    seen: list[Event] = []
    with controlled(log=seen.append) as (controller, buffer):
        fetch(running(controller, buffer, folder).port, "/a.txt")
    assert [event.target for event in seen if isinstance(event, RequestDone)] == ["/a.txt"]


def test_a_certificate_made_here_encrypts(folder: Path, tmp_path: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, tls=SelfSigned(folder=tmp_path / "keys")))
        port = buffer.await_state(RUNNING, FAILED).port
        context = ssl.create_default_context(cafile=tmp_path / "keys" / "certificate.pem")
        connection = http.client.HTTPSConnection(LOOPBACK, port, timeout=PATIENCE_S, context=context)
        connection.request("GET", "/a.txt")
        assert connection.getresponse().read() == b"hello"
        connection.close()


def test_small_limits_reach_the_engine(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, limits=Limits(target_bytes=100)))
        port = buffer.await_state(RUNNING).port
        assert fetch(port, "/" + "a" * 200)[0] == 414


def test_threads_are_named_after_their_share(folder: Path) -> None:
    with controlled() as (controller, buffer):
        running(controller, buffer, folder)
        assert {"share-1", "share-1-folder"} <= {thread.name for thread in threading.enumerate()}


def test_a_device_can_be_disconnected_and_come_again(folder: Path) -> None:
    with controlled() as (controller, buffer):
        controller.disconnect(LOOPBACK)
        change = running(controller, buffer, folder)
        with download(change.port) as response:
            controller.disconnect(LOOPBACK)
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                response.read()
        assert fetch(change.port, "/a.txt")[0] == 200


def test_a_blocked_device_is_cut_off_and_refused_until_it_is_let_in(folder: Path) -> None:
    with controlled() as (controller, buffer):
        change = running(controller, buffer, folder)
        with download(change.port) as response:
            controller.block(LOOPBACK)
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                response.read()
        assert fetch(change.port, "/a.txt")[0] == 403
        assert controller.replace_site(loopback(folder, hidden=True))
        assert fetch(change.port, "/a.txt")[0] == 403
        assert controller.blocked == {LOOPBACK}
        controller.unblock(LOOPBACK)
        assert fetch(change.port, "/a.txt")[0] == 200


def test_the_heads_of_a_request_outlive_the_share(folder: Path) -> None:
    with controlled() as (controller, buffer):
        change = running(controller, buffer, folder)
        assert fetch(change.port, "/a.txt", Accept="text/plain")[0] == 200
        controller.stop(0)
        buffer.await_state(STOPPED)
        (request,) = buffer.drain().requests
        heads = controller.heads(request)
        assert heads is not None
        assert ("Accept", "text/plain") in heads.request
        assert controller.heads(request._replace(at=0.0)) is None


def shown_certificate(port: int) -> x509.Certificate:
    return x509.load_pem_x509_certificate(ssl.get_server_certificate((LOOPBACK, port)).encode())


def addresses_in(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(address) for address in names.get_values_for_type(x509.IPAddress)}


def test_a_running_share_shows_a_certificate_for_its_new_address_with_the_same_key(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: list[Address] = []
    monkeypatch.setattr("shareapp.sharing.certificates.reachable_addresses", lambda _host: tuple(addresses))
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, tls=SelfSigned(folder=tmp_path / "keys")))
        port = buffer.await_state(RUNNING).port
        before = shown_certificate(port)
        assert not controller.renew_certificate()
        addresses.append(Address("192.168.7.12", "wifi", "wlan0"))
        assert controller.renew_certificate()
        after = shown_certificate(port)
    assert "192.168.7.12" in addresses_in(after) - addresses_in(before)
    assert after.public_key() == before.public_key()


def test_a_certificate_that_cannot_be_made_anew_leaves_the_old_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keys = tmp_path / "keys"
    addresses: list[Address] = []
    monkeypatch.setattr("shareapp.sharing.certificates.reachable_addresses", lambda _host: tuple(addresses))
    with controlled() as (controller, buffer):
        controller.start(loopback(folder, tls=SelfSigned(folder=keys)))
        port = buffer.await_state(RUNNING).port
        before = shown_certificate(port)
        keys.rename(tmp_path / "away")
        keys.write_text("no folder any more")
        addresses.append(Address("192.168.7.12", "wifi", "wlan0"))
        assert not controller.renew_certificate()
        assert shown_certificate(port) == before
    assert "could not be made anew" in caplog.text


def test_there_is_nothing_to_renew_without_a_certificate_of_ours(folder: Path) -> None:
    with controlled() as (controller, buffer):
        assert not controller.renew_certificate()
        running(controller, buffer, folder)
        assert not controller.renew_certificate()
