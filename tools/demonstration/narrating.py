"""What people wrote: hand-written texts with parts that vary, so that none reads the same twice."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from demonstration.case import Case
from demonstration.chance import Chance
from demonstration.plan import data

FILES = ("narratives-housing.toml", "narratives-lgsco.toml", "narratives-other.toml")
CLOSING_PCT = 22


class Narrator:
    """Gives each case a text that suits it, the least used first."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._texts = [text for name in FILES for text in data(name)["narrative"]]
        self._used: Counter[int] = Counter()

    def tell(self, case: Case) -> None:
        """Sets the case's description and, from the text's own labels, what it is about."""
        text = self._least_used([index for index, text in enumerate(self._texts) if _suits(text, case)])
        case.category, case.cause = text.get("category", ""), text.get("cause", "")
        case.channel = text.get("channel", "")
        case.service = text.get("service", case.service)
        told = text["text"].strip() + self._closing(text)
        case.description = told.format_map(self._parts(case.received))

    def _least_used(self, suitable: list[int]) -> dict[str, Any]:
        fewest = min(self._used[index] for index in suitable)
        index = self._chance.one_of([index for index in suitable if self._used[index] == fewest])
        self._used[index] += 1
        return self._texts[index]

    def _closing(self, text: dict[str, Any]) -> str:
        fits = text.get("closing", True) and self._chance.happens(CLOSING_PCT / 100)
        return " " + self._chance.one_of(data("words.toml")["closings"]) if fits else ""

    def _parts(self, received: date) -> dict[str, str]:
        drawn = {name: self._chance.one_of(choices) for name, choices in data("words.toml")["parts"].items()}
        earlier = received - timedelta(days=self._chance.whole(35, 150))
        lately = received - timedelta(days=self._chance.whole(2, 16))
        numbers = {
            "number": self._chance.whole(2, 118),
            "weeks": self._chance.whole(3, 14),
            "months": self._chance.whole(2, 9),
            "times": self._chance.whole(3, 8),
            "years": self._chance.whole(4, 41),
            "amount": self._chance.whole(12, 96) * 5,
            "request": f"SR-{self._chance.whole(10200, 19800)}",
            "phone": f"07700 900{self._chance.whole(100, 899)}",
            "landline": f"01632 960{self._chance.whole(100, 899)}",
            "postcode": f"ZZ99 {self._chance.whole(1, 9)}{self._chance.one_of('ABDEFGHJLN')}Z",
            "month": f"{earlier:%B}",
            "date": f"{lately.day} {lately:%B}",
            "weekday": f"{lately:%A}",
        }
        return drawn | {name: str(value) for name, value in numbers.items()}


def _suits(text: dict[str, Any], case: Case) -> bool:
    about = (case.record_type, case.exclusion_reason if case.accepted == "no" else "")
    if (text.get("record_type", "complaint"), text.get("exclusion_reason", "")) != about:
        return False
    if "regime" in text and text["regime"] != case.regime:
        return False
    if case.received.month not in text.get("months", [case.received.month]):
        return False
    return case.service in text.get("services", [case.service])
