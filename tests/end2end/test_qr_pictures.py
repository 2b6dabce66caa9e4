"""An independent reader finds the shown address in every picture of the code: both sizes, both themes, fine screens."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.end2end

URL = "http://192.168.0.12:8000"
KEY = "/~key/Zx8wS_f5m-0aQpLr3Tn9uA"
DRAW = """
import sys
from PySide6.QtWidgets import QApplication
from shareapp.ui.large_qr import LargeQr
from shareapp.ui.qr_view import QrView
from shareapp.ui.share_view import Tile
from shareapp.ui.theme import Theme

application = QApplication([])
theme = Theme(application)
folder, url, code = sys.argv[1:]
for look in ("light", "dark"):
    theme.apply(look)
    for compact in (False, True):
        view = QrView(theme)
        view.set_compact(compact)
        view.resize(view.sizeHint())
        view.render_tile(Tile.CODE, url, code)
        view.grab().save(f"{folder}/{look}-{'compact' if compact else 'full'}.png")
    dialog = LargeQr(theme, url, code=code)
    dialog.grab().save(f"{folder}/{look}-large.png")
"""


@pytest.mark.parametrize("code", [URL, URL + KEY])
@pytest.mark.parametrize("factor", ["1", "1.5", "2"])
def test_every_picture_of_the_code_reads_as_what_it_holds(tmp_path: Path, factor: str, code: str) -> None:
    reader = shutil.which("zbarimg")
    if reader is None:
        pytest.skip("zbarimg is not installed")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor}
    subprocess.run([sys.executable, "-c", DRAW, str(tmp_path), URL, code], env=environment, check=True, timeout=60)
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) == 6
    for picture in pictures:
        command = [reader, "--quiet", "--raw", "--nodbus", str(picture)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.stdout.split() == [code], picture.name
