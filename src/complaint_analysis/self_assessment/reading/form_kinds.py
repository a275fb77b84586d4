"""Forms that cannot be read: of an older edition of a Code, or with answers that are not to be found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.council.codes.earlier_editions import EarlierEdition, earlier_editions
from complaint_analysis.council.codes.regimes import CODE_NAME
from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.reading.lines import NUMBER, Piece, opening_number, tidy

_FEWEST, _MUCH_MORE = 5, 2


def require_edition(pieces: Iterable[Piece], code: Code, path: Path) -> None:
    """An InputError where a form answers an older edition, by the numbers with which its lines open."""
    opened = _opened(pieces)
    for older in earlier_editions():
        if _is_of(older, opened, code):
            raise InputError(
                f"the form answers an older edition of {CODE_NAME[older.code]}, that of {older.edition}, "
                f"in which the same number often asks for something else than in that of {code.edition}",
                where=shown(path),
                do=f"fill in a form of {code.edition} (export-form writes one), and keep this one outside "
                "the folders of the years",
            )


def no_provision(pieces: Iterable[Piece], code: Code, path: Path) -> InputError:
    """The error of a form in which no provision was found, or provisions without any answer."""
    if len(_opened(pieces) & set(code.numbers)) < _FEWEST:
        return InputError(
            "the form holds no provision",
            where=shown(path),
            do="it needs a table with the Code's numbers, and headings for provision and answer",
        )
    return InputError(
        "the form has lost its table: the Code's numbers are there, but no answer can be found to them",
        where=shown(path),
        do="name the form's own Word or Excel file, or put its text into a table again: a row a provision, "
        "and headings for provision and answer",
    )


def _is_of(older: EarlierEdition, opened: set[str], code: Code) -> bool:
    """Whether the numbers fit an older edition: several that only it has, few that only the other has."""
    older_alone = opened & older.numbers - set(code.numbers)
    newer_alone = opened & set(code.numbers) - older.numbers
    return len(older_alone) >= max(_FEWEST, _MUCH_MORE * len(newer_alone))


def _opened(pieces: Iterable[Piece]) -> set[str]:
    """The numbers with which lines open, and those that stand alone in a cell."""
    rows = [[tidy(cell) for cell in line.cells if cell.strip()] for piece in pieces for line in piece]
    return {opening_number(cell) for cells in rows for cell in _at_the_head(cells)} - {""}


def _at_the_head(cells: Sequence[str]) -> list[str]:
    return [*cells[:1], *(cell for cell in cells[1:] if NUMBER.fullmatch(cell))]
