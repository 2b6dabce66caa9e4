"""The names of fields that travel often, so that most lines need no pattern to be recognised."""

from typing import Final

_COMMON = """
    Accept Accept-Charset Accept-Encoding Accept-Language Accept-Ranges Access-Control-Allow-Origin
    Access-Control-Request-Headers Access-Control-Request-Method Age Allow Authorization Cache-Control Connection
    Content-Disposition Content-Encoding Content-Language Content-Length Content-Location Content-Range
    Content-Security-Policy Content-Type Cookie Cross-Origin-Opener-Policy Cross-Origin-Resource-Policy DNT Date ETag
    Expect Expires Forwarded From Host If-Match If-Modified-Since If-None-Match If-Range If-Unmodified-Since Keep-Alive
    Last-Modified Link Location Origin Permissions-Policy Pragma Priority Range Referer Referrer-Policy Retry-After
    Sec-CH-UA Sec-CH-UA-Mobile Sec-CH-UA-Platform Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site Sec-Fetch-User Sec-GPC
    Server Set-Cookie Strict-Transport-Security TE Trailer Transfer-Encoding Upgrade Upgrade-Insecure-Requests
    User-Agent Vary Via WWW-Authenticate X-Content-Type-Options X-Forwarded-For X-Forwarded-Proto
    X-Frame-Options X-Requested-With
""".split()  # noqa: SIM905 - eighty quoted strings would hide the names

FIELD_NAMES: Final[dict[str, str]] = {name: name.lower() for name in _COMMON} | {
    # As JavaScript, Chrome's client hints and HTTP/2 gateways spell them.
    spelling: name.lower()
    for name in _COMMON
    for spelling in (name.lower(), name.lower().title())
}
"""Spelling -> lower case. Every key is a token (RFC 9110 section 5.6.2)."""
