"""What happens to computers: processes are killed, disks fill up, files vanish, two programs want the same file."""

import base64
import os
import re
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from shareapp.server.events import discard
from shareapp.sharing.site import build_site
from tests.support.running_server import running
from tests.support.serving import Serving, serving
from tests.support.sharing import loopback
from tests.support.trees import write
from tests.support.wire_client import Answer, WireClient

pytestmark = [pytest.mark.end2end, pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")]

MIB = 1024**2
SPARSE = 512 * MIB
BYTES = ("Content-Type", "application/offset+octet-stream")
TUS = ("Tus-Resumable", "1.0.0")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (folder := tmp_path / "share").mkdir()
    return folder


def options(share: Path, port: int = 0) -> tuple[str, ...]:
    return (str(share), "--upload", "--no-qr", "--bind", "127.0.0.1", "--port", str(port))


def create(client: WireClient, size: int, name: str = "a.bin") -> str:
    """The address of a new upload."""
    metadata = ("Upload-Metadata", f"filename {base64.b64encode(name.encode()).decode()}")
    client.request("/", "POST", [TUS, ("Upload-Length", str(size)), metadata, ("Content-Length", "0")])
    return client.answer().field("location") or ""


def begin(client: WireClient, location: str, offset: int, length: int) -> None:
    """The head of a PATCH; its body is still to be sent."""
    client.request(location, "PATCH", [TUS, BYTES, ("Upload-Offset", str(offset)), ("Content-Length", str(length))])


def append(client: WireClient, location: str, offset: int, content: bytes) -> Answer:
    begin(client, location, offset, len(content))
    client.send(content)
    return client.answer()


def offset_of(client: WireClient, location: str) -> int:
    client.request(location, "HEAD", [TUS])
    return int(client.answer(head_only=True).field("upload-offset") or -1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Two writers


def test_two_programs_never_write_one_upload_at_once(share: Path) -> None:
    content = os.urandom(MIB)
    with serving(*options(share)) as one, serving(*options(share)) as other:
        port, other_port = one.await_port(), other.await_port()
        with WireClient(port) as first, WireClient(port) as second, WireClient(other_port) as third:
            location = create(first, len(content))
            begin(first, location, 0, len(content))
            first.send(content[:1000])
            part = next(share.glob("*.part"))
            while part.stat().st_size < 1000:
                pass
            for late in (second, third):
                begin(late, location, 1000, 10)
                refused = late.answer()
                assert (refused.status, refused.field("retry-after")) == (423, "1")
            first.send(content[1000:])
            assert first.answer().status == 204
        with WireClient(port) as client:
            assert offset_of(client, location) == len(content)
    assert (share / "a.bin").read_bytes() == content
    assert names(share) == ["a.bin"]


# A full disk


def set_largest_file(server: Serving, size: int) -> None:
    """What the system lets this process write into one file: it refuses more as a full disk does, to anybody."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_disk_leaves_nothing_of_what_cannot_go_on(share: Path) -> None:
    content = os.urandom(2 * MIB)
    with serving(*options(share)) as server:
        port = server.await_port()
        set_largest_file(server, MIB)
        form = b'--xxxxxxxx\r\nContent-Disposition: form-data; name="f"; filename="%s"\r\n\r\n%s\r\n'
        whole = form % (b"small.txt", b"small") + form % (b"large.bin", content) + b"--xxxxxxxx--\r\n"
        for method, target, kind, body in (
            ("PUT", "/a.bin", "application/octet-stream", content),
            ("POST", "/", "multipart/form-data; boundary=xxxxxxxx", whole),
        ):
            with WireClient(port) as client:
                client.request(target, method, [("Content-Type", kind), ("Content-Length", str(len(body)))], body)
                assert client.answer().status == 507
            assert names(share) == []


def test_an_upload_goes_on_when_there_is_room_again(share: Path) -> None:
    content = os.urandom(3 * MIB)
    with serving(*options(share)) as server:
        port = server.await_port()
        set_largest_file(server, 2 * MIB)
        with WireClient(port) as client:
            location = create(client, len(content))
            assert append(client, location, 0, content).status == 507
        set_largest_file(server, resource.getrlimit(resource.RLIMIT_FSIZE)[0])
        with WireClient(port) as client:
            offset = offset_of(client, location)
            assert 0 < offset <= 2 * MIB
            assert append(client, location, offset, content[offset:]).status == 204
    assert (share / "a.bin").read_bytes() == content
    assert names(share) == ["a.bin"]


# Files that vanish


@pytest.fixture
def many(share: Path) -> Path:
    """Large enough that a reader who pauses holds up the transfer before the last file is read."""
    for number in range(8):
        write(share / f"{number}.bin", os.urandom(4 * MIB))
    return share


SPOILED: dict[str, Callable[[Path], object]] = {
    "vanishes": lambda path: path.unlink(),
    "grows": lambda path: path.write_bytes(path.read_bytes() + b"more"),
    "is cut": lambda path: os.truncate(path, 1000),
    "is another": lambda path: write(path.with_name(".new"), os.urandom(4 * MIB)).replace(path),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_no_longer_what_it_was_breaks_the_archive_off(
    many: Path, spoil: Callable[[Path], object]
) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("not installed: curl")
    with running(build_site(loopback(many), discard)) as server:
        command = [curl, "-sS", "--limit-rate", "20M", "-o", "-", f"http://127.0.0.1:{server.server.port}/?zip"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
            assert reader.stdout is not None
            reader.stdout.read(MIB)
            spoil(many / "7.bin")
            reader.communicate()
        assert reader.returncode in {18, 56}  # a part only, or reset: nobody takes it for the whole
        (told,) = server.told.wait_done(1)
        assert told.note == "aborted"


# Memory


def peak_bytes(pid: int) -> int:
    """The most memory that a process has held so far."""
    text = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", text)
    assert found is not None
    return int(found[1]) * 1024


needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


@needs_proc
def test_memory_stays_flat_whatever_is_packed_or_comes_in(share: Path, tmp_path: Path) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("not installed: curl")
    sparse = tmp_path / "sparse.bin"
    with sparse.open("wb") as file:
        file.truncate(SPARSE)
    with serving(*options(share)) as server:
        url = f"http://127.0.0.1:{server.await_port()}/"
        quiet = [curl, "-fsS", "-o", os.devnull]
        write(share / "small.txt")
        subprocess.run([*quiet, f"{url}?zip"], check=True)
        subprocess.run([*quiet, "-T", share / "small.txt", f"{url}b.txt"], check=True)
        before = peak_bytes(server.process.pid)
        subprocess.run([*quiet, "-T", sparse, url], check=True)
        subprocess.run([*quiet, f"{url}?zip"], check=True)
        subprocess.run([*quiet, "-F", f"files=@{sparse}", url], check=True)
        assert peak_bytes(server.process.pid) - before < 24 * MIB
    assert (share / "sparse.bin").stat().st_size == (share / "sparse (2).bin").stat().st_size == SPARSE
