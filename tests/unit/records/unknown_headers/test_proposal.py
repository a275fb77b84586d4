"""What `columns` proposes for an export that nobody has seen, and that following it loads the export."""

from __future__ import annotations

import tomllib

import pytest

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.cells import kind_of, kinds
from complaint_analysis.records.reading.headers import canonical_columns
from complaint_analysis.records.unknown_headers.proposal import propose
from complaint_analysis.records.unknown_headers.proposed_settings import proposed_lines

UNKNOWN = """Corporate feedback extract;;;;;;;;;;;
Printed 30/05/2025;;;;;;;;;;;
Kase;Came in;Dept;Who lives there;Matter;Thanked on;Reply posted;Verdict;Asked for review;Review ack'd;Review answer;Goodwill £;Odd flag
K0001;03/04/2024;Housing Repairs;Council tenant;Boiler not mended after three visits and nobody rang back;05/04/2024;16/04/2024;Founded;;;;50.00;A
K0002;04/04/2024;Waste;;Bin missed again and again;08/04/2024;22/04/2024;Unfounded;;;;;B
K0003;09/05/2024;Waste;;Bin missed and the crew was rude when I asked;10/05/2024;21/05/2024;Part founded;01/06/2024;04/06/2024;20/06/2024;;A
K0004;19/05/2024;Parking;;Fine not fair, the sign was hidden by a tree;20/05/2024;;;;;;;
K0005;12/06/2024;Housing Repairs;Shared owner;Mould in every room of the flat;13/06/2024;25/06/2024;Founded;;;;120;A
K0006;14/06/2024;Adult Social Care;Council tenant;A letter about my mother was lost;17/06/2024;28/06/2024;Zonk;;;;;B
K0007;17/06/2024;Waste;Council tenant;A letter about my bin was lost;18/06/2024;28/06/2024;Zonk;;;;;B
"""


@pytest.fixture
def proposed(tmp_path, council):
    def of(text: str | bytes, settings: str = "", name: str = "export.csv") -> tuple[dict[str, str], str]:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        loaded = load_council(council.settings(settings).folder)
        sheets = propose([path], loaded.columns)
        guesses = {guess.header: guess.column for sheet in sheets for guess in sheet.guesses}
        return guesses, "\n".join(proposed_lines(sheets, loaded))

    return of


def test_headers_are_told_by_their_words_and_by_their_cells(proposed):
    guesses, _ = proposed(UNKNOWN)
    assert guesses == {
        "Kase": "reference",
        "Came in": "received",
        "Dept": "service",
        "Who lives there": "tenure",
        "Matter": "description",
        "Thanked on": "",
        "Reply posted": "responded",
        "Verdict": "outcome",
        "Asked for review": "stage2_requested",
        "Review ack'd": "stage2_acknowledged",
        "Review answer": "stage2_responded",
        "Goodwill £": "compensation_gbp",
        "Odd flag": "",
    }


def test_the_proposal_is_valid_and_following_it_loads_the_export(proposed, council):
    _, text = proposed(UNKNOWN)
    assert '# "Part founded" = "partially_upheld"' in text  # only like a known word: an officer says so
    text = text.replace('# "Part founded"', '"Part founded"')
    lines = tomllib.loads(text)
    assert lines["values"]["outcome"] == {"Part founded": "partially_upheld"}
    assert "# Under [codes]" in text
    assert 'housing = ["Council Housing", "Housing Repairs"]' in text
    assert '# "Zonk" = ' in text
    records = council.settings(text).export(UNKNOWN).records()
    assert len(records.table) == 7
    assert records.table["stage1_outcome"].value_counts().to_dict() == {
        "upheld": 2, "not_upheld": 1, "partially_upheld": 1,
    }  # fmt: skip
    assert records.table["stage2_responded"].notna().sum() == 1


def test_a_second_proposal_asks_only_for_what_is_still_open(proposed):
    _, first = proposed(UNKNOWN)
    guesses, second = proposed(UNKNOWN, first)
    assert guesses["Kase"] == "reference"
    assert "# Under [columns], beside what is there:" in second
    assert "Kase (reference)" in second
    assert [line for line in second.splitlines() if line.startswith('"')] == []


