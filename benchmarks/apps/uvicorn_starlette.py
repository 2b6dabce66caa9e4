"""uvicorn serving a folder through starlette: ``uvicorn_starlette.py FOLDER PORT``."""

import sys

import uvicorn  # type: ignore[import-not-found,unused-ignore]
from starlette.staticfiles import StaticFiles  # type: ignore[import-not-found,unused-ignore]

uvicorn.run(StaticFiles(directory=sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]))
