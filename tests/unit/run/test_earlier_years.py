"""The years before a year: from their releases where there are any, else from their records."""

import json

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.run.earlier_years import Earlier, earlier_years

YEAR = ReportingYear.parse("2024-25")
ROW = "Reference,Date received,Service\n"


def released(folder, value):
    figure = {"value": value, "numerator": None, "denominator": None, "unit": "complaints"}
    folder.mkdir(parents=True)
    figures = {"housing.stage1.received": figure | {"status": "ok", "definition": "Received."}}
    (folder / "figures.json").write_text(json.dumps({"year": folder.name, "figures": figures}))
    return folder


def test_a_release_stands_and_other_years_are_counted_as_at_their_own_extract(council, tmp_path):
    for year, rows in (("2021-22", 1), ("2022-23", 2), ("2023-24", 3), ("2024-25", 4)):
        lines = [f"C{year}-{number},05/05/20{year[2:4]},Council Housing" for number in range(rows)]
        council.year(year, "").export(ROW + "\n".join(lines), year=year)
    releases = {
        "2023-24": released(tmp_path / "releases" / "2023-24", 30),
        "2022-23": released(tmp_path / "releases" / "2022-23-2", 20),
    }
    earlier = earlier_years(load_council(council.folder), YEAR, releases)
    received = {name: figures["housing.stage1.received"].value for name, figures in earlier.years.items()}
    assert received == {"2021-22": 1, "2022-23": 20}
    assert earlier.released["housing.stage1.received"].value == 30
    assert sorted(earlier.releases) == ["2022-23-2", "2023-24"]
    earlier.save(tmp_path)
    assert Earlier.saved(tmp_path) == earlier


def test_a_year_without_exports_and_the_sixth_year_back_are_left_out(council):
    for year in ("2018-19", "2019-20", "2020-21", "2022-23", "2024-25"):
        council.year(year, "").export(ROW + f"C{year},05/05/20{year[2:4]},Council Housing", year=year)
    found = earlier_years(load_council(council.folder), YEAR, {})
    assert (list(found.years), found.released) == (["2020-21", "2022-23"], {})
