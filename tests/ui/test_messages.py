"""Every fault has a title, a cause and a mend, in words; no fault is left to its repr."""

from pathlib import Path
from typing import get_args

import pytest

from shareapp.server.errors import (
    AddressUnavailable,
    CertificateCause,
    CertificateInvalid,
    PortForbidden,
    PortInUse,
    RootUnreadable,
    StartError,
    StartFailed,
)
from shareapp.server.events import Trouble, TroubleCode
from shareapp.sharing.config import FieldProblem, ProblemCode
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui import messages
from shareapp.ui.messages import Action
from shareapp.ui.settings import NoticeCode, SettingsNotice
from tests.support.stage import WIFI

PHOTOS = Path("/home/jimin/Photos")


def _failed(error: StartError, *, lost: bool = False) -> StateChanged:
    return StateChanged(ShareState.FAILED, error=error, lost=lost)


@pytest.mark.parametrize(
    ("error", "title", "text", "actions"),
    [
        (
            PortInUse("", 8000),
            "Port 8000 is already in use",
            "Another program on this computer is using it. Port 8001 is free.",
            [Action.CHOOSE_PORT, Action.USE_PORT],
        ),
        (
            PortForbidden(80),
            "Port 80 needs administrator rights",
            "Ports below 1024 are reserved by the system. Port 8001 works without special rights.",
            [Action.USE_PORT],
        ),
        (
            AddressUnavailable("10.0.0.9"),
            "This computer doesn’t have the address 10.0.0.9 (any more).",
            "",
            [Action.USE_ADDRESS],
        ),
        (
            RootUnreadable(PHOTOS, "missing"),
            "The folder is no longer available",
            "“Photos” was moved, deleted or disconnected.",
            [Action.RETRY, Action.CHOOSE_FOLDER],
        ),
        (
            RootUnreadable(PHOTOS, "forbidden"),
            "This folder can’t be read",
            "You don’t have permission to open “Photos”.",
            [Action.CHOOSE_FOLDER],
        ),
        (
            CertificateInvalid("mismatch", PHOTOS),
            "The certificate can’t be used",
            "The private key doesn’t belong to this certificate.",
            [Action.SHARE_WITHOUT_HTTPS, Action.CHECK_CERTIFICATE],
        ),
        (StartFailed("out of luck"), "Sharing couldn’t start", "out of luck", [Action.COPY_DETAILS, Action.RETRY]),
    ],
)
def test_a_start_that_fails_is_explained_with_its_mend(
    error: StartError, title: str, text: str, actions: list[Action]
) -> None:
    notice = messages.failure(_failed(error), free_port=8001, other=WIFI)
    assert (notice.severity, notice.title, notice.text) == ("danger", title, text)
    assert [fix.action for fix in notice.fixes] == actions
    assert [fix.accent for fix in notice.fixes] == [False] * (len(actions) - 1) + [True]


def test_before_a_free_port_is_found_the_port_can_be_chosen() -> None:
    notice = messages.failure(_failed(PortInUse("", 8000)))
    assert notice.text == "Another program on this computer is using it."
    named = messages.failure(_failed(PortInUse("", 8000)), port_user="nginx")
    assert named.text == "It is used by the program “nginx”."
    assert [fix.action for fix in notice.fixes] == [Action.CHOOSE_PORT]


def test_a_share_that_was_lost_says_that_it_has_stopped() -> None:
    change = _failed(RootUnreadable(PHOTOS, "missing"), lost=True)
    assert messages.title_of(change) == "Sharing has stopped"
    assert messages.failure(change).text.endswith("Sharing has stopped.")
    assert messages.failure(_failed(StartFailed("crash"), lost=True)).title == "Sharing has stopped"


@pytest.mark.parametrize("cause", get_args(CertificateCause))
def test_every_cause_of_a_bad_certificate_has_a_sentence(cause: CertificateCause) -> None:
    sentence = messages.certificate_cause(CertificateInvalid(cause, Path("cert.pem"), "2026-05-03"))
    assert sentence
    assert ("3 May 2026" in sentence) == (cause in {"expired", "not-yet-valid"})


@pytest.mark.parametrize("code", get_args(ProblemCode))
@pytest.mark.parametrize("field", ["port", "upload_bytes"])
def test_every_problem_of_a_field_has_a_sentence(code: ProblemCode, field: str) -> None:
    sentence = messages.field_problem(FieldProblem(field, code, ("x/y",)), "8000")
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_a_bad_port_says_what_stays() -> None:
    problem = FieldProblem("port", "port-range", ("70000",))
    assert messages.field_problem(problem, "8000") == "Enter a number from 1 to 65535. Still using 8000."


@pytest.mark.parametrize("code", get_args(TroubleCode))
def test_every_trouble_has_a_sentence(code: TroubleCode) -> None:
    sentence = messages.trouble(Trouble(0.0, code, "192.168.0.23", ("report.py", "1")))
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize("code", get_args(NoticeCode))
def test_every_trouble_with_the_settings_is_explained(code: NoticeCode) -> None:
    notice = messages.settings_trouble(SettingsNotice(code, ("share/port",)))
    assert notice.title
    assert "{" not in notice.text


@pytest.mark.parametrize(
    ("kind", "label"), [("wifi", "Wi‑Fi"), ("ethernet", "Ethernet"), ("virtual", "Virtual"), ("other", "wlan0")]
)
def test_addresses_are_offered_with_their_kind(kind: str, label: str) -> None:
    assert messages.address_label(WIFI._replace(kind=kind)) == f"{label} · 192.168.0.12"  # type: ignore[arg-type]


def test_a_script_that_was_ended_is_not_said_to_have_a_code() -> None:
    ended = Trouble(0.0, "cgi-exit", "", ("/cgi-bin/slow", "-9", "10.0"))
    assert messages.trouble(ended) == "Script /cgi-bin/slow was ended by signal 9."
    failed = ended._replace(params=("/cgi-bin/slow", "3", "10.0"))
    assert messages.trouble(failed) == "Script /cgi-bin/slow ended with code 3."
