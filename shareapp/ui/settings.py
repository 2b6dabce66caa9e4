"""What is remembered between two runs: the share's values and the window's preferences, in one INI file.

Every value is written and read as text: QSettings gives back strings after a restart, whatever was stored.
"""

import base64
import binascii
import json
import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from PySide6.QtCore import QSettings, QStandardPaths

from shareapp.sharing.accesslog import LogFormat
from shareapp.sharing.config import KEYS, InvalidConfig, ShareConfig, from_mapping, to_mapping
from shareapp.sharing.problems import check_cgi_folders
from shareapp.ui.i18n import LanguagePreference
from shareapp.ui.theme import Preference

_log = logging.getLogger(__name__)

CloseBehaviour = Literal["ask", "tray", "quit"]
BusyPort = Literal["ask", "next"]
TlsSource = Literal["self-signed", "files"]
NoticeCode = Literal[
    "broken",  # the file was unreadable; the last good copy (or the defaults) is used. params: where it was kept
    "values",  # these keys could not be read and have their defaults. params: the keys
    "newer",  # a newer program wrote the file; what is known of it is used
]

RECENT_FOLDERS = 8
LOG_ROWS = range(100, 100_001)


def default_log_file() -> Path:
    """The log's place in the person's data folder."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data, "shareapp", "access.log")


class SettingsNotice(NamedTuple):
    """Something about the settings that the person should know; ``messages`` has the sentence."""

    code: NoticeCode
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppPrefs:
    """Preferences of the window, none of which the engine knows."""

    language: LanguagePreference = "system"
    theme: Preference = "system"
    geometry: bytes = b""
    recent_folders: tuple[Path, ...] = ()  # newest first
    addresses: Mapping[str, str] = field(default_factory=dict)  # network -> the address chosen there
    start_on_open: bool = False
    close_behaviour: CloseBehaviour = "ask"
    busy_port: BusyPort = "ask"
    prefer_ipv6: bool = False
    first_start_done: bool = False
    log_rows: int = 10_000
    device_names: bool = True
    utc_times: bool = False
    hidden_columns: tuple[str, ...] = ()
    log_to_file: bool = False
    log_file: Path = field(default_factory=default_log_file)
    log_format: LogFormat = "combined"
    log_rotate_bytes: int = 10_000_000
    tls_source: TlsSource = "self-signed"  # what HTTPS uses when it is switched on
    tls_certificate: Path | None = None  # these three are kept while HTTPS is off
    tls_key: Path | None = None
    tls_password_file: Path | None = None
    script_folders: tuple[str, ...] = ("/cgi-bin", "/htbin")  # what CGI runs when it is switched on
    cgi_password: bool = True  # ask for a password then
    tray: bool = True
    notify_device: bool = True
    notify_upload: bool = True
    notify_stopped: bool = True

    def with_recent(self, folder: Path) -> "AppPrefs":
        """The same with ``folder`` as the newest of the recent ones."""
        others = (other for other in self.recent_folders if other != folder)
        return replace(self, recent_folders=(folder, *others)[:RECENT_FOLDERS])


class Loaded(NamedTuple):
    """What a start finds: ``config`` is None until a folder was chosen for the first time."""

    config: ShareConfig | None
    prefs: AppPrefs
    notices: tuple[SettingsNotice, ...]


Upgrade = Callable[[dict[str, str]], dict[str, str]]


def name_rights(texts: dict[str, str]) -> dict[str, str]:
    """1 to 2: a switch for uploads became one of several rights."""
    others = {key: text for key, text in texts.items() if key != "share/uploads"}
    return others | ({"share/rights": "add"} if texts.get("share/uploads") == "true" else {})


UPGRADES: tuple[Upgrade, ...] = (name_rights,)
"""Step n turns the texts of schema n into those of schema n + 1. Only ever append, and test each."""


def default_file(organisation: str, application: str) -> Path:
    """The settings file in the person's configuration folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder, organisation, f"{application}.ini")


class Settings:
    """The file, read once with ``load`` and written whole by each ``save``."""

    def __init__(self, file: Path, upgrades: tuple[Upgrade, ...] = UPGRADES) -> None:
        self._file = file
        self._upgrades = upgrades
        self._good = file.with_name(f"{file.name}.last-good")
        self._broken = file.with_name(f"{file.name}.broken")

    @property
    def schema(self) -> int:
        """The number that this program writes."""
        return len(self._upgrades) + 1

    def load(self) -> Loaded:
        """Everything that can be understood; the rest has its default and is named in a notice. Never raises."""
        notices: list[SettingsNotice] = []
        texts = self._upgraded(self._texts(notices), notices)
        bad: list[str] = []
        prefs = _read_prefs(texts, bad)
        config = _read_config(texts, bad)
        if bad:
            notices.append(SettingsNotice("values", tuple(bad)))
        return Loaded(config, prefs, tuple(notices))

    def save(self, config: ShareConfig | None, prefs: AppPrefs) -> bool:
        """Write both; whether the file could be written."""
        texts = {f"window/{name}": text for name, text in _written_prefs(prefs).items()}
        if config is not None:
            texts |= {f"share/{name}": text for name, text in to_mapping(config).items()}
        store = QSettings(str(self._file), QSettings.Format.IniFormat)
        store.clear()
        store.setValue("schema", str(self.schema))
        for key, text in texts.items():
            store.setValue(key, text)
        store.sync()
        if store.status() is not QSettings.Status.NoError:
            _log.warning("cannot write %s", self._file)
            return False
        _make_private(self._file)
        if not self._good.exists():  # nothing was there to load yet, and the next start may find this one broken
            _copy(self._file, self._good)
        return True

    def _texts(self, notices: list[SettingsNotice]) -> dict[str, str]:
        if not self._file.exists():
            return {}
        texts = _read(self._file)
        if texts is not None:
            _copy(self._file, self._good)
            return texts
        _copy(self._file, self._broken)
        notices.append(SettingsNotice("broken", (str(self._broken),)))
        return (_read(self._good) if self._good.exists() else None) or {}

    def _upgraded(self, texts: dict[str, str], notices: list[SettingsNotice]) -> dict[str, str]:
        version = int(texts.pop("schema", str(self.schema)))
        if version > self.schema:
            notices.append(SettingsNotice("newer"))
        for upgrade in self._upgrades[max(0, version - 1) :]:
            texts = upgrade(texts)
        return texts


