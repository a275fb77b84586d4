"""Forms with the faults of real ones, in our own words: no word lost, none moved, each fault named."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import latest_form, read_form

HEADINGS = ["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"]
LGSCO_HEADINGS = ["Code section", "Do we follow the Code: Yes/No", "Explanations and Commentary"]
POLICY = "Our complaints policy"


def housing_row(number: str) -> list[str]:
    return [number, f"We must do {number}.", "Yes", POLICY, f"We did {number} all year."]


def with_faults(number: str) -> str:
    """One provision as plain text prints it, with a fault of a page break or of the extraction."""
    plain = "\t".join(housing_row(number))
    return {
        "1.3": f"{plain} It goes on\n\n\t\t\t\t over the page. And ends there.",
        "1.4": f"1.4\tWe must keep a long\tYes\t{POLICY}\tShort.\n\n\trequirement over two pages.\t\t\t",
        "5.15": f"{plain}\n------\t---\t-----\t---\t--\n\nSection 6: Complaints Stages\n\n<u>Stage 1</u>",
        "6.2": f"6.2\tWe must <u>within five days</u> <u>say so</u> .\tYes\t{POLICY}\tAs told.",
        "6.5": f"{plain}\n\tThe first half of\t\t\tWe answer at once.",
        "6.6": "6.6\tthe next one's text.\tYes\tOur complaints policy\tWe did 6.6 all year.",
        "7.4": f"{plain}\n\n\t\tWhen the Ombudsman writes to us we read it.\n\t\tA guide is to come.",
        "9.8": "\n".join([
            plain, "",
            "a. work together,\tWe have one", "b. own up; and\tobjective for", "c. act well.\tall handlers.",
            "\tThat is all.",
        ]),
    }.get(number, plain)  # fmt: skip


def housing_text() -> str:
    lines = ["Self-assessment form", "", "This is how to fill it in.", ""]
    section = ""
    for number in load_code("housing").numbers:
        if number.split(".")[0] != section:
            section = number.split(".")[0]
            lines += ["", f"Section {section}: A title", "", "\t".join(HEADINGS)]
        elif number.endswith("0"):
            lines += ["", "\t".join(HEADINGS)]
        lines.append(with_faults(number))
    return "\n".join(lines)


@pytest.fixture
def housing_form(tmp_path: Path) -> Form:
    path = tmp_path / "form.txt"
    path.write_text(housing_text(), encoding="utf-8")
    return read_form(path, "housing")


def only_row(form: Form, number: str):
    (row,) = form.rows_of(number)
    return row


def kinds(form: Form) -> set[tuple[str, str, str]]:
    return {(problem.kind, problem.number, problem.column) for problem in form.problems}


class TestHousingText:
    def test_every_provision_is_answered_yes(self, housing_form: Form) -> None:
        assert [row.number for row in housing_form.rows] == list(load_code("housing").numbers)
        assert Counter(housing_form.answers.values()) == {"yes": 72}

    def test_a_row_goes_on_over_a_page(self, housing_form: Form) -> None:
        commentary = only_row(housing_form, "1.3").commentary
        assert commentary == "We did 1.3 all year. It goes on over the page. And ends there."

    def test_a_requirement_goes_on_in_its_own_column(self, housing_form: Form) -> None:
        row = only_row(housing_form, "1.4")
        assert row.requirement == "We must keep a long requirement over two pages."
        assert (row.evidence, row.commentary) == (POLICY, "Short.")

    def test_tags_and_rules_are_no_text(self, housing_form: Form) -> None:
        assert only_row(housing_form, "6.2").requirement == "We must within five days say so ."
        assert only_row(housing_form, "5.15").commentary == "We did 5.15 all year."

    def test_a_fragment_above_its_number_stays_where_it_was_printed(self, housing_form: Form) -> None:
        assert only_row(housing_form, "6.5").requirement == "We must do 6.5. The first half of"
        assert only_row(housing_form, "6.5").commentary == "We did 6.5 all year. We answer at once."
        assert only_row(housing_form, "6.6").requirement == "the next one's text."
        assert ("starts_mid_sentence", "6.6", "requirement") in kinds(housing_form)

    def test_words_spilt_into_the_answer_stay_beside_it(self, housing_form: Form) -> None:
        row = only_row(housing_form, "7.4")
        assert (row.answer, row.answer_as_written) == ("yes", "Yes")
        assert row.beside_answer == "When the Ombudsman writes to us we read it. A guide is to come."
        assert ("words_beside_answer", "7.4", "") in kinds(housing_form)

    def test_a_piece_of_two_columns(self, housing_form: Form) -> None:
        row = only_row(housing_form, "9.8")
        assert row.requirement == "We must do 9.8. a. work together, b. own up; and c. act well."
        assert row.commentary == "We did 9.8 all year. We have one objective for all handlers. That is all."
        assert ("two_columns", "9.8", "") in kinds(housing_form)

    def test_no_serious_problem_and_each_says_what_it_is(self, housing_form: Form) -> None:
        assert not [problem for problem in housing_form.problems if problem.serious]
        assert all(problem.text.endswith(".") for problem in housing_form.problems)

    def test_no_word_is_lost(self, housing_form: Form) -> None:
        kept = [" ".join([row.number, row.requirement, row.answer_as_written, row.beside_answer, row.evidence,
                          row.commentary]) for row in housing_form.rows]  # fmt: skip
        words = Counter(" ".join([*kept, *housing_form.outside]).split())
        text = housing_text().replace("<u>", "").replace("</u>", "").replace("\t".join(HEADINGS), "")
        printed = Counter(text.replace("------\t---\t-----\t---\t--", "").split())
        assert words == printed


LGSCO_ANSWERS = {
    "1.8": "No",
    "3.2": "No.",
    "4.1": "Partial",
    "5.5": "",
    "6.6": "Yes, with further development",
}


def lgsco_row(number: str) -> str:
    answer = LGSCO_ANSWERS.get(number, "Yes")
    commentary = f"This is how we do {number}."
    if number.startswith("3."):
        return f"<p>{number} We should do it.</p>\t{answer}\t<p>{commentary}</p>"
    if number == "6.18":
        return (
            f'<p>{number} We should write:</p> <ul style="x"> a. the stage; b. more. \t{answer}\t{commentary}'
        )
    return f"{number} We should do it.\t{answer}\t{commentary}"


def lgsco_text() -> str:
    lines = ["", "Our self-assessment", "", "\t".join(LGSCO_HEADINGS)]
    for place, number in enumerate(load_code("lgsco").numbers):
        if number.endswith(".1") or number == "6.11":
            stage = {"6.1": " (Stage 1)", "6.11": " (Stage 2)"}.get(number, "")
            lines.append(
                f"<p>{number[0]}: A title{stage}</p>\t<p>Required Action:</p>\tTo do what {number[0]} asks."
            )
        if place % 5 == 4:
            lines += ["", " ", " ", "\t".join(LGSCO_HEADINGS)]
        lines.append(lgsco_row(number))
    return "\n".join(lines)


class TestLgscoText:
    def test_numbers_in_the_requirement_cell(self, tmp_path: Path) -> None:
        form = self.read(tmp_path)
        assert [row.number for row in form.rows] == list(load_code("lgsco").numbers)
        assert only_row(form, "1.1").requirement == "We should do it."
        assert only_row(form, "3.2").commentary == "This is how we do 3.2."
        assert only_row(form, "6.18").requirement == "We should write: a. the stage; b. more."

    def test_answers(self, tmp_path: Path) -> None:
        form = self.read(tmp_path)
        assert Counter(form.answers.values()) == {"yes": 68, "no": 2, "partial": 2, "blank": 1}
        assert only_row(form, "3.2").answer_as_written == "No."
        assert only_row(form, "6.6").answer_as_written == "Yes, with further development"
        assert not form.problems

    def test_rows_that_introduce_a_section_are_no_provisions(self, tmp_path: Path) -> None:
        form = self.read(tmp_path)
        assert len(form.sections) == 10
        assert form.sections[0] == "A title Required Action: To do what 1 asks."
        assert not form.by_section

    @staticmethod
    def read(folder: Path) -> Form:
        (folder / "form.txt").write_text(lgsco_text(), encoding="utf-8")
        return read_form(folder / "form.txt", "lgsco")


class TestShortForm:
    """The LGSCO's own template: nine rows, one a section."""

    HEAD = "Code section\tAction\tDo we follow the Code: Yes/No\tExplanations and Commentary"

    def read(self, folder: Path, rows: list[str]) -> Form:
        (folder / "form.txt").write_text("\n".join([self.HEAD, *rows]), encoding="utf-8")
        return read_form(folder / "form.txt", "lgsco")

    def test_nine_rows(self, tmp_path: Path) -> None:
        rows = [
            f"{number}: A title\tTo do it.\t{'No' if number == 8 else 'Yes'}\tAs told."
            for number in range(1, 10)
        ]
        form = self.read(tmp_path, rows)
        assert form.by_section
        assert form.answers == {str(number): "no" if number == 8 else "yes" for number in range(1, 10)}
        assert only_row(form, "2").requirement == "A title\nTo do it."
        assert not form.problems

    def test_the_stages_may_have_a_row_each(self, tmp_path: Path) -> None:
        titles = [
            "1: A",
            "2: B",
            "3: C",
            "4: D",
            "5: E",
            "6: Stages (Stage 1)",
            "6: Stages (Stage 2)",
            "7: F",
            "9: G",
        ]
        form = self.read(tmp_path, [f"{title}\tTo do it.\tYes\tAs told." for title in titles])
        assert form.answers["6 stage 1"] == form.answers["6 stage 2"] == "yes"
        assert form.answers["8"] == "blank"
        assert kinds(form) == {("missing", "8", "")}


