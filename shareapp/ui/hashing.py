"""A password's hash, made beside the window's thread: it takes the processor as long as guessing shall take."""

from collections.abc import Callable
from functools import partial

from shareapp.sharing.passwords import hash_password
from shareapp.ui.background import Background

_KEY = "password"


class Hashing:
    """Makes one hash at a time, and holds back what has to wait for it."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._postponed: Callable[[], None] | None = None
        self.is_busy = False

    def begin(self, password: str, done: Callable[[str], None]) -> None:
        """Call ``done`` with the hash, then what was put off meanwhile; a password of before is forgotten."""
        self.is_busy = True
        self._background.run(_KEY, partial(hash_password, password), partial(self._finish, done))

    def forget(self) -> bool:
        """No hash is wanted any more; whether one was being made. ``go_on`` is the caller's to call then."""
        self._background.forget(_KEY)
        was_busy, self.is_busy = self.is_busy, False
        return was_busy

    def puts_off(self, act: Callable[[], None] | None) -> bool:
        """Whether a hash is being made: then ``act`` follows it, instead of what was put off before."""
        if self.is_busy:
            self._postponed = act
        return self.is_busy

    def go_on(self) -> None:
        """Do what was put off."""
        act, self._postponed = self._postponed, None
        if act is not None:
            act()

    def _finish(self, done: Callable[[str], None], password_hash: str) -> None:
        self.is_busy = False
        done(password_hash)
        self.go_on()
