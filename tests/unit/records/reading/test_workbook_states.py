"""What a workbook hides, or does not hold: each is told by sheet and column with its number, and none is blank."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from complaint_analysis.commands.terminal import reconciliation_lines
from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.sheet_states import SheetState, state_of
from complaint_analysis.records.unknown_headers.proposal import propose

HEADER = ["Reference", "Date Received", "Service", "Date Responded", "Outcome"]
DAY = date(2024, 6, 3)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def log(*rows: list) -> openpyxl.Workbook:
    """A workbook with one sheet of complaints."""
    book = openpyxl.Workbook()
    book.active.title = "Log"
    for row in (HEADER, *rows):
        book.active.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def told(council, rule: str) -> list[tuple[str, str, str]]:
    """The sheet, column and note of each issue of a rule."""
    issues = council.records().issues
    found = issues.loc[issues["rule"] == rule, ["sheet", "column", "note"]]
    return list(found.itertuples(index=False, name=None))


def kept(council, column: str) -> dict[str, str]:
    """The cells of a column by reference."""
    table = council.records().table.set_index("reference")
    return {str(name): str(cell).removesuffix(" 00:00:00") for name, cell in table[column].items()}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_told_with_its_rows(council, tmp_path, state: str) -> None:
    book = log(["A1", DAY, "Parks", date(2024, 7, 29), "Not upheld"])
    older = book.create_sheet("Old copy")
    for row in (HEADER, ["A1", DAY, "Parks", date(2024, 6, 7), "Upheld"], ["A9", DAY, "Parks"]):
        older.append(row)
    older.sheet_state = state
    lists = book.create_sheet("Lists")
    lists.append(["Outcome", "Service"])
    lists.sheet_state = state
    council.export(saved(book), "log.xlsx")
    assert kept(council, "stage1_outcome") == {"A1": "not_upheld"}
    assert told(council, "hidden_sheet") == [("Old copy", "", "2 rows")]
    lines = reconciliation_lines(council.records(), tmp_path)
    assert "      2024-25 log.xlsx (Old copy): 2 rows" in lines
    council.settings("[exports]\nhidden_sheets = true")
    assert kept(council, "stage1_outcome") == {"A1": "upheld", "A9": "nan"}
    assert told(council, "hidden_sheet") == []


def test_an_export_whose_complaints_are_hidden_is_told_how_to_be_read(council) -> None:
    book = log(["A1", DAY, "Parks"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Read me").append(["Ask before you add a column"])
    council.export(saved(book), "log.xlsx")
    with pytest.raises(InputError) as stopped:
        council.records()
    assert stopped.value.what == "the only sheets with complaints are hidden"
    assert "hidden_sheets = true" in stopped.value.do


def test_columns_are_proposed_of_the_sheets_that_are_seen(tmp_path) -> None:
    book = log(["A1", DAY, "Parks"])
    for number, title in enumerate(("Old copy", "Older copy")):
        sheet = book.create_sheet(title, number)
        sheet.append(["Unknown", *HEADER])
        sheet.sheet_state = "hidden"
    (tmp_path / "log.xlsx").write_bytes(saved(book))
    assert [sheet.name for sheet in propose([tmp_path / "log.xlsx"], {})] == ["Log"]
    every = propose([tmp_path / "log.xlsx"], {}, hidden_sheets=True)
    assert [sheet.name for sheet in every] == ["Old copy", "Older copy", "Log"]


def test_hidden_rows_and_columns_are_read_and_told(council) -> None:
    book = log(*[[f"A{number}", DAY, "Parks", None, "Upheld"] for number in range(1, 6)])
    for number in (3, 5, 40):  # the last is below the table
        book.active.row_dimensions[number].hidden = True
    for letter in "CDH":  # the second is empty, the third beside the table
        book.active.column_dimensions[letter].hidden = True
    council.export(saved(book), "log.xlsx")
    assert len(kept(council, "received")) == 5
    assert told(council, "hidden_rows") == [("Log", "", "2 rows")]
    assert told(council, "hidden_column") == [("Log", "Service", "")]


def test_errors_are_empty_cells_that_are_told_by_column(council) -> None:
    book = log(
        ["A1", DAY, "#N/A", "#REF!", "Upheld"], ["A2", DAY, "Parks", "#VALUE!", "Upheld"],
        ["A3", DAY, "#NAME?", date(2024, 6, 5), "Not upheld", "#DIV/0!"],
    )  # fmt: skip
    council.export(saved(book), "log.xlsx")
    assert kept(council, "stage1_responded") == {"A1": "NaT", "A2": "NaT", "A3": "2024-06-05"}
    assert kept(council, "service") == {"A1": "unassigned", "A2": "Parks", "A3": "unassigned"}
    assert told(council, "error_cells") == [
        ("Log", "Service", "2 cells"), ("Log", "Date Responded", "2 cells"), ("Log", "column F", "1 cell"),
    ]  # fmt: skip


def test_errors_written_into_a_text_are_told_too(council) -> None:
    council.export(
        "Reference,Date Received,Service,Ward\nA1,03/06/2024,#N/A,# 12\nA2,03/06/2024,#n/a ,#REF!\n"
    )
    assert kept(council, "service") == {"A1": "unassigned", "A2": "unassigned"}
    assert kept(council, "ward") == {"A1": "# 12", "A2": "nan"}
    assert told(council, "error_cells") == [("", "Service", "2 cells"), ("", "Ward", "1 cell")]


def test_formulas_that_nobody_computed_are_told_and_days_first_of_all(council, tmp_path) -> None:
    rows = [[f"A{row}", DAY, '=IF(1=1,"Parks","")', f"=B{row}+8", "Upheld"] for row in (2, 3, 4)]
    council.export(saved(log(*rows)), "log.xlsx")
    assert set(kept(council, "stage1_responded").values()) == {"NaT"}
    assert told(council, "dates_not_computed") == [("Log", "Date Responded", "3 cells")]
    assert told(council, "formulas_not_computed") == [("Log", "Service", "3 cells")]
    lines = reconciliation_lines(council.records(), tmp_path)
    days, rows_read = (
        next(i for i, line in enumerate(lines) if word in line) for word in ("days", "rows read")
    )
    assert days < rows_read
    assert lines[days + 1] == "      2024-25 log.xlsx (Log), Date Responded: 3 cells"
    assert "save it" in lines[days + 2]


@pytest.mark.parametrize(
    "empty", ['<c r="D2" t="str"><f>""</f><v></v></c>', '<c r="D2" t="str"><f>""</f><v/></c>']
)
def test_a_formula_that_gave_an_empty_text_is_blank(empty: str) -> None:
    assert state_of(part(f'<row r="2">{empty}</row>')).uncomputed == []


def part(rows: str, before: str = "", prefix: str = "") -> bytes:
    """A sheet as programs write one."""
    colon = f"{prefix}:" if prefix else ""
    space = f"xmlns{colon and ':'}{prefix}" if prefix else "xmlns"
    for name in ("row", "c", "f", "v", "is", "t", "col", "cols"):
        rows, before = (
            text.replace(f"<{name} ", f"<{colon}{name} ").replace(f"<{name}>", f"<{colon}{name}>")
            .replace(f"<{name}/>", f"<{colon}{name}/>").replace(f"</{name}>", f"</{colon}{name}>")
            for text in (rows, before)
        )  # fmt: skip
    body = f"{before}<{colon}sheetData>{rows}</{colon}sheetData>"
    return f'<?xml version="1.0"?><{colon}worksheet {space}="{MAIN}">{body}</{colon}worksheet>'.encode()


COLUMNS = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1"/><col hidden="true" min="9" max="16384"/></cols>'
ROWS = """<row r="1"><c r="A1" t="inlineStr"><is><t>hidden="1" t="e" &lt;f</t></is></c></row>
<row r="2" hidden="1" spans="1:4"><c r="A2" s="1" t="e"><v>#N/A</v></c><c r="B2"><f>1/2</f><v>0.5</v></c><c r="C2"><f>1</f></c></row>
<row r="3" hidden="0"><c r="AB3"><f t="shared" si="0"/><v/></c><c r="AC3"><f t="shared" si="0"/><v>7</v></c><c r="AD3" t="str"><f>A1</f></c></row>
"""


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_each_state_is_found_however_the_sheet_is_written(prefix: str, quote: str) -> None:
    found = state_of(part(ROWS.replace('"', quote), COLUMNS.replace('"', quote), prefix))
    assert found == SheetState([1], [1, 2, *range(8, 16384)], [(1, 0)], [(1, 2), (2, 27), (2, 29)])


def test_cells_that_do_not_say_their_place_are_counted() -> None:
    rows = '<row><c t="e"><v>#N/A</v></c></row><row r="5"><c/><c r="C5"/><c t="e"><v>#N/A</v></c></row>'
    rows += '<row hidden="1"><c/><c><f>1</f></c></row>'
    assert state_of(part(rows)) == SheetState([5], [], [(0, 0), (4, 3)], [(5, 1)])


def test_numbers_that_are_days_are_counted_from_1904_where_the_workbook_does(council) -> None:
    book = log(["A1", 43984, "Parks", 43990.5], ["A2", DAY, "Parks", "14/06/2024"])
    council.export(saved(book), "windows.xlsx")
    assert kept(council, "received") == {"A1": "2020-06-02", "A2": "2024-06-03"}
    book.epoch = CALENDAR_MAC_1904
    council.export(saved(book), "windows.xlsx")
    assert kept(council, "received") == {"A1": "2024-06-03", "A2": "2024-06-03"}
    assert kept(council, "stage1_responded") == {"A1": "2024-06-09", "A2": "2024-06-14"}


def test_parts_named_from_the_folder_of_the_workbook_are_found(council) -> None:
    book, changed = io.BytesIO(saved(log(["A1", DAY, "#N/A"]))), io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name,
                text.replace(b'Target="/xl/', b'Target="') if name.endswith("workbook.xml.rels") else text,
            )
    council.export(changed.getvalue(), "log.xlsx")
    assert told(council, "error_cells") == [("Log", "Service", "1 cell")]


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def test_a_hidden_sheet_of_an_open_document_is_left_out_too(council) -> None:
    def table(name: str, style: str, reference: str) -> str:
        rows = [["Reference", "Date Received"], [reference, "03/06/2024"]]
        cells = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        return f'<table:table table:name="{name}" table:style-name="{style}">{cells}</table:table>'

    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("a", "true"), ("b", "false"))
    )
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{table('Log', 'a', 'A1')}{table('Old copy', 'b', 'B1')}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest {SPACES.replace('office', 'manifest')}/>"
        )
        archive.writestr("content.xml", content)
    council.export(buffer.getvalue(), "log.ods")
    assert list(kept(council, "received")) == ["A1"]
    assert told(council, "hidden_sheet") == [("Old copy", "", "1 row")]


def test_cells_beside_the_table_of_a_workbook_are_a_column_that_is_not_known(council) -> None:
    rows = [[f"A{number}", DAY, "Parks", DAY, "Upheld", None, number * 3 or None] for number in range(3)]
    council.export(saved(log(*rows)), "log.xlsx")
    records = council.records()
    assert records.reconciliation == {"read": 3, "merged": 0, "rejected": 0, "kept": 3}
    assert told(council, "unknown_header") == [("Log", "column G", "")]


@pytest.mark.parametrize(
    ("text", "kept_rows"),
    [
        ("Reference,Received,Service,,\nA1,03/06/2024,Parks,,17\nA2,03/06/2024,Parks,,\n", 2),
        ("Reference,Received,Service,,\nA1,03/06/2024,Parks,,17\nA2,03/06/2024,Parks, and trees,,\n", 0),
        ("Reference,Received,Service\nA1,03/06/2024,Parks, and trees\nA2,03/06/2024,Parks\n", 1),
    ],
)
def test_a_comma_that_shifted_cells_of_a_text_is_told_from_what_stands_beside_its_table(
    council, text: str, kept_rows: int
) -> None:
    records = council.export(text).records()
    assert records.reconciliation["kept"] == kept_rows
    assert set(records.rejected["reason"]) <= {"more filled cells than headers"}
