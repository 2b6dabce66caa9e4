"""Lines that people read: aligned, safe, and every error with its fix."""

from pathlib import Path
from typing import get_args

import pytest

from shareapp.server.errors import (
    AddressUnavailable,
    CertificateCause,
    CertificateInvalid,
    PortForbidden,
    PortInUse,
    RootUnreadable,
    StartError,
    StartFailed,
)
from shareapp.server.events import TroubleCode
from shareapp.sharing import terminal_text
from shareapp.sharing.addresses import Address
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.sharing.terminal_text import failure_line, request_line, trouble_line
from shareapp.sharing.words import LANGUAGES, Words
from tests.support.events import ADDRESS, DONE, TROUBLE

ENGLISH, KOREAN = map(Words, LANGUAGES)


@pytest.mark.parametrize(
    ("changes", "rest"),
    [
        ({}, "200  GET   /IMG_2044.jpg  2.9 MB  96 ms  iPhone · 192.168.0.23"),
        ({"target": "/%EC%82%AC%EC%A7%84/a%20b"}, "200  GET   /사진/a b  2.9 MB  96 ms  iPhone · 192.168.0.23"),
        ({"target": "/%1B%5B2J%0A"}, "200  GET   /\\x1b[2J\\x0a  2.9 MB  96 ms  iPhone · 192.168.0.23"),
        ({"agent": "", "status": 404, "sent": 0}, "404  GET   /IMG_2044.jpg  0 B  96 ms  192.168.0.23"),
        ({"agent": "curl/8", "seconds": 12.34}, "200  GET   /IMG_2044.jpg  2.9 MB  12.3 s  curl · 192.168.0.23"),
        ({"agent": "", "seconds": 125.0}, "200  GET   /IMG_2044.jpg  2.9 MB  2:05  192.168.0.23"),
        ({"agent": "", "note": "aborted"}, "200  GET   /IMG_2044.jpg  2.9 MB  96 ms  192.168.0.23  (cut off)"),
        ({"agent": "", "method": "", "target": "", "status": 400}, "400  -     -  2.9 MB  96 ms  192.168.0.23"),
    ],
)
def test_a_request_is_one_readable_line(changes: dict[str, object], rest: str) -> None:
    line = request_line(DONE._replace(**changes), ENGLISH, colour=False)  # type: ignore[arg-type]
    clock, _, shown = line.partition("  ")
    assert len(clock) == len("14:02:11")
    assert shown == rest


@pytest.mark.parametrize(("status", "coloured"), [(200, True), (302, True), (404, True), (500, True), (101, False)])
def test_colour_is_for_the_status_only(status: int, coloured: bool) -> None:
    request = DONE._replace(status=status)
    line = request_line(request, ENGLISH, colour=True)
    assert ("\x1b[" in line) == coloured
    assert line.count("\x1b[") in {0, 2}
    assert "\x1b" not in request_line(request, ENGLISH, colour=False)


