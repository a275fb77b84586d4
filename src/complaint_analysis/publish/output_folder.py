"""The output folder of a report: one run at a time works in it, and its last good publication stays whole."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from complaint_analysis.errors import UsageError

PRIVATE, LOCK, BEFORE = "private", "running.lock", "public-before"
FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
LEAST_FREE = 500_000
"""With fewer bytes free than this a disk is full, whatever the program that met it said."""
_EXCHANGE, _HERE = 2, -100


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Holds a report's output folder for one run: it can be written, nobody else works in it.

    A UsageError where it cannot be, and where the disk becomes full; the last publication stays as it was.
    """
    require_writable(folder)
    with alone(folder), telling_of_a_full_disk(folder):
        restore(folder / "public")
        yield


def require_writable(folder: Path) -> None:
    """Hold an output folder to one that can be written; a UsageError says so before any work.

    What is private in it its owner alone can enter, whatever it was before; on Windows its folder decides.
    """
    for inside in (folder, folder / PRIVATE):
        try:
            inside.mkdir(parents=True, exist_ok=True)
            if inside.name == PRIVATE and sys.platform != "win32":
                inside.chmod(stat.S_IRWXU)
            with tempfile.TemporaryFile(dir=inside) as file:
                file.write(b"x")
        except OSError as error:
            if error.errno in FULL:
                raise _full(inside) from None
            raise UsageError(
                "the output folder cannot be written",
                where=str(inside),
                do="name another folder with --out, or allow writing in this one",
            ) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds an output folder for this run alone; a UsageError where another run works in it.

    The system lets go of it when the run ends, however it ends.
    """
    with (folder / PRIVATE / LOCK).open("a+b") as file:
        try:
            _lock(file)
        except OSError:
            raise UsageError(
                "another run is working in this output folder",
                where=str(folder),
                do="wait until it has ended, or name another folder with --out",
            ) from None
        yield


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def telling_of_a_full_disk(folder: Path) -> Iterator[None]:
    """Tells a full disk as such, whether this program met it, a notebook's kernel, or pandoc."""
    try:
        yield
    except Exception as error:
        if is_full(error, folder):
            raise _full(folder) from error
        raise


def is_full(error: Exception, folder: Path) -> bool:
    """Whether an error came of a full disk."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    said = os.strerror(errno.ENOSPC) in str(error)
    return said or shutil.disk_usage(folder).free < LEAST_FREE


def _full(folder: Path) -> UsageError:
    return UsageError(
        "the disk is full; the last publication stands as it was",
        where=str(folder),
        do="free some space, or name a folder on another disk with --out, and run it again",
    )


def put_in_place(built: Path, public: Path) -> None:
    """The finished publication in the place of the last good one, in one step."""
    if not public.exists():
        built.rename(public)
        return
    if not exchange(built, public):
        before = public.with_name(BEFORE)
        shutil.rmtree(before, ignore_errors=True)
        with _telling_of_an_open_file(public):
            public.rename(before)
        built.rename(public)
    restore(public)
    shutil.rmtree(built, ignore_errors=True)


@contextmanager
def _telling_of_an_open_file(public: Path) -> Iterator[None]:
    """Windows moves no folder of which another program has a file open."""
    try:
        yield
    except PermissionError:
        raise UsageError(
            "a file of the last publication is open in another program, so it cannot be replaced",
            where=str(public),
            do="close it there, for example in Word or a browser, and run it again",
        ) from None


def restore(public: Path) -> None:
    """The last good publication back in its place, where a run was killed just after taking it away."""
    before = public.with_name(BEFORE)
    if before.exists() and not public.exists():
        before.rename(public)
    shutil.rmtree(before, ignore_errors=True)


def exchange(first: Path, second: Path) -> bool:
    """Whether two folders changed places in one step; Linux alone can, and not on every disk."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    return rename(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0
