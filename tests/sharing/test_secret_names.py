"""Names that look secret: the usual accidents are seen, holiday photos are not suspected."""

import pytest

from shareapp.sharing.secret_names import looks_secret


@pytest.mark.parametrize(
    "name",
    [
        *(".env", ".env.production", "prod.env", ".ENV"),
        *(
            "id_rsa",
            "id_ed25519",
            "ID_RSA",
            "id_ed25519_sk",
            "server.pem",
            "privkey.pem",
            "server.key",
            "me.p12",
            "x.pfx",
        ),
        *(".git", ".ssh", ".gnupg", ".aws", "NPKI", ".netrc", ".npmrc", ".htpasswd", ".bash_history", "shadow"),
        *("wallet.dat", "my-wallet.json", "Passwords.kdbx", "home.ovpn", "Login Data", "logins.json"),
        *("passwords.txt", "my password.docx", "password list.xlsx", "credentials.json", "client_secret_1.json"),
        *("비밀번호.txt", "은행 비밀번호 모음.xlsx", "공인인증서.zip"),
    ],
)
def test_keys_passwords_and_wallets_look_secret(name: str) -> None:
    assert looks_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        *("IMG_2031.jpg", "environment.md", ".envelope", ".env.example", "keyboard.pdf", "monkey.png"),
        *("id_rsa.pub", "fullchain.pem", "cacert.pem", "server.pub.pem", "ca.pem", "certificate.pem"),
        *("passport.jpg", "secretary.txt", "The Secret Garden.epub", "my secret santa.jpg", "password-reset.html"),
        *("shadow.png", "wallet.jpg", "git", "README", "암호화폐 공부.mp4", "비밀의 숲.mkv"),
    ],
)
def test_ordinary_names_do_not(name: str) -> None:
    assert not looks_secret(name)


def test_a_presentation_of_some_megabytes_is_no_key() -> None:
    assert looks_secret("talk.key", 3_000)
    assert not looks_secret("talk.key", 3_000_000)


def test_a_name_in_another_unicode_form_is_the_same_name() -> None:
    assert looks_secret("비밀번호.txt")
