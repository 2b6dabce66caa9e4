"""The records, read back by Python's own zipfile: each field means what it should."""

import io
import os
import time
import zipfile
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shareapp.server.content import zipformat
from shareapp.server.content.zipformat import Member, central_header, descriptor, end_records, local_header
from tests.support.trees import UNDECODABLE

NOON = int(datetime(2024, 9, 12, 14, 2, 10, tzinfo=UTC).timestamp())


def pack(*members: Member, content: bytes = b"") -> bytes:
    """An archive of members that all have ``content``."""
    crc = zlib.crc32(content)
    data, directory = bytearray(), bytearray()
    for member in members:
        directory += central_header(member, crc, len(data))
        data += local_header(member, crc) + content + descriptor(member, crc)
    return bytes(data + directory + end_records(len(members), len(data), len(directory)))


def read(archive: bytes) -> zipfile.ZipFile:
    opened = zipfile.ZipFile(io.BytesIO(archive))
    assert opened.testzip() is None
    return opened


def member(path: str = "a.txt", size: int = 5, modified: int = NOON, *, deferred: bool = False) -> Member:
    return Member(path, size, modified, deferred, 0)


@pytest.mark.parametrize("deferred", [False, True])
def test_content_names_and_kinds_are_read_back(*, deferred: bool) -> None:
    archive = read(
        pack(member("폴더/사진 😀.jpg", deferred=deferred), member("plain", deferred=deferred), content=b"bytes")
    )
    assert archive.namelist() == ["폴더/사진 😀.jpg", "plain"]
    for info in archive.infolist():
        assert archive.read(info) == b"bytes"
        assert info.compress_type == zipfile.ZIP_STORED
        assert bool(info.flag_bits & 0x08) is deferred
        assert info.external_attr >> 16 == 0o100644
    (folder,) = read(pack(member("folder/", 0))).infolist()
    assert folder.is_dir()
    assert folder.external_attr >> 16 == 0o040755


def test_a_name_that_is_no_text_keeps_its_bytes() -> None:
    (info,) = read(pack(member(UNDECODABLE, 0))).infolist()
    assert info.filename.encode("cp437") == os.fsencode(UNDECODABLE)
    assert not info.flag_bits & 0x800


def test_no_name_leads_out_of_the_folder_on_windows() -> None:
    (info,) = read(pack(member("..\\..\\evil.exe", 0))).infolist()
    assert info.filename == "..＼..＼evil.exe"


@given(st.integers(min_value=-(1 << 40), max_value=1 << 40))
@example(0)
@example(zipformat._LAST_SECOND)
@example((1 << 31) - 1)
@example(1 << 31)
def test_any_time_of_change_is_written_as_near_as_the_format_allows(modified: int) -> None:
    (info,) = read(pack(member(size=0, modified=modified))).infolist()
    if 315_619_200 <= modified <= zipformat._LAST_SECOND:
        assert abs(time.mktime((*info.date_time, 0, 0, -1)) - modified) <= 3602  # an hour that a clock shows twice
    else:
        assert info.date_time[0] in {1979, 1980, 2107}
    fits = -(1 << 31) <= modified < 1 << 31
    assert info.extra == (b"UT\x05\x00\x01" + modified.to_bytes(4, "little", signed=True) if fits else b"")


def test_sizes_and_offsets_beyond_32_bits_are_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipformat, "WIDE", 1000)
    content = b"x" * 1000
    archive = pack(member("one", 1000, deferred=True), member("two", 1000, deferred=True), content=content)
    assert b"PK\6\6" in archive
    opened = read(archive)
    assert [info.file_size for info in opened.infolist()] == [1000, 1000]
    assert opened.read("two") == content
    assert {info.create_version for info in opened.infolist()} == {45}
    assert {info.extract_version for info in opened.infolist()} == {45}


@pytest.mark.parametrize(
    ("count", "offset", "size", "wide"),
    [
        (0xFFFE, 0xFFFF_FFFE, 0xFFFF_FFFE, False),
        (0xFFFF, 0, 0, True),
        (0, 0xFFFF_FFFF, 0, True),
        (0, 0, 0xFFFF_FFFF, True),
    ],
)
def test_the_end_is_wide_from_the_first_value_that_does_not_fit(
    count: int, offset: int, size: int, *, wide: bool
) -> None:
    end = end_records(count, offset, size)
    assert len(end) == (98 if wide else 22)
    assert (b"PK\6\6" in end) is wide


def test_a_true_wide_member_has_the_fields_of_the_standard() -> None:
    large = member("film", 1 << 33, deferred=True)
    assert local_header(large, 0)[-29:-9] == b"\x01\x00\x10\x00" + bytes(16)
    assert local_header(large, 0)[18:26] == b"\xff" * 8
    assert descriptor(large, 7) == b"PK\x07\x08\x07\x00\x00\x00" + (1 << 33).to_bytes(8, "little") * 2
    header = central_header(large, 7, 1 << 34)
    assert header[46 + 4 :][:28] == b"\x01\x00\x18\x00" + b"".join(
        value.to_bytes(8, "little") for value in (1 << 33, 1 << 33, 1 << 34)
    )


def test_more_members_than_16_bits_count_are_read_back() -> None:
    members = [member(f"{number}", 0) for number in range(0xFFFF)]
    assert len(read_names(pack(*members))) == 0xFFFF


def read_names(archive: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(archive)).namelist()
