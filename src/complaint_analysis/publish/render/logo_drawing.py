"""An SVG drawn by Typst in a process of its own, which has little time and memory and sees one folder alone.

Run by its file: `python logo_drawing.py FOLDER` draws FOLDER/logo.typ into FOLDER/logo.png.
"""

from __future__ import annotations

import sys
from pathlib import Path

MOST_SECONDS = 5
_MOST_BYTES = 2_000_000_000
_DOTS_PER_INCH = 600.0


def draw(folder: Path) -> None:
    """Writes the drawing; a TypstError where there is nothing that can be drawn."""
    import typst

    picture = typst.compile(
        folder / "logo.typ", root=folder, format="png", ppi=_DOTS_PER_INCH, ignore_system_fonts=True
    )
    (folder / "logo.png").write_bytes(picture)


def limit_this_process() -> None:
    """Sets how much this process may use, where the system can; its caller ends it anywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


if __name__ == "__main__":
    limit_this_process()
    draw(Path(sys.argv[1]))