def _read(file: Path) -> dict[str, str] | None:
    """Every key with its text, or None when this is no settings file of ours."""
    store = QSettings(str(file), QSettings.Format.IniFormat)
    store.sync()
    texts = {key: value for key in store.allKeys() if isinstance(value := store.value(key), str)}
    readable = store.status() is QSettings.Status.NoError and texts.get("schema", "").isdecimal()
    return texts if readable else None


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        _log.warning("cannot copy %s to %s: %s", source, target, error)
        return
    _make_private(target)


def _make_private(file: Path) -> None:
    """Other users of this computer have no business with the hash of a password."""
    try:
        file.chmod(0o600)
    except OSError as error:
        _log.warning("cannot restrict %s: %s", file, error)


def _read_config(texts: Mapping[str, str], bad: list[str]) -> ShareConfig | None:
    """Build the share, leaving out one unusable key after the other."""
    values = {key.removeprefix("share/"): text for key, text in texts.items() if key.startswith("share/")}
    bad += [f"share/{key}" for key in values if key not in KEYS]
    values = {key: text for key, text in values.items() if key in KEYS}
    while values.get("root"):
        try:
            return from_mapping(values)
        except InvalidConfig as invalid:
            failed = {problem.field for problem in invalid.problems}
            dropped = _dropped(values, failed)
            if not dropped:
                _log.warning("the stored share cannot be read: %s", invalid)
                return None
            bad += [f"share/{key}" for key in dropped]
            values = {key: text for key, text in values.items() if key not in dropped}
    return None


def _dropped(values: Mapping[str, str], failed: set[str]) -> list[str]:
    """The stored keys to leave out: a choice that lacks its parts goes with them."""
    groups = {"tls": ("tls",), "user": ("user", "password_hash"), "password_hash": ("user", "password_hash")}
    keys: set[str] = set()
    for name in failed:
        keys.update(groups.get(name.split("_")[0] if name.startswith("tls") else name, ()))
        keys.add(name)
    return [key for key in values if key in keys]


# The window's preferences: one converter for each field. A ValueError or KeyError means "not a value of this field".


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _rows(text: str) -> int:
    rows = int(text)
    if rows not in LOG_ROWS:
        raise ValueError(text)
    return rows


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def _path(text: str) -> Path:
    if not text or "\0" in text:
        raise ValueError(text)
    return Path(text)


def _optional_path(text: str) -> Path | None:
    return _path(text) if text else None


def _script_folders(text: str) -> tuple[str, ...]:
    folders = _strings(text)
    if not folders or any(check_cgi_folders(folders)):
        raise ValueError(text)
    return folders


def _strings(text: str) -> tuple[str, ...]:
    values = json.loads(text)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(text)
    return tuple(values)


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(name) for name in _strings(text))[:RECENT_FOLDERS]


def _mapping(text: str) -> dict[str, str]:
    values = json.loads(text)
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise ValueError(text)
    return values


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


def _choice(*choices: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return convert


_CONVERTERS: dict[str, Callable[[str], object]] = {
    "language": _choice(*get_args(LanguagePreference)),
    "theme": _choice(*get_args(Preference)),
    "geometry": _bytes,
    "recent_folders": _folders,
    "addresses": _mapping,
    "close_behaviour": _choice(*get_args(CloseBehaviour)),
    "busy_port": _choice(*get_args(BusyPort)),
    "log_rows": _rows,
    "hidden_columns": _strings,
    "log_file": _path,
    "log_format": _choice(*get_args(LogFormat)),
    "log_rotate_bytes": _positive,
    "tls_source": _choice(*get_args(TlsSource)),
    "tls_certificate": _optional_path,
    "tls_key": _optional_path,
    "tls_password_file": _optional_path,
    "script_folders": _script_folders,
} | {item.name: _boolean for item in fields(AppPrefs) if item.type == "bool" or item.type is bool}


def _read_prefs(texts: Mapping[str, str], bad: list[str]) -> AppPrefs:
    values: dict[str, Any] = {}
    for name, convert in _CONVERTERS.items():
        key = f"window/{name}"
        if key not in texts:
            continue
        try:
            values[name] = convert(texts[key])
        except (ValueError, KeyError):
            bad.append(key)
    return AppPrefs(**values)


def _written_prefs(prefs: AppPrefs) -> dict[str, str]:
    return {item.name: _written(getattr(prefs, item.name)) for item in fields(AppPrefs)}


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case tuple():
            return json.dumps([str(part) for part in value], ensure_ascii=False)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
