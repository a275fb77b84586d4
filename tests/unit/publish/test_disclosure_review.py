"""The private record of what was done to each table; a signature stays while its table is as it was."""

import csv

from complaint_analysis.printing.table import Column, table_of
from complaint_analysis.publish.disclosure_review import NAME, write_disclosure_review


def wards(*cells, name="wards"):
    rows = [{"ward": f"W{number}", "housing": cell} for number, cell in enumerate(cells)]
    return table_of(name, "By ward", rows, (Column("ward", "Ward"), Column("housing", "Housing", "count")))


def review(folder):
    with (folder / NAME).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_table_says_what_was_done_and_why(tmp_path):
    write_disclosure_review([wards("[c]", "[c]", 40), wards(3, name="outcomes")], tmp_path)
    first, second = review(tmp_path)
    assert (first["table"], first["cells_withheld"], first["reviewed_by"]) == ("wards", "2", "")
    assert first["rule"].startswith("Small numbers withheld")
    assert (second["rule"], second["cells_withheld"]) == ("Shown as counted.", "0")


def test_a_signature_stays_until_the_table_changes(tmp_path):
    write_disclosure_review([wards("[c]", "[c]", 40), wards(3, name="outcomes")], tmp_path)
    path = tmp_path / NAME
    signed = [
        row | {"reviewed_by": "Data protection officer", "decision": "agreed"} for row in review(tmp_path)
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(signed[0]))
        writer.writeheader()
        writer.writerows(signed)
    write_disclosure_review([wards("[c]", "[c]", 40), wards(4, name="outcomes")], tmp_path)
    assert [row["reviewed_by"] for row in review(tmp_path)] == ["Data protection officer", ""]
