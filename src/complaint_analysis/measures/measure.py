"""How a figure comes about: by a function whose docstring is the definition that is published."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from complaint_analysis.measures.figure import Figure

Subject = TypeVar("Subject")

_MEASURES: dict[str, list[Measure[Any]]] = {}
"""The measures of each module by its name, in the order in which they stand there."""


@dataclass(frozen=True)
class Measure(Generic[Subject]):
    """A function that yields figures, and the kind of thing that it counts on: one stage, one Code."""

    function: Callable[[Subject], Iterator[Figure]]
    kind: type[Subject]

    def __call__(self, subject: Subject) -> Iterator[Figure]:
        """The figures, each with the first paragraph of the function's docstring as its definition."""
        paragraph = (inspect.getdoc(self.function) or "").split("\n\n")[0]
        definition = " ".join(paragraph.split()).format(subject)
        return (replace(figure, definition=definition) for figure in self.function(subject))


def measure(function: Callable[[Subject], Iterator[Figure]]) -> Measure[Subject]:
    """The function as a measure of its module; what it counts on is the type of its one argument.

    A docstring names what differs from one to the other as `{0.code_name}`.
    """
    (argument,) = inspect.signature(function, eval_str=True).parameters.values()
    made = Measure(function, argument.annotation)
    _MEASURES.setdefault(function.__module__, []).append(made)
    return made


def figures_of_module(module: str, subject: object) -> Iterator[Figure]:
    """The figures of every measure of a module that counts on such a thing, in the order of the measures."""
    for each in _MEASURES[module]:
        if isinstance(subject, each.kind):
            yield from each(subject)


def where_recorded(recorded: bool, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, or the same without a value where the thing is not recorded: never a 0."""
    for figure in figures:
        yield figure if recorded else figure.without_value("not_recorded")
