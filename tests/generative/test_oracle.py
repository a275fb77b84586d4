"""Figures of generated councils, from their exports, against a slow independent calculation of the same."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from conftest import SmallCouncil
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import CHANNELS, NONE_YET, REASONS, REMEDIES, STEPS, Export, Oracle, Row, Settings, Told
from small_run import every_table

from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.measures.basis import Basis
from complaint_analysis.publish.table_arithmetic.own_tables import own_wrong_numbers
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.run.period_run import Run
from complaint_analysis.run.records_and_figures import figures_of, records_of

YEARS = ("2023-24", "2024-25")
COUNTED_TWICE = 264
"""So many figures the slow calculation gives; a later measure may be added to it, and need not be."""
EXAMPLES = {100: 10, 500: 500}.get(settings.default.max_examples, 25)
AROUND = {
    "2023-24": [(4, 3), (4, 28), (5, 8), (6, 14), (9, 30), (12, 21), (3, 20), (3, 28)],
    "2024-25": [(3, 29), (4, 1), (5, 24), (8, 24), (12, 20), (1, 2), (3, 14), (3, 30)],
}
"""Months and days round which complaints come in: Easter, 8 May 2023, Christmas, ends of a procedure and year."""

SERVICES = ("Council Housing", " council housing", "Alpha", "Beta", "Adult Social Care", None)
TENURES = ("lcra", "lcho", "leaseholder", None)
OUTCOMES = (
    "upheld",
    "upheld",
    "partially_upheld",
    "not_upheld",
    "not_upheld",
    "other",
    "open",
    "withdrawn",
    None,
)
FINDINGS = ("upheld", "partially_upheld", "not_upheld", "other")
SAID = ("Yes", "No", "A neighbour", None)

OF_COMPLAINT = (
    "record_type", "accepted", "refused", "exclusion_reason", "channel", "tenure", "category", "cause",
    "representative", "disability_recorded", "reasonable_adjustment", "withdrawn", "closed", "remedies",
    "compensation_gbp", "action_due", "action_done",
)  # fmt: skip
OF_STAGES = tuple(f"stage{stage}_{step}" for stage in (1, 2) for step in STEPS)
WIDE = (*OF_COMPLAINT, *OF_STAGES, "stage2_requested", "stage2_refused", "stage2_refusal_reason")
LONG = (*OF_COMPLAINT, *STEPS)


@dataclass
class Generated:
    """A council's settings and exports."""

    settings: Settings
    exports: list[Export]


