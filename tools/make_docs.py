"""Write the pages of docs/ that say what the data and the code say.

Usage: python tools/make_docs.py [PAGE...]   (`make docs`; a test fails where a page is not as this writes it)
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import rooms
from rooms_picture import rooms_picture

DOCS = Path(__file__).resolve().parents[1] / "docs"
ROOT = DOCS.parent
BENCH = ROOT / "bench"
HEADS = Path(__file__).with_suffix(".toml")
YEAR = "2024-25"
_TARGET = re.compile(r"^([a-z-]+):[^#\n]*## (.*)$", re.MULTILINE)


def main(names: Sequence[str]) -> None:
    """Write the pages and pictures that are named, else all of them, and say which."""
    written = {f"{name}.md": text for name, text in PAGES.items()} | PICTURES
    for name in names or written:
        path = DOCS / (name if name in written else f"{name}.md")
        path.write_text(written[path.relative_to(DOCS).as_posix()](), encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT).as_posix())


def documentation_page() -> str:
    """The first page: the rooms and who imports from whom, the way of the data, and the list of pages."""
    head = _toml(HEADS)["README"]
    imports, said = rooms.arrows_of_rooms(), {folder: rooms.said_of(folder) for folder in rooms.folders()}
    whole = [name for name in said if "/" not in name]
    return _page(
        "README",
        "![The rooms of the package from roof to ground, and who imports from whom](images/rooms.svg)",
        _table(
            ["room", "what lives there", "what does not", "imports from"],
            [[*_folder(name, said[name]), _imports_from(name, imports)] for name in whole],
        ),
        "## The folders within",
        _table(
            ["folder", "what lives there", "what does not"],
            [_folder(name, said[name]) for name in said if name not in whole],
        ),
        f"## The way of the data\n\n{head['way_text'].strip()}",
        "\n".join(_step(number, step) for number, step in enumerate(head["way"], start=1)),
        f"## The pages\n\n{head['pages'].strip()}",
    )


def _folder(name: str, said: rooms.Said) -> list[str]:
    elsewhere = said.not_here[:1].upper() + said.not_here[1:]
    return [f"[{name}](../src/complaint_analysis/{name})", said.lives_here, elsewhere]


def _imports_from(room: str, imports: Mapping[str, set[str]]) -> str:
    """The rooms that one imports from; shorter by those it does not, where they are few."""
    beside = rooms.SIDE_BY_SIDE if room in rooms.SIDE_BY_SIDE else set()
    below = [each for each in rooms.ROOMS[rooms.ROOMS.index(room) + 1 :] if each not in beside]
    others = [each for each in below if each in imports[room]]
    left_out = [each for each in below if each not in others]
    if len(others) > len(left_out) and len(below) > 1:
        return " but ".join(["all below", *([_listed(left_out)] if left_out else [])])
    return _listed(others) or "no other"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _step(number: int, step: Mapping[str, Any]) -> str:
    files = f" → {_listed(step['files'])}" if step.get("files") else ""
    return f"{number}. **{step['name']}** ({_listed(step['modules'])}): {_one_line(step['text'])}{files}"


def picture() -> str:
    """The picture of the rooms, as SVG."""
    return rooms_picture(rooms.arrows_of_rooms(), {room: rooms.said_of(room) for room in rooms.ROOMS})


def figures_page() -> str:
    """Every published figure: its ids, its unit and its definition, from the measures' own docstrings."""
    rows = [
        [" ".join(f"`{id}`" for id in ids), ", ".join(units), definition]
        for definition, (ids, units) in _by_definition(published_figures()).items()
    ]
    return _page("figures", _table(["id", "unit", "definition"], rows))


def published_figures() -> list[Any]:
    """The figures of the demonstration council, which have every id of a closed set."""
    import complaint_analysis as ca
    from complaint_analysis.chapters import figures
    from complaint_analysis.council.locations import DEMONSTRATION

    run = ca.load(YEAR, data=DEMONSTRATION)
    return [*run.figures.values(), *figures.of_files(run)]


def _by_definition(figures: Iterable[Any]) -> dict[str, tuple[list[str], list[str]]]:
    """The ids, shortened, and the units of each definition, in the order in which they are published."""
    known = {figure.id for figure in figures}
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for figure in figures:
        ids, units = found.setdefault(figure.definition, ({}, {}))
        ids[_shortened(figure.id, known)] = None
        units[figure.unit] = None
    return {definition: (list(ids), list(units)) for definition, (ids, units) in found.items()}


def _shortened(id: str, known: set[str]) -> str:
    """An id with `{r}` for the Code and `{s}` for the stage, where the same is published for the others."""
    short = id
    for words, mark in ((("housing", "lgsco"), "{r}"), (("stage1", "stage2"), "{s}")):
        found = [part for part in id.split(".") if part in words]
        if found and all(re.sub(rf"\b{found[0]}\b", word, id) in known for word in words):
            short = re.sub(rf"\b{found[0]}\b", mark, short)
    return short


