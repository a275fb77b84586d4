"""In which order the dates of each export are written, where a column's own cells do not tell.

One file has one order. What any column of it proves holds for its other columns, and what an export proves
holds for those with the same headers: they come from the same system.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from complaint_analysis.records.reading.cells import kind_of
from complaint_analysis.records.reading.columns import is_filled
from complaint_analysis.records.reading.dates import Order, one_order, proofs_of
from complaint_analysis.records.reading.exports import ExportSheet

_OF_DAYS = ("date", "date_or_yes", "date_or_words", "refused")
Proofs = set[Order]


def date_orders(sheets: Iterable[ExportSheet]) -> dict[tuple[str, str], Order | None]:
    """By year and file how a column without a proof is read; None where columns prove both orders.

    Day first where nothing of the file, and of no export with its headers, proves another order.
    """
    of_file: dict[tuple[str, str], Proofs] = defaultdict(set)
    of_headers: dict[tuple[str, ...], Proofs] = defaultdict(set)
    known = [(sheet, set().union(*_proofs(sheet))) for sheet in sheets]
    for sheet, proofs in known:
        of_file[sheet.year, sheet.file] |= proofs
        of_headers[tuple(sheet.header.words)] |= proofs
    for sheet, _ in known:
        alike = of_headers[tuple(sheet.header.words)]
        of_file[sheet.year, sheet.file] = of_file[sheet.year, sheet.file] or alike
    return {file: one_order(proofs) for file, proofs in of_file.items()}


def _proofs(sheet: ExportSheet) -> Iterator[Proofs]:
    """What each column of days of a sheet proves."""
    for place, column in sheet.header.columns.items():
        if kind_of(column) in _OF_DAYS:
            cells = sheet.rows[place]
            yield proofs_of(cells[is_filled(cells)].unique())
