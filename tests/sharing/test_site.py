"""The layers of a share: each switch changes what it names, and outer layers come first."""

import base64
import dataclasses
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.content.parts import MANIFEST, parts
from shareapp.server.errors import RootUnreadable
from shareapp.server.events import Event, Trouble, discard
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.doorbell import Doorbell
from shareapp.server.layers.static import Static
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from shareapp.sharing.addresses import own_names
from shareapp.sharing.config import Credentials, Existing, Rights, ShareConfig
from shareapp.sharing.passwords import entry_path, hash_password
from shareapp.sharing.site import build_site
from tests.support.asking import ask, body_of
from tests.support.bodies import BOUNDARY, MemoryBody, form
from tests.support.pictures import photo

HOST = "192.168.0.12:8000"
RIGHTS_TO_ADD: tuple[Rights, ...] = ("add", "manage")
NO_RESERVE = Limits(disk_reserve_bytes=1)


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
        folder.chmod(folder.stat().st_mode | 0o055)  # scripts of a share that runs as root run as nobody
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


@pytest.mark.parametrize("rights", ["read", "add", "manage"])
def test_more_rows_than_an_address_holds_can_be_chosen_whatever_visitors_may_do(
    config: ShareConfig, rights: Rights
) -> None:
    site = build_site(dataclasses.replace(config, rights=rights), discard)
    form = ask("/?zip", "POST", {"Content-Type": "application/x-www-form-urlencoded"}, host=HOST)
    led = site(form._replace(body=MemoryBody(b"choice=name%3Da.txt")))
    assert led.status == 303
    assert body_of(site(ask("/" + (led.header("location") or ""), host=HOST))).startswith(b"PK\3\4")


def test_a_picture_has_a_small_one_where_it_is_listed_and_for_those_who_may_see_it(config: ShareConfig) -> None:
    (config.root / "photo.jpg").write_bytes(photo())
    asked = "/photo.jpg?thumbnail"
    assert get(config, asked)[1].startswith(b"RIFF")
    assert get(guarded_by(config, "correct horse"), asked)[0] == 401
    assert get(dataclasses.replace(config, listing=False), asked)[1].startswith(b"\xff\xd8")
    assert get(dataclasses.replace(config, rights="inbox"), asked)[0] == 404


def test_the_parts_of_pages_are_there_before_the_password_and_tell_nothing_of_an_inbox(config: ShareConfig) -> None:
    guarded = guarded_by(config, "correct horse")
    for address in (*parts(), MANIFEST):
        assert get(guarded, address)[0] == 200
        assert get(guarded, address, "evil.example")[0] == 421
    assert config.root.name.encode() in get(guarded, MANIFEST)[1]
    assert config.root.name.encode() not in get(dataclasses.replace(guarded, rights="inbox"), MANIFEST)[1]


@pytest.mark.parametrize("host", ["localhost:8000", *own_names(), "[::1]:8000"])
def test_own_names_are_answered(config: ShareConfig, host: str) -> None:
    assert get(config, "/a.txt", host)[0] == 200


def test_foreign_names_are_refused_unless_allowed(config: ShareConfig) -> None:
    assert get(config, "/a.txt", "evil.example")[0] == 421
    allowing = dataclasses.replace(config, allowed_hosts=("evil.example",))
    assert get(allowing, "/a.txt", "evil.example")[0] == 200


def test_a_name_in_another_script_is_known_as_browsers_send_it(config: ShareConfig) -> None:
    allowing = dataclasses.replace(config, allowed_hosts=("나스.example",))
    assert get(allowing, "/a.txt", "나스.example".encode("idna").decode())[0] == 200


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
    assert get(dataclasses.replace(guarded, zip=False, rights="add"), "/a.txt", Cookie=cookie)[0] == 200
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
    asking = dataclasses.replace(guarded_by(config, "correct horse"), ask_devices=True, rights="add")
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
    guarded = dataclasses.replace(guarded_by(config, "correct horse"), rights="add")
    cookie = cookie_for(guarded)
    assert put(guarded, "/new.txt", Cookie=cookie, Origin="https://evil.example")[0] == 403
    assert put(guarded, "/new.txt", Cookie=cookie, Origin=f"http://{HOST}")[0] == 201
    fields = {"Content_Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"}
    body = MemoryBody(b"password=correct+horse")
    response = build_site(guarded, discard)(ask("/~login", "POST", fields, host=HOST)._replace(body=body))
    assert (response.status, body.reads) == (403, 0)


@pytest.mark.point(113)
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
    guarded = dataclasses.replace(guarded_by(config, "correct horse"), rights="add", cgi_folders=("/cgi-bin",))
    for fields in ({}, {"Accept": "text/html"}, {"Tus_Resumable": "1.0.0"}):
        body = MemoryBody(b"new")
        response = build_site(guarded, discard)(ask(path, method, fields, host=HOST)._replace(body=body))
        response.close()
        assert (response.status, body.reads) == (401, 0)


