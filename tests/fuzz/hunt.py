"""A hunt: damaged requests against the real server, and the judge of what comes back."""

import contextlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from shareapp.sharing.passwords import hash_password
from tests.fuzz.mutation import Mutator
from tests.fuzz.seeds import FOUND, seeds
from tests.support.trees import open_to_scripts, write
from tests.support.victim import QUICK, Victim, victim

CANARY: Final = b"fifteen-men-on-a-dead-mans-chest"
"""What no answer may hold: it stands outside of the folder, in what is hidden, and in the source of scripts."""

SHARES: Final = ("open", "locked", "inbox")
"""A share where everything is allowed; one with a password, which no request knows; one that shows nothing."""

BATCH: Final = 50  # connections between two looks at what the server told
_HANGS_S: Final = 8.0  # deadlines are shorter
_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) ")
# Unknown method, unknown version, and a form that says it is larger than the disk: the 5xx that a client brings about.
_RIGHT: Final = frozenset({b"501", b"505", b"507"})


@dataclass
class Find:
    """Something that must not be."""

    share: str
    why: str
    pieces: list[bytes]


@dataclass
class Tally:
    """What was done, so that a hunt that hits nothing but 400 is seen to be none."""

    connections: int = 0
    statuses: dict[int, int] = field(default_factory=dict)

    def count(self, data: bytes) -> None:
        """Take one connection's answers."""
        self.connections += 1
        for status in _STATUS.findall(data):
            self.statuses[int(status)] = self.statuses.get(int(status), 0) + 1


@contextmanager
def target(share: str, folder: Path) -> Iterator[Victim]:
    """A server for one of ``SHARES``, over a new folder inside ``folder``."""
    root = make_tree(folder / share / "root", secret=share != "open")
    options: dict[str, object] = {"zip": True, "cgi_folders": "/cgi-bin"}
    if share == "open":
        options |= {"rights": "manage", "upload_bytes": 1 << 20}
    elif share == "locked":
        options |= {"rights": "manage", "user": "guest", "password_hash": hash_password("the right password")}
    else:
        options |= {"rights": "inbox", "upload_bytes": 1 << 20}
    with victim(root, **QUICK, **options) as server:
        yield server


def make_tree(root: Path, *, secret: bool) -> Path:
    """Files, folders, scripts, links, hidden things; with ``secret`` there is nothing that may be shown."""
    content = CANARY if secret else b"0123456789"
    for name in ("a.txt", "한글.txt", "page.html", "folder/a.txt", "folder/b.txt", "folder/sub/c.txt"):
        write(root / name, content)
    write(root / "large.bin", content * 30_000)
    write(root / "photo.png", content)
    write(root.parent / "canary", CANARY)
    for hidden in (".hidden", ".hidden-folder/x"):
        write(root / hidden, CANARY)
    script = write(
        root / "cgi-bin" / "echo", b"#!/bin/sh\n# %b\nprintf 'Content-Type: text/plain\\n\\n'; cat\n" % CANARY
    )
    script.chmod(0o755)
    write(root / "cgi-bin" / "echo.txt", CANARY)
    (root / "link").symlink_to(root.parent / "canary")
    (root / "linked").symlink_to(root.parent)
    return open_to_scripts(root)


class Hunt:
    """Sends to one server and judges."""

    def __init__(self, share: str, server: Victim) -> None:
        self.tally = Tally()
        self.finds: list[Find] = []
        self.share = share
        self._server = server
        self._told = 0

    def run(self, inputs: Iterable[list[bytes]], seconds: float) -> None:
        """Until ``inputs`` end, time is up, or something was found."""
        end = time.monotonic() + seconds
        batch: list[list[bytes]] = []
        for pieces in inputs:
            self._send(pieces)
            batch.append(pieces)
            over = time.monotonic() >= end
            if len(batch) >= BATCH or over or self.finds:
                self._look(batch)
                batch = []
            if over or self.finds:
                return
        self._look(batch)

    def _send(self, pieces: list[bytes]) -> None:
        data = self._talk(pieces)
        self.tally.count(data)
        why = judge(data)
        if why:
            self.finds.append(Find(self.share, why, pieces))

    def _talk(self, pieces: list[bytes]) -> bytes:
        began = time.monotonic()
        with self._server.client() as client:
            with contextlib.suppress(OSError):  # the server may have had enough
                for piece in pieces:
                    client.send(piece)
                client.half_close()
            try:
                data = client.rest()
            except TimeoutError:
                data = HANGING
        return HANGING if time.monotonic() - began > _HANGS_S else data

    def _look(self, batch: list[list[bytes]]) -> None:
        """What the server told of the whole batch; one by one when there is something to find the cause of."""
        why = self._troubled()
        if not why or self.finds:
            return
        for pieces in batch:
            self._send(pieces)
            again = self._troubled()
            if again:
                self.finds.append(Find(self.share, again, pieces))
                return
        self.finds.append(Find(self.share, f"once in a batch: {why}", [b"".join(pieces) for pieces in batch]))

    def _troubled(self) -> str:
        """The first fault that the server told since the last look, "" when it is well."""
        count = len(self._server.requests)
        with self._server.client() as client:
            client.request("*", "OPTIONS")
            client.answer()
        self._server.until(lambda: len(self._server.requests) > count)
        new, self._told = self._server.told[self._told :], len(self._server.told)
        faults = [values for kind, *values in new if kind == "Trouble" and values[1] == "crash"]
        return str(faults[0][3][1]) if faults else ""


HANGING: Final = b"(no end)"


def judge(data: bytes) -> str:
    """What is wrong with everything that came back on one connection, "" when nothing is."""
    if data == HANGING:
        return "the connection does not end"
    if CANARY in data:
        return "bytes from where nobody may look"
    if b"Traceback (most recent call last)" in data:
        return "a traceback"
    wrong = [status for status in _STATUS.findall(data) if status >= b"500" and status not in _RIGHT]
    return f"status {wrong[0].decode()}" if wrong else ""


def known_finds() -> list[list[bytes]]:
    """What was found before."""
    return [[path.read_bytes()] for path in sorted(FOUND.glob("*.bytes"))]


def hunt(folder: Path, seed: int, seconds: float, shares: Sequence[str] = SHARES) -> Iterator[Hunt]:
    """A hunt for each of ``shares``, in turn; ``seconds`` in all. Fails the caller when a server does not end well."""
    for number, share in enumerate(shares):
        with target(share, folder) as server:
            game = Hunt(share, server)
            game.run(known_finds(), 60.0)
            before = server.idle_usage()
            mutator = Mutator(seeds(), seed * len(SHARES) + number)
            game.run(iter(mutator.next, []), seconds / len(shares))
            if not game.finds:
                server.await_usage(before)
        yield game
