"""Settings survive a restart with their types; nothing in the file can stop the program."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from shareapp.sharing.config import Credentials, Rights, SelfSigned, ShareConfig
from shareapp.ui.settings import RECENT_FOLDERS, AppPrefs, Loaded, Settings, SettingsNotice, default_file

PREFS = AppPrefs(
    language="ko",
    theme="dark",
    geometry=bytes(range(256)),
    recent_folders=(Path("/srv/jimin/사진, 2026"), Path('/a "b" %20=;@x')),
    addresses={"Home 5G": "192.168.0.12", "=%;": "10.0.0.5"},
    start_on_open=True,
    close_behaviour="quit",
    busy_port="next",
    prefer_ipv6=True,
    first_start_done=True,
    log_rows=500,
    device_names=False,
    utc_times=True,
    hidden_columns=("METHOD",),
    tray=False,
    notify_device=False,
    notify_upload=False,
    notify_stopped=False,
    log_to_file=True,
    log_file=Path("/srv/jimin/access, 1.log"),
    log_format="json",
    log_rotate_bytes=1_000_000,
    tls_source="files",
    tls_certificate=Path("/srv/jimin/cert.pem"),
    tls_key=Path("/srv/jimin/key.pem"),
    tls_password_file=Path("/srv/jimin/password"),
    script_folders=("/scripts",),
    cgi_password=False,
)
CONFIG = ShareConfig(
    root=Path("/srv/jimin/사진, 2026"),
    port=8080,
    tls=SelfSigned(folder=Path("/srv/jimin/.config/shareapp")),
    credentials=Credentials(user="guest", password_hash="scrypt$16384$8$1$c2FsdHNhbHRzYWx0c2FsdA==$aGFzaA=="),
    index_names=(),
    rights="add",
    cgi_folders=("/cgi-bin", "/htbin"),
)

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from shareapp.ui.settings import Settings
loaded = Settings(Path(sys.argv[1])).load()
sys.stdout.buffer.write(repr(loaded).encode())
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def spoil(file: Path, change: Callable[[str], str]) -> Loaded:
    """What a start finds after someone has edited the file."""
    assert Settings(file).save(CONFIG, PREFS)
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    # QSettings keeps what it has read of a file of the same size and millisecond; a person's edit is never that quick.
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime + 2))
    return Settings(file).load()


def test_the_examples_differ_from_every_default() -> None:
    assert [item.name for item in fields(AppPrefs) if getattr(PREFS, item.name) == getattr(AppPrefs(), item.name)] == []


def test_another_process_reads_what_this_one_wrote(file: Path) -> None:
    assert Settings(file).save(CONFIG, PREFS)
    found = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, file], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    assert found == repr(Loaded(CONFIG, PREFS, ()))


def test_a_first_start_has_defaults_and_no_notice(file: Path) -> None:
    assert Settings(file).load() == Loaded(None, AppPrefs(), ())


def test_what_is_saved_last_counts_and_old_keys_go(file: Path) -> None:
    settings = Settings(file)
    assert settings.save(CONFIG, PREFS)
    assert settings.save(None, AppPrefs())
    assert Settings(file).load() == Loaded(None, AppPrefs(), ())
    assert "root" not in file.read_text(encoding="utf-8")


def test_a_password_is_stored_as_its_hash_only(file: Path) -> None:
    assert Settings(file).save(CONFIG, PREFS)
    keys = [line.partition("=")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    assert "password_hash" in keys
    assert "password" not in keys


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
def test_other_users_cannot_read_the_file_or_its_copy(file: Path) -> None:
    settings = Settings(file)
    assert settings.save(CONFIG, PREFS)
    settings.load()
    assert [path.stat().st_mode & 0o077 for path in sorted(file.parent.iterdir())] == [0, 0]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("window/log_rows", "99"),
        ("window/log_rows", "many"),
        ("window/tray", "perhaps"),
        ("window/theme", "pink"),
        ("window/language", ""),
        ("window/geometry", "%%%"),
        ("window/recent_folders", "{}"),
        ("window/recent_folders", "[1]"),
        ("window/addresses", "[]"),
        ("window/addresses", "no json"),
        ("window/close_behaviour", "explode"),
    ],
)
def test_one_bad_preference_has_its_default_and_the_rest_is_kept(file: Path, key: str, text: str) -> None:
    group, name = key.split("/")

    def change(content: str) -> str:
        lines = content.splitlines()
        return "\n".join(f"{name}={json.dumps(text)}" if line.startswith(f"{name}=") else line for line in lines)

    loaded = spoil(file, change)
    assert group == "window"
    assert loaded.notices == (SettingsNotice("values", (key,)),)
    expected = {item.name: getattr(PREFS, item.name) for item in fields(AppPrefs)}
    expected[name] = getattr(AppPrefs(), name)
    assert loaded.prefs == AppPrefs(**expected)
    assert loaded.config == CONFIG


@pytest.mark.parametrize(
    ("old", "new", "dropped"),
    [
        ("port=8080", "port=70000", ("share/port",)),
        ("port=8080", "port=eighty", ("share/port",)),
        ("tls=self-signed", "tls=rot13", ("share/tls",)),
        ("rights=add", "rights=perhaps\ncolour=blue", ("share/colour", "share/rights")),
    ],
)
def test_bad_values_of_the_share_fall_back_one_by_one(file: Path, old: str, new: str, dropped: tuple[str, ...]) -> None:
    loaded = spoil(file, lambda content: content.replace(old, new))
    assert loaded.config is not None
    assert loaded.config.root == CONFIG.root
    assert loaded.config.credentials == CONFIG.credentials
    (notice,) = loaded.notices
    assert notice.code == "values"
    assert set(dropped) <= set(notice.params)


def test_a_choice_without_its_part_is_dropped_with_it(file: Path) -> None:
    loaded = spoil(file, lambda content: "\n".join(line for line in content.splitlines() if "tls_folder" not in line))
    assert loaded.config is not None
    assert loaded.config.tls is None
    assert loaded.config.port == CONFIG.port
    assert loaded.notices == (SettingsNotice("values", ("share/tls",)),)


@pytest.mark.parametrize("garbage", [b"\x00\xff\xfe garbage \x80", b"no section\nno value\n", b"[General]\nother=1\n"])
def test_a_broken_file_is_kept_aside_and_the_last_good_one_is_used(file: Path, garbage: bytes) -> None:
    settings = Settings(file)
    assert settings.save(CONFIG, PREFS)
    assert settings.load().notices == ()
    file.write_bytes(garbage)
    loaded = Settings(file).load()
    assert loaded.config == CONFIG
    assert loaded.prefs == PREFS
    assert loaded.notices == (SettingsNotice("broken", (str(tmp_broken(file)),)),)
    assert tmp_broken(file).read_bytes() == garbage


def tmp_broken(file: Path) -> Path:
    return file.with_name("settings.ini.broken")


def test_a_broken_file_without_a_good_one_means_defaults(file: Path) -> None:
    file.write_bytes(b"\x00\x01\x02")
    loaded = Settings(file).load()
    assert (loaded.config, loaded.prefs) == (None, AppPrefs())
    assert [notice.code for notice in loaded.notices] == ["broken"]


def test_what_the_very_first_run_saved_is_already_a_good_copy(file: Path) -> None:
    assert Settings(file).save(CONFIG, PREFS)
    file.write_bytes(b"\x00\x01\x02")
    loaded = Settings(file).load()
    assert (loaded.config, loaded.prefs) == (CONFIG, PREFS)


def test_a_broken_file_is_whole_again_after_a_save(file: Path) -> None:
    file.write_bytes(b"\x00\x01\x02")
    settings = Settings(file)
    settings.load()
    assert settings.save(CONFIG, PREFS)
    assert Settings(file).load() == Loaded(CONFIG, PREFS, ())


def test_old_schemas_are_brought_up_step_by_step(file: Path) -> None:
    def rename(texts: dict[str, str]) -> dict[str, str]:
        return {key.replace("window/tray", "window/tray_icon"): text for key, text in texts.items()}

    def rename_back(texts: dict[str, str]) -> dict[str, str]:
        return {key.replace("window/tray_icon", "window/tray"): text for key, text in texts.items()}

    assert Settings(file).save(CONFIG, PREFS)
    upgraded = Settings(file, (rename, rename_back))
    assert upgraded.schema == 3
    assert upgraded.load() == Loaded(CONFIG, PREFS, ())
    assert upgraded.save(CONFIG, PREFS)
    assert upgraded.load() == Loaded(CONFIG, PREFS, ())


@pytest.mark.parametrize(("switch", "rights"), [("true", "add"), ("false", "read"), ("perhaps", "read")])
def test_the_switch_of_the_first_schema_is_understood(file: Path, switch: str, rights: Rights) -> None:
    def of_old(content: str) -> str:
        return content.replace("schema=2", "schema=1").replace("rights=add", f"uploads={switch}")

    assert spoil(file, of_old) == Loaded(replace(CONFIG, rights=rights), PREFS, ())


def test_a_file_of_a_newer_program_is_used_as_far_as_it_is_understood(file: Path) -> None:
    loaded = spoil(file, lambda content: content.replace(f"schema={Settings(file).schema}", "schema=9"))
    assert loaded == Loaded(CONFIG, PREFS, (SettingsNotice("newer"),))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    assert not Settings(blocker / "settings.ini").save(CONFIG, PREFS)
    assert "cannot write" in caplog.text


def test_recent_folders_are_few_newest_first_and_unique() -> None:
    prefs = AppPrefs()
    for number in [*range(20), 15]:
        prefs = prefs.with_recent(Path(f"/{number}"))
    names = [folder.name for folder in prefs.recent_folders]
    assert names == ["15", "19", "18", "17", "16", "14", "13", "12"]
    assert len(names) == RECENT_FOLDERS


def test_the_file_lies_in_the_persons_configuration() -> None:
    file = default_file("example", "shareapp")
    assert file.name == "shareapp.ini"
    assert file.parent.name == "example"
