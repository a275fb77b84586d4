"""A year's side files as a run shows them: the Ombudsmen, improvements, satisfaction, in and out of scope.

A run of a quarter shows what belongs to that quarter. Findings that may not be published yet are left out
everywhere.
"""

from __future__ import annotations

import pandas as pd

from complaint_analysis.chapters import commentary
from complaint_analysis.council.periods import short_label
from complaint_analysis.measures.figure import Figure
from complaint_analysis.oversight import approved_wording, ombudsman_tables, satisfaction
from complaint_analysis.oversight import improvements as plans
from complaint_analysis.oversight import ombudsman_cases_by_service as by_service
from complaint_analysis.oversight import ombudsman_findings as decided
from complaint_analysis.oversight import ombudsman_letters as letters
from complaint_analysis.oversight import promises_due as due
from complaint_analysis.oversight import quality_checks as quality
from complaint_analysis.oversight.benchmarks.tenant_survey import tenant_survey
from complaint_analysis.oversight.files_of_quarter import of_quarter
from complaint_analysis.printing.table import Column, Table
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.run.period_run import Run


def public_files(run: Run) -> list[YearFiles]:
    """The side files of this year, and of the year before where there are any, as they may be published."""
    known = [files for files in (run.files, run.last_files) if files is not None]
    return [decided.in_public_files(files, run.records.as_at) for files in known]


def files_of_period(run: Run) -> list[YearFiles]:
    """The files as `public_files`, each with what belongs to the run's period or the same a year before."""
    periods = (run.period, run.period.year_before)
    pairs = zip(public_files(run), periods, strict=False)
    return [of_quarter(files, period, run.records.as_at) for files, period in pairs]


def _label(run: Run) -> str:
    return short_label(run.period)


def absent(run: Run, name: str) -> str:
    """What the council says of a file that is not there; '' where it says nothing."""
    return run.files.said_absent.get(name, "")


def ombudsman_figures(run: Run, *, last: bool = False) -> list[Figure]:
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


def say_ombudsman(run: Run) -> str:
    """What the Ombudsmen decided, in a sentence or two for each."""
    said = decided.say_ombudsman({figure.id: figure for figure in ombudsman_figures(run)})
    embargoed = int(ombudsman_counts(run)["embargoed_cases"].sum())
    return f"{said} {decided.say_embargoed(embargoed, run.council.disclosure.threshold)}".strip()


def ombudsman_counts(run: Run) -> pd.DataFrame:
    """Cases and findings of the period with those that may not be published yet; for `private/` only."""
    found = of_quarter(run.files, run.period, run.records.as_at).ombudsman
    return decided.private_counts(found, run.records.as_at, run.regimes)


def ombudsman_findings(run: Run) -> Table:
    """Findings by Ombudsman and kind, a column a year."""
    return ombudsman_tables.ombudsman_findings(_by_year(run), run.regimes)


def ombudsman_categories(run: Run) -> Table:
    """Findings by Ombudsman and category, a column a year."""
    return ombudsman_tables.ombudsman_categories(_by_year(run), run.regimes)


def ombudsman_compensation(run: Run) -> Table:
    """What each Ombudsman ordered or recommended us to pay, a column a year."""
    return ombudsman_tables.ombudsman_compensation(_by_year(run), run.regimes)


def _by_year(run: Run) -> dict[str, pd.DataFrame | None]:
    labels = (_label(run), short_label(run.period.year_before))
    return {label: files.ombudsman for label, files in zip(labels, files_of_period(run), strict=False)}


def ombudsman_cases(run: Run) -> Table:
    """Cases decided by service, beside its complaints received."""
    return by_service.ombudsman_cases(*_cases_and_complaints(run), _label(run))


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


def ombudsman_orders(run: Run) -> Table:
    """Orders and recommendations and what became of them, with those that last year's file left open."""
    now, *last = public_files(run)
    left = ombudsman_tables.orders_left_open(last[0].orders if last else None, now.orders, run.regimes)
    orders = _of_scope(run, files_of_period(run)[0].orders)
    shown = pd.concat([orders, pd.DataFrame(left, dtype=object)], ignore_index=True) if left else orders
    return ombudsman_tables.ombudsman_orders(shown, run.records.as_at, _label(run))


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
    return ombudsman_tables.code_findings(found, _label(run), run.regimes)