def test_stages_are_told_from_first_and_second(proposed):
    guesses, _ = proposed(
        "Enquiry No.,Logged dt,Area of council,1st reply,1st reply outcome,Taken further?,2nd reply\n"
        "E/24/1,3 Apr 2024,Homes,16 Apr 2024,Justified,,\n"
        "E/24/2,9 Apr 2024,Streets,22 Apr 2024,Unjustified,1 May 2024,28 May 2024\n"
        "E/24/3,9 Apr 2024,Streets,22 Apr 2024,Unjustified,1 May 2024,28 May 2024\n"
    )
    assert guesses == {
        "Enquiry No.": "reference",
        "Logged dt": "received",
        "Area of council": "service",
        "1st reply": "stage1_responded",
        "1st reply outcome": "stage1_outcome",
        "Taken further?": "stage2_requested",
        "2nd reply": "stage2_responded",
    }


OTHERS = """Ticket #,Customer Name,Opened Date,Division,Appeal Filed,Appeal Decision Date,Appeal Result,Extra help?,Timescale met,Stage 2?,Tenant Y/N,Home address,Date of birth,Electoral division
T1,Al Fabeta,2/14/2025,Rent & Leasing,,,,Y,Yes,N,Y,1 The Road,03/04/1961,North
T2,Bo Gamma,1/30/2025,Parking,2/13/2025,3/12/2025,Unfounded,N,No,Y,N,2 The Road,03/05/1971,South
T3,Ce Delta,1/31/2025,Parenting support,2/14/2025,3/13/2025,Founded,Unknown,Yes,Y,n/k,3 The Road,13/04/1981,North
"""


def test_an_answer_of_yes_or_no_alone_tells_no_column(proposed):
    guesses, text = proposed(OTHERS)
    assert {guesses[word] for word in ("Extra help?", "Timescale met", "Stage 2?")} == {""}
    assert "its cells say yes or no" in text
    assert guesses["Tenant Y/N"] == "tenure"
    assert (
        '# "Y" =                                             # one of lcra, lcho, leaseholder, other, not_recorded'
        in text
    )
    assert '"n/k"' not in text


def test_days_of_an_appeal_are_those_of_stage_2(proposed):
    guesses, _ = proposed(OTHERS)
    appeal = {word: column for word, column in guesses.items() if word.startswith("Appeal")}
    assert appeal == {
        "Appeal Filed": "stage2_requested",
        "Appeal Decision Date": "stage2_responded",
        "Appeal Result": "stage2_outcome",
    }
    assert guesses["Electoral division"] == "ward"


def test_who_the_person_is_is_proposed_as_private(proposed):
    guesses, text = proposed(OTHERS)
    assert {word for word, column in guesses.items() if column == "private"} == {
        "Customer Name", "Home address", "Date of birth",
    }  # fmt: skip
    assert "Fabeta" not in text
    others, _ = proposed(
        "Ref,Received,Officer name,Complainant contacted,E-mail\n1,1/5/2024,Jo,2/5/2024,Y\n2,1/5/2024,Al,2/5/2024,N\n3,1/5/2024,Al,2/5/2024,N\n"
    )
    assert not {"ignore", "private"} & set(others.values())


def test_a_landlord_s_services_are_told_by_the_beginnings_of_their_words(proposed):
    _, text = proposed(OTHERS)
    assert 'housing = ["Council Housing", "Rent & Leasing"]' in text
    assert "Parenting support" in text.split("All others")[1]


def test_a_file_of_reviews_alone_needs_no_date_received(proposed):
    guesses, text = proposed(
        "Log No,Review asked for on,Review answered\n1,1 Oct 2024,3 Nov 2024\n2,1 Nov 2024,3 Dec 2024\n3,9 Nov 2024,3 Dec 2024\n"
    )
    assert guesses["Review asked for on"] == "stage2_requested"
    assert "needed" not in text
    _, text = proposed("Log No,Review answered,Team\n1,3 Nov 2024,A\n2,3 Dec 2024,B\n3,3 Dec 2024,A\n")
    assert "A column for the date received" in text


def test_words_beside_those_named_already_go_under_their_table(proposed, council):
    export = "Ref,Received,S1 Outcome\n1,01/05/2024,U\n2,02/05/2024,NU\n3,02/05/2024,U\n"
    _, first = proposed(export, '[values.stage1_outcome]\n"U" = "upheld"\n')
    assert "# Under [values.stage1_outcome], beside what is there:" in first
    assert "\n[values.stage1_outcome]" not in first


def test_two_headers_for_one_column_are_told(proposed):
    _, text = proposed("Ref,Received,Date received,Service\n1,01/05/2024,02/05/2024,Waste\n")
    assert "'Received' stands for received already" in text