def rules_page() -> str:
    """The labels that complaints are classified with, and every rule with what it says of itself."""
    from complaint_analysis.classify import taxonomy
    from complaint_analysis.classify.rules import KINDS

    folder = Path(taxonomy.__file__).parent
    labels, rules = _toml(folder / "taxonomy.toml"), _toml(folder / "rules.toml")
    parts = []
    for kind, entries in labels.items():
        if isinstance(entries, dict):
            rows = [
                [f"`{label}`", entry["printed"], entry.get("description", "")]
                for label, entry in entries.items()
            ]
            parts += [
                f"## {kind.replace('_', ' ').capitalize()}",
                _table(["label", "printed", "what it covers"], rows),
            ]
        if kind in KINDS:
            parts.append(
                _table(["rule", "gives points to", "because"], [_rule(rule) for rule in rules[kind]])
            )
    return _page(
        "rules",
        *parts,
    )


def _rule(rule: Mapping[str, Any]) -> list[str]:
    points = ", ".join(f"`{label}` {worth:g}" for label, worth in rule["points"].items())
    return [f"`{rule['id']}`", points, rule["why"]]


def dictionary_page() -> str:
    """The columns of the records, given and derived, and of each side file of a year."""
    from complaint_analysis.records.dictionary import derived_columns, given_columns
    from complaint_analysis.records.joining.overrides import COLUMNS
    from complaint_analysis.records.side_files import specification
    from complaint_analysis.self_assessment.canonical_csv import COLUMNS as FORM

    given = [[f"`{each.name}`", each.meaning, each.to_fill, _code(each.words)] for each in given_columns()]
    files = [
        part
        for name, columns in specification().items()
        for part in (
            f"### {name}",
            _table(["column", "cell", "words"], [*map(_side_column, columns.items())]),
        )
    ]
    return _page(
        "data-dictionary",
        "## What an export may give",
        _table(["column", "what it holds", "cell", "words"], given),
        "## What the program adds",
        _table(
            ["column", "what it holds"], [[f"`{name}`", text] for name, text in derived_columns().items()]
        ),
        "## The side files of a year",
        "A cell marked * may not be blank.",
        *files,
        f"### overrides\n\n{_code(COLUMNS)}",
        f"### self-assessment (as CSV)\n\n{_code(FORM)}",
    )


def _side_column(column: tuple[str, Mapping[str, Any]]) -> list[str]:
    name, rule = column
    words = rule.get("words", ())
    listed = [each for group in words.values() for each in group] if isinstance(words, dict) else words
    star = "*" if rule.get("required") else ""
    return [f"`{name}`{star}", rule.get("kind", "text"), _code(dict.fromkeys(listed))]


def settings_page() -> str:
    """Every setting of council.toml and year.toml, from the models that hold them."""
    from complaint_analysis.council.settings import Council, YearFacts

    return _page(
        "settings",
        "## council.toml",
        *_settings(Council, {"folder"}),
        "## year.toml",
        *_settings(YearFacts, {"folder", "year"}),
    )


def _settings(model: Any, left_out: set[str]) -> Iterator[str]:
    schema = model.model_json_schema()
    tables, plain = {}, {}
    for name, entry in schema["properties"].items():
        if name not in left_out:
            target = tables if _definition(entry, schema) else plain
            target[name] = entry
    if plain:
        yield _setting_table(plain, schema.get("required", []), schema)
    for name, entry in tables.items():
        inner = _definition(entry, schema)
        head = f"### [[{name}]]" if entry.get("type") == "array" else f"### [{name}]"
        yield f"{head}\n\n{inner['description'].splitlines()[0]}"
        yield _setting_table(inner["properties"], inner.get("required", []), schema)


def _definition(entry: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """The model that a setting is a table of; empty where it is a plain value."""
    name = (entry.get("items") or entry).get("$ref", "").rpartition("/")[2]
    found = schema["$defs"].get(name, {})
    return found if "properties" in found else {}


def _setting_table(properties: Mapping[str, Any], required: Sequence[str], schema: Mapping[str, Any]) -> str:
    rows = [
        [
            f"`{name}`{'*' if name in required else ''}",
            _type(entry),
            _default(entry),
            _one_line(entry.get("description")),
        ]
        for name, entry in properties.items()
    ]
    return _table(["key", "value", "default", "meaning"], rows)


def _type(entry: Mapping[str, Any]) -> str:
    if "anyOf" in entry:
        return " or ".join(_type(each) for each in entry["anyOf"] if each.get("type") != "null")
    if "enum" in entry:
        return " ".join(f"`{each}`" for each in entry["enum"])
    if entry.get("type") == "array":
        return f"list of {_type(entry['items'])}"
    if entry.get("type") == "object":
        return f"table of {_type(entry.get('additionalProperties', {}))}"
    return {"date": "date"}.get(entry.get("format", ""), _TYPES.get(entry.get("type", ""), "value"))


_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}


def _default(entry: Mapping[str, Any]) -> str:
    default = entry.get("default")
    return (
        "" if default in (None, "", [], {}) else f"`{str(default).lower() if default is False else default}`"
    )


def issues_page() -> str:
    """Every problem that the records are checked for, what it means, and what to do."""
    from complaint_analysis.records.issues import rules

    rows = [[f"`{name}`", rule["means"], rule["do"]] for name, rule in rules().items()]
    return _page(
        "issues",
        _table(["issue", "what it means", "what to do"], rows),
    )


