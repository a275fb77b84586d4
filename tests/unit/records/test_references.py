"""What happens to references: damaged, missing, written in two ways, or given by two systems to two complaints."""

from __future__ import annotations

import pytest

from complaint_analysis.errors import InputError

HEADER = "Case Reference,Date Received,Service,Response Date,Outcome\n"
ONE, TWO = "03/04/2024,Waste,12/04/2024,Upheld\n", "19/06/2024,Parking,28/06/2024,Not upheld\n"
LATER = "14/10/2024,Planning,24/10/2024,Upheld\n"


def references(council) -> list[str]:
    return list(council.records().table["reference"])


def rules_met(council) -> dict[str, int]:
    return council.records().issues["rule"].value_counts().to_dict()


@pytest.mark.parametrize("damaged", ["1.01003E+11", "1E+12", " 2,5e+15 "])
def test_a_reference_in_scientific_notation_stops_and_says_how_to_export_again(council, damaged) -> None:
    council.export(f'{HEADER}"{damaged}",{ONE}100,{TWO}')
    with pytest.raises(InputError, match="scientific notation") as error:
        council.records()
    assert "export.csv, row 2" in str(error.value.where)
    assert damaged.strip() not in str(error.value)


@pytest.mark.parametrize("reference", ["24E0012", "1E5", "E+12", "FS-1.2E+3-A"])
def test_a_reference_with_an_e_in_it_is_one(council, reference) -> None:
    council.export(f"{HEADER}{reference},{ONE}")
    assert references(council) == [reference]


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        ("000123", "123"),
        ("COM/2024/0012", "COM/2024/12"),
        ("COM-24-001", "com24001"),
        ("COM/24/001", "COM-24-001"),
    ],
)
def test_one_complaint_in_two_spellings_of_its_reference_is_one_and_told(council, whole, damaged) -> None:
    council.export(f"{HEADER}{whole},{ONE}", "a.csv").export(f"{HEADER}{damaged},{ONE}", "b.csv")
    records = council.records()
    assert len(records.table) == 1
    assert records.reconciliation == {"read": 2, "merged": 1, "rejected": 0, "kept": 1}
    assert rules_met(council)["reference_in_two_spellings"] == 1


@pytest.mark.parametrize("other", [TWO, LATER, "03/04/2024,Parking,12/04/2024,Upheld\n"])
def test_references_alike_of_different_complaints_stay_two_and_are_told(council, other) -> None:
    council.export(f"{HEADER}000123,{ONE}", "a.csv").export(f"{HEADER}123,{other}", "b.csv")
    assert len(references(council)) == 2
    assert rules_met(council)["reference_nearly_another"] == 2


def test_numbers_divided_otherwise_are_no_two_spellings(council) -> None:
    council.export(f"{HEADER}25/1,{ONE}2/51,{ONE}")
    assert references(council) == ["25/1", "2/51"]


def test_two_numberings_are_kept_apart_with_their_own_second_stages(council) -> None:
    second = "Case Reference,Stage,Date Received,Service,Response Date\n"
    council.export(f"{HEADER}25/001,{ONE}25/002,{TWO}", "north.csv")
    council.export(f"{HEADER}25/001,{LATER}25/002,11/11/2024,Planning,20/11/2024,Upheld\n", "south.csv")
    council.export(f"{second}25/001,Stage 2,01/11/2024,Planning,15/11/2024\n", "south2.csv")
    table = council.records().table.set_index("reference")
    own = "25/001 (2024-25 south.csv)"
    assert list(table.index) == ["25/001", "25/002", own, "25/002 (2024-25 south.csv)"]
    assert table["stage2_requested"].notna().to_dict()[own]
    assert table["stage2_requested"].notna().sum() == 1
    assert rules_met(council)["numbering_of_its_own"] == 2


def test_the_council_may_say_what_stands_before_the_references_of_an_export(council) -> None:
    council.settings('[exports.prefixes]\n"North*" = "N-"\n')
    council.export(f"{HEADER}25/001,{ONE}", "north.csv").export(f"{HEADER}25/001,{LATER}", "south.csv")
    assert references(council) == ["N-25/001", "25/001"]
    assert "numbering_of_its_own" not in rules_met(council)


def test_an_export_that_says_the_same_complaints_again_is_joined(council) -> None:
    council.export(f"{HEADER}1,{ONE}2,{TWO}3,{LATER}", "a.csv")
    council.export(f"{HEADER}1,{ONE}2,{TWO}3,04/04/2024,Housing,12/04/2024,Upheld\n", "b.csv")
    assert len(references(council)) == 3
    assert rules_met(council)["contradiction"] > 0


def test_a_new_years_tracker_that_counts_from_one_again_is_kept_apart(council) -> None:
    council.year("2023-24", "extracted_on = 2024-05-30")
    council.export(f"{HEADER}1,02/05/2023,Waste,12/05/2023,Upheld\n2,05/05/2023,Waste,,\n", year="2023-24")
    council.export(f"{HEADER}1,{TWO}2,{LATER}")
    assert len(references(council)) == 4


def test_a_number_with_several_days_in_one_export_is_hardly_a_reference(council) -> None:
    council.export(f"{HEADER}T1,{ONE}T1,{TWO}T2,{ONE}T2,{LATER}T3,{ONE}")
    issues = council.records().issues.set_index("rule")
    assert issues.loc["hardly_a_reference", "note"] == (
        "2 of the 2 that stand on several rows differ in their days"
    )


def test_rows_without_any_reference_are_numbered_where_the_council_says_so(council) -> None:
    council.settings('[exports]\nwithout_reference = ["old*"]\n')
    council.export("Date Received,Service,Response Date\n03/04/2024,Waste,12/04/2024\n,,\n"
                   "04/04/2024,Waste,\n", "Old tracker.csv")  # fmt: skip
    council.export(f"{HEADER}A1,{ONE}")
    assert references(council) == ["A1", "Old tracker-2", "Old tracker-4"]
    assert rules_met(council)["rows_numbered"] == 1


def test_a_tracker_of_one_service_that_counts_anew_is_kept_apart_by_its_days(council) -> None:
    council.export(f"{HEADER}1,03/04/2024,Waste,,\n2,10/04/2024,Waste,,\n", "a.csv")
    council.export(f"{HEADER}1,03/09/2024,Waste,,\n2,10/09/2024,Waste,,\n", "b.csv")
    assert len(references(council)) == 4
    assert rules_met(council)["numbering_of_its_own"] == 1
