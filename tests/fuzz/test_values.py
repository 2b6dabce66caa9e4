"""Any bytes are a request or an error of the client's, and any request has an answer: without sockets, so very many."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.events import Event, Trouble
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from shareapp.server.wire.disposition import Disposition, parse_disposition
from shareapp.server.wire.framing import control_of
from shareapp.server.wire.head import parse_request_head
from shareapp.server.wire.multipart import form_boundary
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.site import build_site
from tests.fuzz.hunt import CANARY, make_tree
from tests.fuzz.seeds import seeds
from tests.support.asking import body_of
from tests.support.bodies import MemoryBody

LATIN: Final = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=40)
VALUES: Final = LATIN | st.sampled_from(
    [
        "*",
        "0",
        "-1",
        "9" * 30,
        "bytes=0-",
        "bytes=-5,0-0",
        '"a"',
        'W/"a"',
        "text/html",
        "gzip",
        "1.0.0",
        "filename !",
        "a b",
    ]
)
_NAMES: Final = """
Accept Accept-Language Authorization Content-Disposition Content-Range Content-Type Cookie If-Match If-None-Match
If-Modified-Since If-Range If-Unmodified-Since Last-Modified Origin Range Referer Sec-Fetch-Site Tus-Resumable
Upload-Checksum Upload-Defer-Length Upload-Length Upload-Metadata Upload-Offset User-Agent X-OC-Mtime
X-HTTP-Method-Override
"""
_PARTS: Final = """
/ a.txt folder sub .. . %2e%2e %00 %5c %2f %ff %ED%95%9C%EA%B8%80.txt cgi-bin echo canary .hidden link linked ? & =
zip name upload rename delete new-folder manage sort download 0000000000000000000000000000000a ~login ~key
"""
NAMES: Final = st.sampled_from(_NAMES.split())
TARGETS: Final = st.lists(st.sampled_from(_PARTS.split()), max_size=6).map(lambda parts: "/" + "".join(parts))
METHODS: Final = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "MOVE", "TRACE"])
CLIENTS_FAULT: Final = {501, 505, 507}


@pytest.fixture(scope="module")
def troubles() -> list[Event]:
    return []


@pytest.fixture(scope="module")
def site(troubles: list[Event]) -> Iterator[Responder]:
    """Everything switched on, over a folder that hides ``CANARY``."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_tree(Path(folder) / "root", secret=False)
        limits = Limits(disk_reserve_bytes=1)
        yield build_site(
            ShareConfig(root=root, rights="manage", cgi_folders=("/cgi-bin",), limits=limits), troubles.append
        )


@given(st.sampled_from(seeds()), st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), max_size=3))
def test_any_bytes_are_a_request_or_an_error_of_the_client(seed: bytes, edits: list[tuple[int, bytes]]) -> None:
    for at, added in edits:
        seed = seed[:at] + added + seed[at + len(added) :]
    try:
        head = parse_request_head(seed, Limits())
        control = control_of(head)
    except HTTPError as error:
        assert error.status in range(400, 500) or error.status in CLIENTS_FAULT  # noqa: PT017 - one of two outcomes
        assert error.close or error.status == 417  # noqa: PT017
    else:
        assert head.path == "*" or head.path.startswith("/")
        assert control.length is None or control.length >= 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, TARGETS, st.lists(st.tuples(NAMES, VALUES), max_size=4), st.binary(max_size=60))
@example("GET", "/a.txt", [("Authorization", "Basic \xff")], b"")
def test_any_request_has_an_answer(
    site: Responder, troubles: list[Event], method: str, target: str, fields: list[tuple[str, str]], body: bytes
) -> None:
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", *(f"{name}: {value.strip()}" for name, value in fields)]
    try:
        head = parse_request_head("\r\n".join([*lines, "", ""]).encode("latin-1"), Limits())
    except HTTPError:
        return  # the wire keeps it out
    response = site(Request(*head, "192.0.2.7", False, MemoryBody(body)))
    assert response.status < 500 or response.status in CLIENTS_FAULT, response
    assert CANARY not in content(response)
    assert [event for event in troubles if isinstance(event, Trouble) and event.code == "crash"] == []


def content(response: Response) -> bytes:
    """All bytes of the body; of a script or an archive that breaks off, those before."""
    try:
        with contextlib.suppress(HTTPError):
            return body_of(response)
        return b""
    finally:
        response.close()


@given(LATIN)
def test_any_field_of_a_form_is_understood_or_400(value: str) -> None:
    for text in (value, f"form-data; {value}", f'form-data; name="{value}"', f"form-data; filename*=UTF-8''{value}"):
        with contextlib.suppress(HTTPError):
            assert isinstance(parse_disposition(text), Disposition)
        with contextlib.suppress(HTTPError):
            assert form_boundary(f"multipart/{text}")