def commands_page() -> str:
    """Every make target and every command of the program with its options."""
    from typer.main import get_command

    from complaint_analysis import errors
    from complaint_analysis.cli import app
    from complaint_analysis.publish.table_arithmetic.column_relations import Relations

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [[f"`make {name}`", text] for name, text in _TARGET.findall(makefile)]
    commands = get_command(app).commands
    parts = [part for name in sorted(commands) for part in _command(name, commands[name])]
    codes = {error.exit_code: error.__doc__.splitlines()[0] for error in _kinds_of(errors.UserError)}
    ends = [
        ["0", "Done."],
        ["1", "A fault of the program."],
        *([str(code), codes[code]] for code in sorted(codes)),
    ]
    return _page(
        "commands",
        _table(["target", "does"], targets),
        "## The program `complaint-analysis`",
        *parts,
        f"## The tables of anybody: `check --table`\n\n{_toml(HEADS)['tables']['text'].strip()}",
        *_settings(Relations, {"quotient"}),
        "## How it ends",
        _table(["exit code", "meaning"], ends),
    )


def _kinds_of(error: type) -> list[type]:
    return error.__subclasses__()


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"### {name}\n\n{_one_line(command.help)}"
    rows = [
        [f"`{_named(each)}`", _one_line(getattr(each, "help", ""))]
        for each in command.params
        if each.name != "help"
    ]
    yield _table(["option", "meaning"], rows)


def _named(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    kind = parameter.type_descriptor.annotation
    choices = [str(each.value) for each in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []
    return " ".join([max(parameter.opts, key=len), *(["|".join(choices)] if choices else [])])


def benchmarks_page() -> str:
    """Every goal of the benches: what it measures, what was measured, and what holds a missed one back."""
    goals = _toml(BENCH / "goals.toml")
    measured = json.loads((BENCH / "results.json").read_text(encoding="utf-8"))
    rows = [_goal_row(name, goal, measured.get(name)) for name, goal in goals.items()]
    parts = [part for name, goal in goals.items() for part in _goal_part(name, goal, measured.get(name))]
    return _page("benchmarks", _table(["", "goal", "limit", "measured", ""], rows), *parts)


def _goal_row(name: str, goal: Mapping[str, Any], measured: Mapping[str, Any] | None) -> list[str]:
    stands = _missed_by(goal, measured["value"]) if measured else "not measured yet"
    value = _with_unit(goal, measured["value"]) if measured else ""
    return [_letter(goal), f"[{goal['title']}](#{name})", _limit(goal), value, stands or "met"]


def _goal_part(name: str, goal: Mapping[str, Any], measured: Mapping[str, Any] | None) -> Iterator[str]:
    yield f'<a id="{name}"></a>\n\n## {" ".join([_letter(goal), goal["title"]]).strip()}'
    yield f"`bench/{goal['bench']}`: {goal['measures']}. The goal is {_limit(goal)}."
    if measured:
        missed = _missed_by(goal, measured["value"])
        day = date.fromisoformat(measured["on"])
        yield (
            f"Measured: {_with_unit(goal, measured['value'])}, {missed or 'met'}. {measured['beside']}. "
            f"({day.day} {day:%B %Y}; {measured['machine']})"
        )
        if missed:
            yield f"What holds it back: {goal.get('held_back', 'not found out yet.')}"


def _letter(goal: Mapping[str, Any]) -> str:
    return f"({goal['letter']})" if "letter" in goal else ""


def _limit(goal: Mapping[str, Any]) -> str:
    kind = "at_most" if "at_most" in goal else "at_least"
    return f"{kind.replace('_', ' ')} {goal[kind]:g} {goal.get('unit', 'times')}"


def _with_unit(goal: Mapping[str, Any], value: float) -> str:
    return (
        f"{value:.1f} {goal.get('unit', 'times')}"
        if value >= 3
        else f"{value:.2f} {goal.get('unit', 'times')}"
    )


def _missed_by(goal: Mapping[str, Any], value: float) -> str:
    """By how much a goal is missed; nothing where it is met."""
    if value <= goal.get("at_most", value) and value >= goal.get("at_least", value):
        return ""
    limit = goal.get("at_most") or goal["at_least"]
    return f"missed by {abs(value - limit) / limit:.0%}"


def _page(name: str, *parts: str) -> str:
    head = _toml(HEADS)[name]
    written = f"Written by `{head.get('command', 'make docs')}` from {head['sources']}; change it there."
    return "\n\n".join([f"# {head['title']}", written, head["text"].strip(), *parts]) + "\n"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


PICTURES: dict[str, Callable[[], str]] = {"images/rooms.svg": picture}
PAGES: dict[str, Callable[[], str]] = {
    "README": documentation_page,
    "figures": figures_page,
    "rules": rules_page,
    "data-dictionary": dictionary_page,
    "settings": settings_page,
    "issues": issues_page,
    "commands": commands_page,
    "benchmarks": benchmarks_page,
}


if __name__ == "__main__":
    main(sys.argv[1:])
