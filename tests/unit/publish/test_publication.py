import csv
import json
import re

import pandas as pd
import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.measures.figure import Figure, count, rate
from complaint_analysis.printing.table import Column, Table
from complaint_analysis.publish.publication import Publication, collect, nested, read_figures

YEAR = ReportingYear.parse("2024-25")


def table(name="received-by-month", rows=(("April 2024", 12), ("May 2024", "[x]")), **changes):
    frame = pd.DataFrame(rows, columns=["month", "stage1"], dtype=object)
    columns = (Column("month", "Month"), Column("stage1", "Stage 1", "count"))
    return Table(name, "Complaints received by month, 2024-25", frame, columns, **changes)


@pytest.fixture
def shown():
    return []


@pytest.fixture
def publish(tmp_path, shown):
    return Publication(tmp_path, lambda kind, text: shown.append((kind, text)))


@pytest.fixture
def figure():
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(3, 2))
    drawing.subplots().plot([1, 2, 3])
    return drawing


def test_a_table_is_written_in_the_shape_that_the_report_includes(publish, tmp_path):
    publish.table(table(notes=("Two months only.",)))
    written = (tmp_path / "tables/received-by-month.md").read_text()
    assert written == (tmp_path / "blocks/received-by-month.md").read_text()
    lines = written.splitlines()
    assert lines[0] == "::: {#tbl-received-by-month .table-text}"
    assert [lines[1], lines[3]] == ["| Month | Stage 1 |", "| April 2024 | 12 |"]
    assert re.fullmatch(r"\|:-{50,}\|-{20,}:\|", lines[2])
    assert "x" in lines[4]
    assert lines[6:8] == ["Complaints received by month, 2024-25", ":::"]
    assert "::: {.table-notes}" in lines
    assert any("not recorded. Two months only." in line for line in lines)
    assert "[Download this table (CSV)](tables/received-by-month.csv){.download}" in lines


def test_a_table_with_a_total_and_many_columns_says_so(publish, tmp_path):
    columns = tuple(Column(f"c{number}", f"Column {number}") for number in range(7))
    frame = pd.DataFrame([{column.key: "a" for column in columns}])
    publish.table(Table("big", "A big table", frame, columns, total=True))
    assert (tmp_path / "tables/big.md").read_text().startswith("::: {#tbl-big .table-text .has-total .wide}")


def test_csv_cells_are_unformatted_and_inert(publish, tmp_path):
    publish.table(table(rows=[("=HYPERLINK(1)", 1234), ("+44", 0), ("@a", 1), ("-b", 2), ("\tc", 3)]))
    rows = list(csv.reader((tmp_path / "tables/received-by-month.csv").open()))
    assert rows[:2] == [["month", "stage1"], ["'=HYPERLINK(1)", "1234"]]
    assert all(row[0].startswith("'") for row in rows[1:])


@pytest.mark.parametrize("caption", ["", "  "])
def test_a_table_without_a_caption_is_an_error(publish, caption):
    with pytest.raises(ValueError, match="caption"):
        publish.table(Table("a", caption, pd.DataFrame({"a": [1]}), (Column("a", "A"),)))


def test_a_table_without_rows_is_an_error(publish):
    with pytest.raises(ValueError, match="no rows"):
        publish.table(table("no-such-name", rows=[]))


@pytest.mark.parametrize("marks", [("[x]", "[x]"), ("[x]", "[z]")])
def test_a_table_in_which_nothing_is_recorded_is_a_sentence_and_a_file(publish, tmp_path, marks):
    publish.table(table("actions", rows=list(zip(("Agreed", "Late"), marks, strict=True))))

    block = (tmp_path / "blocks/actions.md").read_text()
    assert block == "What became of the actions that we agreed in complaints is not recorded.\n"
    assert "[x]" in (tmp_path / "tables/actions.csv").read_text()


@pytest.mark.parametrize("cell", [0, "[c]", 3])
def test_a_table_in_which_something_is_known_is_printed(publish, tmp_path, cell):
    publish.table(table("actions", rows=[("Agreed", "[x]"), ("Late", cell)]))

    assert (tmp_path / "blocks/actions.md").read_text().startswith("::: {#tbl-actions")


