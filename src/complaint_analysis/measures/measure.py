"""How a figure comes about: a function of a basis, whose docstring is the definition that is published."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from complaint_analysis.measures.figure import Figure

Of = TypeVar("Of")
Measure = Callable[[Of], Iterator[Figure]]
Figures = dict[str, Figure]


def measure(function: Measure[Of]) -> Measure[Of]:
    """The function, each of whose figures carries the first paragraph of its docstring as definition."""
    definition = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())

    @wraps(function)
    def defined(of: Of) -> Iterator[Figure]:
        for figure in function(of):
            yield replace(figure, definition=definition)

    return defined


def where_recorded(recorded: bool, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, or the same without a value where the thing is not recorded: never a 0."""
    for figure in figures:
        yield figure if recorded else figure.without_value("not_recorded")
