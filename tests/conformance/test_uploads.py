"""Points 35, 36 and 113 to 119 over real sockets: what may be written, where, and by whom."""

import base64
import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from shareapp.server.limits import Limits
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import hash_password
from tests.support import targets
from tests.support.bodies import BOUNDARY, form, part
from tests.support.running_server import Running
from tests.support.targets import CANARY, CONTENT, WRITABLE
from tests.support.wire_client import Answer

FORM = ("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
TUS = ("Tus-Resumable", "1.0.0")
BYTES = ("Content-Type", "application/offset+octet-stream")


def metadata(name: str) -> tuple[str, str]:
    """How tus names the file of an upload."""
    return "Upload-Metadata", f"filename {base64.b64encode(name.encode()).decode()}"


def send(server: Running, path: str, method: str, body: bytes, *fields: tuple[str, str]) -> Answer:
    """One request with a body; the answer may come before all of it was sent."""
    with server.client() as client, contextlib.suppress(ConnectionError):
        client.request(path, method, [*fields, ("Content-Length", str(len(body)))])
        with contextlib.suppress(ConnectionError):
            client.send(body)
        return client.answer(head_only=method == "HEAD")
    raise AssertionError("no answer")


def put(server: Running, path: str, *fields: tuple[str, str]) -> Answer:
    return send(server, path, "PUT", b"new", *fields)


def post(server: Running, path: str, *fields: tuple[str, str]) -> Answer:
    return send(server, path, "POST", form([("new.txt", b"new")]), FORM, *fields)


def create(server: Running, path: str, *fields: tuple[str, str]) -> Answer:
    return send(server, path, "POST", b"new", TUS, BYTES, ("Upload-Length", "3"), metadata("new.txt"), *fields)


WRITES: dict[str, Callable[..., Answer]] = {"PUT": put, "form": post, "tus": create}


@pytest.fixture
def open_share(share: Path) -> Iterator[Running]:
    """The product where visitors may add files."""
    with targets.product(share, **WRITABLE, limits=Limits(disk_reserve_bytes=1)) as runner:
        yield runner


def everything(folder: Path) -> dict[str, bytes]:
    """All files below the share's parent: nothing may appear beside the share either."""
    return {
        str(path.relative_to(folder.parent)): path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()
    }


@pytest.mark.point(113)
def test_nothing_can_be_written_unless_it_is_allowed(share: Path) -> None:
    before = everything(share)
    with targets.product(share) as server:
        for name, write_to in WRITES.items():
            assert write_to(server, "/new.txt" if name == "PUT" else "/").status == 405, name
    assert everything(share) == before


@pytest.mark.point(35)
def test_put_creates_with_201_and_replaces_with_204_where_that_is_wanted(share: Path) -> None:
    with targets.product(share, **WRITABLE, existing="replace", limits=Limits(disk_reserve_bytes=1)) as server:
        created = put(server, "/new.txt")
        assert (created.status, created.field("Location")) == (201, "/new.txt")
        assert put(server, "/song.txt").status == 204
        assert put(server, "/song.txt", ("Content-Range", "bytes 0-2/10")).status == 400
    assert (share / "song.txt").read_bytes() == (share / "new.txt").read_bytes() == b"new"


@pytest.mark.point(36)
def test_an_upload_by_post_is_201_with_location_and_giving_it_up_is_204(open_share: Running, share: Path) -> None:
    answer = send(open_share, "/", "POST", b"", TUS, ("Upload-Length", "10"), metadata("tus.bin"))
    assert answer.status == 201
    location = answer.field("Location") or ""
    assert send(open_share, location, "DELETE", b"", TUS).status == 204
    assert send(open_share, location, "HEAD", b"", TUS).status in (404, 410)
    made = post(open_share, "/", ("Accept", "application/json"))
    assert (made.status, made.field("Location")) == (201, "/new.txt")
    assert (share / "new.txt").read_bytes() == b"new"


def forbidden_places(share: Path) -> list[str]:
    """Folders that nothing may be put into."""
    (share / "cgi-bin").mkdir()
    (share / ".hidden").mkdir()
    (share.parent / "outside").mkdir()
    (share / "way-out").symlink_to(share.parent / "outside")
    (share / "way-in").symlink_to("folder")
    places = ["/../", "/%2e%2e/", "/..%2f", "/.hidden/", "/way-out/", "/way-in/", "/cgi-bin/", "/CGI-BIN/", "/nowhere/"]
    return [*places, "/folder/%2e%2e/%2e%2e/", "/%00/", "/song.txt/"]


@pytest.mark.point(113)
def test_every_way_to_write_passes_the_rules_of_reading(share: Path) -> None:
    places = forbidden_places(share)
    before = everything(share)
    options = {**WRITABLE, "cgi_folders": ("/cgi-bin",), "limits": Limits(disk_reserve_bytes=1)}
    with targets.product(share, **options) as server:
        for place in places:
            for name, write_to in WRITES.items():
                answer = write_to(server, f"{place}new.txt" if name == "PUT" else place)
                assert answer.status in (400, 403, 404, 405, 409, 501), (name, place, answer)
    assert everything(share) == before


FOREIGN = (
    [("Origin", "http://evil.example")],
    [("Origin", "null")],
    [("Sec-Fetch-Site", "cross-site")],
    [("Sec-Fetch-Site", "same-site")],
    [("Origin", "http://localhost"), ("Sec-Fetch-Site", "cross-site")],
)


@pytest.mark.point(113)
@pytest.mark.fault("cross-site-writes", "dns-rebinding")
def test_no_other_web_site_may_write(open_share: Running, share: Path) -> None:
    before = everything(share)
    for fields in FOREIGN:
        for name, write_to in WRITES.items():
            answer = write_to(open_share, "/new.txt" if name == "PUT" else "/", *fields)
            assert answer.status == 403, (name, fields)
    assert everything(share) == before
    assert put(open_share, "/new.txt", ("Sec-Fetch-Site", "same-origin")).status == 201


@pytest.mark.point(113)
def test_who_may_not_read_may_not_write(share: Path) -> None:
    locked = Credentials(user="guest", password_hash=hash_password("x"))
    before = everything(share)
    with targets.product(share, **WRITABLE, credentials=locked) as server:
        for name, write_to in WRITES.items():
            assert write_to(server, "/new.txt" if name == "PUT" else "/").status == 401, name
    assert everything(share) == before


@pytest.mark.point(114)
def test_a_form_is_read_to_the_letter_however_it_arrives(open_share: Running, share: Path) -> None:
    trap = f"\n--{BOUNDARY}\r\nX\r--{BOUNDARY}--\r\n-{BOUNDARY}\r\n --{BOUNDARY}".encode()
    body = (
        b"a preamble\r\n"
        + part('form-data; name="f"; filename="trap.bin"', trap)
        + form([("b.txt", b"two")])
        + b"epilogue"
    )
    with open_share.client() as client:
        client.request("/", "POST", [FORM, ("Content-Length", str(len(body))), ("Accept", "application/json")])
        for at in range(0, len(body), 7):
            client.send(body[at : at + 7])
        assert client.answer().status == 201
    assert (share / "trap.bin").read_bytes() == trap
    assert (share / "b.txt").read_bytes() == b"two"


@pytest.mark.point(114)
def test_a_malformed_or_unbounded_form_is_refused_and_leaves_nothing(open_share: Running, share: Path) -> None:
    before = everything(share)
    good = form([("new.txt", b"new")])
    for boundary in ("", "x" * 71, 'a"b', "a b "):
        fields = ("Content-Type", f"multipart/form-data; boundary={boundary}")
        assert send(open_share, "/", "POST", good, fields).status in (400, 415), boundary
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="new.txt"\r\n'.encode()
    bad = [good[:-10], head + b"no colon\r\n\r\nx\r\n", head + b"X: " + b"y" * 100_000, b"no form at all"]
    bad += [part('form-data; name="f"', b"x") * 1001 + good, head.replace(b"form-data", b"attachment") + b"\r\nx"]
    for body in bad:
        assert send(open_share, "/", "POST", body, FORM).status in (400, 413), body[:60]
    assert everything(share) == before


NAMES = {
    "../../up.txt": "up.txt",
    "C:\\\\fakepath\\\\win.txt": "win.txt",
    "/etc/passwd": "passwd",
    "a/b\\\\c.txt": "c.txt",
    "e\u0301.txt": "\u00e9.txt",
}


@pytest.mark.point(115)
def test_a_file_is_named_by_its_last_part_and_made_safe(open_share: Running, share: Path) -> None:
    for sent, wanted in NAMES.items():
        assert send(open_share, "/folder/", "POST", form([(sent, b"x")]), FORM).status in (201, 303), sent
        assert (share / "folder" / wanted).read_bytes() == b"x", sent
    for sent in ("..", ".", "con", "nul.txt", "a\x01b", "x:y", "trailing. ", ".htaccess", "n" * 300, "/"):
        assert send(open_share, "/folder/", "POST", form([(sent, b"x")]), FORM).status in (201, 303, 400, 403), sent
    names = [path.name for path in (share / "folder").iterdir()]
    assert all(re.fullmatch(r"[^\x00-\x1f:/\\.][^\x00-\x1f:/\\]{0,254}", name) for name in names), names
    assert not {"con", "nul.txt"} & {name.lower() for name in names}
    star = part(f'form-data; name="f"; filename="x"; filename*=UTF-8\'\'{quote("별.txt")}', b"star")
    assert send(open_share, "/", "POST", star + f"--{BOUNDARY}--\r\n".encode(), FORM).status in (201, 303)
    assert (share / "별.txt").read_bytes() == b"star"
    assert everything(share)["canary.txt"] == CANARY


@pytest.mark.point(116)
def test_too_large_is_413_before_it_is_read_announced_or_not(share: Path) -> None:
    before = everything(share)
    with targets.product(share, **WRITABLE, upload_bytes=1000, limits=Limits(disk_reserve_bytes=1)) as server:
        with server.client() as client:
            client.request("/big.bin", "PUT", [("Content-Length", "1001"), ("Expect", "100-continue")])
            assert client.answer().status == 413
        with server.client() as client:
            client.request("/big.bin", "PUT", [("Transfer-Encoding", "chunked")])
            with contextlib.suppress(ConnectionError):
                for _ in range(100):
                    client.send(b"64\r\n" + bytes(100) + b"\r\n")
            assert client.answer().status == 413
        assert send(server, "/", "POST", b"", TUS, ("Upload-Length", "1001"), metadata("a")).status == 413
    assert everything(share) == before


@pytest.mark.point(116)
def test_a_full_disk_is_507_and_an_unknown_kind_of_body_415(share: Path, open_share: Running) -> None:
    before = everything(share)
    with targets.product(share, **WRITABLE, limits=Limits(disk_reserve_bytes=1 << 60)) as server:
        for name, write_to in WRITES.items():
            assert write_to(server, "/new.txt" if name == "PUT" else "/").status == 507, name
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x"):
        assert send(open_share, "/", "POST", b"a=b", ("Content-Type", kind)).status == 415, kind
    assert everything(share) == before


@pytest.mark.point(117)
def test_a_cut_upload_leaves_nothing_and_a_file_appears_whole(open_share: Running, share: Path) -> None:
    before = everything(share)
    with open_share.client() as client:
        client.request("/cut.bin", "PUT", [("Content-Length", "1000000"), ("Expect", "100-continue")])
        assert client.answer().status == 100
        client.send(bytes(500_000))
        assert not (share / "cut.bin").exists()
        client.reset()
    open_share.told.wait_done(1)
    assert everything(share) == before


@pytest.mark.point(117)
def test_a_taken_name_is_kept_unless_the_owner_wants_otherwise(open_share: Running, share: Path) -> None:
    answer = put(open_share, "/song.txt")
    assert (answer.status, answer.field("Location")) == (201, "/song%20(2).txt")
    assert (share / "song.txt").read_bytes() == CONTENT
    with targets.product(share, **WRITABLE, existing="skip", limits=Limits(disk_reserve_bytes=1)) as server:
        assert put(server, "/song.txt").status == 409
    assert (share / "song.txt").read_bytes() == CONTENT


@pytest.mark.point(118)
def test_an_upload_goes_on_at_its_exact_offset_and_only_one_writer_has_it(open_share: Running, share: Path) -> None:
    answer = send(open_share, "/", "POST", b"", TUS, ("Upload-Length", "10"), metadata("tus.bin"))
    location = answer.field("Location") or ""

    def append(offset: str, body: bytes) -> Answer:
        return send(open_share, location, "PATCH", body, TUS, BYTES, ("Upload-Offset", offset))

    assert append("0", b"01234").field("Upload-Offset") == "5"
    for wrong in ("0", "4", "6", "10"):
        assert append(wrong, b"x").status == 409, wrong
    for nonsense in ("-1", "+5", "", "5,5", "0x5"):
        assert append(nonsense, b"x").status in (400, 409), nonsense
    with open_share.client() as client:
        first = [TUS, BYTES, ("Upload-Offset", "5"), ("Content-Length", "5"), ("Expect", "100-continue")]
        client.request(location, "PATCH", first)
        assert client.answer().status == 100
        client.send(b"5")
        assert append("5", b"xxxxx").status in (409, 423)
        client.send(b"6789")
        assert client.answer().field("Upload-Offset") == "10"
    assert (share / "tus.bin").read_bytes() == b"0123456789"


@pytest.mark.point(119)
def test_move_and_copy_are_not_offered(open_share: Running, share: Path) -> None:
    before = everything(share)
    for method in ("MOVE", "COPY", "MKCOL", "LINK"):
        for target in ("/stolen.txt", "http://evil.example/stolen.txt", "/../stolen.txt"):
            assert send(open_share, "/song.txt", method, b"", ("Destination", target)).status in (405, 501)
    assert everything(share) == before


OUTSIDE_NAMES = (
    "../out.txt",
    "..",
    "/out.txt",
    "a/b.txt",
    "..\\out.txt",
    ".hidden",
    "http://evil.example/x",
    "",
    "a\0b",
)


@pytest.mark.point(119)
@pytest.mark.fault("cross-site-writes")
def test_a_new_name_is_checked_like_a_path_and_only_our_own_page_may_give_it(share: Path) -> None:
    before = everything(share)
    urlencoded = ("Content-Type", "application/x-www-form-urlencoded")
    with targets.product(share, rights="manage", limits=Limits(disk_reserve_bytes=1)) as server:

        def rename(old: str, new: str, *fields: tuple[str, str]) -> int:
            body = f"name={quote(new, safe='')}".encode()
            return send(server, f"/folder/?rename={quote(old)}", "POST", body, urlencoded, *fields).status

        for name in OUTSIDE_NAMES:
            assert rename("inside.txt", name) in (400, 403, 409), name
        for old in ("../song.txt", "nothing.txt", "../../canary.txt", "/song.txt"):
            assert rename(old, "new.txt") in (400, 403, 404), old
        for foreign in FOREIGN:
            assert rename("inside.txt", "new.txt", *foreign) == 403, foreign
        assert everything(share) == before
        assert rename("inside.txt", "new.txt") == 200
    assert (share / "folder" / "new.txt").read_bytes() == b"inside"


@pytest.mark.point(119)
def test_no_name_of_an_upload_leads_out_of_its_folder(open_share: Running, share: Path) -> None:
    for name in ("../../out.txt", "..\\..\\out.txt", "/abs.txt", "folder/../../out.txt"):
        answer = send(open_share, "/folder/", "POST", b"new", TUS, BYTES, ("Upload-Length", "3"), metadata(name))
        assert answer.status in (201, 400), name
    outside = {name for name in everything(share) if not name.startswith("share/")}
    assert outside == {"canary.txt"}
    assert (share / "song.txt").read_bytes() == CONTENT
