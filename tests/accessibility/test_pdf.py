"""The tags of every public PDF: language, title, table headers, alternative texts, and what PDF/UA asks."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

page_validation = pytest.importorskip("page", reason="page-validation is not installed")


class Tag(NamedTuple):
    """A structure element: its type, its alternative text, and the types of all below it."""

    kind: str
    alt: str
    below: frozenset[str]


def kinds_below(node: pikepdf.Object) -> Iterator[str]:
    for child in children(node):
        yield kind(child)
        yield from kinds_below(child)


def children(node: pikepdf.Object) -> list[pikepdf.Object]:
    below = node.get("/K", [])
    every = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [child for child in every if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def kind(node: pikepdf.Object) -> str:
    return str(node["/S"]).lstrip("/")


def tags(node: pikepdf.Object) -> Iterator[Tag]:
    for child in children(node):
        yield Tag(kind(child), str(child.get("/Alt", "")), frozenset(kinds_below(child)))
        yield from tags(child)


@pytest.fixture(scope="module")
def pdfs(public_folder: Path) -> dict[str, pikepdf.Pdf]:
    found = {path.name: pikepdf.open(path) for path in sorted(public_folder.glob("*.pdf"))}
    assert "annual-report.pdf" in found
    return found


def every_tag(pdfs: dict[str, pikepdf.Pdf]) -> list[tuple[str, Tag]]:
    return [(name, tag) for name, pdf in pdfs.items() for tag in tags(pdf.Root.StructTreeRoot)]


def test_a_pdf_names_its_language_and_its_title(pdfs: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in pdfs.items():
        assert str(pdf.Root.Lang) == "en-GB", name
        assert str(pdf.docinfo["/Title"]), name
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), name


def test_every_table_has_a_header_row(pdfs: dict[str, pikepdf.Pdf]) -> None:
    tables = [(name, tag) for name, tag in every_tag(pdfs) if tag.kind == "Table"]

    assert tables
    assert [name for name, tag in tables if not {"THead", "TH"} <= tag.below] == []


def test_every_figure_has_an_alternative_text(pdfs: dict[str, pikepdf.Pdf]) -> None:
    figures = [(name, tag) for name, tag in every_tag(pdfs) if tag.kind == "Figure"]

    assert figures
    assert [name for name, tag in figures if not tag.alt] == []


def test_headings_do_not_skip_a_level(pdfs: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in pdfs.items():
        levels = [
            int(tag.kind[1])
            for tag in tags(pdf.Root.StructTreeRoot)
            if tag.kind[0] == "H" and tag.kind[1:].isdigit()
        ]
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_a_second_checker_agrees_with_pdf_ua(public_folder: Path, pdfs: dict[str, pikepdf.Pdf]) -> None:
    profile = page_validation.ValidationProfile.PDF_UA_1

    for name in pdfs:
        report = page_validation.validate_pdf(str(public_folder / name), profile=profile)
        assert report.is_compliant, (name, [failure.message for failure in report.failures][:5])
