"""The tables of the report that are computed from the records: one function a table.

Not here: tables of side files and forms (`oversight`, `self_assessment`), and what a cell of a table looks
like (`printing/table.py`).
"""

from complaint_analysis.chapters.tables.combinations import repeats, together
from complaint_analysis.chapters.tables.designated import designated_services
from complaint_analysis.chapters.tables.method import data_quality, reconciliation, working_day_calendar
from complaint_analysis.chapters.tables.people import access, channels, teams, wards
from complaint_analysis.chapters.tables.quarters import over_the_quarters
from complaint_analysis.chapters.tables.response_times import (
    acknowledged,
    extensions,
    in_time_by_quarter,
    open_cases,
    responded,
    responded_in_time,
    working_days,
)
from complaint_analysis.chapters.tables.results import (
    actions,
    compensation,
    escalation,
    outcomes,
    outcomes_by_service,
    refusals,
    refused_escalations,
    remedies,
)
from complaint_analysis.chapters.tables.subjects import cause_by_service, remedy_by_subject
from complaint_analysis.chapters.tables.tenants import tsm
from complaint_analysis.chapters.tables.themes import category, cause, classified_by
from complaint_analysis.chapters.tables.volumes import (
    headline,
    received_by_month,
    received_by_quarter,
    received_by_service,
    service_requests,
)
from complaint_analysis.chapters.tables.years import over_the_years, revisions

__all__ = [
    "access",
    "acknowledged",
    "actions",
    "category",
    "cause",
    "cause_by_service",
    "channels",
    "classified_by",
    "compensation",
    "data_quality",
    "designated_services",
    "escalation",
    "extensions",
    "headline",
    "in_time_by_quarter",
    "open_cases",
    "outcomes",
    "outcomes_by_service",
    "over_the_quarters",
    "over_the_years",
    "received_by_month",
    "received_by_quarter",
    "received_by_service",
    "reconciliation",
    "refusals",
    "refused_escalations",
    "remedies",
    "remedy_by_subject",
    "repeats",
    "responded",
    "responded_in_time",
    "revisions",
    "service_requests",
    "teams",
    "together",
    "tsm",
    "wards",
    "working_day_calendar",
    "working_days",
]


def __dir__() -> list[str]:
    return __all__
