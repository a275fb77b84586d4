"""What the two Ombudsmen decided: figures, and the sentences that depend on them.

A finding that may not be published yet, as at the day of the extract, is in private counts only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import OMBUDSMAN, REGIMES
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.measures.figure import (
    Figure,
    Unit,
    count,
    every,
    has_small_base,
    of_file,
    print_figure,
    rate,
)
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.rounding import Number
from complaint_analysis.records.side_files import YearFiles

AGAINST_THE_LANDLORD = ("severe_maladministration", "maladministration", "service_failure")
LISTED = ["ombudsman", "reference", "case_reference", "decided", "finding"]
"""What an auditor is shown of each finding behind a figure."""
NOT_CONSIDERED = ("outside_jurisdiction", "withdrawn")
INVESTIGATED = ("upheld", "not_upheld")


@cache
def words(kind: str) -> dict[str, str]:
    """The printed words of one kind of `ombudsman_findings.toml`, in the order in which tables show them."""
    return own_toml(__package__, "ombudsman_findings")[kind]


def findings_of(regime: str) -> tuple[str, ...]:
    """The closed set of an Ombudsman's findings, in the order in which tables show them."""
    return taxonomy.labels("finding") if regime == "housing" else tuple(words("lgsco_finding"))


def finding_printed(regime: str, finding: str) -> str:
    """A finding as readers see it."""
    return taxonomy.printed("finding", finding) if regime == "housing" else words("lgsco_finding")[finding]


def is_embargoed(findings: pd.DataFrame, as_at: date) -> pd.Series:
    """Whether each finding may not be published yet on a day."""
    return findings["may_publish_from"].map(lambda day: day is not None and day > as_at).astype(bool)


def in_public(findings: pd.DataFrame | None, as_at: date) -> pd.DataFrame | None:
    """The findings that may be published on a day; None where no record of findings was given."""
    return None if findings is None else findings[~is_embargoed(findings, as_at)].reset_index(drop=True)


def in_public_files(files: YearFiles, as_at: date) -> YearFiles:
    """A year's files without the findings that may not be published on a day, nor their cases' orders."""
    orders = _orders_in_public(files.orders, files.ombudsman, as_at)
    return replace(files, ombudsman=in_public(files.ombudsman, as_at), orders=orders)


def _orders_in_public(
    orders: pd.DataFrame | None, findings: pd.DataFrame | None, as_at: date
) -> pd.DataFrame | None:
    if orders is None or findings is None:
        return orders
    hidden = set(case_keys(findings[is_embargoed(findings, as_at)]))
    return orders[[key not in hidden for key in case_keys(orders)]].reset_index(drop=True)


def case_keys(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Ombudsman and reference of each row, the reference without regard to case."""
    return [(each, ref.casefold()) for each, ref in zip(table["ombudsman"], table["reference"], strict=True)]


def cases(findings: pd.DataFrame, regime: str) -> int:
    """How many cases an Ombudsman's findings are of; a case may have several findings."""
    return len({key for key in case_keys(findings) if key[0] == regime})


def private_counts(
    findings: pd.DataFrame | None, as_at: date, regimes: Iterable[str] = REGIMES
) -> pd.DataFrame:
    """Cases and findings by `ombudsman`, those that may not be published yet among them and apart.

    Columns `ombudsman, cases, findings, embargoed_cases, embargoed_findings`; for `private/` only.
    """
    known = _empty() if findings is None else findings
    embargoed = is_embargoed(known, as_at)
    rows = [
        {
            "ombudsman": regime,
            "cases": cases(known, regime),
            "findings": int((known["ombudsman"] == regime).sum()),
            "embargoed_cases": cases(known[embargoed], regime),
            "embargoed_findings": int((embargoed & (known["ombudsman"] == regime)).sum()),
        }
        for regime in regimes
    ]
    return pd.DataFrame(rows)


def say_embargoed(number: int, threshold: int) -> str:
    """That so many decisions may not be published yet; under the threshold not how many, '' where none."""
    if not number:
        return ""
    so_many = f"Fewer than {threshold}" if number < threshold else print_count(number)
    return (
        f"{so_many} decisions of an Ombudsman may not be published yet. They are in none of our figures, and "
        "will be in a later report."
    )


def figures(
    findings: pd.DataFrame | None,
    received: Mapping[str, int | None],
    as_at: date,
    regimes: Iterable[str] = REGIMES,
) -> list[Figure]:
    """All figures `ombudsman.*` of the Codes in scope, of the findings that may be published on a day.

    `received` holds the complaints of the period at stage 1 by Code, None where they are not recorded.
    Without a record of findings every figure is `not_recorded`.
    """
    public = in_public(findings, as_at)
    of_each = {"housing": _housing_figures, "lgsco": _lgsco_figures}
    known = _empty() if public is None else public
    made = [
        figure
        for regime in regimes
        for figure in [*of_each[regime](known), _per_100(regime, known, received.get(regime))]
    ]
    return made if public is not None else [figure.without_value("not_recorded") for figure in made]


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=["ombudsman", "reference", "finding", "may_publish_from"], dtype=object)


