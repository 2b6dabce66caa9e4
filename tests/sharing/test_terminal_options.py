"""Arguments become a share, and every mistake one line that says how to mend it."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.limits import Limits
from shareapp.sharing.config import SelfSigned, ShareConfig, TlsFiles
from shareapp.sharing.terminal_options import Mistake, certificate_folder, help_text, parse
from shareapp.sharing.words import LANGUAGES, Words

ENGLISH = Words("en")


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        ("", {"root": Path()}),
        ("photos", {"root": Path("photos")}),
        ("-d photos", {"root": Path("photos")}),
        ("--directory=photos photos", {"root": Path("photos")}),
        ("-- -photos", {"root": Path("-photos")}),
        ("--port 0", {"root": Path(), "port": 0}),
        ("--port 9000 photos", {"root": Path("photos"), "port": 9000}),
        ("-b 127.0.0.1", {"root": Path(), "host": "127.0.0.1"}),
        ("--bind localhost", {"root": Path(), "host": "127.0.0.1"}),
        ("-p HTTP/1.0", {"root": Path(), "protocol": "HTTP/1.0"}),
        ("--upload", {"root": Path(), "rights": "add"}),
        ("--upload --existing skip", {"root": Path(), "rights": "add", "existing": "skip"}),
        ("--manage", {"root": Path(), "rights": "manage"}),
        ("--manage --upload", {"root": Path(), "rights": "manage"}),
        ("--inbox", {"root": Path(), "rights": "inbox"}),
        ("--inbox --upload-limit 5GB", {"root": Path(), "rights": "inbox", "upload_bytes": 5_000_000_000}),
        ("--upload --reserve 1GiB", {"root": Path(), "rights": "add", "limits": Limits(disk_reserve_bytes=1024**3)}),
        ("--expire 2h --downloads 3", {"root": Path(), "ends_after_s": 7200.0, "ends_after_downloads": 3}),
        ("--ask", {"root": Path(), "ask_devices": True}),
        ("--allow-host nas.example,pi", {"root": Path(), "allowed_hosts": ("nas.example", "pi")}),
        ("--compress", {"root": Path(), "compress": True}),
        ("--cgi", {"root": Path(), "cgi_folders": ("/cgi-bin", "/htbin")}),
        ("--tls-cert c.pem", {"root": Path(), "tls": TlsFiles(certificate=Path("c.pem"))}),
        (
            "--tls-cert c.pem --tls-key k.pem --tls-password-file p",
            {
                "root": Path(),
                "tls": TlsFiles(certificate=Path("c.pem"), key=Path("k.pem"), password_file=Path("p")),
            },
        ),
        ("--tls-self-signed", {"root": Path(), "tls": SelfSigned(folder=certificate_folder())}),
    ],
)
def test_options_say_what_is_shared(arguments: str, values: dict[str, Any]) -> None:
    assert parse(arguments.split(), ENGLISH).config == ShareConfig(**values)


def test_options_of_the_terminal_itself() -> None:
    assert parse([], ENGLISH).qr
    options = parse(["--no-qr", "--log-file", "a.log", "--log-format", "json"], ENGLISH)
    assert (options.qr, options.log_file, options.log_format) == (False, Path("a.log"), "json")


def test_a_password_is_asked_for_or_read_and_never_an_argument() -> None:
    assert parse(["--password"], ENGLISH).ask_password
    assert parse(["--password-file", "p"], ENGLISH).password_file == Path("p")
    for arguments in (["--password", "--password-file", "p"], ["--password=secret"]):
        with pytest.raises(Mistake):
            parse(arguments, ENGLISH)


def test_what_the_preferences_offer_of_a_share_can_be_typed_too() -> None:
    """The fields that no option changes are those of the window's own making: the password, a certificate's place."""
    typed = (
        "photos --manage --existing skip --upload-limit 5MB --no-index --no-zip --show-hidden --follow-links --cgi "
        "--cgi-folders /tools,/cgi-bin --cgi-time 2m --bind 127.0.0.1 --port 9 --protocol HTTP/1.0 --tls-self-signed "
        "--ask --allow-host nas.example --expire 2h --downloads 3"
    )
    config = parse(typed.split(), ENGLISH).config
    assert (config.index_names, config.zip, config.hidden, config.links) == ((), False, True, "anywhere")
    assert (config.cgi_folders, config.cgi_seconds) == (("/tools", "/cgi-bin"), 120.0)
    untouched = {item.name for item in fields(ShareConfig) if getattr(config, item.name) == item.default}
    assert untouched <= {"credentials", "listing", "limits", "compress"}


def test_the_log_and_the_name_beside_the_password_can_be_typed_too() -> None:
    options = parse(["--log-file", "a.log", "--log-rotate", "1GB", "--password", "--user", "jimin"], ENGLISH)
    assert (options.log_rotate_bytes, options.user) == (1_000_000_000, "jimin")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--prot"], "Unknown option: --prot. “shareapp serve --help” lists them all."),
        (["--por", "80"], "Unknown option: --por. “shareapp serve --help” lists them all."),
        (
            ["My", "Photos"],
            "One folder can be shared at a time, and “Photos” is one too many. Put quotes around a name with spaces.",
        ),
        (["--port"], "--port needs a value after it. “shareapp serve --help” shows which."),
        (["--cgi=yes"], "--cgi takes no value. Write it alone."),
        (["a", "-d", "b"], "Two different folders are given: “a” and “b”. Keep one."),
        (
            ["--tls-self-signed", "--tls-cert", "c"],
            "--tls-self-signed and --tls-cert exclude each other. Keep one.",
        ),
        (["--existing", "skip"], "--existing needs --upload as well."),
        (["--reserve", "1GB"], "--reserve needs --upload as well."),
        (["--expire", "2"], "--expire: “2” is not a time. Write one with its unit, such as 30m, 2h or 7d."),
        (
            ["--upload", "--upload-limit", "much"],
            "--upload-limit: “much” is not a size. Write one such as 500MB or 2GB.",
        ),
        (["--downloads", "0"], "--downloads: 0 is too small. Choose a number above 0."),
        (["--downloads", "few"], "--downloads: “few” is not a number. Write digits only, such as 8000."),
        (["--inbox", "--upload"], "--upload and --inbox exclude each other. Keep one."),
        (["--inbox", "--cgi"], "--cgi and --inbox exclude each other. Keep one."),
        (["--manage", "--inbox"], "--manage and --inbox exclude each other. Keep one."),
        (["--inbox", "--existing", "skip"], "--existing and --inbox exclude each other. Keep one."),
        (
            ["--upload", "--existing", "ask"],
            "--existing: “ask” is not one of the choices: keep, skip, replace.",
        ),
        (["--user", "jimin"], "--user needs --password as well."),
        (["--password", "--user", "a:b"], "--user: “a:b” can’t be used. Choose another value."),
        (["--cgi-time", "30s"], "--cgi-time needs --cgi as well."),
        (
            ["--cgi", "--cgi-time", "30"],
            "--cgi-time: “30” is not a time. Write one with its unit, such as 30m, 2h or 7d.",
        ),
        (
            ["--log-file", "a", "--log-rotate", "big"],
            "--log-rotate: “big” is not a size. Write one such as 500MB or 2GB.",
        ),
        (["--tls-key", "k"], "--tls-key needs --tls-cert as well."),
        (["--tls-password-file", "p"], "--tls-password-file needs --tls-cert as well."),
        (
            ["--port", "70000"],
            "--port: 70000 is not a port. Choose a number from 1 to 65535, or 0 for any free one.",
        ),
        (["--port", "http"], "--port: “http” is not a number. Write digits only, such as 8000."),
        (
            ["-b", "nas"],
            "--bind: “nas” is not an address. Write one such as 192.168.0.12, or leave the option out to use all.",
        ),
        (
            ["--allow-host", "nas.example,bad name!"],
            "--allow-host: “bad name!” can’t be a name. Write one such as nas.example, without http:// and port.",
        ),
        (["-p", "HTTP/2"], "--protocol: “HTTP/2” is not one of the choices: HTTP/1.0, HTTP/1.1."),
        (["--log-format", "xml"], "--log-format: “xml” is not one of the choices: combined, json."),
        (["--language", "fr"], "--language: “fr” is not one of the choices: en, ko."),
        (["-d", ""], "--directory must not be empty."),
        ([""], "FOLDER must not be empty."),
        (["--tls-cert", ""], "--tls-cert must not be empty."),
    ],
)
def test_a_mistake_is_one_line_with_its_fix(arguments: list[str], line: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse(arguments, ENGLISH)
    assert caught.value.lines == (line,)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(Mistake) as caught:
        parse(["--port", "x", "-b", "y", "-p", "z"], ENGLISH)
    assert len(caught.value.lines) == 3


def test_mistakes_are_told_in_korean() -> None:
    with pytest.raises(Mistake) as caught:
        parse(["--port", "http"], Words("ko"))
    assert caught.value.lines == ("--port: 숫자가 아닙니다: “http”. 8000처럼 숫자만 쓰세요.",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_option_in_both_languages(language: str) -> None:
    words = Words(language)
    text = help_text(words)
    assert text.startswith(words("usage"))
    for flag in (
        *("--directory", "--bind", "--port", "--protocol", "--upload", "--manage", "--inbox", "--existing", "--cgi"),
        *(
            "--tls-cert",
            "--tls-key",
            "--no-qr",
            "--ask",
            "--compress",
            "--expire",
            "--downloads",
            "--upload-limit",
            "--reserve",
        ),
    ):
        assert flag in text


def test_the_own_certificate_is_kept_where_this_person_s_data_is() -> None:
    assert certificate_folder().parts[-2:] == ("shareapp", "certificate")
