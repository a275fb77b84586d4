"""Workbooks as officers keep them: several sheets, merged and grouped headers, real dates, and broken files."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.chart import BarChart

from complaint_analysis.errors import InputError

HEADER = ["Reference", "Date Received", "Service", "Date Responded", "Outcome", "Compensation", "Accepted"]
DAY = date(2024, 6, 3)


def workbook(sheets: dict[str, list[list]], merged: tuple[str, ...] = (), epoch=None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.epoch = epoch or book.epoch
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for place in merged:
            sheet.merge_cells(place)
    book.create_chartsheet("Graph").add_chart(BarChart())
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows_of(council, *columns: str) -> dict[str, tuple]:
    """The cells of each reference as text; a day without its midnight, a blank as None."""
    table = council.records().table.set_index("reference")
    return {
        str(reference): tuple(map(_plain, table.loc[reference, list(columns)])) for reference in table.index
    }


def _plain(value: object) -> str | None:
    return None if value is pd.NaT or pd.isna(value) else str(value).removesuffix(" 00:00:00")


def test_dates_serials_booleans_error_cells_notes_and_totals(council) -> None:
    log = [
        ["Complaints 2024-25"], ["Updated weekly"], [], HEADER,
        ["0012", DAY, "Parks", datetime(2024, 6, 14, 23, 59), "Upheld", 50, True],
        [12, 45446, "Parks", "14/06/2024", True, 50.10000000000001, False],
        ["A3", "03/06/2024", "Parks", "#N/A", "Not upheld", "#REF!", "TRUE"],
        ["Total", None, None, None, None, "=SUM(F5:F7)"], ["Average", None, 9.4],
    ]  # fmt: skip
    others = {
        "Read me": [["Case Ref is the CRM number"]],
        "Lookups": [["Outcome", "Service"], ["Upheld", "Parks"]],
    }
    council.export(workbook({**others, "Log": log}), "log.xlsx")
    columns = ("received", "stage1_responded", "stage1_outcome", "compensation_gbp", "accepted", "source_row")
    assert rows_of(council, *columns) == {
        "0012": ("2024-06-03", "2024-06-14", "upheld", "50.0", "True", "5"),
        "12": ("2024-06-03", "2024-06-14", "upheld", "50.1", "False", "6"),
        "A3": ("2024-06-03", None, "not_upheld", None, "True", "7"),
    }
    assert council.records().reconciliation["read"] == 3


def test_dates_counted_from_1904(council) -> None:
    epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    council.export(workbook({"Log": [HEADER, ["A1", DAY, "Parks"]]}, epoch=epoch), "mac.xlsx")
    assert rows_of(council, "received") == {"A1": ("2024-06-03",)}


def test_groups_with_remarks_and_columns_that_only_stage_2_has(council) -> None:
    above = [
        "Ref",
        "Service",
        "Stage 1 (10 working days)",
        None,
        None,
        "Stage 2 Review",
        None,
        None,
        None,
        "Overall",
    ]
    header = [None, None, "Date received (dd/mm/yy)", "Response sent", "Outcome", "Requested", "Reply sent",
              "Outcome", "Refused", "Date Closed"]  # fmt: skip
    rows = [
        ["A1", "Parks", DAY, date(2024, 6, 14), "Upheld", date(2024, 7, 1), date(2024, 7, 29), "Not upheld", "N", date(2024, 7, 30)],
        ["A2", "Parks", DAY, date(2024, 6, 14), "Upheld", date(2024, 7, 1), None, None, "Y", None],
    ]  # fmt: skip
    merged = ("A1:A2", "B1:B2", "C1:E1", "F1:I1")
    council.export(workbook({"Tracker": [above, header, *rows]}, merged), "tracker.xlsx")
    assert rows_of(council, "stage2_outcome", "stage2_refused", "accepted", "stage1_outcome") == {
        "A1": ("not_upheld", "False", "True", "upheld"),
        "A2": (None, "True", "True", "upheld"),
    }


@pytest.mark.parametrize(
    ("first", "second", "extra"),
    [("Stage 1", "Stage 2", "Stage 0"), ("S1", "S2", "Informal"), ("Stage One 24-25", "Stage Two 24-25", "Stage 3 panel")],
)  # fmt: skip
def test_a_sheet_for_each_stage(council, first: str, second: str, extra: str) -> None:
    sheets = {
        first: [["Log"], HEADER, ["A1", DAY, "Parks", date(2024, 6, 14), "Upheld"], ["A2", DAY, "Parks"]],
        second: [["Log"], HEADER, ["A1", date(2024, 7, 1), "Parks", date(2024, 7, 29), "Partly upheld"]],
        extra: [HEADER, ["A2", date(2024, 5, 1), "Parks"]],
    }
    council.export(workbook(sheets), "stages.xlsx")
    values = council.values()
    counted = ("stage1.received", "stage2.received", "stage2.outcome.partially_upheld", "extra_stage")
    assert [values[f"lgsco.{id}"] for id in counted] == [2, 1, 1, 1]
    assert council.records().reconciliation == {"read": 4, "merged": 2, "rejected": 0, "kept": 2}


@pytest.mark.parametrize("name", ["Stage 2 log", "Appeals"])
def test_a_sheet_of_stage_2_that_names_its_request_records_the_answers_too(council, name: str) -> None:
    """Beside "Date Escalated" the plain headers of such a sheet are stage 2's, and are recorded."""
    review = ["Reference", "Date Escalated", "Ack Sent", "Reply Sent", "Finding"]
    sheets = {
        "Stage 1 log": [HEADER, ["A1", DAY, "Parks", date(2024, 6, 14), "Upheld"], ["A2", DAY, "Parks"]],
        name: [review, ["A1", date(2024, 7, 1), date(2024, 7, 2), date(2024, 7, 29), "Not upheld"]],
    }
    values = council.export(workbook(sheets), "log.xlsx").values()
    counted = ("stage2.responded.in_time", "stage2.acknowledged.in_time", "stage2.outcome.not_upheld")
    assert [values[f"lgsco.{id}"] for id in counted] == [1, 1, 1]
    assert values["lgsco.stage1.acknowledged.in_time"] == "not_recorded"


