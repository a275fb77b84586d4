"""A sign that no typeface has is told with file, row and column, and stops nothing."""

import docx

from complaint_analysis.commands.unprinted_signs import unprinted_sign_lines
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.run.period_run import Run, both_years

YEAR = ReportingYear(2024)
IMPROVEMENTS = (
    "id,code,theme,what_we_heard,status\n1,both,Words,fine ✅,planned\n\n2,both,Words,odd \ue000,planned\n"
)
FORM = "provision,requirement,answer,evidence\n1.2,,Yes,Policy 𒀀\n"


def lines(council):
    loaded = load_council(council.folder)
    return unprinted_sign_lines(Run(loaded, loaded.year(YEAR), YEAR.period, *both_years(loaded, YEAR)))


def test_every_place_is_told(council):
    council.settings('[[designated]]\nservice = "Homes \ue001"\nfrom = 2024-04-01\n')
    council.year(facts='[governance]\nbody = "Cabinet \\uE002"\n')
    council.export(
        "Reference,Received,Service,Description\nC-1,01/05/2024,Homes,\ue003\nC-2,02/05/2024,Waste 𒀁,\n"
    )
    council.write("2024-25/improvements.csv", IMPROVEMENTS)
    council.write("2024-25/response.md", "Fine.\n\nOdd \ue004.\n")
    council.write("2024-25/self-assessment-housing.csv", FORM)
    said = docx.Document()
    said.add_paragraph("Fine ✅.")
    said.add_paragraph("Odd \ue005.")
    said.save(str(council.folder / "2024-25" / "member-statement.docx"))
    assert lines(council)[1:] == [
        "  council.toml, setting 'designated.service': U+E001",
        "  2024-25/year.toml, setting 'governance.body': U+E002",
        "  2024-25/improvements.csv, row 4, column 'what_we_heard': U+E000",
        "  2024-25/member-statement.docx, text 2: U+E005",
        "  2024-25/response.md, line 3: U+E004",
        "  2024-25/self-assessment-housing.csv, provision 1.2, column 'evidence': U+12000",
        "  2024-25/complaints/export.csv, row 3, column 'service': U+12001",
    ]


def test_nothing_is_told_where_all_can_be_printed(council):
    council.export("Reference,Received,Service\nC-1,01/05/2024,Homes ✅ সেবা \uf0b7\n")
    assert lines(council) == []
