"""CRC-32 in the shape of ``hashlib``: against accidents only, but pages without HTTPS have nothing else so fast."""

import zlib


class Crc32:
    """The checksum of Ethernet and ZIP; its digest is four bytes, the highest first."""

    def __init__(self, *, usedforsecurity: bool = False) -> None:
        if usedforsecurity:
            raise ValueError("CRC-32 keeps nobody from forging")
        self._value = 0

    def update(self, data: bytes | memoryview) -> None:
        """Take in more bytes."""
        self._value = zlib.crc32(data, self._value)

    def digest(self) -> bytes:
        """The checksum so far."""
        return self._value.to_bytes(4, "big")
