"""The figures of the records once more: slowly, day by day, over plain rows, from the definitions alone.

Nothing here comes from the program: own bank holidays, own joining of rows, own rounding. What it takes is
the rows of exports as a council wrote them, under canonical names, and the council's settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

BANK_HOLIDAYS = """
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
"""
HOLIDAYS = {date.fromisoformat(day) for day in BANK_HOLIDAYS.split()}
REGIMES = ("housing", "lgsco")
ACKNOWLEDGED = ("in_time", "late", "not_recorded", "open_overdue", "open_not_due")
RESPONDED = (
    "in_time", "in_time_extended", "late", "open_not_due", "open_overdue", "not_recorded", "withdrawn",
)  # fmt: skip
OUTCOMES = ("upheld", "partially_upheld", "not_upheld", "other", "not_recorded")
REASONS = (
    "over_12_months", "legal_proceedings", "previously_considered", "other_process",
    "not_our_responsibility", "policy_disagreement", "rent_or_charge_level", "first_service_request",
    "individual_employee", "other", "not_recorded",
)  # fmt: skip
REMEDIES = (
    "apology", "acknowledgement", "explanation", "action_taken", "decision_reconsidered", "record_amended",
    "financial", "policy_or_practice_changed",
)  # fmt: skip
CHANNELS = (
    "online", "email", "telephone", "letter", "in_person", "social_media", "councillor_or_mp", "other",
    "not_recorded",
)  # fmt: skip
DESCRIPTIVE = ("channel", "tenure", "category")
NONE_YET = ("No", "TBC", "in progress")
"""What a cell for the day of an answer may say where there is none yet; other words are an answer."""
STEPS = ("acknowledged", "extended_to", "extension_notified", "responded", "outcome")
CODE = {
    "response_starts": "acknowledged", "stage1_acknowledge": 5, "stage1_respond": 10, "stage1_extend": 10,
    "stage2_acknowledge": 5, "stage2_respond": 20, "stage2_extend": 20,
}  # fmt: skip

Row = dict[str, object]
Number = int | float | None
Told = tuple[Number, Number, Number, str]
"""A figure: value, numerator, denominator, status."""


@dataclass(frozen=True)
class Export:
    """One export: the year of its folder, its columns, and its rows.

    A long export has a `stage` in each row, and its steps without a stage in their names.
    """

    year: str
    long: bool
    columns: frozenset[str]
    rows: list[Row]


@dataclass(frozen=True)
class Settings:
    """What council.toml and the years' year.toml say."""

    extracted_on: dict[str, date | None]
    homes: dict[str, dict[str, int | None]]
    housing: tuple[str, ...] = ("Council Housing",)
    statutory: tuple[str, ...] = ("Adult Social Care",)
    closed_days: tuple[date, ...] = ()
    clocks: dict[str, object] = field(default_factory=dict)
    procedures: tuple[dict[str, object], ...] = ()
    all_tenants: str | None = None
    recorded_from: dict[str, date] = field(default_factory=dict)
    record_type_by_rules: bool = False
    threshold: int = 5


@dataclass
class Case:
    """A complaint from all its rows: `cells` by canonical column, what its rows were about, and at which
    stages any of them speaks of an answer."""

    cells: Row = field(default_factory=dict)
    has_stage1: bool = False
    extra_stage: bool = False
    extra_received: date | None = None
    told: list[tuple[Export, date | None, date | None]] = field(default_factory=list)
    found: dict[str, list[tuple[Export, str]]] = field(default_factory=dict)
    actions: list[tuple[date | None, date | None]] = field(default_factory=list)
    answers: set[int] = field(default_factory=set)
    rows: list[tuple[str, Row]] = field(default_factory=list)

    def day(self, column: str) -> date | None:
        value = self.cells.get(column)
        return value if isinstance(value, date) else None


def half_up(value: Fraction, places: int) -> float:
    """The number rounded half-up; values here are never negative."""
    return float(Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places))


def year_of(day: date) -> str:
    first = day.year if day >= date(day.year, 4, 1) else day.year - 1
    return f"{first}-{str(first + 1)[2:]}"


def year_days(year: str) -> tuple[date, date]:
    first = int(year[:4])
    return date(first, 4, 1), date(first + 1, 3, 31)


