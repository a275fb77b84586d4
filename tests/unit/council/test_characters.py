"""What officers paste from Word and from PDFs is read as they saw it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.council.characters import legible
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError
from complaint_analysis.records.side_files import read_table
from complaint_analysis.records.statements.printed_text import as_text
from complaint_analysis.self_assessment.reading.form_file import read_form

PASTED = [
    ("\uf0b7 a\uf0a7 b", "• a▪ b"),
    ("\uf0fc \uf0fb \uf0fe \uf0fd", "✓ ✗ ☑ ☒"),
    ("\uf0d8\uf076\uf06f\uf0a8", "➢❖☐☐"),
    ("\uf0e0 \uf0e8 \uf0f0", "→ ➔ ⇨"),
    ("\u2043 a", "• a"),
    ("Tes\ufefft\u200bf\u2060ord", "Testford"),
    ("one\x0btwo\x0cthree\u2028four", "one two three four"),
    ("page one\n\x0cpage two", "page one\npage two"),
    ("bell\x07 null\x00 delete\x7f", "bell null delete"),
    ("it\x92s \x93fine\x94 \x96 \x85", "it’s “fine” – …"),
    ("half \ud83d of a sign, and \ud83d\ude00 whole", "half  of a sign, and 😀 whole"),
    ("\ufffe\uffff\ufdd0\U0001ffff", ""),
    ("over\u202eturned\u202c", "overturned"),
    ("Tob\u200dias T\ufe0f", "Tobias T"),
    ("می\u200cخواهم ক\u09cd\u200dষ 👩\u200d👧 ❤\ufe0f", "می\u200cخواهم ক\u09cd\u200dষ 👩\u200d👧 ❤\ufe0f"),
    ("\U0001f3f4\U000e0067\U000e0062\U000e007f a\U000e0041", "\U0001f3f4\U000e0067\U000e0062\U000e007f a"),
    ("a\tb\r\nc £ é 区", "a\tb\r\nc £ é 区"),
]


@pytest.mark.parametrize(("pasted", "seen"), PASTED)
def test_a_text_is_read_as_it_was_seen(pasted, seen):
    assert legible(pasted) == seen


def test_every_place_of_a_symbol_font_shows_something():
    assert all(legible(chr(place)).strip() for place in range(0xF021, 0xF100))


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_no_text_is_left_with_what_no_format_takes(text):
    seen = legible(text)
    assert legible(seen) == seen
    assert seen.encode("utf-8").decode("utf-8") == seen
    assert not any(letter < " " and letter not in "\t\r\n" for letter in seen)


def test_so_is_every_file_that_people_write(council):
    council.write("council.toml", '[council]\nname = "Test\\uF0B7 Council"\ncontact = "it\x92s \uf0fc"\n')
    council.write("2024-25/publications.csv", "title,ombudsman\n\uf0fc Report\x0b2,housing\n")
    council.write("2024-25/response.txt", "\uf0a7 one")
    form = "provision,requirement,answer,evidence\n1.2,,\uf0fc,\uf0b7 Policy\n"
    council.write("2024-25/self-assessment-housing.csv", form)
    identity = load_council(council.folder).council
    year = council.folder / "2024-25"
    assert (identity.name, identity.contact) == ("Test• Council", "it’s ✓")
    assert read_table(year / "publications.csv", "publications")["title"].tolist() == ["✓ Report 2"]
    row = read_form(year / "self-assessment-housing.csv", "housing").rows_of("1.2")[0]
    assert (row.answer, row.evidence) == ("yes", "• Policy")


def test_bullets_of_a_pasted_list_are_its_lines(council):
    council.export("Reference,Received,Service\nC-1,01/05/2024,Homes \uf0a7\n")
    council.write("2024-25/response.md", "We ask for:\n\uf0b7\ta review\n\u2022 a plan\n")
    from complaint_analysis.council.periods import ReportingYear
    from complaint_analysis.records.side_files import read_year_files

    facts = load_council(council.folder).year(ReportingYear(2024))
    assert read_year_files(facts).response == "We ask for:\n\n- a review\n- a plan"
    assert council.records().table["service"].tolist() == ["Homes ▪"]


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_statement_is_text_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("said") / "response.md"
    with contextlib.suppress(InputError):
        as_text(legible(text), path)


def test_no_sign_of_a_symbol_font_becomes_markup(tmp_path):
    """U+F05B and U+F05D are brackets: read before a text is escaped, be they typed or written by number."""
    for bracket, end in (("\uf05b", "\uf05d"), ("&#xF05B;", "&#xF05D;")):
        printed = as_text(f"See {bracket}this{end}(javascript:alert(1)).", tmp_path / "response.md")
        assert printed == "See \\[this\\](javascript:alert(1))."
