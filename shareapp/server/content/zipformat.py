"""The records of a ZIP archive as bytes, and nothing else. Sections are those of PKWARE's APPNOTE 6.3.10.

Files are stored, not compressed (method 0): photos and films do not get smaller, and the length of the archive is known
before the first byte. Zip64 fields are written only where a value needs them, so that old readers take what they can.
"""

import os
import struct
import time
from typing import Final, NamedTuple

WIDE: Final = 0xFFFF_FFFF  # from here on sizes and offsets stand in Zip64 fields (section 4.4.1.4)
MANY: Final = 0xFFFF  # from here on the number of members does
NAME_BYTES: Final = 0xFFFF  # a name's length is a field of two bytes (section 4.4.10)

_MAX_32, _MAX_16 = 0xFFFF_FFFF, 0xFFFF
_PLAIN_VERSION, _WIDE_VERSION = 20, 45  # section 4.4.3.2
_MADE_BY: Final = 3 << 8 | _WIDE_VERSION  # Unix (section 4.4.2.2): names with "/", modes in the external attributes
_DEFERRED: Final = 1 << 3  # CRC and sizes follow the data (section 4.4.4)
_UTF8: Final = 1 << 11
_FILE_ATTRIBUTES: Final = 0o100644 << 16
_FOLDER_ATTRIBUTES: Final = 0o040755 << 16 | 0x10  # and the folder bit of MS-DOS

_LOCAL: Final = struct.Struct("<4s5H3L2H")  # section 4.3.7
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")  # section 4.3.12
_DESCRIPTOR, _WIDE_DESCRIPTOR = struct.Struct("<4s3L"), struct.Struct("<4sL2Q")  # section 4.3.9
_WIDE_END: Final = struct.Struct("<4sQ2H2L4Q")  # section 4.3.14
_WIDE_END_LOCATOR: Final = struct.Struct("<4sLQL")  # section 4.3.15
_END: Final = struct.Struct("<4s4H2LH")  # section 4.3.16
_TIMESTAMP: Final = struct.Struct("<2HBl")  # Info-ZIP's "UT" (section 4.6.1): the time of modification in UTC

_FIRST_DATE: Final = 1 << 5 | 1  # 1980-01-01
_LAST_SECOND: Final = 4_354_646_400  # 2107-12-30: the field's last year, wherever on earth


class Member(NamedTuple):
    """One file or folder of an archive."""

    path: str  # names below the archive's top as the disk has them, "/" between, and at the end of a folder's
    size: int  # bytes
    modified: int  # seconds since the epoch
    deferred: bool  # the CRC-32 follows the data, as it is not known before; else it stands in the header
    version: int  # tells this version of the file from others; not written


def local_header(member: Member, crc: int) -> bytes:
    """What stands before the member's data. ``crc`` counts only when it is not deferred."""
    name, flags = _encode(member.path)
    size, extra = member.size, _timestamp(member)
    if member.deferred:
        flags, crc, size = flags | _DEFERRED, 0, 0
    if member.size >= WIDE:
        size, extra = _MAX_32, _wide_extra(0, 0) + extra
    fields = (
        _version_needed(member.size),
        flags,
        0,
        *_dos_time(member.modified),
        crc,
        size,
        size,
        len(name),
        len(extra),
    )
    return _LOCAL.pack(b"PK\3\4", *fields) + name + extra


def descriptor(member: Member, crc: int) -> bytes:
    """What stands behind the data of a deferred member, nothing behind another's."""
    if not member.deferred:
        return b""
    record = _WIDE_DESCRIPTOR if member.size >= WIDE else _DESCRIPTOR
    return record.pack(b"PK\7\x08", crc, member.size, member.size)


def central_header(member: Member, crc: int, offset: int) -> bytes:
    """The member's line in the directory at the end; ``offset`` is where its local header stands."""
    name, flags = _encode(member.path)
    size, wide = member.size, list[int]()
    version = _version_needed(max(size, offset))
    if size >= WIDE:
        wide += size, size
        size = _MAX_32
    if offset >= WIDE:
        wide.append(offset)
        offset = _MAX_32
    extra = (_wide_extra(*wide) if wide else b"") + _timestamp(member)
    flags |= _DEFERRED if member.deferred else 0
    attributes = _FOLDER_ATTRIBUTES if name.endswith(b"/") else _FILE_ATTRIBUTES
    fields = (_MADE_BY, version, flags, 0, *_dos_time(member.modified), crc, size, size)
    return _CENTRAL.pack(b"PK\1\2", *fields, len(name), len(extra), 0, 0, 0, attributes, offset) + name + extra


def end_records(count: int, offset: int, size: int) -> bytes:
    """The end of an archive with ``count`` members, whose directory of ``size`` bytes stands at ``offset``."""
    end = _END.pack(
        b"PK\5\6", 0, 0, min(count, _MAX_16), min(count, _MAX_16), min(size, _MAX_32), min(offset, _MAX_32), 0
    )
    if count < MANY and offset < WIDE and size < WIDE:
        return end
    length = _WIDE_END.size - 12  # without the signature and this field
    versions = (_MADE_BY, _WIDE_VERSION)
    record = _WIDE_END.pack(b"PK\6\6", length, *versions, 0, 0, count, count, size, offset)
    return record + _WIDE_END_LOCATOR.pack(b"PK\6\7", 0, offset + size, 1) + end


def _version_needed(largest: int) -> int:
    return _WIDE_VERSION if largest >= WIDE else _PLAIN_VERSION


def _encode(path: str) -> tuple[bytes, int]:
    """The name's bytes and the flag that says how to read them.

    A backslash, a letter like others here, would be a separator on Windows and lead out of the folder there: its wide
    form stands for it. Bytes that are no text (PEP 383) are written as they are, without the flag.
    """
    path = path.replace("\\", "\uff3c")
    try:
        return path.encode(), _UTF8
    except UnicodeEncodeError:
        return os.fsencode(path), 0


def _wide_extra(*values: int) -> bytes:
    """The Zip64 extra field (section 4.5.3)."""
    return struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values)


def _timestamp(member: Member) -> bytes:
    if not -(1 << 31) <= member.modified < 1 << 31:
        return b""
    return _TIMESTAMP.pack(0x5455, 5, 1, member.modified)


def _dos_time(modified: int) -> tuple[int, int]:
    """Time and date as MS-DOS writes them (section 4.4.6): local time in steps of two seconds, from 1980 on."""
    year, month, day, hour, minute, second, *_ = time.localtime(min(max(modified, 0), _LAST_SECOND))
    if year < 1980:
        return 0, _FIRST_DATE
    return hour << 11 | minute << 5 | min(second, 59) // 2, (year - 1980) << 9 | month << 5 | day
