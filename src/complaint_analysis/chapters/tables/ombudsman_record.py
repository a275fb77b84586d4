"""Tables of what the Ombudsmen found, ordered and wrote; what may not be published yet is in none of them."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.chapters.period_files import (
    files_of_period,
    label,
    newest_report,
    or_absent,
    position,
    public_files,
)
from complaint_analysis.chapters.tables.layouts import nothing_to_show
from complaint_analysis.council.periods import short_label
from complaint_analysis.oversight import ombudsman_cases_by_service as by_service
from complaint_analysis.oversight import ombudsman_findings as decided
from complaint_analysis.oversight import ombudsman_letters as letters
from complaint_analysis.oversight import ombudsman_tables
from complaint_analysis.oversight.side_file_rows import in_scope
from complaint_analysis.printing.table import Table
from complaint_analysis.run.period_run import Run


def ombudsman_findings(run: Run) -> Table:
    """Findings by Ombudsman and kind, a column a year."""
    table = ombudsman_tables.ombudsman_findings(_findings_by_year(run), run.regimes)
    return or_absent(run, "ombudsman", table)


def ombudsman_categories(run: Run) -> Table:
    """Findings by Ombudsman and category, a column a year."""
    table = ombudsman_tables.ombudsman_categories(_findings_by_year(run), run.regimes)
    return or_absent(run, "ombudsman", table)


def ombudsman_compensation(run: Run) -> Table:
    """What each Ombudsman ordered or recommended us to pay, a column a year."""
    return ombudsman_tables.ombudsman_compensation(_findings_by_year(run), run.regimes)


def _findings_by_year(run: Run) -> dict[str, pd.DataFrame | None]:
    labels = (label(run), short_label(run.period.year_before))
    return {label: files.ombudsman for label, files in zip(labels, files_of_period(run), strict=False)}


def ombudsman_cases(run: Run) -> Table:
    """Cases decided by service, beside its complaints received."""
    return or_absent(run, "ombudsman", by_service.ombudsman_cases(*cases_and_complaints(run), label(run)))


def cases_and_complaints(run: Run) -> tuple[pd.DataFrame | None, dict[tuple[str, str], int]]:
    """The period's findings, each with its service, and the complaints received by Code and service."""
    received = {
        (regime, str(service)): int(number)
        for regime in run.regimes
        for service, number in run.basis.complaints(regime)["service"].value_counts().items()
    }
    table = run.records.table
    services = dict(zip(table["reference"], table["service"], strict=True))
    findings = _of_scope(run, files_of_period(run)[0].ombudsman)
    return by_service.with_services(findings, services), received


def ombudsman_orders(run: Run) -> Table:
    """Orders and recommendations and what became of them, with those that last year's file left open."""
    now, *last = public_files(run)
    left = ombudsman_tables.orders_left_open(last[0].orders if last else None, now.orders, run.regimes)
    orders = _of_scope(run, files_of_period(run)[0].orders)
    shown = pd.concat([orders, pd.DataFrame(left, dtype=object)], ignore_index=True) if left else orders
    return or_absent(run, "orders", ombudsman_tables.ombudsman_orders(shown, run.records.as_at, label(run)))


def _of_scope(run: Run, table: pd.DataFrame | None) -> pd.DataFrame | None:
    """The rows of the Ombudsmen whose Codes are in scope."""
    return None if table is None else in_scope(table, "ombudsman", run.regimes)


def lgsco_letter(run: Run) -> Table:
    """The counts of the newest annual letter of the LGSCO beside our own."""
    letter, own = newest_report(run, "lgsco_letter")
    if letter is None or "lgsco" not in run.regimes:
        return nothing_to_show("lgsco-letter")
    embargoed, kept = _is_embargoed(run, "lgsco", letter.period), _kinds_kept(run, "lgsco")
    return letters.lgsco_letter(letter, own, embargoed=embargoed, kept=kept)


def housing_ombudsman_report(run: Run) -> Table:
    """The counts of the newest landlord report of the Housing Ombudsman beside our own."""
    report, own = newest_report(run, "housing_ombudsman_report")
    if report is None or "housing" not in run.regimes:
        return nothing_to_show("housing-ombudsman-report")
    embargoed, kept = _is_embargoed(run, "housing", report.period), _kinds_kept(run, "housing")
    return letters.housing_ombudsman_report(report, own, embargoed=embargoed, kept=kept)


def _is_embargoed(run: Run, regime: str, period: str) -> bool:
    """Whether some of an Ombudsman's findings of a year may not be published yet."""
    known = letters.record_of(period, [run.files, run.last_files])
    counts = decided.private_counts(known, position(run)).set_index("ombudsman")
    return bool(counts["embargoed_findings"][regime])


def _kinds_kept(run: Run, regime: str) -> set[str]:
    """The kinds of an Ombudsman's decisions that any file of ours holds, public or not yet."""
    files = [each.ombudsman for each in (run.files, run.last_files) if each and each.ombudsman is not None]
    return {str(kind) for each in files for kind in each.loc[each["ombudsman"] == regime, "finding"]}


def code_findings(run: Run) -> Table:
    """Non-compliance with a Code that anybody found."""
    found = files_of_period(run)[0].code_findings
    return or_absent(run, "code-findings", ombudsman_tables.code_findings(found, label(run), run.regimes))


def publications(run: Run) -> Table:
    """Other publications of the Ombudsmen and what we take from them."""
    issued = files_of_period(run)[0].publications
    return or_absent(run, "publications", ombudsman_tables.publications(issued, label(run), run.regimes))
