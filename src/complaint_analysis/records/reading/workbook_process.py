"""A process of its own that reads one workbook and hands its cells on as text; what goes wrong ends it alone.

The reader is native code: a cell far from all others makes it ask for more memory than any machine has, and a
broken file may make it stop. Run as a program with the file, the most memory (bytes) and the most cells of a
sheet; what it writes is read by `workbooks.py`. It imports next to nothing, so that it starts at once.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from complaint_analysis.records.reading.sheet_states import BookState, SheetState, book_state

ROWS_AT_ONCE, LENGTH = 5_000, 8
SHEET, ROWS, END, REFUSED = "sheet", "rows", "end", "refused"
"""A message is a sheet (name, first filled place, merged cells, whether it is hidden, whether days count from
1904, its state), rows of it, the end, or a refusal."""
PASSWORD, TOO_WIDE = "password", "too wide"


def main(path: str, most_memory: int, most_cells: int, out: BinaryIO) -> None:
    """Write the sheets of a workbook as messages."""
    import python_calamine

    _limit_memory(most_memory)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        for message in _messages(workbook, book_state(path), most_cells):
            _write(message, out)
    except python_calamine.PasswordError:
        _write((REFUSED, PASSWORD), out)
    except BaseException as error:  # a panic of the reader is no Exception
        _write((REFUSED, type(error).__name__), out)
    out.flush()


def _write(message: tuple, out: BinaryIO) -> None:
    content = marshal.dumps(message)
    out.write(len(content).to_bytes(LENGTH, "little") + content)


def read(source: BinaryIO) -> tuple:
    """The next message; an EOFError where there is none, or not all of it."""
    length = int.from_bytes(source.read(LENGTH), "little")
    return marshal.loads(source.read(length))


def _limit_memory(most: int) -> None:
    """Let this process have no more memory than so many bytes, where the system knows such a limit."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):  # macOS may refuse it
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _messages(workbook: Any, state: BookState, most_cells: int) -> Iterator[tuple]:
    hidden = {each.name for each in workbook.sheets_metadata if not str(each.visible).endswith(".Visible")}
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        height, width = sheet.total_height, sheet.total_width
        merged = sheet.merged_cell_ranges or []
        covered = sum(max(0, min(bottom, height) - top) for (top, _), (bottom, _) in merged)
        if max(height * width, covered) > most_cells:
            yield REFUSED, TOO_WIDE
            return
        of_sheet = tuple(state.sheets.get(name, SheetState([], [], [], [])))
        yield SHEET, name, sheet.start or (0, 0), merged, name in hidden, state.from_1904, of_sheet
        rows = sheet.to_python(skip_empty_area=False)
        for first in range(0, len(rows), ROWS_AT_ONCE):
            yield ROWS, [_texts(row) for row in rows[first : first + ROWS_AT_ONCE]]
    yield (END,)


def _texts(row: list[object]) -> list[str]:
    """The cells of a row as text; those that are text already are handed on as they are."""
    return [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, (int, timedelta)) else ""


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.stdout.buffer)
