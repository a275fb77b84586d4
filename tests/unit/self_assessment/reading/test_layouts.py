"""Forms of other layouts than the Ombudsmen's: boxes to tick, other headings, forms on their side, marked cells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.styles import Font, PatternFill

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import read_form

NUMBERS = load_code("housing").numbers
EXPECTED = {number: {"2": "no", "3": "partial"}.get(number[0], "yes") for number in NUMBERS}
WORDS = {"yes": "Yes", "no": "No", "partial": "Partial"}


def word(folder: Path, headings: list[str], row, *more_headings: list[str]) -> Form:
    """A form in Word: one table, each provision's cells as `row(number, cells)` fills them in."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(headings))
    for texts in (headings, *more_headings):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for number in NUMBERS:
        row(number, table.add_row().cells)
    document.save(str(folder / "form.docx"))
    return read_form(folder / "form.docx", "housing")


def holds(form: Form) -> None:
    assert form.answers == EXPECTED
    assert not [problem.text for problem in form.problems if problem.serious]


HEADINGS = ["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"]


def fill(cells, number: str, answer: str) -> None:
    for cell, text in zip(
        cells, [number, f"Do {number}", answer, "Policy", f"We did {number}."], strict=True
    ):
        cell.text = text


@pytest.mark.parametrize(
    "boxes",
    [
        "{yes} Yes {no} No {partial} Partial",
        "Yes {yes} No {no} Partial {partial}",
        "{yes} Yes\n{no} No\n{partial} In part",
    ],
)
@pytest.mark.parametrize(("ticked", "empty"), [("☒", "☐"), ("✓", "□"), ("[x]", "[ ]"), ("(x)", "( )")])
def test_boxes_to_tick(tmp_path: Path, boxes: str, ticked: str, empty: str) -> None:
    def row(number, cells) -> None:
        marks = {answer: ticked if EXPECTED[number] == answer else empty for answer in WORDS}
        fill(cells, number, boxes.format(**marks))

    holds(word(tmp_path, HEADINGS, row))


def test_boxes_of_form_fields_and_symbols(tmp_path: Path) -> None:
    def field(paragraph, ticked: bool) -> None:
        state = f'<w:checked w:val="{int(ticked)}"/>' if ticked else '<w:default w:val="0"/>'
        box = f"<w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>"
        begin = f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'
        code = f"<w:r {nsdecls('w')}><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        end = f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'
        for part in (begin, code, end):
            paragraph._p.append(parse_xml(part))

    def symbol(paragraph, ticked: bool) -> None:
        mark = "F0FE" if ticked else "F0A8"
        paragraph._p.append(
            parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="{mark}"/></w:r>')
        )

    def row(number, cells) -> None:
        fill(cells, number, "")
        for place, (answer, label) in enumerate(WORDS.items()):
            paragraph = cells[2].paragraphs[0] if place == 0 else cells[2].add_paragraph()
            (field if number[0] in "1234" else symbol)(paragraph, EXPECTED[number] == answer)
            paragraph.add_run(f" {label}")

    holds(word(tmp_path, HEADINGS, row))


def test_a_list_to_choose_from(tmp_path: Path) -> None:
    def row(number, cells) -> None:
        fill(cells, number, "")
        entries = "".join(f'<w:listEntry w:val="{label}"/>' for label in WORDS.values())
        chosen = list(WORDS).index(EXPECTED[number])
        field = f'<w:ffData><w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList></w:ffData>'
        begin = f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin">{field}</w:fldChar></w:r>'
        cells[2].paragraphs[0]._p.append(parse_xml(begin))

    holds(word(tmp_path, HEADINGS, row))


def test_content_controls_with_a_box(tmp_path: Path) -> None:
    def control(ticked: bool) -> str:
        mark = "☒" if ticked else "☐"
        content = f"<w:sdtContent><w:r><w:t>{mark}</w:t></w:r></w:sdtContent>"
        return f"<w:sdt {nsdecls('w')}><w:sdtPr/>{content}</w:sdt>"

    def row(number, cells) -> None:
        fill(cells, number, "")
        paragraph = cells[2].paragraphs[0]
        for answer, label in WORDS.items():
            paragraph.add_run(f" {label} ")
            paragraph._p.append(parse_xml(control(EXPECTED[number] == answer)))

    holds(word(tmp_path, HEADINGS, row))


