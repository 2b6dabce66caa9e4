"""Programs of others that upload by tus, on networks that break: tus-js-client in Node and in a browser, and tuspy."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tusclient.client import TusClient

from shareapp.server.events import discard
from shareapp.sharing.site import build_site
from tests.support.cutting import cutting
from tests.support.npm_clients import install, script
from tests.support.running_server import Running, running
from tests.support.sharing import adding

pytestmark = pytest.mark.end2end

MIB = 1024**2
NAME = "동영상 #1 (final).mp4"


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where tus-js-client is installed."""
    return install(tmp_path_factory.mktemp("npm"))


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (folder := tmp_path / "share").mkdir()
    return folder


@pytest.fixture
def server(share: Path) -> Iterator[Running]:
    with running(build_site(adding(share), discard)) as started:
        yield started


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file of 8 MiB that no part repeats."""
    path = tmp_path / NAME
    path.write_bytes(os.urandom(8 * MIB))
    return path


def asked(large: Path, port: int, store: Path | None = None, **options: Any) -> dict[str, Any]:
    """What the script is told."""
    chosen = {"metadata": {"filename": large.name}} | options
    return {
        "file": str(large),
        "endpoint": f"http://127.0.0.1:{port}/",
        "store": None if store is None else str(store),
        "options": chosen,
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sent(server: Running) -> int:
    return sum(done.received for done in server.told.done if done.method == "PATCH")


@pytest.mark.parametrize(
    "options",
    [{}, {"chunkSize": MIB}, {"uploadDataDuringCreation": True, "chunkSize": MIB}, {"overridePatchMethod": True}],
    ids=["whole", "in pieces", "begun at once", "without PATCH"],
)
def test_it_uploads(clients: Path, server: Running, share: Path, large: Path, options: dict[str, Any]) -> None:
    with script(clients, "upload.mjs", **asked(large, server.server.port, **options)) as client:
        assert "url" in client.await_word("url", "error")
    assert (share / NAME).read_bytes() == large.read_bytes()
    assert names(share) == [NAME]


def test_a_connection_that_is_cut_five_times_costs_nothing(
    clients: Path, server: Running, share: Path, large: Path
) -> None:
    with cutting(server.server.port, cuts=5, after=MIB) as proxy:
        with script(clients, "upload.mjs", **asked(large, proxy.port)) as client:
            assert "url" in client.await_word("url", "error")
        assert proxy.cuts == 5
    assert (share / NAME).read_bytes() == large.read_bytes()
    assert names(share) == [NAME]
    assert sent(server) == large.stat().st_size


def test_a_client_that_was_killed_goes_on_where_it_was(
    clients: Path, server: Running, share: Path, large: Path, tmp_path: Path
) -> None:
    store = tmp_path / "uploads.json"
    with cutting(server.server.port, cuts=1, after=3 * MIB, then_down=True) as proxy:
        first = asked(large, proxy.port, store)
        with script(clients, "upload.mjs", **first) as client:
            server.told.wait_for(lambda told: any(done.note == "aborted" for done in told.done))
            client.end(kill=True)
        proxy.down = False
        with script(clients, "upload.mjs", **first) as client:
            assert client.await_word("before") == {"before": 1}
            assert "url" in client.await_word("url", "error")
    assert (share / NAME).read_bytes() == large.read_bytes()
    assert names(share) == [NAME]
    assert sent(server) == large.stat().st_size


def test_giving_up_leaves_nothing(clients: Path, server: Running, share: Path, large: Path) -> None:
    with script(clients, "upload.mjs", **asked(large, server.server.port, chunkSize=MIB, abortAfter=2 * MIB)) as client:
        assert "aborted" in client.await_word("aborted", "url", "error")
    assert names(share) == []


def test_it_is_told_what_is_too_large(clients: Path, share: Path, large: Path) -> None:
    with (
        running(build_site(adding(share, upload_bytes=MIB), discard)) as server,
        script(clients, "upload.mjs", **asked(large, server.server.port)) as client,
    ):
        assert client.await_word("url", "error")["status"] == 413
    assert names(share) == []


_IN_BROWSER = """
([size, name]) => new Promise((resolve, reject) => {
    const bytes = new Uint8Array(size).map((_, index) => (index * 31 + (index >> 8)) % 251);
    const upload = new tus.Upload(new File([bytes], name), {
        endpoint: "/", metadata: { filename: name }, retryDelays: [0, 10, 20, 50, 100],
        onSuccess: () => resolve(upload.url), onError: (error) => reject(error),
    });
    upload.start();
})
"""


def test_it_uploads_from_a_browser(clients: Path, server: Running, share: Path, browser: Browser) -> None:
    context = browser.new_context()
    try:
        library = clients / "node_modules" / "tus-js-client" / "dist" / "tus.min.js"
        context.add_init_script(library.read_text(encoding="utf-8"))
        page = context.new_page()
        with cutting(server.server.port, cuts=3, after=MIB) as proxy:
            page.goto(f"http://127.0.0.1:{proxy.port}/")
            page.evaluate(_IN_BROWSER, [6 * MIB, NAME])
            page.close()
            assert proxy.cuts == 3
    finally:
        context.close()
    assert (share / NAME).read_bytes() == bytes((index * 31 + (index >> 8)) % 251 for index in range(6 * MIB))
    assert names(share) == [NAME]


def test_tuspy_goes_on_after_each_of_five_cuts(server: Running, share: Path, large: Path) -> None:
    with cutting(server.server.port, cuts=5, after=MIB) as proxy, large.open("rb") as stream:
        client = TusClient(f"http://127.0.0.1:{proxy.port}/")
        metadata = {"filename": large.name}
        client.uploader(file_stream=stream, metadata=metadata, retries=5, retry_delay=0, chunk_size=2 * MIB).upload()
        assert proxy.cuts == 5
    assert (share / NAME).read_bytes() == large.read_bytes()
    assert names(share) == [NAME]
