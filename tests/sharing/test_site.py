"""The layers of a share: each switch changes what it names, and outer layers come first."""

import base64
import dataclasses
import sys
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.errors import RootUnreadable
from shareapp.server.events import Event, Trouble, discard
from shareapp.server.layers.doorbell import Doorbell
from shareapp.server.layers.static import Static
from shareapp.server.message import Response
from shareapp.sharing.addresses import own_names
from shareapp.sharing.config import Credentials, ShareConfig
from shareapp.sharing.passwords import entry_path, hash_password
from shareapp.sharing.site import build_site
from tests.support.asking import ask, body_of
from tests.support.bodies import MemoryBody

HOST = "192.168.0.12:8000"


@pytest.fixture
def config(tmp_path: Path) -> ShareConfig:
    """A folder with a page, a hidden file and a script."""
    (tmp_path / "a.txt").write_bytes(b"hello")
    (tmp_path / ".secret").write_bytes(b"hidden")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "index.html").write_bytes(b"<p>index")
    (tmp_path / "cgi-bin").mkdir()
    script = tmp_path / "cgi-bin" / "who"
    script.write_bytes(b"#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\n\\r\\n'; id -u\n")
    script.chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)  # scripts of a share that runs as root run as nobody
    return ShareConfig(root=tmp_path, cgi_folders=())


def get(config: ShareConfig, path: str, host: str = HOST, **fields: str) -> tuple[int, bytes]:
    """Status and body that the site of ``config`` answers a GET with."""
    response = build_site(config, discard)(ask(path, fields=fields, host=host))
    return response.status, body_of(response)


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_files_pages_and_listings_are_served(config: ShareConfig) -> None:
    assert get(config, "/a.txt") == (200, b"hello")
    assert get(config, "/sub/") == (200, b"<p>index")
    status, page = get(config, "/")
    assert status == 200
    assert b"a.txt" in page
    assert b".secret" not in page


@pytest.mark.parametrize(
    ("changes", "path", "before", "after"),
    [
        ({"listing": False}, "/", 200, 403),
        ({"hidden": True}, "/.secret", 404, 200),
        ({"index_names": (), "listing": False}, "/sub/", 200, 403),
    ],
)
def test_a_switch_changes_what_it_names(
    config: ShareConfig, changes: dict[str, Any], path: str, before: int, after: int
) -> None:
    assert get(config, path)[0] == before
    assert get(dataclasses.replace(config, **changes), path)[0] == after


def test_a_folder_is_offered_as_an_archive_unless_that_is_switched_off(config: ShareConfig) -> None:
    assert b'href="?zip"' in get(config, "/")[1]
    assert get(config, "/?zip")[1].startswith(b"PK\3\4")
    without = dataclasses.replace(config, zip=False)
    assert b'href="?zip"' not in get(without, "/")[1]
    assert get(without, "/?zip") == get(without, "/")


def test_what_is_not_listed_or_is_a_script_is_not_packed(config: ShareConfig) -> None:
    assert b"cgi-bin/who" in get(config, "/?zip")[1]
    assert b"cgi-bin" not in get(dataclasses.replace(config, cgi_folders=("/cgi-bin",)), "/?zip")[1]
    assert get(dataclasses.replace(config, listing=False), "/?zip")[0] == 403


@pytest.mark.parametrize("host", ["localhost:8000", *own_names(), "[::1]:8000"])
def test_own_names_are_answered(config: ShareConfig, host: str) -> None:
    assert get(config, "/a.txt", host)[0] == 200


def test_foreign_names_are_refused_unless_allowed(config: ShareConfig) -> None:
    assert get(config, "/a.txt", "evil.example")[0] == 421
    allowing = dataclasses.replace(config, allowed_hosts=("evil.example",))
    assert get(allowing, "/a.txt", "evil.example")[0] == 200


def test_a_password_guards_everything(config: ShareConfig) -> None:
    guarded = dataclasses.replace(
        config, credentials=Credentials(user="guest", password_hash=hash_password("correct horse"))
    )
    assert get(guarded, "/a.txt")[0] == 401
    assert get(guarded, "/nothing")[0] == 401
    assert get(guarded, "/a.txt", Authorization=basic("guest", "wrong horse"))[0] == 401
    assert get(guarded, "/a.txt", Authorization=basic("guest", "correct horse")) == (200, b"hello")
    # The name is judged before the password, so that a foreign page cannot even guess.
    assert get(guarded, "/a.txt", "evil.example")[0] == 421


