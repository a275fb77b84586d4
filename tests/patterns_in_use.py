"""Every regular expression that the package uses, found in its modules and its data files."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from rooms import PACKAGE, modules

OF_RE = {"sub", "search", "match", "fullmatch", "findall", "finditer", "split"}
OF_PANDAS = {"replace", "extract", "contains", "fullmatch", "match", "findall", "split"}
ANCHORED = {"match", "fullmatch"}
"""The ways in which a pattern is tried at the beginning of a text alone."""
LOOKS_LIKE_ONE = re.compile(r"\\[bdwsWSD]|\(\?|[\])][*+?{]")
READ_WHOLE = {"form.toml", "proposal.toml", "values.toml"}
"""Data files whose patterns are held against a whole heading or cell."""
PUT_TOGETHER, OF_COUNCILS = "identifier_patterns.toml", "new_folder"
"""Patterns that are put together of words, found compiled; and templates of a council's own settings."""
_CACHED = type(lru_cache(maxsize=1)(len))


class Used(NamedTuple):
    """A pattern, where it was found, and the ways in which it is tried: of ANCHORED, or `search`."""

    expression: str
    flags: int
    where: str
    ways: frozenset[str]


@cache
def patterns_in_use() -> list[Used]:
    """Each pattern once for each way in which it is used."""
    found = sorted([*_of_modules(), *_inline(), *_of_data()], key=lambda each: each.where)
    return list({(each.expression, each.flags, each.ways): each for each in found}.values())


def _of_modules() -> Iterator[Used]:
    """The compiled patterns of modules: their own, and what their functions without parameters hold ready."""
    used = _methods_by_name()
    for name in modules().keys() - {"__main__"}:
        module = importlib.import_module(f"complaint_analysis.{name}".rstrip("."))
        for attribute, value in list(vars(module).items()):
            own = isinstance(value, _CACHED) and value.__module__ == module.__name__
            ready = own and not inspect.signature(value.__wrapped__).parameters
            for pattern in _patterns_in(value() if ready else value, set()):
                ways = used.get((name, attribute)) or used.get((name, "")) or {"search"}
                yield Used(pattern.pattern, _flags(pattern.flags), f"{name}.{attribute}", _ways(ways))


def _patterns_in(thing: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if isinstance(thing, re.Pattern):
        yield from [thing] if isinstance(thing.pattern, str) else []
    elif id(thing) not in seen:
        seen.add(id(thing))
        for part in _parts(thing):
            yield from _patterns_in(part, seen)


def _parts(thing: object) -> list:
    if isinstance(thing, dict):
        return list(thing.values())
    if isinstance(thing, list | tuple | set | frozenset):
        return list(thing)
    ours = type(thing).__module__.startswith("complaint_analysis")
    return list(getattr(thing, "__dict__", {}).values()) if ours and not isinstance(thing, type) else []


def _methods_by_name() -> dict[tuple[str, str], set[str]]:
    """The methods called of each name of a module, or given it; under no name all that it calls."""
    used: dict[tuple[str, str], set[str]] = {}
    for module, path in modules().items():
        for call in _calls(path.read_text("utf-8")):
            if call.func.attr in OF_RE | OF_PANDAS:
                for each in ("", _name(call.func.value), *map(_name, call.args[:1])):
                    used.setdefault((module, each), set()).add(call.func.attr)
    return used


def _inline() -> Iterator[Used]:
    """The patterns that stand in a call, as in `re.sub("...", ...)` or `cells.str.replace("...", ...)`."""
    for module, path in modules().items():
        for call in _calls(path.read_text("utf-8")):
            first = call.args[0] if call.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and _is_of_patterns(call):
                named = ast.unparse(call)
                flags = (
                    re.I * ("re.I" in named) | re.S * ("re.DOTALL" in named) | re.M * ("re.MULTI" in named)
                )
                yield Used(first.value, flags, f"{module}, line {call.lineno}", _ways({call.func.attr}))


def _is_of_patterns(call: ast.Call) -> bool:
    owner, method = call.func.value, call.func.attr
    if isinstance(owner, ast.Name) and owner.id == "re":
        return method in OF_RE
    of_texts = isinstance(owner, ast.Attribute) and owner.attr == "str" and method in OF_PANDAS
    return of_texts and (
        method in ANCHORED | {"extract"} or any(each.arg == "regex" for each in call.keywords)
    )


def _calls(text: str) -> Iterator:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _name(node.func)
    return getattr(node, "id", "") or getattr(node, "attr", "?")


def _of_data() -> Iterator[Used]:
    for path in PACKAGE.rglob("*.toml"):
        if path.name == PUT_TOGETHER or OF_COUNCILS in path.parts:
            continue
        ways = {"fullmatch"} if path.name in READ_WHOLE else {"search"}
        for text in _strings(tomllib.loads(path.read_text("utf-8"))):
            if LOOKS_LIKE_ONE.search(text) and _compiles(text):
                yield Used(text, re.I, path.name, _ways(ways))


def _compiles(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return "\n" not in text


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict | list):
        for part in thing.values() if isinstance(thing, dict) else thing:
            yield from _strings(part)


def _flags(flags: int) -> int:
    return flags & (re.I | re.S | re.M)


def _ways(methods: set[str]) -> frozenset[str]:
    searched = {"search"} if methods - ANCHORED else set()
    return frozenset(searched | (methods & ANCHORED))
