"""Points 86 to 93 over real sockets: fields that protect, credentials, and fields that count for nothing."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import hash_password
from tests.support import handling, targets
from tests.support.certificates import contexts
from tests.support.running_server import Running
from tests.support.targets import ALL, CONTENT, HOST, Target
from tests.support.trees import write
from tests.support.wire_client import WireClient

SPLITTING = ("a\r\nInjected: b", "a\nInjected: b", "a\rInjected: b", "a\0b")


@pytest.mark.point(86)
@pytest.mark.fault("gh-142533", "gh-144370")
@pytest.mark.parametrize("name", ["field value", "field name", "reason", "location", "cookie"])
def test_no_method_can_split_its_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would split an answer is an error of the method: 500, and not one byte of it is sent."""

    class Splitting(handling.Echo):
        text = ""

        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200, self.text if name == "reason" else None)
            fields = {
                "field value": ("X", self.text),
                "location": ("Location", self.text),
                "cookie": ("Set-Cookie", self.text),
            }
            self.send_header(*fields.get(name, (self.text, "x") if name == "field name" else ("X", "y")))
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Nothing: the fault is meant."""

    errors = handling.errors_of(monkeypatch)
    with handling.serving(Splitting) as server:
        for text in SPLITTING:
            Splitting.text = text
            with WireClient(server.server_address[1]) as client:
                answer = client.get()
            assert (answer.status, answer.field("Injected")) == (500, None), text
    assert errors.getvalue().count("\nValueError: ") == len(SPLITTING)


@pytest.mark.point(86)
@ALL
def test_no_request_can_split_its_answer(target: Target, share: Path) -> None:
    (share / "a b").mkdir()
    for path in (
        "/a%20b%0d%0aInjected:%20x",
        "/a%20b?%0d%0aInjected:%20x",
        "/folder?a\x85Injected:x",
        "/nothing%0aInjected:x",
    ):
        with target.client() as client:
            client.request(path)
            assert client.answer().field("Injected") is None, path


@pytest.mark.point(87)
def test_a_download_is_named_in_ascii_and_in_utf_8_by_its_last_part(product: Target) -> None:
    answer = product.get("/folder/?zip")
    assert answer.field("Content-Disposition") == 'attachment; filename="folder.zip"'
    write(product.folder / "깊은" / "한글 폴더" / "x.txt")
    named = product.get(f"/{quote('깊은/한글 폴더')}/?zip").field("Content-Disposition") or ""
    assert named.isascii()
    assert f"filename*=UTF-8''{quote('한글 폴더.zip')}" in named
    assert re.search(r'filename="[^"/\\]+"', named)


@pytest.mark.point(88)
def test_generated_pages_run_no_foreign_script_and_are_framed_nowhere(product: Target) -> None:
    for path in ("/", "/folder/", "/nothing"):
        answer = product.get(path)
        policy = dict(
            part.strip().partition(" ")[::2] for part in (answer.field("Content-Security-Policy") or "").split(";")
        )
        assert policy["default-src"] == "'none'", path
        assert policy["frame-ancestors"] == "'none'"
        assert "'unsafe-inline'" not in str(policy)
        assert "'unsafe-eval'" not in str(policy)
        assert answer.field("X-Content-Type-Options") == "nosniff"
        assert answer.field("Referrer-Policy") is not None


@pytest.mark.point(88)
def test_pages_that_visitors_may_have_put_are_shut_in(share: Path) -> None:
    for name in ("page.html", "picture.svg", "text.xhtml"):
        write(share / name, b"<script>alert(1)</script>")
    with targets.serving("product", share, **targets.WRITABLE) as target:
        for name in ("page.html", "picture.svg", "text.xhtml"):
            answer = target.get(f"/{name}")
            assert "sandbox" in (answer.field("Content-Security-Policy") or ""), name
            assert "allow-same-origin" not in (answer.field("Content-Security-Policy") or "")


@pytest.mark.point(89)
def test_errors_and_listings_are_not_stored_and_files_are_asked_for_again(product: Target) -> None:
    rows = {"/": "no-store", "/nothing": "no-store", "/%00": "no-store", "/song.txt": "no-cache", "/page/": "no-cache"}
    assert {path: product.get(path).field("Cache-Control") for path in rows} == rows
    assert product.get().field("ETag") is not None


@pytest.mark.point(90)
@ALL
def test_hsts_is_never_sent(target: Target) -> None:
    for path in ("/", "/song.txt", "/nothing"):
        assert target.get(path).field("Strict-Transport-Security") is None


@pytest.mark.point(90)
def test_hsts_is_never_sent_over_tls_either(share: Path) -> None:
    server_context, client_context = contexts()
    with targets.product(share, tls_context=server_context) as runner, runner.client(client_context) as client:
        answer = client.get("/song.txt")
    assert (answer.status, answer.field("Strict-Transport-Security")) == (200, None)


PASSWORD = "colon: 비밀"


@pytest.fixture(scope="module")
def credentials() -> Credentials:
    """Hashing takes a while."""
    return Credentials(user="guest", password_hash=hash_password(PASSWORD))


@pytest.fixture
def locked(share: Path, credentials: Credentials) -> Iterator[Running]:
    """The product with a password."""
    with targets.product(share, credentials=credentials) as runner:
        yield runner


def basic(password: str, user: str = "guest") -> tuple[str, str]:
    """The field of a client that knows these."""
    return "Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.point(91)
def test_401_asks_for_basic_in_utf_8_and_a_password_may_hold_a_colon(locked: Running) -> None:
    with locked.client() as client:
        challenge = client.get("/song.txt")
        assert challenge.status == 401
        assert re.fullmatch(r'Basic realm="[^"]+", charset="UTF-8"', challenge.field("WWW-Authenticate") or "")
        assert CONTENT not in challenge.body
        assert client.get("/song.txt", basic(PASSWORD)).body == CONTENT
        for wrong in (
            basic("colon"),
            basic(PASSWORD, "root"),
            ("Authorization", "Basic !"),
            ("Authorization", "Bearer x"),
        ):
            assert client.get("/song.txt", wrong).status == 401, wrong
        done = locked.told.wait_done(6)
    secrets = [PASSWORD, basic(PASSWORD)[1].partition(" ")[2]]
    assert not any(secret in str(record) for secret in secrets for record in done)
    assert [record.user for record in done] == ["", "guest", "", "", "", ""]


@pytest.mark.point(92)
def test_guessing_is_429_with_a_time_to_wait_for_the_right_password_too(locked: Running) -> None:
    with locked.client() as client:
        statuses = [client.get("/song.txt", basic(f"guess {number}")).status for number in range(6)]
        answer = client.get("/song.txt", basic(PASSWORD))
    assert statuses == [401] * 5 + [429]
    assert answer.status == 429
    assert int(answer.field("Retry-After") or "") >= 1


FORWARDED = (
    ("X-Forwarded-For", "203.0.113.9"),
    ("X-Real-IP", "203.0.113.9"),
    ("Forwarded", 'for=203.0.113.9;proto=https;host="evil.example"'),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Host", "evil.example"),
)


@pytest.mark.point(93, 121)
def test_what_a_client_claims_about_itself_counts_for_nothing(share: Path) -> None:
    with targets.product(share) as runner, runner.client() as client:
        assert client.get("/song.txt", *FORWARDED).body == CONTENT
        location = client.get("/folder", *FORWARDED).field("Location")
        foreign = client.get("/song.txt", ("X-Forwarded-Host", "localhost"))
        done = runner.told.wait_done(3)
    assert location == "/folder/"
    assert foreign.status == 200
    assert {record.client for record in done} == {"127.0.0.1"}
    assert "203.0.113.9" not in str(done)


@pytest.mark.point(93, 121)
def test_a_claimed_host_opens_no_door(product: Target) -> None:
    sent = "GET /song.txt HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nConnection: close\r\n\r\n"
    assert product.statuses(sent) == [421]


@pytest.mark.point(121)
def test_the_classes_log_the_address_of_the_connection() -> None:
    class Logging(handling.Echo):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            self.lines.append(self.address_string())

    with handling.serving(Logging) as server, WireClient(server.server_address[1]) as client:
        assert client.get("/", *FORWARDED).status == 200
    assert Logging.lines == ["127.0.0.1"]


@pytest.mark.point(122)
@pytest.mark.fault("gh-104049", "CVE-2011-4940", "version-disclosure")
@ALL
def test_no_page_tells_a_place_on_the_disk_and_all_text_is_escaped(target: Target, share: Path) -> None:
    write(share / "<script>alert(1)</script>" / "x&y.txt")
    paths = [
        "/",
        "/%3Cscript%3Ealert(1)%3C%2fscript%3E",
        "/nothing%3Cscript%3E",
        "/%ff%fe?%zz<b>",
        "/song.txt/",
        "/%00",
    ]
    paths += ["/?%ff%zz%3Cscript%3E", "/folder/?x=<script>", "/%3Cscript%3Ealert(1)%3C%2Fscript%3E/"]
    for path in paths:
        answer = target.get(path)
        assert str(share.parent).encode() not in answer.body, path
        assert b"Traceback" not in answer.body
        assert b"<script>alert" not in answer.body
        if answer.body:
            assert "charset=" in (answer.field("Content-Type") or ""), path


@pytest.mark.point(122)
@pytest.mark.fault("version-disclosure")
def test_the_product_tells_its_name_and_no_version(product: Target) -> None:
    for path in ("/song.txt", "/nothing", "/"):
        assert product.get(path).field("Server") in ("shareapp", None), path
    refused = product.talk("GET /song.txt HTTP/1.1\r\n", HOST, "X : y\r\n\r\n")
    assert re.findall(rb"\r\nServer: ([^\r]*)", refused) in ([b"shareapp"], [])
    assert b"Python" not in refused
