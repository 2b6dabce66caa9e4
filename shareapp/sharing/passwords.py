"""Passwords at rest and in use: scrypt (RFC 7914), constant-time comparison, good answers remembered."""

import base64
import hashlib
import hmac
import secrets
import threading
import unicodedata
from collections import deque

from shareapp.server.errors import HTTPError
from shareapp.server.layers.sessions import key_path
from shareapp.sharing.config import Credentials

_COST, _BLOCK_SIZE, _PARALLEL = 2**14, 8, 1  # 16 MiB and some 40 ms a try: dear to guess, unnoticed once
_MEMORY_LIMIT = 64 * 1024 * 1024
_CACHED_ANSWERS = 8
# A flood of guesses may not take 16 MiB each at the same time.
_DERIVATIONS_AT_ONCE = threading.BoundedSemaphore(2)
_MOST_WAITING = 64  # for one share; each holds up a thread that others need
MINIMUM_LENGTH = 8
GENERATED_LENGTH = 10
_RUN_KEY = secrets.token_bytes(32)
# Without letters that look alike on a phone: 0 O o, 1 l I.
_ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def generate_password() -> str:
    """A random password of ten characters that can be typed from one screen into another (58 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(GENERATED_LENGTH))


def hash_password(password: str) -> str:
    """The text to keep instead of ``password``: "scrypt$cost$block$parallel$salt$hash", salted at random."""
    salt = secrets.token_bytes(16)
    derived = _derive(password, salt, _COST, _BLOCK_SIZE, _PARALLEL)
    numbers = f"{_COST}${_BLOCK_SIZE}${_PARALLEL}"
    return f"scrypt${numbers}${base64.b64encode(salt).decode()}${base64.b64encode(derived).decode()}"


def visitor_secret(credentials: Credentials) -> bytes:
    """What cookies of visitors are signed with, and the key in the QR code is made of, while this password is asked.

    Another hash, even of the same password, makes another one, which locks out whoever came in before; so does a new
    start of the program, as a part of it is never written anywhere: what is kept on the disk lets nobody in.
    """
    return hmac.digest(
        _RUN_KEY, f"{credentials.user}:{credentials.password_hash}".encode("utf-8", "surrogatepass"), "sha256"
    )


def entry_path(credentials: Credentials | None) -> str:
    """What the QR code holds behind the address: the key to this share, "" when everybody may come in."""
    return "" if credentials is None else key_path(visitor_secret(credentials))


class PasswordCheck:
    """Says whether a password belongs to a kept hash.

    Browsers send the password with every request, so good answers are remembered (as a keyed digest, a few at most);
    wrong ones always cost the whole derivation, for which only so many may wait. Raises ValueError for text that
    ``hash_password`` did not make.
    """

    def __init__(self, kept: str) -> None:
        try:
            scheme, cost, block_size, parallel, salt, derived = kept.split("$")
            self._numbers = (int(cost), int(block_size), int(parallel))
            self._salt = base64.b64decode(salt, validate=True)
            self._derived = base64.b64decode(derived, validate=True)
        except ValueError as error:
            raise ValueError("not a password hash") from error
        if scheme != "scrypt" or not self._derived:
            raise ValueError("not a password hash")
        self._process_key = secrets.token_bytes(32)
        self._good: tuple[bytes, ...] = ()
        self._waiting = deque[None]()  # one for each, as adding and taking are atomic

    def __call__(self, password: str) -> bool:
        """Whether ``password`` is the one. May be called by many threads. Raises HTTPError 503 when too many do."""
        digest = hmac.digest(self._process_key, _normal(password), "sha256")
        if any(hmac.compare_digest(digest, good) for good in self._good):
            return True
        if len(self._waiting) >= _MOST_WAITING:
            raise HTTPError(503, "too many passwords at once", [("Retry-After", "1")])
        self._waiting.append(None)
        try:
            derived = _derive(password, self._salt, *self._numbers)
        finally:
            self._waiting.pop()
        if not hmac.compare_digest(derived, self._derived):
            return False
        self._good = (digest, *self._good)[:_CACHED_ANSWERS]
        return True


def _derive(password: str, salt: bytes, cost: int, block_size: int, parallel: int) -> bytes:
    with _DERIVATIONS_AT_ONCE:
        return hashlib.scrypt(
            _normal(password), salt=salt, n=cost, r=block_size, p=parallel, maxmem=_MEMORY_LIMIT, dklen=32
        )


def _normal(password: str) -> bytes:
    """Composed form, so that Korean typed on a Mac equals the same Korean typed on a phone (RFC 8265 section 4.2)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
