"""The register of service requests: counts by month and service, most done, a few that became complaints."""

from __future__ import annotations

from complaint_analysis.council.periods import ReportingYear
from demonstration.chance import Chance
from demonstration.plan import plan

HEADER = "month,service,received,done,became_complaint"


def register(year: str, chance: Chance) -> str:
    """The CSV text of a year's register."""
    rows = [
        _row(month, service, plan()["register"][service], chance)
        for month in _months(year)
        for service in plan()["register"]
    ]
    return "\n".join([HEADER, *rows, ""])


def _months(year: str) -> list[str]:
    first = ReportingYear.parse(year).first
    return [f"{first + (month > 12)}-{(month - 1) % 12 + 1:02d}" for month in range(4, 16)]


def _row(month: str, service: str, usual: int, chance: Chance) -> str:
    received = usual * chance.whole(82, 121) // 100
    done = received * chance.whole(88, 99) // 100
    became_complaint = chance.whole(0, max(1, (received - done) // 4))
    return f"{month},{service},{received},{done},{became_complaint}"
