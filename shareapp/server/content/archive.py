"""One folder, or some of what is in it, as a ZIP archive that is written while it is read.

The plan comes first: which files, of which size and version. It gives the exact length and the entity tag, so that a
broken download goes on where it was, and it is all that is held in memory. The bytes are made from it for any range,
and a file that is no longer what the plan saw ends the transfer: whoever knows the length sees that it is cut, and
nobody takes a broken archive for a good one.

CRC-32 is what makes ranges dear, for the directory at the end holds the sums of files that a resumed download skips.
So the sums are remembered, those of half-read files as well: after a break the transfer goes on at once. When they are
forgotten (a restart, more than ``KEPT_CHECKSUMS`` files since) the skipped bytes are read again, at the disk's speed,
but only by a range that holds a record with their sum.
"""

import os
import stat
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

from shareapp.server.content.entries import status_for_visitor
from shareapp.server.content.files import is_settled
from shareapp.server.content.paths import Directory, Root, identity
from shareapp.server.content.zipformat import (
    NAME_BYTES,
    Member,
    central_header,
    descriptor,
    end_records,
    local_header,
)
from shareapp.server.errors import HTTPError
from shareapp.server.limits import KIB, MIB
from shareapp.server.message import read_at
from shareapp.server.wire.conditions import EntityTag

PIECE_BYTES = 1 * MIB  # of a file at once; one that fits is read before its header is written
KEPT_CHECKSUMS = 65_536  # about 16 MiB

_GATHERED_BYTES = 256 * KIB
_JOINED_BYTES = 64 * KIB  # of a small file are copied, to leave together with its header
_ABSENT = {403, 404}  # denied is as good as gone: who comes by the page cannot enter such a folder either
_LONGEST_PATH = NAME_BYTES // 4  # in characters; UTF-8 takes four bytes at most for each


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Archive:
    """What an archive will consist of, seen at one moment."""

    root: Root
    folder: tuple[str, ...]  # names below the root
    members: tuple[Member, ...]
    offsets: "array[int]"  # of the members and, the last one, of the directory
    length: int  # bytes of the whole archive
    etag: EntityTag  # weak while a file may still change without a new time

    @property
    def directory_offset(self) -> int:
        """Where the directory begins, behind the last member."""
        return self.offsets[-1]


def plan(folder: Directory, chosen: Collection[str] = (), limit: int = 100_000) -> Archive:
    """The archive of ``folder``, or of what bears one of the names ``chosen`` in it. ``folder`` stays the caller's.

    It holds what a visitor could open one by one: the same rules for links and hidden names, and nothing that the
    system denies. Raises HTTPError 404 when a chosen name is not there, 422 for more than ``limit`` members, and like
    ``Root.open``.
    """
    survey = _Survey(folder, limit)
    survey.visit(chosen)
    digest = blake2b(digest_size=16)
    offset = directory_bytes = 0
    offsets = array("Q", [0])
    for member in survey.members:
        # Whatever the archive says of the member is in here, the place as well.
        header = central_header(member, 0, offset)
        digest.update(header + member.version.to_bytes(8, "little", signed=True))
        directory_bytes += len(header)
        offset += stored_bytes(member)
        offsets.append(offset)
    return Archive(
        folder.root,
        folder.names,
        tuple(survey.members),
        offsets,
        offset + directory_bytes + len(end_records(len(survey.members), offset, directory_bytes)),
        EntityTag(digest.hexdigest(), weak=not survey.settled),
    )


def stored_bytes(member: Member) -> int:
    """How long the member is in the archive, its headers included."""
    return len(local_header(member, 0)) + member.size + len(descriptor(member, 0))


