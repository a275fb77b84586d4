import ast

import nbformat
import pytest

from complaint_analysis.council.locations import NOTEBOOKS

PATHS = sorted(NOTEBOOKS.glob("[0-8]*.ipynb"))
TO_EXPLORE = NOTEBOOKS / "90-explore.ipynb"


@pytest.fixture(params=[*PATHS, TO_EXPLORE], ids=lambda path: path.stem)
def cells(request):
    return nbformat.read(request.param, as_version=4).cells


def code(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def test_there_are_five():
    assert [path.stem[:2] for path in PATHS] == ["01", "02", "03", "04", "05"]


def test_it_is_committed_without_outputs(cells):
    assert [cell.id for cell in code(cells) if cell.outputs or cell.execution_count] == []


def test_cells_have_ids_of_their_own(cells):
    assert len({cell.id for cell in cells}) == len(cells)


def test_the_first_code_cell_alone_holds_the_parameters_as_literals(cells):
    tagged = [cell.id for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == [code(cells)[0].id]
    lines = ast.parse(code(cells)[0].source).body
    assert [ast.unparse(line) for line in lines] == ["year = '2024-25'", "quarter = 0"]


def test_it_reads_as_a_page(cells):
    first = cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert "?**" in first.source
    headings = [line for cell in cells for line in cell.source.splitlines() if line.startswith("# ")]
    assert len([line for line in headings if cells]) == 1


def test_a_sentence_stands_before_each_cell_that_shows(cells):
    shows = [
        i
        for i, cell in enumerate(cells)
        if cell.cell_type == "code" and "parameters" not in str(cell.metadata)
    ]
    assert [cells[i].id for i in shows if cells[i - 1].cell_type != "markdown"] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_of_the_report_narrates_and_computes_nothing(path):
    sources = [cell.source for cell in code(nbformat.read(path, as_version=4).cells)]
    assert len(sources) <= 13
    assert max(len(source.splitlines()) for source in sources) <= 7
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    forbidden = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.BinOp, ast.While, ast.ListComp, ast.Try)
    assert [ast.unparse(node) for node in nodes if isinstance(node, forbidden)] == []
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [text for text in texts if "/" in text or "\\" in text] == []
    assert sum(isinstance(node, (ast.Import, ast.ImportFrom)) for node in nodes) <= 3
