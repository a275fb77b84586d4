from pathlib import Path

import pytest

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render.report_sources import (
    Sources,
    formats,
    read_variables,
    refuse_shortcodes,
)


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    (tmp_path / "sections").mkdir()
    (tmp_path / "report.qmd").write_text("Before\n\n{{< include sections/one.qmd >}}\n\nAfter\n")
    (tmp_path / "sections/one.qmd").write_text("# One\n\n{{< include two.md >}}\n\n{{< var a.b >}} cases\n")
    (tmp_path / "two.md").write_text("Two\n")
    return tmp_path


def resolved(stage: Path, **variables: object) -> str:
    return Sources(stage, variables).resolved("report")


def test_includes_are_relative_to_the_document_and_variables_nest(stage: Path) -> None:
    text = resolved(stage, a={"b": "86"})

    assert text.split() == ["Before", "#", "One", "Two", "86", "cases", "After"]


def test_an_unknown_variable_is_named_with_its_line(stage: Path) -> None:
    with pytest.raises(UsageError, match=r"'a\.b'") as caught:
        resolved(stage, a={"c": "1"})

    assert caught.value.where == "sections/one.qmd, line 5"


def test_a_group_of_variables_is_no_variable(stage: Path) -> None:
    with pytest.raises(UsageError, match=r"'a\.b'"):
        resolved(stage, a={"b": {"value": "1", "c": "2"}})


def test_a_missing_include_is_named_with_its_line(stage: Path) -> None:
    (stage / "two.md").unlink()

    with pytest.raises(UsageError, match=r"two\.md does not exist") as caught:
        resolved(stage, a={"b": "86"})

    assert caught.value.where == "sections/one.qmd, line 3"


@pytest.mark.parametrize("name", ["../secret.md", "/etc/hostname", "sections/../../secret.md"])
def test_an_include_from_outside_the_stage_is_an_error(stage: Path, name: str) -> None:
    (stage / "two.md").write_text(f"{{{{< include {name} >}}}}")
    (stage.parent / "secret.md").write_text("Secret")

    with pytest.raises(UsageError, match="outside the report") as caught:
        resolved(stage, a={"b": "86"})

    assert caught.value.where == "two.md, line 1"


@pytest.mark.parametrize("folder", ["passages", "blocks"])
def test_what_was_handed_over_holds_no_shortcode_whoever_renders(stage: Path, folder: str) -> None:
    (stage / folder).mkdir()
    (stage / folder / "fine.md").write_text(r"\{\{\< include /etc/hostname \>\}\}")
    refuse_shortcodes(stage)
    (stage / folder / "a.md").write_text("Text\n\n{{< include /etc/hostname >}}\n")

    with pytest.raises(UsageError, match="holds a shortcode") as caught:
        refuse_shortcodes(stage)

    assert caught.value.where == f"{folder}/a.md"


def test_a_file_that_includes_itself_is_an_error(stage: Path) -> None:
    (stage / "two.md").write_text("{{< include sections/one.qmd >}}")

    with pytest.raises(UsageError, match="includes itself"):
        resolved(stage, a={"b": "86"})


def test_another_shortcode_is_an_error(stage: Path) -> None:
    (stage / "two.md").write_text("{{< pagebreak >}}")

    with pytest.raises(UsageError, match="pagebreak"):
        resolved(stage, a={"b": "86"})


def test_without_variables_the_error_says_how_to_stage(stage: Path) -> None:
    with pytest.raises(UsageError, match="make report"):
        read_variables(stage)


def test_a_document_is_made_in_all_formats_unless_it_names_some(stage: Path) -> None:
    (stage / "page.qmd").write_text("---\ntitle: Page\nformat: html\n---\n\nText\n")

    assert formats(stage / "page.qmd") == ("html",)
    assert formats(stage / "report.qmd") == ("html", "typst", "docx")