def test_a_chart_comes_with_its_alternative_text_and_its_table(publish, tmp_path, figure):
    publish.chart("received-by-month", figure, "Complaints rose.", 'A line from "12" to 14.', table=table())
    block = (tmp_path / "blocks/received-by-month.md").read_text()
    assert block == (tmp_path / "charts/received-by-month.md").read_text()
    assert block.startswith(
        "::: {#fig-received-by-month .chart}\n"
        '![](charts/received-by-month.svg){fig-alt="A line from \\"12\\" to 14."}\n\nComplaints rose.\n:::\n'
    )
    assert "{.chart-data}\n::: {#tbl-received-by-month" in block
    assert (tmp_path / "tables/received-by-month.csv").exists()
    assert (tmp_path / "charts/received-by-month.png").read_bytes().startswith(b"\x89PNG")


def test_words_of_an_export_start_nothing_in_a_chart(publish, tmp_path, figure):
    name = '{{< include x.md >}} "Parks"'
    publish.chart("received-by-month", figure, f"{name} had most.", f"Bars from {name}.", table=table())
    block = (tmp_path / "blocks/received-by-month.md").read_text()
    assert "{{<" not in block
    assert '\\"Parks\\"."}' in block


@pytest.mark.parametrize(
    ("title", "alt", "name"),
    [
        ("A finding.", "", "received-by-month"),
        ("", "Alt", "received-by-month"),
        ("Same", "Same", "received-by-month"),
        ("A finding.", "Alt", "other-name"),
    ],
)
def test_a_chart_without_its_words_or_its_own_table_is_an_error(publish, figure, title, alt, name):
    with pytest.raises(ValueError, match=name):
        publish.chart(name, figure, title, alt, table=table())


def test_a_chart_has_the_same_bytes_each_time(publish, tmp_path, figure):
    def pictures():
        publish.chart("received-by-month", figure, "Rose.", "A line.", table=table())
        return [(tmp_path / f"charts/received-by-month.{suffix}").read_bytes() for suffix in ("svg", "png")]

    assert pictures() == pictures()
    assert b"<dc:date>" not in pictures()[0]


def test_without_a_stage_all_is_shown_and_nothing_written(tmp_path, shown, figure, monkeypatch):
    monkeypatch.chdir(tmp_path)
    publish = Publication(None, lambda kind, text: shown.append((kind, text)))
    publish.figures([count("a", 1, "rows")])
    publish.table(table())
    publish.chart("received-by-month", figure, "Rose.", "A line.", table=table())
    publish.passage("themes", "# A theme")
    publish.say("volumes", "Complaints rose.")
    publish.nothing("refusals", "No complaint was refused.")
    assert list(tmp_path.iterdir()) == []
    assert [kind for kind, _ in shown] == ["html", "html", "markdown", "markdown", "markdown"]
    assert '<th scope="row">April 2024</th>' in shown[0][1]


def test_nothing_takes_the_place_of_the_block(publish, tmp_path):
    publish.nothing("refusals", "No complaint was refused.")
    assert (tmp_path / "blocks/refusals.md").read_text() == "No complaint was refused.\n"
    assert not (tmp_path / "tables").exists()


def test_a_table_without_rows_gives_way_to_its_sentence(publish, tmp_path):
    publish.table(table("refusals", rows=[]))
    assert (tmp_path / "blocks/refusals.md").read_text() == "We refused no complaint.\n"
    publish.table(table("refusals", rows=[], otherwise="None in 2024-25."))
    assert (tmp_path / "blocks/refusals.md").read_text() == "None in 2024-25.\n"
    assert not (tmp_path / "tables").exists()


def test_where_there_is_nothing_to_draw_the_table_stands_alone(publish, tmp_path):
    publish.chart("received-by-month", None, "", "", table=table())
    assert (tmp_path / "blocks/received-by-month.md").read_text().startswith("::: {#tbl-received-by-month")
    publish.chart("cause", None, "", "", table=table("cause", rows=[], otherwise="None."))
    assert (tmp_path / "blocks/cause.md").read_text() == "None.\n"
    assert not (tmp_path / "charts").exists()


