"""``python -m shareapp.server [OPTIONS] [port]``."""

from shareapp.server.command import _main

if __name__ == "__main__":
    _main()
