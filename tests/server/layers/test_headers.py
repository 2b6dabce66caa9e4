"""Promises of headers: every answer is nosniff and keeps to itself; leave for other origins is given by name."""

import pytest

from shareapp.server.layers.headers import SecurityHeaders
from shareapp.server.message import Field, Request, Response
from tests.support.asking import ask


def answered(layer: SecurityHeaders, request: Request, *fields: Field, status: int = 200) -> dict[str, str]:
    response = layer(request, lambda _request: Response(status, list(fields)))
    names = [name for name, _ in response.headers]
    assert len(names) == len(set(names))
    return dict(response.headers)


@pytest.mark.parametrize("status", [200, 206, 301, 304])
def test_every_answer_carries_the_security_fields(status: int) -> None:
    assert answered(SecurityHeaders(), ask("/"), ("Content-Type", "text/html"), status=status) == {
        "Content-Type": "text/html",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_an_owners_own_fields_are_added() -> None:
    layer = SecurityHeaders(extra=[("X-Robots-Tag", "noindex")])
    assert answered(layer, ask("/"))["X-Robots-Tag"] == "noindex"


@pytest.mark.point(86)
@pytest.mark.parametrize(
    "field",
    [("", "x"), ("a b", "x"), ("a:", "x"), ("X", "a\r\nSet-Cookie: b"), ("X", "a\0"), ("X\n", "a"), ("X", "한")],
)
def test_a_field_that_could_split_a_response_is_refused(field: Field) -> None:
    with pytest.raises(ValueError, match="not a header field"):
        SecurityHeaders(extra=[field])


class TestSandbox:
    """Files that run scripts are cut off from the other pages where visitors may upload."""

    @pytest.mark.point(88)
    @pytest.mark.parametrize(
        "media_type", ["text/html; charset=utf-8", "image/svg+xml", "application/xhtml+xml", "TEXT/HTML", "text/xml",
                       "application/xml", "application/rss+xml"]
    )  # fmt: skip
    def test_active_files_are_sandboxed(self, media_type: str) -> None:
        policy = answered(SecurityHeaders(sandbox=True), ask("/"), ("Content-Type", media_type))[
            "Content-Security-Policy"
        ]
        assert policy.startswith("sandbox")
        assert "allow-same-origin" not in policy

    @pytest.mark.parametrize("fields", [[("Content-Type", "text/plain")], [("Content-Type", "video/mp4")], []])
    def test_passive_files_are_not(self, fields: list[Field]) -> None:
        assert "Content-Security-Policy" not in answered(SecurityHeaders(sandbox=True), ask("/"), *fields)

    def test_a_generated_page_keeps_its_own_policy(self) -> None:
        own = (("Content-Type", "text/html"), ("Content-Security-Policy", "default-src 'none'"))
        assert (
            answered(SecurityHeaders(sandbox=True), ask("/"), *own)["Content-Security-Policy"] == "default-src 'none'"
        )

    def test_without_it_an_owners_pages_are_served_as_they_are(self) -> None:
        assert "Content-Security-Policy" not in answered(SecurityHeaders(), ask("/"), ("Content-Type", "text/html"))


class TestCors:
    """The Fetch standard's leave for other origins."""

    def test_nobody_has_it_by_default(self) -> None:
        fields = answered(SecurityHeaders(), ask("/", fields={"origin": "http://a.example"}))
        assert not [name for name in fields if name.startswith("Access-Control")]

    def test_a_named_origin_may_read(self) -> None:
        layer = SecurityHeaders(cors=["http://a.example"])
        fields = answered(layer, ask("/", fields={"origin": "http://a.example"}))
        assert fields["Access-Control-Allow-Origin"] == "http://a.example"
        assert fields["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert fields["Vary"] == "Origin"

    def test_another_origin_may_not(self) -> None:
        layer = SecurityHeaders(cors=["http://a.example"])
        for sent in ({"origin": "http://b.example"}, {"origin": "null"}, {}):
            fields = answered(layer, ask("/", fields=sent))
            assert "Access-Control-Allow-Origin" not in fields
            assert fields["Vary"] == "Origin"

    def test_all_may_when_all_are_named(self) -> None:
        fields = answered(SecurityHeaders(cors=["*"]), ask("/"))
        assert fields["Access-Control-Allow-Origin"] == "*"
        assert "Vary" not in fields

    def test_a_preflight_is_answered_before_anyone_is_asked(self) -> None:
        layer = SecurityHeaders(cors=["*"])
        sent = {"origin": "http://a.example", "access_control_request_method": "GET"}

        def never(_request: Request) -> Response:
            raise AssertionError

        response = layer(ask("/", "OPTIONS", sent), never)
        assert response.status == 204
        assert response.header("access-control-allow-methods") == "GET, HEAD, OPTIONS"
        assert "Range" in (response.header("access-control-allow-headers") or "")

    def test_without_cors_a_preflight_is_an_ordinary_options(self) -> None:
        sent = {"origin": "http://a.example", "access_control_request_method": "GET"}
        fields = answered(SecurityHeaders(), ask("/", "OPTIONS", sent), ("Allow", "GET"))
        assert fields["Allow"] == "GET"
