"""``python -m tests.fuzz --seconds 60 --seed 1``: hunt for requests that the server answers wrongly.

Whatever is found is written to the folder that ``--keep`` names; once mended it belongs into tests/corpus/found.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.hunt import SHARES, hunt


def main() -> int:
    """Hunt; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Send damaged requests to a real share.")
    parser.add_argument("--seconds", type=float, default=60.0, help="for all shares together (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed sends the same (default: %(default)s)")
    parser.add_argument("--share", choices=SHARES, action="append", help="only this share; may be given several times")
    parser.add_argument("--keep", type=Path, default=Path(), help="folder for what is found (default: this one)")
    options = parser.parse_args()
    code = 0
    with tempfile.TemporaryDirectory() as folder:
        for game in hunt(Path(folder), options.seed, options.seconds, options.share or SHARES):
            print(f"{game.tally.connections} connections, statuses {dict(sorted(game.tally.statuses.items()))}")  # noqa: T201
            for number, find in enumerate(game.finds):
                code = 1
                path = options.keep / f"{find.share}-{options.seed}-{number}.bytes"
                path.write_bytes(b"".join(find.pieces))
                print(f"{path}: {find.why}")  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main())
