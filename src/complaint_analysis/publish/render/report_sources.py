"""A report source with its shortcodes resolved: included files in place, variables as their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from complaint_analysis.errors import UsageError

WRITTEN = ("blocks", "passages", "tables")
"""Where the text lies that notebooks and people handed over."""
ALL_FORMATS = ("html", "typst", "docx")
_INCLUDE = re.compile(r"\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*")
_VARIABLE = re.compile(r"\{\{<\s*var\s+(\S+)\s*>\}\}")
_SHORTCODE = re.compile(r"\{\{<(?:(?!\{\{<).)*?>\}\}")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def front_matter(source: Path) -> dict[str, Any]:
    """The YAML block at the head of a source; empty where there is none."""
    match = _FRONT_MATTER.match(source.read_text("utf-8"))
    return yaml.safe_load(match[1]) if match else {}


def formats(source: Path) -> tuple[str, ...]:
    """The formats a document is rendered to: those it names, else all."""
    named = front_matter(source).get("format", ALL_FORMATS)
    return (named,) if isinstance(named, str) else tuple(named)


def refuse_shortcodes(stage: Path) -> None:
    """Nothing, where what notebooks and people wrote holds no shortcode; else a UsageError names the file.

    Shortcodes, includes among them, are resolved in the report's own sources alone, whoever renders.
    """
    for folder in WRITTEN:
        for path in sorted((stage / folder).glob("*.md")):
            if "{{<" in path.read_text("utf-8"):
                raise UsageError(
                    f"{folder}/{path.name} holds a shortcode, which only the report's own sources may",
                    where=f"{folder}/{path.name}",
                    do="write the text without it",
                )


def read_variables(stage: Path) -> dict[str, Any]:
    """The nested strings of the staged `_variables.yml`; a UsageError where the report is not staged."""
    path = stage / "_variables.yml"
    if not path.exists():
        raise UsageError(
            "the report has no figures yet", where=str(path), do="stage it with `make report YEAR=...`"
        )
    return yaml.safe_load(path.read_text("utf-8")) or {}


@dataclass(frozen=True)
class Sources:
    """The staged sources and the variables they may use."""

    stage: Path
    variables: dict[str, Any] = field(repr=False)

    def resolved(self, document: str) -> str:
        """The text of `document` with every `include` and `var` resolved, as Quarto would.

        A path in an include is relative to the staged folder, whichever file includes it. A missing file,
        an unknown variable or any other shortcode is a UsageError that names the line.
        """
        return self._file(f"{document}.qmd", "the project", ())

    def _file(self, name: str, asked_by: str, open_files: tuple[str, ...]) -> str:
        path = self.stage / name
        if not path.resolve().is_relative_to(self.stage.resolve()):
            raise UsageError(
                f"the included file {name} lies outside the report", where=asked_by, do="mend the include"
            )
        if name in open_files or not path.is_file():
            reason = "includes itself" if name in open_files else "does not exist"
            raise UsageError(f"the included file {name} {reason}", where=asked_by, do="mend the include")
        lines = path.read_text("utf-8").split("\n")
        return "\n".join(
            self._line(line, f"{name}, line {number}", (*open_files, name))
            for number, line in enumerate(lines, start=1)
        )

    def _line(self, line: str, where: str, open_files: tuple[str, ...]) -> str:
        include = _INCLUDE.fullmatch(line)
        if include:
            return self._file(include[1], where, open_files)
        text = _VARIABLE.sub(lambda match: self._variable(match[1], where), line)
        left = _SHORTCODE.search(text)
        if left:
            raise UsageError(
                f"{left[0]} is not a shortcode that the report uses", where=where, do="use include or var"
            )
        return text

    def _variable(self, key: str, where: str) -> str:
        value: Any = self.variables
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None or isinstance(value, dict):
            raise UsageError(
                f"there is no variable '{key}'", where=where, do="see _variables.yml for those there are"
            )
        return str(value)