def canonical(rows: list[str], *, comment: str = "") -> str:
    head = "provision,requirement,answer,evidence,commentary,action,owner_role,due,flagged"
    return "\n".join([*([f"# {comment}"] if comment else []), head, *rows]) + "\n"


def written(folder: Path, text: str, name: str = "self-assessment-housing.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def all_yes(code: str = "housing", *, without: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{number},,Yes,{POLICY},As told.,,,," for number in load_code(code).numbers if number not in without
    ]


class TestCanonical:
    def test_every_column(self, tmp_path: Path) -> None:
        row = '5.9,Official words,No,Guide,"Two lines.\nSecond.",Do it,Complaints Officer,2025-12-31,yes'
        form = read_form(written(tmp_path, canonical([*all_yes(without=("5.9",)), row])), "housing")
        read = only_row(form, "5.9")
        assert (read.requirement, read.answer, read.evidence) == ("Official words", "no", "Guide")
        assert read.commentary == "Two lines.\nSecond."
        assert (read.action, read.owner_role, read.due, read.flagged) == (
            "Do it", "Complaints Officer", "2025-12-31", True,
        )  # fmt: skip
        assert not form.problems

    def test_missing_doubled_and_unknown_provisions(self, tmp_path: Path) -> None:
        rows = [*all_yes(without=("2.3",)), "6.3,,No,,Not so.,,,,", "12.5,,Yes,,What is it?,,,,"]
        form = read_form(written(tmp_path, canonical(rows)), "housing")
        assert kinds(form) == {("missing", "2.3", ""), ("doubled", "6.3", ""), ("unknown", "12.5", "")}
        assert all(problem.serious for problem in form.problems)
        assert form.answers["2.3"] == form.answers["6.3"] == "blank"
        assert len(form.rows_of("6.3")) == 2
        assert only_row(form, "12.5").commentary == "What is it?"
        assert len(form.answers) == 72

    def test_an_answer_that_is_not_understood_is_never_a_yes(self, tmp_path: Path) -> None:
        rows = [*all_yes(without=("2.3",)), "2.3,,See the policy,,As told.,,,,"]
        form = read_form(written(tmp_path, canonical(rows)), "housing")
        assert form.answers["2.3"] == "blank"
        assert only_row(form, "2.3").answer_as_written == "See the policy"
        assert kinds(form) == {("answer_not_understood", "2.3", "")}

    def test_a_nought_that_a_spreadsheet_dropped(self, tmp_path: Path) -> None:
        rows = [row.replace("5.10,", "5.1,").replace("6.20,", "6.2,") for row in all_yes()]
        form = read_form(written(tmp_path, canonical(rows)), "housing")
        assert Counter(form.answers.values()) == {"yes": 72}
        assert kinds(form) == {("nought_lost", "5.10", ""), ("nought_lost", "6.20", "")}

    def test_a_true_double_is_no_lost_nought(self, tmp_path: Path) -> None:
        form = read_form(written(tmp_path, canonical([*all_yes(), "5.1,,Yes,,Again.,,,,"])), "housing")
        assert kinds(form) == {("doubled", "5.1", "")}

    def test_a_column_of_ones_own_is_kept(self, tmp_path: Path) -> None:
        text = "Provision,Comply,RAG rating,Comments\n" + "\n".join(
            f"{number},Yes,Green {number},As told." for number in load_code("housing").numbers
        )
        form = read_form(written(tmp_path, text), "housing")
        assert only_row(form, "4.2").other == (("RAG rating", "Green 4.2"),)
        assert ("unknown_column", "4.2", "RAG rating") in kinds(form)

    def test_occasion_from_the_first_line(self, tmp_path: Path) -> None:
        comment = "occasion=restructure; assessed_on=2025-05-12; completed_by_role=An Officer; approved_on=,,"
        occasion = read_form(written(tmp_path, canonical(all_yes(), comment=comment)), "housing").occasion
        assert (occasion.occasion, occasion.assessed_on) == ("restructure", date(2025, 5, 12))
        assert (occasion.completed_by_role, occasion.approved_on) == ("An Officer", None)

    def test_occasion_from_the_file_beside_it(self, tmp_path: Path) -> None:
        path = written(tmp_path, canonical(all_yes(), comment="occasion=annual"))
        path.with_suffix(".toml").write_text('occasion = "ombudsman"\napproved_on = 2025-06-10\n')
        assert read_form(path, "housing").occasion.occasion == "ombudsman"

    @pytest.mark.parametrize("comment", ["ocasion=annual", "occasion=weekly", "approved_on=10/06/2025"])
    def test_a_wrong_occasion_is_a_mistake(self, tmp_path: Path, comment: str) -> None:
        with pytest.raises(UsageError, match="first line"):
            read_form(written(tmp_path, canonical(all_yes(), comment=comment)), "housing")