def test_a_plain_header_beside_columns_of_stage_2_is_of_stage_1_alone(council) -> None:
    header = ["Reference", "Date Received", "Service", "Responded", "Date Escalated"]
    rows = [
        ["A1", DAY, "Parks", date(2024, 6, 14), date(2024, 7, 1)],
        ["A2", None, "Parks", None, date(2024, 7, 1)],
    ]
    values = council.export(workbook({"Log": [header, *rows]}), "log.xlsx").values()
    assert values["lgsco.stage2.responded.in_time"] == "not_recorded"
    assert values["lgsco.stage1.responded.in_time"] == 1


def test_a_sheet_for_each_month_and_one_without_a_reference(council) -> None:
    sheets = {name: [HEADER, [f"{name}-1", DAY, "Parks"], ["Total", 1]] for name in ("4", "5", "June")}
    sheets["July"] = [["Reff no.", *HEADER[1:]], ["July-1", DAY, "Parks"]]
    records = council.export(workbook(sheets), "months.xlsx").records()
    assert records.reconciliation["read"] == 3
    left_out = records.issues[records.issues["rule"] == "sheet_left_out"]
    assert list(left_out["sheet"]) == ["July"]


def test_a_sheet_for_each_service(council) -> None:
    short = ["Reference", "Date Received"]
    sheets = {name: [short, [name[:1], DAY]] for name in ("Council Housing", "Waste")}
    council.export(workbook(sheets), "services.xlsx")
    assert rows_of(council, "service", "regime") == {
        "C": ("Council Housing", "housing"),
        "W": ("Waste", "lgsco"),
    }
    council.export(workbook({"Archive": [short, ["A", DAY]]}), "services.xlsx")
    assert rows_of(council, "service") == {"A": ("unassigned",)}


def test_a_reference_merged_over_its_rows_stands_in_each(council) -> None:
    header = ["Reference", "Date Received", "Service", "Action due"]
    rows = [["A1", DAY, "Parks", date(2024, 7, 1)], [None, None, None, date(2024, 8, 1)]]
    council.export(workbook({"Log": [header, *rows]}, ("A2:A3", "B2:B3", "C2:C3")), "merged.xlsx")
    assert council.records().reconciliation == {"read": 2, "merged": 1, "rejected": 0, "kept": 1}
    assert council.values()["lgsco.actions.agreed"] == 2


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Log">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def ods_cell(value: object) -> str:
    kind, given = "string", ""
    if isinstance(value, date):
        kind, given = "date", f' office:date-value="{value.isoformat()}"'
    elif isinstance(value, bool):
        kind, given = "boolean", f' office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, (int, float)):
        kind, given = "float", f' office:value="{value}"'
    text = f"<text:p>{value}</text:p>" if value is not None else ""
    return f'<table:table-cell office:value-type="{kind}"{given}>{text}</table:table-cell>'


def test_an_open_document_sheet(council) -> None:
    lines = [["Log"], HEADER, [1234, DAY, "Parks", datetime(2024, 6, 14, 23, 59), "Upheld", 1250.5, True],
             ["0007", "03/06/2024", "Parks", "31/02/2024", "N", "£50", "Y"]]  # fmt: skip
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, line))}</table:table-row>" for line in lines)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    council.export(buffer.getvalue(), "log.ods")
    assert rows_of(
        council, "received", "stage1_responded", "stage1_outcome", "compensation_gbp", "source_row"
    ) == {
        "1234": ("2024-06-03", "2024-06-14", "upheld", "1250.5", "3"),
        "0007": ("2024-06-03", None, "not_upheld", "50.0", "4"),
    }


OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


BROKEN = {
    "really-csv.xls": b"Reference,Received\nA1,03/06/2024\n",
    "really-html.xls": b"<html><table><tr><td>Reference</td></tr></table></html>",
    "cut.xlsx": workbook({"Log": [HEADER, ["A1", DAY, "Parks"]]})[:900],
    "no-workbook.xlsx": b"PK\x05\x06" + bytes(18),
    "cut.xls": OLD_WORKBOOK + bytes(18) + b"\x03\x00\xfe\xff\x09\x00" + bytes(483) + bytes(10),
}


@pytest.mark.parametrize("name", BROKEN)  # not by the bytes, which hold the time
def test_a_broken_workbook_is_told_and_no_more(council, capfd, name: str) -> None:
    council.export(BROKEN[name], name)
    with pytest.raises(InputError) as stopped:
        council.records()
    assert name in stopped.value.where
    assert capfd.readouterr().err == ""
