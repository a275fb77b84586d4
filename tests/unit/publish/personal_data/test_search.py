"""The wall finds private values in whatever is about to be published, and nothing else."""

import time
import zipfile

import pandas as pd
import pytest
from searched import hits_in

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.publish.personal_data import search

STORY = "the ceiling in the back bedroom came down while my daughter was asleep underneath it last Tuesday"


@pytest.fixture
def records():
    return pd.DataFrame(
        {
            "reference": ["FS-Case-400123", "2024/0001234", "C-7"],
            "service": ["Council Housing", "Waste", "Waste"],
            "stage1_handler": ["Orsolya Quenby", "Complaints Team", None],
            "representative": ["Mrs Featherstonehaugh", "Yes - daughter", "Cllr B. Wetherill"],
            "ombudsman_reference": [None, "23 018 987", None],
            "description": [STORY, "Bin missed.", None],
            "learning": [None, None, None],
        }
    )


def found(folder, records, allowed=()):
    return {(hit.file, hit.column) for hit in hits_in(folder, records, allowed)}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("case FS-Case-400123 was late", "reference"),
        ("FS&#45;CASE&#8209;400123", "reference"),
        ("see FSCase400123", "reference"),
        ('<a href="cases/FS-Case-400123.html">one</a>', "reference"),
        ("case 2024/0001234", "reference"),
        ("decided by Orsolya Quenby", "stage1_handler"),
        ("QUENBY, Orsolya", "stage1_handler"),
        ("<td>Orsolya</td><td>Quenby</td>", "stage1_handler"),
        ("thanks to Mrs Featherstonehaugh", "representative"),
        ("decision 23-018-987", "ombudsman_reference"),
        ("she wrote that the ceiling in the back bedroom came down while", "description"),
        ('<img alt="The ceiling in the back bedroom came down">', "description"),
    ],
)
def test_a_private_value_is_met_in_a_page(tmp_path, records, text, column):
    (tmp_path / "report.html").write_text(f"<p>Before</p>{text}<p>after</p>", encoding="utf-8")
    assert ("report.html", column) in found(tmp_path, records)


@pytest.mark.parametrize(
    "text",
    [
        "The Complaints Team answered 72 of 86 complaints.",
        "A daughter may complain for a parent: yes.",
        "Table C-7",
        "Council Housing and Waste in 2024",
        "2024-25: 0001234 of 2024, 0001234",
        "23 018 and 987",
        "the ceiling in the back bedroom was repaired",
        '<path d="M 2024/0001234 L 23 018 987"/>',
    ],
)
def test_ordinary_words_and_numbers_pass(tmp_path, records, text):
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    assert hits_in(tmp_path, records) == []


def test_a_released_value_passes_and_only_it(tmp_path, records):
    (tmp_path / "statement.md").write_text("Cllr B. Wetherill and Orsolya Quenby", encoding="utf-8")
    assert found(tmp_path, records, ["Cllr B. Wetherill"]) == {("statement.md", "stage1_handler")}


def test_released_wording_passes(tmp_path, records):
    (tmp_path / "report.md").write_text(f"A tenant told us: {STORY}.", encoding="utf-8")
    assert found(tmp_path, records, [STORY]) == set()


def test_wording_that_many_records_share_is_a_forms(tmp_path, records):
    many = pd.DataFrame({"reference": list("abcde"), "description": [STORY] * 5})
    (tmp_path / "report.md").write_text(STORY, encoding="utf-8")
    assert hits_in(tmp_path, many) == []


@pytest.mark.parametrize("name", ["figures.csv", "figures.json", "tables/ward.md", "charts/a.svg"])
def test_every_kind_of_text_is_read(tmp_path, records, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('"FS-Case-400123"', encoding="utf-8")
    assert found(tmp_path, records) == {(name, "reference")}


def test_a_word_document_is_read_across_its_runs(tmp_path, records):
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr(
            "word/document.xml", "<w:p><w:r><w:t>Orsolya Que</w:t></w:r><w:r><w:t>nby</w:t></w:r></w:p>"
        )
    assert found(tmp_path, records) == {("report.docx", "stage1_handler")}


def test_a_workbook_is_read(tmp_path, records):
    with zipfile.ZipFile(tmp_path / "tables.xlsx", "w") as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst><si><t>FS-Case-400123</t></si><si><t>9</t></si></sst>")
    assert found(tmp_path, records) == {("tables.xlsx", "reference")}


def test_the_error_names_file_and_column_and_never_the_value(tmp_path, records):
    public, listing = tmp_path / "public", tmp_path / "private" / "wall-hits.csv"
    public.mkdir()
    (public / "report.html").write_text("Orsolya Quenby", encoding="utf-8")
    with pytest.raises(PersonalDataStopped) as stopped:
        search.refuse_private_values([public], records, [], listing)
    assert stopped.value.exit_code == 6
    assert "report.html, line 1 (stage1_handler)" in str(stopped.value)
    assert "Quenby" not in str(stopped.value)
    assert "Orsolya Quenby" in listing.read_text(encoding="utf-8-sig")


def test_nothing_found_leaves_no_list(tmp_path, records):
    listing = tmp_path / "wall-hits.csv"
    listing.write_text("old", encoding="utf-8")
    (tmp_path / "public").mkdir()
    search.refuse_private_values([tmp_path / "public"], records, [], listing)
    assert not listing.exists()


def test_a_years_publication_is_read_in_seconds(tmp_path):
    words = [f"word{number}" for number in range(4000)]
    records = pd.DataFrame(
        {
            "reference": [f"FS-Case-{400000 + number}" for number in range(1000)],
            "stage1_handler": [f"Given{number} Family{number}" for number in range(1000)],
            "description": [" ".join(words[number : number + 60]) for number in range(1000)],
        }
    )
    for number in range(60):
        (tmp_path / f"{number}.html").write_text(
            "<p>some words of a public page</p>" * 2000, encoding="utf-8"
        )
    begun = time.process_time()
    assert hits_in(tmp_path, records) == []
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("08821031935c1f09dc8a1788fa658ba45ec6dd49", False),
        ("07700900123", True),
        ("07700900123 asked", True),
        ("07700900123before", True),
    ],
)
def test_the_hash_of_a_file_is_no_telephone_number(text: str, met: bool) -> None:
    (telephone,) = [each for each in search._patterns() if each[0] == "pattern: telephone"]
    assert bool(telephone[1].search(text)) is met