def test_cells_that_contradict_a_header_s_words_are_believed(proposed):
    guesses, _ = proposed("Ref,Received,Response note,Answer\n1,1/5/2024,we said sorry to him,13/5/2024\n")
    assert guesses["Response note"] != "responded"
    assert guesses["Answer"] == "responded"


def test_sentences_are_never_printed(proposed):
    secret = "Mr Xavier Quill of 3 Larch Close shouted"
    _, text = proposed(f"Ref,Received,Outcome\n1,1/5/2024,{secret}\n2,2/5/2024,{secret} again\n")
    assert "Quill" not in text


def test_a_workbook_is_proposed_sheet_by_sheet(proposed, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Cases"
    for row in (["Log ref", "Came in", "Dept"], ["A1", "1/5/2024", "Waste"], ["A2", "2/5/2024", "Parking"]):
        book.active.append(row)
    book.create_sheet("Empty")
    book.save(tmp_path / "book.xlsx")
    guesses, text = proposed((tmp_path / "book.xlsx").read_bytes(), name="book.xlsx")
    assert guesses == {"Log ref": "reference", "Came in": "received", "Dept": "service"}
    assert "Headers of sheet 'Cases', row 1; 2 rows below" in text


@pytest.mark.parametrize("text", ["", "one line\n", "1,2,3\n4,5,6\n"])
def test_what_has_no_headers_is_told(proposed, text):
    with pytest.raises(InputError):
        proposed(text)


def test_each_hint_is_of_a_column_that_exists():
    hints = own_toml("complaint_analysis.records.unknown_headers", "proposal")
    assert hints["complaint"].keys() <= kinds().keys()
    assert hints["row"].keys() <= canonical_columns()
    assert all(kind_of(column) for table in ("row", "complaint") for column in hints[table])


@pytest.mark.parametrize(
    "header",
    ["Tenancy Ref", "Customer ID", "Property Reference", "Person ID", "Contact ID", "Account Number"],
)
def test_the_number_of_a_person_or_a_home_is_never_offered_as_the_reference(proposed, header):
    rows = "".join(f"T{number:05d},{number % 27 + 1:02d}/04/2024,Repairs\n" for number in range(40))
    guesses, lines = proposed(f"{header},Date Received,Service Area\n{rows}")
    assert guesses[header] in ("", "private")
    assert "No column holds the complaint's own reference" in lines
    assert '# without_reference = ["export.csv"]' in lines


def test_the_complaints_own_number_is_offered_whoever_it_names_beside(proposed):
    guesses, _ = proposed(
        "Customer case ref,Date Received,Service\nA1,03/04/2024,Waste\nA2,04/04/2024,Waste\n"
    )
    assert guesses["Customer case ref"] == "reference"


@pytest.mark.parametrize("header", ["Created By", "Follow Up Support Team", "Customer Phone"])
@pytest.mark.parametrize("cell", ["", "Somebody"])
def test_who_did_a_thing_is_neither_a_day_nor_a_tenure(proposed, header, cell):
    guesses, _ = proposed(f"Case Ref,Date Received,Service,{header}\nA1,03/04/2024,Waste,{cell}\n")
    assert guesses[header] not in ("received", "action_due", "tenure")


def test_a_case_systems_types_parents_and_redress_are_known(proposed):
    rows = (
        "CAS-1,Complaint Stage 1,02/06/2024,Waste,Upheld,,Resolved,50.00\n"
        "CAS-2,Complaint Stage 2,20/06/2024,Waste,Not upheld,CAS-1,Open,\n"
    )
    header = "Case Number,Case Type,Created On,Service,Decision,Parent Case,Case Status,Redress (GBP)\n"
    guesses, lines = proposed(header + rows)
    assert guesses["Parent Case"] == "parent_reference"
    assert guesses["Redress (GBP)"] == "compensation_gbp"
    assert guesses["Case Status"] == ""
    assert "[values.record_type]" not in lines


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("Outcome", "Un-upheld"),
        ("Outcome", "Not fully upheld"),
        ("Outcome", "Disagreed"),
        ("Stage", "Stage Two Complaint"),
        ("Stage", "Housing Stage Two"),
        ("Case type", "Complaints2"),
        ("Tenure", "Non council tenant"),
    ],
)
def test_a_word_that_is_only_like_another_is_never_proposed_as_sure(proposed, column, word):
    rows = "".join(f"A{number},03/04/2024,Waste,{word}\n" for number in range(9))
    _, lines = proposed(f"Case Ref,Date Received,Service,{column}\n{rows}")
    assert not [line for line in lines.split("\n") if line.startswith(f'"{word}"')]
