"""Invented complaints with known truth, written as untidy exports of several shapes: every figure counted again
from the truth, in plain steps of its own, and compared one by one."""

from __future__ import annotations

import csv
import io
import random
import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import openpyxl
import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.record_figures import record_figures
from complaint_analysis.run.records_and_figures import records_of

FIRST, LAST, AS_AT = date(2024, 4, 1), date(2025, 3, 31), date(2025, 5, 30)
HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        "2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26 2025-01-01 2025-04-18 "
        "2025-04-21 2025-05-05 2025-05-26"
    ).split()
}
HOMES = {"lcra": 3601, "lcho": 45}
REGIMES = {
    "Council Housing": "housing",
    "Waste": "lgsco",
    "Parking": "lgsco",
    "Adult Social Care": "statutory",
}
OUTCOMES = {"upheld": ["Upheld", "Justified", "Y"], "partially_upheld": ["Partly upheld", "Partial"],
            "not_upheld": ["Not upheld", "Unsubstantiated", "N"], "other": ["Inconclusive"]}  # fmt: skip
REASONS = {"over_12_months": "Out of time", "legal_proceedings": "Court", "other_process": "Insurance claim"}
TENURES = {"lcra": ["Tenant", "General needs"], "lcho": ["Shared owner"], "leaseholder": ["Leaseholder"]}
CHANNELS = {"online": ["Web form", "E-form"], "email": ["E-mail"], "telephone": ["Phone"], "letter": ["Post"]}
REMEDIES = {
    "apology": "Apology",
    "financial": "Compensation",
    "explanation": "Explanation",
    "action_taken": "Repair",
}
ACKNOWLEDGED = ("in_time", "late", "not_recorded", "open_overdue", "open_not_due")
RESPONDED = (*ACKNOWLEDGED, "in_time_extended", "withdrawn")
Case = dict
Row = dict[str, str]


# The truth


def invented(chance: random.Random, number: int) -> Case:
    """A complaint with whatever happened to it by the date of the extract."""
    received = min(AS_AT, FIRST + timedelta(days=chance.randint(-30, 400)))
    service = chance.choice(list(REGIMES))
    case: Case = {
        "reference": chance.choice(["COM/24/{:04d}", "FS-Case-{:06d}", "{:05d}", "hsg {:03d}"]).format(number),
        "received": received, "service": service, "regime": REGIMES[service], "accepted": chance.random() > 0.1,
        "type": chance.choices(["complaint", "service_request"], [9, 1])[0],
        "tenure": _maybe(chance, lambda: chance.choice(list(TENURES))),
        "channel": _maybe(chance, lambda: chance.choice(list(CHANNELS))),
        "reason": chance.choice([*REASONS, None]), "remedies": [kind for kind in REMEDIES if chance.random() < 0.2],
    }  # fmt: skip
    return case | _course(chance, received) if case["accepted"] else case


def _course(chance: random.Random, received: date) -> Case:
    course = {1: _stage(chance, received)}
    answered = course[1].get("responded")
    requested = _after(chance, answered, 1, 40) if answered and chance.random() < 0.3 else None
    if requested:
        course[2] = _stage(chance, requested)
    ended = course[2].get("responded") if requested else _after(chance, received, 30, 60)
    due = received + timedelta(days=chance.randint(10, 60))
    return {
        "stages": course, "requested": requested,
        "withdrawn": _after(chance, received, 1, 20) if not answered and chance.random() < 0.3 else None,
        "closed": ended if chance.random() < 0.4 else None,
        "pounds": chance.choice([None, None, None, 50, 100.5, 1250]),
        "action": (due, _after(chance, received, 5, 80)) if chance.random() < 0.2 else None,
    }  # fmt: skip


def _stage(chance: random.Random, begun: date) -> Case:
    responded = _maybe(chance, lambda: _after(chance, begun, 5, 50))
    extended = begun + timedelta(days=chance.randint(14, 90)) if chance.random() < 0.25 else None
    return {
        "acknowledged": _maybe(chance, lambda: _after(chance, begun, 0, 12)),
        "extended": extended,
        "notified": _maybe(chance, lambda: _after(chance, begun, 5, 25)) if extended else None,
        "responded": responded,
        "outcome": _maybe(chance, lambda: chance.choice(list(OUTCOMES))) if responded else None,
    }


