"""The password of ``shareapp serve``: typed unseen, from a file, or made here.

Never an argument: every user of a computer can read those.
"""

import getpass
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import MINIMUM_LENGTH, generate_password, hash_password
from shareapp.sharing.terminal_options import Mistake, Options
from shareapp.sharing.words import Words

_FILE_BYTES: Final = 4096


def with_password(options: Options, words: Words) -> Options:
    """The options with the credentials they ask for. Raises Mistake; KeyboardInterrupt while somebody types."""
    if options.password_file is not None:
        return _guarded(options, _from_file(options.password_file, words), words)
    if not options.ask_password:
        return options
    typed = _typed(words)
    made = "" if typed else generate_password()
    return replace(_guarded(options, typed or made, words), made_password=made)


def _guarded(options: Options, password: str, words: Words) -> Options:
    if len(password) < MINIMUM_LENGTH:
        raise Mistake(words("password.short", length=MINIMUM_LENGTH))
    credentials = Credentials(user=options.user, password_hash=hash_password(password))
    return replace(options, config=replace(options.config, credentials=credentials))


def _from_file(path: Path, words: Words) -> str:
    """The first line, whatever else a file may hold."""
    try:
        with path.open("rb") as file:
            return file.readline(_FILE_BYTES).decode("utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise Mistake(words("password.file", path=path, detail=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise Mistake(words("password.file", path=path, detail="UTF-8")) from error


def _typed(words: Words) -> str:
    """Twice from a keyboard, as nobody sees what is typed; a line from anything else."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        typed = getpass.getpass(words("password.ask"))
        if typed and getpass.getpass(words("password.again")) != typed:
            raise Mistake(words("password.differs"))
    except EOFError:
        return ""
    return typed