class Maker:
    """Makes the cases of a council, from one seed each, so that fewer of them can be tried."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def near(self, day: date, days: int, spread: int = 2) -> date:
        """A day about so many days on: on the boundary as often as beside it."""
        return day + timedelta(days=days + self.chance.randint(-spread, spread))

    def received(self, year: str) -> date:
        first = int(year[:4])
        if self.often(0.4):
            return date(first, 4, 1) + timedelta(days=self.chance.randint(-3, 370))
        month, day = self.chance.choice(AROUND[year])
        return self.near(date(first + (month < 4), month, day), 0, 3)

    def case(self, reference: str, year: str) -> Row:
        """A complaint as a wide row, under canonical names; `actions` and `extra` beside."""
        received = self.received(year)
        cells = {"reference": reference, "received": received, "service": self.chance.choice(SERVICES)}
        cells |= self.stage(1, received) | self.whole(received, str(cells["service"]))
        if self.often(0.4):
            cells |= self.second(received)
        if self.often(0.04):
            cells["received"] = None
        if self.often(0.06):
            cells |= {name: None for name in cells if name.startswith("stage1_") or name == "received"}
        cells["extra"] = (self.chance.choice("03"), self.near(received, -10)) if self.often(0.1) else None
        elements = self.chance.choices(FINDINGS, k=self.chance.choice((0, 0, 0, 1, 2)))
        return cells | {"actions": self.actions(received), "elements": elements}

    def stage(self, stage: int, begun: date) -> Row:
        answer, extension = (14, 28) if stage == 1 else (28, 56)
        steps: Row = {}
        if self.often(0.75):
            steps["acknowledged"] = self.near(begun, self.chance.choice((0, 7, 7, 9)))
        start = self.chance.choice((begun, steps.get("acknowledged") or begun))
        if self.often(0.3):
            steps["extended_to"] = self.near(start, self.chance.choice((answer, extension - 7, extension)))
            steps["extension_notified"] = self.near(start, answer) if self.often(0.7) else None
        if self.often(0.7):
            steps["responded"] = self.near(start, self.chance.choice((-9, 3, answer, answer, extension, 90)))
        elif self.often(0.4):
            steps["responded"] = self.chance.choice(("w/c 3 June", "see notes", "Yes", *NONE_YET))
        if self.often(0.7):
            steps["outcome"] = self.chance.choice(OUTCOMES)
        return {f"stage{stage}_{step}": steps.get(step) for step in STEPS}

    def whole(self, received: date, service: str) -> Row:
        chance, later = self.chance, lambda days: self.near(received, days, 20)
        return {
            "record_type": "service_request" if self.often(0.07) else chance.choice(("complaint", None)),
            "accepted": chance.choice(("Yes", None, None)) if self.often(0.9) else "No",
            "refused": chance.choice(("Yes", "No", *REASONS[:3])) if self.often(0.15) else None,
            "exclusion_reason": chance.choice(REASONS[:-1]) if self.often(0.1) else None,
            "channel": chance.choice((*CHANNELS[:-1], None)),
            "tenure": chance.choice(TENURES),
            "category": chance.choice(
                ("staff_conduct" if "ousing" in service else "corporate_and_other", None)
            ),
            "cause": chance.choice(("delay", None)),
            "representative": chance.choice(SAID),
            "disability_recorded": chance.choice(SAID),
            "reasonable_adjustment": chance.choice(SAID),
            "withdrawn": chance.choice(("Yes", later(10), later(30))) if self.often(0.1) else None,
            "closed": later(chance.choice((14, 40, 90))) if self.often(0.25) else None,
            "remedies": tuple(chance.sample(REMEDIES, chance.randint(1, 3))) if self.often(0.4) else (),
            "compensation_gbp": chance.choice((0.0, 12.34, 50.0, 1250.5)) if self.often(0.4) else None,
        }

    def second(self, received: date) -> Row:
        requested = self.near(received, self.chance.choice((20, 40, 300)), 15)
        cells = {"stage2_requested": requested} | self.stage(2, requested)
        if self.often(0.2):
            refused = self.chance.choice(("Yes", "No", self.near(requested, 7)))
            cells |= {
                "stage2_refused": refused,
                "stage2_refusal_reason": self.chance.choice((*REASONS[:3], None)),
            }
        return cells

    def actions(self, received: date) -> list[tuple[date | None, date | None]]:
        due = [self.near(received, days, 3) for days in (40, 80)][: self.chance.choice((0, 0, 1, 2))]
        return [(day, self.near(day, 0) if self.often(0.6) else None) for day in due]

    def columns(self, named: tuple[str, ...]) -> frozenset[str]:
        """The columns of an export: some are left out."""
        share = self.chance.choice((0, 0, 0.1, 0.3))
        kept = {name for name in named if not self.often(share)}
        return frozenset({"reference", "received", "service", *kept})

    def exports(self, year: str) -> Iterator[Export]:
        for _ in range(self.chance.choice((1, 1, 2))):
            long = self.often(0.4)
            yield Export(
                year, long, self.columns(LONG if long else WIDE) | ({"stage"} if long else set()), []
            )

    def settings(self) -> Settings:
        chance = self.chance
        days = [
            date(2023, 4, 1) + timedelta(days=chance.randint(0, 760)) for _ in range(chance.choice((0, 0, 3)))
        ]
        given = {year: chance.choice((None, later, soon)) for year, later, soon in (
            ("2023-24", date(2024, 5, 31), date(2024, 4, 2)), ("2024-25", date(2025, 5, 30), date(2025, 2, 14)),
        )}  # fmt: skip
        homes = {
            year: {kind: chance.choice((None, 0, 87, 3601)) for kind in ("lcra", "lcho")} for year in YEARS
        }
        ends = (date(2023, 9, 30), date(2024, 3, 31), date(2024, 6, 30))
        procedures = [
            {"until": end} | self.clocks() for end in chance.sample(ends, chance.choice((0, 0, 1, 2)))
        ]
        return Settings(
            extracted_on=given, homes=homes, closed_days=tuple(days), clocks=self.clocks(),
            procedures=tuple(procedures), all_tenants=chance.choice((None, None, "lcra")),
            recorded_from=self.recorded_from(), threshold=chance.choice((5, 5, 2)),
        )  # fmt: skip

    def clocks(self) -> Row:
        """Where the clock starts, and now and then clocks stricter than the Code's."""
        starts = self.chance.choice(("acknowledged", "received", "capped"))
        own = {"stage1_acknowledge": 2, "stage1_respond": 8, "stage1_extend": 5, "stage2_respond": 15}
        return {"response_starts": starts} | {name: days for name, days in own.items() if self.often(0.15)}

    def recorded_from(self) -> dict[str, date]:
        days = (date(2023, 4, 1), date(2024, 4, 1), date(2024, 8, 1), date(2025, 4, 1))
        named = (
            "exclusion_reason",
            "withdrawn",
            "tenure",
            "stage1_extended_to",
            "stage2_requested",
            "remedies",
        )
        return {name: self.chance.choice(days) for name in named if self.often(0.08)}


