from pathlib import Path

import nbformat.v4 as nb
import pytest
from lxml import html
from nbformat import write
from staged_sample import KEY_FIGURES, staged_sample

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render import notebook_page

TABLE = "<table><caption>Complaints & their stages</caption><tr><th>A</th></tr></table><p>A note.</p>"


def page(folder: Path, *cells: object) -> html.HtmlElement:
    notebook = nb.new_notebook(
        cells=list(cells), metadata={"kernelspec": {"name": "python3", "display_name": "P"}}
    )
    write(notebook, folder / "one.ipynb")
    stage = staged_sample(folder / "stage")
    target = folder / "public/notebooks/one.html"
    notebook_page(folder / "one.ipynb", target, stage=stage)
    return html.parse(target).getroot()


def shown(data: dict[str, str]) -> object:
    return nb.new_code_cell(
        "publish()", execution_count=3, outputs=[nb.new_output("display_data", data=data)]
    )


def test_an_executed_notebook_is_a_page_like_the_others(tmp_path: Path) -> None:
    root = page(
        tmp_path, nb.new_markdown_cell("# Who complains?\n\nTenants do."), nb.new_markdown_cell("## By month")
    )

    assert root.findtext(".//h1").strip().startswith("Who complains?")
    assert [each.text_content() for each in root.iter("h2")] == ["By month"]
    assert root.xpath("//footer//a/@href") == ["../accessibility-statement.html"]
    assert "Working draft" in root.find_class("state")[0].text_content()


def test_code_is_folded_and_a_table_scrolls_in_a_named_box(tmp_path: Path) -> None:
    root = page(tmp_path, nb.new_markdown_cell("# Title"), shown({"text/html": TABLE, "text/plain": "x"}))

    assert root.findtext(".//details/summary") == "Code of cell 3"
    box = root.find_class("scroll")[0]
    assert (box.get("tabindex"), box.get("aria-label")) == ("0", "Complaints & their stages")


def test_a_table_without_a_caption_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="without a caption"):
        page(
            tmp_path, nb.new_markdown_cell("# T"), shown({"text/html": "<table></table>", "text/plain": "x"})
        )


def test_a_notebook_without_a_title_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="starts with its title"):
        page(tmp_path, nb.new_markdown_cell("Just words"))


def test_what_a_cell_shows_in_markdown_is_shaped_as_in_the_report(tmp_path: Path) -> None:
    text = f"# A passage\n\n{KEY_FIGURES}"
    root = page(
        tmp_path, nb.new_markdown_cell("# T\n\n## S"), shown({"text/markdown": text, "text/plain": "x"})
    )

    assert [each.text_content() for each in root.iter("h3")] == ["A passage"]
    assert len(root.find_class("key-figure")) == KEY_FIGURES.count("{.key-figure}")
    assert not root.xpath("//code[text()='x']")
