"""Promises of files: every length, validator and byte is of one version of one file; RFC 9110 sections 8, 13 and 14."""

import email.parser
import email.policy
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shareapp.server.content import files
from shareapp.server.content.files import Files
from shareapp.server.content.paths import File, Root
from shareapp.server.errors import HTTPError
from shareapp.server.message import FileSlice, Request, Response, read_at
from shareapp.server.wire.dates import format_http_date, parse_http_date
from tests.support.asking import ask, body_of
from tests.support.trees import write

SMALL = bytes(range(256)) * 4
LARGE = os.urandom(files.KEPT_BYTES + 5000)
LONG_AGO = "Sun, 06 Nov 1994 08:49:37 GMT"


class Share:
    """A folder and the answers for its files, as ``layers.static`` would ask for them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = Files()
        self.root = Root.at(folder)

    def __call__(self, request: Request) -> Response:
        kept = self.files.kept(request)
        if kept is not None:
            return kept
        found = self.root.resolve(request.path)
        assert isinstance(found, File)
        return self.files.respond(request, found)

    def get(self, target: str, method: str = "GET", **fields: str) -> Response:
        return self(ask(target, method, fields))

    def status(self, target: str, method: str = "GET", **fields: str) -> int:
        """The status only, errors included."""
        try:
            response = self.get(target, method, **fields)
        except HTTPError as error:
            return error.status
        response.close()
        return response.status

    def is_kept(self, target: str) -> bool:
        kept = self.files.kept(ask(target))
        if kept is not None:
            kept.close()
        return kept is not None


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    """Files whose modification is an hour old. Their change time cannot be set, so the clock goes ahead."""
    write(tmp_path / "small.txt", SMALL)
    write(tmp_path / "large.bin", LARGE)
    write(tmp_path / "empty.txt", b"")
    let_time_pass(monkeypatch)
    before = descriptors()
    yield Share(tmp_path)
    assert descriptors() == before


def let_time_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = time.time() + 10
    monkeypatch.setattr(files, "time", lambda: ahead)


def descriptors() -> int:
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


BOTH = pytest.mark.parametrize(("target", "content"), [("/small.txt", SMALL), ("/large.bin", LARGE)])
TWICE = pytest.mark.parametrize("warm", [False, True], ids=["fresh", "kept"])


def warmed(share: Share, target: str, *, warm: bool) -> None:
    if warm:
        share.get(target).close()
        assert share.is_kept(target)


@BOTH
@TWICE
def test_a_file_is_sent_whole_with_its_facts(share: Share, target: str, content: bytes, warm: bool) -> None:
    warmed(share, target, warm=warm)
    response = share.get(target)
    status = (share.folder / target[1:]).stat()
    assert response.status == 200
    assert dict(response.headers) == {
        "Content-Type": "text/plain" if target == "/small.txt" else "application/octet-stream",
        "ETag": f'"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"',
        "Last-Modified": format_http_date(status.st_mtime),
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
    }
    assert response.body_length() == len(content)
    assert body_of(response) == content


@BOTH
@TWICE
def test_head_has_the_same_fields_and_no_body(share: Share, target: str, content: bytes, warm: bool) -> None:
    warmed(share, target, warm=warm)
    get, head = share.get(target), share.get(target, "HEAD")
    assert (head.status, head.headers, head.body_length()) == (200, get.headers, len(content))
    assert body_of(head) == b""
    get.close()


def test_range_on_head_is_ignored(share: Share) -> None:
    response = share.get("/large.bin", "HEAD", range="bytes=0-9")
    assert (response.status, response.body_length()) == (200, len(LARGE))


KOREAN = "안녕하세요. 여름 여행 사진입니다.\n"


@pytest.mark.parametrize("times", [1, 5000], ids=["small", "large"])
@pytest.mark.parametrize(
    ("name", "encoding", "media_type"),
    [
        ("a.txt", "utf-8", "text/plain; charset=utf-8"),
        ("a.txt", "cp949", "text/plain; charset=euc-kr"),
        ("a.html", "cp949", "text/html; charset=euc-kr"),
        ("a.txt", "utf-16", "text/plain; charset=utf-16le"),
        ("a.txt", "iso2022_kr", "text/plain; charset=utf-8"),  # nothing but ASCII to look at; browsers refuse it
        ("a.txt", "johab", "text/plain"),  # browsers know it as little as we do
        ("a.json", "cp949", "application/json"),
        ("a.bin", "cp949", "application/octet-stream"),
    ],
)
def test_texts_of_every_age_say_which_letters_they_are_in(
    share: Share, name: str, encoding: str, media_type: str, times: int
) -> None:
    write(share.folder / name, (KOREAN * times).encode(encoding))
    for _ in range(2):
        response = share.get(f"/{name}")
        response.close()
        assert response.header("Content-Type") == media_type


@pytest.mark.point(87)
@pytest.mark.parametrize(
    ("query", "named"), [("download", True), ("download=1", True), ("a&download", True), ("x=download", False)]
)
def test_download_names_the_file(share: Share, query: str, named: bool) -> None:
    write(share.folder / '한글 "1".txt', b"x")
    response = share.get("/%ED%95%9C%EA%B8%80%20%221%22.txt?" + query)
    expected = "attachment; filename=\"__ _1_.txt\"; filename*=UTF-8''%ED%95%9C%EA%B8%80%20%221%22.txt"
    assert response.header("content-disposition") == (expected if named else None)
    assert share.get("/small.txt").header("content-disposition") is None


class TestValidators:
    """ETag and Last-Modified (RFC 9110 section 8.8)."""

    @pytest.mark.point(40)
    def test_a_file_of_this_moment_has_a_weak_tag_and_is_not_kept(self, tmp_path: Path) -> None:
        write(tmp_path / "new.txt", age=0)
        share = Share(tmp_path)
        etag = share.get("/new.txt").header("etag")
        assert etag is not None
        assert etag.startswith('W/"')
        assert not share.is_kept("/new.txt")
        assert share.status("/new.txt", if_none_match=etag) == 304
        assert share.status("/new.txt", range="bytes=0-1", if_range=etag) == 200

    def test_a_file_whose_change_is_new_is_not_kept_though_it_bears_an_old_date(self, tmp_path: Path) -> None:
        write(tmp_path / "copied.txt")
        share = Share(tmp_path)
        etag = share.get("/copied.txt").header("etag")
        assert etag is not None
        assert etag.startswith('"')
        assert not share.is_kept("/copied.txt")

    @pytest.mark.point(39)
    def test_a_date_ahead_is_never_later_than_now(self, share: Share) -> None:
        write(share.folder / "future.txt", age=-86400)
        text = share.get("/future.txt").header("last-modified")
        assert text is not None
        date = parse_http_date(text, 0)
        assert date is not None
        assert date <= time.time() + 10  # the test's clock goes ahead

    def test_a_date_before_the_epoch_is_written(self, share: Share) -> None:
        os.utime(write(share.folder / "old.txt"), (-1.5, -1.5))
        assert share.get("/old.txt").header("last-modified") == "Wed, 31 Dec 1969 23:59:58 GMT"

    @pytest.mark.point(40)
    @TWICE
    def test_a_changed_file_has_another_tag_at_once(self, share: Share, warm: bool) -> None:
        warmed(share, "/small.txt", warm=warm)
        before = share.get("/small.txt").header("etag")
        write(share.folder / "small.txt", SMALL[::-1], age=3000)
        after = share.get("/small.txt")
        assert after.header("etag") != before
        assert body_of(after) == SMALL[::-1]


class TestConditions:
    """The ladder of RFC 9110 section 13.2.2, fresh and kept."""

    @BOTH
    @TWICE
    def test_what_the_client_has_is_304(self, share: Share, target: str, content: bytes, warm: bool) -> None:
        warmed(share, target, warm=warm)
        plain = share.get(target)
        etag, date = plain.header("etag"), plain.header("last-modified")
        plain.close()
        assert etag
        assert date
        for fields in ({"if_none_match": etag}, {"if_none_match": "*"}, {"if_modified_since": date}):
            response = share.get(target, **fields)
            assert response.status == 304
            assert dict(response.headers) == {"ETag": etag, "Cache-Control": "no-cache"}
            assert response.body == b""

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"if_match": "*"}, 200),
            ({"if_match": '"other"'}, 412),
            ({"if_match": '"other", ETAG'}, 200),
            ({"if_match": "W/ETAG"}, 412),
            ({"if_none_match": '"other"'}, 200),
            ({"if_none_match": '"other", W/ETAG'}, 304),
            ({"if_none_match": '"other"', "if_modified_since": "DATE"}, 200),
            ({"if_unmodified_since": LONG_AGO}, 412),
            ({"if_unmodified_since": "DATE"}, 200),
            ({"if_unmodified_since": LONG_AGO, "if_match": "ETAG"}, 200),
            ({"if_modified_since": LONG_AGO}, 200),
            ({"if_modified_since": "yesterday"}, 200),
            ({"if_match": '"other"', "if_none_match": "ETAG"}, 412),
            ({"if_none_match": "ETAG", "range": "bytes=0-1"}, 304),
            ({"if_match": "ETAG", "range": "bytes=0-1"}, 206),
            ({"if_match": '"other"', "range": "bytes=0-1"}, 412),
        ],
    )
    @TWICE
    def test_the_ladder(self, share: Share, fields: dict[str, str], status: int, warm: bool) -> None:
        warmed(share, "/small.txt", warm=warm)
        plain = share.get("/small.txt")
        etag, date = plain.header("etag") or "", plain.header("last-modified") or ""
        given = {name: value.replace("ETAG", etag).replace("DATE", date) for name, value in fields.items()}
        assert share.status("/small.txt", **given) == status


class TestRanges:
    """RFC 9110 section 14, fresh and kept, in memory and from the descriptor."""

    @BOTH
    @TWICE
    @pytest.mark.parametrize("value", ["0-0", "5-9", "100-", "-7", "-999999999", "0-999999999", "0-" + "9" * 100])
    def test_a_single_range_is_206(self, share: Share, target: str, content: bytes, warm: bool, value: str) -> None:
        warmed(share, target, warm=warm)
        response = share.get(target, range=f"bytes={value}")
        first, last = self.meant(value, len(content))
        assert response.status == 206
        assert response.header("content-range") == f"bytes {first}-{last}/{len(content)}"
        assert response.body_length() == last - first + 1
        names = [name for name, _ in response.headers]
        assert names == ["Content-Type", "ETag", "Last-Modified", "Accept-Ranges", "Cache-Control", "Content-Range"]
        assert body_of(response) == content[first : last + 1]

    @staticmethod
    def meant(value: str, size: int) -> tuple[int, int]:
        first, _, last = value.partition("-")
        if not first:
            return max(size - int(last), 0), size - 1
        return int(first), min(int(last or size - 1), size - 1)

    @BOTH
    @TWICE
    def test_several_ranges_are_multipart(self, share: Share, target: str, content: bytes, warm: bool) -> None:
        warmed(share, target, warm=warm)
        response = share.get(target, range="bytes=0-9, 500-509, -5")
        media_type = response.header("content-type") or ""
        length = response.body_length()
        body = body_of(response)
        assert response.status == 206
        assert response.header("content-range") is None
        assert length == len(body)
        assert media_type.startswith("multipart/byteranges; boundary=")
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
            f"Content-Type: {media_type}\r\n\r\n".encode() + body
        )
        assert not message.defects
        size = len(content)
        assert [part["Content-Range"] for part in message.iter_parts()] == [
            f"bytes 0-9/{size}",
            f"bytes 500-509/{size}",
            f"bytes {size - 5}-{size - 1}/{size}",
        ]
        assert b"\r\n\r\n" + content[:10] + b"\r\n--" in body
        assert b"\r\n\r\n" + content[-5:] + b"\r\n--" in body

    @pytest.mark.parametrize(
        "value", ["bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=", "bytes=0-1,x", "bytes=" + "0-0," * 99]
    )
    def test_what_is_no_range_is_ignored(self, share: Share, value: str) -> None:
        response = share.get("/small.txt", range=value)
        assert response.status == 200
        assert body_of(response) == SMALL

    @pytest.mark.parametrize("value", [f"{len(SMALL)}-", "999999-9999999", "-0", "9" * 100 + "-"])
    def test_an_unsatisfiable_range_is_416_with_the_size(self, share: Share, value: str) -> None:
        with pytest.raises(HTTPError) as refusal:
            share.get("/small.txt", range=f"bytes={value}")
        assert refusal.value.status == 416
        assert refusal.value.headers == (("Content-Range", f"bytes */{len(SMALL)}"),)

    def test_of_an_empty_file_a_start_is_416_and_an_end_is_200(self, share: Share) -> None:
        assert share.status("/empty.txt", range="bytes=0-") == 416
        response = share.get("/empty.txt", range="bytes=-5")
        assert (response.status, body_of(response)) == (200, b"")
        assert share.status("/empty.txt") == 200

    @pytest.mark.parametrize(
        ("condition", "status"),
        [("ETAG", 206), ("DATE", 206), ('"other"', 200), ("W/ETAG", 200), (LONG_AGO, 200), ("garbage", 200)],
    )
    @TWICE
    def test_if_range_must_match_exactly(self, share: Share, condition: str, status: int, warm: bool) -> None:
        warmed(share, "/large.bin", warm=warm)
        plain = share.get("/large.bin", "HEAD")
        value = condition.replace("ETAG", plain.header("etag") or "").replace(
            "DATE", plain.header("last-modified") or ""
        )
        assert share.status("/large.bin", range="bytes=0-1", if_range=value) == status
        assert share.status("/large.bin", if_range=value) == 200

    @pytest.mark.point(55, 56)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.integers(0, 1100), st.integers(0, 1100)), min_size=1, max_size=5))
    def test_any_ranges_give_exactly_their_bytes(self, share: Share, pairs: list[tuple[int, int]]) -> None:
        value = ",".join(f"{first}-{last}" for first, last in pairs)
        try:
            response = share.get("/small.txt", range=f"bytes={value}")
        except HTTPError as error:
            refused = error.status
            assert refused == 416
            assert all(first >= len(SMALL) for first, _ in pairs)
            return
        length, body = response.body_length(), body_of(response)
        assert length == len(body)
        if response.status == 200:
            assert body == SMALL
        for first, last in re.findall(rb"bytes ([0-9]+)-([0-9]+)/", body) if b"Content-Range" in body else ():
            assert SMALL[int(first) : int(last) + 1] in body


class TestChanges:
    """What happens on the disk between two requests, or between the look and the last byte."""

    @BOTH
    def test_a_replaced_file_is_seen_at_the_next_request(self, share: Share, target: str, content: bytes) -> None:
        warmed(share, target, warm=True)
        write(share.folder / "other", content[::-1]).replace(share.folder / target[1:])
        assert body_of(share.get(target)) == content[::-1]

    @BOTH
    def test_a_deleted_file_is_404_at_the_next_request(self, share: Share, target: str, content: bytes) -> None:
        warmed(share, target, warm=True)
        (share.folder / target[1:]).unlink()
        assert share.status(target) == 404

    @pytest.mark.parametrize("name", ["small.txt", "large.bin"])
    def test_a_folder_moved_out_behind_a_link_is_404_at_the_next_request(
        self, share: Share, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        write(share.folder / "sub" / name, SMALL if name == "small.txt" else LARGE)
        let_time_pass(monkeypatch)
        warmed(share, f"/sub/{name}", warm=True)
        outside = tmp_path_factory.mktemp("outside") / "sub"
        (share.folder / "sub").rename(outside)
        (share.folder / "sub").symlink_to(outside)
        assert share.status(f"/sub/{name}") == 404

    def test_a_link_that_leads_elsewhere_is_seen_at_the_next_request(
        self, share: Share, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for release in ("1", "2"):
            write(share.folder / release / "a.txt", release.encode())
        let_time_pass(monkeypatch)
        current = share.folder / "current"
        current.symlink_to("1")
        assert body_of(share.get("/current/a.txt")) == b"1"
        current.unlink()
        current.symlink_to("2")
        assert body_of(share.get("/current/a.txt")) == b"2"

    @pytest.mark.fault("changing-files")
    def test_a_large_file_replaced_while_it_is_sent_keeps_its_bytes(self, share: Share) -> None:
        response = share.get("/large.bin")
        write(share.folder / "other", b"new").replace(share.folder / "large.bin")
        assert response.body_length() == len(LARGE)
        assert body_of(response) == LARGE
        assert body_of(share.get("/large.bin")) == b"new"

    def test_a_kept_large_file_replaced_between_look_and_open_is_the_new_one(
        self, share: Share, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        warmed(share, "/large.bin", warm=True)
        real_open = os.open
        swapped: list[Path] = []

        def swap_then_open(path: str, flags: int, *, dir_fd: int | None = None) -> int:
            if not swapped:
                swapped.append(write(share.folder / "other", LARGE[::-1]).replace(share.folder / "large.bin"))
            return real_open(path, flags, dir_fd=dir_fd)

        monkeypatch.setattr(os, "open", swap_then_open)
        response = share.get("/large.bin")
        monkeypatch.undo()
        assert body_of(response) == LARGE[::-1]

    def test_a_file_that_shrinks_while_parts_are_sent_ends_early(self, share: Share) -> None:
        response = share.get("/large.bin", range=f"bytes=0-9,{len(LARGE) - 5000}-")
        length = response.body_length()
        os.truncate(share.folder / "large.bin", 100)
        assert length is not None
        assert len(body_of(response)) < length

    def test_a_small_file_that_changes_while_it_is_read_is_sent_from_its_descriptor(
        self, share: Share, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real_read = read_at

        def grow_then_read(descriptor: int, size: int, offset: int) -> bytes:
            with (share.folder / "small.txt").open("ab") as file:
                file.write(b"more")
            return real_read(descriptor, size, offset)

        monkeypatch.setattr(files, "read_at", grow_then_read)
        response = share.get("/small.txt")
        assert isinstance(response.body, FileSlice)
        assert body_of(response) == SMALL

    def test_a_file_made_unreadable_is_asked_for_again(self, share: Share) -> None:
        warmed(share, "/small.txt", warm=True)
        (share.folder / "small.txt").chmod(0)
        assert not share.is_kept("/small.txt")


def test_what_is_kept_is_bounded(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "KEPT_FILES", 3)
    for number in range(5):
        write(share.folder / f"{number}.txt")
    let_time_pass(monkeypatch)
    for number in range(5):
        share.get(f"/{number}.txt")
    assert [share.is_kept(f"/{number}.txt") for number in range(5)] == [False, False, True, True, True]


def test_the_layers_may_change_a_response_and_not_the_next_one(share: Share) -> None:
    for fields in ({}, {"if_none_match": "*"}):
        first = share.get("/small.txt", **fields)
        first.headers.append(("X-Added", "by a layer"))
        assert share.get("/small.txt", **fields).header("x-added") is None