@pytest.mark.parametrize("mark", ["x", "✓", "☒", "Yes", "1"])
def test_a_column_for_each_answer(tmp_path: Path, mark: str) -> None:
    def row(number, cells) -> None:
        ticks = [mark if EXPECTED[number] == answer else "" for answer in WORDS]
        for cell, text in zip(cells, [number, "Do it", *ticks, "Policy", "As told."], strict=True):
            cell.text = text

    one = word(tmp_path, ["Provision", "Requirement", "Yes", "No", "Partial", "Evidence", "Comments"], row)
    holds(one)
    assert {(each.evidence, each.commentary) for each in one.rows} == {("Policy", "As told.")}
    above = ["Code provision", "Requirement", "Comply?", "", "", "Evidence", "Comments"]
    holds(word(tmp_path, above, row, ["", "", "Yes", "No", "Partially", "", ""]))


@pytest.mark.parametrize(
    "headings",
    [
        ["Code Ref", "What the Code says", "Do you comply? (Y/N)", "Documents and links", "Officer comments"],
        ["Section", "Requirement", "Compliant", "Supporting evidence", "Narrative"],
        ["Para", "Code wording", "Are we compliant?", "Evidence of compliance", "Council response"],
        ["Paragraph no.", "Code provision", "Met / not met", "Evidence", "How we comply"],
        ["No.", "Code provision", "Compliance status", "Evidence / links", "Notes"],
        [
            "Ref",
            "Provision",
            "Does the Council comply with the Code? Yes/No/Partially",
            "Evidence",
            "Justification",
        ],
    ],
)
def test_other_words_for_the_headings(tmp_path: Path, headings: list[str]) -> None:
    form = word(tmp_path, headings, lambda number, cells: fill(cells, number, WORDS[EXPECTED[number]]))
    holds(form)
    assert [(row.requirement, row.evidence, row.commentary) for row in form.rows[:2]] == [
        ("Do 1.2", "Policy", "We did 1.2."),
        ("Do 1.3", "Policy", "We did 1.3."),
    ]


@pytest.mark.parametrize(
    ("headings", "texts"),
    [
        (["", "", "", "", ""], ("Do 4.1", "Policy", "We did 4.1.")),
        (["A", "B", "C", "D", "E"], ("Do 4.1", "Policy", "We did 4.1.")),
    ],
)
def test_a_table_without_headings_is_read_by_what_stands_in_it(tmp_path: Path, headings, texts) -> None:
    form = word(tmp_path, headings, lambda number, cells: fill(cells, number, WORDS[EXPECTED[number]]))
    holds(form)
    (row,) = form.rows_of("4.1")
    assert (row.requirement, row.evidence, row.commentary) == texts


def test_a_small_table_for_each_provision(tmp_path: Path) -> None:
    document = docx.Document()
    for number in NUMBERS:
        table = document.add_table(rows=0, cols=2)
        for texts in (
            ("Code provision", number), ("Requirement", f"Do {number}"), ("Comply?", WORDS[EXPECTED[number]]),
            ("Evidence", "Policy"), ("Explanation", f"We did {number}."),
        ):  # fmt: skip
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("")
    document.save(str(tmp_path / "form.docx"))
    form = read_form(tmp_path / "form.docx", "housing")
    holds(form)
    assert [(row.requirement, row.evidence, row.commentary) for row in form.rows] == [
        (f"Do {number}", "Policy", f"We did {number}.") for number in NUMBERS
    ]


def test_an_answer_merged_over_two_provisions_is_both_ones(tmp_path: Path) -> None:
    last: list = []

    def row(number, cells) -> None:
        fill(cells, number, WORDS[EXPECTED[number]])
        if number == "2.3":
            cells[2].text = ""
            last[0].merge(cells[2])
        last[:] = [cells[2]]

    form = word(tmp_path, HEADINGS, row)
    holds(form)
    assert ("merged_answer", "2.3") in {(problem.kind, problem.number) for problem in form.problems}


def test_a_link_keeps_its_address(tmp_path: Path) -> None:
    def row(number, cells) -> None:
        fill(cells, number, WORDS[EXPECTED[number]])
        if number == "3.4":
            paragraph = cells[3].paragraphs[0]
            relation = paragraph.part.relate_to(
                "https://council.example.org/policy",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                is_external=True,
            )
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), relation)
            link.append(paragraph.runs[0]._r)
            paragraph._p.append(link)

    form = word(tmp_path, HEADINGS, row)
    assert form.rows_of("3.4")[0].evidence == "Policy (https://council.example.org/policy)"
    holds(form)


