"""Passwords: at rest only as scrypt, compared in constant time, remembered when right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.sharing import passwords
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import (
    GENERATED_LENGTH,
    MINIMUM_LENGTH,
    PasswordCheck,
    entry_path,
    generate_password,
    hash_password,
    visitor_secret,
)


def test_the_right_password_is_accepted_and_others_are_not() -> None:
    check = PasswordCheck(hash_password("correct horse"))
    assert check("correct horse")
    assert check("correct horse")
    assert not check("correct horsf")
    assert not check("")


def test_the_password_itself_is_not_kept() -> None:
    kept = hash_password("correct horse")
    assert "correct" not in kept
    assert kept.startswith("scrypt$")


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hash_password("correct horse") != hash_password("correct horse")


def test_korean_is_the_same_composed_and_decomposed() -> None:
    check = PasswordCheck(hash_password("비밀번호"))
    assert check("비밀번호")
    assert check("비밀번호")


def test_a_right_answer_is_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    check = PasswordCheck(hash_password("correct horse"))
    assert check("correct horse")
    monkeypatch.setattr(passwords, "_derive", lambda *_: pytest.fail("derived again"))
    assert check("correct horse")


def test_a_wrong_answer_is_never_remembered() -> None:
    check = PasswordCheck(hash_password("correct horse"))
    assert not any(check("wrong") for _ in range(3))


@pytest.mark.parametrize("kept", ["", "scrypt", "md5$1$1$1$AA==$AA==", "scrypt$x$8$1$AA==$AA==", "scrypt$2$8$1$!$AA=="])
def test_text_that_is_no_hash_is_refused(kept: str) -> None:
    with pytest.raises(ValueError, match="not a password hash"):
        PasswordCheck(kept)


@settings(max_examples=5)
@given(st.text(min_size=1, max_size=40))
def test_any_text_can_be_a_password(password: str) -> None:
    assert PasswordCheck(hash_password(password))(password)


def test_generated_passwords_are_long_enough_and_easy_to_read_aloud() -> None:
    made = {generate_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(password) == GENERATED_LENGTH >= MINIMUM_LENGTH for password in made)
    assert not set("".join(made)) & set("0Oo1lI")


def test_what_visitors_carry_changes_with_name_and_hash_and_is_not_in_either() -> None:
    first, second = hash_password("correct horse"), hash_password("correct horse")
    asked = [Credentials(user=user, password_hash=kept) for user in ("guest", "anna") for kept in (first, second)]
    secrets = {visitor_secret(credentials) for credentials in asked}
    assert len(secrets) == 4
    assert visitor_secret(asked[0]) in secrets
    assert all(len(secret) == 32 for secret in secrets)


def test_only_a_share_with_a_password_has_a_key_in_its_code() -> None:
    asked = [Credentials(user="guest", password_hash=hash_password("correct horse")) for _ in range(2)]
    paths = {entry_path(credentials) for credentials in asked}
    assert len(paths) == 2
    assert all(path.startswith("/~key/") for path in paths)
    assert entry_path(None) == ""


def test_only_so_many_wait_for_a_check_but_good_answers_are_remembered() -> None:
    check = PasswordCheck(hash_password("right"))
    assert check("right")
    check._waiting.extend([None] * 64)
    assert check("right")
    with pytest.raises(HTTPError) as caught:
        check("wrong")
    assert (caught.value.status, dict(caught.value.headers)) == (503, {"Retry-After": "1"})
    check._waiting.pop()
    assert not check("wrong")
    assert len(check._waiting) == 63
