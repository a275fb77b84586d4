"""Provisions of the two Codes that ask for the same, answered differently."""

from __future__ import annotations

from complaint_analysis.council.codes.catalogue import equivalents, load_code
from complaint_analysis.self_assessment.form import Answer, Form, Row
from complaint_analysis.self_assessment.side_by_side import answered_differently, pair_rows


def form(code: str, **answers: Answer) -> Form:
    given = {name[1:].replace("_", "."): answer for name, answer in answers.items()}
    return Form(
        code, tuple(Row(number, answer=given.get(number, "yes")) for number in load_code(code).numbers)
    )


def test_nothing_where_both_say_the_same() -> None:
    assert answered_differently(form("housing"), form("lgsco")) == ()


def test_every_pair_by_its_own_numbers() -> None:
    found = answered_differently(
        form("housing", n6_13="no"), form("lgsco", n6_14="yes", n5_5="blank", n6_6="no")
    )
    pairs = [
        (pair.equivalent.housing.number, pair.housing, pair.equivalent.lgsco.number, pair.lgsco)
        for pair in found
    ]
    assert pairs == [
        ("5.9", "yes", "5.5", "blank"),
        ("6.6", "yes", "6.6", "no"),
        ("6.13", "no", "6.14", "yes"),
        ("6.17", "yes", "6.6", "no"),
    ]


def test_a_short_form_answers_as_its_section_does() -> None:
    short = Form(
        "lgsco", tuple(Row(str(n), answer="no" if n == 8 else "yes") for n in range(1, 10)), by_section=True
    )
    found = answered_differently(form("housing"), short)
    assert {pair.equivalent.lgsco.number for pair in found} == {"8.1", "8.2", "8.3"}


def test_the_list_has_room_for_an_explanation() -> None:
    rows = pair_rows(answered_differently(form("housing"), form("lgsco", n7_5="no")))
    row = rows.iloc[0]
    assert (row["housing_provision"], row["lgsco_provision"], row["asks_for_the_same"]) == (
        "7.4",
        "7.5",
        "in full",
    )
    assert (row["explanation"], row["lgsco_wording"]) == ("", load_code("lgsco")["7.5"].wording)
    assert pair_rows(()).empty


def test_every_provision_with_an_equivalent_is_compared() -> None:
    no = Form("lgsco", tuple(Row(number, answer="no") for number in load_code("lgsco").numbers))
    assert len(answered_differently(form("housing"), no)) == len(equivalents())
