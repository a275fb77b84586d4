"""What would lead out of a data folder, and is refused: links within it, and files named in its settings.

The folder itself may be reached through a link or lie on a mounted drive: what counts is where it leads in
the end. A link that stays within it is read as what it leads to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from complaint_analysis.errors import InputError

READ = ("council.toml", "20??-??", "benchmarks")
"""What is read of a data folder, with all that lies below it."""


def refuse_ways_out(folder: Path) -> None:
    """Nothing, where all that is read of a data folder lies in it; else an InputError that names the link."""
    for path in _read_of(folder):
        if path.is_symlink() and not path.exists():
            raise _refused(folder, path, "a link leads nowhere")
        if leads_out(path, folder):
            raise _refused(folder, path, "a link leads out of the data folder")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path ends outside a folder, be it by `..`, as an absolute path or through a link.

    >>> leads_out(Path("data/../other/logo.png"), Path("data"))
    True
    """
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a link to itself, or a name that no file can have
        return True


def _read_of(folder: Path) -> Iterator[Path]:
    for top in (path for pattern in READ for path in sorted(folder.glob(pattern))):
        yield top
        for within, folders, files in os.walk(top):
            yield from (Path(within, name) for name in sorted([*folders, *files]))


def _refused(folder: Path, path: Path, what: str) -> InputError:
    return InputError(
        f"{what}: only what lies in the data folder itself is read",
        where=path.relative_to(folder).as_posix(),
        do="put the file or folder itself in the place of the link, or take the link away",
    )