def _housing_figures(findings: pd.DataFrame) -> list[Figure]:
    housing = findings[findings["ombudsman"] == "housing"]
    made: dict[str, tuple[Callable[[pd.DataFrame], Number], Unit, pd.Series]] = {
        "determinations": (determinations, "determinations", _first_of_case(housing)),
        "findings": (total_findings, "findings", every(housing)),
    }
    counts = [
        _behind(
            count(f"ombudsman.housing.{name}", function(housing), unit, _definition(function)), housing, rows
        )
        for name, (function, unit, rows) in made.items()
    ]
    kinds = [
        _behind(
            count(
                f"ombudsman.housing.finding.{kind}", of_kind(housing, kind), "findings", _definition(of_kind)
            ),
            housing,
            housing["finding"] == kind,
        )
        for kind in findings_of("housing")
    ]
    return [*counts, *kinds, maladministration_rate(housing)]


def _behind(
    figure: Figure, findings: pd.DataFrame, counted: pd.Series, base: pd.Series | None = None
) -> Figure:
    """The figure with the findings that it was counted on."""
    return of_file(figure, findings.reindex(columns=LISTED), counted, base, by="finding")


def _first_of_case(findings: pd.DataFrame) -> pd.Series:
    """The first row of each case, upheld ones before others: a case of several findings counts once."""
    ordered = findings.loc[findings["finding"].ne("upheld").sort_values(kind="stable").index]
    first = ~pd.Series(case_keys(ordered), index=ordered.index, dtype=object).duplicated()
    return first.reindex(findings.index)


def determinations(housing: pd.DataFrame) -> int:
    """Complaints that the Housing Ombudsman determined."""
    return cases(housing, "housing")


def total_findings(housing: pd.DataFrame) -> int:
    """Findings of the Housing Ombudsman; one determination may hold several."""
    return len(housing)


def of_kind(findings: pd.DataFrame, kind: str) -> int:
    """Findings of the Housing Ombudsman of one kind, which the id names."""
    return int((findings["finding"] == kind).sum())


def maladministration_rate(housing: pd.DataFrame) -> Figure:
    """Severe maladministration, maladministration and service failure, per cent of findings on the merits.

    On the merits are all findings but those outside jurisdiction and withdrawn.
    """
    against = housing["finding"].isin(AGAINST_THE_LANDLORD)
    considered = ~housing["finding"].isin(NOT_CONSIDERED)
    name, definition = "ombudsman.housing.maladministration_rate_pct", _definition(maladministration_rate)
    figure = rate(name, int(against.sum()), int(considered.sum()), "per_cent", definition)
    return _behind(figure, housing, against, considered)


