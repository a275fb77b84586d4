"""Fewer than 2 in 100 harmless passages stop a publication, whatever a council's people and streets are called.

Twenty councils are invented, whose officers and tenants have common English names, many of them words: Baker,
Green, Hill, Park, Rose, Read, Hope, Grace, May, Mark, Will. Their reports say what reports say.
"""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from searched import hits_in

GIVEN = (
    "Mark Will Hope Grace May Rose Amber Dawn Faith Joy Olive Ruby Violet Heather Iris Ivy Lily Poppy Robin Jay Guy Bill Bob Jack "
    "Frank Grant Dean Miles Drew Pat Penny Sue Sandy Gene Victor Ray Rich Rob Chuck Art Jean Angel Crystal Summer April June Autumn "
    "John Mary Susan David Linda Robert James Sarah Emma Thomas Priya Mohammed Fatima Chloe Oliver Amelia George Aisha Kwame Zoe"
).split()
SURNAMES = (
    "Baker Green Hill Park Rose Young Street Read Hope Grace May Marks Wills Wood Field Cook Carter Turner Walker White Black Brown "
    "Gray Long Short Small Day Knight King Bishop Church Cross Court Bridge Banks Marsh Lane Stone Price Sharp Swift Law Page Ward "
    "Hall House Mills Wells West North Winter Summers Power Best Good Case Close Bond Bush Banks Ford Fox Wolf Bird Fish Rivers Pool "
    "Smith Jones Taylor Davies Wilson Evans Johnson Roberts Wright Robinson Thompson Hughes Edwards Harris Patel Khan Singh Ali Begum"
).split()
ROADS = "Street Lane Road Avenue Close Court Way Drive Gardens Terrace".split()
SERVICES = [
    "Council Housing",
    "Waste and Recycling",
    "Planning",
    "Parking",
    "Parks and Green Spaces",
    "Revenues and Benefits",
]
PASSAGES = (
    "Mark the form with a cross where the answer is no, and sign each page.",
    "We hope for fewer complaints about repairs in the coming year.",
    "Hope for the best is not a plan: we will check every case each month.",
    "In March, April, May and June we received {number} complaints about {service}.",
    "Will the changes last? We will report on them in May 2025.",
    "Read the policy before you answer; read it again before you refuse.",
    "The {road} service was moved to the {other} office in June.",
    "{place} ward had {number} complaints, and {second} ward had 12.",
    "Residents of {road} and {other} asked for more bins.",
    "Green bins were missed on {road} on three Mondays.",
    "The grace period of 10 working days was used in 14 cases.",
    "Young people told us that the form is too long.",
    "Cook once, eat twice: the community kitchen at {place} Hall reopened.",
    "Park and ride at {place} Park is open from Monday to Saturday.",
    "The bridge at {place} Bridge was closed; the field behind the church was flooded.",
    "A Good Complaints Process. A Fair Hearing. A Green Future.",
    "I Will Be Heard: what tenants told us about {service}.",
    "Case law is clear on this; the court agreed with the Ombudsman in 2 of 3 cases.",
    "White goods, brown bins and black bags are taken on Fridays.",
    "We answered 81 of 93 complaints in time (87.1%), against 84.6% in 2023-24.",
    "The Housing Ombudsman's Code, 6.3 and 6.14; the LGSCO's Code, 5.1 to 5.8.",
    "Rose beds in {place} Gardens were replanted. May bank holidays delayed the work.",
    "Small, short and sharp: the new letter has one page, not four.",
    "The summer and winter surveys show the same; in autumn fewer people wrote.",
    "Power cuts in the north and west of the district made the lifts stop.",
    "Long waits for a carpenter or a turner were the commonest cause: 23 of 61.",
    "The best day to ring is Wednesday; our price list is on page 4.",
    "Stone steps at {road} were made safe; a hand rail follows by 31 March 2026.",
    "The Head of Customer Services, the Repairs Manager and the Monitoring Officer met monthly.",
    "St {given}'s Church Hall, {place} Library and the {place} Community Centre have our leaflets.",
)


def council(seed: int) -> tuple[pd.DataFrame, list[str]]:
    """The records of an invented council, and what its report says."""
    draw = random.Random(seed)
    rows = 80
    handlers = [f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)}" for _ in range(12)]
    streets = [
        f"{name} {road}"
        for name, road in zip(draw.sample(SURNAMES, 10), draw.choices(ROADS, k=10), strict=True)
    ]
    wards = draw.sample(SURNAMES, 6)
    records = pd.DataFrame(
        {
            "reference": [f"C{seed:02}{number:05}" for number in range(rows)],
            "service": draw.choices(SERVICES, k=rows),
            "ward": [f"{name} Ward" for name in draw.choices(wards, k=rows)],
            "stage1_handler": draw.choices(handlers, k=rows),
            "other: Customer Name": [f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)}" for _ in range(rows)],
            "other: Property Address": [
                f"{draw.randint(1, 120)} {draw.choice(streets)}, Testford" for _ in range(rows)
            ],
            "other: Date of Birth": [
                f"{draw.randint(1, 28)}/{draw.randint(1, 12)}/{draw.randint(1940, 2006)}" for _ in range(rows)
            ],
            "other: Tenancy Ref": [str(draw.randint(1000, 999_999)) for _ in range(rows)],
            "description": [None] * rows,
        }
    )
    said = [
        passage.format(
            number=draw.randint(10, 400), service=draw.choice(SERVICES), road=draw.choice(streets), other=draw.choice(streets),
            place=draw.choice(wards), second=draw.choice(wards), given=draw.choice(GIVEN),
        )
        for passage in PASSAGES
    ]  # fmt: skip
    return records, said


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Each harmless passage of the twenty councils that is stopped, with the column and the value."""
    return [
        (said[int(Path(hit.file).stem)], hit.column, hit.value)
        for seed in range(20)
        for folder in [tmp_path_factory.mktemp(f"council-{seed}")]
        for records, said in [council(seed)]
        for hit in _written(folder, said) or hits_in(folder, records)
    ]


def _written(folder: Path, passages: list[str]) -> None:
    for number, passage in enumerate(passages):
        (folder / f"{number}.html").write_text(f"<h2>Report</h2>\n<p>{passage}</p>", encoding="utf-8")


def test_fewer_than_two_in_a_hundred_harmless_passages_are_stopped(stopped) -> None:
    passages = {passage for passage, _, _ in stopped}
    assert len(passages) < 0.02 * 20 * len(PASSAGES), "\n".join(map(str, stopped))


@pytest.mark.parametrize("seed", range(20))
def test_the_same_people_are_met_where_they_are_named(tmp_path, seed) -> None:
    """What lets harmless words pass lets no name pass: each handler whole, turned about, with title and initial."""
    records, _ = council(seed)
    for number, name in enumerate(records["stage1_handler"].unique()):
        given, surname = name.split()
        written = (
            f"We thank {name}.",
            f"See {surname}, {given}",
            f"Mr {surname} rang",
            f"Cllr {surname}’s ward",
            f"{given[0]}. {surname}",
        )
        for form, text in enumerate(written):
            (tmp_path / f"{number}-{form}.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    assert {hit.file for hit in hits_in(tmp_path, records)} == {path.name for path in tmp_path.iterdir()}
