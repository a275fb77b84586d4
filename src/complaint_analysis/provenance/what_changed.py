"""What changed between two runs, by their provenances: the input, the setting, the rule, the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from complaint_analysis.provenance.manifest import LOCK, hashes
from complaint_analysis.provenance.publication_diff import ABSENT

Provenance = Mapping[str, Any]
Named = dict[str, str]
SHOWN = 60
"""So many letters of a value are shown."""
_TOLD_BY_NAME = frozenset(
    ["parameters", "as_at", "state", "input_key", "inputs", "releases", "settings", "calendar", "rules",
     "notebooks", "code", "packages", "python", "lock", "renderer", "outputs"]
)  # fmt: skip
_RULES = ("classify/*.toml", "classify/scorecards/*.csv")
_KEY = "input_key"
_KEY_OF_INPUTS = "key of the inputs (provenance.key), without which none can be compared"
_HASHED = {_KEY_OF_INPUTS, "input", "earlier release", "rule", "notebook", "code", "lock"}


class Cause(NamedTuple):
    """One thing that was another in the other run; hashes are no values, and stand as `changed`."""

    kind: str
    name: str
    then: str
    now: str

    def line(self) -> str:
        """The cause as a line of a terminal."""
        if ABSENT in (self.then, self.now):
            what = "is new" if self.then == ABSENT else "is gone"
        elif self.then == self.now:
            what = "changed"
        else:
            what = f"{_short(self.then)} -> {_short(self.now)}"
        return f"{self.kind} {self.name}: {what}" if self.name else f"{self.kind}: {what}"


def decisive(then: Provenance, now: Provenance) -> list[Cause]:
    """The inputs, settings, non-working days, rules, notebooks and parameters that are not the same.

    Where their hashes are under another key, that is one cause: which of the inputs changed cannot be told.
    """
    other_key = then.get(_KEY) != now.get(_KEY)
    kinds = {kind: read for kind, read in _DECISIVE.items() if not (other_key and kind == "input")}
    return list(_causes(kinds, then, now))


def surrounding(then: Provenance, now: Provenance) -> list[Cause]:
    """The programs that are not the same: our own code, Python, packages, their lock, the renderer.

    They alone are no difference: the same figures may come of them.
    """
    return list(_causes(_SURROUNDING, then, now))


def not_comparable(then: Provenance, now: Provenance) -> str:
    """Why the bytes of two runs need not be the same; empty where lock, Python and renderer are."""
    differing = [name for name, read in _SAME_BYTES.items() if read(then) != read(now)]
    return f"another {' and another '.join(differing)}" if differing else ""


def _causes(
    kinds: Mapping[str, Callable[[Provenance], Named]], then: Provenance, now: Provenance
) -> Iterator[Cause]:
    for kind, read in kinds.items():
        before, after = read(then), read(now)
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                sides = (before.get(name, ABSENT), after.get(name, ABSENT))
                hidden = kind in _HASHED and ABSENT not in sides
                yield Cause(kind, name, *(("", "") if hidden else sides))


def _short(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"


def _flat(content: Any, name: str = "") -> Named:
    """Nested settings as one level, each by the way to it: `clocks.stage1_respond`."""
    if isinstance(content, Mapping):
        pairs = list(content.items())
    elif isinstance(content, list):
        pairs = [(str(number), value) for number, value in enumerate(content, start=1)]
    else:
        return {name: str(content)}
    parts = [_flat(value, f"{name}.{key}" if name else key) for key, value in pairs]
    return {key: value for part in parts for key, value in part.items()}


def _code(made: Provenance) -> Named:
    """Our own files, but for those that are told as notebooks, rules or the lock."""
    files = (made.get("code") or {}).get("files", {})
    return {
        name: digest
        for name, digest in files.items()
        if not name.startswith(("notebooks/", LOCK)) and not any(map(PurePath(name).match, _RULES))
    }


def _others(made: Provenance) -> Named:
    """Whatever else a provenance says: what nobody looks at could be forged."""
    return _flat({name: value for name, value in made.items() if name not in _TOLD_BY_NAME})


def _lock(made: Provenance) -> Named:
    return {"": str(made.get("lock"))}


def _minor(made: Provenance) -> str:
    return str(made.get("python")).rpartition(".")[0]


_DECISIVE: dict[str, Callable[[Provenance], Named]] = {
    "parameter": lambda made: {**_flat(made.get("parameters", {})), "as at": str(made.get("as_at"))},
    "state": lambda made: {"": str(made.get("state"))},
    _KEY_OF_INPUTS: lambda made: {"": str(made.get(_KEY))},
    "input": lambda made: hashes(made, "inputs"),
    "earlier release": lambda made: dict(made.get("releases", {})),
    "setting": lambda made: _flat(made.get("settings", {})),
    "non-working day": lambda made: dict(made.get("calendar", {})),
    "rule": lambda made: dict(made.get("rules", {})),
    "notebook": lambda made: dict(made.get("notebooks", {})),
    "entry": _others,
}
_SURROUNDING: dict[str, Callable[[Provenance], Named]] = {
    "code": _code,
    "package": lambda made: dict(made.get("packages", {})),
    "Python": lambda made: {"": str(made.get("python"))},
    "lock": _lock,
    "renderer": lambda made: {"": " ".join(map(str, made.get("renderer", {}).values()))},
    "commit": lambda made: {"": str((made.get("code") or {}).get("commit"))},
}
_SAME_BYTES: dict[str, Callable[[Provenance], object]] = {
    "lock": _lock,
    "Python": _minor,
    "renderer": lambda made: made.get("renderer"),
}
