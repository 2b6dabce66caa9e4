"""Who is measured, and how each is started on the same folder."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.configurations import CADDY, LIGHTTPD, NGINX, fill_in
from benchmarks.machine import version_of
from benchmarks.share import Share

PRODUCT = "shareapp"
_APPS = Path(__file__).with_name("apps")

Command = Callable[[Share, int, frozenset[str]], list[str | Path]]
"""Makes a command line for a share, a port and the abilities that the workload needs."""

TLS, CGI, PUT, ZIP, LISTING, RANGES, OURS = "tls", "cgi", "put", "zip", "listing", "ranges", "ours"
"""What a workload may need of a server besides sending a file; the last one is what only the product is asked for."""


@dataclass(frozen=True)
class Peer:
    """One server. ``needs`` is the program it cannot be started without; ``python`` tells a fair rival of ours."""

    name: str
    command: Command
    needs: Path | None
    abilities: frozenset[str]
    python: bool = True

    @property
    def missing(self) -> bool:
        """Whether it is not installed here."""
        return self.needs is None or not self.needs.exists()


def all_peers(folder: Path) -> tuple[Peer, ...]:
    """Everybody, ours first; ``folder`` is where the benchmark's own installations are."""
    python, node = folder / "python" / "bin", folder / "node_modules" / ".bin"
    every = frozenset({TLS, CGI, PUT, ZIP, LISTING, RANGES})
    return (
        Peer(PRODUCT, _product, Path(sys.executable), every | {OURS}),
        _system("nginx", every - {CGI, ZIP}, _nginx),
        _system("lighttpd", every - {PUT, ZIP}, _lighttpd),
        _system("caddy", every - {CGI, PUT, ZIP}, _caddy),
        Peer("copyparty", _copyparty(python), python / "copyparty", every - {CGI, TLS}),
        _app("waitress_whitenoise", python, "waitress", frozenset({RANGES})),
        _app("uvicorn_starlette", python, "uvicorn", frozenset({RANGES})),
        _app("aiohttp_static", python, "aiohttp", frozenset({RANGES, LISTING})),
        Peer("http.server", _http_server, Path(sys.executable), frozenset({LISTING})),
        Peer("http-server (Node)", _node_http_server(node), node / "http-server", frozenset({RANGES, LISTING}), False),
        Peer("serve (Node)", _node_serve(node), node / "serve", frozenset({RANGES}), False),
    )


def versions(peers: Iterable[Peer]) -> dict[str, str]:
    """What each of ``peers`` but ours is the version of: as the program says, or as it is pinned for the benchmark."""
    pins = _pins()
    return {
        peer.name: " + ".join(pins[part] for part in _parts(peer) if part in pins) or version_of(str(peer.needs))
        for peer in peers
        if peer.needs != Path(sys.executable)
    }


def _parts(peer: Peer) -> list[str]:
    return peer.name.removesuffix(" (Node)").split(" + ")


def _pins() -> dict[str, str]:
    lines = (_APPS.parent / "requirements.txt").read_text(encoding="utf-8").splitlines()
    python = (line.split()[0].split("==") for line in lines if "==" in line)
    node: dict[str, str] = json.loads((_APPS.parent / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return dict(python) | node


def _system(name: str, abilities: frozenset[str], command: Command) -> Peer:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    return Peer(name, command, Path(found) if found else None, abilities, python=False)


def _app(name: str, python: Path, module: str, abilities: frozenset[str]) -> Peer:
    def command(share: Share, port: int, _abilities: frozenset[str]) -> list[str | Path]:
        return [python / "python", _APPS / f"{name}.py", share.root, str(port)]

    installed = next(python.parent.glob(f"lib/python*/site-packages/{module}"), None)
    return Peer(name.replace("_", " + ", 1).removesuffix(" + static"), command, installed, abilities)


def _product(share: Share, port: int, abilities: frozenset[str]) -> list[str | Path]:
    """As a person starts it: every layer on, each request printed."""
    command: list[str | Path] = [sys.executable, "-m", "shareapp", "serve", share.root]
    command += ["--bind", "127.0.0.1", "--port", str(port), "--language", "en"]
    if TLS in abilities:
        command += ["--tls-cert", share.certificate, "--tls-key", share.key]
    if CGI in abilities:
        command.append("--cgi")
    if PUT in abilities:
        command += ["--upload", "--existing", "replace"]
    return command


def _nginx(share: Share, port: int, abilities: frozenset[str]) -> list[str | Path]:
    return ["nginx", "-c", _write("nginx.conf", NGINX, share, port, abilities), "-e", share.work / "nginx.error.log"]


def _lighttpd(share: Share, port: int, abilities: frozenset[str]) -> list[str | Path]:
    return ["lighttpd", "-D", "-f", _write("lighttpd.conf", LIGHTTPD, share, port, abilities)]


def _caddy(share: Share, port: int, abilities: frozenset[str]) -> list[str | Path]:
    file = _write("Caddyfile", CADDY, share, port, abilities)
    return ["caddy", "run", "--config", file, "--adapter", "caddyfile"]


def _write(name: str, template: str, share: Share, port: int, abilities: frozenset[str]) -> Path:
    file = share.work / name
    file.write_text(fill_in(template, share, port, tls=TLS in abilities))
    return file


def _copyparty(python: Path) -> Command:
    def command(share: Share, port: int, abilities: frozenset[str]) -> list[str | Path]:
        rights = "rw" if PUT in abilities else "r"
        return [
            python / "copyparty", "-i", "127.0.0.1", "-p", str(port), "-v", f"{share.root}::{rights}", "--no-thumb",
            "--http-only", "--hist", share.work / "copyparty",
        ]  # fmt: skip

    return command


def _http_server(share: Share, port: int, _abilities: frozenset[str]) -> list[str | Path]:
    return [
        sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", share.root,
        "--protocol", "HTTP/1.1",
    ]  # fmt: skip


def _node_http_server(node: Path) -> Command:
    def command(share: Share, port: int, _abilities: frozenset[str]) -> list[str | Path]:
        return [node / "http-server", share.root, "-a", "127.0.0.1", "-p", str(port), "-c-1"]

    return command


def _node_serve(node: Path) -> Command:
    def command(share: Share, port: int, _abilities: frozenset[str]) -> list[str | Path]:
        return [node / "serve", "--listen", f"tcp://127.0.0.1:{port}", share.root]

    return command