def _maybe(chance: random.Random, value: Callable):
    return value() if chance.random() < 0.8 else None


def _after(chance: random.Random, day: date, fewest: int, most: int) -> date | None:
    later = day + timedelta(days=chance.randint(fewest, most))
    return later if later <= AS_AT else None


# What is true of it


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def due(day: date, days: int) -> date:
    while days:
        day += timedelta(days=1)
        days -= is_working(day)
    return day


def working_days(day: date, until: date) -> int:
    return sum(is_working(day + timedelta(days=number + 1)) for number in range((until - day).days))


def clock(case: Case, stage: int) -> Case:
    """What the Code's clocks say of one stage of a case."""
    begun, at = case["received" if stage == 1 else "requested"], case["stages"][stage]
    respond_by = due(at["acknowledged"] or begun, 10 * stage)
    limit, notified = due(respond_by, 10 * stage), at["notified"]
    counts = at["extended"] and not (notified and notified > respond_by)
    extended = max(respond_by, min(at["extended"], limit)) if counts else respond_by
    ended = {name: case[name] for name in ("withdrawn", "closed") if case[name] and case[name] >= begun}
    notice = "not_recorded" if not notified else "proved" if notified <= respond_by else "late"
    return {
        "begun": begun, **at, "in_time": respond_by, "extended_until": extended, **{f"is_{name}": True for name in ended},
        "notice": notice if at["extended"] else None, "over_limit": bool(at["extended"] and at["extended"] > limit),
        "ended": min([*ended.values(), *([at["responded"]] if at["responded"] else [])], default=None),
    }  # fmt: skip


def acknowledged(of: Case) -> str | None:
    by = due(of["begun"], 5)
    if of.get("is_withdrawn") and not of["responded"]:
        return None
    if of["acknowledged"]:
        return "in_time" if of["acknowledged"] <= by else "late"
    if of["responded"] and of["responded"] <= by:
        return "in_time"
    if of["responded"] or of.get("is_closed"):
        return "not_recorded"
    return "open_overdue" if by < AS_AT else "open_not_due"


def responded(of: Case) -> str:
    if of["responded"]:
        late = "in_time_extended" if of["responded"] <= of["extended_until"] else "late"
        return "in_time" if of["responded"] <= of["in_time"] else late
    if of.get("is_withdrawn"):
        return "withdrawn"
    if of.get("is_closed") or of["outcome"]:
        return "not_recorded"
    return "open_overdue" if of["extended_until"] < AS_AT else "open_not_due"


def rate(number: int, base: int, per: int = 100):
    return half_up(Fraction(number * per, base)) if base else "not_applicable"


def half_up(value: Fraction, places: int = 1) -> float:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def expected(cases: list[Case]) -> dict[str, object]:
    """Figures of the year, counted from the truth."""
    figures: dict[str, object] = {}
    for regime in ("housing", "lgsco"):
        own = [case for case in cases if case["regime"] == regime]
        complaints = [case for case in own if case["type"] == "complaint"]
        accepted = [case for case in complaints if case["accepted"]]
        first = [case for case in accepted if FIRST <= case["received"] <= LAST]
        second = [case for case in accepted if case["requested"] and FIRST <= case["requested"] <= LAST]
        for stage, rows in ((1, first), (2, second)):
            figures |= _of_stage(f"{regime}.stage{stage}", [clock(case, stage) for case in rows])
            begun = [clock(case, stage) for case in accepted if stage == 1 or case["requested"]]
            figures |= _open(regime, stage, begun)
            figures |= _tenants(stage, rows) if regime == "housing" else {}
        figures |= _of_regime(regime, first, second)
        refused = [case for case in complaints if not case["accepted"] and FIRST <= case["received"] <= LAST]
        requests = [
            case for case in own if case["type"] == "service_request" and FIRST <= case["received"] <= LAST
        ]
        figures |= {f"{regime}.refused": len(refused), f"{regime}.service_requests": len(requests)}
        figures |= {f"{regime}.refused.{reason}": _count(refused, "reason", reason) for reason in REASONS}
    return figures