def workbook(folder: Path, *, offset: int = 0) -> Path:
    """A form in a spreadsheet, with a link, a yellow row, and an answer merged over two provisions."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Self-assessment 2024"
    for _ in range(offset):
        sheet.append([])
    sheet.append(HEADINGS)
    for number in NUMBERS:
        sheet.append([number, f"Do {number}", WORDS[EXPECTED[number]], "Policy", f"We did {number}."])
        row = sheet.max_row
        if number == "3.4":
            sheet.cell(row, 4).hyperlink = "https://council.example.org/policy"
        if number == "3.5":
            sheet.cell(row, 5).fill = PatternFill("solid", fgColor="FFFFFF00")
        if number == "2.3":
            sheet.merge_cells(start_row=row - 1, end_row=row, start_column=3, end_column=3)
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


@pytest.mark.parametrize("offset", [0, 3])
def test_a_spreadsheets_links_colours_and_merged_cells(tmp_path: Path, offset: int) -> None:
    form = read_form(workbook(tmp_path, offset=offset), "housing")
    holds(form)
    assert form.rows_of("3.4")[0].evidence == "Policy (https://council.example.org/policy)"
    assert [row.number for row in form.rows if row.flagged] == ["3.5"]


def test_every_layout_gives_the_same_rows(tmp_path: Path) -> None:
    """Text, Word and a spreadsheet of one content."""
    texts = ["\t".join([n, f"Do {n}", WORDS[EXPECTED[n]], "Policy", f"We did {n}."]) for n in NUMBERS]
    (tmp_path / "form.txt").write_text("\n".join(["\t".join(HEADINGS), *texts]), encoding="utf-8")
    in_word = word(tmp_path, HEADINGS, lambda number, cells: fill(cells, number, WORDS[EXPECTED[number]]))
    book = openpyxl.Workbook()
    for cells in [HEADINGS, *(line.split("\t") for line in texts)]:
        book.active.append(cells)
    book.save(tmp_path / "form.xlsx")
    forms = [in_word, *(read_form(tmp_path / f"form.{kind}", "housing") for kind in ("txt", "xlsx"))]
    assert [form.rows for form in forms] == [forms[0].rows] * 3


@pytest.mark.parametrize("code", REGIMES)
def test_rows_broken_over_pages_give_the_same_rows(tmp_path: Path, code: str) -> None:
    """A table that ends in the middle of a row goes on in the next, without headings and without its number."""
    numbers = load_code(code).numbers
    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    rows = [HEADINGS, *([n, f"Do {n} with care", "Yes", "Policy", f"We did {n}. And more."] for n in numbers)]
    for place, texts in enumerate(rows):
        parts = [texts]
        if place and place % 6 == 0:
            first = [texts[0], "Do", texts[2], "Policy", f"We did {texts[0]}."]
            parts = [first, ["", f"{texts[0]} with care", "", "", "And more."]]
        for part, cells_of in enumerate(parts):
            if part:
                document.add_paragraph("")
                table = document.add_table(rows=0, cols=5)
            for cell, text in zip(table.add_row().cells, cells_of, strict=True):
                cell.text = text
    document.save(str(tmp_path / "form.docx"))
    form = read_form(tmp_path / "form.docx", code)
    assert Counter(form.answers.values()) == {"yes": len(numbers)}
    assert [(row.requirement, row.commentary) for row in form.rows] == [
        (f"Do {number} with care", f"We did {number}. And more.") for number in numbers
    ]


def test_a_column_of_ratings_beside_the_answer_is_kept_and_is_no_answer(tmp_path: Path) -> None:
    headings = [
        "Ref",
        "RAG",
        "Met / Partially met / Not met",
        "How do we meet this?",
        "Action required (owner and date)",
    ]
    met = {"yes": "Met", "no": "Not met", "partial": "Partially met"}

    def row(number, cells) -> None:
        texts = [number, "Green", met[EXPECTED[number]], "As told.", "Write it down"]
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text

    form = word(tmp_path, headings, row)
    holds(form)
    (first,) = form.rows_of("1.2")
    assert (first.other, first.commentary, first.action) == ((("RAG", "Green"),), "As told.", "Write it down")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    lines = [[n, "Do it", WORDS[EXPECTED[n]], "Policy", "As told."] for n in NUMBERS]
    text = "\n".join(delimiter.join(cells) for cells in [HEADINGS, *lines])
    (tmp_path / "form.csv").write_text(text, encoding="cp1252")
    form = read_form(tmp_path / "form.csv", "housing")
    holds(form)
    assert form.rows[0].commentary == "As told."


def test_the_number_and_a_dash_before_the_requirement(tmp_path: Path) -> None:
    def row(number, cells) -> None:
        for cell, text in zip(cells, [f"{number} – Do it", WORDS[EXPECTED[number]], "As told."], strict=True):
            cell.text = text

    form = word(tmp_path, ["Provision and requirement", "Comply", "Evidence and commentary"], row)
    holds(form)
    assert {(each.requirement, each.commentary) for each in form.rows} == {("Do it", "As told.")}


def test_a_short_form_whose_sixth_row_holds_both_stages(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    rows = [["Code section", "Action", "Do we follow the Code: Yes/No", "Explanations and Commentary"]]
    rows += [[f"{n}: A title" + ("\n(Stage 1)\n(Stage 2)" if n == 6 else ""), "Do it", "☒ Yes ☐ No", "As told."]
             for n in range(1, 10)]  # fmt: skip
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(str(tmp_path / "form.docx"))
    form = read_form(tmp_path / "form.docx", "lgsco")
    assert form.answers == {str(n): "yes" for n in range(1, 10)}
    assert form.problems == ()


def test_evidence_merged_over_provisions_is_each_ones(tmp_path: Path) -> None:
    last: list = []

    def row(number, cells) -> None:
        fill(cells, number, WORDS[EXPECTED[number]])
        if number in ("2.2", "2.3"):
            cells[3].text = ""
            last[0].merge(cells[3])
        last[:] = [cells[3]]

    form = word(tmp_path, HEADINGS, row)
    holds(form)
    assert [row.evidence for row in form.rows if row.number in ("2.1", "2.2", "2.3")] == ["Policy"] * 3
    assert {problem.number for problem in form.problems if problem.kind == "merged_evidence"} == {
        "2.2",
        "2.3",
    }


@pytest.mark.parametrize(
    ("mark", "font"), [("ü", "Wingdings"), ("P", "Wingdings 2"), ("a", "Webdings"), ("þ", "Wingdings")]
)
def test_a_spreadsheets_ticks_of_symbol_fonts(tmp_path: Path, mark: str, font: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Requirement", "Yes", "No", "Partial", "Comments"])
    for number in NUMBERS:
        ticks = [mark if EXPECTED[number] == answer else None for answer in WORDS]
        book.active.append([number, "Do it", *ticks, "As told."])
        for place in (3, 4, 5):
            book.active.cell(book.active.max_row, place).font = Font(name=font)
    book.save(tmp_path / "form.xlsx")
    holds(read_form(tmp_path / "form.xlsx", "housing"))


def test_a_spreadsheets_link_that_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for number in NUMBERS:
        link = f'=HYPERLINK("https://council.example.org/{number}","Policy")'
        book.active.append([number, "Do it", WORDS[EXPECTED[number]], link, "As told."])
    book.save(tmp_path / "form.xlsx")
    form = read_form(tmp_path / "form.xlsx", "housing")
    holds(form)
    assert form.rows[0].evidence == "Policy (https://council.example.org/1.2)"


def test_text_with_strokes_between_its_cells(tmp_path: Path) -> None:
    rows = [[number, f"Do {number}", WORDS[EXPECTED[number]], "Policy", "As told."] for number in NUMBERS]
    lines = ["| " + " | ".join(row) + " |" for row in (HEADINGS, ["---"] * 5, *rows)]
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    holds(read_form(tmp_path / "form.txt", "housing"))
    (tmp_path / "form.csv").write_text(
        "\n".join("|".join(row) for row in (HEADINGS, *rows)), encoding="utf-8"
    )
    holds(read_form(tmp_path / "form.csv", "housing"))


def test_text_whose_columns_are_parted_by_spaces(tmp_path: Path) -> None:
    """As a page exported with its layout: headings on two lines, cells over several, pages within a row."""
    widths = (11, 24, 10, 20)
    heads = [
        ("Code", "Code requirement", "Comply:", "Evidence", "Commentary /"),
        ("provision", "", "Yes / No", "", "explanation"),
    ]

    def line(*texts: str) -> str:
        return "".join(
            [*(text.ljust(width) for text, width in zip(texts, widths, strict=False)), texts[-1]]
        ).rstrip()

    lines = ["Our form", ""]
    for place, number in enumerate(NUMBERS):
        if place % 7 == 0:
            lines += ["", *(line(*head) for head in heads)]
        lines.append(
            line(number, "Do what is asked", WORDS[EXPECTED[number]], "Policy, page 2,", "We did it")
        )
        if place % 5 == 0:
            lines += ["", *(line(*head) for head in heads)]
        lines.append(line("", "of us.", "", "and web page", "all year."))
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    form = read_form(tmp_path / "form.txt", "housing")
    holds(form)
    assert {(row.requirement, row.evidence, row.commentary) for row in form.rows} == {
        ("Do what is asked of us.", "Policy, page 2, and web page", "We did it all year.")
    }
