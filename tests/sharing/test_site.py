"""The layers of a share: each switch changes what it names, and outer layers come first."""

import base64
import dataclasses
import sys
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.errors import RootUnreadable
from shareapp.server.events import Event, Trouble, discard
from shareapp.server.layers.static import Static
from shareapp.server.message import Response
from shareapp.sharing.addresses import own_names
from shareapp.sharing.config import Credentials, ShareConfig
from shareapp.sharing.passwords import hash_password
from shareapp.sharing.site import build_site
from tests.support.asking import ask, body_of

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


@pytest.mark.skipif(sys.platform == "win32", reason="the script is a shell script")
def test_scripts_run_only_when_asked_for_and_never_as_root(config: ShareConfig) -> None:
    assert get(config, "/cgi-bin/who")[1].startswith(b"#!/bin/sh")
    status, user = get(dataclasses.replace(config, cgi_folders=("/cgi-bin",)), "/cgi-bin/who")
    assert status == 200
    assert user.strip() != b"0"


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
