"""Encryption as its owner meets it: what is wrong is said in one line with the way out, and nothing is left behind."""

import datetime as dt
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.certificates import write_pair, write_trusted
from tests.support.source import ROOT
from tests.support.trees import write
from tests.support.victim import QUICK, Victim, victim

pytestmark = [
    pytest.mark.end2end,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal"),
]

DAY = dt.timedelta(days=1)
SELF_SIGNED = "--tls-self-signed"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The shared folder."""
    write(tmp_path / "share" / "a.txt", b"hello")
    return tmp_path / "share"


def refused(share: Path, *options: object) -> str:
    """What ``shareapp serve`` says on a terminal, where it could ask; the port is free afterwards."""
    import pty

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "shareapp", "serve", str(share), "--bind", "127.0.0.1", "--port", str(port)]
            + [str(option) for option in options],
            cwd=ROOT, env=os.environ | {"LC_ALL": "C.UTF-8"}, stdin=theirs, capture_output=True,
            encoding="utf-8", timeout=30, check=False, start_new_session=True,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 1
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert len(lines) == 1, lines
    socket.create_server(("127.0.0.1", port)).close()
    return lines[0]


def test_a_locked_key_without_or_with_a_wrong_password(share: Path, tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path, password="right")
    write(tmp_path / "password", b"wrong\n")
    for more in ([], ["--tls-password-file", tmp_path / "password"]):
        said = refused(share, "--tls-cert", certificate, "--tls-key", key, *more)
        assert str(key) in said
        assert "--tls-password-file" in said


def test_the_key_of_another_certificate(share: Path, tmp_path: Path) -> None:
    certificate, _key = write_pair(tmp_path / "one")
    _certificate, other = write_pair(tmp_path / "two")
    said = refused(share, "--tls-cert", certificate, "--tls-key", other)
    assert str(other) in said
    assert "--tls-key" in said


def test_a_certificate_whose_days_are_over(share: Path, tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path, begins=-9 * DAY, ends=-2 * DAY)
    said = refused(share, "--tls-cert", certificate, "--tls-key", key)
    assert str(certificate) in said
    assert SELF_SIGNED in said
    assert (dt.datetime.now(dt.UTC) - 2 * DAY).date().isoformat() in said


def test_files_that_are_missing_or_hold_something_else(share: Path, tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path)
    missing = tmp_path / "none.pem"
    for options, file in (
        (["--tls-cert", missing], missing),
        (["--tls-cert", certificate, "--tls-key", missing], missing),
        (["--tls-cert", certificate, "--tls-key", key, "--tls-password-file", missing], missing),
        (["--tls-cert", share / "a.txt"], share / "a.txt"),
        (["--tls-cert", certificate], certificate),  # which holds no key
    ):
        assert str(file) in refused(share, *options)


# Clients that speak the other language


@pytest.fixture
def encrypted(share: Path, tmp_path: Path) -> Iterator[tuple[Victim, Path]]:
    """A running encrypted share, and the certificate that its clients may believe."""
    certificate, key = write_trusted(tmp_path / "tls")
    tls = {"tls": "files", "tls_certificate": certificate, "tls_key": key}
    with victim(share, **QUICK, **tls) as server:
        yield server, certificate


def curl(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What curl says and prints."""
    command = ["curl", "--silent", "--show-error", "--max-time", "10", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_plain_address_of_an_encrypted_share_leads_to_the_right_one(encrypted: tuple[Victim, Path]) -> None:
    server, certificate = encrypted
    address = f"http://localhost:{server.port}/a.txt"
    told = curl("--location", "--cacert", str(certificate), address, "--write-out", " %{http_code} %{url_effective}")
    assert told.stdout == f"hello 200 https://localhost:{server.port}/a.txt"
    assert server.troubles == ["plain-on-tls-port"]


def test_an_encrypted_address_of_a_plain_share_fails_at_once_and_the_owner_learns_why(share: Path) -> None:
    with victim(share, **QUICK) as server:
        assert curl(f"https://localhost:{server.port}/a.txt").returncode == 35  # no TLS
        server.until(lambda: server.troubles == ["tls-on-plain-port"])
        assert curl(f"http://localhost:{server.port}/a.txt").stdout == "hello"