class _Survey:
    """A walk through the folders, each one's members in the order of their names, so that the same tree gives the same
    archive whatever the order on the disk."""

    def __init__(self, top: Directory, limit: int) -> None:
        self._top = top
        self._limit = limit
        self.members: list[Member] = []
        self.settled = True

    def visit(self, chosen: Collection[str]) -> None:
        """Find all members."""
        folders = self._enter(self._top, "", chosen)
        waiting: list[tuple[str, tuple[tuple[int, int], ...]]] = [(path, (_mark(self._top),)) for path in folders]
        while waiting:
            path, above = waiting.pop()
            folder = self._open(path)
            if folder is None:
                continue
            try:
                if (mark := _mark(folder)) not in above:  # a link may lead to a folder that it is in
                    waiting += [(inner, (*above, mark)) for inner in self._enter(folder, path)]
            except HTTPError as error:
                if error.status not in _ABSENT:
                    raise
            finally:
                folder.close()

    def _open(self, path: str) -> Directory | None:
        try:
            opened = self._top.root.open((*self._top.names, *path.split("/")))
        except HTTPError as error:
            if error.status in _ABSENT:
                return None
            raise
        if isinstance(opened, Directory):
            return opened
        opened.close()  # a file took its place
        return None

    def _enter(self, folder: Directory, path: str, chosen: Collection[str] = ()) -> list[str]:
        """Take the folder at ``path`` and its files; the paths of folders in it, the last one first."""
        prefix = f"{path}/" if path else ""
        found: list[Member] = []
        folders: list[str] = []
        for entry in folder.visible():
            if chosen and entry.name not in chosen:
                continue
            status = _status(entry, folder.path)
            if status is None:
                continue
            if stat.S_ISDIR(status.st_mode):
                folders.append(prefix + entry.name)
            else:
                found.append(_file_member(prefix + entry.name, status))
                self.settled = self.settled and is_settled(status)
            self._check(prefix + entry.name, len(self.members) + len(found) + len(folders))
        if chosen and len(found) + len(folders) < len(set(chosen)):
            raise HTTPError(404)
        if path:
            self.members.append(Member(prefix, 0, _seconds(folder.stat), deferred=False, version=0))
        self.members += sorted(found)
        self._check(path, len(self.members))
        return sorted(folders, reverse=True)

    def _check(self, path: str, members: int) -> None:
        if members > self._limit or len(path) > _LONGEST_PATH:
            raise HTTPError(422, "too much for one archive")


def _status(entry: os.DirEntry[str], folder: str) -> os.stat_result | None:
    status = status_for_visitor(entry, folder)
    if status is None or os.name != "nt":
        return status
    try:
        return os.stat(entry.path)  # noqa: PTH116 - what a folder knows of its files lacks their numbers on Windows
    except OSError:
        return None


def _file_member(path: str, status: os.stat_result) -> Member:
    size = status.st_size
    return Member(path, size, _seconds(status), size > PIECE_BYTES, hash(identity(status)))


def _seconds(status: os.stat_result) -> int:
    return status.st_mtime_ns // 1_000_000_000


def _mark(folder: Directory) -> tuple[int, int]:
    return folder.stat.st_dev, folder.stat.st_ino


