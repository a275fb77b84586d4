"""The plan of the demonstration: what each year holds and how often what happens."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """The contents of one of the package's .toml files; the same object each time, not to be changed."""
    return tomllib.loads(text(name))


def text(name: str) -> str:
    """The text of one of the package's files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def plan() -> dict[str, Any]:
    """The contents of plan.toml."""
    return data("plan.toml")


def endings(group: dict[str, Any]) -> list[str]:
    """The endings of a group, one for each of its cases."""
    return [ending for ending, number in group["endings"].items() for _ in range(number)]
