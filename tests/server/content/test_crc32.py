import pytest

from shareapp.server.content.crc32 import Crc32


def test_it_is_the_well_known_one() -> None:
    checksum = Crc32()
    checksum.update(b"1234")
    checksum.update(memoryview(b"56789"))
    assert checksum.digest().hex() == "cbf43926"
    assert Crc32().digest() == bytes(4)


def test_nobody_takes_it_for_a_lock() -> None:
    with pytest.raises(ValueError, match="forging"):
        Crc32(usedforsecurity=True)
