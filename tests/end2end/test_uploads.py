"""Files from real devices: a phone's browser with and without scripts, curl, a client of the tus protocol."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tusclient.client import TusClient

from shareapp.server.events import discard
from shareapp.server.limits import Limits
from shareapp.sharing.site import build_site
from tests.support.browser import Phone, phone
from tests.support.cutting import cutting
from tests.support.running_server import Running, running
from tests.support.serving import serving
from tests.support.sharing import loopback
from tests.support.wire_client import WireClient

pytestmark = pytest.mark.end2end

MIB = 1024**2
PATIENCE_MS = 60_000


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder with something in it."""
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "here already.txt").write_text("old")
    return folder


@pytest.fixture
def server(share: Path) -> Iterator[Running]:
    with running(build_site(loopback(share, rights="add"), discard)) as started:
        yield started


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file of 8 MiB that no part repeats."""
    path = tmp_path / "동영상 1.mp4"
    path.write_bytes(os.urandom(8 * MIB))
    return path


def url(port: int, path: str = "/") -> str:
    return f"http://127.0.0.1:{port}{path}"


def names(folder: Path) -> list[str]:
    """Everything below ``folder``, hidden files too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"not installed: {name}")
    return path


def choose(page: Page, *files: Path) -> None:
    """What a tap on "Add files" and the phone's own dialog do."""
    with page.expect_file_chooser() as opened:
        page.get_by_role("button", name=re.compile("Add files|파일 추가")).tap()
    opened.value.set_files(list(files))


def added(page: Page, count: int, text: str = "Added") -> None:
    expect(page.locator(".arriving li.added output")).to_have_text([text] * count, timeout=PATIENCE_MS)


# The page


