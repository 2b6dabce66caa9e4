"""The shared folder: is it there, may it be read, and what of it is served? Every fault as a RootUnreadable."""

import os
import stat
from pathlib import Path

from shareapp.server.content.paths import Root
from shareapp.server.errors import RootUnreadable
from shareapp.sharing.config import ShareConfig


def check_listable(root: Path) -> None:
    """Raises RootUnreadable unless ``root`` is a folder that may be listed and entered."""
    check_present(root)
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise _unreadable(root, error) from error


def check_present(root: Path) -> None:
    """Raises RootUnreadable when ``root`` is gone. Takes no descriptor, so that a busy share can ask often."""
    try:
        is_folder = stat.S_ISDIR(root.stat().st_mode)
        # The dot asks for the right to enter the folder, too.
        os.stat(f"{root}{os.sep}.") if is_folder else None  # noqa: PTH116 - Path would drop the dot
    except OSError as error:
        raise _unreadable(root, error) from error
    if not is_folder:
        raise RootUnreadable(root, "not-a-folder")


def shared_root(config: ShareConfig) -> Root:
    """All that may be reached in the folder, by its rules for links and hidden names."""
    try:
        return Root.at(config.root, config.links, hidden=config.hidden)
    except OSError as error:
        raise RootUnreadable(config.root, "missing") from error


def served_root(config: ShareConfig) -> Root:
    """What is handed out as files: all but scripts, which are run and not shown."""
    return shared_root(config).sealing(script_folders(config))


def script_folders(config: ShareConfig) -> tuple[tuple[str, ...], ...]:
    """Names below the root: what the CGI layer runs is what nobody is shown the source of."""
    return tuple(tuple(folder.strip("/").split("/")) for folder in config.cgi_folders)


def _unreadable(root: Path, error: OSError) -> RootUnreadable:
    """A drive that was unplugged and a server that went away have many errnos, and one meaning."""
    return RootUnreadable(root, "forbidden" if isinstance(error, PermissionError) else "missing")
