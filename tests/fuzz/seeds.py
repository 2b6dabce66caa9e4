"""Requests to begin with: those of the corpus, and good ones for everything that a share can do."""

import base64
from pathlib import Path
from typing import Final

CORPUS: Final = Path(__file__).parents[1] / "corpus"
FOUND: Final = CORPUS / "found"
"""What a hunt found once, in pieces as it was sent. Each is sent again before every hunt."""

_TARGETS: Final = """\
/ /folder /folder/ /folder/?sort=size&order=down /?zip /folder/?zip&name=a.txt&name=sub /%ED%95%9C%EA%B8%80.txt
/a.txt?download /large.bin /link /linked/ /.hidden /.hidden-folder/x /cgi-bin/echo /cgi-bin/echo/path%2finfo?a=b
/cgi-bin/ /cgi-bin/echo.txt /folder/../a.txt /%2e%2e/canary /..%2fcanary /folder/%2e%2e/%2e%2e/canary
/page.html?manage=a.txt /folder/?manage=a.txt /favicon.ico /photo.png?thumbnail /~login /~key/abc /~parts/
http://localhost/a.txt *"""
_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
_MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="up.txt"; filename*=UTF-8\'\'up%20%ED%95%9C.txt\r\n'
    b'Content-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Disposition: form-data; name="path"\r\n\r\n'
    b"sub/dir\r\n--b--\r\n"
)
_TUS = "Tus-Resumable: 1.0.0\r\n"
_METADATA = "filename " + base64.b64encode("한.txt".encode()).decode() + ",lastModified MTcwMDAwMDAwMDAwMA=="


def _request(line: str, fields: str = "", body: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{line} HTTP/1.1\r\nHost: localhost\r\n{fields}{length}\r\n".encode() + body


def seeds() -> list[bytes]:
    """All of them, in a fixed order; those that lead far into the server often: most of the corpus ends at its gate."""
    files = sorted(CORPUS.glob("*valid/*.http"))
    return [*_reading(), *_writing() * 5, *_doors() * 3, *(path.read_bytes() for path in files[::3])]


def _reading() -> list[bytes]:
    accepts = ("text/html", "application/json", "text/plain;q=0.5, */*;q=0.1", "image/*")
    ranges = ("0-4", "-5", "5-", "0-0,-1", "0-1,4-5,2-3", "999-", "0-" + "9" * 40, ",".join(["0-"] * 40))
    conditions = (
        'If-None-Match: "a", W/"b"', "If-None-Match: *", 'If-Match: "a"', "If-Match: *",
        'If-Range: "a"\r\nRange: bytes=0-1',
        "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "If-Unmodified-Since: Sunday, 06-Nov-94 08:49:37 GMT",
        "If-Modified-Since: Sun Nov  6 08:49:37 1994", "If-Range: Sun, 06 Nov 1994 08:49:37 GMT\r\nRange: bytes=0-1",
    )  # fmt: skip
    reads = [_request(f"{method} {target}") for target in _TARGETS.split() for method in ("GET", "HEAD", "OPTIONS")]
    reads += [_request("GET /folder/", f"Accept: {value}\r\nAccept-Language: ko,en;q=0.5\r\n") for value in accepts]
    reads += [_request("GET /a.txt", f"Range: bytes={value}\r\n") for value in ranges]
    reads += [_request("GET /large.bin", f"Range: bytes={value}\r\n") for value in ranges]
    reads += [_request("GET /?zip", f"Range: bytes={value}\r\n") for value in ranges]
    return reads + [_request("GET /a.txt", f"{value}\r\n") for value in conditions]


def _writing() -> list[bytes]:
    chunked = b"5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n"
    return [
        _request("PUT /new.txt", "X-OC-Mtime: 1700000000\r\n", b"hello"),
        _request("PUT /folder/new.txt", "If-None-Match: *\r\nExpect: 100-continue\r\n", b"hello"),
        _request("PUT /new.txt", "Content-Range: bytes 0-4/5\r\n", b"hello"),
        _request("PUT /chunked.txt", "Transfer-Encoding: chunked\r\n") + chunked,
        _request("POST /", "Content-Type: multipart/form-data; boundary=b\r\n", _MULTIPART),
        _request(
            "POST /folder/", 'Content-Type: multipart/form-data; boundary="b"\r\nAccept: text/html\r\n', _MULTIPART
        ),
        _request("POST /", "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n")
        + b"%x\r\n%b\r\n0\r\n\r\n" % (len(_MULTIPART), _MULTIPART),
        _request("POST /", f"{_TUS}Upload-Length: 5\r\nUpload-Metadata: {_METADATA}\r\n"),
        _request(
            "POST /folder/",
            f"{_TUS}Upload-Length: 5\r\nUpload-Metadata: {_METADATA},relativePath YS9iL2M=\r\n"
            "Content-Type: application/offset+octet-stream\r\nUpload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=\r\n",
            b"hello",
        ),
        _request(f"HEAD /?upload={'0' * 32}", _TUS),
        _request(f"DELETE /?upload={'0' * 32}", _TUS),
        _request(
            f"PATCH /?upload={'0' * 32}",
            f"{_TUS}Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n",
            b"hello",
        ),
        _request("POST /?new-folder", _FORM, b"name=made"),
        _request("POST /folder/?rename=a.txt", _FORM, b"name=b%2Etxt"),
        _request("POST /folder/?delete=b.txt&delete=a.txt", _FORM, b"x="),
        _request("POST /?zip", _FORM, b"name=a.txt&name=folder"),
        _request("POST /cgi-bin/echo?a=b", _FORM, b"field=value"),
        _request("POST /cgi-bin/echo", "Transfer-Encoding: chunked\r\n") + chunked,
        _request("DELETE /a.txt"),
        _request("TRACE /"),
        _request("PROPFIND /"),
        _request("CONNECT localhost:80"),
    ]


def _doors() -> list[bytes]:
    basic = base64.b64encode(b"guest:wrong").decode()
    return [
        _request("GET /a.txt", f"Authorization: Basic {basic}\r\n"),
        _request("GET /a.txt", "Authorization: Digest x\r\nCookie: shareapp-80=1.2.3\r\n"),
        _request("GET /a.txt", f"Cookie: shareapp-80=999999999999.{'a' * 16}.{'b' * 43}\r\nAccept: text/html\r\n"),
        _request("POST /~login", f"{_FORM}Origin: http://localhost\r\n", b"password=wrong&to=/folder/"),
        _request("POST /~login", f"{_FORM}Sec-Fetch-Site: cross-site\r\n", b"password=wrong&to=//evil"),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ]
