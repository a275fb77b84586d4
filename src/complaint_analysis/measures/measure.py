"""How a figure comes about: by a function whose docstring is the definition that is published."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from complaint_analysis.measures.figure import Figure

Population = TypeVar("Population")

_MEASURES: dict[str, list[Measure[Any]]] = {}
"""The measures of each module by its name, in the order in which they stand there."""


@dataclass(frozen=True)
class Measure(Generic[Population]):
    """A function that yields figures, and the kind of population that they are counted on."""

    function: Callable[[Population], Iterator[Figure]]
    kind: type[Population]

    def __call__(self, population: Population) -> Iterator[Figure]:
        """The figures, each with the first paragraph of the function's docstring as its definition."""
        paragraph = (inspect.getdoc(self.function) or "").split("\n\n")[0]
        definition = " ".join(paragraph.split()).format(population)
        return (replace(figure, definition=definition) for figure in self.function(population))


def measure(function: Callable[[Population], Iterator[Figure]]) -> Measure[Population]:
    """The function as a measure of its module, counted on each population of its argument's type.

    A population is a stage, a Code, a side file: what rows are taken from. A docstring names an attribute of
    it as `{0.code_name}`.
    """
    (argument,) = inspect.signature(function, eval_str=True).parameters.values()
    made = Measure(function, argument.annotation)
    _MEASURES.setdefault(function.__module__, []).append(made)
    return made


def figures_of_module(module: str, population: object) -> Iterator[Figure]:
    """The figures of a population by every measure of a module that is for it, in the measures' order."""
    for each in _MEASURES[module]:
        if isinstance(population, each.kind):
            yield from each(population)


def where_recorded(recorded: bool, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, or the same without a value where the thing is not recorded: never a 0."""
    for figure in figures:
        yield figure if recorded else figure.without_value("not_recorded")
