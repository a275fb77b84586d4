"""The picture of the README: the summary page of a report's PDF, 900 pixels wide, in a few colours.

    python tools/summary_picture.py output/2024-25/public/annual-report.pdf docs/images/summary-page.png

It needs pdftoppm (the package poppler-utils) and Pillow, which comes with the charts.
"""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

_SUMMARY_PAGE, _PIXELS_WIDE, _COLOURS = 2, 900, 32


def summary_picture(report: Path, picture: Path) -> Path:
    """`picture`, written: the summary page of the report as a PNG."""
    page = str(_SUMMARY_PAGE)
    command = ["pdftoppm", "-png", "-f", page, "-l", page, "-scale-to-x", str(_PIXELS_WIDE)]
    drawn = subprocess.run([*command, "-scale-to-y", "-1", str(report)], check=True, capture_output=True)
    image = Image.open(BytesIO(drawn.stdout)).convert("RGB").quantize(_COLOURS)
    picture.parent.mkdir(parents=True, exist_ok=True)
    image.save(picture, optimize=True)
    return picture


if __name__ == "__main__":
    print(summary_picture(Path(sys.argv[1]), Path(sys.argv[2])))
