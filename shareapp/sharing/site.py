"""build_site: the one place that knows which layers a share has, and in which order."""

import os
import sys
import time
import traceback
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from shareapp import __version__
from shareapp.server.content.changes import Changes
from shareapp.server.content.filecache import FileCache
from shareapp.server.content.incoming import Intake
from shareapp.server.content.listing import Listing
from shareapp.server.content.page import PageFacts
from shareapp.server.content.paths import Root
from shareapp.server.events import Sink, Trouble, TroubleCode
from shareapp.server.launcher import Launcher
from shareapp.server.layers.answers import Answers
from shareapp.server.layers.auth import BasicAuth
from shareapp.server.layers.blocked import Blocked
from shareapp.server.layers.cgi import Cgi
from shareapp.server.layers.chain import Layer, Responder, compose
from shareapp.server.layers.compression import Compression
from shareapp.server.layers.doorbell import Doorbell, Doorkeeper
from shareapp.server.layers.favicon import Favicon
from shareapp.server.layers.headers import SecurityHeaders
from shareapp.server.layers.hosts import Hosts
from shareapp.server.layers.inbox import Inbox
from shareapp.server.layers.lease import Ending, Lease, Terms
from shareapp.server.layers.login import Login
from shareapp.server.layers.manage import Manage
from shareapp.server.layers.parts import Parts
from shareapp.server.layers.sessions import Sessions
from shareapp.server.layers.static import Static
from shareapp.server.layers.throttle import Throttle
from shareapp.server.layers.thumbnails import Thumbnails
from shareapp.server.layers.tus import Tus
from shareapp.server.layers.upload import Upload
from shareapp.server.layers.zip import Zip
from shareapp.server.process import Account
from shareapp.sharing.addresses import name_as_sent, own_names
from shareapp.sharing.config import Credentials, ShareConfig
from shareapp.sharing.passwords import PasswordCheck, visitor_secret
from shareapp.sharing.root import check_listable, script_folders, shared_root

SOFTWARE = f"shareapp/{__version__}"


class Door(NamedTuple):
    """Whom the owner has judged, who waits for it, and until when anybody may come."""

    blocked: Container[str]
    bell: Doorbell
    lease: Lease


def build_site(
    config: ShareConfig,
    report: Sink,
    blocked: Container[str] = (),
    doorbell: Doorbell | None = None,
    lease: Lease | None = None,
) -> Responder:
    """The function that answers every request of this share; ``report`` is told of crashes and of scripts.

    Devices whose address is in ``blocked``, now or later, are refused. ``doorbell`` is where new ones wait when
    ``config`` asks for it; without one nobody would ever let them in. ``lease`` is what has been used
    up of a share that ends; without one it begins now.

    Raises RootUnreadable when the folder is not there, ValueError when the password hash is none.
    """
    check_listable(config.root)
    root = shared_root(config)
    door = Door(blocked, doorbell or Doorbell(), lease or Lease())
    return compose(tuple(_layers(config, root, report, door)), _innermost(config, root))


def _layers(config: ShareConfig, root: Root, report: Sink, door: Door) -> Iterator[Layer]:
    """Outermost first: nobody learns more than an earlier layer lets through."""
    yield Answers(_crash_report(report))
    yield Blocked(door.blocked)
    yield Hosts([*own_names(), *map(name_as_sent, config.allowed_hosts)])
    yield SecurityHeaders(sandbox=config.takes_files)
    yield Parts("shareapp" if config.is_inbox else _name(root))  # an inbox tells nothing of the folder
    if config.terms != Terms():
        yield Ending(door.lease, config.terms)
    if config.credentials is not None:
        yield from _doors(config.credentials, _name(root))
    if config.ask_devices:  # behind the password: strangers shall not be able to ring
        yield Doorkeeper(door.bell)
    yield Favicon()
    if config.cgi_folders and not config.is_inbox:
        yield _cgi(config, root, report)
    if config.compress:
        yield Compression()
    if config.zip and config.listing and not config.is_inbox:  # what may not be listed may not be packed either
        yield Zip(root.sealing(script_folders(config)), _name(root), config.limits)
    if config.takes_files:
        intake = _intake(config, root)
        if config.rights == "manage":
            yield Manage(Changes(intake), root.rules)
        yield Tus(intake, config.limits)
        yield Upload(intake, config.limits)
    if config.listing and not config.is_inbox:
        cache = FileCache(thumbnail_folder(), config.limits.thumbnail_cache_bytes)
        yield Thumbnails(root.sealing(script_folders(config)), cache, config.limits)


