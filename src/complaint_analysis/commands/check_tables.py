"""`check --table`: what was tested of published tables, what was left alone, and what cannot be right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from complaint_analysis.commands.progress import Progress
from complaint_analysis.publish.table_arithmetic.tested_numbers import TestedTable
from complaint_analysis.publish.table_arithmetic.wrong_numbers import read_and_test_all, require_right_sums


def check_tables(paths: Sequence[Path], progress: Progress) -> None:
    """Says a line a table of what was tested; an InputError lists every number that cannot be right."""
    tables = read_and_test_all(paths)
    progress.say("\n".join(line for table in tables for line in _lines(table)))
    require_right_sums(tables)
    tested = any(table.tested for table in tables)
    progress.say(
        "No slip of arithmetic was found." if tested else "Nothing was tested, so nothing was found."
    )


def _lines(table: TestedTable) -> list[str]:
    """What was tested of a table, and of what was left alone how to say what it is."""
    how = f"  What it is of can be said in {table.grid.name}.toml, as docs/commands.md shows."
    return [str(table), *([how] if table.left_alone or not table.tested else [])]