def made(seed: int, case_seeds: list[int]) -> Generated:
    """A council with complaints of two years, in two to four exports, wide and long."""
    maker = Maker(random.Random(seed))
    exports = [export for year in YEARS for export in maker.exports(year)]
    for number, case_seed in enumerate(case_seeds):
        of_case = Maker(random.Random(case_seed))
        year = of_case.chance.choice(YEARS)
        case = of_case.case(f"C{number}", year)
        for each in (year, "2024-25") if year == "2023-24" and of_case.often(0.4) else (year,):
            export = of_case.chance.choice([export for export in exports if export.year == each])
            export.rows.extend(rows_of(case, export))
    for export in exports:
        if not export.rows or maker.often(0.1):
            export.rows.append({"reference": None, "received": date(2024, 6, 3), "service": "Alpha"})
    return Generated(maker.settings(), exports)


SEED = st.integers(0, 2**32)
COUNCILS = st.builds(made, SEED, st.lists(SEED, min_size=1, max_size=14))


def rows_of(case: Row, export: Export) -> list[Row]:
    """A complaint as rows of an export: one wide, or one a stage; further actions have rows of their own."""
    rows = list(long_rows(case)) if export.long else [
        {name: value for name, value in case.items() if name not in ("actions", "extra", "elements")}
    ]  # fmt: skip
    stem = {name: rows[0].get(name) for name in ("reference", "received", "service", "stage")}
    actions = case["actions"]
    if actions:
        rows[0] = rows[0] | {"action_due": actions[0][0], "action_done": actions[0][1]}
    further = [stem | {"action_due": due, "action_done": done} for due, done in actions[1:]]
    rows = [*rows, *further] if {"action_due", "action_done"} <= export.columns else rows
    return [row for each in rows for row in (each, *elements_of(case, each, export))]


def elements_of(case: Row, row: Row, export: Export) -> list[Row]:
    """Further rows of a complaint about one stage, each an element with a finding of its own."""
    stem = {name: row[name] for name in ("reference", "received", "service", "stage") if row.get(name)}
    named = [name for name in ("stage1_outcome", "outcome") if row.get(name) and name in export.columns]
    return [stem | {named[0]: finding} for finding in case["elements"]] if named else []


def long_rows(case: Row) -> Iterator[Row]:
    whole = {name: case.get(name) for name in OF_COMPLAINT}
    same = {"reference": case["reference"], "service": case["service"]}
    first = any(case.get(name) for name in case if name.startswith("stage1_") or name == "received")
    for stage, begun in ((1, "received"), (2, "stage2_requested")):
        if (stage == 1 and first) or (stage == 2 and (case.get(begun) or not first)):
            steps = {step: case.get(f"stage{stage}_{step}") for step in STEPS}
            yield same | {"stage": str(stage), "received": case.get(begun)} | steps | whole
            whole = {}
    if case["extra"]:
        stage, day = case["extra"]
        yield same | {"stage": stage, "received": day}


def as_csv(export: Export, order: str) -> str:
    columns = sorted(export.columns)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([header(name) for name in columns])
    writer.writerows([as_text(row.get(name), order) for name in columns] for row in export.rows)
    return text.getvalue()


def proves_an_order(export: Export) -> bool:
    """Whether any day of an export is beyond the twelfth: then it may be written month first as a whole."""
    cells = [row.get(name) for row in export.rows for name in export.columns]
    return any(isinstance(cell, date) and cell.day > 12 for cell in cells)


def header(column: str) -> str:
    return column.replace("_", " ").capitalize()


def as_text(cell: object, order: str = "%d/%m/%Y") -> str:
    if isinstance(cell, date):
        return cell.strftime(order)
    return "; ".join(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)


def written(generated: Generated, folder: Path) -> SmallCouncil:
    """The council's data folder."""
    council, said = SmallCouncil(folder), generated.settings
    month_first = bool(said.closed_days) and all(map(proves_an_order, generated.exports))
    council.settings(as_toml(said, "" if month_first else "day-first"))
    for year in YEARS:
        extracted = said.extracted_on[year]
        homes = [f"{kind} = {number}" for kind, number in said.homes[year].items() if number is not None]
        lines = [f"extracted_on = {extracted}"] if extracted else []
        council.year(year, "\n".join([*lines, "[homes_owned]", *homes]))
    for number, export in enumerate(generated.exports):
        if said.threshold == 2:
            council.export(as_workbook(export), f"export-{number}.xlsx", export.year)
        else:
            council.export(
                as_csv(export, "%m/%d/%Y" if month_first else "%d/%m/%Y"), f"export-{number}.csv", export.year
            )
    return council


