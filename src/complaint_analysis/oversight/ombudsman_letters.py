"""The Ombudsmen's own yearly figures about the council, beside the council's count (HO and LGSCO 8.1 e).

`findings` are always our own record of the period that the letter or report covers, those that may be
published; None where there is none, and then nothing is compared. Each difference has the council's reason,
or says that it is not explained; `embargoed` is whether some of the Ombudsman's findings of the period may
not be published yet. `kept` are the kinds that our records hold at all, those of the findings and any more:
of a seldom recorded kind that is not among them our count is not 0, for nobody counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import OMBUDSMAN
from complaint_analysis.measures.figure import Figure, print_base
from complaint_analysis.oversight.ombudsman_findings import (
    HousingDecided,
    LgscoDecided,
    cases,
    finding_printed,
    maladministration_rate,
    uphold_rate,
    words,
)
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_per_cent, print_pounds
from complaint_analysis.printing.sentences import listed, paragraph
from complaint_analysis.printing.table import NOT_APPLICABLE, NOT_RECORDED, Column, Table, table_of
from complaint_analysis.records.side_files import (
    HousingOmbudsmanReport,
    LgscoLetter,
    YearFiles,
    canonical_word,
)

Findings: TypeAlias = pd.DataFrame | None


def record_of(period: str, years: Iterable[YearFiles | None]) -> Findings:
    """Our own record of findings of the year that a letter or report covers; None where there is none."""
    return next((files.ombudsman for files in years if files and files.year.name == period), None)


def lgsco_letter(
    letter: LgscoLetter, findings: Findings, *, embargoed: bool = False, kept: Collection[str] = ()
) -> Table:
    """The annual letter's counts beside our own; what the Ombudsman received is its own count alone."""
    received = [_row(f"Received: {_received(key)}", number, None) for key, number in letter.received.items()]
    known = _kinds_kept(findings, kept, "lgsco")
    decided = [
        _row(
            f"Decided: {_decided(key)}", number, _own_decided(findings, key), letter.reasons.get(key, ""),
            is_kept=_is_kept("lgsco", words("letter_decided").get(canonical_word(key), ()), known),
        )
        for key, number in letter.decided.items()
    ]  # fmt: skip
    counted = "upheld" in map(canonical_word, letter.decided)
    upheld = [] if letter.upheld is None or counted else [_upheld_row(letter.upheld, findings, letter)]
    what = f"The {OMBUDSMAN['lgsco']}'s annual letter beside our own record"
    rows = [*received, *decided, *upheld]
    return _compared("lgsco-letter", f"{what}, {letter.period}", "Letter", rows, embargoed)


def _upheld_row(upheld: int, findings: Findings, letter: LgscoLetter) -> dict[str, Any]:
    reason = letter.reasons.get("upheld", "")
    return _row("Complaints upheld", upheld, _own_decided(findings, "upheld"), reason)


def housing_ombudsman_report(
    report: HousingOmbudsmanReport,
    findings: Findings,
    *,
    embargoed: bool = False,
    kept: Collection[str] = (),
) -> Table:
    """The landlord performance report's counts beside our own."""
    own = None if findings is None else cases(findings, "housing")
    known = _kinds_kept(findings, kept, "housing")
    first = (
        []
        if report.determinations is None
        else [_row("Determinations", report.determinations, own, report.reasons.get("determinations", ""))]
    )
    kinds = [
        _row(
            _finding(key), number, _own_findings(findings, key), report.reasons.get(key, ""),
            is_kept=_is_kept("housing", [*filter(None, [taxonomy.canonical("finding", key)])], known),
        )
        for key, number in report.findings.items()
    ]  # fmt: skip
    caption = f"The {OMBUDSMAN['housing']}'s landlord report beside our own record, {report.period}"
    return _compared("housing-ombudsman-report", caption, "Report", [*first, *kinds], embargoed)


def _compared(name: str, caption: str, theirs: str, rows: list[dict[str, Any]], embargoed: bool) -> Table:
    rows = [row | {"reason": _reason(row, embargoed)} for row in rows]
    columns = (
        Column("what", "What was counted"),
        Column("theirs", theirs, "count"),
        Column("own", "Our record", "count"),
        Column("difference", "Difference", "count"),
        Column("reason", "Why they differ"),
    )
    shown = columns if any(row["reason"] for row in rows) else columns[:-1]
    notes = (f"Difference: our record less the {theirs.lower()}.",)
    return table_of(name, caption, rows, shown, notes)