class Checksums:
    """How far the CRC-32 of files is known, by their versions. May be used by many threads: each step on ``_kept`` is
    one atomic operation, and losing a race costs reading again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[int, int]] = OrderedDict()

    def find(self, version: int) -> "Checksum":
        """What is known of this version, nothing perhaps."""
        return Checksum(*self._kept.get(version, (0, 0)))

    def keep(self, version: int, checksum: "Checksum") -> None:
        """Remember it, unless more is known already."""
        if checksum.position <= self._kept.get(version, (0, 0))[0]:
            return
        self._kept[version] = (checksum.position, checksum.crc)
        if len(self._kept) > KEPT_CHECKSUMS:
            self._kept.popitem(last=False)


@dataclass(slots=True)
class Checksum:
    """The CRC-32 of the bytes before ``position``."""

    position: int
    crc: int

    def add(self, piece: bytes) -> None:
        """Go on over ``piece``, the bytes at ``position``."""
        self.crc = crc32(piece, self.crc)
        self.position += len(piece)


class _Changed(Exception):
    """A file is not what the plan saw, or nobody waits for the sum of what is skipped."""


class ArchiveBytes:
    """The bytes of a planned archive. For one response; ``is_wanted`` is asked while nothing is sent."""

    def __init__(self, archive: Archive, checksums: Checksums, is_wanted: Callable[[], bool] = lambda: True) -> None:
        self._archive = archive
        self._members = archive.members
        self._checksums = checksums
        self._is_wanted = is_wanted
        self._crcs = array("q", [-1]) * len(archive.members)  # -1: not known

    def read(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes from ``first`` to ``last``, both included. Ends before when a file is not what the plan saw."""
        try:
            yield from _gathered(self._pieces(first, last + 1))
        except (_Changed, HTTPError, OSError):  # changed, gone, or on a disk that was pulled out
            return  # the sender misses bytes and breaks the connection off (RFC 9112 section 8)

    def _pieces(self, start: int, stop: int) -> Generator[bytes, None, None]:
        offsets = self._archive.offsets
        for index in range(bisect_right(offsets, start) - 1, len(self._members)):
            begin, end = offsets[index], offsets[index + 1]
            yield from self._stored(index, max(start - begin, 0), min(stop, end) - begin)
            if end >= stop:
                return
        yield from self._directory(start, stop)

    def _directory(self, start: int, stop: int) -> Iterator[bytes]:
        position = begin = self._archive.directory_offset
        for index, (member, offset) in enumerate(zip(self._members, self._archive.offsets, strict=False)):
            crc = self._crcs[index]
            header = central_header(member, max(crc, 0), offset)
            if position < stop and position + len(header) > start:  # only then the sum is worth its price
                if crc < 0:
                    header = central_header(member, self._crc(index), offset)
                yield header[max(start - position, 0) : stop - position]
            position += len(header)
        if position < stop:
            end = end_records(len(self._members), begin, position - begin)
            yield end[max(start - position, 0) : stop - position]

    def _stored(self, index: int, start: int, stop: int) -> Iterator[bytes]:
        """A part of one member, counted from its header."""
        member = self._members[index]
        if not member.deferred:
            for piece in self._whole(index):
                yield piece[max(start, 0) : max(stop, 0)]
                start, stop = start - len(piece), stop - len(piece)
            return
        header = local_header(member, 0)
        begin, end = len(header), len(header) + member.size
        if start < begin:
            yield header[start:stop]
        if start < end and stop > begin:
            yield from self._data(index, max(start - begin, 0), min(stop - begin, member.size))
        if stop > end:
            yield descriptor(member, self._crc(index))[max(start - end, 0) : stop - end]

    def _whole(self, index: int) -> tuple[bytes, bytes]:
        """A folder's header, or a small file's with the file, of which only the beginning is worth a copy."""
        member = self._members[index]
        if member.path.endswith("/"):
            return local_header(member, 0), b""
        with self._opened(member) as file:
            first = read_at(file, min(member.size + 1, _JOINED_BYTES), 0)
            left = member.size + 1 - len(first) if len(first) == _JOINED_BYTES else 0
            rest = read_at(file, left, len(first)) if left else b""
        if len(first) + len(rest) != member.size:
            raise _Changed
        self._crcs[index] = crc = crc32(rest, crc32(first))
        return local_header(member, crc) + first, rest

    def _data(self, index: int, start: int, stop: int) -> Iterator[bytes]:
        """A part of a large file. Its sum grows along where the known part ends."""
        member = self._members[index]
        with self._opened(member) as file, self._summing(index, file) as checksum:
            if stop == member.size:  # the sum comes next: rather read what is skipped now than all of it then
                self._catch_up(file, checksum, start)
            while start < stop:
                known = checksum.position
                piece = _read(file, start, min(stop, known) if start < known else stop)
                if start == known:
                    checksum.add(piece)
                start += len(piece)
                yield piece

    def _crc(self, index: int) -> int:
        """The member's CRC-32, its file read when need be."""
        member = self._members[index]
        if self._crcs[index] >= 0:
            return self._crcs[index]
        checksum = self._checksums.find(member.version)
        if checksum.position < member.size:
            with self._opened(member) as file, self._summing(index, file) as checksum:
                self._catch_up(file, checksum, member.size)
        return checksum.crc

    def _catch_up(self, file: int, checksum: Checksum, position: int) -> None:
        while checksum.position < position:
            if not self._is_wanted():
                raise _Changed
            checksum.add(_read(file, checksum.position, position))

    @contextmanager
    def _opened(self, member: Member) -> Iterator[int]:
        """A descriptor of the member's file, which is what the plan saw before and after."""
        archive = self._archive
        opened = archive.root.open((*archive.folder, *member.path.split("/")))
        try:
            if isinstance(opened, Directory) or not _is(opened.descriptor, member):
                raise _Changed
            yield opened.descriptor
            if not _is(opened.descriptor, member):
                raise _Changed
        finally:
            opened.close()

    @contextmanager
    def _summing(self, index: int, file: int) -> Iterator[Checksum]:
        """What is known of the member's sum, and in the end what has become known."""
        member = self._members[index]
        checksum = self._checksums.find(member.version)
        try:
            yield checksum
        finally:
            if checksum.position == member.size:
                self._crcs[index] = checksum.crc
            if _is(file, member) and is_settled(os.fstat(file)):
                self._checksums.keep(member.version, checksum)


def _is(file: int, member: Member) -> bool:
    return hash(identity(os.fstat(file))) == member.version


def _read(file: int, start: int, stop: int) -> bytes:
    """At least one byte, and at most a piece."""
    piece = read_at(file, min(PIECE_BYTES, stop - start), start)
    if not piece:
        raise _Changed
    return piece


def _gathered(pieces: Generator[bytes, None, None]) -> Iterator[bytes]:
    """Small pieces joined to what is worth a system call."""
    waiting: list[bytes] = []
    length = 0
    with closing(pieces):
        for piece in pieces:
            if waiting and length + len(piece) > _GATHERED_BYTES:
                yield b"".join(waiting)
                waiting.clear()
                length = 0
            waiting.append(piece)
            length += len(piece)
        yield b"".join(waiting)
