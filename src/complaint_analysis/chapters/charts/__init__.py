"""The report's charts, each drawn from the table of its data, with the finding as its title.

Not here: the data, which are tables (`chapters/tables`), and who gets which file (`publish/publication.py`).
"""

from complaint_analysis.chapters.charts.report_charts import (
    benchmark_funnel,
    by_category,
    by_cause,
    outcomes,
    received_by_month,
    received_by_service,
    responded_in_time,
)

__all__ = [
    "benchmark_funnel",
    "by_category",
    "by_cause",
    "outcomes",
    "received_by_month",
    "received_by_service",
    "responded_in_time",
]


def __dir__() -> list[str]:
    return __all__
