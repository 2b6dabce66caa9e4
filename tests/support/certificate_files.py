"""Certificates for tests, made once for a run."""

import atexit
import functools
import ssl
import tempfile
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from shareapp.server.tls import self_signed_certificate

PASSWORD = "pass word"


class Files(NamedTuple):
    """A certificate for 127.0.0.1, its key, the key under ``PASSWORD``, and the key of another certificate."""

    certificate: Path
    key: Path
    locked_key: Path
    other_key: Path

    def client(self) -> ssl.SSLContext:
        """A client's context that trusts it."""
        return ssl.create_default_context(cafile=self.certificate)


@functools.cache
def certificate_files() -> Files:
    """The files, in a folder that goes with the process."""
    home = tempfile.TemporaryDirectory(prefix="shareapp-certificates-")
    atexit.register(home.cleanup)
    folder = Path(home.name)
    certificate, key = self_signed_certificate(folder / "one", ["localhost"], ["127.0.0.1", "::1"])
    _certificate, other_key = self_signed_certificate(folder / "other", ["localhost"], [])
    locked_key = folder / "locked.pem"
    locked_key.write_bytes(
        load_pem_private_key(key.read_bytes(), None).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.encode())
        )
    )
    return Files(certificate, key, locked_key, other_key)
