"""What a file may hold before it is opened: bytes on the disk, and what a zipped one unpacks to.

Each limit is far beyond what a council has, so that a file beyond it is broken or was made to harm.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from complaint_analysis.errors import InputError

MEGABYTE = 1_000_000
MOST_OF_AN_EXPORT = 500 * MEGABYTE
MOST_OF_A_FORM = 100 * MEGABYTE
MOST_OF_A_SIDE_FILE = 20 * MEGABYTE
MOST_OF_SETTINGS = MEGABYTE
"""Bytes of a file."""
MOST_UNPACKED = 900 * MEGABYTE
MOST_UNPACKED_OF_A_FORM = 200 * MEGABYTE
"""Bytes of all parts of a zipped file together; the pages of 200,000 rows of 60 columns have 460 million."""
_SMALL_PART, _MOST_TIMES = 30 * MEGABYTE, 250
"""A part beyond this is refused where it unpacks to more than so many times its size: text does to 20."""
_MOST_OF_A_LIST = 2 * MEGABYTE
"""Bytes of the list of a zipped file's parts: some 20,000 of them."""
_END, _LONGEST_COMMENT = b"PK\x05\x06", 2**16 + 22


class Zipped(NamedTuple):
    """The most that a zipped file may unpack to, and who made it, for the advice."""

    most: int
    program: str


WORKBOOK = Zipped(MOST_UNPACKED, "a spreadsheet program")
FORM = Zipped(MOST_UNPACKED_OF_A_FORM, "the program that made it")


def require_size(path: Path, most: int, where: str) -> None:
    """Nothing where a path is a file of at most so many bytes; else an InputError.

    A pipe or a device, which may never end, is no file.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise InputError(
            "it is a pipe or a device, and no file", where=where, do="put a copy of the file there"
        )
    if about.st_size > most:
        raise InputError(
            f"the file has {_megabytes(about.st_size)}, and at most {_megabytes(most)} are read",
            where=where,
            do="take pictures and what is not needed out of it, or divide it into several files",
        )


def unpacked_size(path: Path, allowed: Zipped, where: str) -> int:
    """The bytes to which the parts of a zipped file unpack, by its own list; of any other file its own.

    An InputError where they are more than is allowed, or a part unpacks to far more than text does.
    """
    if not _is_zipped(path):
        return path.stat().st_size
    if _list_size(path) > _MOST_OF_A_LIST:
        raise _refused("it has more parts than any document", allowed, where)
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return path.stat().st_size  # what is wrong with it is for its reader to say
    total = sum(part.file_size for part in parts)
    if total > allowed.most:
        raise _refused(f"it unpacks to {_megabytes(total)}", allowed, where)
    if any(part.file_size > _SMALL_PART + _MOST_TIMES * part.compress_size for part in parts):
        raise _refused("a part of it unpacks to many times its size", allowed, where)
    return total


def _is_zipped(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _list_size(path: Path) -> int:
    """The bytes that the list of a zipped file's parts has, as its end says; 0 where it has no end."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_COMMENT))
        _, end, fields = file.read().rpartition(_END)
    return int.from_bytes(fields[8:12], "little") if end else 0


def _refused(what: str, allowed: Zipped, where: str) -> InputError:
    return InputError(
        f"the file is not opened: {what}",
        where=where,
        do=f"open it in {allowed.program}, copy what is needed into a new file and save that",
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"
