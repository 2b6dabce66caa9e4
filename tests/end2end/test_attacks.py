"""What somebody tries who means harm: from the network, from a web site, and with the names of files."""

import base64
import json
import os
import socket
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from shareapp.server.events import discard
from shareapp.server.layers.throttle import FREE_TRIES
from shareapp.sharing.config import Credentials, Rights
from shareapp.sharing.passwords import entry_path, hash_password
from shareapp.sharing.site import build_site
from tests.support.browser import chromium, phone
from tests.support.running_server import Running, running
from tests.support.sharing import loopback, managed
from tests.support.trees import write
from tests.support.wire_client import Answer, WireClient

pytestmark = pytest.mark.end2end

SECRET = b"nobody shall read this"
BROUGHT = b"brought from outside"
PASSWORD = "딸기 & jam"
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "xxxxxxxx"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Every name leads to this computer, as an attacker's name may."""
    with chromium("--host-resolver-rules=MAP * 127.0.0.1") as started:
        yield started


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder with all that must not be reached, in it and beside it."""
    folder = tmp_path / "share"
    write(tmp_path / "outside.txt", SECRET)
    write(tmp_path / "outside" / "inner.txt", SECRET)
    write(folder / ".hidden", SECRET)
    write(folder / ".git" / "config", SECRET)
    write(folder / "cgi-bin" / "script.py", b"# " + SECRET)
    write(folder / "folder" / "plain.txt", b"plain")
    (folder / "link").symlink_to(tmp_path)
    return folder


@pytest.fixture
def server(share: Path) -> Iterator[Running]:
    """It allows everything that visitors can be allowed."""
    with running(build_site(managed(share, cgi_folders=("/cgi-bin",)), discard)) as started:
        yield started


# Out of the folder

WAYS_OUT = (
    "../outside.txt",
    "..\\outside.txt",
    "..%2foutside.txt",
    "..%5coutside.txt",
    "%2e%2e/outside.txt",
    "%252e%252e%252foutside.txt",
    "....//outside.txt",
    "..;/outside.txt",
    "..%00/outside.txt",
    "..%c0%afoutside.txt",
    "/../outside.txt",
    "//outside.txt",
    "folder/../../outside.txt",
    "folder/..\\..\\outside.txt",
    "C:\\outside.txt",
    "\\\\host\\outside.txt",
    "file:///outside.txt",
    "link/outside.txt",
    "link/outside/inner.txt",
    "link",
    "link/share/.hidden",
    ".hidden",
    ".hidden/",
    ".git/config",
    ".shareapp-upload-00000000000000000000000000000000.part",
    "cgi-bin/script.py",
    "CGI-BIN/script.py",
    "cgi-bin./script.py",
    "folder/../cgi-bin/script.py",
    "..",
    ".",
    "",
    "/",
    "~",
    "\x00",
)


def form(file_name: str) -> bytes:
    file_name = file_name.replace('"', "%22")
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{file_name}"\r\n\r\n'
    return head.encode("utf-8", "surrogateescape") + BROUGHT + f"\r\n--{BOUNDARY}--\r\n".encode()


def tus(**metadata: str) -> list[tuple[str, str]]:
    pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())
    return [
        ("Tus-Resumable", "1.0.0"),
        ("Upload-Length", str(len(BROUGHT))),
        ("Upload-Metadata", ",".join(pairs)),
        ("Content-Type", "application/offset+octet-stream"),
    ]


def typed(way: str) -> str:
    """As it stands in a request line: what a client must encode, and no more than that."""
    return quote(way, safe="%/\\;:~.")


Request = tuple[str, str, list[tuple[str, str]], bytes]

DOORS: dict[str, Callable[[str], Request]] = {
    "read": lambda way: ("GET", f"/{typed(way)}", [], b""),
    "read below": lambda way: ("GET", f"/folder/{typed(way)}", [], b""),
    "download": lambda way: ("GET", f"/{typed(way)}?download", [], b""),
    "list": lambda way: ("GET", f"/{typed(way)}/", [], b""),
    "pack": lambda way: ("GET", f"/{typed(way)}/?zip", [], b""),
    "choose": lambda way: ("GET", f"/?zip&name={quote(way)}", [], b""),
    "see small": lambda way: ("GET", f"/{typed(way)}?thumbnail=1", [], b""),
    "search in": lambda way: ("GET", f"/{typed(way)}/?search=inner", [], b""),
    "search": lambda way: ("GET", f"/?search={quote(way)}", [], b""),
    "put": lambda way: ("PUT", f"/{typed(way)}", [], BROUGHT),
    "send a form": lambda way: ("POST", "/", [("Content-Type", MULTIPART)], form(way)),
    "send a form to": lambda way: ("POST", f"/{typed(way)}/", [("Content-Type", MULTIPART)], form("a.txt")),
    "tus name": lambda way: ("POST", "/", tus(filename=way), BROUGHT),
    "tus path": lambda way: ("POST", "/", tus(relativePath=way), BROUGHT),
    "tus path and name": lambda way: ("POST", "/", tus(relativePath=f"{way}/x", filename="a.txt"), BROUGHT),
    "tus to": lambda way: ("POST", f"/{typed(way)}/", tus(filename="a.txt"), BROUGHT),
    "tus token": lambda way: ("HEAD", f"/?upload={quote(way)}", [("Tus-Resumable", "1.0.0")], b""),
    "make": lambda way: ("POST", "/?new-folder", [("Content-Type", FORM)], f"name={quote(way)}".encode()),
    "make in": lambda way: ("POST", f"/{typed(way)}/?new-folder", [("Content-Type", FORM)], b"name=made"),
    "rename": lambda way: ("POST", f"/?rename={quote(way)}", [("Content-Type", FORM)], b"name=taken.txt"),
    "rename to": lambda way: (
        "POST",
        "/folder/?rename=plain.txt",
        [("Content-Type", FORM)],
        f"name={quote(way)}".encode(),
    ),
    "delete": lambda way: ("POST", f"/?delete={quote(way)}", [("Content-Type", FORM)], b""),
    "delete in": lambda way: ("POST", f"/{typed(way)}/?delete=inner.txt", [("Content-Type", FORM)], b""),
}


def knock(port: int, request: Request) -> Answer:
    method, target, fields, body = request
    with WireClient(port) as client:
        client.request(target, method, [*fields, ("Content-Length", str(len(body)))], body)
        return client.answer(head_only=method == "HEAD")


def tree(folder: Path, *, without: Path | None = None) -> dict[str, bytes | str]:
    """Everything below ``folder`` with its content; links are not followed."""
    found: dict[str, bytes | str] = {}
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = [name for name in folders if here / name != without]
        for name in (*folders, *files):
            path = here / name
            content = (
                f"-> {path.readlink()}" if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
            )
            found[str(path.relative_to(folder))] = content
    return found


@pytest.mark.parametrize("door", DOORS)
def test_no_field_leads_out_of_the_folder_or_to_what_is_hidden(
    server: Running, share: Path, tmp_path: Path, door: str
) -> None:
    outside = tree(tmp_path, without=share)
    guarded = ("link", ".hidden", ".git", ".git/config", "cgi-bin", "cgi-bin/script.py")
    inside = tree(share)
    for way in WAYS_OUT:
        answer = knock(server.server.port, DOORS[door](way))
        assert SECRET not in answer.body, way
        assert answer.status < 500, way
        now = tree(share)
        assert tree(tmp_path, without=share) == outside, way
        assert [now[name] for name in guarded] == [inside[name] for name in guarded], way
        assert {name for name in now if name.startswith((".git/", "cgi-bin/"))} == {".git/config", "cgi-bin/script.py"}
        hidden = {name for name in now if name.startswith(".")} - {".hidden", ".git", ".git/config"}
        assert all(name.startswith(".shareapp-") for name in hidden), way  # the recycle folder, an unfinished upload
    assert {trouble.code for trouble in server.told.troubles} <= {"bad-request"}


@pytest.mark.parametrize("rights", ["inbox", "add", "read"])
def test_fewer_rights_open_no_other_way(share: Path, tmp_path: Path, rights: Rights) -> None:
    outside, inside = tree(tmp_path, without=share), tree(share)
    with running(build_site(loopback(share, rights=rights, cgi_folders=("/cgi-bin",)), discard)) as server:
        for door in DOORS.values():
            answers = [knock(server.server.port, door(way)) for way in (*WAYS_OUT, "folder/plain.txt", "nothing")]
            assert not any(SECRET in answer.body for answer in answers)
            assert tree(tmp_path, without=share) == outside
            assert inside.items() <= tree(share).items()  # what was there is there, whatever came
    assert rights != "read" or tree(share) == inside


@pytest.mark.parametrize("door", [name for name in DOORS if name != "tus token"])
def test_an_inbox_answers_the_same_whether_a_file_is_there_or_not(share: Path, door: str) -> None:
    with running(build_site(loopback(share, rights="inbox"), discard)) as server:
        there, nowhere = (
            knock(server.server.port, DOORS[door](way)) for way in ("folder/plain.txt", "folder/other.txt")
        )
    assert (there.status, len(there.body)) == (nowhere.status, len(nowhere.body))
    assert [name for name, _ in there.fields] == [name for name, _ in nowhere.fields]


@pytest.mark.parametrize("term", ["outside", "inner", "hidden", "config", "script", "share", ".", "*", ""])
def test_a_search_finds_nothing_that_a_visitor_could_not_open(server: Running, term: str) -> None:
    answer = knock(server.server.port, ("GET", f"/?search={quote(term)}&format=json", [], b""))
    found = {f"./{entry['href'].removeprefix('./')}" for entry in json.loads(answer.body)["entries"]}
    assert found <= {"./folder/", "./folder/plain.txt"}


# Names

NAMES = (
    "CON",
    "nul.txt",
    "COM1.tar.gz",
    "lpt\u00b9",
    "trailing.",
    "trailing. . .",
    "a.txt:evil.exe",
    "a.txt::$DATA",
    "PROGRA~1",
    "desk\u202egpj.exe",
    "bell\x07.txt",
    "line\u2028break.txt",
    "half\udcff.txt",
    "가" * 300 + ".txt",
    "x" * 5000,
    "<img src=x onerror=ran=1>.gif",
    '"><script>ran=1<!--.gif',
    "' onfocus=ran=1 autofocus='.txt",
    "&lt;b&gt;.txt",
    "{{7*7}}${7*7}.txt",
    "javascript:ran=1",
    "]]>-->.txt",
)
FORBIDDEN_IN_FORMS = {chr(code) for code in range(32)}
FORBIDDEN = FORBIDDEN_IN_FORMS | set('<>:"/\\|?*')


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:24])
def test_a_name_that_would_hurt_some_disk_or_reader_is_stored_as_a_harmless_one(
    server: Running, share: Path, name: str
) -> None:
    before = set(tree(share))
    sent = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    answers = [knock(server.server.port, DOORS[door](sent)) for door in ("send a form", "tus name", "tus path")]
    stored = sorted(set(tree(share)) - before)
    assert len(stored) == sum(answer.status == 201 for answer in answers) >= 2
    assert answers[0].status == (400 if FORBIDDEN_IN_FORMS & set(name) else 201)  # a browser never sends these
    for each in stored:
        assert not FORBIDDEN & set(each)
        assert each == unicodedata.normalize("NFC", each)
        assert each[0] not in ". "
        assert each[-1] not in ". "
        assert len(each.encode()) <= 255
        assert each.partition(".")[0].casefold() not in {"con", "nul", "com1", "lpt1", "lpt¹"}
        assert knock(server.server.port, ("GET", f"/{quote(each)}", [], b"")).body == BROUGHT


def test_two_spellings_of_a_name_never_replace_each_other(server: Running, share: Path) -> None:
    for name in ("caf\u00e9.txt", "cafe\u0301.txt"):
        assert knock(server.server.port, DOORS["send a form"](name)).status == 201
    assert {"caf\u00e9.txt", "caf\u00e9 (2).txt"} <= set(tree(share))


MARKUP = tuple(name for name in NAMES if set(name) & set("<&\"'{:]") and "::" not in name)


def test_a_name_is_never_markup(server: Running, share: Path, browser: Browser) -> None:
    picture = b"GIF87a\x01\x00\x01\x00\x80\x01\x00\xff\xff\x00\xff\xff\xff,"
    picture += b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    folder = share / "<script>ran=1<"
    for name in MARKUP:
        write(folder / name, picture)
    write(folder / "README.md", b"# <script>ran=1</script>\n<img src=x onerror=ran=1>\n[x](javascript:ran=1)\n")
    address = f"http://127.0.0.1:{server.server.port}/{quote(folder.name)}/"
    with phone(browser) as opened:
        page = opened.page
        page.goto(address)
        assert set(MARKUP) <= set(page.locator("main>ul bdi").all_text_contents())
        page.get_by_role("button", name="Picture view").tap()
        page.get_by_text(next(name for name in MARKUP if name.endswith(".gif"))).tap()
        viewer = page.get_by_role("dialog")
        expect(viewer).to_contain_text(".gif")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        for name in MARKUP:
            page.set_input_files(
                "input[type=file]", {"name": name.replace("/", ""), "mimeType": "text/html", "buffer": b"<script>ran=1"}
            )
        expect(page.locator(".arriving li.added")).to_have_count(len(MARKUP))
        assert page.evaluate("window.ran") is None
        # What came under the name of a picture is none, so there is no small one of it.
        assert [complaint for complaint in opened.complaints if "404" not in complaint] == []
        page.goto(f"{address}missing{quote(MARKUP[0])}")
        assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("name", ["page.html", "page.xhtml", "picture.svg", "page.xml"])
def test_a_page_that_somebody_sent_reaches_nothing_of_the_others(
    server: Running, share: Path, browser: Browser, name: str
) -> None:
    read = "fetch('/folder/plain.txt').then((a) => a.text()).then((t) => { document.title = t; }).catch(() => {})"
    if name == "page.html":
        content = f"<!doctype html><title>nothing</title><script>{read}</script>"
    else:
        script = f"<script xmlns='http://www.w3.org/1999/xhtml'><![CDATA[{read}]]></script>"
        content = f"<svg xmlns='http://www.w3.org/2000/svg'><title>nothing</title>{script}</svg>"
    write(share / name, content.encode())
    with phone(browser) as opened:
        opened.page.goto(f"http://127.0.0.1:{server.server.port}/{name}")
        opened.page.wait_for_load_state("networkidle")
        assert "plain" not in opened.page.title()
        assert opened.page.evaluate("origin") == "null"


# Other web sites

EVIL = """<!doctype html><title>evil</title><script>
const share = new URLSearchParams(location.search).get("share");
const files = new FormData();
files.append("files", new File(["evil"], "evil.txt"));
const words = (text) => new Blob([text], { type: "application/x-www-form-urlencoded" });
const attempts = [
  fetch(share, { method: "POST", mode: "no-cors", body: files }),
  fetch(share, { method: "POST", mode: "no-cors", body: files, credentials: "include" }),
  fetch(share + "evil.txt", { method: "PUT", body: "evil" }),
  fetch(share, { method: "POST", headers: { "Tus-Resumable": "1.0.0", "Upload-Length": "0" } }),
  fetch(share + "folder/plain.txt", { method: "DELETE" }),
  fetch(share + "?new-folder", { method: "POST", mode: "no-cors", body: words("name=evil") }),
  fetch(share + "folder/?rename=plain.txt", { method: "POST", mode: "no-cors", body: words("name=evil.txt") }),
  fetch(share + "folder/?delete=plain.txt", { method: "POST", mode: "no-cors", body: words("") }),
  fetch(share + "~login", { method: "POST", mode: "no-cors", body: words("password=x") }),
  fetch(share + "folder/plain.txt").then((a) => a.text()).then((text) => { window.read = text; }),
];
navigator.sendBeacon(share, files);
for (const query of ["?new-folder&name=evil", "folder/?delete=plain.txt", "folder/?rename=plain.txt&name=evil.txt"]) {
  const image = document.createElement("img");
  attempts.push(new Promise((resolve) => { image.onload = image.onerror = resolve; }));
  image.src = share + query;
}
window.done = Promise.allSettled(attempts);
</script>
<iframe name="framed"></iframe>
<form method="post" enctype="multipart/form-data" target="framed">
<input type="file" name="files"><button>win</button>
</form>
"""


@pytest.mark.parametrize("evil_host", ["evil.example", "127.0.0.1"])
def test_a_web_site_of_others_changes_and_reads_nothing(
    server: Running, share: Path, browser: Browser, tmp_path: Path, evil_host: str
) -> None:
    before = tree(share)
    address = f"http://127.0.0.1:{server.server.port}/"
    write(tmp_path / "evil" / "index.html", EVIL.encode())
    config = loopback(tmp_path / "evil", allowed_hosts=("evil.example",))
    with running(build_site(config, discard)) as evil, phone(browser) as opened:
        page = opened.page
        page.goto(f"http://{evil_host}:{evil.server.port}/?share={quote(address)}")
        page.evaluate("window.done")
        page.set_input_files("input", {"name": "evil.txt", "mimeType": "text/plain", "buffer": b"evil"})
        page.evaluate("share => { document.querySelector('form').action = share; }", address)
        page.get_by_text("win").tap()
        server.told.wait_for(lambda told: sum(each.method == "POST" for each in told.done) >= 8)
        assert page.evaluate("window.read") is None
    assert tree(share) == before
    changing = [each for each in server.told.done if each.method not in {"GET", "HEAD", "OPTIONS"}]
    assert {each.status for each in changing} == {403}


def test_no_web_site_shows_the_page_inside_its_own(server: Running, browser: Browser, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{server.server.port}/"
    write(tmp_path / "evil" / "index.html", f"<iframe src='{address}'></iframe>".encode())
    with running(build_site(loopback(tmp_path / "evil"), discard)) as evil, phone(browser) as opened:
        opened.page.goto(f"http://127.0.0.1:{evil.server.port}/")
        opened.page.wait_for_load_state("networkidle")
        assert "frame-ancestors" in " ".join(opened.complaints)


def test_a_name_that_was_pointed_here_shows_nothing(server: Running, share: Path, browser: Browser) -> None:
    with phone(browser) as opened:
        answer = opened.page.goto(f"http://rebound.example:{server.server.port}/")
        assert answer is not None
        assert answer.status == 421
        assert "cgi-bin" not in opened.page.content()
        assert share.name not in opened.page.title()
        assert opened.page.evaluate("fetch('/folder/plain.txt').then((a) => a.status)") == 421
        assert opened.page.evaluate("fetch('/evil.txt', { method: 'PUT', body: 'x' }).then((a) => a.status)") == 421


# Guessing


def basic(password: str) -> Request:
    encoded = base64.b64encode(f"guest:{password}".encode()).decode()
    return ("GET", "/", [("Authorization", f"Basic {encoded}")], b"")


def login(password: str) -> Request:
    return ("POST", "/~login", [("Content-Type", FORM)], f"password={quote(password)}".encode())


@pytest.mark.parametrize("door", [basic, login])
@pytest.mark.parametrize("other", [basic, login])
def test_guessing_is_slowed_down_at_both_doors_together(
    share: Path, door: Callable[[str], Request], other: Callable[[str], Request]
) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password(PASSWORD))
    with running(build_site(loopback(share, credentials=credentials), discard)) as server:
        port = server.server.port
        for number in range(FREE_TRIES):
            assert knock(port, door(f"guess {number}")).status == 401
        for request in (door("one more"), other("one more"), door(PASSWORD), other(PASSWORD)):
            refused = knock(port, request)
            assert refused.status == 429
            assert 1 <= int(refused.field("Retry-After") or 0) <= 300
            assert SECRET not in refused.body
        key = entry_path(credentials)
        assert knock(port, ("GET", key, [], b"")).status == 303  # who has the code need not wait for others
        with socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)) as connection:
            elsewhere = WireClient.around(connection)
            method, target, fields, body = basic(PASSWORD)
            elsewhere.request(target, method, fields, body)
            assert elsewhere.answer().status == 200