@pytest.fixture(autouse=True)
def _known_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Port 8001 is free, and this computer has one address."""
    monkeypatch.setattr(terminal_text, "free_port_after", lambda _host, _port: 8001)
    monkeypatch.setattr(terminal_text, "user_of_port", lambda _port: "")
    monkeypatch.setattr(terminal_text, "reachable_addresses", lambda _host: (Address("192.168.0.12", "wifi", "wlan0"),))


def told(error: StartError, words: Words = ENGLISH, *, lost: bool = False) -> str:
    return failure_line(StateChanged(ShareState.FAILED, error=error, lost=lost), "", words)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            PortInUse("", 8000),
            "Port 8000 is already in use by another program. Use a free one: --port 8001",
        ),
        (
            PortForbidden(80),
            "Port 80 needs administrator rights, as all ports below 1024 do. Use a free one: --port 8001",
        ),
        (
            AddressUnavailable("10.0.0.9"),
            "This computer doesn’t have the address 10.0.0.9. Use one that it has: --bind 192.168.0.12",
        ),
        (
            RootUnreadable(Path("photos"), "missing"),
            "There is no folder “photos”. Check its name, or give another one.",
        ),
        (
            RootUnreadable(Path("photos/a.jpg"), "not-a-folder"),
            f"“{Path('photos/a.jpg')}” is not a folder. Give the folder it is in: “photos”",
        ),
        (
            CertificateInvalid("expired", Path("c.pem"), "2026-05-03T10:00:00+00:00"),
            "The certificate “c.pem” expired on 2026-05-03. Renew it, or use --tls-self-signed.",
        ),
        (StartFailed("out of\nluck"), "Sharing couldn’t start: out of\\x0aluck"),
    ],
)
def test_an_error_is_one_line_with_its_fix(error: StartError, line: str) -> None:
    assert told(error) == line


def test_the_program_that_has_the_port_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_text, "user_of_port", lambda _port: "nginx")
    assert told(PortInUse("", 8000)).startswith("Port 8000 is already in use by nginx. ")
    assert told(PortInUse("", 8000), KOREAN).startswith("nginx에서 이미 사용 중인 포트입니다: 8000. ")


def test_without_a_free_port_or_address_another_fix_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_text, "free_port_after", lambda _host, _port: None)
    monkeypatch.setattr(terminal_text, "reachable_addresses", lambda _host: ())
    assert told(PortInUse("", 8000)).endswith("choose another port with --port.")
    assert told(PortForbidden(80)).endswith("--port 8080")
    assert told(AddressUnavailable("10.0.0.9")).endswith("Leave --bind out to use all addresses.")


@pytest.mark.parametrize("words", [ENGLISH, KOREAN])
@pytest.mark.parametrize("cause", get_args(CertificateCause))
def test_every_certificate_error_names_the_file(cause: CertificateCause, words: Words) -> None:
    line = told(CertificateInvalid(cause, Path("인증서.pem"), "2026-05-03"), words)
    assert "인증서.pem" in line
    assert "\n" not in line


@pytest.mark.parametrize("words", [ENGLISH, KOREAN])
@pytest.mark.parametrize("cause", ["missing", "not-a-folder", "forbidden"])
def test_every_folder_error_names_the_folder(cause: str, words: Words) -> None:
    assert "사진" in told(RootUnreadable(Path("/여행/사진"), cause), words)  # type: ignore[arg-type]


def test_a_lost_share_says_so() -> None:
    assert "Sharing has stopped" in told(RootUnreadable(Path("photos"), "missing"), lost=True)
    assert told(StartFailed("crash"), lost=True) == "Sharing has stopped: crash. Start it again."


@pytest.mark.parametrize("words", [ENGLISH, KOREAN])
@pytest.mark.parametrize("code", get_args(TroubleCode))
def test_every_trouble_has_a_sentence(code: TroubleCode, words: Words) -> None:
    line = trouble_line(TROUBLE._replace(code=code, params=("one\x1b", "two")), words)
    assert "\x1b" not in line


def test_a_trouble_names_the_device() -> None:
    assert trouble_line(TROUBLE, ENGLISH).startswith(f"{ADDRESS} tried HTTPS")


def test_only_a_crash_takes_several_lines() -> None:
    crash = TROUBLE._replace(code="crash", params=("1f2e", "Traceback:\n  line\x1b"))
    assert trouble_line(crash, ENGLISH).splitlines()[1:] == ["Traceback:", "  line\\x1b"]
    assert "\n" not in trouble_line(crash._replace(code="cgi-stderr"), ENGLISH)


def test_the_end_of_a_script_repeats_nothing_that_it_said() -> None:
    end = TROUBLE._replace(code="cgi-exit", params=("report.py", "1", "0.034", "no such table"))
    assert trouble_line(end, ENGLISH) == "A script ended with an error: report.py · 1 · 0.034"
