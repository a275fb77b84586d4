"""The report's sources use only the part of Quarto that docs/quarto-features.md lists."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from staged_sample import REPORT

from complaint_analysis.publish.render.report_sources import front_matter

FEATURES = Path(__file__).parents[4] / "docs/quarto-features.md"
SOURCES = sorted(REPORT.rglob("*.qmd"))
_SHORTCODE = re.compile(r"\{\{<\s*(\S+)")
_QUOTE_BESIDE = re.compile(r"""['"]\{\{<|>\}\}['"]""")
_PLAIN = {
    *("Header", "Para", "Plain", "BulletList", "OrderedList", "BlockQuote", "Table", "Div"),
    *("Str", "Space", "SoftBreak", "LineBreak", "Emph", "Strong", "Quoted", "Link", "Image", "Cite", "Span"),
}
_MARKERS = {
    "SingleQuote",
    "DoubleQuote",
    "AuthorInText",
    "NormalCitation",
    "Decimal",
    "Period",
    "DefaultStyle",
}


def listed(heading: str) -> set[str]:
    """The features in the first column of the table under a heading of the list."""
    section = FEATURES.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def syntax(text: str) -> dict[str, Any]:
    command = [pypandoc.get_pandoc_path(), "--from", "markdown", "--to", "json"]
    return json.loads(subprocess.run(command, input=text, capture_output=True, encoding="utf-8").stdout)


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Every element of pandoc's syntax tree, and what is in it."""
    if isinstance(node, dict):
        if "t" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from elements(child)


def steps_outside(text: str) -> list[str]:
    """What a source uses that is not listed."""
    found = [name for name in _SHORTCODE.findall(text) if name not in listed("Shortcodes")]
    found += _QUOTE_BESIDE.findall(text)
    without_shortcodes = re.sub(r"\{\{<.*?>\}\}", "x", text)
    for element in elements(syntax(without_shortcodes)["blocks"]):
        kind = element["t"]
        if kind in _PLAIN | _MARKERS or kind.startswith(("Align", "ColWidth")):
            found += [f".{name}" for name in classes(element) if f".{name}" not in listed("Blocks and spans")]
        else:
            found.append(kind)
    return found


def classes(element: dict[str, Any]) -> list[str]:
    """The classes of a div, span, link, image or heading."""
    where = {"Div": 0, "Span": 0, "Link": 0, "Image": 0, "Header": 1}.get(element["t"])
    return [] if where is None else element["c"][where][1]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_source_uses_only_listed_features(source: Path) -> None:
    assert steps_outside(source.read_text("utf-8")) == []
    assert set(front_matter(source)) <= listed("Front matter")


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("{{< pagebreak >}}", "pagebreak"),
        ("{{< var council.name >}}'s", ">}}'"),
        ("<b>raw</b>", "RawInline"),
        ("```{python}\n1\n```", "Code"),
        ("```python\n1\n```", "CodeBlock"),
        ("::: {.panel-tabset}\ntext\n:::", ".panel-tabset"),
        ("A note[^1]\n\n[^1]: below", "Note"),
        ("$x$", "Math"),
    ],
)
def test_a_step_outside_is_found(text: str, feature: str) -> None:
    assert feature in steps_outside(text)


def test_the_project_renders_the_documents_and_not_their_sections() -> None:
    project = yaml.safe_load((REPORT / "_quarto.yml").read_text("utf-8"))

    assert project["project"]["render"] == ["*.qmd", "!sections/"]
    assert project["filters"] == [{"at": "pre-ast", "path": "style/report.lua"}]
    assert set(project["format"]) == {"html", "typst", "docx"}


@pytest.mark.parametrize("document", sorted(REPORT.glob("*.qmd")), ids=lambda path: path.stem)
def test_a_document_first_includes_the_file_that_says_how_to_stage_it(document: Path) -> None:
    includes = re.findall(r"include (\S+)", document.read_text("utf-8"))

    assert includes[0] == "staged-by-make-report.md"


def test_every_section_is_included_in_order() -> None:
    text = (REPORT / "annual-report.qmd").read_text("utf-8")

    included = re.findall(r"include sections/(\S+)", text)
    assert included == sorted(path.name for path in (REPORT / "sections").iterdir())
