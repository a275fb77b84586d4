"""Proposed settings for exports with headers of their own: shown, and if asked written into council.toml."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council, load_council, shown
from complaint_analysis.errors import UsageError, UserError
from complaint_analysis.records.reading.exports import exports_in, is_export
from complaint_analysis.records.unknown_headers.proposal import propose
from complaint_analysis.records.unknown_headers.proposed_settings import proposed_lines, proposed_settings


def exports_of(council: Council, year: ReportingYear) -> list[Path]:
    """All exports of a year, in the order of their names; a UsageError where there is none."""
    folder = council.year(year).folder / "complaints"
    found = [path for path in exports_in(folder) if is_export(path)]
    if not found:
        do = f"put the exports into {year.name}/complaints, or name one"
        raise UsageError(f"there is no export for {year.name}", where=shown(folder), do=do)
    return found


def propose_settings(paths: Iterable[Path], council: Council, *, write: bool) -> list[str]:
    """The proposal for some exports as lines; with `write` what is sure is put into council.toml too."""
    sheets = propose(paths, council.columns, hidden_sheets=council.exports.hidden_sheets)
    lines = proposed_lines(sheets, council)
    certain = {
        table: [line for line in added if not line.startswith("#")]
        for table, added in proposed_settings(sheets, council).items()
    }
    number = sum(map(len, certain.values()))
    if not number:
        return lines
    if not write:
        return [*lines, f"# With --write (make: WRITE=1) the {number} lines without # are put there."]
    if council.folder.resolve() == DEMONSTRATION.resolve():
        do = "make a folder of the council's own with `make new DIR=...` (complaint-analysis new)"
        raise UsageError("the demonstration's settings stay as they are", where=shown(council.folder), do=do)
    _write(council.folder / "council.toml", certain)
    return [*lines, f"# Written into council.toml: {number} lines. Read them through."]


def _write(path: Path, tables: dict[str, list[str]]) -> None:
    """Put lines under their tables, and leave the file as it was where it could then not be read."""
    before = path.read_bytes()
    text = before.decode("utf-8-sig")
    for table, lines in tables.items():
        text = _with_lines(text, table, lines) if lines else text
    path.write_text(text, encoding="utf-8", newline="")
    try:
        load_council(path.parent)
    except UserError:
        path.write_bytes(before)
        raise


def _with_lines(text: str, table: str, lines: list[str]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    added = end.join(lines)
    kept = text.split(end)
    heading = f"[{table}]"
    place = next((at for at, line in enumerate(kept) if line.split("#")[0].strip() == heading), None)
    if place is None:
        return f"{text.rstrip()}{end}{end}{heading}{end}{added}{end}"
    return end.join([*kept[: place + 1], added, *kept[place + 1 :]])