class Oracle:
    """The figures of one year, or a period of it, as at the year's extract."""

    def __init__(
        self, exports: list[Export], settings: Settings, year: str, period: tuple[date, date] | None = None
    ) -> None:
        self.exports = [export for export in exports if export.year <= year]
        self.settings = settings
        self.year = year
        self.start, self.end = period or year_days(year)
        self.as_at = settings.extracted_on[year] or year_days(year)[1]
        self.kept, self.counts = self.joined()
        self.cases = [self.held(case) for case in self.kept.values()]

    # rows to complaints

    def joined(self) -> tuple[dict[str, Case], dict[str, int]]:
        rows = [(export, row) for export in self.exports for row in export.rows]
        cases: dict[str, Case] = {}
        number: dict[str, int] = {}
        rejected = 0
        for export, row in rows:
            reference = row.get("reference")
            if not reference:
                rejected += 1
                continue
            number[reference] = number.get(reference, 0) + 1
            self.add(cases.setdefault(reference, Case()), export, row)
        for case in cases.values():
            case.cells |= {name: self.finding(found) for name, found in case.found.items()}
        kept = {reference: case for reference, case in cases.items() if self.usable(case)}
        rejected += sum(number[reference] for reference in cases if reference not in kept)
        counts = {"read": len(rows), "rejected": rejected, "kept": len(kept)}
        return kept, counts | {"merged": len(rows) - rejected - len(kept)}

    def add(self, case: Case, export: Export, row: Row) -> None:
        stage, cells = self.canonical(export, row)
        case.rows.append((stage, dict(cells)))
        case.extra_stage |= stage in ("0", "3")
        case.has_stage1 |= stage == "1"
        case.extra_received = cells.pop("extra_received", case.extra_received)
        if "action_due" in cells or "action_done" in cells:
            due, done = cells.pop("action_due", None), cells.pop("action_done", None)
            case.told.append((export, due, done))
        for name in ("stage1_outcome", "stage2_outcome"):
            if name in cells:
                case.found.setdefault(name, []).append((export, str(cells[name])))
        for number in (1, 2):
            said = cells.get(f"stage{number}_responded")
            if said:
                case.answers.add(number)
            if isinstance(said, str):
                del cells[f"stage{number}_responded"]
        case.cells |= cells

    @staticmethod
    def finding(found: list[tuple[Export, str]]) -> str:
        """What the last export's findings on the elements of a complaint amount to."""
        outcomes = [outcome for export, outcome in found if export is found[-1][0]]
        findings = {each for each in outcomes if each in ("upheld", "partially_upheld", "not_upheld")}
        if len(findings) > 1:
            return "partially_upheld"
        return next(each for each in (*findings, "other", "refused", "withdrawn", "open") if each in outcomes)

    def canonical(self, export: Export, row: Row) -> tuple[str, Row]:
        """The stage that a row is about, and its filled cells under the names of that stage."""
        cells = {name: value for name, value in row.items() if value is not None and name in export.columns}
        cells = {
            name: cell for name, cell in cells.items() if "responded" not in name or cell not in NONE_YET
        }
        stage = str(cells.pop("stage", None) or self.stage_of(cells))
        if stage in ("0", "3"):
            cells = {name: value for name, value in cells.items() if name not in STEPS}
            return stage, {name.replace("received", "extra_received"): value for name, value in cells.items()}
        if export.long:
            cells = {self.staged(name, stage): value for name, value in cells.items()}
        return stage, self.refusal_of_escalation(cells) if stage == "2" else cells

    @staticmethod
    def refusal_of_escalation(cells: Row) -> Row:
        """On a row of stage 2 alone a refusal is one of the escalation."""
        accepted, refused = cells.pop("accepted", None), cells.pop("refused", None)
        given = cells.pop("exclusion_reason", None)
        said = {"Yes": "No", "No": "Yes"}.get(str(accepted))
        said = said or ("No" if refused == "No" else "Yes" if refused or given else None)
        reason = given or (refused if refused not in ("Yes", "No") else None)
        found = {"stage2_refused": said, "stage2_refusal_reason": reason}
        return {name: value for name, value in found.items() if value is not None} | cells

    @staticmethod
    def stage_of(cells: Row) -> str:
        """A wide row is of stage 1, unless only its columns of stage 2 hold anything."""
        dated = [name for name, cell in cells.items() if "responded" not in name or isinstance(cell, date)]
        named = [name for name in dated if name.startswith("stage1_") or name == "received"]
        second = any(name.startswith("stage2_") for name in dated)
        return "2" if second and not named else "1"

    @staticmethod
    def staged(name: str, stage: str) -> str:
        if name == "received":
            return "received" if stage == "1" else "stage2_requested"
        return f"stage{stage}_{name}" if name in STEPS else name

    def usable(self, case: Case) -> bool:
        begun = case.day("received")
        if begun is None and not case.has_stage1:
            begun = case.day("stage2_requested") or case.extra_received
            case.cells["received"] = case.extra_received
        return begun is not None and begun <= self.as_at

    def held(self, case: Case) -> Case:
        """The complaint without what was done after the extract or before its stage began."""
        closed = case.day("closed")
        if case.cells.get("withdrawn") == "Yes" and closed and closed > self.as_at:
            case.cells["withdrawn"] = None  # it is dated by the closing, and so had not come
        promised = ("received", "stage1_extended_to", "stage2_extended_to")
        for name, value in list(case.cells.items()):
            if name not in promised and isinstance(value, date) and value > self.as_at:
                case.answers -= {int(name[5])} if name.endswith("_responded") else set()
                case.cells[name] = "No" if name == "stage2_refused" else None
        for stage, begun in ((1, case.day("received")), (2, case.day("stage2_requested"))):
            for step in ("acknowledged", "responded"):
                day = case.day(f"stage{stage}_{step}")
                if day and begun and day < begun:
                    del case.cells[f"stage{stage}_{step}"]
        agreed = [(due, day if day and day <= self.as_at else None) for due, day in self.actions_of(case)]
        case.actions = [(due, day) for due, day in agreed if due or day]
        return case

    def actions_of(self, case: Case) -> list[tuple[date | None, date | None]]:
        """What was agreed: each day's actions from one export; a day due and a day done of two are one action."""
        by_export = [
            {(due, done) for export, due, done in case.told if export is each} for each in self.exports
        ]
        agreed = [(None, done) for done in {done for _, due, done in case.told if not due}]
        for day in {due for _, due, _ in case.told if due}:
            lists = [[done for due, done in pairs if due == day] for pairs in by_export]
            best = max(
                reversed(lists), key=lambda dones: (sum(done is not None for done in dones), len(dones))
            )
            agreed += [(day, done) for done in best]
        each_alone = all(len(pairs) <= 1 for pairs in by_export)
        only_due = [due for due, done in agreed if due and not done]
        only_done = [done for due, done in agreed if not due]
        if each_alone and len(agreed) == 2 and len(only_due) == len(only_done) == 1:
            return [(only_due[0], only_done[0])]
        return agreed

    # who a complaint is about, and whether it counts

    def regime(self, case: Case) -> str:
        service = str(case.cells.get("service", "")).strip().lower()
        if not service:
            return "unassigned"
        if service in [name.lower() for name in self.settings.housing]:
            return "housing"
        return "statutory" if service in [name.lower() for name in self.settings.statutory] else "lgsco"

    @staticmethod
    def record_type(case: Case) -> str:
        return str(case.cells.get("record_type") or "complaint")

    def accepted(self, case: Case) -> bool:
        """Blank is yes unless a reason is given, or the case is said to be refused."""
        said = case.cells.get("accepted")
        refused = case.cells.get("refused", "No") != "No"
        return said == "Yes" if said else not (case.cells.get("exclusion_reason") or refused)

    def reason(self, case: Case) -> str:
        in_refused = case.cells.get("refused")
        given = in_refused if in_refused not in (None, "Yes", "No") else None
        return str(case.cells.get("exclusion_reason") or given or "not_recorded")

    def complaint(self, case: Case) -> bool:
        return self.record_type(case) == "complaint" and self.accepted(case)

    def in_period(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def received(self, regime: str) -> list[Case]:
        """Accepted complaints of the period."""
        return [
            case for case in self.cases
            if self.regime(case) == regime and self.complaint(case) and case.has_stage1
            and self.in_period(case.day("received"))
        ]  # fmt: skip

    def refused_escalation(self, case: Case) -> bool:
        said = case.cells.get("stage2_refused")
        return said != "No" if said else bool(case.cells.get("stage2_refusal_reason"))

    def begun(self, case: Case, stage: int) -> date | None:
        if not self.complaint(case):
            return None
        if stage == 1:
            return case.day("received") if case.has_stage1 else None
        return None if self.refused_escalation(case) else case.day("stage2_requested")

    def of_stage(self, regime: str, stage: int, start: date | None = None) -> list[Case]:
        first = start or self.start
        return [
            case for case in self.cases
            if self.regime(case) == regime and (day := self.begun(case, stage)) and first <= day <= self.end
        ]  # fmt: skip

    # what is recorded

    def exports_of_year(self) -> list[Export]:
        return [export for export in self.exports if export.year == year_of(self.start)]

    def has_column(self, column: str) -> bool:
        """Whether an export of the year has the column, under its own name or as a long export's."""
        stage, _, step = column.partition("_")
        in_long = {"stage2_refused": {"accepted", "refused"}, "stage2_refusal_reason": {"exclusion_reason"}}
        named = {step.replace("requested", "received")} if stage in ("stage1", "stage2") else {column}
        for export in self.exports_of_year():
            if export.columns & (in_long.get(column, named) if export.long else {column}):
                return True
        return column == "stage_as_recorded" and any(export.long for export in self.exports_of_year())

    def has_filled(self, column: str) -> bool:
        return any(
            row.get("reference") in self.kept and column in self.canonical(export, row)[1]
            for export in self.exports_of_year()
            for row in export.rows
        )

    def recorded(self, *columns: str) -> bool:
        return all(self.one_recorded(column) for column in columns)

    def one_recorded(self, column: str) -> bool:
        since = self.settings.recorded_from.get(column)
        if since and self.end < since:
            return False
        describes = column in DESCRIPTIVE or column.endswith(("_outcome", "_acknowledged"))
        if column == "exclusion_reason":
            describes = not self.has_filled("accepted")
        return self.has_filled(column) if describes else self.has_column(column)

    def begun_in_year(self, *days: date | None) -> bool:
        first, last = year_days(year_of(self.start))
        return any(day is not None and first <= day <= last for day in days)

    def withdrawals_recorded(self) -> bool:
        """A column, or the word for an outcome of the year."""
        said = any(
            self.begun_in_year(case.day("received"), case.day("stage2_requested"))
            and (case.cells.get("withdrawn") or "withdrawn" in self.outcome_words(case))
            for case in self.cases
        )
        return self.recorded("withdrawn") or said

    @staticmethod
    def outcome_words(case: Case) -> list[object]:
        return [case.cells.get(f"stage{stage}_outcome") for stage in (1, 2)]

    # clocks

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in HOLIDAYS and day not in self.settings.closed_days

    def due(self, start: date, number: int) -> date:
        day = start
        while number:
            day += timedelta(days=1)
            number -= self.works(day)
        return day

    def working_days(self, start: date, end: date) -> int:
        days = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
        return sum(self.works(day) for day in days)

    def rules(self, case: Case) -> dict[str, object]:
        """The clocks in force when the complaint was received."""
        begun = case.day("received") or case.day("stage2_requested")
        for procedure in sorted(self.settings.procedures, key=lambda each: each["until"]):
            if begun <= procedure["until"]:
                return CODE | procedure
        return CODE | self.settings.clocks

    def answered(self, case: Case, stage: int) -> date | None:
        begun, responded = self.begun(case, stage), case.day(f"stage{stage}_responded")
        return responded if begun and responded and begun <= responded <= self.as_at else None

    def done_on_unknown_day(self, case: Case, stage: int) -> bool:
        """An outcome, or an answer of which no day can be used."""
        said = stage in case.answers or self.outcome(case, stage) is not None
        return said and not self.answered(case, stage)

    def withdrawn(self, case: Case, stage: int) -> date | None:
        """The day of withdrawal; one from before a stage 2 request is not of stage 2."""
        day, begun = case.day("withdrawn"), self.begun(case, stage)
        said = case.cells.get("withdrawn") == "Yes" or "withdrawn" in self.outcome_words(case)
        if day is None and said:
            day = self.said_on(case) or case.day("closed") or self.latest_stage_began(case)
        return day if day and begun and (stage == 1 or day >= begun) else None

    def said_on(self, case: Case) -> date | None:
        """The day of a withdrawal that rows only say: by the rows of their stage, the last stage's; the day
        on which they were closed, else on which their stage began."""
        found = None
        for stage in sorted({stage for stage, _ in case.rows}):
            rows = [cells for number, cells in case.rows if number == stage]
            if any(self.says_withdrawn(cells) for cells in rows):
                found = self.ended_or_began(rows) or found
        return found

    @staticmethod
    def says_withdrawn(cells: Row) -> bool:
        outcomes = [cells.get(f"stage{stage}_outcome") for stage in (1, 2)]
        return cells.get("withdrawn") == "Yes" or "withdrawn" in outcomes

    def ended_or_began(self, rows: list[Row]) -> date | None:
        last: Row = {}
        for cells in rows:
            last |= {name: day for name, day in cells.items() if isinstance(day, date) and day <= self.as_at}
        closed, asked, answer = (
            last.get(name) for name in ("closed", "stage2_requested", "stage2_responded")
        )
        at_stage2 = asked and not (answer and answer >= asked)
        return closed or (asked if at_stage2 else last.get("received"))

    @staticmethod
    def latest_stage_began(case: Case) -> date | None:
        """The day received; the day stage 2 was asked for, where that is not answered."""
        if case.day("stage2_requested") and not case.day("stage2_responded"):
            return case.day("stage2_requested")
        return case.day("received")

    def closed(self, case: Case, stage: int) -> date | None:
        day, begun = case.day("closed"), self.begun(case, stage)
        return day if day and begun and (stage == 1 or day >= begun) else None

    def outcome(self, case: Case, stage: int) -> str | None:
        found = case.cells.get(f"stage{stage}_outcome")
        return {"open": None, "withdrawn": "other"}.get(found, found)

    def acknowledge_due(self, case: Case, stage: int, rules: dict) -> date:
        return self.due(self.begun(case, stage), rules[f"stage{stage}_acknowledge"])

    def acknowledge_status(self, case: Case, stage: int, rules: dict | None = None) -> str | None:
        due = self.acknowledge_due(case, stage, rules or self.rules(case))
        answered = self.answered(case, stage)
        if self.withdrawn(case, stage) and not answered:
            return None
        if acknowledged := case.day(f"stage{stage}_acknowledged"):
            return "in_time" if acknowledged <= due else "late"
        if answered and answered <= due:
            return "in_time"
        if answered or self.closed(case, stage) or self.done_on_unknown_day(case, stage):
            return "not_recorded"
        return "open_overdue" if due < self.as_at else "open_not_due"

    def response_due(self, case: Case, stage: int, rules: dict) -> date:
        start, acknowledged = self.begun(case, stage), case.day(f"stage{stage}_acknowledged")
        if acknowledged and rules["response_starts"] == "acknowledged":
            start = acknowledged
        if acknowledged and rules["response_starts"] == "capped":
            start = min(acknowledged, self.acknowledge_due(case, stage, rules))
        return self.due(start, rules[f"stage{stage}_respond"])

    def extension(self, case: Case, stage: int, rules: dict) -> dict[str, object]:
        """The extension: its limit, what its notice proves, and the date it gives; empty without one."""
        due, promised = self.response_due(case, stage, rules), case.day(f"stage{stage}_extended_to")
        if promised is None:
            return {}
        notice = case.day(f"stage{stage}_extension_notified")
        proof = "not_recorded" if notice is None else "proved" if notice <= due else "late"
        limit = self.due(due, rules[f"stage{stage}_extend"])
        until = due if proof == "late" else max(due, min(promised, limit))
        return {"proof": proof, "over": promised > limit, "until": until}

    def response_status(self, case: Case, stage: int, rules: dict | None = None) -> str:
        rules = rules or self.rules(case)
        due = self.response_due(case, stage, rules)
        extended = self.extension(case, stage, rules).get("until", due)
        if answered := self.answered(case, stage):
            return "in_time" if answered <= due else "in_time_extended" if answered <= extended else "late"
        if self.withdrawn(case, stage):
            return "withdrawn"
        if self.closed(case, stage) or self.done_on_unknown_day(case, stage):
            return "not_recorded"
        return "open_overdue" if extended < self.as_at else "open_not_due"

    # figures

    def figures(self) -> dict[str, Told]:
        told: dict[str, Told] = {}
        for regime in REGIMES:
            for stage in (1, 2):
                for of_stage in (self.volumes, self.acknowledgements, self.responses, self.speed,
                                 self.extensions, self.outcomes, self.open_cases):  # fmt: skip
                    told |= dict(of_stage(regime, stage))
            for of_regime in (self.escalation, self.refusals, self.refused_escalations, self.classification,
                              self.contents, self.actions, self.money):  # fmt: skip
                told |= dict(of_regime(regime))
        for stage in (1, 2):
            told |= dict(self.tenants(stage))
        return told | {f"records.{name}": count(number) for name, number in self.counts.items()}

    def stage_known(self, stage: int, *steps: str) -> bool:
        named = [f"stage{stage}_{step}" for step in steps]
        return self.recorded(*([] if stage == 1 else ["stage2_requested"]), *named)

    def volumes(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        cases = self.of_stage(regime, stage)
        yield known(self.stage_known(stage), f"{regime}.stage{stage}.received", count(len(cases)))
        withdrawn = sum(self.response_status(case, stage) == "withdrawn" for case in cases)
        sure = self.stage_known(stage) and self.withdrawals_recorded()
        yield known(sure, f"{regime}.stage{stage}.withdrawn", count(withdrawn))

    def acknowledgements(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        statuses = [self.acknowledge_status(case, stage) for case in self.of_stage(regime, stage)]
        base = sum(status not in (None, "open_not_due") for status in statuses)
        sure, prefix = self.stage_known(stage, "acknowledged"), f"{regime}.stage{stage}.acknowledged"
        for status in ACKNOWLEDGED:
            yield known(sure, f"{prefix}.{status}", count(statuses.count(status)))
        yield known(sure, f"{prefix}.in_time_pct", share(statuses.count("in_time"), base))

    def responses(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        statuses = [self.response_status(case, stage) for case in self.of_stage(regime, stage)]
        base = sum(status not in ("open_not_due", "withdrawn") for status in statuses)
        in_time = statuses.count("in_time") + statuses.count("in_time_extended")
        sure, prefix = self.stage_known(stage, "responded"), f"{regime}.stage{stage}.responded"
        also = {
            "in_time_extended": self.stage_known(stage, "extended_to"),
            "withdrawn": self.withdrawals_recorded(),
        }
        for status in RESPONDED:
            number = count(statuses.count(status))
            yield known(sure and also.get(status, True), f"{prefix}.{status}", number)
        yield known(sure, f"{prefix}.in_time_pct", share(in_time, base))

    def speed(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        days = sorted(
            self.working_days(self.begun(case, stage), answered)
            for case in self.of_stage(regime, stage)
            if (answered := self.answered(case, stage))
        )
        sure, prefix = self.stage_known(stage, "responded"), f"{regime}.stage{stage}.working_days"
        yield known(sure, f"{prefix}.mean", mean(Fraction(sum(days)), len(days), 1))
        middle = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2) if days else None
        told = (half_up(middle, 1), None, None, "ok") if days else (None, None, None, "not_applicable")
        yield known(sure, f"{prefix}.median", told)

    def extensions(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        found = [self.extension(case, stage, self.rules(case)) for case in self.of_stage(regime, stage)]
        extended = self.stage_known(stage, "extended_to")
        both, prefix = (
            self.stage_known(stage, "extended_to", "extension_notified"),
            f"{regime}.stage{stage}.extension",
        )
        for proof, sure in (("proved", both), ("not_recorded", extended), ("late", both)):
            number = sum(one.get("proof") == proof for one in found)
            yield known(sure, f"{prefix}.notice_{proof}", count(number))
        yield known(extended, f"{prefix}.over_limit", count(sum(one.get("over", False) for one in found)))

    def outcomes(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        answered = [case for case in self.of_stage(regime, stage) if self.answered(case, stage)]
        found = [self.outcome(case, stage) or "not_recorded" for case in answered]
        sure, prefix = self.stage_known(stage, "responded", "outcome"), f"{regime}.stage{stage}.outcome"
        for name in OUTCOMES:
            yield known(sure, f"{prefix}.{name}", count(found.count(name)))
        upheld = found.count("upheld") + found.count("partially_upheld")
        yield known(sure, f"{prefix}.upheld_pct", share(upheld, upheld + found.count("not_upheld")))

    def open_cases(self, regime: str, stage: int) -> Iterator[tuple[str, Told]]:
        open_then = still = 0
        for case in self.cases:
            begun = self.begun(case, stage)
            if self.regime(case) != regime or begun is None or begun > self.end:
                continue
            ended = [self.answered(case, stage), self.withdrawn(case, stage), self.closed(case, stage)]
            days = [day for day in ended if day]
            if self.done_on_unknown_day(case, stage) and not self.withdrawn(case, stage):
                continue
            open_then += not any(day <= self.end for day in days)
            still += not days
        sure = self.stage_known(stage, "responded")
        yield known(sure, f"{regime}.open_at_year_end.stage{stage}", count(open_then))
        yield known(sure, f"{regime}.still_open.stage{stage}", count(still))

    def escalation(self, regime: str) -> Iterator[tuple[str, Told]]:
        first, second = self.of_stage(regime, 1), self.of_stage(regime, 2)
        sure = self.recorded("stage2_requested")
        yield known(sure, f"{regime}.escalation.ratio_pct", share(len(second), len(first)))
        answered = [case for case in first if self.answered(case, 1)]
        went_on = sum(
            bool(case.day("stage2_requested")) or self.refused_escalation(case) for case in answered
        )
        both = sure and self.recorded("stage1_responded")
        yield known(both, f"{regime}.escalation.cohort_pct", share(went_on, len(answered)))
        yield known(both, f"{regime}.ended_at_stage1_pct", share(len(answered) - went_on, len(answered)))

    def refusals(self, regime: str) -> Iterator[tuple[str, Told]]:
        reasons = [
            self.reason(case) for case in self.refused_cases()
            if self.regime(case) == regime and self.in_period(case.day("received"))
        ]  # fmt: skip
        sure = any(self.recorded(column) for column in ("accepted", "refused", "exclusion_reason"))
        yield known(sure, f"{regime}.refused", count(len(reasons)))
        of_year = [
            self.reason(case) for case in self.refused_cases() if self.begun_in_year(case.day("received"))
        ]
        given = sure and self.reasons_recorded("exclusion_reason", "refused", of_year)
        for reason in REASONS:
            yield known(given, f"{regime}.refused.{reason}", count(reasons.count(reason)))

    def refused_cases(self) -> list[Case]:
        """Complaints that were not accepted."""
        return [
            case for case in self.cases
            if self.record_type(case) == "complaint" and not self.accepted(case)
        ]  # fmt: skip

    def reasons_recorded(self, column: str, refused: str, given: list[str]) -> bool:
        """A column of reasons; or the column of refusals gives one, from the day they are recorded."""
        since = self.settings.recorded_from.get(column)
        late = since is not None and self.end < since
        in_refused = self.recorded(refused) and any(reason != "not_recorded" for reason in given)
        return self.recorded(column) or (in_refused and not late)

    def refused_escalations(self, regime: str) -> Iterator[tuple[str, Told]]:
        cases = [case for case in self.cases if self.complaint(case) and self.refused_escalation(case)]
        reason = lambda case: str(case.cells.get("stage2_refusal_reason") or "not_recorded")  # noqa: E731
        reasons = [
            reason(case) for case in cases
            if self.regime(case) == regime and self.in_period(self.refused_on(case))
        ]  # fmt: skip
        named = ("stage2_refusal_reason", "stage2_refused")
        sure = any(self.recorded(column) for column in named)
        yield known(sure, f"{regime}.stage2.refused", count(len(reasons)))
        of_year = [reason(case) for case in cases if self.begun_in_year(self.refused_on(case))]
        given = self.reasons_recorded(*named, of_year)
        for each in REASONS:
            yield known(given, f"{regime}.stage2.refused.{each}", count(reasons.count(each)))

    @staticmethod
    def refused_on(case: Case) -> date | None:
        """The day of the refusal, else of the request, else of the closing, else of receipt."""
        named = ("stage2_refused", "stage2_requested", "closed", "received")
        return next((day for name in named if (day := case.day(name))), None)

    def classification(self, regime: str) -> Iterator[tuple[str, Told]]:
        for label in ("category", "cause"):
            number = sum(case.cells.get(label) is None for case in self.received(regime))
            yield f"{regime}.unclassified.{label}", count(number)
        requests = sum(
            self.regime(case) == regime and self.record_type(case) == "service_request"
            and self.in_period(case.day("received"))
            for case in self.cases
        )  # fmt: skip
        sure = self.recorded("record_type") or self.settings.record_type_by_rules
        yield known(sure, f"{regime}.service_requests", count(requests))
        extra = sum(
            self.regime(case) == regime and self.complaint(case) and case.extra_stage
            and self.in_period(case.day("received"))
            for case in self.cases
        )  # fmt: skip
        sure = self.recorded("stage_as_recorded") or extra > 0
        yield known(sure, f"{regime}.extra_stage", count(extra))

    def contents(self, regime: str) -> Iterator[tuple[str, Told]]:
        cases = self.received(regime)
        remedies = [kind for case in cases for kind in case.cells.get("remedies", ())]
        for kind in REMEDIES:
            yield known(self.recorded("remedies"), f"{regime}.remedies.{kind}", count(remedies.count(kind)))
        channels = [case.cells.get("channel") or "not_recorded" for case in cases]
        for channel in CHANNELS:
            number = count(channels.count(channel))
            yield known(self.recorded("channel"), f"{regime}.channel.{channel}", number)
        for name, column in (
            ("representative", "representative"),
            ("adjustments", "reasonable_adjustment"),
            ("disability_recorded", "disability_recorded"),
        ):
            number = sum(case.cells.get(column) not in (None, "No") for case in cases)
            withheld = self.is_quarter or 0 < number < self.settings.threshold
            told = (None, None, None, "suppressed") if withheld else count(number)
            yield known(self.recorded(column), f"{regime}.{name}", told)

    @property
    def is_quarter(self) -> bool:
        return (self.end - self.start).days < 360

    def actions(self, regime: str) -> Iterator[tuple[str, Told]]:
        agreed = [pair for case in self.received(regime) for pair in case.actions]
        numbers = {
            "agreed": len(agreed),
            "done_on_time": sum(bool(due and done and done <= due) for due, done in agreed),
            "done_late": sum(bool(due and done and done > due) for due, done in agreed),
            "overdue": sum(bool(due and not done and due < self.as_at) for due, done in agreed),
            "no_date": sum(due is None for due, _ in agreed),
        }
        both = self.recorded("action_due", "action_done")
        either = self.recorded("action_due") or self.recorded("action_done")
        for name, number in numbers.items():
            yield known(either if name == "agreed" else both, f"{regime}.actions.{name}", count(number))

    def money(self, regime: str) -> Iterator[tuple[str, Told]]:
        paid = [Fraction(str(case.cells.get("compensation_gbp", 0))) for case in self.received(regime)]
        awards = [amount for amount in paid if amount > 0]
        sure, prefix = self.recorded("compensation_gbp"), f"{regime}.compensation"
        of_one = len(awards) < 3 or max(awards) > Fraction(3, 4) * sum(awards)
        withheld = bool(awards) and (self.is_quarter or of_one)
        hidden: Told = (None, None, None, "suppressed")
        mean_award = mean(sum(awards, Fraction(0)), len(awards), 2)
        yield known(sure, f"{prefix}.total_gbp", hidden if withheld else count(float(sum(awards))))
        yield known(sure, f"{prefix}.awards", count(len(awards)))
        yield known(sure, f"{prefix}.mean_gbp", hidden if withheld else mean_award)

    def tenants(self, stage: int) -> Iterator[tuple[str, Told]]:
        """CH01 and CH02 of the year so far."""
        cases = self.of_stage("housing", stage, year_days(year_of(self.start))[0])
        has_tenure, all_tenants = self.recorded("tenure"), self.settings.all_tenants
        of: Callable[[Case], str] = lambda case: str(case.cells.get("tenure") or "not_recorded")  # noqa: E731
        if all_tenants and not has_tenure:
            of = lambda case: all_tenants  # noqa: E731
        for tenure in ("lcra", "lcho"):
            mine = [case for case in cases if of(case) == tenure]
            sure = self.stage_known(stage) and (has_tenure or all_tenants is not None)
            homes = self.settings.homes[self.year].get(tenure)
            suffix = f"stage{stage}.{tenure}"
            rate = share(len(mine), homes or 0, 1000)
            yield known(sure and homes is not None, f"housing.ch01.{suffix}", rate)
            yield from self.ch02(stage, suffix, mine, sure)
        unknown = sum(of(case) == "not_recorded" for case in cases)
        told = known(
            self.stage_known(stage), f"housing.ch01.stage{stage}.tenure_not_recorded", count(unknown)
        )
        yield told

    def ch02(self, stage: int, suffix: str, cases: list[Case], sure: bool) -> Iterator[tuple[str, Told]]:
        statuses = [self.response_status(case, stage, CODE) for case in cases]
        acknowledged = [self.acknowledge_status(case, stage, CODE) == "in_time" for case in cases]
        passed = [status in ("in_time", "in_time_extended") for status in statuses]
        sure = sure and self.stage_known(stage, "responded")
        yield known(sure, f"housing.ch02.{suffix}", share(sum(passed), len(cases)))
        plain, extended = statuses.count("in_time"), statuses.count("in_time_extended")
        yield known(sure, f"housing.ch02.{suffix}.without_extension", count(plain))
        also = sure and self.stage_known(stage, "extended_to")
        yield known(also, f"housing.ch02.{suffix}.with_extension", count(extended))
        both = sum(one and other for one, other in zip(passed, acknowledged, strict=True))
        also = sure and self.stage_known(stage, "acknowledged")
        yield known(also, f"housing.ch02_acknowledged.{suffix}", share(both, len(cases)))


def count(number: int | float) -> Told:
    return number, None, None, "ok"


def share(numerator: int, denominator: int, per: int = 100) -> Told:
    if denominator == 0:
        return None, numerator, denominator, "not_applicable"
    return half_up(Fraction(numerator * per, denominator), 1), numerator, denominator, "ok"


def mean(total: Fraction, number: int, places: int) -> Told:
    numerator = float(total) if places == 2 else int(total)
    if number == 0:
        return None, numerator, number, "not_applicable"
    return half_up(total / number, places), numerator, number, "ok"


def known(sure: bool, id: str, told: Told) -> tuple[str, Told]:
    """The figure under its id, or that the thing is not recorded."""
    return id, told if sure else (None, None, None, "not_recorded")