def test_without_scripts_the_form_adds_files_and_says_so(browser: Browser, server: Running, share: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    try:
        page = context.new_page()
        page.goto(url(server.server.port))
        files = [
            {"name": name, "mimeType": "text/plain", "buffer": b"new"} for name in ("한글 a.txt", "here already.txt")
        ]
        page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
        page.get_by_role("button", name="업로드").click()
        expect(page.get_by_text("파일 2개를 추가했습니다")).to_be_visible()
        expect(page.locator("main>ul bdi")).to_have_text(["here already (2).txt", "here already.txt", "한글 a.txt"])
    finally:
        context.close()
    assert (share / "here already.txt").read_text() == "old"
    assert (share / "한글 a.txt").read_bytes() == b"new"


def test_a_phone_adds_files_and_sees_them_in_the_list(phone: Phone, server: Running, share: Path, large: Path) -> None:
    os.utime(large, (1_000_000_000, 1_000_000_000))
    page = phone.page
    page.goto(url(server.server.port))
    choose(page, large, Path(__file__))
    added(page, 2)
    expect(page.locator(".arriving [role=status]")).to_have_text("2 of 2 arrived, checked")
    expect(page.locator("main>ul bdi")).to_have_text(["here already.txt", Path(__file__).name, large.name])
    expect(page.locator(".summary")).to_contain_text("3 files")
    assert (share / large.name).read_bytes() == large.read_bytes()
    assert (share / large.name).stat().st_mtime == 1_000_000_000
    assert names(share) == sorted(["here already.txt", large.name, Path(__file__).name])
    assert not phone.scrolls_sideways()
    assert phone.complaints == []


def test_a_connection_that_is_cut_five_times_costs_nothing(
    phone: Phone, server: Running, share: Path, large: Path
) -> None:
    page = phone.page
    with cutting(server.server.port, cuts=5, after=MIB) as proxy:
        page.goto(url(proxy.port))
        choose(page, large)
        added(page, 1)
        assert proxy.cuts == 5
        page.close()
    assert (share / large.name).read_bytes() == large.read_bytes()
    assert names(share) == ["here already.txt", large.name]
    sent = [done for done in server.told.done if done.method == "PATCH"]
    assert len(sent) >= 6
    # Of each broken piece what came is sent again, as it could not be checked; whatever was checked is not.
    assert large.stat().st_size <= sum(done.received for done in sent) <= large.stat().st_size + 5 * MIB


def test_bytes_that_changed_on_the_way_are_sent_again(phone: Phone, server: Running, share: Path, large: Path) -> None:
    damaged: list[int] = []

    def damage(route: Route) -> None:
        body = route.request.post_data_buffer
        if damaged or body is None:
            route.continue_()
            return
        damaged.append(len(body))
        route.continue_(post_data=body[:-1] + bytes([body[-1] ^ 1]))

    page = phone.page
    page.goto(url(server.server.port))
    page.route("**/?upload=*", damage)
    choose(page, large)
    added(page, 1)
    expect(page.locator(".arriving [role=status]")).to_have_text("1 of 1 arrived, checked")
    assert damaged
    assert [done.status for done in server.told.done].count(460) == 1
    assert (share / large.name).read_bytes() == large.read_bytes()
    page.unroute_all()


def test_a_page_that_was_reloaded_goes_on_with_a_file_that_is_chosen_again(
    browser: Browser, server: Running, share: Path, large: Path
) -> None:
    with phone(browser, locale="ko-KR") as tab, cutting(server.server.port, cuts=1, after=MIB, then_down=True) as proxy:
        page = tab.page
        page.goto(url(proxy.port))
        choose(page, large)
        expect(page.locator(".arriving li.lost output")).to_have_text("연결이 끊겼습니다")
        proxy.down = False
        page.on("dialog", lambda dialog: dialog.accept())  # the browser's own "leave this page?"
        page.reload()
        expect(page.locator(".arriving li output")).to_have_text("이어서 보내려면 다시 추가하세요")
        choose(page, large)
        added(page, 1, "추가됨")
    assert (share / large.name).read_bytes() == large.read_bytes()
    assert names(share) == ["here already.txt", large.name]
    assert sum(done.received for done in server.told.done if done.method == "PATCH") <= large.stat().st_size + MIB


def test_cancelling_leaves_nothing(phone: Phone, server: Running, share: Path, large: Path) -> None:
    page = phone.page
    with cutting(server.server.port, cuts=1, after=MIB, then_down=True) as proxy:
        page.goto(url(proxy.port))
        choose(page, large)
        expect(page.locator(".arriving li.lost output")).to_have_text("Connection lost")
        proxy.down = False
        page.get_by_role("button", name=f"Cancel {large.name}").tap()
        expect(page.locator(".arriving")).to_be_hidden()
        server.told.wait_for(lambda told: any(done.method == "DELETE" for done in told.done))
        page.close()
    assert names(share) == ["here already.txt"]


@pytest.mark.parametrize(
    ("values", "text"),
    [({"upload_bytes": 1000}, "Too large"), ({"limits": Limits(disk_reserve_bytes=1 << 60)}, "Computer is full")],
)
def test_what_cannot_be_taken_is_said_beside_the_file(
    phone: Phone, share: Path, large: Path, values: dict[str, int], text: str
) -> None:
    with running(build_site(loopback(share, rights="add", **values), discard)) as server:
        phone.page.goto(url(server.server.port))
        choose(phone.page, large)
        expect(phone.page.locator(".arriving li output")).to_have_text(text)
        phone.page.goto("about:blank")
    assert names(share) == ["here already.txt"]


def test_a_name_that_is_kept_is_the_reason_beside_the_file(
    phone: Phone, share: Path, large: Path, tmp_path: Path
) -> None:
    same = tmp_path / "here already.txt"
    same.write_text("new")
    with running(build_site(loopback(share, rights="add", existing="skip"), discard)) as server:
        phone.page.goto(url(server.server.port))
        choose(phone.page, same, large)
        added(phone.page, 1)
        refused = phone.page.locator(".arriving li.taken output")
        expect(refused).to_have_text("This name is taken")
        whole = phone.page.locator(".arriving li.taken bdi").evaluate("(name) => name.scrollWidth <= name.clientWidth")
        assert whole  # the reason has a line of its own
        phone.page.goto("about:blank")
    assert names(share) == ["here already.txt", large.name]
    assert (share / same.name).read_text() == "old"


def test_an_upload_that_the_owner_ends_says_so_on_the_phone(
    phone: Phone, server: Running, share: Path, large: Path
) -> None:
    page = phone.page
    page.goto(url(server.server.port))
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    choose(page, large)
    while not (transfers := [each for each in server.server.transfers() if each.arriving]):
        pass
    server.server.cancel(transfers[0].id)
    expect(page.locator(".arriving li.ended output")).to_have_text("Ended on the computer")
    page.goto("about:blank")
    assert names(share) == ["here already.txt"]


def test_a_desktop_drops_files(browser: Browser, server: Running, share: Path) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    try:
        page = context.new_page()
        page.goto(url(server.server.port))
        carried = page.evaluate_handle(
            "() => { const all = new DataTransfer(); all.items.add(new File(['dropped'], 'a b.txt')); return all; }"
        )
        page.dispatch_event("body", "dragenter", {"dataTransfer": carried})
        expect(page.get_by_text("Drop files here to add them")).to_be_visible()
        page.dispatch_event("body", "drop", {"dataTransfer": carried})
        expect(page.get_by_text("Drop files here to add them")).to_be_hidden()
        added(page, 1)
        expect(page.get_by_role("button", name="Add folder")).to_be_visible()
    finally:
        context.close()
    assert (share / "a b.txt").read_text() == "dropped"


def test_a_desktop_adds_a_folder(browser: Browser, server: Running, share: Path, tmp_path: Path) -> None:
    trip = tmp_path / "Trip"
    (trip / "day 1").mkdir(parents=True)
    (trip / "day 1" / "사진.jpg").write_bytes(b"1")
    (trip / "plan.txt").write_bytes(b"2")
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    try:
        page = context.new_page()
        page.goto(url(server.server.port))
        with page.expect_file_chooser() as opened:
            page.get_by_role("button", name="Add folder").click()
        opened.value.set_files(trip)
        added(page, 2)
        expect(page.locator("main>ul bdi")).to_have_text(["Trip", "here already.txt"])
    finally:
        context.close()
    assert names(share) == ["Trip/day 1/사진.jpg", "Trip/plan.txt", "here already.txt"]


def test_the_first_file_of_an_empty_folder_brings_the_list(phone: Phone, server: Running, share: Path) -> None:
    (share / "empty").mkdir()
    page = phone.page
    page.goto(url(server.server.port, "/empty/"))
    choose(page, Path(__file__))
    expect(page.locator("main>ul bdi")).to_have_text([Path(__file__).name])
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_text("1 of 1 arrived, checked")).to_be_visible()


