"""The side files of a year: read strictly by header, each mistake with its file, row and column."""

from datetime import date
from pathlib import Path

import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import YearFacts
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.records.side_files import read_table, read_year_files, unknown_files

OMBUDSMAN = (
    "ombudsman,reference,case_reference,decided,service,category,finding,"
    "compensation_gbp,may_publish_from,link\n"
)
ORDERS = "ombudsman,reference,order,due,complied_on,status\n"


def facts(folder: Path, **absent: str) -> YearFacts:
    return YearFacts(year=ReportingYear(2024), folder=folder, absent=absent)


def read(folder: Path, **absent: str):
    return read_year_files(facts(folder, **absent))


def refused(path: Path, text: str, name: str) -> InputError:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_table(path, name)
    return raised.value


def test_an_absent_file_is_none_and_a_said_absence_is_an_empty_table(tmp_path):
    files = read(tmp_path, publications="None in 2024-25.")
    assert files.ombudsman is None
    assert files.lgsco_letter is None
    assert files.publications is not None
    assert files.publications.empty
    assert "what_we_take_from_it" in files.publications
    assert files.said_absent == {"publications": "None in 2024-25."}


def test_cells_come_back_typed_whatever_the_order_of_the_columns(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(
        "Status,ombudsman,reference,order,complied_on,due\n"
        'In progress,Housing,A-1,"Apologise, and pay",,16/09/2025\n'
        "done,lgsco,B-2,Review the policy,2025-09-01,1 October 2025\n"
        ",,,,,\n",
        encoding="utf-8",
    )
    orders = read_table(path, "orders")
    assert orders.to_dict("records") == [
        {
            "ombudsman": "housing",
            "reference": "A-1",
            "order": "Apologise, and pay",
            "due": date(2025, 9, 16),
            "complied_on": None,
            "status": "in_progress",
        },
        {
            "ombudsman": "lgsco",
            "reference": "B-2",
            "order": "Review the policy",
            "due": date(2025, 10, 1),
            "complied_on": date(2025, 9, 1),
            "status": "done",
        },
    ]


def test_a_finding_is_one_of_its_own_ombudsmans(tmp_path):
    path = tmp_path / "ombudsman.csv"
    path.write_text(
        OMBUDSMAN + 'housing,A,,01/05/2024,Repairs,,Severe maladministration,"£1,250.00",,\n',
        encoding="utf-8",
    )
    row = read_table(path, "ombudsman").iloc[0]
    assert (row["finding"], row["compensation_gbp"]) == ("severe_maladministration", 1250.0)
    error = refused(path, OMBUDSMAN + "lgsco,A,,,,,maladministration,,,\n", "ombudsman")
    assert "closed_after_initial_enquiries" in error.what
    assert "row 2, column 'finding'" in error.where


@pytest.mark.parametrize(
    ("ombudsman", "written", "finding"),
    [
        ("lgsco", "Referred Back for Local Resolution", "referred_back"),
        ("lgsco", "Closed after Initial Enquiries", "closed_after_initial_enquiries"),
        ("lgsco", "Incomplete/Invalid", "invalid_or_incomplete"),
        ("housing", "Redress", "reasonable_redress"),
        ("housing", "Not in jurisdiction", "outside_jurisdiction"),
    ],
)
def test_a_finding_may_stand_in_the_ombudsman_s_own_words(tmp_path, ombudsman, written, finding):
    path = tmp_path / "ombudsman.csv"
    path.write_text(f"{OMBUDSMAN}{ombudsman},A,,,,,{written},,,\n", encoding="utf-8")
    assert read_table(path, "ombudsman")["finding"].tolist() == [finding]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("ombudsman,reference,order,due,complied_on,status,officer", "does not know the column 'officer'"),
        ("ombudsman,reference,due,status", "misses the column 'order'"),
        ("ombudsman,reference,order,due,due,complied_on,status", "has twice the column 'due'"),
        ("", "misses the column 'ombudsman'"),
    ],
)
def test_a_wrong_header_is_named(tmp_path, header, told):
    error = refused(tmp_path / "orders.csv", f"{header}\n", "orders")
    assert told in error.what
    assert "orders.csv, row 1" in error.where
    assert error.exit_code == 3


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("parliament,A,Pay,,,done", "ombudsman"),
        ("housing,,Pay,,,done", "reference"),
        ("housing,A,Pay,31/02/2025,,done", "due"),
        ("housing,A,Pay,next week,,done", "due"),
        ("housing,A,Pay,,,finished", "status"),
        ("housing,A,Pay,,,", "status"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column_and_never_repeated(tmp_path, row, column):
    error = refused(tmp_path / "orders.csv", f"{ORDERS}housing,Z,Pay,,,done\n{row}\n", "orders")
    assert f"row 3, column '{column}'" in error.where
    assert "next week" not in str(error)
    assert "finished" not in str(error)


def test_a_row_longer_than_the_header_is_refused(tmp_path):
    error = refused(tmp_path / "orders.csv", f"{ORDERS}housing,A,Apologise, and pay,,,done\n", "orders")
    assert "row 2" in error.where


def test_an_improvements_id_stands_once(tmp_path):
    header = "id,code,theme,what_we_heard,what_we_did,owner_role,due,status,evidence,raised_in\n"
    rows = "I1,both,Delay,Late,,,,planned,,\ni1,both,Delay,Late,,,,planned,,\n"
    assert "row 3, column 'id'" in refused(tmp_path / "improvements.csv", header + rows, "improvements").where


def test_satisfied_is_never_more_than_asked(tmp_path):
    header = "measure,stage,base,satisfied,source\n"
    assert "more than the base" in refused(tmp_path / "s.csv", f"{header}TP09,,10,11,\n", "satisfaction").what
    (tmp_path / "s.csv").write_text(
        f"{header}TP09,,10,10,\nClosure survey,Stage 1,5,4,\nClosure survey,2,5,4,\n"
    )
    assert list(read_table(tmp_path / "s.csv", "satisfaction")["stage"]) == ["", "stage1", "stage2"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_a_file_saved_by_excel_is_read(tmp_path, encoding):
    text = ORDERS + "housing,A,Pay £50 – now,,,done\n"
    (tmp_path / "orders.csv").write_bytes(text.encode(encoding))
    assert read_table(tmp_path / "orders.csv", "orders")["order"][0] == "Pay £50 – now"


def test_a_register_of_rows_may_have_the_headers_of_an_export(tmp_path):
    (tmp_path / "service-requests.csv").write_text(
        "Request ID,Date Received,Service area,Date completed,Complaint Ref\n"
        "R1,03/04/2024,Waste,05/04/2024,\nR2,30/04/2024,Waste,,C-7\n",
        encoding="utf-8",
    )
    assert read(tmp_path).service_requests.to_dict("records") == [
        {"month": date(2024, 4, 1), "service": "Waste", "received": 2, "done": 1, "became_complaint": 1}
    ]


def test_the_register_counts_alike_as_counts_and_as_rows(tmp_path):
    as_counts = "month,service,received,done,became_complaint\nApril 2024,Waste,2,1,1\n2024-05,Waste,1,0,0\n"
    as_rows = (
        "reference,received,service,done,became_complaint\n"
        "R1,03/04/2024,Waste,05/04/2024,no\nR2,30/04/2024,Waste,,C-7\nR3,2024-05-01,Waste,no,\n"
    )
    registers = []
    for text in (as_counts, as_rows):
        (tmp_path / "service-requests.csv").write_text(text, encoding="utf-8")
        registers.append(read(tmp_path).service_requests.to_dict("records"))
    assert registers[0] == registers[1]
    assert registers[0][0] == {
        "month": date(2024, 4, 1),
        "service": "Waste",
        "received": 2,
        "done": 1,
        "became_complaint": 1,
    }


@pytest.mark.parametrize(
    "month", ["2024-04", "April 2024", "Apr-24", "01/04/2024", "30 April 2024", "2024-4"]
)
def test_a_month_is_read_as_officers_write_it(tmp_path, month):
    header = "month,service,received,done,became_complaint"
    (tmp_path / "service-requests.csv").write_text(f"{header}\n{month},Waste,1,,\n")
    assert read(tmp_path).service_requests["month"][0] == date(2024, 4, 1)


def test_letters_are_read_by_key_and_an_unknown_key_is_a_usage_error(tmp_path):
    (tmp_path / "lgsco-letter.toml").write_text(
        'period = "2023-24"\nupheld = 8\nuphold_rate_pct = 73\n[decided]\nupheld = 8\nnot_upheld = 3\n'
    )
    letter = read(tmp_path).lgsco_letter
    assert (letter.period, letter.decided["not_upheld"], letter.compliance_pct) == ("2023-24", 3, None)
    (tmp_path / "lgsco-letter.toml").write_text('period = "2023-24"\nupholds = 8\n')
    with pytest.raises(UsageError, match="upholds"):
        read(tmp_path)


def test_an_absence_is_of_a_known_thing_in_words_and_not_against_the_file(tmp_path):
    with pytest.raises(UsageError, match="no file of a year"):
        read(tmp_path, publicaions="None.")
    with pytest.raises(UsageError, match="no words"):
        read(tmp_path, publications=" ")
    (tmp_path / "orders.csv").write_text(ORDERS)
    assert read(tmp_path, orders="None in 2024-25.").orders.empty
    (tmp_path / "orders.csv").write_text(ORDERS + "housing,A,Pay,,,done\n")
    with pytest.raises(UsageError, match="has rows"):
        read(tmp_path, orders="None in 2024-25.")


def test_only_an_earlier_years_report_may_stand_beside_words_that_there_is_none(tmp_path):
    (tmp_path / "lgsco-letter.toml").write_text('period = "2023-24"\n')
    assert read(tmp_path, lgsco_letter="Not yet issued.").lgsco_letter.period == "2023-24"
    (tmp_path / "lgsco-letter.toml").write_text('period = "2024-25"\n')
    with pytest.raises(UsageError, match="is it"):
        read(tmp_path, lgsco_letter="Not yet issued.")


def test_a_reason_is_for_something_that_the_letter_gives(tmp_path):
    (tmp_path / "lgsco-letter.toml").write_text(
        'period = "2023-24"\n[reasons]\nadvice_given = "Ours are late."\n'
    )
    with pytest.raises(UsageError, match="not given"):
        read(tmp_path)


def test_statements_are_text_and_an_empty_one_is_none(tmp_path):
    (tmp_path / "response.md").write_text("\ufeffCabinet **thanks** officers.\n", encoding="utf-8")
    (tmp_path / "member-statement.md").write_text("\n \n")
    files = read(tmp_path)
    assert files.response == "Cabinet **thanks** officers."
    assert files.member_statement is None


def test_a_file_that_nothing_reads_is_told(tmp_path):
    for name in ("ombudsmen.csv", "orders.csv", "year.toml", "self-assessment-housing-2.docx", ".DS_Store"):
        (tmp_path / name).write_text("")
    (tmp_path / "complaints").mkdir()
    assert unknown_files(tmp_path) == ("ombudsmen.csv",)
