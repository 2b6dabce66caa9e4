"""Requests that are nearly right: seeds, damaged in a few places, one to three on a connection."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

_TOKENS: Final = (
    b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b";", b",", b"%", b"%00", b"%2f", b"%5c", b"%2e%2e", b"..", b"../",
    b"/", b"//", b"\\", b"?", b"#", b"&", b"=", b'"', b"*", b"\x7f", b"\x80", b"\xff", b"\xed\xa0\x80", b"%ED%A0%80",
    b"%C0%AE", b"%25%32%65", b"canary", b"localhost", b"[::1]", b"HTTP/1.0", b"HTTP/2.0", b"chunked", b"close",
    b"keep-alive", b"-1", b"0", b"18446744073709551616", b"99999999999999999999", b"0x10", b"1e9", b"NaN", b"--b",
)  # fmt: skip
_LINES: Final = (
    b"Content-Length: 0", b"Content-Length: 5", b"Content-Length: 99999999", b"Transfer-Encoding: chunked",
    b"Connection: close", b"Connection: keep-alive", b"Expect: 100-continue", b"Expect: 200-ok", b"Host: localhost",
    b"Host: evil.example", b"Range: bytes=0-0,2-2", b"Range: bytes=-0", b"If-None-Match: *", b"If-Match: *",
    b"Accept: application/json", b"Accept: text/html", b"Accept-Language: ko", b"Origin: http://evil.example",
    b"Sec-Fetch-Site: same-origin", b"Upgrade: websocket", b"Content-Encoding: gzip", b"Tus-Resumable: 1.0.0",
    b"X-HTTP-Method-Override: DELETE", b"Destination: /x", b"Depth: infinity", b"Referer: /", b"Cookie: a=b",
    b"Content-Type: multipart/form-data; boundary=b", b"Content-Disposition: form-data; filename=../../canary",
)  # fmt: skip
_WORDS: Final = (
    *b"a.txt folder sub cgi-bin echo echo.txt canary .hidden link linked new.txt %2e%2e .. . ~ ~login".split(),
    *b"large.bin %ED%95%9C%EA%B8%80.txt zip name upload rename delete new-folder manage thumbnail download".split(),
    *b"sort gzip text html json bytes none identity utf-8 %F0%9F%98%80 CON a:b a%00b multipart form-data".split(),
    *b"Basic 5 1.0.0 ~key".split(),
    *(b"", b"0" * 32, b"a" * 300, b"%EA%B0%80" * 90),
)
_METHODS: Final = (
    b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"TRACE", b"CONNECT", b"MOVE", b"get",
)  # fmt: skip
_WORD: Final = re.compile(rb"[A-Za-z0-9._~%-]+")
_NUMBER: Final = re.compile(rb"[0-9]+")


class Mutator:
    """Everything it makes follows from ``seed``."""

    def __init__(self, seeds: Sequence[bytes], seed: int) -> None:
        self._seeds = seeds
        self._random = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        self._damages: tuple[Callable[[bytes], bytes], ...] = (
            self._flip, self._insert, self._insert, self._delete, self._repeat, self._number, self._number, self._line,
            self._line, self._line, self._method, self._method, self._word, self._word, self._word, self._word,
            self._encode, self._splice, self._swap, self._cut,
        )  # fmt: skip

    def next(self) -> list[bytes]:
        """What to send on the next connection, in the pieces to send it in."""
        data = b"".join(self._damaged() for _ in range(self._random.choice((1, 1, 1, 2, 3))))
        if self._random.random() < 0.7 or len(data) < 2:
            return [data]
        at = self._random.randrange(1, len(data))
        return [data[:at], data[at:]]

    def _damaged(self) -> bytes:
        data = self._random.choice(self._seeds)
        for _ in range(self._random.choice((0, 1, 1, 1, 2, 4))):
            data = self._random.choice(self._damages)(data)
        return data

    def _place(self, data: bytes) -> int:
        """Somewhere; more often in the first line, where most is decided."""
        end = data.find(b"\r\n") if self._random.random() < 0.4 else len(data)
        return self._random.randrange((end if end > 0 else len(data)) + 1)

    def _slice(self, data: bytes) -> tuple[int, int]:
        at = self._place(data)
        return at, min(len(data), at + self._random.choice((1, 1, 2, 3, 8, 40)))

    def _flip(self, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + bytes((self._random.randrange(256),)) + data[at + 1 :]

    def _insert(self, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + self._random.choice(_TOKENS) * self._random.choice((1, 1, 1, 2, 30)) + data[at:]

    def _delete(self, data: bytes) -> bytes:
        begin, end = self._slice(data)
        return data[:begin] + data[end:]

    def _repeat(self, data: bytes) -> bytes:
        begin, end = self._slice(data)
        return data[:end] + data[begin:end] * self._random.choice((1, 2, 500)) + data[end:]

    def _number(self, data: bytes) -> bytes:
        numbers = list(_NUMBER.finditer(data))
        if not numbers:
            return data
        chosen = self._random.choice(numbers)
        new = self._random.choice((b"0", b"1", b"-1", b"00", b"4294967296", b"9223372036854775808", b"9" * 400, b"a"))
        return data[: chosen.start()] + new + data[chosen.end() :]

    def _line(self, data: bytes) -> bytes:
        head, end, body = data.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        lines.insert(self._random.randrange(1, len(lines) + 1), self._random.choice(_LINES))
        return b"\r\n".join(lines) + end + body

    def _method(self, data: bytes) -> bytes:
        return self._random.choice(_METHODS) + b" " + data.partition(b" ")[2]

    def _word(self, data: bytes) -> bytes:
        """Something of its kind in the place of one part of the target or of a value: mostly still a request."""
        words = list(_WORD.finditer(data))
        if not words:
            return data
        chosen = self._random.choice(words)
        return data[: chosen.start()] + self._random.choice(_WORDS) + data[chosen.end() :]

    def _encode(self, data: bytes) -> bytes:
        begin, end = self._slice(data)
        return data[:begin] + b"".join(b"%%%02X" % byte for byte in data[begin:end]) + data[end:]

    def _splice(self, data: bytes) -> bytes:
        other = self._random.choice(self._seeds)
        return data[: self._place(data)] + other[self._place(other) :]

    def _swap(self, data: bytes) -> bytes:
        lines = data.split(b"\r\n")
        self._random.shuffle(lines)
        return b"\r\n".join(lines)

    def _cut(self, data: bytes) -> bytes:
        return data[: self._place(data)]