def publications(run: Run) -> Table:
    """Other publications of the Ombudsmen and what we take from them."""
    issued = files_of_period(run)[0].publications
    return ombudsman_tables.publications(issued, _label(run), run.regimes)


def plan(run: Run) -> pd.DataFrame | None:
    """The improvements of the period, without those that last year's plan already gave as done."""
    return plans.of_the_year(files_of_period(run)[0].improvements, _last(run, "improvements"))


def improvements(run: Run) -> Table:
    """The service improvement plan."""
    return plans.improvements(plan(run), _label(run), run.regimes)


def improvements_last_year(run: Run) -> Table:
    """What became of last year's plan."""
    return plans.improvements_last_year(
        _last(run, "improvements"), run.files.improvements, run.year.previous.name, run.regimes
    )


def resolutions(run: Run) -> Table:
    """What Members asked for and what was done."""
    asked = files_of_period(run)[0].resolutions
    return plans.resolutions(asked, _last(run, "resolutions"), run.records.as_at, _label(run))


def promises(run: Run) -> list[due.Promise]:
    """Every promise that the files of the year and of the year before hold, by its day."""
    now, *last = public_files(run)
    return due.promises(now, last[0] if last else None, run.records.as_at, run.regimes)


def promises_due(run: Run) -> Table:
    """What fell due in the period, what is overdue and what comes next."""
    return due.promises_due(promises(run), run.period, _label(run))


def say_due(run: Run) -> str:
    """How many promises fell due, were kept, and are overdue."""
    return due.say_due(promises(run), run.period)


def improvement_plan(run: Run) -> str:
    """The service improvement plan theme by theme, as markdown."""
    return plans.improvement_plan(plan(run), run.regimes)


def what_changed(run: Run) -> str:
    """What was done because of complaints, as a markdown list."""
    return plans.what_changed(plan(run), run.regimes)


def subject_pages(run: Run) -> commentary.SubjectPages:
    """A part for each subject that complaints were about, with approved wording and what answers it."""
    return commentary.subject_pages(
        run, plan(run), approved_wording.approved(run.files.examples, run.regimes)
    )


def say_learning(run: Run) -> str:
    """How many improvements there are and how they stand; of a year, what became of last year's too."""
    said = plans.say_learning(plan(run), run.records.as_at, run.regimes)
    if run.period.is_quarter:
        return said
    before = plans.say_last_year(_last(run, "improvements"), run.files.improvements, run.regimes)
    return f"{said} {before}".strip()


def _quality_sheets(run: Run) -> list[quality.Sheet]:
    return quality.read_sheets(run.facts.folder, run.period.quarter)


def _quality_by_code(run: Run) -> dict[str, list[quality.Sheet] | None]:
    return quality.by_code(_quality_sheets(run), run.records.table, run.regimes)


def quality_figures(run: Run) -> list[Figure]:
    """How many complaints of each Code were drawn for quality checks, and checked."""
    return quality.figures(_quality_by_code(run))


def quality_checks(run: Run) -> Table:
    """What the quality checks of the period found, Code by Code and question by question."""
    threshold, quarter = run.council.disclosure.threshold, run.period.is_quarter
    return quality.quality_checks(_quality_by_code(run), _label(run), threshold, quarter=quarter)


def say_quality(run: Run) -> str:
    """How many complaints were drawn from how many and checked, and by which seed anyone draws them again."""
    sheets = quality.of_regimes(_quality_sheets(run), run.records.table, run.regimes)
    return quality.say_quality(sheets, [quality.drawn_again(each, run.records.table) for each in sheets])


def satisfaction_table(run: Run) -> Table:
    """What surveys found of complaint handling."""
    return satisfaction.satisfaction(_surveys(run), run.year.name, run.regimes)


def say_satisfaction(run: Run) -> str:
    """What surveys found, each in a sentence."""
    return satisfaction.say_satisfaction(_surveys(run), run.regimes)


def _surveys(run: Run) -> pd.DataFrame | None:
    """What surveys found: TP09 from the regulator's workbook where we are in it, and our own."""
    tenants = tenant_survey(run.council.folder, run.council.council.landlord_code, run.year.name)
    return satisfaction.with_tenant_survey(run.files.satisfaction, tenants, run.year.name)


def _last(run: Run, name: str):
    return getattr(run.last_files, name) if run.last_files is not None else None
