"""The two Complaint Handling Codes as data: provisions in our own words, and which of them ask for the same.

The same number means different things in the two Codes, so everything is keyed by (code, number).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from complaint_analysis.council.codes.regimes import REGIMES, CodeName
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.errors import UsageError

EDITIONS: dict[CodeName, str] = {"housing": "2024", "lgsco": "2024"}
"""The edition of each Code that a self-assessment answers."""
_OF_A_CODE = ("edition", "title", "ombudsman", "short_name", "status", "since")


@dataclass(frozen=True)
class Section:
    """A part of a Code; the complaint stages are two parts of one number."""

    number: int
    name: str

    @property
    def heading(self) -> str:
        return f"Section {self.number}: {self.name}"


@dataclass(frozen=True)
class RecordTest:
    """How records test a provision: the name of a function that finds cases, and the stage it looks at."""

    find: str
    stage: int = 0


@dataclass(frozen=True)
class Provision:
    """One provision of a Code.

    `wording` is our own. `verb` is the Code's: must or should. `from_records` says whether complaint
    records can test it (yes, partial, no), `figures` are the ids that speak to it, `test` is how they do,
    None where they cannot. `since` is an ISO date or month.
    """

    code: CodeName
    number: str
    section: Section
    wording: str
    verb: Literal["must", "should"]
    from_records: Literal["yes", "partial", "no"]
    figures: tuple[str, ...]
    since: str
    test: RecordTest | None = None

    @property
    def key(self) -> tuple[CodeName, str]:
        return self.code, self.number


@dataclass(frozen=True)
class Code:
    """One Ombudsman's Code, its provisions in the Code's order.

    `applied_from` is the date from which the Ombudsman's casework applies it, where that is later.
    """

    code: CodeName
    edition: str
    title: str
    ombudsman: str
    short_name: str
    status: str
    since: str
    applied_from: str
    sections: tuple[Section, ...]
    provisions: dict[tuple[CodeName, str], Provision]

    @property
    def name(self) -> str:
        """The Code as readers know it: Housing Ombudsman Complaint Handling Code."""
        return f"{self.ombudsman} {self.title}"

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of its provisions, in order: 1.10 comes after 1.9."""
        return tuple(number for _, number in self.provisions)

    def __getitem__(self, number: str) -> Provision:
        return self.provisions[self.code, number]

    def __contains__(self, number: str) -> bool:
        return (self.code, number) in self.provisions


@cache
def load_code(code: str) -> Code:
    """The Code of a name, `housing` or `lgsco`; a UsageError for any other name.

    >>> load_code("housing")["6.14"].wording
    'Give the final response within 20 working days of acknowledging the escalation'
    >>> load_code("lgsco")["6.14"].wording
    'Have stage 2 considered by someone who did not consider stage 1'
    """
    name = _code_name(code)
    data = own_toml(__package__, f"{name}-{EDITIONS[name]}")
    provisions = [
        _provision(name, data, section, entry)
        for section in data["section"]
        for entry in section["provision"]
    ]
    return Code(
        code=name,
        sections=tuple(_section(section) for section in data["section"]),
        provisions={provision.key: provision for provision in provisions},
        applied_from=data.get("applied_from", data["since"]),
        **{key: data[key] for key in _OF_A_CODE},
    )


@dataclass(frozen=True)
class Equivalent:
    """Two provisions that ask for the same; `extent` is `part` where only a part of one is in the other."""

    housing: Provision
    lgsco: Provision
    extent: Literal["full", "part"]


@cache
def equivalents() -> tuple[Equivalent, ...]:
    """Every pair of provisions of the two Codes that ask for the same, in the housing Code's order."""
    housing, lgsco = load_code("housing"), load_code("lgsco")
    return tuple(
        Equivalent(housing[pair["housing"]], lgsco[pair["lgsco"]], pair["extent"])
        for pair in own_toml(__package__, "equivalents")["pairs"]
    )


def equivalents_of(provision: Provision) -> tuple[Provision, ...]:
    """The provisions of the other Code that ask for what this one asks for; none where it stands alone.

    >>> [other.number for other in equivalents_of(load_code("housing")["6.14"])]
    ['6.15']
    """
    pairs = [(pair.housing, pair.lgsco) for pair in equivalents()]
    either_way = [*pairs, *((second, first) for first, second in pairs)]
    return tuple(other for one, other in either_way if one == provision)


def _code_name(code: str) -> CodeName:
    for name in REGIMES:
        if name == code:
            return name
    raise UsageError(f"'{code}' is not a Complaint Handling Code", do=f"give one of: {', '.join(REGIMES)}")


def _section(entry: dict[str, Any]) -> Section:
    return Section(entry["number"], entry["name"])


def _provision(
    code: CodeName, data: dict[str, Any], section: dict[str, Any], entry: dict[str, Any]
) -> Provision:
    return Provision(
        code=code,
        number=entry["number"],
        section=_section(section),
        wording=entry["wording"],
        verb=entry.get("verb", data["verb"]),
        from_records=entry["from_records"],
        figures=tuple(entry["figures"]),
        since=entry.get("since", data["since"]),
        test=RecordTest(**entry["test"]) if "test" in entry else None,
    )
