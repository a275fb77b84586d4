"""A canonical table written out in any shape, encoding, wording and notation reads back equal; damage never
raises a traceback and never loses a row."""

from __future__ import annotations

import codecs
import csv
import io
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import hypothesis
import pandas as pd
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import UserError
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.load import Loaded, load

EXAMPLES = hypothesis.settings.default.max_examples
YEAR = ReportingYear.parse("2024-25")
DATES = ("received", "stage1_acknowledged", "stage1_responded", "stage2_requested", "stage2_acknowledged",
         "stage2_responded", "closed")  # fmt: skip
WORDED = {"stage1_outcome": "outcome", "stage2_outcome": "outcome", "channel": "channel", "tenure": "tenure"}
TEXTS = ("service", "ward", "category", "description")
COLUMNS = ("reference", *DATES, *WORDED, *TEXTS, "compensation_gbp")
STAGE2 = ("stage2_requested", "stage2_acknowledged", "stage2_responded", "stage2_outcome")

HEADERS = {
    "reference": ["Case Ref", "Reference", "Complaint ID", "CRM ref"],
    "received": ["Date Received", "Date logged", "Created On", "Date Raised"],
    "acknowledged": ["Date Acknowledged", "Ack date", "Acknowledgement sent"],
    "responded": ["Response Date", "Date Responded", "Reply sent"],
    "outcome": ["Outcome", "Decision", "Finding"],
    "stage2_requested": ["Escalation date", "Stage 2 request", "S2 Received"],
    "closed": ["Date Closed", "End date"],
    "channel": ["Channel", "How received", "Contact method"],
    "tenure": ["Tenure", "Tenancy type"],
    "service": ["Service", "Service area"],
    "ward": ["Ward", "Electoral ward"],
    "category": ["Category", "Nature of complaint"],
    "description": ["Description", "Complaint details", "Narrative"],
    "compensation_gbp": ["Compensation", "Goodwill payment"],
}
NOTATIONS: list[Callable[[date], str]] = [
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%d-%b-%y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d/%m/%Y} 09:15",
    lambda day: f"{day.day} {day:%B %Y}",
    lambda day: f"{day:%Y-%m-%d}T08:30:00Z",
    lambda day: str((day - date(1899, 12, 30)).days),
]
STAGES = {1: ["1", "Stage 1", "Stage One", "S1"], 2: ["2", "Stage 2", "Stage Two", "Review"]}
TEXT = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"]), max_size=30).map(str.strip)


@st.composite
def complaints(draw: st.DrawFn) -> pd.DataFrame:
    """Complaints of the year as canonical values, a missing one as None."""
    number = draw(st.integers(1, 12))
    return pd.DataFrame([draw(cases(index)) for index in range(number)], columns=list(COLUMNS), dtype=object)


@st.composite
def cases(draw: st.DrawFn, number: int) -> dict[str, object]:
    received = date(2024, 4, 1) + timedelta(days=draw(st.integers(0, 364)))
    later = lambda: received + timedelta(days=draw(st.integers(0, 40)))  # noqa: E731
    maybe = lambda value: value() if draw(st.booleans()) else None  # noqa: E731
    outcomes = st.sampled_from(["upheld", "partially_upheld", "not_upheld"])
    case = {
        "reference": draw(st.sampled_from(["COM/2024/{:04d}", "FS-Case-{:06d}", "0{:05d}"])).format(number),
        "received": received,
        "stage1_acknowledged": maybe(later),
        "stage1_responded": maybe(later),
        "stage1_outcome": maybe(lambda: draw(outcomes)),
        "closed": maybe(later),
        "channel": maybe(lambda: draw(st.sampled_from(["email", "letter", "in_person", "councillor_or_mp"]))),
        "tenure": maybe(lambda: draw(st.sampled_from(["lcra", "lcho", "leaseholder"]))),
        "service": draw(
            st.sampled_from(["Council Housing", "Waste, recycling; street cleaning", "Café & Parks"])
        ),
        "ward": draw(TEXT) or None,
        "category": draw(TEXT) or None,
        "description": draw(TEXT) or None,
        "compensation_gbp": maybe(lambda: draw(st.sampled_from([50.0, 1250.5]))),
    }
    if draw(st.booleans()):
        case |= {
            "stage2_requested": later(),
            "stage2_acknowledged": maybe(later),
            "stage2_responded": maybe(later),
            "stage2_outcome": maybe(lambda: draw(outcomes)),
        }
        case["stage2_acknowledged"] = _not_before(case["stage2_acknowledged"], case["stage2_requested"])
        case["stage2_responded"] = _not_before(case["stage2_responded"], case["stage2_requested"])
    return {column: case.get(column) for column in COLUMNS}


