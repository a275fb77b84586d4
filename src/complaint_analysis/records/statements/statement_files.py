"""A statement in a year's folder, from the one file in which it is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from complaint_analysis.council.settings import shown
from complaint_analysis.council.text_files import read_text
from complaint_analysis.errors import InputError
from complaint_analysis.records.statements.printed_text import commonmark_blocks, printed_text
from complaint_analysis.records.statements.word_statement import word_blocks

STATEMENTS = ("member-statement", "response", "implications", "non-compliance-notice")
KINDS = (".md", ".docx")
_PASTED_BULLET = re.compile(r"^[ \t]*[•▪●◆❖➢][ \t]+", re.MULTILINE)
"""How a line of a list begins that was pasted from Word: in markdown it is a line of a list too."""
_BELOW = {"response": 2, "non-compliance-notice": 2}
"""The level of the heading below which a statement stands, where it is not the first."""


class Statement(NamedTuple):
    """What may be printed of a statement, None where nothing is written; and what was left out of it."""

    text: str | None = None
    left_out: tuple[str, ...] = ()


def read_statement(folder: Path, name: str) -> Statement:
    """The statement of a name in a year's folder, in markdown or Word, without any where there is no file.

    An InputError where both are there, or where one holds more than text.
    """
    path = statement_file(folder, name)
    if path is None:
        return Statement()
    if path.suffix == ".docx":
        blocks, left_out = word_blocks(path)
    else:
        blocks, left_out = commonmark_blocks(_PASTED_BULLET.sub("- ", read_text(path))), ()
    text = printed_text(blocks, path, below=_BELOW.get(name, 1))
    return Statement(text or None, left_out)


def statement_file(folder: Path, name: str) -> Path | None:
    """The file of a statement, None where there is none; an InputError where there are two."""
    there = [path for kind in KINDS if (path := folder / f"{name}{kind}").is_file()]
    if len(there) > 1:
        both = " and ".join(shown(path) for path in there)
        raise InputError("the same text lies there twice", where=both, do="keep one of the two files")
    return there[0] if there else None