def _count(rows: list[Case], name: str, value: object) -> int:
    return sum(row[name] == value for row in rows)


def _of_stage(prefix: str, rows: list[Case]) -> dict[str, object]:
    acks, answers = [acknowledged(row) for row in rows], [responded(row) for row in rows]
    answered = [row for row in rows if row["responded"]]
    days = [working_days(row["begun"], row["responded"]) for row in answered]
    found = {name: _count(answered, "outcome", name) for name in OUTCOMES}
    upheld = found["upheld"] + found["partially_upheld"]
    in_time = sum(answer in ("in_time", "in_time_extended") for answer in answers)
    figures = {
        "received": len(rows), "withdrawn": answers.count("withdrawn"),
        "acknowledged.in_time_pct": rate(acks.count("in_time"), sum(a not in (None, "open_not_due") for a in acks)),
        "responded.in_time_pct": rate(in_time, sum(a not in ("withdrawn", "open_not_due") for a in answers)),
        "working_days.mean": half_up(Fraction(sum(days), len(days))) if days else "not_applicable",
        "working_days.median": half_up(Fraction(statistics.median(days))) if days else "not_applicable",
        "outcome.upheld_pct": rate(upheld, upheld + found["not_upheld"]),
        "outcome.not_recorded": _count(answered, "outcome", None),
        "extension.over_limit": _count(rows, "over_limit", True),
    }  # fmt: skip
    figures |= {f"acknowledged.{name}": acks.count(name) for name in ACKNOWLEDGED}
    figures |= {f"responded.{name}": answers.count(name) for name in RESPONDED}
    figures |= {f"outcome.{name}": number for name, number in found.items()}
    figures |= {
        f"extension.notice_{name}": _count(rows, "notice", name)
        for name in ("proved", "not_recorded", "late")
    }
    return {f"{prefix}.{name}": value for name, value in figures.items()}


def _open(regime: str, stage: int, begun: list[Case]) -> dict[str, object]:
    then = [row for row in begun if row["begun"] <= LAST and not (row["ended"] and row["ended"] <= LAST)]
    return {
        f"{regime}.open_at_year_end.stage{stage}": len(then),
        f"{regime}.still_open.stage{stage}": _count(then, "ended", None),
    }


def _tenants(stage: int, rows: list[Case]) -> dict[str, object]:
    figures = {}
    for tenure, homes in HOMES.items():
        clocks = [clock(case, stage) for case in rows if case["tenure"] == tenure]
        in_time = [each for each in clocks if responded(each) in ("in_time", "in_time_extended")]
        both = sum(acknowledged(each) == "in_time" for each in in_time)
        figures |= {
            f"housing.ch01.stage{stage}.{tenure}": rate(len(clocks), homes, 1000),
            f"housing.ch02.stage{stage}.{tenure}": rate(len(in_time), len(clocks)),
            f"housing.ch02_acknowledged.stage{stage}.{tenure}": rate(both, len(clocks)),
        }
    return figures


def _of_regime(regime: str, first: list[Case], second: list[Case]) -> dict[str, object]:
    answered = [case for case in first if case["stages"][1]["responded"]]
    escalated = sum(case["requested"] is not None for case in answered)
    pounds = [Fraction(str(case["pounds"])) for case in first if case["pounds"]]
    actions = [case["action"] for case in first if case["action"]]
    figures = {
        "escalation.ratio_pct": rate(len(second), len(first)),
        "escalation.cohort_pct": rate(escalated, len(answered)),
        "ended_at_stage1_pct": rate(len(answered) - escalated, len(answered)),
        "compensation.total_gbp": float(sum(pounds)), "compensation.awards": len(pounds),
        "compensation.mean_gbp": half_up(sum(pounds) / len(pounds), 2) if pounds else "not_applicable",
        "actions.agreed": len(actions),
        "actions.done_on_time": sum(bool(done and done <= by) for by, done in actions),
        "actions.done_late": sum(bool(done and done > by) for by, done in actions),
        "actions.overdue": sum(done is None and by < AS_AT for by, done in actions),
        "channel.not_recorded": _count(first, "channel", None),
    }  # fmt: skip
    figures |= {f"channel.{name}": _count(first, "channel", name) for name in CHANNELS}
    figures |= {f"remedies.{kind}": sum(kind in case["remedies"] for case in first) for kind in REMEDIES}
    return {f"{regime}.{name}": value for name, value in figures.items()}