def _not_before(day, first):
    return None if day is None else max(day, first)


class Writer:
    """One export's own habits: its shape, header words, value words, notations, encoding and delimiter."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.chance = random.Random(draw(st.integers(0, 2**32)))
        self.long = draw(st.booleans())
        self.suffix = draw(st.sampled_from(["", "-S2", " (Stage 2)", "/S2"]))
        self.notation = {column: draw(st.sampled_from(NOTATIONS)) for column in DATES}
        self.headers = {column: draw(st.sampled_from(words)) for column, words in HEADERS.items()}
        self.encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
        self.delimiter = draw(st.sampled_from([",", ";", "\t"]))
        self.workbook = draw(st.booleans())
        self.state = draw(st.sampled_from(["plain", "from 1904", "hidden rows", "not computed", "jotted"]))
        self.title = draw(st.booleans())

    def write(self, table: pd.DataFrame, path: Path) -> None:
        rows = list(self._long(table) if self.long else self._wide(table))
        headers = list(dict.fromkeys(header for row in rows for header in row))
        lines = [headers, *([row.get(header) for header in headers] for row in rows)]
        if self.title:
            lines = [["Complaints tracker"], [], *lines]
        self._workbook(lines, path) if self.workbook else self._text(lines, path)

    def _wide(self, table: pd.DataFrame) -> Iterator[dict[str, object]]:
        for case in table.to_dict("records"):
            yield {self._wide_header(column): self._cell(column, case[column]) for column in COLUMNS}

    def _wide_header(self, column: str) -> str:
        stage, _, name = column.partition("_")
        if column in HEADERS:
            return self.headers[column]
        return f"{'S1' if stage == 'stage1' else 'Stage 2'} {self.headers[name]}"

    def _long(self, table: pd.DataFrame) -> Iterator[dict[str, object]]:
        for case in table.to_dict("records"):
            yield self._stage_row(case, 1)
            if case["stage2_requested"] is not None:
                yield self._stage_row(case, 2)

    def _stage_row(self, case: dict[str, object], stage: int) -> dict[str, object]:
        row = {"Stage": self.chance.choice(STAGES[stage])}
        own = {"received": case["received" if stage == 1 else "stage2_requested"]}
        own |= {name: case[f"stage{stage}_{name}"] for name in ("acknowledged", "responded", "outcome")}
        for name, value in own.items():
            column = "received" if name == "received" else f"stage1_{name}"
            row[self.headers[name]] = self._cell(column, value)
        whole = ("closed", "channel", "tenure", *TEXTS, "compensation_gbp")
        row |= {self.headers[column]: self._cell(column, case[column]) for column in whole if stage == 1}
        return {self.headers["reference"]: case["reference"] + (self.suffix if stage == 2 else "")} | row

    def _cell(self, column: str, value: object) -> object:
        if value is None:
            return self.chance.choice(["", "", "n/a", "-"]) if column in DATES or column in WORDED else ""
        if column in DATES:
            return value if self.workbook else self.notation[column](value)
        if column in WORDED:
            return self.chance.choice(
                own_toml("complaint_analysis.records.reading", "values")[WORDED[column]][value]
            )
        if column == "compensation_gbp":
            return self.chance.choice([f"£{value:,.2f}", f"{value}"])
        return value

    def _text(self, lines: list[list[object]], path: Path) -> None:
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=self.delimiter).writerows(
            ["" if cell is None else cell for cell in line] for line in lines
        )
        path.with_suffix(".csv").write_bytes(codecs.encode(buffer.getvalue(), self.encoding, "replace"))

    def _workbook(self, lines: list[list[object]], path: Path) -> None:
        options = {"strings_to_formulas": False, "date_1904": self.state == "from 1904"}
        with xlsxwriter.Workbook(path.with_suffix(".xlsx"), options) as workbook:
            workbook.add_worksheet("Notes").write_string(0, 0, "Ask before you add a column.")
            sheet, day = workbook.add_worksheet("Log"), workbook.add_format({"num_format": "dd/mm/yyyy"})
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    self._write_cell(sheet, number, place, cell, day)
            self._hide(workbook, sheet, lines)

    def _write_cell(self, sheet, number: int, place: int, cell: object, day) -> None:
        """A day with its format or, as from 1904, as a bare number; an empty cell now and then as a formula."""
        if isinstance(cell, date) and self.state == "from 1904" and self.chance.random() < 0.5:
            sheet.write_number(number, place, (cell - date(1904, 1, 1)).days)
        elif isinstance(cell, date):
            sheet.write_datetime(number, place, cell, day)
        elif cell not in (None, ""):
            sheet.write_string(number, place, str(cell))
        elif number and self.state == "not computed":
            sheet.write_formula(number, place, "=NA()", None, self.chance.choice(["", "#N/A", "#REF!"]))

    def _hide(self, workbook, sheet, lines: list[list[object]]) -> None:
        """Rows hidden as by a filter, a number beside the table, and an older sheet that nobody shall read."""
        if self.state == "hidden rows":
            for number in range(1, len(lines)):
                sheet.set_row(number, None, None, {"hidden": self.chance.random() < 0.5})
        if self.state == "jotted":
            sheet.write_number(len(lines) - 1, len(lines[-1]) + 1, 17)
        older = workbook.add_worksheet("Old copy")
        older.hide()
        for number, line in enumerate(lines[:-1]):
            older.write_row(number, 0, [str(cell) if cell else "" for cell in line])
        older.write_row(len(lines), 0, ["another", "03/04/2024"])


@contextmanager
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())
    (path / "council.toml").write_text('[council]\nname = "Generated"\n', encoding="utf-8")
    (path / "2024-25" / "complaints").mkdir(parents=True)
    (path / "2024-25" / "year.toml").write_text("extracted_on = 2025-12-31\n", encoding="utf-8")
    try:
        yield path
    finally:
        shutil.rmtree(path)


def loaded(path: Path) -> Loaded:
    return load(load_council(path), YEAR, Issues())


def canonical(found: Loaded) -> pd.DataFrame:
    table = found.table.reset_index(drop=True)[list(COLUMNS)].astype(object)
    table = table.assign(**{column: [_day(value) for value in table[column]] for column in DATES})
    table = table.where(table.notna(), None)
    return table.assign(
        channel=table["channel"].replace("not_recorded", None),
        tenure=table["tenure"].replace("not_recorded", None),
    ).sort_values("reference", ignore_index=True)


def _day(value: object) -> date | None:
    return None if pd.isna(value) else value.date()


@hypothesis.settings(suppress_health_check=[hypothesis.HealthCheck.too_slow])
@given(data=st.data(), table=complaints())
def test_any_export_reads_back_equal(data: st.DataObject, table: pd.DataFrame) -> None:
    with folder() as path:
        Writer(data.draw).write(table, path / "2024-25" / "complaints" / "export")
        found = loaded(path)
        expected = table.sort_values("reference", ignore_index=True)
        pd.testing.assert_frame_equal(canonical(found), expected, check_dtype=False)
        assert found.reconciliation["rejected"] == 0


@hypothesis.settings(suppress_health_check=[hypothesis.HealthCheck.too_slow])
@given(data=st.data(), table=complaints())
def test_two_exports_that_share_the_cells_between_them_read_back_equal(
    data: st.DataObject, table: pd.DataFrame
) -> None:
    """Each case is in one export or both; in both, each cell beyond the reference and start is in one or both."""
    side = st.sampled_from(["first", "second", "both"])
    first, second = table.copy(), table.copy()
    for index in table.index:
        where = data.draw(side)
        first.loc[index, "reference"] = None if where == "second" else table.loc[index, "reference"]
        second.loc[index, "reference"] = None if where == "first" else table.loc[index, "reference"]
        for column in set(COLUMNS) - {"reference", "received", "stage2_requested"} if where == "both" else ():
            of = data.draw(side)
            if of != "both":
                (second if of == "first" else first).loc[index, column] = None
    with folder() as path:
        for name, part in (("a", first), ("b", second)):
            part = part[part["reference"].notna()]
            if len(part):
                Writer(data.draw).write(part, path / "2024-25" / "complaints" / name)
        expected = table.sort_values("reference", ignore_index=True)
        pd.testing.assert_frame_equal(canonical(loaded(path)), expected, check_dtype=False)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The export with lines cut, columns dropped or doubled, cells swapped, or noise in it."""
    lines = content.split(b"\n")
    kind = chance.choice(["cut", "drop line", "drop column", "double column", "swap", "noise", "quote"])
    place = chance.randrange(len(lines))
    cells = lines[place].split(b",")
    if kind == "cut":
        return content[: chance.randrange(1, len(content) + 1)]
    if kind == "drop line":
        return b"\n".join(lines[:place] + lines[place + 1 :])
    if kind in ("drop column", "double column"):
        column = chance.randrange(max(1, len(cells)))
        change = (
            (lambda line: line[:column] + line[column + 1 :])
            if kind == "drop column"
            else (lambda line: line[:column] + line[column : column + 1] * 2 + line[column + 1 :])
        )
        return b"\n".join(b",".join(change(line.split(b","))) for line in lines)
    if kind == "swap":
        chance.shuffle(cells)
        return b"\n".join([*lines[:place], b",".join(cells), *lines[place + 1 :]])
    at = chance.randrange(len(content))
    noise = b'"' if kind == "quote" else chance.randbytes(chance.randrange(1, 30))
    return content[:at] + noise + content[at:]