def guarded_by(config: ShareConfig, password: str) -> ShareConfig:
    return dataclasses.replace(config, credentials=Credentials(user="guest", password_hash=hash_password(password)))


def cookie_for(config: ShareConfig) -> str:
    """What scanning the QR code of this share leaves in a browser."""
    response = build_site(config, discard)(ask(entry_path(config.credentials), host=HOST))
    assert (response.status, response.header("location")) == (303, "/")
    return (response.header("set-cookie") or "").partition(";")[0]


def test_a_scanned_key_stays_good_while_live_settings_change(config: ShareConfig) -> None:
    guarded = guarded_by(config, "correct horse")
    cookie = cookie_for(guarded)
    assert get(guarded, "/a.txt", Cookie=cookie) == (200, b"hello")
    assert get(dataclasses.replace(guarded, zip=False, uploads=True), "/a.txt", Cookie=cookie)[0] == 200
    assert get(config, entry_path(guarded.credentials))[0] == 404


@pytest.mark.parametrize("password", ["correct horse", "another horse"])
def test_another_password_and_the_same_one_made_anew_lock_old_visitors_out(config: ShareConfig, password: str) -> None:
    before, after = guarded_by(config, "correct horse"), guarded_by(config, password)
    cookie = cookie_for(before)
    assert get(after, "/a.txt", Cookie=cookie)[0] == 401
    assert get(after, entry_path(before.credentials), Accept="text/html")[0] == 401


def test_only_who_knows_the_password_can_ring_and_nobody_passes_the_door_before_the_owner_says_so(
    config: ShareConfig,
) -> None:
    asking = dataclasses.replace(guarded_by(config, "correct horse"), ask_devices=True, uploads=True)
    bell = Doorbell()
    site = build_site(asking, discard, (), bell)
    assert site(ask("/a.txt", host=HOST)).status == 401
    assert bell.visitors() == ()
    known = {"Authorization": basic("guest", "correct horse")}
    for method, path in (("GET", "/a.txt"), ("GET", "/?zip"), ("PUT", "/new.txt"), ("HEAD", "/")):
        assert site(ask(path, method, known, host=HOST)).status == 503
    (visitor,) = bell.visitors()
    bell.admit(visitor.client)
    response = site(ask("/a.txt", fields=known, host=HOST))
    assert (response.status, body_of(response)) == (200, b"hello")


def test_a_foreign_page_can_neither_guess_nor_ride_on_a_visit(config: ShareConfig) -> None:
    guarded = dataclasses.replace(guarded_by(config, "correct horse"), uploads=True)
    cookie = cookie_for(guarded)
    assert put(guarded, "/new.txt", Cookie=cookie, Origin="https://evil.example")[0] == 403
    assert put(guarded, "/new.txt", Cookie=cookie, Origin=f"http://{HOST}")[0] == 201
    fields = {"Content_Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"}
    body = MemoryBody(b"password=correct+horse")
    response = build_site(guarded, discard)(ask("/~login", "POST", fields, host=HOST)._replace(body=body))
    assert (response.status, body.reads) == (403, 0)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/?zip"),
        ("HEAD", "/a.txt"),
        ("POST", "/"),
        ("PUT", "/new.txt"),
        ("PATCH", "/~tus/1"),
        ("GET", "/favicon.ico"),
    ],
)
def test_every_door_is_behind_the_password(config: ShareConfig, method: str, path: str) -> None:
    guarded = dataclasses.replace(guarded_by(config, "correct horse"), uploads=True, cgi_folders=("/cgi-bin",))
    for fields in ({}, {"Accept": "text/html"}, {"Tus_Resumable": "1.0.0"}):
        body = MemoryBody(b"new")
        response = build_site(guarded, discard)(ask(path, method, fields, host=HOST)._replace(body=body))
        response.close()
        assert (response.status, body.reads) == (401, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="the script is a shell script")
def test_scripts_run_only_when_asked_for_and_never_as_root(config: ShareConfig) -> None:
    assert get(config, "/cgi-bin/who")[1].startswith(b"#!/bin/sh")
    status, user = get(dataclasses.replace(config, cgi_folders=("/cgi-bin",)), "/cgi-bin/who")
    assert status == 200
    assert user.strip() != b"0"


