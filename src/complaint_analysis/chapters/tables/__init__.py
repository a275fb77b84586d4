"""The tables of the report: one function a table, or for a Code one, named as it is published.

A new table is a function in one of these modules, its name in the list below, and a line in a notebook.

Not here: what the rows of side files and forms become (`oversight`, `self_assessment`), and what a cell of a
table looks like (`printing/table.py`).
"""

from complaint_analysis.chapters.tables.code_answers import (
    self_assessment_actions,
    self_assessment_by_section,
    self_assessment_changes,
    self_assessment_evidence,
    self_assessment_gaps,
    self_assessment_summary,
)
from complaint_analysis.chapters.tables.combinations import repeats, together
from complaint_analysis.chapters.tables.designated_services import designated_services
from complaint_analysis.chapters.tables.landlords import benchmark_funnel, benchmarks
from complaint_analysis.chapters.tables.lessons import (
    improvements,
    improvements_last_year,
    promises_due,
    quality_checks,
    resolutions,
    satisfaction,
)
from complaint_analysis.chapters.tables.method import (
    data_quality,
    other_contacts,
    reconciliation,
    working_day_calendar,
)
from complaint_analysis.chapters.tables.ombudsman_record import (
    code_findings,
    housing_ombudsman_report,
    lgsco_letter,
    ombudsman_cases,
    ombudsman_categories,
    ombudsman_compensation,
    ombudsman_findings,
    ombudsman_orders,
    publications,
)
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
    elements,
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
    "access", "acknowledged", "actions", "benchmark_funnel", "benchmarks", "category", "cause",
    "cause_by_service", "channels", "classified_by", "code_findings",
    "compensation", "data_quality", "designated_services", "elements", "escalation", "extensions", "headline",
    "housing_ombudsman_report", "improvements", "improvements_last_year", "in_time_by_quarter",
    "lgsco_letter", "ombudsman_cases", "ombudsman_categories", "ombudsman_compensation",
    "ombudsman_findings", "ombudsman_orders", "open_cases", "other_contacts", "outcomes",
    "outcomes_by_service", "over_the_quarters", "over_the_years", "promises_due", "publications",
    "quality_checks", "received_by_month", "received_by_quarter", "received_by_service",
    "reconciliation", "refusals", "refused_escalations", "remedies", "remedy_by_subject", "repeats",
    "resolutions", "responded", "responded_in_time", "revisions", "satisfaction", "self_assessment_actions",
    "self_assessment_by_section", "self_assessment_changes", "self_assessment_evidence",
    "self_assessment_gaps", "self_assessment_summary", "service_requests", "teams", "together", "tsm",
    "wards", "working_day_calendar", "working_days",
]  # fmt: skip


def __dir__() -> list[str]:
    return __all__