def test_a_sentence_is_one_paragraph(publish):
    with pytest.raises(ValueError, match="one paragraph"):
        publish.say("volumes", "One.\n\nTwo.")
    with pytest.raises(ValueError, match="no name"):
        publish.say("volumes-all", "One.")


def test_collecting_writes_the_variables_as_printed(publish, tmp_path):
    publish.figures(
        [
            rate("housing.stage1.responded.in_time_pct", 72, 86, "per_cent"),
            rate("housing.stage2.responded.in_time_pct", 8, 9, "per_cent"),
            count("housing.refused", 1234, "complaints"),
            count("housing.refused.other", 0, "complaints"),
            Figure("lgsco.refused", None, "complaints", "refused", status="not_recorded"),
            Figure("lgsco.small", None, "complaints", "small", status="suppressed"),
            Figure("lgsco.rate", None, "per_cent", "rate", 0, 0, "not_applicable"),
        ]
    )
    publish.figures([count("housing.refused", 7, "complaints")], last=True)
    publish.say("volumes", "Complaints rose.")
    collect(tmp_path, YEAR, {"council": {"name": "Example Council"}})
    variables = json.loads((tmp_path / "_variables.yml").read_text())
    assert variables["housing"] == {
        "stage1": {"responded": {"in_time_pct": "83.7%"}},
        "stage2": {"responded": {"in_time_pct": "8 of 9"}},
        "refused": {"value": "1,234", "other": "0"},
    }
    assert variables["lgsco"] == {
        "refused": "not recorded",
        "small": "withheld",
        "rate": "not applicable",
    }
    assert variables["last"] == {"year": "2023-24", "housing": {"refused": "7"}}
    assert variables["say"] == {"volumes": "Complaints rose."}
    assert (variables["year"], variables["council"]) == ("2024-25", {"name": "Example Council"})


def test_collecting_writes_the_figures_in_both_forms(publish, tmp_path):
    publish.figures([Figure("b", 83.7, "per_cent", "=answered", 72, 86), Figure("a", 3, "rows", "rows")])
    publish.figures([Figure("c", None, "rows", "kept", status="not_recorded")])
    publish.figures([count("a", 2, "rows")], last=True)
    collect(tmp_path, YEAR, {})
    rows = list(csv.reader((tmp_path / "figures.csv").open()))
    assert rows[0] == ["id", "value", "numerator", "denominator", "unit", "status", "definition"]
    assert rows[1:] == [
        ["a", "3", "", "", "rows", "ok", "rows"],
        ["b", "83.7", "72", "86", "per_cent", "ok", "'=answered"],
        ["c", "", "", "", "rows", "not_recorded", "kept"],
    ]
    whole = json.loads((tmp_path / "figures.json").read_text())
    assert whole["year"] == "2024-25"
    assert whole["figures"]["b"]["value"] == 83.7
    assert whole["figures"]["c"]["value"] is None
    assert "a,2," in (tmp_path / "figures-2023-24.csv").read_text()


def test_one_id_with_two_values_is_an_error(publish, tmp_path):
    publish.figures([count("a", 3, "rows")])
    publish.figures([count("a", 4, "rows"), count("b", 4, "rows")])
    with pytest.raises(ValueError, match="two values"):
        read_figures(tmp_path)


def test_publishing_again_replaces_what_was_there(publish, tmp_path):
    publish.figures([count("a", 3, "rows")])
    publish.figures([count("a", 4, "rows")])
    assert read_figures(tmp_path)["a"].value == 4


def test_nesting_does_not_depend_on_the_order():
    assert nested({"a.b.c": "1", "a.b": "2", "a-x": "3"}) == {
        "a": {"b": {"value": "2", "c": "1"}},
        "a-x": "3",
    }


def test_the_stage_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("COMPLAINT_STAGE", raising=False)
    assert Publication.from_environment().stage is None
    monkeypatch.setenv("COMPLAINT_STAGE", str(tmp_path))
    assert Publication.from_environment().stage == tmp_path