class TestWhatCannotBeUsed:
    @pytest.mark.parametrize("name", ["form.pdf", "form.doc"])
    def test_another_kind_of_file(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(InputError, match="kind that can be read"):
            read_form(written(tmp_path, "x", name), "housing")

    @pytest.mark.parametrize("name", ["form.docx", "form.xlsx", "form.csv", "form.txt"])
    def test_a_file_that_is_no_form(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(InputError):
            read_form(written(tmp_path, "nothing of the kind\n", name), "housing")

    def test_the_other_codes_form(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="other Code, lgsco"):
            read_form(written(tmp_path, canonical(all_yes("lgsco"))), "housing")

    def test_no_code_of_that_name(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError):
            read_form(written(tmp_path, canonical(all_yes())), "scottish")


def add_row(table, texts: list[str]):
    cells = table.add_row().cells
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
    return cells


def word_form(folder: Path, change) -> Path:
    """A housing form in Word: a table a section, its headings repeated after every fourth row."""
    document = docx.Document()
    document.add_paragraph("Self-assessment form")
    table = None
    for place, number in enumerate(load_code("housing").numbers):
        if table is None or number.endswith(".1"):
            document.add_paragraph(f"Section {number[0]}: A title")
            table = document.add_table(rows=0, cols=5)
        if not table.rows or place % 4 == 0:
            add_row(table, HEADINGS)
        change(number, table, add_row(table, housing_row(number)))
    document.save(str(folder / "form.docx"))
    return folder / "form.docx"


class TestWord:
    def test_tables_with_repeated_headings(self, tmp_path: Path) -> None:
        form = read_form(word_form(tmp_path, lambda *_: None), "housing")
        assert Counter(form.answers.values()) == {"yes": 72}
        assert [(row.evidence, row.commentary) for row in form.rows] == [
            (POLICY, f"We did {number} all year.") for number in load_code("housing").numbers
        ]
        assert not form.problems
        assert form.outside[0] == "Self-assessment form"

    def test_a_list_and_a_nested_table_in_a_cell(self, tmp_path: Path) -> None:
        def change(number, _, cells) -> None:
            if number == "5.8":
                cells[4].text = "We meet it so:"
                cells[4].add_paragraph("By training", style="List Bullet")
                cells[4].add_paragraph("By contact", style="List Bullet")
                nested = cells[3].add_table(rows=1, cols=2)
                nested.cell(0, 0).text, nested.cell(0, 1).text = "Code of conduct", "Guide"

        form = read_form(word_form(tmp_path, change), "housing")
        row = only_row(form, "5.8")
        assert row.commentary == "We meet it so:\n• By training\n• By contact"
        assert row.evidence == f"{POLICY}\nCode of conduct\nGuide"
        assert len(form.rows) == 72

    def test_merged_cells_stand_once_and_keep_their_column(self, tmp_path: Path) -> None:
        def change(number, table, cells) -> None:
            if number == "6.3":
                cells[3].text = ""
                cells[3].merge(cells[4])
            if number == "6.5":
                below = add_row(table, ["", "", "", "", "More of 6.5."])
                cells[0].merge(below[0])
                cells[3].merge(below[3])

        form = read_form(word_form(tmp_path, change), "housing")
        assert only_row(form, "6.3").evidence == "We did 6.3 all year."
        assert only_row(form, "6.3").commentary == ""
        assert only_row(form, "6.5").commentary == "We did 6.5 all year. More of 6.5."
        assert only_row(form, "6.5").evidence == POLICY
        assert len(form.rows) == 72

    def test_rows_that_run_over_the_table(self, tmp_path: Path) -> None:
        def change(number, table, _) -> None:
            if number == "6.9":
                band = add_row(table, ["Stage 2", "", "", "", ""])
                band[0].merge(band[4])
            if number == "7.2":
                add_row(table, ["", "", "When they write we read it.", "", ""])

        form = read_form(word_form(tmp_path, change), "housing")
        assert only_row(form, "6.9").requirement == "We must do 6.9."
        assert "Stage 2" in form.outside
        assert only_row(form, "7.2").beside_answer == "When they write we read it."
        assert kinds(form) == {("words_beside_answer", "7.2", "")}

    def test_a_highlight_flags_its_row(self, tmp_path: Path) -> None:
        def change(number, _, cells) -> None:
            if number == "3.2":
                mark = OxmlElement("w:highlight")
                mark.set(qn("w:val"), "yellow")
                cells[4].paragraphs[0].runs[0]._r.get_or_add_rPr().append(mark)

        form = read_form(word_form(tmp_path, change), "housing")
        assert [row.number for row in form.rows if row.flagged] == ["3.2"]

    def test_deleted_text_and_prompts_are_not_read(self, tmp_path: Path) -> None:
        def change(number, _, cells) -> None:
            if number == "4.1":
                cells[2].text = ""
                cells[2].paragraphs[0]._p.append(prompt("Choose an item."))
            if number == "4.2":
                run = cells[4].paragraphs[0].runs[0]._r
                deleted = OxmlElement("w:del")
                run.addprevious(deleted)
                deleted.append(run)

        form = read_form(word_form(tmp_path, change), "housing")
        assert (only_row(form, "4.1").answer, only_row(form, "4.1").answer_as_written) == ("blank", "")
        assert only_row(form, "4.2").commentary == ""


def prompt(text: str):
    """A content control that still shows its prompt."""
    control, properties, content = (OxmlElement(tag) for tag in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    properties.append(OxmlElement("w:showingPlcHdr"))
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    content.append(run)
    control.append(properties)
    control.append(content)
    return control


class TestSpreadsheet:
    def test_numbers_dates_and_blank_rows(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["Our self-assessment"])
        sheet.append([])
        sheet.append(
            ["Provision", "Comply: Yes / No", "Evidence", "Commentary", "Action", "Owner", "Due date"]
        )
        for number in load_code("lgsco").numbers:
            no = number == "6.20"
            promise = ["Do it", "Officer", datetime(2025, 9, 30)] if no else []
            sheet.append([float(number), "No" if no else True, POLICY, "As told.", *promise])
            sheet.append([])
        book.save(tmp_path / "form.xlsx")
        form = read_form(tmp_path / "form.xlsx", "lgsco")
        assert Counter(form.answers.values()) == {"yes": 72, "no": 1}
        assert [row.number for row in form.rows] == list(load_code("lgsco").numbers)
        row = only_row(form, "6.20")
        assert (row.action, row.owner_role, row.due) == ("Do it", "Officer", "2025-09-30")
        assert {problem.kind for problem in form.problems} == {"nought_lost"}


class TestLatestForm:
    def test_none_where_there_is_none(self, tmp_path: Path) -> None:
        assert latest_form(tmp_path, "housing") is None
        assert latest_form(tmp_path / "2031-32", "housing") is None

    def test_the_latest_approved_is_taken(self, tmp_path: Path) -> None:
        approvals = {
            "": "approved_on=2024-06-18",
            "-2": "approved_on=2025-01-20",
            "-3": "assessed_on=2025-03-01",
        }
        for suffix, comment in approvals.items():
            written(tmp_path, canonical(all_yes(), comment=comment), f"self-assessment-housing{suffix}.csv")
        assert latest_form(tmp_path, "housing").source == "self-assessment-housing-2.csv"

    def test_the_last_where_none_is_approved(self, tmp_path: Path) -> None:
        for suffix in ("", "-2", "-10"):
            written(tmp_path, canonical(all_yes()), f"self-assessment-housing{suffix}.csv")
        assert latest_form(tmp_path, "housing").source == "self-assessment-housing-10.csv"

    def test_the_imported_form_comes_before_what_it_was_made_from(self, tmp_path: Path) -> None:
        written(tmp_path, housing_text(), "self-assessment-housing.txt")
        written(tmp_path, canonical(all_yes()))
        assert latest_form(tmp_path, "housing").source == "self-assessment-housing.csv"

    def test_the_other_codes_forms_are_not_looked_at(self, tmp_path: Path) -> None:
        written(tmp_path, canonical(all_yes("lgsco")), "self-assessment-lgsco.csv")
        written(tmp_path, "notes", "self-assessment-housing-notes.txt")
        assert latest_form(tmp_path, "housing") is None