# The exports

NOTATIONS: list[Callable[[date], str]] = [
    lambda day: f"{day:%d/%m/%Y}", lambda day: f"{day:%d/%m/%y}", lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day:%Y-%m-%d}T12:00:00Z", lambda day: f"{day.day} {day:%B %Y}", lambda day: f"{day:%d.%m.%y}",
    lambda day: f"{day:%d/%m/%Y} 09:15", lambda day: str((day - date(1899, 12, 30)).days),
]  # fmt: skip
WHOLE = (
    "Withdrawn",
    "Date Closed",
    "Remedy",
    "Goodwill payment",
    "Action due",
    "Action done",
    "How received",
)


class Officer:
    """Who keeps the export, with habits of their own."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.notation = chance.choice(NOTATIONS)
        self.one_column = chance.random() < 0.5
        self.suffix = chance.choice(["", "-S2", " (Stage 2)", "/S2"])

    def wide(self, case: Case) -> Row:
        row = self._whole(case) | {"S1 Date In": self._day(case["received"])}
        row |= {f"S1 {name}": cell for name, cell in self._stage(case, 1).items()}
        row |= {"Escalated on": self._day(case.get("requested"))}
        return row | {f"S2 {name}": cell for name, cell in self._stage(case, 2).items()}

    def long(self, case: Case) -> Iterator[Row]:
        yield self._whole(case) | {"Stage": self._one_of("Stage 1", "1", "S1"),
                                   "Date logged": self._day(case["received"])} | self._stage(case, 1)  # fmt: skip
        if case.get("requested"):
            row = self._whole(case)
            row |= dict.fromkeys(WHOLE, "") if self.chance.random() < 0.5 else {}
            row |= {
                "Ref No": row["Ref No"].strip() + self.suffix,
                "Date logged": self._day(case["requested"]),
            }
            yield row | {"Stage": self._one_of("Stage 2", "2", "Review")} | self._stage(case, 2)

    def _whole(self, case: Case) -> Row:
        word = lambda words, value, none: self._one_of(*words[value]) if value else none  # noqa: E731
        action, pounds = case.get("action") or (None, None), case.get("pounds")
        row = {
            "Ref No": self._one_of(case["reference"], f" {case['reference']} "),
            "Contact type": case["type"].replace("_", " ").capitalize(),
            "Service area": self._one_of(case["service"], case["service"].upper(), case["service"] + " "),
            "Tenancy type": word(TENURES, case["tenure"], "Unknown"),
            "How received": word(CHANNELS, case["channel"], ""),
            "Withdrawn": self._day(case.get("withdrawn")), "Date Closed": self._day(case.get("closed")),
            "Remedy": self._one_of("; ", ", ", " and ", "/").join(REMEDIES[kind] for kind in case["remedies"]),
            "Goodwill payment": self._one_of(f"£{pounds:.2f}", f"{pounds}") if pounds else self._one_of("", "Nil", "£-"),
            "Action due": self._day(action[0]), "Action done": self._day(action[1]),
        }  # fmt: skip
        return row | self._refusal(case["accepted"], REASONS.get(case["reason"], ""))

    def _refusal(self, accepted: bool, reason: str) -> Row:
        if self.one_column:
            return {"Refused": "" if accepted else reason or "Yes"}
        return {"Accepted?": "Y" if accepted else "N", "Exclusion reason": "N/A" if accepted else reason}

    def _stage(self, case: Case, stage: int) -> Row:
        at = case.get("stages", {}).get(stage, {})
        return {
            "Ack sent": self._day(at.get("acknowledged")), "New due date": self._day(at.get("extended")),
            "Extension letter sent": self._day(at.get("notified")), "Reply sent": self._day(at.get("responded")),
            "Decision": self._one_of(*OUTCOMES[at["outcome"]]) if at.get("outcome") else "",
        }  # fmt: skip

    def _day(self, day: date | None) -> str:
        return self.notation(day) if day else self._one_of("", "-", "n/a", "TBC")

    def _one_of(self, *words: str) -> str:
        return self.chance.choice(words)


def text(rows: list[Row], chance: random.Random) -> bytes:
    buffer = io.StringIO(newline="")
    headers = list(dict.fromkeys(header for row in rows for header in row))
    writer = csv.DictWriter(buffer, headers, delimiter=chance.choice(",;\t|"))
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode(chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))


def workbook(sheets: dict[str, list[Row]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Ask before you add a column"])
    for name, rows in sheets.items():
        headers = list(dict.fromkeys(header for row in rows for header in row))
        sheet = book.create_sheet(name)
        for line in [["Complaints log"], headers, *([row[header] for header in headers] for row in rows)]:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def without(rows: list[Row], *headers: str) -> list[Row]:
    return [{header: cell for header, cell in row.items() if header not in headers} for row in rows]


def in_halves(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    """Two systems that overlap in some cases."""
    other = Officer(officer.chance)
    long = [row for case in cases[20:] for row in other.long(case)]
    return {
        "a.csv": text([officer.wide(case) for case in cases[:25]], officer.chance),
        "b.csv": text(long, officer.chance),
    }


def in_columns(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    """Two systems that hold the same cases, each half of their columns."""
    rows = [officer.wide(case) for case in cases]
    headers = [header for header in rows[0] if header not in ("Ref No", "S1 Date In")]
    first = officer.chance.sample(headers, len(headers) // 2)
    second = [header for header in headers if header not in first]
    return {
        "a.csv": text(without(rows, *first), officer.chance),
        "b.csv": text(without(rows, *second), officer.chance),
    }


def by_stage(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    officer.suffix = ""
    rows = [list(officer.long(case)) for case in cases]
    second = without([row for each in rows for row in each[1:]], "Stage")
    return {
        "log.xlsx": workbook({"Stage 1": without([each[0] for each in rows], "Stage"), "Stage 2": second})
    }


def by_service(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    own = {name: [officer.wide(case) for case in cases if case["service"] == name] for name in REGIMES}
    return {"log.xlsx": workbook({name: without(rows, "Service area") for name, rows in own.items() if rows})}


def by_month(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    months = sorted({f"{case['received']:%Y-%m}" for case in cases})
    of = {name: [case for case in cases if f"{case['received']:%Y-%m}" == name] for name in months}
    return {
        "log.xlsx": workbook(
            {name: [row for case in of[name] for row in officer.long(case)] for name in months}
        )
    }


def repeated(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    """Exact repeats, a total, and blank lines."""
    rows = [row for case in cases for row in officer.long(case)]
    rows = [row for row in rows for _ in range(officer.chance.choice([1, 1, 1, 2]))]
    return {"log.csv": text([*rows, {"Ref No": "Total", "Goodwill payment": "12"}, {}], officer.chance)}


def plain(cases: list[Case], officer: Officer) -> dict[str, bytes]:
    return {"log.csv": text([officer.wide(case) for case in cases], officer.chance)}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", [plain, repeated, in_halves, in_columns, by_stage, by_service, by_month])
def test_every_figure_is_true_of_the_complaints_that_were_written(council, shape, seed: int) -> None:
    chance = random.Random(f"{shape.__name__} {seed}")
    cases = [invented(chance, number) for number in range(40)]
    council.year(facts="extracted_on = 2025-05-30\n[homes_owned]\nlcra = 3601\nlcho = 45")
    for name, content in shape(cases, Officer(chance)).items():
        council.export(content, name)
    settings, year = load_council(council.folder), ReportingYear.parse("2024-25")
    records = records_of(settings, year)
    figures = record_figures(Basis(records, settings, settings.year(year), year.period))
    found = {id: figure.value if figure.status == "ok" else figure.status for id, figure in figures.items()}
    wanted = expected(cases)
    assert {id: found[id] for id in wanted if found[id] != "not_recorded" or ".refused." not in id} == {
        id: value for id, value in wanted.items() if found[id] != "not_recorded" or ".refused." not in id
    }
    assert records.reconciliation["kept"] == len(cases)
    assert not {"contradiction", "bad_date", "unknown_value", "unknown_header"} & set(records.issues["rule"])
