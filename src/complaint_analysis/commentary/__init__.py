"""The sentences of the report that depend on figures; each a tested function, none of them typed by hand."""

from complaint_analysis.commentary.assessment import out_of_scope, self_assessment
from complaint_analysis.commentary.passages import key_figures, settings, themes
from complaint_analysis.commentary.sentences import (
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
from complaint_analysis.commentary.summary import summary_changed, summary_heard, summary_wrong

__all__ = [
    "access",
    "comparison_note",
    "escalation",
    "key_figures",
    "method",
    "out_of_scope",
    "outcomes",
    "refusals",
    "remedies",
    "self_assessment",
    "settings",
    "summary_changed",
    "summary_heard",
    "summary_wrong",
    "themes",
    "timeliness",
    "volumes",
]
