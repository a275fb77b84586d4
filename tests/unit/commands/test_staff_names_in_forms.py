"""A name that the records hold stops a publication where a form, a plan or a statement has it."""

from __future__ import annotations

import io

import docx
import pytest

from complaint_analysis.commands.written_inputs import refuse_personal_inputs
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.run.period_run import Run

EXPORT = "Reference,Received,Service,{header}\nC-1,01/05/2024,Council Housing,{name}\n"
FORM = "provision,requirement,answer,evidence\n1.2,,Yes,{evidence}\n"
YEAR = ReportingYear(2024)
AS_RECORDED = [
    "Beatrix Honeychurch", "Honeychurch, Beatrix", "B. Honeychurch", "beatrix.honeychurch@" + "council.example",
    "COUNCIL\\bhoneychurch", "Beatrix Honeychurch (Complaints Team)", "Ms Honeychurch / Officer 14", "HONEYCHURCH B",
]  # fmt: skip


def run_of(council) -> Run:
    loaded = load_council(council.folder)
    return Run(loaded, loaded.year(YEAR), YEAR.period, council.records(), None)


def in_word(evidence: str) -> bytes:
    made, form = io.BytesIO(), docx.Document()
    table = form.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("1.2", "Yes", evidence), strict=True):
        cell.text = text
    form.save(made)
    return made.getvalue()


@pytest.mark.parametrize("name", AS_RECORDED)
@pytest.mark.parametrize("header", ["S1 Handler", "Case Owner", "Last Modified By"])
def test_a_staff_name_in_the_evidence_of_a_form_is_met(council, name, header):
    council.export(EXPORT.format(header=header, name=f'"{name}"'))
    council.write("2024-25/self-assessment-housing.csv", FORM.format(evidence="Log kept by Ms Honeychurch"))
    with pytest.raises(PersonalDataStopped, match=r"self-assessment-housing\.csv") as stopped:
        refuse_personal_inputs(run_of(council))
    assert "oneychurch" not in str(stopped.value)


def test_a_staff_name_in_a_form_in_word_is_met(council):
    council.export(EXPORT.format(header="S1 Handler", name="Beatrix Honeychurch"))
    council.write("2024-25/self-assessment-housing.docx", in_word("See Honeychurch’s log"))
    with pytest.raises(PersonalDataStopped, match=r"self-assessment-housing\.docx"):
        refuse_personal_inputs(run_of(council))


def test_a_column_that_is_to_be_left_alone_is_searched_for_all_the_same(council):
    council.settings('[columns]\n"Looked after by" = "private"\n')
    council.export(EXPORT.format(header="Looked after by", name="Beatrix Honeychurch"))
    council.write("2024-25/self-assessment-housing.csv", FORM.format(evidence="Log kept by Ms Honeychurch"))
    with pytest.raises(PersonalDataStopped, match="Looked after by"):
        refuse_personal_inputs(run_of(council))


def test_roles_in_the_evidence_pass(council):
    council.export(EXPORT.format(header="S1 Handler", name="Complaints Manager"))
    council.write(
        "2024-25/self-assessment-housing.csv", FORM.format(evidence="The Complaints Manager keeps a log")
    )
    refuse_personal_inputs(run_of(council))
