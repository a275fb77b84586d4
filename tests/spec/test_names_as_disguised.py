"""Names and identifiers in the disguises that people and programs give them are met, each by itself.

Not met, and left to a reader: an O for a nought, a telephone number without its nought, stops between all the
letters of a postcode, emphasis within a word of a Markdown source (its page is read), letters of another
script that look alike, and what stands in the pixels of a picture.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pandas as pd
import pytest
from searched import hits_in

DISGUISED = Path(__file__).with_name("disguised-names.tsv")
HANDLERS = [
    "Tobias Quillfeather", "Ngozi Adebayo-Thorne", "Siân O’Hanratty", "Ewan McAllister", "Pieter van der Meer",
    "Quillfeather, Tobias", "zoe.lukasiewicz@" + "council.example", "COUNCIL\\pvenkataraman", "T.A. Pemberwick", "Baker, John",
    "Mark Green", "J.A. Hill", "Marchbanks Zuleika", "Jane Featherstonehaugh and Ulric Tansley", "Mary Jane Wood",
    "Susan Park-Hill", "Zoë Łukasiewicz", "Li Wu", "Ann Young", "Hope Street", "Dr. Priya Venkataraman (Repairs Manager)",
    "MacDonald Ross", "O'Brien, Siobhán", "Mr & Mrs Oxlip", "Grace Read", "tquillfeather2",
]  # fmt: skip
REFERENCES = ["CRM-448120-B", "QX 77 41 RR", "HSE/2291/0417", "448127", "COMP2024-0031", "23 018 987"]
ADDRESSES = ["3 Wimpleford Lane, Ottery", "Flat 2, 14 Abbot’s Way, Ottery", "Rose Cottage, Mill Lane, Ottery"]
BORN = ["12/03/1961", "1948-11-02"]


def disguised() -> list[tuple[str, str]]:
    """Each form with its text, the escapes undone."""
    lines = DISGUISED.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        (form, text.encode("latin-1", "backslashreplace").decode("unicode_escape")) for form, text in pairs
    ]


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in which anything is met; each form is a file of its own."""
    folder = tmp_path_factory.mktemp("disguised")
    for number, (form, text) in enumerate(disguised()):
        kind = form.partition(" ")[0] if form.startswith(".") else ".html"
        content = text if kind != ".html" else f"<p>Report</p>\n<p>{text}</p>"
        (folder / f"{number}{kind}").write_text(content, encoding="utf-8")
    columns = {
        "reference": REFERENCES, "service": [], "stage1_handler": HANDLERS, "other: Property Address": ADDRESSES,
        "other: Date of Birth": BORN,
    }  # fmt: skip
    rows = zip_longest(*columns.values())
    records = pd.DataFrame(rows, columns=list(columns)).assign(service="Planning", ward="Hill Ward")
    records["reference"] = records["reference"].fillna("ZZQ-9999")
    return {Path(hit.file).stem for hit in hits_in(folder, records)}


@pytest.mark.parametrize(("number", "form"), list(enumerate(form for form, _ in disguised())))
def test_a_disguised_name_is_met(met, number, form):
    assert str(number) in met, form


def test_there_are_many_disguises():
    assert len({text for _, text in disguised()}) > 150
