"""Contacts in the exports that are no complaints under a Code, by kind; no figure of complaints has them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.measures.basis import Basis

BY_TYPE = ("compliment", "member_enquiry", "enquiry")
KINDS = (*BY_TYPE, "statutory")
"""In the order in which they are shown; an enquiry is one that no councillor or Member of Parliament made."""


def contacts_by_kind(basis: Basis, regimes: tuple[str, ...]) -> dict[str, int | None]:
    """How many records of the period are of each of the `KINDS`, under the Codes of a report.

    A report on both Codes has what is under neither too. Statutory cases are all others of theirs but
    duplicates. None of a kind that only a column of types can tell, where no export of the year has one.
    """
    all_regimes = taxonomy.labels("regime")
    of_report = all_regimes if len(regimes) > 1 else regimes
    found = pd.concat([_kinds(basis.received(regime)) for regime in of_report]).value_counts()
    known = basis.recorded("record_type") or basis.council.classification.record_type == "rules"
    return {kind: int(found.get(kind, 0)) if known or kind not in BY_TYPE else None for kind in KINDS}


def _kinds(rows: pd.DataFrame) -> pd.Series:
    """The kind of each record, '' of a complaint under a Code, a service request and a duplicate."""
    types = rows["record_type"]
    by_member = rows["asked_by_member"] | rows["channel"].eq("councillor_or_mp")
    ways = [
        types == "compliment",
        (types == "enquiry") & by_member,
        types == "enquiry",
        (rows["regime"] == "statutory") & (types != "duplicate"),
    ]
    return pd.Series(np.select(ways, KINDS, ""), index=rows.index)
