"""aiohttp serving a folder: ``aiohttp_static.py FOLDER PORT``."""

import logging
import sys

from aiohttp import web  # type: ignore[import-not-found,unused-ignore]

logging.basicConfig(level=logging.INFO)  # so that it writes its request log, as the others do
application = web.Application()
application.router.add_static("/", sys.argv[1], show_index=True)
web.run_app(application, host="127.0.0.1", port=int(sys.argv[2]))
