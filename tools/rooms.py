"""The rooms of the package: their order, what each says of itself, and which module imports which.

`tests/unit/test_hygiene.py` holds the imports to the order, `make_docs.py` and `rooms_picture.py` show them.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "complaint_analysis"
ROOMS = [
    "cli", "commands", "chapters", "self_assessment", "oversight", "provenance", "run", "publish", "measures",
    "classify", "records", "council", "printing", "errors",
]  # fmt: skip
"""The house from the roof down: a module imports from its own room and from those below it."""
SIDE_BY_SIDE = {"oversight", "provenance"}
AT_THE_TOP = {"__init__", "__main__", "cli", "errors"}
"""The modules that lie in no room."""
NOT_HERE = "Not here: "
_PREFIX = "complaint_analysis."


class Said(NamedTuple):
    """What a folder's docstring says: what lives there, and what does not and where that is instead."""

    lives_here: str
    not_here: str


def said_of(room: str) -> Said:
    """What a room, a folder within one (`records/reading`) or a module at the top says of itself."""
    folder = PACKAGE / room
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    first, *others = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")
    elsewhere = [" ".join(each.split()) for each in others if each.startswith(NOT_HERE)]
    return Said(" ".join(first.split()), " ".join(elsewhere).removeprefix(NOT_HERE))


def folders() -> list[str]:
    """Every room and every folder of modules within one, from the roof down: `records`, `records/joining`."""
    found = [path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")]
    return sorted((name for name in found if name != "."), key=lambda name: (ROOMS.index(_room(name)), name))


def modules() -> dict[str, Path]:
    """Every module by its dotted name below the package; a folder's own is the folder's name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imported(path: Path, names: set[str]) -> set[str]:
    """The modules of the package that a module imports, at its head or in a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {_module_of(f"{node.module}.{alias.name}", node.module, names) for alias in node.names}
    return {name.removeprefix(_PREFIX) for name in found if name.startswith(_PREFIX)}


def arrows() -> dict[str, set[str]]:
    """Which module imports which; the face of the package, which only hands names on, is left out."""
    found = {name: path for name, path in modules().items() if name not in ("", "__main__")}
    return {name: imported(path, set(found)) - {name} for name, path in found.items()}


def arrows_of_rooms() -> dict[str, set[str]]:
    """Which room imports from which other ones, by any of its modules."""
    found: dict[str, set[str]] = {room: set() for room in ROOMS}
    for name, others in arrows().items():
        found[_room(name)] |= {_room(other) for other in others} - {_room(name)}
    return found


def _module_of(whole: str, module: str, names: set[str]) -> str:
    return whole if whole.removeprefix(_PREFIX) in names else module


def _room(name: str) -> str:
    return name.replace("/", ".").partition(".")[0]
