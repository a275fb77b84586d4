"""The settings that are proposed for all exports of a year at once, and put into council.toml."""

from __future__ import annotations

import pytest

from complaint_analysis.commands.propose_columns import exports_of, propose_settings
from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import UsageError

YEAR = ReportingYear.parse("2024-25")
HOUSING = "Kase;Came in;Dept;Reply posted;Verdict\nK1;03/04/2024;Repairs;16/04/2024;Founded\n"
WASTE = "Kase;Came in;Dept;Reply posted;Tidied\nW1;04/04/2024;Waste;17/04/2024;18/04/2024\n"


def proposed(council, *, write: bool = False) -> list[str]:
    loaded = load_council(council.folder)
    return propose_settings(exports_of(loaded, YEAR), loaded, write=write)


def test_all_exports_of_a_year_give_one_merged_block(council) -> None:
    council.export(HOUSING, "housing.csv").export(WASTE, "waste.csv")
    lines = proposed(council)
    assert lines[0].startswith("# Proposed for housing.csv, waste.csv.")
    assert sum(line.startswith('"Kase" =') for line in lines) == 1
    assert lines.count("[columns]") == 1


def test_a_header_that_means_two_things_is_named(council) -> None:
    answered = "Kase;Came in;Dept;Answer\nK1;03/04/2024;Repairs;16/04/2024\n"
    decided = "Kase;Came in;Dept;Answer\nW1;04/04/2024;Waste;Upheld\nW2;05/04/2024;Waste;Not upheld\n"
    council.export(answered, "housing.csv").export(decided, "waste.csv")
    (line,) = [line for line in proposed(council) if "seems to be" in line]
    assert "'Answer' seems to be responded in housing.csv and stage1_outcome in waste.csv" in line


def test_what_is_sure_is_written_and_then_loads(council) -> None:
    council.settings('# kept\n[columns]\n"Odd" = "ignore"\n').export(HOUSING, "housing.csv")
    assert "Written into council.toml" in proposed(council, write=True)[-1]
    text = (council.folder / "council.toml").read_text()
    assert "# kept" in text
    assert '"Odd" = "ignore"' in text
    assert load_council(council.folder).columns["Came in"] == "received"
    assert council.records().reconciliation["kept"] == 1
    assert not [line for line in proposed(council) if line.startswith('"')]


def test_the_demonstrations_settings_stay_as_they_are(council, tmp_path) -> None:
    path = tmp_path / "unknown.csv"
    path.write_text(HOUSING)
    with pytest.raises(UsageError, match="stay as they are"):
        propose_settings([path], load_council(DEMONSTRATION), write=True)


def test_a_year_without_exports_says_where_to_put_them(council) -> None:
    loaded = load_council(council.year().folder)
    with pytest.raises(UsageError, match="no export for 2024-25"):
        exports_of(loaded, YEAR)
