"""A year's side files as a run shows them: the Ombudsmen, improvements, satisfaction, in and out of scope.

A run of a quarter shows what belongs to that quarter. Findings that may not be published yet are left out
everywhere.
"""

from __future__ import annotations

import pandas as pd

from complaint_analysis.chapters import commentary
from complaint_analysis.chapters.period_files import absent, files_of_period, label, public_files
from complaint_analysis.council.periods import short_label
from complaint_analysis.measures.figure import Figure
from complaint_analysis.oversight import ombudsman_cases_by_service as by_service
from complaint_analysis.oversight import ombudsman_findings as decided
from complaint_analysis.oversight import ombudsman_letters as letters
from complaint_analysis.oversight import ombudsman_tables
from complaint_analysis.oversight.files_of_quarter import of_quarter
from complaint_analysis.printing.table import Column, Table
from complaint_analysis.run.period_run import Run

__all__ = [
    "cases",
    "categories",
    "code_findings",
    "compensation",
    "figures",
    "findings",
    "housing_ombudsman_report",
    "lgsco_letter",
    "orders",
    "private_counts",
    "publications",
    "say_cases",
    "say_findings",
]


def __dir__() -> list[str]:
    return __all__


def figures(run: Run, *, last: bool = False) -> list[Figure]:
    """The figures of the Ombudsmen's findings, this year's or with `last` those of the year before."""
    files = files_of_period(run)
    if last and len(files) == 1:
        return []
    received = run.last_figures if last else run.figures
    counts = {
        regime: _whole(figure)
        for regime in run.regimes
        if (figure := received.get(f"{regime}.stage1.received")) is not None
    }
    return decided.figures(files[last].ombudsman, counts, run.records.as_at, run.regimes)


def _whole(figure: Figure) -> int | None:
    return None if figure.value is None else int(figure.value)


def say_findings(run: Run) -> str:
    """What the Ombudsmen decided, in a sentence or two for each."""
    said = decided.say_ombudsman({figure.id: figure for figure in figures(run)})
    embargoed = int(private_counts(run)["embargoed_cases"].sum())
    return f"{said} {decided.say_embargoed(embargoed, run.council.disclosure.threshold)}".strip()


def private_counts(run: Run) -> pd.DataFrame:
    """Cases and findings of the period with those that may not be published yet; for `private/` only."""
    found = of_quarter(run.files, run.period, run.records.as_at).ombudsman
    return decided.private_counts(found, run.records.as_at, run.regimes)


def findings(run: Run) -> Table:
    """Findings by Ombudsman and kind, a column a year."""
    return ombudsman_tables.ombudsman_findings(_by_year(run), run.regimes)


def categories(run: Run) -> Table:
    """Findings by Ombudsman and category, a column a year."""
    return ombudsman_tables.ombudsman_categories(_by_year(run), run.regimes)


def compensation(run: Run) -> Table:
    """What each Ombudsman ordered or recommended us to pay, a column a year."""
    return ombudsman_tables.ombudsman_compensation(_by_year(run), run.regimes)


def _by_year(run: Run) -> dict[str, pd.DataFrame | None]:
    labels = (label(run), short_label(run.period.year_before))
    return {label: files.ombudsman for label, files in zip(labels, files_of_period(run), strict=False)}


def cases(run: Run) -> Table:
    """Cases decided by service, beside its complaints received."""
    return by_service.ombudsman_cases(*_cases_and_complaints(run), label(run))


def say_cases(run: Run) -> str:
    """Which service had most of each Ombudsman's cases, beside its volume of complaints."""
    return by_service.say_cases(by_service.cases_of_services(*_cases_and_complaints(run)))


def _cases_and_complaints(run: Run) -> tuple[pd.DataFrame | None, dict[tuple[str, str], int]]:
    received = {
        (regime, str(service)): int(number)
        for regime in run.regimes
        for service, number in run.basis.complaints(regime)["service"].value_counts().items()
    }
    table = run.records.table
    services = dict(zip(table["reference"], table["service"], strict=True))
    findings = _of_scope(run, files_of_period(run)[0].ombudsman)
    return by_service.with_services(findings, services), received


def orders(run: Run) -> Table:
    """Orders and recommendations and what became of them, with those that last year's file left open."""
    now, *last = public_files(run)
    left = ombudsman_tables.orders_left_open(last[0].orders if last else None, now.orders, run.regimes)
    orders = _of_scope(run, files_of_period(run)[0].orders)
    shown = pd.concat([orders, pd.DataFrame(left, dtype=object)], ignore_index=True) if left else orders
    return ombudsman_tables.ombudsman_orders(shown, run.records.as_at, label(run))


def _of_scope(run: Run, table: pd.DataFrame | None) -> pd.DataFrame | None:
    """The rows of the Ombudsmen whose Codes are in scope."""
    return None if table is None else ombudsman_tables.in_scope(table, "ombudsman", run.regimes)


def lgsco_letter(run: Run) -> tuple[str, Table]:
    """What the newest annual letter says, and its counts beside our own."""
    if "lgsco" not in run.regimes:
        return commentary.out_of_scope(run, "lgsco"), _without_rows("lgsco-letter")
    files = public_files(run)
    letter = next((each.lgsco_letter for each in files if each.lgsco_letter), None)
    own = letters.record_of(letter.period, files) if letter else None
    said = letters.say_lgsco_letter(letter, own, absent(run, "lgsco-letter"))
    if letter is None:
        return said, _without_rows("lgsco-letter")
    return said, letters.lgsco_letter(letter, own, embargoed=_is_embargoed(run, "lgsco", letter.period))


def housing_ombudsman_report(run: Run) -> tuple[str, Table]:
    """What the newest landlord report of the Housing Ombudsman says, and its counts beside our own."""
    if "housing" not in run.regimes:
        return commentary.out_of_scope(run, "housing"), _without_rows("housing-ombudsman-report")
    files = public_files(run)
    report = next((each.housing_ombudsman_report for each in files if each.housing_ombudsman_report), None)
    own = letters.record_of(report.period, files) if report else None
    said = letters.say_housing_ombudsman_report(report, own, absent(run, "housing-ombudsman-report"))
    if report is None:
        return said, _without_rows("housing-ombudsman-report")
    hidden = _is_embargoed(run, "housing", report.period)
    return said, letters.housing_ombudsman_report(report, own, embargoed=hidden)


def _is_embargoed(run: Run, regime: str, period: str) -> bool:
    """Whether some of an Ombudsman's findings of a year may not be published yet."""
    known = letters.record_of(period, [run.files, run.last_files])
    counts = decided.private_counts(known, run.records.as_at).set_index("ombudsman")
    return bool(counts["embargoed_findings"][regime])


def _without_rows(name: str) -> Table:
    return Table(name, "Not recorded", pd.DataFrame(columns=["what"]), (Column("what", "What was counted"),))


def code_findings(run: Run) -> Table:
    """Non-compliance with a Code that anybody found."""
    found = files_of_period(run)[0].code_findings
    return ombudsman_tables.code_findings(found, label(run), run.regimes)


def publications(run: Run) -> Table:
    """Other publications of the Ombudsmen and what we take from them."""
    issued = files_of_period(run)[0].publications
    return ombudsman_tables.publications(issued, label(run), run.regimes)