def _lgsco_figures(findings: pd.DataFrame) -> list[Figure]:
    lgsco = findings[findings["ombudsman"] == "lgsco"]
    looked_into = lgsco[lgsco["finding"].isin(INVESTIGATED)]
    base = _first_of_case(looked_into).reindex(lgsco.index, fill_value=False)
    ours = base & lgsco["finding"].eq("upheld")
    made = count("ombudsman.lgsco.investigated", investigated(lgsco), "complaints", _definition(investigated))
    against = count("ombudsman.lgsco.upheld", upheld(lgsco), "complaints", _definition(upheld))
    return [
        _behind(made, lgsco, base),
        _behind(against, lgsco, ours),
        _behind(uphold_rate(lgsco), lgsco, ours, base),
    ]


def investigated(lgsco: pd.DataFrame) -> int:
    """Complaints that the Local Government and Social Care Ombudsman investigated: upheld or not upheld."""
    return cases(lgsco[lgsco["finding"].isin(INVESTIGATED)], "lgsco")


def upheld(lgsco: pd.DataFrame) -> int:
    """Complaints that the Local Government and Social Care Ombudsman upheld."""
    return cases(lgsco[lgsco["finding"] == "upheld"], "lgsco")


def uphold_rate(lgsco: pd.DataFrame) -> Figure:
    """Complaints that the LGSCO upheld, per cent of those that it investigated."""
    return rate(
        "ombudsman.lgsco.uphold_rate_pct",
        upheld(lgsco),
        investigated(lgsco),
        "per_cent",
        _definition(uphold_rate),
    )


def _per_100(regime: str, findings: pd.DataFrame, received: int | None) -> Figure:
    """Cases that the Ombudsman decided per 100 complaints received at stage 1 in the period."""
    name = f"ombudsman.{regime}.per_100_complaints"
    made = rate(name, cases(findings, regime), received or 0, "per_100_complaints", _definition(_per_100))
    own = findings[findings["ombudsman"] == regime]
    return made.without_value("not_recorded") if received is None else _behind(made, own, _first_of_case(own))


def _definition(function: Callable[..., object]) -> str:
    return (inspect.getdoc(function) or "").partition("\n\n")[0].replace("\n", " ")


def say_ombudsman(by_id: Mapping[str, Figure]) -> str:
    """What the Ombudsmen decided, in a sentence or two for each that is among the figures."""
    said = {"housing": _say_housing, "lgsco": _say_lgsco}
    there = [regime for regime in REGIMES if f"ombudsman.{regime}.per_100_complaints" in by_id]
    return " ".join(said[regime](by_id) for regime in there)


def _say_housing(by_id: Mapping[str, Figure]) -> str:
    name, decided = OMBUDSMAN["housing"], by_id["ombudsman.housing.determinations"]
    if decided.value is None:
        return f"What the {name} decided is not recorded."
    if decided.value == 0:
        return f"We have no decision of the {name} to report."
    found = print_number_of(by_id["ombudsman.housing.findings"].value or 0, "finding")
    complaints = print_number_of(decided.value, "complaint")
    share = _say_against(by_id["ombudsman.housing.maladministration_rate_pct"])
    return f"The {name} decided {complaints} about us, with {found}. {share}"


def _say_against(share: Figure) -> str:
    if share.status == "not_applicable":
        return "None was on the merits of a complaint."
    if not share.numerator:
        return "None was of maladministration or service failure."
    return f"Of those on the merits, {print_figure(share)} said maladministration or service failure."


def _say_lgsco(by_id: Mapping[str, Figure]) -> str:
    name, taken = OMBUDSMAN["lgsco"], by_id["ombudsman.lgsco.investigated"]
    if taken.value is None:
        return f"What the {name} decided is not recorded."
    if taken.value == 0:
        return f"We have no investigation by the {name} to report."
    complaints = print_number_of(taken.value, "complaint")
    return f"The {name} investigated {complaints} about us and upheld {_say_upheld(by_id)}."


def _say_upheld(by_id: Mapping[str, Figure]) -> str:
    number, share = by_id["ombudsman.lgsco.upheld"].value, by_id["ombudsman.lgsco.uphold_rate_pct"]
    if not number:
        return "none"
    return str(number) if has_small_base(share) else f"{number} ({print_figure(share)})"