def as_workbook(export: Export) -> bytes:
    """A workbook that counts from 1904, with rows hidden, formulas that failed or were never computed, a jotted
    number beside its table, and a hidden sheet that says otherwise."""
    columns, kept = sorted(export.columns), io.BytesIO()
    lines = [[header(name) for name in columns]]
    lines += [
        [as_text(cell) if not isinstance(cell := row.get(name), date) else cell for name in columns]
        for row in export.rows
    ]
    with xlsxwriter.Workbook(kept, {"in_memory": True, "date_1904": True}) as book:
        sheet, older = book.add_worksheet("Log"), book.add_worksheet("Old copy")
        for number, line in enumerate(lines):
            sheet.set_row(number, None, None, {"hidden": number % 3 == 2})
            for place, cell in enumerate(line):
                write_cell(sheet, number, place, cell)
            older.write_row(number, 0, [cell if number == 0 else "Upheld" for cell in line])
        sheet.write_number(len(lines) - 1, len(columns) + 1, 17)
        older.hide()
    return kept.getvalue()


def write_cell(sheet, number: int, place: int, cell: object) -> None:
    if isinstance(cell, date):
        sheet.write_number(number, place, (cell - date(1904, 1, 1)).days)
    elif cell:
        sheet.write_string(number, place, str(cell))
    else:
        sheet.write_formula(number, place, "=NA()", None, ("", "#N/A", "#REF!")[(number + place) % 3])


def as_toml(said: Settings, order: str) -> str:
    days = ", ".join(str(day) for day in said.closed_days)
    tsm = f'all_tenants = "{said.all_tenants}"' if said.all_tenants else ""
    procedures = [f'[[procedure]]\nname = "earlier"\n{keys(each)}' for each in said.procedures]
    return "\n".join([
        f"[calendar]\nclosed_days = [{days}]", f"[clocks]\n{keys(said.clocks)}", *procedures, f"[tsm]\n{tsm}",
        f"[recorded_from]\n{keys(said.recorded_from)}", f"[disclosure]\nthreshold = {said.threshold}",
        f'[dates]\norder = "{order}"' if order else "",
    ])  # fmt: skip


def keys(table: Row) -> str:
    return "\n".join(
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}" for key, value in table.items()
    )


def told(council: SmallCouncil, year: str, periods: list[Period]) -> list[dict[str, Told]]:
    """The project's figures of each period of a year, from its records made once."""
    settings, reporting_year = load_council(council.folder), ReportingYear.parse(year)
    facts, records = settings.year(reporting_year), records_of(settings, reporting_year)
    of_periods = [figures_of(Basis(records, settings, facts, period), YearFiles(year)) for period in periods]
    return [
        {
            id: (figure.value, figure.numerator, figure.denominator, figure.status)
            for id, figure in figures.items()
        }
        for figures in of_periods
    ]


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.reuse, Phase.generate],  # a council takes a second: its seeds are told, not made smaller
    suppress_health_check=[HealthCheck.too_slow],
)
@given(generated=COUNCILS, quarter=st.integers(1, 4))
def test_every_figure_is_what_a_slow_calculation_gives(generated: Generated, quarter: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        council = written(generated, Path(folder) / "council")
        for name in YEARS:
            year = ReportingYear.parse(name)
            periods = [year.period, year.quarter(quarter)]
            for period, found in zip(periods, told(council, name, periods), strict=True):
                oracle = Oracle(generated.exports, generated.settings, name, (period.start, period.end))
                expected = oracle.figures()
                assert len(expected) >= COUNTED_TWICE
                differ = {id: (found[id], expected[id]) for id in expected if found[id] != expected[id]}
                assert differ == {}, period.label


@settings(
    max_examples=max(1, EXAMPLES // 5),
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(generated=COUNCILS)
def test_the_tables_of_such_councils_add_up(generated: Generated) -> None:
    """The check before publication stops none of them: what it looks for is no habit of the tables."""
    with tempfile.TemporaryDirectory() as folder:
        council = load_council(written(generated, Path(folder) / "council").folder)
        before, now = (ReportingYear.parse(name) for name in YEARS)
        run = Run(
            council, council.year(now), now.period, records_of(council, now), records_of(council, before)
        )
        assert (
            own_wrong_numbers([table for table in every_table(run) if not table.frame.empty], now.name) == []
        )
