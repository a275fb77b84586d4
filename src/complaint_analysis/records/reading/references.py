"""References as an export holds them: those that a spreadsheet damaged, and those that it does not have."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.columns import matching

_SCIENTIFIC = r"^\s*[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+\s*$"


def require_undamaged(references: pd.Series, where: str) -> None:
    """Nothing where no reference is in scientific notation; else an InputError with how to export again.

    A long number that Excel wrote as 1.01003E+11 has lost the digits that tell one complaint from another.
    """
    damaged = references.index[matching(references, _SCIENTIFIC)]
    if len(damaged):
        raise InputError(
            f"{len(damaged):,} references are in scientific notation, as Excel writes long numbers: "
            "their last digits are lost, and several complaints have one reference",
            where=f"{where}, row {damaged[0]}",
            do="take the file as the case system wrote it, without saving it in Excel; or import it there "
            "(Data, From Text/CSV) with the column of references as Text, and save that",
        )