def _reason(row: dict[str, Any], embargoed: bool) -> str:
    """Why the counts differ or cannot be compared, or that nobody says; '' where there is no difference."""
    if row["difference"] in (0, NOT_APPLICABLE):
        return row["reason"] if row["difference"] else ""
    return row["reason"] or words("no_reason")["embargoed" if embargoed else "known"]


def _row(
    what: str, theirs: int, own: int | None, reason: str = "", *, is_kept: bool = True
) -> dict[str, Any]:
    """A count of theirs beside ours: none of ours where we do not record the thing and give no reason."""
    is_compared = own is not None and (is_kept or bool(reason))
    return {
        "what": what,
        "theirs": theirs,
        "own": own if is_compared else NOT_RECORDED,
        "difference": own - theirs if own is not None and is_compared else NOT_APPLICABLE,
        "reason": reason if is_compared else "" if is_kept else words("no_reason")["not_kept"],
    }


def _kinds_kept(findings: Findings, kept: Collection[str], regime: str) -> set[str] | None:
    """The kinds of an Ombudsman's decisions that our records hold; None where there is no record."""
    if findings is None:
        return None
    return {*kept, *findings.loc[findings["ombudsman"] == regime, "finding"]}


def _is_kept(regime: str, kinds: Collection[str], kept: set[str] | None) -> bool:
    """Whether our record would hold decisions of some kinds: it holds one, or they are seldom left out.

    A kind that our words do not know is not kept. Without a record nothing is said.
    """
    if kept is None:
        return True
    return not kept.isdisjoint(kinds) or not set(kinds) <= set(words("seldom_recorded")[regime])


def _received(key: str) -> str:
    label = taxonomy.canonical("category_lgsco", key)
    return taxonomy.printed("category_lgsco", label) if label else _as_words(key)


def _decided(key: str) -> str:
    return words("lgsco_finding").get(canonical_word(key)) or _as_words(key)


def _finding(key: str) -> str:
    label = taxonomy.canonical("finding", key)
    return finding_printed("housing", label) if label else _as_words(key)


def _as_words(key: str) -> str:
    return key.replace("_", " ").replace("-", " ").capitalize()


def _own_decided(findings: Findings, key: str) -> int | None:
    kinds = words("letter_decided").get(canonical_word(key))
    if findings is None or kinds is None:
        return None
    return cases(findings[findings["finding"].isin(kinds)], "lgsco")


def _own_findings(findings: Findings, key: str) -> int | None:
    label = taxonomy.canonical("finding", key)
    if findings is None or not label:
        return None
    return int(((findings["ombudsman"] == "housing") & (findings["finding"] == label)).sum())


def say_lgsco_letter(letter: LgscoLetter | None, findings: Findings, absent: str = "") -> str:
    """The annual letter's rates and our own; first the words of `[absent]` about it, where there are any."""
    if letter is None:
        return escape(absent) or "The annual letter is not among our records."
    own = None if findings is None else next(uphold_rate(LgscoDecided.of(findings)))
    rates = [
        _rate("an uphold rate", letter.uphold_rate_pct, own),
        _rate("an average in similar authorities", letter.similar_average_pct),
        _rate("compliance with its recommendations", letter.compliance_pct),
    ]
    return _say_given("letter", letter.period, rates, absent)


def say_housing_ombudsman_report(
    report: HousingOmbudsmanReport | None, findings: Findings, absent: str = ""
) -> str:
    """The landlord report's rate and compensation and our own; `absent` as for the letter."""
    if report is None:
        return escape(absent) or "The landlord report is not among our records."
    housing = None if findings is None else findings[findings["ombudsman"] == "housing"]
    own_rate = None if housing is None else next(maladministration_rate(HousingDecided.of(housing)))
    parts = [_rate("a maladministration rate", report.maladministration_rate_pct, own_rate)]
    if report.compensation_gbp is not None:
        own_sum = "" if housing is None else f" (our own record: {print_pounds(compensation(housing))})"
        parts.append(f"compensation of {print_pounds(report.compensation_gbp)}{own_sum}")
    return _say_given("report", report.period, parts, absent)


def compensation(findings: pd.DataFrame) -> float:
    """Pounds that the findings ordered or recommended."""
    return float(sum(amount for amount in findings["compensation_gbp"] if amount is not None))


def _rate(what: str, value: float | None, own: Figure | None = None) -> str:
    return "" if value is None else f"{what} of {print_per_cent(value)}{_beside(own)}"


def _beside(own: Figure | None) -> str:
    return "" if own is None or not own.denominator else f" (our own record: {print_base(own)})"


def _say_given(kind: str, period: str, parts: list[str], absent: str) -> str:
    return paragraph(escape(absent), f"The {kind} for {period} gives {listed(parts) or 'no rate'}.")