# Programs


def test_curl_puts_and_posts(server: Running, share: Path, large: Path) -> None:
    curl = [program("curl"), "--silent", "--show-error", "--fail", "--write-out", "%{http_code}"]
    port = server.server.port
    there = subprocess.run([*curl, "-T", large, url(port)], check=True, capture_output=True, text=True)
    assert there.stdout == "201"
    assert (share / large.name).read_bytes() == large.read_bytes()
    with large.open("rb") as file:  # chunked: no length is announced
        subprocess.run([*curl, "-T", "-", url(port, "/piped.bin")], check=True, capture_output=True, stdin=file)
    assert (share / "piped.bin").read_bytes() == large.read_bytes()
    form = ["--form", f"files=@{large}", "--form", 'files=@-;filename="한글.txt"', "--form", "title=x"]
    told = subprocess.run([*curl, *form, url(port)], check=True, capture_output=True, text=True, input="text")
    assert told.stdout.endswith("201")
    assert len(json.loads(told.stdout.removesuffix("201"))["files"]) == 2
    assert (share / "동영상 1 (2).mp4").read_bytes() == large.read_bytes()
    assert (share / "한글.txt").read_text() == "text"


def test_curl_is_refused_before_it_sends(share: Path, large: Path) -> None:
    with running(build_site(loopback(share, rights="add", upload_bytes=MIB), discard)) as server:
        command = [program("curl"), "-sS", "-o", os.devnull, "-w", "%{http_code} %{size_upload}", "-T", str(large)]
        done = subprocess.run([*command, url(server.server.port)], check=False, capture_output=True, text=True)
    assert done.stdout == "413 0"
    assert names(share) == ["here already.txt"]


