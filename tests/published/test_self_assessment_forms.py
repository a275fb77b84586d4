"""A real council's two published forms, where COMPLAINT_REAL_FORMS names the folder that holds their text."""

import html
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.self_assessment.canonical_csv import write_form
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.promises import find_promises
from complaint_analysis.self_assessment.reading.form_file import read_form
from complaint_analysis.self_assessment.side_by_side import answered_differently
from complaint_analysis.self_assessment.text_checks import find_odd

FOLDER = os.environ.get("COMPLAINT_REAL_FORMS", "")
FILES = {
    "housing": "self-assessment-housing-lancaster-2024.txt",
    "lgsco": "self-assessment-lgsco-lancaster-2023-24.txt",
}
NOT_MET = "1.8 3.2 3.3 3.8 4.1 4.3 5.6 6.6 7.3 7.5 8.1 8.2 8.3 9.3"

pytestmark = pytest.mark.skipif(not FOLDER, reason="COMPLAINT_REAL_FORMS names no folder of real forms")


def form(code: str) -> Form:
    return read_form(Path(FOLDER) / FILES[code], code)


def test_housing_72_provisions_all_yes() -> None:
    assert [row.number for row in form("housing").rows] == list(load_code("housing").numbers)
    assert Counter(form("housing").answers.values()) == {"yes": 72}


def test_lgsco_58_yes_14_no_1_blank() -> None:
    answers = form("lgsco").answers
    assert [row.number for row in form("lgsco").rows] == list(load_code("lgsco").numbers)
    assert Counter(answers.values()) == {"yes": 58, "no": 14, "blank": 1}
    assert " ".join(number for number, answer in answers.items() if answer == "no") == NOT_MET
    assert answers["5.5"] == "blank"


@pytest.mark.parametrize("code", FILES)
def test_no_word_of_a_cell_is_lost(code: str) -> None:
    """The only words of the file that stand nowhere are headings, rules and the sections' own numbers."""
    read = form(code)
    cells = [text for row in read.rows for text in (row.number, row.requirement, row.answer_as_written,
             row.beside_answer, row.evidence, row.commentary)]  # fmt: skip
    kept = Counter(" ".join([*cells, *read.sections, *read.outside]).split())
    lines = (Path(FOLDER) / FILES[code]).read_text(encoding="utf-8").splitlines()
    printed = " ".join(line for line in lines if not re.match(r"Code (provision|section)\t|-+\t", line))
    without_tags = html.unescape(re.sub(r"</?(p|u|ul)\b[^>]*>", " ", printed))
    lost = Counter(without_tags.split()) - kept
    assert not kept - Counter(without_tags.split())
    assert all(re.fullmatch(r"[1-9]:", word) for word in lost), lost


def test_what_seems_spilt_is_named() -> None:
    kinds = {(problem.kind, problem.number) for problem in form("housing").problems}
    assert {
        ("two_columns", "9.8"),
        ("words_beside_answer", "7.4"),
        ("words_beside_answer", "8.5"),
        ("starts_mid_sentence", "2.5"),
        ("starts_mid_sentence", "6.6"),
        ("ends_mid_sentence", "3.1"),
    } <= kinds
    assert not [problem for code in FILES for problem in form(code).problems if problem.serious]


@pytest.mark.parametrize("code", FILES)
def test_the_imported_form_reads_back_the_same(code: str, tmp_path: Path) -> None:
    write_form(form(code), tmp_path / "form.csv")
    assert read_form(tmp_path / "form.csv", code).rows == form(code).rows


def promised(code: str, kind: str) -> set[tuple[str, str]]:
    found = find_promises(form(code))
    return {(each.number, each.due.isoformat() if each.due else "") for each in found if each.kind == kind}


def test_promises_with_dates() -> None:
    assert promised("lgsco", "dated") == {
        ("3.3", "2024-09-30"), ("8.1", "2025-04-30"), ("8.2", "2025-04-30"), ("9.3", "2026-04-30"),
    }  # fmt: skip
    assert promised("housing", "dated") == {
        ("7.4", "2025-03-31"), ("8.2", "2024-06-04"), ("9.3", "2024-06-30"),
    }  # fmt: skip


def test_promises_without_dates_and_those_that_recur() -> None:
    undated = {number for number, _ in promised("lgsco", "undated")}
    assert {"3.8", "5.6", "6.6", "7.3", "7.5", "9.5"} <= undated
    assert ("9.7", "") in promised("housing", "undated")
    assert ("4.3", "") in promised("housing", "recurring")


def test_few_proposals_that_are_none() -> None:
    """What is recommended (lgsco 4.1, 4.3) or done already (9.4) is not proposed; all in all under thirty."""
    numbers = {each.number for each in find_promises(form("lgsco"))}
    assert not numbers & {"1.2", "1.3", "2.1", "3.6", "4.1", "4.3", "5.7", "6.17", "9.4"}
    assert sum(len(find_promises(form(code))) for code in FILES) < 30


def test_all_fourteen_no_beside_a_yes() -> None:
    pairs = answered_differently(form("housing"), form("lgsco"))
    against = {pair.equivalent.lgsco.number for pair in pairs if (pair.housing, pair.lgsco) == ("yes", "no")}
    assert against == set(NOT_MET.split())


def test_answers_whose_words_sit_badly_with_them() -> None:
    odd = {(each.number, each.check) for each in find_odd(form("housing"))}
    assert {("6.3", "stricter_start"), ("7.4", "still_to_come"), ("2.2", "more_exclusions")} <= odd
    assert ("6.2", "stricter_start") not in odd
