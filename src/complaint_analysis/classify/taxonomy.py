"""The taxonomy: the labels of each kind, their printed names, and the officers' words that mean them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from complaint_analysis.council.data_files import own_toml

OTHER = "other"
_NO_KINDS = ("version", "unspecific")
_CASE_CODE = re.compile(r"^\s*[a-z]{0,4}\d+[a-z]?(?:\s*+[-.:)])?\s+", re.IGNORECASE)
_PARTS = re.compile(r"(?<!\s)\s++-\s+|[/:>;|()–—]")


@cache
def _taxonomy() -> dict:
    return own_toml(__package__, "taxonomy")


def version() -> str:
    """The version of the words in use; it is kept in provenance."""
    return _taxonomy()["version"]


def kinds() -> tuple[str, ...]:
    """Every kind of label, in the order of the file."""
    return tuple(kind for kind in _taxonomy() if kind not in _NO_KINDS)


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


def exclusion_group(reason: str, policy: Collection[str] | None, regime: str) -> str:
    """The group of `exclusion_group` in which a refusal's reason is shown.

    The Housing Ombudsman Code (2.2) names examples; the LGSCO Code names none, so that a refusal
    under it is held against the council's published `policy` alone; None where its reasons are not given.

    >>> exclusion_group("over_12_months", [], "housing"), exclusion_group("over_12_months", [], "lgsco")
    ('named_in_code', 'named_in_neither')
    >>> exclusion_group("over_12_months", None, "lgsco")
    'policy_not_recorded'
    """
    if reason == "not_recorded":
        return "no_reason"
    if regime == "housing" and _taxonomy()["exclusion_reason"][reason].get("named_in_code", False):
        return "named_in_code"
    if policy is None:
        return "policy_not_recorded"
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


def named_in(kind: str, text: str) -> tuple[str, ...]:
    """The labels that an officer's own words name, in the order of the taxonomy; none where they name none.

    A text that is a known code means its label alone. In any other, known words stand for their labels where
    they stand whole, the longest first; words that are in many texts of any subject (`unspecific`) do not.

    >>> named_in("category_housing", "Repairs that come back")
    ('property_condition',)
    >>> named_in("category_housing", "Answering on time")
    ()
    """
    if whole := canonical(kind, text):
        return (whole,)
    words, known = tuple(_words(text)), _phrases(kind)
    reach = max(map(len, known))
    found: set[str] = set()
    start = 0
    while start < len(words):
        ends = range(min(start + reach, len(words)), start, -1)
        longest = next((end for end in ends if words[start:end] in known), start)
        found |= {known[words[start:longest]]} if longest > start else set()
        start = max(longest, start + 1)
    return tuple(label for label in labels(kind) if label in found)


@cache
def _phrases(kind: str) -> dict[tuple[str, ...], str]:
    """The labels by the words that name them inside a longer text."""
    unspecific = {tuple(_words(word)) for word in _taxonomy()["unspecific"]}
    named = {
        tuple(_words(word)): label
        for label, entry in _taxonomy()[kind].items()
        if label != OTHER
        for word in (*entry.get("synonyms", []), label.replace("_", " "), entry["printed"])
    }
    return {words: label for words, label in named.items() if words not in unspecific}


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
    return "".join(_words(code))


def _words(code: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", code.casefold()))
    return [word.removesuffix("s") if len(word) > 3 else word for word in words if word != "and"]