def put(config: ShareConfig, path: str, **fields: str) -> tuple[int, MemoryBody]:
    """Status that the site of ``config`` answers a PUT with, and what became of the body."""
    body = MemoryBody(b"new")
    response = build_site(config, discard)(ask(path, "PUT", fields, host=HOST)._replace(body=body))
    response.close()
    return response.status, body


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_taken_in_unless_uploads_are_allowed(config: ShareConfig, method: str) -> None:
    request = ask("/new.txt", method, {"Tus_Resumable": "1.0.0"}, host=HOST)
    response = build_site(config, discard)(request)
    assert (response.status, response.header("allow")) == (405, "GET, HEAD, OPTIONS")
    assert b"Add files" not in get(config, "/")[1]


def test_allowed_uploads_are_taken_in_and_offered(config: ShareConfig) -> None:
    taking = dataclasses.replace(config, uploads=True)
    assert put(taking, "/new.txt")[0] == 201
    assert (config.root / "new.txt").read_bytes() == b"new"
    assert b"Add files" in get(taking, "/")[1]
    assert put(dataclasses.replace(taking, upload_bytes=2), "/large.txt")[0] == 413
    assert put(dataclasses.replace(taking, existing="replace"), "/new.txt")[0] == 204
    options = build_site(taking, discard)(ask("/", "OPTIONS", host=HOST))
    assert options.header("allow") == "GET, HEAD, OPTIONS, POST, PUT"
    assert options.header("tus-version") == "1.0.0"


@pytest.mark.parametrize("fields", [{"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_no_other_web_site_may_put_files_here(config: ShareConfig, fields: dict[str, str]) -> None:
    status, body = put(dataclasses.replace(config, uploads=True), "/new.txt", **fields)
    assert (status, body.reads) == (403, 0)
    assert not (config.root / "new.txt").exists()


def test_a_password_guards_uploads_before_they_are_read(config: ShareConfig) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("correct horse"))
    status, body = put(dataclasses.replace(config, uploads=True, credentials=credentials), "/new.txt")
    assert (status, body.reads) == (401, 0)


@pytest.mark.parametrize("path", ["/cgi-bin/new", "/CGI-BIN/new", "/link/new", "/.secret", "/.new"])
def test_scripts_and_hidden_files_cannot_be_put(config: ShareConfig, path: str) -> None:
    (config.root / "link").symlink_to(config.root / "cgi-bin")
    before = sorted(path.name for path in config.root.rglob("*"))
    taking = dataclasses.replace(config, uploads=True, cgi_folders=("/cgi-bin",), existing="replace")
    assert put(taking, path)[0] in {403, 404}
    assert sorted(path.name for path in config.root.rglob("*")) == before
    assert (config.root / ".secret").read_bytes() == b"hidden"


def test_pages_of_visitors_are_shut_in(config: ShareConfig) -> None:
    (config.root / "page.html").write_bytes(b"<script>alert(1)</script>")
    for uploads, policy in ((False, None), (True, "sandbox allow-downloads allow-forms allow-scripts")):
        response = build_site(dataclasses.replace(config, uploads=uploads), discard)(ask("/page.html", host=HOST))
        assert response.header("content-security-policy") == policy
        response.close()


def test_a_crash_is_a_500_whose_number_the_owner_can_find(config: ShareConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Response:
        raise RuntimeError("the cause")

    monkeypatch.setattr(Static, "__call__", crash)
    told: list[Event] = []
    response = build_site(config, told.append)(ask("/"))
    page = body_of(response)
    (trouble,) = told
    assert isinstance(trouble, Trouble)
    number, traceback = trouble.params
    assert response.status == 500
    assert number.encode() in page
    assert b"the cause" not in page
    assert "RuntimeError: the cause" in traceback


def test_every_answer_carries_the_security_fields(config: ShareConfig) -> None:
    response = build_site(config, discard)(ask("/nothing"))
    assert response.header("X-Content-Type-Options") == "nosniff"


def test_a_missing_folder_is_told(config: ShareConfig) -> None:
    with pytest.raises(RootUnreadable):
        build_site(dataclasses.replace(config, root=config.root / "nothing"), discard)


def test_a_password_hash_that_is_none_is_an_error(config: ShareConfig) -> None:
    broken = dataclasses.replace(config, credentials=Credentials(user="guest", password_hash="plain"))
    with pytest.raises(ValueError, match="password hash"):
        build_site(broken, discard)
