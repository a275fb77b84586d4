"""Thirty identifying values, each brought by a template into a publication of its own way: each one stops it.

The small project publishes once with all of them while none is private; then each in turn stands in a private
column, and the wall of the very same publication must stop it. Last a whole run is stopped.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from small_project import CELLS, EXPORT, SmallProject, replace

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.publish.personal_data import search

pytestmark = pytest.mark.xdist_group("wall")
RESPONSE = """The Cabinet thanks {name_paragraph} and *{name_emphasised}*, **Osk**ar Wend**lebury** too.

# About {name_heading}

- case {reference_list} was first
- see [the file](https://files.example/{reference_link_coded}/view)

Signed on behalf of {name_broken_over}
{name_broken_under}, who wrote "{text_inline}".
"""
PARTIAL = """{name_partial}: {text_partial}

See [the file](https://files.example "{name_tooltip}").

| who | what |
| --- | --- |
| {name_cell} | {reference_cell} |

> {text_quoted}

A note,[^1] and `{reference_code}`.

[^1]: As {name_footnote} knows.
"""
"""What a statement may not hold, a source of the report may."""
VALUES = {
    "name_paragraph": "Ottoline Pemberwick", "name_emphasised": "Casimir Thrale", "name_bold_apart": "Oskar Wendlebury",
    "name_heading": "Philomena Quist", "name_tooltip": "Barnaby Oxlip", "name_cell": "Zuleika Marchbanks",
    "name_broken": "Leocadia Fothergill-Npiké", "name_footnote": "Ulric Tansley", "reference_list": "CRM-448120-B",
    "reference_link": "QX 77 41 RR", "reference_cell": "HSE/2291/0417", "reference_code": "zz_9081_k",
    "text_quoted": "My landlady keeps a parrot that repeats whatever the surveyor tells her.",
    "text_inline": "the ceiling fell upon grandfather's harmonium on Shrove Tuesday",
    "name_partial": "Wilhelmus Agterberg", "text_partial": "nobody has emptied our cesspit since the jubilee bonfire",
    "name_title": "Hortensia Blewitt", "reference_document": "PLX-30417",
    "name_plan": "Marguerite Dunstable", "name_assessment": "Tobiasz Wróblewski", "name_statement": "Aoibheann Nic Giolla",
    "name_page": "Everard Snodsbury", "reference_style": "STY-66120-X", "name_settings": "Ignatius Cholmondeley",
    "name_caption": "Drusilla Penhallow", "reference_row": "ROW-90317-C", "name_output": "Lysander Crabtree",
    "text_source": "she asked for the bath to be lowered before her operation in Lent", "name_chart": "Peregrine Ashbourne", "name_alt": "Cordelia Vantongeren",
}  # fmt: skip
COLUMN = {"name": "stage1_handler", "reference": "reference", "text": "description"}
CELL = """import pandas as pd
from dataclasses import replace
from matplotlib.figure import Figure
from complaint_analysis.printing.table import Column, Table

# {text_source}
frame = pd.DataFrame({{"case": ["{reference_row}"], "complaints": [7]}})
columns = (Column("case", "Case"), Column("complaints", "Complaints", "count"))
table = Table("planted", "About {name_caption}", frame, columns)
run.publish.table(table)
figure = Figure()
figure.subplots().plot([1, 2])
drawn = replace(table, name="planted-chart")
run.publish.chart("planted-chart", figure, "Of {name_chart}", "A line of {name_alt}", table=drawn)
print("{name_output}")"""


def private(value: str, column: str) -> pd.DataFrame:
    """A record table in which one private cell holds a value, and nothing else says anything."""
    row = {"reference": "C", "service": "Waste", "stage1_handler": None, "description": None}
    return pd.DataFrame([row | {column: value}])


def told(text: str) -> str:
    over, under = VALUES["name_broken"].split(" ")
    coded = VALUES["reference_link"].replace(" ", "%20")
    return text.format(**VALUES, name_broken_over=over, name_broken_under=under, reference_link_coded=coded)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("small"))
    plant(project)
    code, printed = project.run("report")
    assert code == 0, printed
    return project


def plant(project: SmallProject) -> None:
    """Bring every value into the reach of a template."""
    report, council = project.folder / "report", project.council
    council.write("2024-25/response.md", told(RESPONSE))
    replace(council.folder / "council.toml", 'name = "', f'name = "{VALUES["name_settings"]} ')
    (report / "sections").mkdir(exist_ok=True)
    (report / "sections" / "partial.qmd").write_text(told(PARTIAL), encoding="utf-8")
    annual = report / "annual-report.qmd"
    replace(
        annual,
        "title: annual report",
        f"title: annual report of {VALUES['name_title']}",
    )
    for name, value in (
        ("annual-report", "reference_document"),
        ("service-improvement-plan", "name_plan"),
        ("self-assessment-housing", "name_assessment"),
        ("accessibility-statement", "name_statement"),
    ):
        path = report / f"{name}.qmd"
        path.write_text(path.read_text(encoding="utf-8") + f"\n{VALUES[value]}\n", encoding="utf-8")
    with annual.open("a", encoding="utf-8") as file:
        file.write("\n{{< include sections/partial.qmd >}}\n")
    page = report / "style" / "page.html"
    replace(page, "<body", f"<!-- {VALUES['name_page']} -->\n<body")
    with (report / "style" / "page.css").open("a", encoding="utf-8") as file:
        style = VALUES["reference_style"]
        file.write(f'\n.wall::after {{ content: "{style}"; }}\n')
    plant_in_notebook(project)


def plant_in_notebook(project: SmallProject) -> None:
    """A table's caption and cell, a chart's title and alternative text, an output and a comment."""
    project.write_notebook("01-records", (*CELLS, CELL.format(**VALUES)))


@pytest.mark.parametrize("planted", VALUES)
def test_each_planted_value_stops_the_publication(project: SmallProject, tmp_path: Path, planted: str):
    value, column = VALUES[planted], COLUMN[planted.partition("_")[0]]
    listing = tmp_path / "private" / "wall-hits.csv"
    with pytest.raises(PersonalDataStopped) as stopped:
        search.refuse_private_values([project.public], private(value, column), [], listing)
    assert stopped.value.exit_code == 6
    said = str(stopped.value)
    assert column in said
    assert any(path.name in said for path in project.public.rglob("*") if path.is_file())
    assert value not in said
    assert value in listing.read_text(encoding="utf-8-sig") or column == "description"


def test_a_whole_run_is_stopped_and_leaves_the_last_publication(project: SmallProject):
    before = {path: path.read_bytes() for path in project.public.rglob("*") if path.is_file()}
    handled = EXPORT.replace("Description\n", "Description,S1 Handler\n")
    project.council.export(handled.replace("nobody came", f"nobody came,{VALUES['name_output']}"))
    code, printed = project.run("report")
    assert code == 6, printed
    assert VALUES["name_output"] not in printed
    assert "stage1_handler" in printed
    assert {path: path.read_bytes() for path in project.public.rglob("*") if path.is_file()} == before
    hits = project.out / "2024-25" / "private" / "wall-hits.csv"
    assert VALUES["name_output"] in hits.read_text(encoding="utf-8-sig")
