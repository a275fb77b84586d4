"""What the two Ombudsmen decided: figures, and the sentences that depend on them.

A finding that may not be published yet, on the day that the report speaks of, is in private counts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import ClassVar, Self

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import OMBUDSMAN, REGIMES
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.measures.figure import (
    Figure,
    Unit,
    count_of_file,
    every,
    has_small_base,
    of_file,
    print_figure,
    rate,
)
from complaint_analysis.measures.measure import figures_of_module, measure, where_recorded
from complaint_analysis.oversight.side_file_rows import rows_kept
from complaint_analysis.printing.numbers import print_count, print_number_of
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
    return rows_kept(orders, (key not in hidden for key in case_keys(orders)))


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


@dataclass(frozen=True)
class Decided:
    """The findings of one Ombudsman, and the complaints of its Code received (None: not recorded)."""

    regime: ClassVar[str]
    findings: pd.DataFrame
    received: int | None = None

    @classmethod
    def of(cls, findings: pd.DataFrame, received: int | None = None) -> Self:
        """The findings of this Ombudsman among those of both."""
        return cls(findings[findings["ombudsman"] == cls.regime], received)

    def count(self, name: str, counted: pd.Series, unit: Unit) -> Figure:
        """How many findings are flagged, as a figure with them behind it."""
        return count_of_file(f"ombudsman.{self.regime}.{name}", self.listed, counted, unit, by="finding")

    def share(self, name: str, counted: pd.Series, base: pd.Series) -> Figure:
        """The percentage of the findings in the base that are flagged too."""
        figure = rate(f"ombudsman.{self.regime}.{name}", int(counted.sum()), int(base.sum()), "per_cent")
        return of_file(figure, self.listed, counted, base, by="finding")

    @property
    def listed(self) -> pd.DataFrame:
        return self.findings.reindex(columns=LISTED)


class HousingDecided(Decided):
    """The findings of the Housing Ombudsman."""

    regime = "housing"


class LgscoDecided(Decided):
    """The findings of the Local Government and Social Care Ombudsman."""

    regime = "lgsco"

    @property
    def investigated(self) -> pd.Series:
        """The first finding of each case that was upheld or not upheld."""
        looked_into = self.findings[self.findings["finding"].isin(INVESTIGATED)]
        return _first_of_case(looked_into).reindex(self.findings.index, fill_value=False)

    @property
    def upheld(self) -> pd.Series:
        """Of those the upheld ones."""
        return self.investigated & self.findings["finding"].eq("upheld")


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
    of_each: dict[str, type[Decided]] = {"housing": HousingDecided, "lgsco": LgscoDecided}
    public = in_public(findings, as_at)
    known = _empty() if public is None else public
    made = (
        figure
        for regime in regimes
        for figure in figures_of_module(__name__, of_each[regime].of(known, received.get(regime)))
    )
    return list(where_recorded(public is not None, made))


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=["ombudsman", "reference", "finding", "may_publish_from"], dtype=object)


def _first_of_case(findings: pd.DataFrame) -> pd.Series:
    """The first row of each case, upheld ones before others: a case of several findings counts once."""
    ordered = findings.loc[findings["finding"].ne("upheld").sort_values(kind="stable").index]
    first = ~pd.Series(case_keys(ordered), index=ordered.index, dtype=object).duplicated()
    return first.reindex(findings.index)


@measure
def determinations(decided: HousingDecided) -> Iterator[Figure]:
    """Complaints that the Housing Ombudsman determined."""
    yield decided.count("determinations", _first_of_case(decided.findings), "determinations")


@measure
def total_findings(decided: HousingDecided) -> Iterator[Figure]:
    """Findings of the Housing Ombudsman; one determination may hold several."""
    yield decided.count("findings", every(decided.findings), "findings")


@measure
def findings_of_each_kind(decided: HousingDecided) -> Iterator[Figure]:
    """Findings of the Housing Ombudsman of one kind, which the id names."""
    for kind in findings_of("housing"):
        yield decided.count(f"finding.{kind}", decided.findings["finding"] == kind, "findings")


@measure
def maladministration_rate(decided: HousingDecided) -> Iterator[Figure]:
    """Severe maladministration, maladministration and service failure, per cent of findings on the merits.

    On the merits are all findings but those outside jurisdiction and withdrawn.
    """
    against = decided.findings["finding"].isin(AGAINST_THE_LANDLORD)
    considered = ~decided.findings["finding"].isin(NOT_CONSIDERED)
    yield decided.share("maladministration_rate_pct", against, considered)


@measure
def investigated(decided: LgscoDecided) -> Iterator[Figure]:
    """Complaints that the Local Government and Social Care Ombudsman investigated: upheld or not upheld."""
    yield decided.count("investigated", decided.investigated, "complaints")


@measure
def upheld(decided: LgscoDecided) -> Iterator[Figure]:
    """Complaints that the Local Government and Social Care Ombudsman upheld."""
    yield decided.count("upheld", decided.upheld, "complaints")


@measure
def uphold_rate(decided: LgscoDecided) -> Iterator[Figure]:
    """Complaints that the LGSCO upheld, per cent of those that it investigated."""
    yield decided.share("uphold_rate_pct", decided.upheld, decided.investigated)


@measure
def cases_per_100_complaints(decided: Decided) -> Iterator[Figure]:
    """Cases that the Ombudsman decided per 100 complaints received at stage 1 in the period."""
    name, cases = f"ombudsman.{decided.regime}.per_100_complaints", _first_of_case(decided.findings)
    figure = rate(name, int(cases.sum()), decided.received or 0, "per_100_complaints")
    behind = of_file(figure, decided.listed, cases, by="finding")
    yield from where_recorded(decided.received is not None, [behind])


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
