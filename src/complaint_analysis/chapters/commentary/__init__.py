"""The sentences of the report that depend on figures; each a tested function, none of them typed by hand.

Not here: sentences that stand whatever the figures are (`report/`), and what an Ombudsman, a form or a plan
says (`oversight`, `self_assessment`).
"""

from complaint_analysis.chapters.commentary.bullet_points import (
    access_by_code,
    escalation_by_code,
    outcomes_by_stage,
    refusals_by_code,
    remedies_by_code,
    timeliness_by_stage,
    volumes_by_stage,
)
from complaint_analysis.chapters.commentary.lessons_learnt import (
    due,
    improvement_plan,
    learning,
    quality,
    satisfaction,
    what_changed,
)
from complaint_analysis.chapters.commentary.ombudsman_decisions import (
    housing_ombudsman_report,
    lgsco_letter,
    ombudsman,
    ombudsman_cases,
)
from complaint_analysis.chapters.commentary.openings import (
    access,
    comparison_note,
    escalation,
    method,
    outcomes,
    refusals,
    remedies,
    timeliness,
    volumes,
)
from complaint_analysis.chapters.commentary.other_landlords import benchmarks
from complaint_analysis.chapters.commentary.passages import designated, settings
from complaint_analysis.chapters.commentary.procedure import (
    extension_allowed,
    extension_limit,
    limits,
    procedure_by_stage,
    working_day,
)
from complaint_analysis.chapters.commentary.provisions_met import (
    answers_beside_records,
    self_assessment,
    self_assessment_form,
    self_assessment_more,
)
from complaint_analysis.chapters.commentary.subject_changes import (
    first_themes,
    largest_themes,
    rise_and_fall,
    subject_pages,
)
from complaint_analysis.chapters.commentary.summary_figures import key_figures
from complaint_analysis.chapters.commentary.summary_page import summary_changed, summary_heard, summary_wrong

__all__ = [
    "access", "access_by_code", "answers_beside_records", "benchmarks", "comparison_note", "designated",
    "due", "escalation", "escalation_by_code", "extension_allowed", "extension_limit", "first_themes",
    "housing_ombudsman_report", "improvement_plan", "key_figures", "largest_themes", "learning",
    "lgsco_letter", "limits", "method", "ombudsman", "ombudsman_cases", "outcomes", "outcomes_by_stage",
    "procedure_by_stage", "quality", "refusals", "refusals_by_code", "remedies", "remedies_by_code",
    "rise_and_fall", "satisfaction", "self_assessment", "self_assessment_form", "self_assessment_more",
    "settings", "subject_pages", "summary_changed", "summary_heard", "summary_wrong", "timeliness",
    "timeliness_by_stage", "volumes", "volumes_by_stage", "what_changed", "working_day",
]  # fmt: skip


def __dir__() -> list[str]:
    return __all__