@pytest.mark.parametrize("checked", [False, True])
def test_a_client_of_the_protocol_uploads(server: Running, share: Path, large: Path, checked: bool) -> None:
    client = TusClient(url(server.server.port))
    with large.open("rb") as stream:
        metadata = {"filename": large.name}
        client.uploader(file_stream=stream, chunk_size=MIB, metadata=metadata, upload_checksum=checked).upload()
    assert (share / large.name).read_bytes() == large.read_bytes()
    assert names(share) == ["here already.txt", large.name]


# Accidents


def test_a_killed_server_goes_on_where_it_was(share: Path, large: Path) -> None:
    content = large.read_bytes()
    arguments = (str(share), "--upload", "--no-qr", "--bind", "127.0.0.1", "--port", "0")
    with serving(*arguments) as server, WireClient(server.await_port()) as client:
        fields = [("Tus-Resumable", "1.0.0"), ("Upload-Length", str(len(content)))]
        client.request("/", "POST", [*fields, ("Upload-Metadata", "filename YS5iaW4="), ("Content-Length", "0")])
        location = client.answer().field("location") or ""
        bytes_follow = ("Content-Type", "application/offset+octet-stream")
        patch = [("Tus-Resumable", "1.0.0"), bytes_follow, ("Content-Length", str(len(content)))]
        client.request(location, "PATCH", [*patch, ("Upload-Offset", "0")], content[: 3 * MIB])
        part = next(share.glob(".shareapp-upload-*.part"))
        while part.stat().st_size < 3 * MIB:
            pass
        server.process.kill()
        server.process.wait()
    with serving(*arguments) as server, WireClient(server.await_port()) as client:
        client.request(location, "HEAD", [("Tus-Resumable", "1.0.0")])
        offset = int(client.answer(head_only=True).field("upload-offset") or 0)
        assert offset == 3 * MIB
        patch = [("Tus-Resumable", "1.0.0"), bytes_follow, ("Content-Length", str(len(content) - offset))]
        client.request(location, "PATCH", [*patch, ("Upload-Offset", str(offset))], content[offset:])
        assert client.answer().status == 204
    assert (share / "a.bin").read_bytes() == content
    assert names(share) == ["a.bin", "here already.txt"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may make a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_nothing_is_left_on_it(small_disk: Path, large: Path) -> None:
    curl = [program("curl"), "-sS", "-o", os.devnull, "-w", "%{http_code}"]
    limits = Limits(disk_reserve_bytes=1)
    with running(build_site(loopback(small_disk, rights="add", limits=limits), discard)) as server:
        there = url(server.server.port)
        for source, piped in ((str(large), b""), ("-", large.read_bytes())):
            command = [*curl, "-T", source, f"{there}large.bin"]
            done = subprocess.run(command, check=False, capture_output=True, input=piped)
            assert done.stdout == b"507"
        with WireClient(server.server.port) as client:
            length = ("Upload-Length", str(large.stat().st_size))
            client.request("/", "POST", [("Tus-Resumable", "1.0.0"), length, ("Content-Length", "0")])
            assert client.answer().status == 507
    assert names(small_disk) == []


def test_the_window_is_told_how_far_an_upload_is(server: Running, share: Path) -> None:
    with server.client() as client:
        client.request("/a.bin", "PUT", [("Content-Length", "1000")], b"x" * 400)
        while not (transfers := [each for each in server.server.transfers() if each.done == 400]):
            pass
        assert (transfers[0].direction, transfers[0].total, transfers[0].target) == ("up", 1000, "/a.bin")
        client.send(b"x" * 600)
        assert client.answer().status == 201
    assert server.told.wait_done(1)[0].received == 1000


def test_a_client_that_leaves_leaves_nothing(server: Running, share: Path) -> None:
    with server.client() as client:
        client.request("/a.bin", "PUT", [("Content-Length", "1000")], b"x" * 400)
        while not any(each.done == 400 for each in server.server.transfers()):
            pass
        assert len(names(share)) == 2
        client.reset()
    assert server.told.wait_done(1)[0].note == "aborted"
    assert names(share) == ["here already.txt"]
