import pytest

from shareapp.server.content.texts import charset_of, decoded

KOREAN = "안녕하세요. 여름 여행 사진입니다.\n"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (b"", "utf-8"),
        (b"plain", "utf-8"),
        (KOREAN.encode(), "utf-8"),
        ("🌊 emoji".encode(), "utf-8"),
        (KOREAN.encode("utf-8-sig"), "utf-8"),
        (KOREAN.encode("utf-16"), "utf-16le"),
        (b"\xfe\xff" + KOREAN.encode("utf-16-be"), "utf-16be"),
        (KOREAN.encode("euc-kr"), "euc-kr"),
        ("똠방각하 펲시콜라".encode("cp949"), "euc-kr"),  # letters that only Windows' extension has
        ("Ça va, garçon? Où est l’hôtel?".encode("cp1252"), None),
        ("日本語のテキストです".encode("shift_jis"), None),
        (bytes(range(256)), None),
    ],
)
def test_the_letters_of_a_text_are_known(content: bytes, charset: str | None) -> None:
    assert charset_of(content, whole=True) == charset


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_text_that_goes_on_may_be_cut_within_a_letter(encoding: str) -> None:
    expected = {"utf-8": "utf-8", "cp949": "euc-kr"}[encoding]
    content = KOREAN.strip().encode(encoding)
    start = content[: content.index("행".encode(encoding)) + 1]
    assert charset_of(start, whole=False) == expected
    assert charset_of(start, whole=True) != expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_text_is_read_whichever_way_it_was_written(encoding: str) -> None:
    assert decoded(KOREAN.encode(encoding)) == KOREAN


@pytest.mark.parametrize("content", [b"PK\3\4\0\0", "Ça".encode("cp1252")])
def test_what_is_no_readable_text_is_none(content: bytes) -> None:
    assert decoded(content) is None