@pytest.mark.point(112)
@pytest.mark.fault("gh-133810")
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
    taking = dataclasses.replace(config, rights="add")
    assert put(taking, "/new.txt")[0] == 201
    assert (config.root / "new.txt").read_bytes() == b"new"
    assert b"Add files" in get(taking, "/")[1]
    assert put(dataclasses.replace(taking, upload_bytes=2), "/large.txt")[0] == 413
    assert put(dataclasses.replace(taking, existing="replace"), "/new.txt")[0] == 204
    options = build_site(taking, discard)(ask("/", "OPTIONS", host=HOST))
    assert options.header("allow") == "GET, HEAD, OPTIONS, POST, PUT"
    assert options.header("tus-version") == "1.0.0"


@pytest.mark.point(113)
@pytest.mark.fault("cross-site-writes")
@pytest.mark.parametrize("fields", [{"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_no_other_web_site_may_put_files_here(config: ShareConfig, fields: dict[str, str]) -> None:
    status, body = put(dataclasses.replace(config, rights="add"), "/new.txt", **fields)
    assert (status, body.reads) == (403, 0)
    assert not (config.root / "new.txt").exists()


def test_a_password_guards_uploads_before_they_are_read(config: ShareConfig) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("correct horse"))
    status, body = put(dataclasses.replace(config, rights="add", credentials=credentials), "/new.txt")
    assert (status, body.reads) == (401, 0)


@pytest.mark.parametrize("path", ["/cgi-bin/new", "/CGI-BIN/new", "/link/new", "/.secret", "/.new"])
def test_scripts_and_hidden_files_cannot_be_put(config: ShareConfig, path: str) -> None:
    (config.root / "link").symlink_to(config.root / "cgi-bin")
    before = sorted(path.name for path in config.root.rglob("*"))
    taking = dataclasses.replace(config, rights="add", cgi_folders=("/cgi-bin",), existing="replace")
    assert put(taking, path)[0] in {403, 404}
    assert sorted(path.name for path in config.root.rglob("*")) == before
    assert (config.root / ".secret").read_bytes() == b"hidden"


@pytest.mark.point(88)
def test_no_page_of_a_visitor_stands_for_a_folder(config: ShareConfig) -> None:
    assert get(config, "/sub/") == (200, b"<p>index")
    for rights in RIGHTS_TO_ADD:
        status, page = get(dataclasses.replace(config, rights=rights), "/sub/")
        assert status == 200
        assert b'href="index.html"' in page


def test_pages_of_visitors_are_shut_in(config: ShareConfig) -> None:
    (config.root / "page.html").write_bytes(b"<script>alert(1)</script>")
    sandbox = "sandbox allow-downloads allow-forms allow-scripts"
    policies: dict[Rights, str | None] = {"read": None, "add": sandbox, "manage": sandbox}
    for rights, policy in policies.items():
        response = build_site(dataclasses.replace(config, rights=rights), discard)(ask("/page.html", host=HOST))
        assert response.header("content-security-policy") == policy
        response.close()


FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def change(config: ShareConfig, target: str, **fields: str) -> int:
    """Status that the site of ``config`` answers the POST of an empty form with."""
    response = build_site(config, discard)(ask(target, "POST", FORM | fields, host=HOST))
    response.close()
    return response.status


@pytest.mark.parametrize("rights", ["read", "add", "inbox"])
@pytest.mark.parametrize("target", ["/?delete=a.txt", "/?rename=a.txt", "/?new-folder"])
def test_nothing_is_changed_unless_that_is_allowed(config: ShareConfig, rights: Rights, target: str) -> None:
    assert change(dataclasses.replace(config, rights=rights), target) in {405, 415}
    assert (
        get(dataclasses.replace(config, rights=rights), "/?manage=a.txt", Accept="text/html")[1].count(b"?rename") == 0
    )
    assert (config.root / "a.txt").exists()


@pytest.mark.point(113)
@pytest.mark.fault("cross-site-writes")
@pytest.mark.parametrize(
    "fields", [{"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "null"}]
)
@pytest.mark.parametrize("target", ["/?delete=a.txt", "/?rename=a.txt", "/?new-folder"])
def test_no_other_web_site_may_change_anything(config: ShareConfig, target: str, fields: dict[str, str]) -> None:
    assert change(dataclasses.replace(config, rights="manage"), target, **fields) == 403
    assert change(guarded_by(dataclasses.replace(config, rights="manage"), "correct horse"), target, **fields) == 403
    assert (config.root / "a.txt").exists()


def test_a_password_guards_changes(config: ShareConfig) -> None:
    guarded = guarded_by(dataclasses.replace(config, rights="manage"), "correct horse")
    assert change(guarded, "/?delete=a.txt") == 401
    assert (config.root / "a.txt").exists()


def test_what_is_deleted_is_shown_nowhere(config: ShareConfig) -> None:
    managed = dataclasses.replace(config, rights="manage", hidden=True, cgi_folders=("/cgi-bin",))
    assert change(managed, "/?delete=cgi-bin") == 403
    assert change(managed, "/?delete=a.txt") == 200
    assert get(managed, "/a.txt")[0] == 404
    assert b"recycle" not in get(managed, "/?format=json")[1]
    assert get(managed, "/.shareapp-recycle/")[0] == 404
    assert b"a.txt" not in get(managed, "/?zip")[1]


BOUNDARY_TYPE = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
TUS = {"Tus_Resumable": "1.0.0"}
TOKEN = "0123456789abcdef" * 2


def tus_of(path: str) -> dict[str, str]:
    """The fields that begin the upload of an empty file at ``path`` below the folder."""
    value = base64.b64encode(path.encode()).decode()
    return TUS | {"Upload_Length": "0", "Upload_Metadata": f"relativePath {value}"}


QUERIES = (
    *("", "?zip", "?zip&name={path}", "?format=json", "?download", "?thumbnail=1", "?search={path}", "?page=2"),
    *(f"?upload={TOKEN}", "?manage={path}", "?rename={path}", "?delete={path}"),
)


def probes(path: str) -> Iterator[Request]:
    """Whatever could tell whether there is something at ``path``."""
    fields: dict[str, str]
    for method in ("GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST"):
        for query in (query.format(path=path) for query in QUERIES):
            for fields in ({}, TUS, {"Accept": "text/html"}, {"Accept": "application/json"}):
                yield ask(f"/{path}{query}", method, fields, host=HOST)
                yield ask(f"/{path}/{query}", method, fields, host=HOST)
    for fields in (
        {},
        {"If_None_Match": "*"},
        {"If_Match": "*"},
        {"If_Unmodified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        for target in (path, f"{path}/", f"{path}/new.txt"):
            yield ask(f"/{target}", "PUT", fields, host=HOST)._replace(body=MemoryBody(b"new"))
    for accept in ("text/html", "*/*"):
        for target in ("/", f"/{path}/"):
            body = MemoryBody(form([(path, b"new")]))
            yield ask(target, "POST", BOUNDARY_TYPE | {"Accept": accept}, host=HOST)._replace(body=body)
    for inner in (path, f"{path}/new.txt", f"{path}/sub/new.txt"):
        yield ask("/", "POST", tus_of(inner), host=HOST)
    yield ask(f"/{path}/", "POST", tus_of("new.txt"), host=HOST)


def told(site: Responder, request: Request) -> object:
    """All that an answer says, but for what differs from one upload to the next."""
    response = site(request)
    fields = [field for field in response.headers if field[0] not in {"Location", "Upload-Expires"}]
    location = (response.header("location") or "").partition("?upload=")[0]
    return response.status, fields, location, body_of(response)


@pytest.mark.parametrize("existing", ["keep", "skip", "replace"])
@pytest.mark.parametrize("path", ["a.txt", "sub", "sub/index.html", "locked", "link", "pipe"])
def test_an_inbox_never_tells_what_is_in_it(tmp_path: Path, existing: Existing, path: str) -> None:
    (empty := tmp_path / "empty").mkdir()
    (full := tmp_path / "full").mkdir()
    (full / "a.txt").write_bytes(b"secret")
    (full / "sub").mkdir()
    (full / "sub" / "index.html").write_bytes(b"secret")
    (full / "locked").mkdir(mode=0o500)
    (full / "link").symlink_to(full / "sub")
    os.mkfifo(full / "pipe")
    sites = [
        build_site(ShareConfig(root=root, rights="inbox", existing=existing, limits=NO_RESERVE), discard)
        for root in (empty, full)
    ]
    for of_empty, of_full in zip(probes(path), probes(path), strict=True):
        assert told(sites[0], of_empty) == told(sites[1], of_full), of_empty
    assert (full / "a.txt").read_bytes() == (full / "sub" / "index.html").read_bytes() == b"secret"
    assert len(list(full.rglob("*new*"))) + len(list(full.rglob("*(*"))) > 0


def test_an_inbox_is_a_page_with_a_form(config: ShareConfig) -> None:
    inbox = dataclasses.replace(config, rights="inbox", cgi_folders=("/cgi-bin",))
    status, page = get(inbox, "/?added=2", Accept="text/html")
    assert status == 200
    assert b'type="file"' in page
    assert b"2 files added" in page
    assert b"a.txt" not in page
    assert config.root.name.encode() not in page
    assert get(inbox, "/cgi-bin/who")[0] == 404
    assert put(inbox, "/a.txt")[0] == 201
    assert (config.root / "a.txt").read_bytes() == b"hello"
    assert (config.root / "a (2).txt").read_bytes() == b"new"


def test_a_folder_comes_into_an_inbox_as_one(tmp_path: Path) -> None:
    (tmp_path / "trip").write_bytes(b"a file of this name")
    site = build_site(ShareConfig(root=tmp_path, rights="inbox", limits=NO_RESERVE), discard)
    for name in ("trip/a.jpg", "trip/b.jpg", "trip/day 1/c.jpg"):
        assert site(ask("/", "POST", tus_of(name), host=HOST)).status == 201
    found = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.jpg")]
    assert sorted(found) == ["trip (2)/a.jpg", "trip (2)/b.jpg", "trip (2)/day 1/c.jpg"]


@pytest.mark.point(123)
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
