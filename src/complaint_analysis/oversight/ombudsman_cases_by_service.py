"""Cases that reached an Ombudsman by service, each service's share of them beside its share of complaints.

Findings given here are the public ones, of
`ombudsman_findings.in_public_files`. Services are named by their cases; a
rate on few complaints is no measure of a service, and is not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import pandas as pd

from complaint_analysis.council.codes.regimes import ABOUT, OMBUDSMAN, OMBUDSMAN_SHORT, REGIMES
from complaint_analysis.measures.figure import print_share, rate
from complaint_analysis.oversight.ombudsman_findings import cases
from complaint_analysis.oversight.ombudsman_tables import NOT_STATED
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import SMALL_BASE, print_count
from complaint_analysis.printing.sentences import listed, paragraph
from complaint_analysis.printing.table import NOT_APPLICABLE, Column, Table, table_of

Findings: TypeAlias = pd.DataFrame | None
Received: TypeAlias = Mapping[tuple[str, str], int]
"""Complaints received at stage 1 in the period, by Code and service."""


class OfService(NamedTuple):
    """A service's cases of one Ombudsman and its complaints, each of how many in all."""

    service: str
    regime: str
    cases: int
    all_cases: int
    received: int
    all_received: int


def with_services(findings: Findings, services: Mapping[str, str]) -> Findings:
    """The findings, each without a service given that of its case in the records (by its reference)."""
    if findings is None:
        return None
    known = {reference.casefold(): service for reference, service in services.items()}
    linked = [known.get(reference.casefold(), "") for reference in findings["case_reference"]]
    named = [own or other for own, other in zip(findings["service"], linked, strict=True)]
    return findings.assign(service=named)


def cases_of_services(findings: Findings, received: Received) -> list[OfService]:
    """The services with a case, most cases first; services compare without case and space."""
    if findings is None:
        return []
    spelt = {(regime, _folded(service)): (service, number) for (regime, service), number in received.items()}
    totals: dict[str, int] = {
        code: sum(each for (of, _), each in received.items() if of == code) for code in REGIMES
    }
    found = []
    for (regime, name), rows in _by_service(findings).items():
        service, number = spelt.get((regime, name), (str(rows["service"].iloc[0]), 0))
        of_all = (cases(rows, regime), cases(findings, regime), number, totals[regime])
        found.append(OfService(service or NOT_STATED, regime, *of_all))
    return sorted(found, key=lambda each: (-each.cases, each.service, each.regime))


def ombudsman_cases(findings: Findings, received: Received, label: str) -> Table:
    """Cases that each Ombudsman decided by service, beside complaints received at stage 1 in the period."""
    columns = (
        Column("service", "Service"),
        Column("ombudsman", "Ombudsman"),
        Column("cases", "Cases decided", "count"),
        Column("cases_share", "Share of its cases", "printed"),
        Column("received", "Complaints received", "count"),
        Column("received_share", "Share of complaints", "printed"),
        Column("per_100_complaints", "Cases per 100 complaints", "rate"),
    )
    rows = [_row(each) for each in cases_of_services(findings, received)]
    notes = (
        "A case that an Ombudsman decided in the year may have begun as a complaint of an earlier year.",
        "Services without a case are left out.",
        f"Cases per 100 complaints are given from {SMALL_BASE} complaints on.",
    )
    return table_of(
        "ombudsman-cases", f"Cases decided by an Ombudsman, by service, {label}", rows, columns, notes
    )


def _row(each: OfService) -> dict[str, Any]:
    share = rate("", each.cases, each.received, "per_100_complaints")
    return {
        "service": each.service,
        "ombudsman": OMBUDSMAN_SHORT[each.regime],
        "cases": each.cases,
        "cases_share": _printed(each.cases, each.all_cases),
        "received": each.received,
        "received_share": _printed(each.received, each.all_received),
        "per_100_complaints": share.value if each.received >= SMALL_BASE else NOT_APPLICABLE,
    }


def _printed(number: int, base: int) -> str:
    """A share with its counts, on a base under 10 the counts alone."""
    share = rate("", number, base, "per_cent")
    return NOT_APPLICABLE if share.value is None else print_share(share)


def _by_service(findings: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    services = [_folded(service) for service in findings["service"]]
    keys = list(zip(findings["ombudsman"], services, strict=True))
    return {key: findings[[each == key for each in keys]] for key in dict.fromkeys(keys)}


def _folded(service: str) -> str:
    return "".join(service.split()).casefold()


def say_cases(found: list[OfService]) -> str:
    """Of each Ombudsman's cases, the service with the most of them beside its volume of complaints."""
    return paragraph(*(_say_of_one([each for each in found if each.regime == regime]) for regime in REGIMES))


def _say_of_one(found: list[OfService]) -> str:
    if len(found) < 2:
        return ""
    most = [each for each in found if each.cases == found[0].cases]
    name, of_all = OMBUDSMAN[most[0].regime], f"{print_count(most[0].all_cases)} cases"
    if most[0].cases == 1:
        return f"No service had more than one of the {of_all} that the {name} decided."
    had = [f"{escape(each.service)} ({_beside(each)})" for each in most]
    return f"Of the {of_all} that the {name} decided, the largest number were about {listed(had)}."


def _beside(each: OfService) -> str:
    about = ABOUT[each.regime]
    received = f"{print_count(each.received)} of {print_count(each.all_received)} complaints {about}"
    return f"{print_count(each.cases)}, with {received}"
