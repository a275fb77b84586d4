"""Workbooks of every kind as sheets of text, read by a process with limits of time and memory.

Time is limited everywhere, memory where the system can (not on Windows).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from complaint_analysis.council.file_limits import MEGABYTE, WORKBOOK, unpacked_size
from complaint_analysis.records.reading import workbook_process as process
from complaint_analysis.records.reading.columns import MOST_CELLS
from complaint_analysis.records.reading.sheet_states import Place, SheetState

_MOST_MEMORY = 6_000 * MEGABYTE
_SECONDS, _SECONDS_A_MEGABYTE = 9, 0.25
"""The time that reading may take, by what the file unpacks to: five times what a slow machine needs."""
_TO_DO = "open it in a spreadsheet program and save it again"
_FAR = (
    "its used range is larger than a table of complaints can be",
    "delete the rows and columns beyond the table, where a cell may be filled unseen, and save it again",
)
_REASONS = {
    process.PASSWORD: ("it is protected by a password", "save it without a password"),
    process.TOO_WIDE: _FAR,
}
Refuse = Callable[[str, str], Exception]
"""Makes the error of a file that cannot be used, of why that is and what to do."""


class Worksheet(NamedTuple):
    """A sheet as text from its first row and column; `start` is its first filled place, counted from 0.

    `merged` are the first and last place of each merged cell. `state` is known of .xlsx and .xlsm alone, and
    so is whether numbers that are days count them `from_1904`.
    """

    name: str
    start: Place
    merged: list[tuple[Place, Place]]
    is_hidden: bool
    from_1904: bool
    state: SheetState
    cells: list[list[str]]


def worksheets(path: Path, where: str, refuse: Refuse) -> list[Worksheet]:
    """The sheets of a workbook; dates as ISO text, whole numbers without a decimal point.

    What `refuse` makes of why and what to do is raised where it cannot be read, or not within its limits;
    an InputError where it unpacks to too much.
    """
    seconds = _SECONDS + _SECONDS_A_MEGABYTE * unpacked_size(path, WORKBOOK, where) / MEGABYTE
    with _reader(path, seconds) as (running, late):
        try:
            return _sheets(running, refuse)
        except (EOFError, ValueError, TypeError):  # it ended in the middle of what it had to say
            running.wait()
    why = f"it takes longer than {seconds:.0f} seconds" if late else "it needs too much memory, or is broken"
    raise refuse(why, f"{_TO_DO}; {_FAR[1]}")


@contextmanager
def _reader(path: Path, seconds: float) -> Iterator[tuple[subprocess.Popen, list[bool]]]:
    """The process that reads a workbook, ended when its time is over; the list is filled when it was."""
    limits = [str(_MOST_MEMORY), str(MOST_CELLS)]
    command = [sys.executable, "-P", process.__file__, str(path), *limits]
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        running.kill()

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        timer = Timer(seconds, end)
        timer.start()
        try:
            yield running, late
        finally:
            timer.cancel()
            running.kill()


def _sheets(running: subprocess.Popen, refuse: Refuse) -> list[Worksheet]:
    sheets: list[Worksheet] = []
    while True:
        kind, *content = process.read(running.stdout)  # type: ignore[arg-type]
        if kind == process.SHEET:
            name, start, merged, is_hidden, from_1904, state = content
            sheets.append(Worksheet(name, start, merged, is_hidden, from_1904, SheetState(*state), []))
        elif kind == process.ROWS:
            sheets[-1].cells.extend(content[0])
        elif kind == process.REFUSED:
            raise refuse(*_REASONS.get(content[0], (content[0], _TO_DO)))
        else:
            return sheets
