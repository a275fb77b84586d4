"""The taxonomy: the labels of each kind, their printed names, and the officers' words that mean them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_NOT_A_LABEL = "version"
_CASE_CODE = re.compile(r"^\s*[a-z]{0,4}\d+[a-z]?\s*[-.:)]?\s+", re.IGNORECASE)
_PARTS = re.compile(r"\s+-\s+|[/:>;|()–—]")


@cache
def _taxonomy() -> dict:
    return tomllib.loads(files("complaint_analysis.classify").joinpath("taxonomy.toml").read_text("utf-8"))


def version() -> str:
    """The version of the words in use; it is kept in provenance."""
    return _taxonomy()["version"]


def kinds() -> tuple[str, ...]:
    """Every kind of label, in the order of the file."""
    return tuple(kind for kind in _taxonomy() if kind != _NOT_A_LABEL)


def labels(kind: str) -> tuple[str, ...]:
    """Every label of a kind, in the order in which tables show them.

    >>> labels("regime")
    ('housing', 'lgsco', 'statutory', 'unassigned')
    """
    return tuple(_taxonomy()[kind])


def printed(kind: str, label: str) -> str:
    """A label as readers see it.

    >>> printed("category_lgsco", "education_and_childrens_services")
    "Education and children's services"
    """
    return _taxonomy()[kind][label]["printed"]


def description(kind: str, label: str) -> str:
    """What a label covers, in one sentence."""
    return _taxonomy()[kind][label]["description"]


def category_kind(regime: str) -> str:
    """The list of categories that a regime uses: the landlord's own, else the LGSCO's.

    >>> category_kind("housing"), category_kind("statutory")
    ('category_housing', 'category_lgsco')
    """
    return "category_housing" if regime == "housing" else "category_lgsco"


def exclusion_group(reason: str, policy: Collection[str], regime: str) -> str:
    """The group of `exclusion_group` in which a refusal's reason is shown.

    The Housing Ombudsman Code (2.2) names examples; the LGSCO Code names none, so that a refusal
    under it is held against the council's published `policy` alone.

    >>> exclusion_group("over_12_months", [], "housing"), exclusion_group("over_12_months", [], "lgsco")
    ('named_in_code', 'named_in_neither')
    """
    if regime == "housing" and _taxonomy()["exclusion_reason"][reason].get("named_in_code", False):
        return "named_in_code"
    return "named_in_policy" if reason in policy else "named_in_neither"


def canonical(kind: str, code: str) -> str:
    """The label that an officer's code means, or '' where it is not known.

    A leading number and a code of several parts are allowed for, as long as the parts do not
    contradict each other.

    >>> canonical("category_housing", "REP01 Damp & Mould"), canonical("cause", "Repairs - Delay")
    ('property_condition', 'delay')
    >>> canonical("category_housing", "Rent / Repairs")
    ''
    """
    without_number = _CASE_CODE.sub("", code)
    if whole := _meaning(kind, code) or _meaning(kind, without_number):
        return whole
    parts = {_meaning(kind, part) for part in _PARTS.split(without_number)} - {""}
    return parts.pop() if len(parts) == 1 else ""


def _meaning(kind: str, code: str) -> str:
    return _meanings(kind).get(_key(code), "")


@cache
def _meanings(kind: str) -> dict[str, str]:
    words = {
        _key(word): label for label, entry in _taxonomy()[kind].items() for word in entry.get("synonyms", [])
    }
    own = {
        _key(word): label for label, entry in _taxonomy()[kind].items() for word in (label, entry["printed"])
    }
    return words | own


@cache
def _key(code: str) -> str:
    """A code without case, space, punctuation, "and", and the s of a plural.

    >>> _key("Complaints-Handling"), _key("Damp & Mould")
    ('complainthandling', 'dampmould')
    """
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", code.casefold()))
    return "".join(word.removesuffix("s") if len(word) > 3 else word for word in words if word != "and")
