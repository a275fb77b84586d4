"""What the columns of the records mean, in a sentence each: for templates and the documentation."""

from __future__ import annotations

from dataclasses import dataclass

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.records.reading.cells import kinds
from complaint_analysis.records.reading.synonyms import value_words

HOW_TO_FILL = {
    "text": "any text",
    "name": "any text",
    "text_or_no": "words, or no",
    "date": "a date",
    "date_or_yes": "a date, or only yes or no",
    "date_or_words": "a date",
    "flag": "yes or no",
    "refused": "yes or no, a date or a reason",
    "money": "pounds",
    "fixed": "one of the words",
    "reason": "one of the words",
    "list": "words, several with a semicolon between",
}
"""How a cell of each kind is filled."""
_SAME_AS_OTHERS = ("refused", "stage1_extended", "stage2_extended")


@dataclass(frozen=True)
class ColumnDescription:
    """A column of the records: its name, what it holds, how its cells are read, and their words if fixed."""

    name: str
    meaning: str
    kind: str
    words: tuple[str, ...] = ()

    @property
    def to_fill(self) -> str:
        """How a person fills a cell of it."""
        return HOW_TO_FILL[self.kind]


def given_columns() -> tuple[ColumnDescription, ...]:
    """Every column that an export may have, in the order of the vocabulary; both stages named."""
    return tuple(
        ColumnDescription(name, meaning(name), kind, fixed_words(name)) for name, kind in kinds().items()
    )


def template_columns() -> tuple[ColumnDescription, ...]:
    """The columns of a tracker that records everything, without those that say what another one says."""
    return tuple(column for column in given_columns() if column.name not in _SAME_AS_OTHERS)


def derived_columns() -> dict[str, str]:
    """What the program adds to the records, by column."""
    words = own_toml(__package__, "dictionary")
    staged = {
        f"stage{stage}_{name}": text.format(stage=stage)
        for stage in (1, 2)
        for name, text in words["derived_stage"].items()
    }
    return {**words["derived"], **staged}


def meaning(column: str) -> str:
    """What a column holds, in a sentence; a KeyError for one that the dictionary does not have.

    >>> meaning("stage2_requested")
    'The day on which the complainant asked for stage 2.'
    """
    words = own_toml(__package__, "dictionary")
    known = {
        **words["given"],
        **{
            f"stage{stage}_{name}": text.format(stage=stage)
            for stage in (1, 2)
            for name, text in words["stage"].items()
        },
        **{f"stage2_{name}": text for name, text in words["stage2"].items()},
        **derived_columns(),
    }
    return known[column]


def fixed_words(column: str) -> tuple[str, ...]:
    """The canonical values of a column with fixed words; none where any text may stand."""
    kind = kinds()[column]
    if kind == "flag" or column == "accepted":
        return ("yes", "no")
    if kind not in ("fixed", "reason", "list") and column != "stage_as_recorded":
        return ()
    return tuple(dict.fromkeys(value_words(column).values()))
