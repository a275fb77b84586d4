"""Exports of the same complaints in which references lost their zeros or dashes, and of others numbered alike."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from conftest import SmallCouncil
from hypothesis import given, settings
from hypothesis import strategies as st

SERVICES = ("Waste", "Parking", "Planning", "Leisure")
EXAMPLES = settings.default.max_examples // 4
NUMBERS = st.lists(st.integers(1, 9999), min_size=1, max_size=8, unique=True)
DAMAGE = st.sampled_from(
    [
        lambda reference: reference.replace("/0", "/").replace("/0", "/").replace("/0", "/"),
        lambda reference: reference.lower(),
        lambda reference: reference.replace("/", "-"),
        lambda reference: reference.replace("/", ""),
    ]
)


def export(numbers: list[int], write, first_day: date) -> str:
    lines = ["Reference,Date received,Service,Response sent"]
    for place, number in enumerate(numbers):
        day = first_day + timedelta(days=number % 300)
        sent = day + timedelta(days=9)
        reference = write(f"COM/{number:04d}")
        lines.append(f"{reference},{day:%d/%m/%Y},{SERVICES[(number + place) % 4]},{sent:%d/%m/%Y}")
    return "\n".join(lines)


def kept(*exports: str) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        council = SmallCouncil(Path(folder))
        for number, text in enumerate(exports):
            council.export(text, f"{number}.csv")
        return council.records().reconciliation


@settings(max_examples=EXAMPLES)
@given(NUMBERS, DAMAGE)
def test_the_same_complaints_with_damaged_references_are_the_same(numbers, damage) -> None:
    whole = export(numbers, str, date(2024, 4, 2))
    damaged = export(numbers, damage, date(2024, 4, 2))
    count = len(numbers)
    assert kept(whole, damaged) == {"read": 2 * count, "merged": count, "rejected": 0, "kept": count}


@settings(max_examples=EXAMPLES)
@given(NUMBERS)
def test_other_complaints_with_the_same_references_are_not_lost(numbers) -> None:
    mine = export(numbers, str, date(2024, 4, 2))
    others = mine
    for one, other in zip(SERVICES, ("Licensing", "Museums", "Markets", "Beaches"), strict=True):
        others = others.replace(one, other)
    others = export_a_day_later(others)
    assert kept(mine, others)["kept"] == 2 * len(numbers)


def export_a_day_later(text: str) -> str:
    header, *rows = text.split("\n")
    later = []
    for row in rows:
        reference, day, service, _ = row.split(",")
        number, month, year = (int(part) for part in day.split("/"))
        later.append(f"{reference},{date(year, month, number) + timedelta(days=1):%d/%m/%Y},{service},")
    return "\n".join([header, *later])