@hypothesis.settings(
    max_examples=2000 if EXAMPLES >= 500 else 60, suppress_health_check=list(hypothesis.HealthCheck)
)
@given(table=complaints(), seed=st.integers(0, 2**32), times=st.integers(1, 3))
def test_damage_ends_in_a_clear_error_or_with_every_row_accounted_for(
    table: pd.DataFrame, seed: int, times: int
) -> None:
    chance = random.Random(seed)
    with folder() as path:
        target = path / "2024-25" / "complaints" / "export.csv"
        _plain_export(table, target)
        content = target.read_bytes()
        for _ in range(times):
            content = damaged(content, chance) or b" "
        target.write_bytes(content)
        try:
            found = loaded(path)
        except UserError:
            return
        counts = found.reconciliation
        assert counts["read"] == counts["merged"] + counts["rejected"] + counts["kept"]
        assert len(found.rejected) == counts["rejected"]


def _plain_export(table: pd.DataFrame, target: Path) -> None:
    names = {column: HEADERS[column][0] for column in COLUMNS if column in HEADERS}
    names |= {"stage1_acknowledged": "S1 Ack", "stage1_responded": "S1 Response", "stage1_outcome": "S1 Outcome",
              "stage2_acknowledged": "S2 Ack", "stage2_responded": "S2 Response", "stage2_outcome": "S2 Outcome"}  # fmt: skip
    table.rename(columns=names).to_csv(target, index=False, lineterminator="\n")