def thumbnail_folder() -> Path:
    """Where the small pictures of all shares are kept: a cache of this user's, which may be emptied at any time."""
    import platformdirs  # late: it is not free, and a start waits for it

    return platformdirs.user_cache_path("shareapp", appauthor=False) / "thumbnails"


def _doors(credentials: Credentials, share: str) -> Iterator[Layer]:
    """Cookie, form and QR key, then Basic; one password and one list of wrong tries."""
    user, check, throttle = credentials.user, PasswordCheck(credentials.password_hash), Throttle()
    sessions = Sessions(visitor_secret(credentials))
    yield Login(user, check, sessions, throttle, share=share)
    yield BasicAuth(user, check, realm=share, throttle=throttle)


def _innermost(config: ShareConfig, root: Root) -> Responder:
    computer = next(iter(own_names()), "")
    return Inbox(computer) if config.is_inbox else _static(config, root, computer)


def _static(config: ShareConfig, root: Root, computer: str) -> Static:
    facts = PageFacts(
        computer=computer,
        share=_name(root),
        zip=config.zip,
        uploads=config.takes_files,
        manage=config.rights == "manage",
    )
    listing = Listing(facts, config.limits.listing_entries) if config.listing else None
    sealed = root.sealing(script_folders(config))
    allow = ("POST", "PUT") if config.takes_files else ()
    # A page that anybody may add shall not stand for the folder: it could ask for passwords in the owner's name.
    index_names = () if config.takes_files else config.index_names
    return Static(sealed, index_names=index_names, listing=listing, limits=config.limits, allow=allow)


def _intake(config: ShareConfig, root: Root) -> Intake:
    """Where visitors may put files: never through a link, never among scripts."""
    return Intake(
        root=replace(root, links="never").sealing(script_folders(config)),
        file_bytes=config.upload_bytes,
        reserve_bytes=config.limits.disk_reserve_bytes,
        existing="keep" if config.is_inbox else config.existing,
        blind=config.is_inbox,
    )


def _name(root: Root) -> str:
    """What the share is called; a whole disk has no name of its own."""
    return Path(root.path).name or "shareapp"


def _cgi(config: ShareConfig, root: Root, report: Sink) -> Cgi:
    return Cgi(
        root=root,
        folders=script_folders(config),
        software=SOFTWARE,
        report=partial(_tell, report),
        seconds=config.cgi_seconds,
        limits=config.limits,
        account=(account := _powerless_account()),
        launcher=Launcher(account.user, account.group) if account and sys.platform == "linux" else None,
    )


def _powerless_account() -> Account | None:
    """Whose rights scripts get when the share itself runs as root: never root's (RFC 3875 section 9.2)."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    nobody = pwd.getpwnam("nobody")
    return Account(user=nobody.pw_uid, group=nobody.pw_gid)


def _crash_report(report: Sink) -> Callable[[str, BaseException], None]:
    def tell(number: str, error: BaseException) -> None:
        _tell(report, "crash", "", (number, "".join(traceback.format_exception(error))))

    return tell


def _tell(report: Sink, code: TroubleCode, client: str, params: tuple[str, ...]) -> None:
    report(Trouble(time.time(), code, client, params))
