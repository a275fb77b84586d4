"""What the filter makes of one document, and what it refuses."""

import json
import re
from pathlib import Path

import pytest
from staged_sample import ALT, CHART, WIDE, staged_sample

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render.embedded import run_pandoc


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return staged_sample(tmp_path_factory.mktemp("stage"))


def written(stage: Path, text: str, to: str = "html5") -> str:
    out = stage.resolve() / f"out.{to}"
    run_pandoc(["--to", to, "--output", str(out)], text, stage)
    return out.read_text("utf-8")


def refused(stage: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        written(stage, text)
    return caught.value.what


def test_tables_and_charts_are_numbered_in_document_order(stage: Path) -> None:
    html = written(stage, WIDE + "\n" + CHART)

    assert html.index("Table 1:") < html.index("Figure 1:") < html.index("Table 2:")


def test_a_reference_links_to_its_table_by_number(stage: Path) -> None:
    html = written(stage, "See @tbl-responded.\n\n" + WIDE)

    assert '<a href="#table-responded">Table 1</a>' in html


def test_an_unresolved_reference_is_an_error(stage: Path) -> None:
    assert "@tbl-missing refers to nothing" in refused(stage, "See @tbl-missing.")


def test_two_tables_of_one_name_are_an_error(stage: Path) -> None:
    assert "tbl-responded" in refused(stage, WIDE + "\n" + WIDE)


def test_a_chart_without_alt_text_is_an_error(stage: Path) -> None:
    assert "no alt text" in refused(stage, CHART.replace(f'fig-alt="{ALT}"', ""))


def test_a_chart_whose_alt_text_is_its_caption_is_an_error(stage: Path) -> None:
    chart = "::: {#fig-x .chart}\n![](charts/x.svg){fig-alt='Up it goes'}\n\nUp it goes\n:::"

    assert "caption as alt text" in refused(stage, chart)


def test_a_table_without_a_caption_is_an_error(stage: Path) -> None:
    assert "caption" in refused(stage, "::: {#tbl-x}\n| A | B |\n|---|---|\n| 1 | 2 |\n:::")


def test_html_cells_are_scoped_and_numbers_marked(stage: Path) -> None:
    html = written(stage, CHART)

    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 3
    assert html.count('class="number"') == 8
    assert "style=" not in html


def test_the_total_row_is_marked_in_each_format(stage: Path) -> None:
    assert '<tr class="total">' in written(stage, CHART)
    assert "[#strong[Total]]" in written(stage, CHART, "typst")


def test_downloads_and_web_only_blocks_stay_out_of_print(stage: Path) -> None:
    text = CHART + "\n::: {.html-only}\nOnly on the web\n:::\n"

    assert "tables/received-by-month.csv" in written(stage, text)
    assert "Only on the web" in written(stage, text)
    assert "csv" not in written(stage, text, "typst")
    assert "Only on the web" not in written(stage, text, "typst")


def test_the_data_of_a_chart_fold_away_on_the_page_only(stage: Path) -> None:
    assert "<details" in written(stage, CHART)
    assert "Data for this chart" not in written(stage, CHART, "typst")


def test_typst_gets_the_alt_text_and_a_caption(stage: Path) -> None:
    typst = written(stage, CHART, "typst")

    assert f'alt: "{ALT}"' in typst
    assert "#strong[Figure 1: Complaints more than doubled.]" in typst


def test_a_table_too_wide_for_the_page_is_turned_not_shrunk(stage: Path) -> None:
    heads = " | ".join(f"Representative{number}" for number in range(9))
    table = f"::: {{#tbl-x .wide .turned}}\n| {heads} |\n|{'---|' * 9}\n| {'1 | ' * 9}\n\nCaption\n:::"

    typst = written(stage, table, "typst")

    assert "#turned[" in typst
    assert "size: 8.5pt" in typst


def test_sections_are_numbered_and_some_are_not(stage: Path) -> None:
    html = written(stage, "# Summary {.unnumbered}\n\n# One\n\n## Part\n\n# Two\n")

    assert '<span class="section-number">1.1</span> Part</h3>' in html
    assert '<span class="section-number">2</span> Two</h2>' in html
    assert ">Summary</h2>" in html


def test_dates_years_and_stages_stay_on_one_line(stage: Path) -> None:
    html = written(stage, "On 16 September 2025 stage 1 of 2024-25 closed.")

    assert "16\u00a0September 2025 stage\u00a01" in html
    assert '<span class="nowrap">2024-25</span>' in html


def test_a_variable_that_quarto_leaves_to_later_is_resolved_in_time(stage: Path) -> None:
    left = "[]{{.quarto-shortcode__ data-is-shortcode=1 data-raw='{{{{< var {} >}}}}'}}"
    html = written(stage, f"By {left.format('date.extracted')}, of {left.format('year')}.")

    assert "By 30\u00a0May 2025, of " in html
    assert '<span class="nowrap">2024-25</span>' in html


@pytest.mark.parametrize("name", ["no.such", "year.month", "date"])
def test_an_unknown_variable_is_left_for_quarto_to_warn_of(stage: Path, name: str) -> None:
    html = written(stage, f"[]{{.quarto-shortcode__ data-raw='{{{{< var {name} >}}}}'}}")

    assert f"{{{{&lt; var {name} &gt;}}}}" in html


def test_a_callout_has_its_title_everywhere(stage: Path) -> None:
    text = '::: {.callout-note title="Mind this"}\nText\n:::'

    assert '<p class="callout-title">Mind this</p>' in written(stage, text)
    assert '#callout(title: "Mind this")' in written(stage, text, "typst")


CONDITIONS = """[Both Codes apply.]{.if-both}[The Code applies.]{.if-one}

- [housing](h.html)
- [[others](o.html)]{.if-lgsco}

::: {.if-one .if-housing}
Tenants only.
:::

::: {.if-housing}

## Homes

:::
"""


@pytest.mark.parametrize(
    ("scope", "there", "gone"),
    [
        ("both", ["Both Codes", "others", "Homes"], ["The Code", "Tenants"]),
        ("housing", ["The Code", "Tenants", "Homes"], ["Both Codes", "others"]),
        ("lgsco", ["The Code", "others"], ["Both Codes", "Tenants", "Homes"]),
    ],
)
def test_an_edition_of_one_code_leaves_out_what_is_of_the_other(
    tmp_path: Path, scope: str, there: list[str], gone: list[str]
) -> None:
    stage = staged_sample(tmp_path / "stage")
    variables = json.loads((stage / "_variables.yml").read_text("utf-8")) | {"scope": scope}
    (stage / "_variables.yml").write_text(json.dumps(variables), encoding="utf-8")
    page = written(stage, CONDITIONS)

    assert [word for word in there if word not in page] == []
    assert [word for word in gone if word in page] == []
    assert "<li></li>" not in page
    assert 'class="if-' not in page


BASES = """::: {#tbl-bases .table-text}
| Measure | Housing | Others |
|:----------------------------------------------------------------------|---------------:|---------------:|
| A measure whose long name asks for most of the room there is on the line | 83.7% (72 of 86) | 7 |

Shares
:::
"""


def test_a_figure_breaks_before_its_base_alone(stage: Path) -> None:
    assert "83.7% (72\u00a0of\u00a086)" in written(stage, BASES)


def print_columns(typst: str) -> list[str]:
    [columns] = re.findall(r"columns: \(([^)]+),\)", typst)
    return columns.split(", ")


def test_columns_of_figures_are_alike_and_the_text_has_the_rest(stage: Path) -> None:
    columns = print_columns(written(stage, BASES, "typst"))
    text, housing, others = (float(width.removesuffix("fr")) for width in columns)

    assert text > 3 * housing
    assert abs(housing - others) < 2


def test_where_no_widths_are_declared_figures_are_narrow_and_text_has_the_rest(stage: Path) -> None:
    assert print_columns(written(stage, CHART, "typst")) == ["1fr", "auto", "auto"]


def test_notes_stand_in_their_table_in_print(stage: Path) -> None:
    assert "notes: [\n\n\\[c\\] a number withheld" in written(stage, CHART, "typst")
    assert '<div class="table-notes">' in written(stage, CHART)
