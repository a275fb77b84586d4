"""How a council writes its cells: its own words for fixed values, and the order of day and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from complaint_analysis.records.reading.dates import EXCEL_EPOCH, Order
from complaint_analysis.records.reading.synonyms import folded, value_words


@dataclass(frozen=True)
class Notation:
    """What a council's settings say of its cells.

    `values` are its own words by canonical column (`[values]`), `date_order` is how it writes a date such as
    03/04/2024 (`[dates]`), None where that is told from the cells. `unproved_order` is then that of a column
    whose own cells tell nothing, None where its file has columns of both orders (`date_orders`). `epoch` is
    the day 0 of numbers that are days.
    """

    values: Mapping[str, Mapping[str, str]]
    date_order: Order | None = None
    unproved_order: Order | None = "day-first"
    epoch: date = EXCEL_EPOCH

    def words(self, column: str) -> dict[str, str]:
        """The canonical value of each word that may stand in a column, folded; the council's own come first.

        A `row:` column takes those that are given for either stage.
        """
        name = "exclusion_reason" if column == "refused" else column.removeprefix("row:")
        names = [name] if name in self.values else [f"stage1_{name}", f"stage2_{name}"]
        own = {folded(word): str(value) for key in names for word, value in self.values.get(key, {}).items()}
        return value_words(column) | own
