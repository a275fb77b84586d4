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
from complaint_analysis.chapters.commentary.openings import (
    access,
    comparison_note,
    escalation,
    method,
    outcomes,
    refusals,
    remedies,
    revised_before,
    timeliness,
    volumes,
)
from complaint_analysis.chapters.commentary.other_landlords import benchmarks, no_benchmarks
from complaint_analysis.chapters.commentary.passages import designated, settings
from complaint_analysis.chapters.commentary.provisions_met import out_of_scope, self_assessment
from complaint_analysis.chapters.commentary.subject_changes import (
    SubjectPages,
    largest_themes,
    rise_and_fall,
    say_themes,
    subject_pages,
)
from complaint_analysis.chapters.commentary.summary_figures import key_figures
from complaint_analysis.chapters.commentary.summary_page import summary_changed, summary_heard, summary_wrong

__all__ = [
    "SubjectPages",
    "access",
    "access_by_code",
    "benchmarks",
    "comparison_note",
    "designated",
    "escalation",
    "escalation_by_code",
    "key_figures",
    "largest_themes",
    "method",
    "no_benchmarks",
    "out_of_scope",
    "outcomes",
    "outcomes_by_stage",
    "refusals",
    "refusals_by_code",
    "remedies",
    "remedies_by_code",
    "revised_before",
    "rise_and_fall",
    "say_themes",
    "self_assessment",
    "settings",
    "subject_pages",
    "summary_changed",
    "summary_heard",
    "summary_wrong",
    "timeliness",
    "timeliness_by_stage",
    "volumes",
    "volumes_by_stage",
]


def __dir__() -> list[str]:
    return __all__
