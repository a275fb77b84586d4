"""The schema of the finished record table. A failure of it is a fault of the program, never of the data."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.reading.synonyms import value_words

STATUSES = [
    "in_time",
    "in_time_extended",
    "late",
    "open_not_due",
    "open_overdue",
    "not_recorded",
    "withdrawn",
]
ACKNOWLEDGED = ["in_time", "late", "not_recorded", "open_overdue", "open_not_due"]
REGIMES = ["housing", "lgsco", "statutory", "unassigned"]
OUTCOMES = ["upheld", "partially_upheld", "not_upheld", "other"]


def require_schema(table: pd.DataFrame) -> pd.DataFrame:
    """The table, where it keeps to the schema; else an AssertionError that names columns and no value."""
    from pandera.errors import SchemaErrors

    try:
        return _schema().validate(table, lazy=True)
    except SchemaErrors as error:
        failed = error.failure_cases[["column", "check"]].drop_duplicates()
        named = "; ".join(f"{column}: {check}" for column, check in failed.itertuples(index=False))
        raise AssertionError(f"the record table breaks its schema: {named}") from None


def _schema():
    import pandera.pandas as pa

    def one_of(values, nullable=False):
        return pa.Column("str", pa.Check.isin(list(values)), nullable=nullable)

    day = pa.Column("datetime64[s]", nullable=True)
    flag = pa.Column(bool)
    columns = {
        "reference": pa.Column("str", unique=True),
        "regime": one_of(REGIMES),
        "record_type": one_of(set(value_words("record_type").values())),
        "tenure": one_of({*value_words("tenure").values(), "not_recorded"}),
        "channel": one_of({*value_words("channel").values(), "not_recorded"}),
        "exclusion_reason": one_of(
            {*value_words("exclusion_reason").values(), "not_recorded"}, nullable=True
        ),
        "accepted": flag, "has_stage1": flag, "extra_stage": flag, "stage2_refused": flag,
        "received": day, "stage2_requested": day, "withdrawn": day, "closed": day,
    }  # fmt: skip
    for stage in (1, 2):
        columns |= {
            f"stage{stage}_outcome": one_of(OUTCOMES, nullable=True),
            f"stage{stage}_status": one_of(STATUSES, nullable=True),
            f"stage{stage}_acknowledge_status": one_of(ACKNOWLEDGED, nullable=True),
            f"stage{stage}_responded": day, f"stage{stage}_acknowledged": day, f"stage{stage}_due": day,
        }  # fmt: skip
    return pa.DataFrameSchema(columns)
