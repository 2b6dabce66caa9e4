#!/usr/bin/env python3
"""A CGI script for today's Python: shows a form, and what was typed into it. Needs nothing but Python.

Put it into a folder named cgi-bin inside the shared folder, make it executable (chmod 755 form.py),
turn CGI on, and open /cgi-bin/form.py.
"""

import html
import os
import sys
from urllib.parse import parse_qs

PAGE = """<!DOCTYPE html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>CGI</title>
<h1>CGI</h1>
<form method="post" accept-charset="utf-8">
  <p><label>이름 · Name <input name="name" value="{name}"></label></p>
  <p><label>이메일 · Email <input name="email" value="{email}"></label></p>
  <p><label>주소 · URL <input name="url" value="{url}"></label></p>
  <p><button>보내기 · Send</button></p>
</form>
{answer}
</html>
"""


def read_form() -> dict[str, str]:
    """The fields of the form: from the body of a POST, otherwise from the query."""
    if os.environ["REQUEST_METHOD"] == "POST":
        text = sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0)).decode("utf-8", "replace")
    else:
        text = os.environ["QUERY_STRING"]
    return {name: values[0] for name, values in parse_qs(text).items()}


def main() -> None:
    """Answer one request."""
    form = read_form()
    # Whatever came from outside is escaped before it becomes part of a page.
    shown = {name: html.escape(form.get(name, "")) for name in ("name", "email", "url")}
    greeting = f"<p><strong>{shown['name']}</strong>, welcome · 환영합니다</p>" if shown["name"] else ""
    page = PAGE.format(answer=greeting, **shown).encode()
    head = f"Content-Type: text/html; charset=utf-8\nContent-Length: {len(page)}\n\n"
    sys.stdout.buffer.write(head.encode() + page)


if __name__ == "__main__":
    main()
