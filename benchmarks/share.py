"""The folder that everybody serves, made once and kept for the next run."""

import os
import ssl
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KIB, MIB, GIB = 1024, 1024**2, 1024**3
SMALL, MEDIUM, HUGE = "1k.bin", "100k.bin", "huge.bin"
SCRIPT = "cgi-bin/answer.sh"
_SCRIPT_TEXT = "#!/bin/sh\nread -r line\nprintf 'Content-Type: text/plain\\r\\n\\r\\n%s\\n' \"${#line}\"\n"
_HOUR_AGO_S = 3600  # a file that has just changed may change again, which servers treat with care


@dataclass(frozen=True)
class Share:
    """``root`` is served; ``work`` is for configurations, logs and certificates. ``huge_bytes`` is HUGE's size."""

    root: Path
    work: Path
    huge_bytes: int

    @property
    def certificate(self) -> Path:
        """A self-signed one (ECDSA P-256)."""
        return self.work / "certificate.pem"

    @property
    def key(self) -> Path:
        """Its private key."""
        return self.work / "key.pem"


def make_share(folder: Path, huge_bytes: int, listings: Iterable[int]) -> Share:
    """The share below ``folder``, whatever is there already left alone. ``listings`` are folders of so many files."""
    root, work = folder / "share", folder / "work"
    for part in (root / "uploads", root / "cgi-bin", work):
        part.mkdir(parents=True, exist_ok=True)
    share = Share(root, work, huge_bytes)
    for name, size in ((SMALL, KIB), (MEDIUM, 100 * KIB), (HUGE, huge_bytes)):
        _fill(root / name, size)
    for count in listings:
        _fill_folder(root / f"list{count}", count)
    script = root / SCRIPT
    script.write_text(_SCRIPT_TEXT)
    script.chmod(0o755)
    if not share.certificate.exists():
        _make_certificate(share)
    return share


def make_album(share: Share, files: int, size: int) -> None:
    """A folder to be downloaded as an archive."""
    folder = share.root / "album"
    folder.mkdir(exist_ok=True)
    for number in range(files):
        _fill(folder / f"photo {number:04}.jpg", size)


def client_context() -> ssl.SSLContext:
    """For a client that trusts any certificate and speaks what browsers do: TLS 1.3, AES-128-GCM."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _fill(path: Path, size: int) -> None:
    if path.exists() and path.stat().st_size == size:
        return
    block = os.urandom(min(size, MIB))
    with path.open("wb") as file:
        for _ in range(size // len(block)):
            file.write(block)
    then = time.time() - _HOUR_AGO_S
    os.utime(path, (then, then))


def _fill_folder(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    if sum(1 for _ in os.scandir(folder)) == count:
        return
    for number in range(count):
        (folder / f"document {number:06}.txt").write_bytes(b"")


def _make_certificate(share: Share) -> None:
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "365",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", share.key, "-out", share.certificate,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
