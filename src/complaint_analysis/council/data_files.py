"""Files of words, rules and provisions, which stand as data beside the module that reads them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def own_text(package: str, name: str) -> str:
    """The text of a file of a room: `own_text(__package__, "ordinary_words.txt")`."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


@cache
def own_toml(package: str, name: str) -> dict[str, Any]:
    """The tables of a .toml of a room: `own_toml(__package__, "rules")`; one object, not to be changed."""
    return tomllib.loads(own_text(package, f"{name}.toml"))
