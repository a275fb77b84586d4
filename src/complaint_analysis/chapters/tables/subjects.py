"""Tables of two labels: causes beside services, and remedies beside subjects.

A count of two labels can be of one person, so that larger ones alone are named (`measures/named_counts.py`).
Causes are shown beside services and not beside subjects too: a service and a subject are often the same
complaints, and two such tables together would give away what each of them keeps.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.named_lines import NamedLines, table_of_named
from complaint_analysis.chapters.tables.themes import UNCLASSIFIED
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT
from complaint_analysis.measures.complaints import with_each_remedy
from complaint_analysis.measures.named_counts import named_between_totals, named_of_total
from complaint_analysis.measures.secret_chance import drawn_by, drawn_from
from complaint_analysis.printing.table import Table
from complaint_analysis.run.compared_years import sides
from complaint_analysis.run.period_run import Run

_NOT_SAID = ("", "not_stated")
_BY_SERVICE = {
    "service": "Service",
    "cause": "Main cause",
    "complaints": "Complaints",
    "all": "All of the service",
}
_BY_REMEDY = {
    "remedy": "Remedy",
    "subject": "Subject",
    "complaints": "Complaints",
    "all": "All with the remedy",
}
_NO_CAUSE = (
    "Any other cause: also where none is stated or could be read.",
    "A cause is what a complaint was sorted under. It is not a finding.",
)


class Theme(NamedTuple):
    """A subject of a Code with its complaints of this period, and of the one before where there is one."""

    regime: str
    label: str
    counts: tuple[int, ...]

    @property
    def printed(self) -> str:
        return taxonomy.printed(taxonomy.category_kind(self.regime), self.label)

    @property
    def name(self) -> str:
        """The theme in the name of a table or a heading's id: `housing-property-condition`."""
        return f"{self.regime}-{self.label}".replace("_", "-")


def themes(run: Run, regime: str) -> list[Theme]:
    """The subjects of a Code that any complaint of either period is about, most of this period first."""
    if regime not in run.regimes:
        return []
    counts = [side.basis.complaints(regime)["category"].value_counts() for side in sides(run)]
    found = [
        Theme(regime, label, tuple(int(each.get(label, 0)) for each in counts))
        for label in taxonomy.labels(taxonomy.category_kind(regime))
    ]
    return sorted((each for each in found if any(each.counts)), key=lambda each: -each.counts[0])


def cause_by_service(run: Run, regime: str) -> Table:
    """The main causes of a Code's complaints in each service, those of enough complaints to be named."""
    what = f"Complaints {ABOUT[regime]} by service and main cause, {sides(run)[0].label}"
    name, named = f"cause-by-service-{regime}", causes_named(run, regime)
    return table_of_named(run, regime, name, what, _BY_SERVICE, named, _NO_CAUSE)


def causes_named(run: Run, regime: str) -> NamedLines | None:
    """The period's complaints of a Code by service, most first, and main cause; None where there are none."""
    rows = _complaints(run, regime)
    if rows.empty:
        return None
    services, causes = rows["service"].astype(str), rows["cause"].fillna("")
    counts = pd.crosstab(services, causes).astype(int)
    counts = counts.loc[services.value_counts(sort=True).index]
    drawn = drawn_by(rows["reference"], services)
    named = named_between_totals(counts, run.council.disclosure.threshold, drawn, never=_NOT_SAID)
    printed = {label: taxonomy.printed("cause", label) for label in counts if label}
    return NamedLines(counts, named, {each: each for each in counts.index}, printed, "Any other cause")


def remedy_by_subject(run: Run, regime: str) -> Table:
    """What put a Code's complaints right, by subject, where enough had it to be named (HO and LGSCO 7.1)."""
    what = f"How complaints {ABOUT[regime]} were put right, by subject, {sides(run)[0].label}"
    name, named = f"remedy-by-subject-{regime}", remedies_named(run, regime)
    return table_of_named(run, regime, name, what, _BY_REMEDY, named)


def remedies_named(run: Run, regime: str) -> NamedLines | None:
    """The period's complaints of a Code by remedy and subject; None where there are none.

    Several remedies may go together in one complaint.
    """
    rows = _complaints(run, regime)
    if rows.empty:
        return None
    given, subjects = with_each_remedy(rows["remedies"]), rows["category"].fillna("")
    counts = given.groupby(subjects).sum().astype(int).T
    drawn = pd.Series({each: drawn_from(rows.loc[given[each], "reference"]) for each in given})
    named = named_of_total(counts, subjects.value_counts(), run.council.disclosure.threshold, drawn)
    kind = taxonomy.category_kind(regime)
    printed = {label: taxonomy.printed(kind, label) if label else UNCLASSIFIED for label in counts}
    return NamedLines(counts, named, words("remedy"), printed, "Any other subject")


def _complaints(run: Run, regime: str) -> pd.DataFrame:
    return sides(run)[0].basis.complaints(regime) if regime in run.regimes else pd.DataFrame()
