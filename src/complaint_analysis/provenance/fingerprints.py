"""Nothing is done twice: a step is current while all that it was made from is the same, by content."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from complaint_analysis.provenance.inputs import HashedInputs
from complaint_analysis.provenance.manifest import LOCK
from complaint_analysis.records.statements import KINDS, STATEMENTS

OF_STATEMENTS = frozenset(f"{name}{kind}" for name in STATEMENTS for kind in KINDS)
"""The files in which people write of the finished report: no notebook reads them."""
_OF_RECORDS = ("year.toml", "overrides.csv")
_NAME = "made-from.json"


@dataclass(frozen=True)
class Ingredients:
    """The hashes of all that the report of a year depends on, by name.

    `asked` says whose report it is and as at which day; `inputs` are the files of the data folder, `code`
    those of the project with its lock, `releases` the figures of earlier years' releases.
    """

    year: str
    asked: str
    inputs: Mapping[str, str]
    code: Mapping[str, str]
    releases: Mapping[str, str]

    def of_records(self) -> str:
        """One hash over all that the records depend on, of this year and the years before."""
        return self._hash(self._decides_records, ("src/", LOCK))

    def of_lists(self) -> str:
        """One hash over all that any notebook depends on but its own source: no statement is among it."""
        return self._hash(lambda name: not _is_statement(name), ("src/", LOCK))

    def of_notebook(self, name: str) -> str:
        """One hash over all that a notebook depends on."""
        return sha256(f"{self.of_lists()} {self.code[f'notebooks/{name}']}".encode()).hexdigest()

    def of_report(self, renderer: str) -> str:
        """One hash over all that the publication depends on."""
        return sha256(f"{self._hash(lambda name: True, ('',))} {renderer}".encode()).hexdigest()

    def _decides_records(self, name: str) -> bool:
        folder, _, file = name.partition("/")
        side_file = folder == self.year and not file.startswith("complaints/") and file not in _OF_RECORDS
        return not side_file and folder != "benchmarks" and not _is_statement(name)

    def _hash(self, input_counts: Callable[[str], bool], code: tuple[str, ...]) -> str:
        inputs = sorted(item for item in self.inputs.items() if input_counts(item[0]))
        sources = sorted(item for item in self.code.items() if item[0].startswith(code))
        known = [
            self.year,
            self.asked,
            platform.python_version(),
            inputs,
            sources,
            sorted(self.releases.items()),
        ]
        return sha256(json.dumps(known).encode()).hexdigest()


def _is_statement(name: str) -> bool:
    """Whether a file of the data folder is a statement; one among the exports is an export."""
    return Path(name).name in OF_STATEMENTS and Path(name).parent.name != "complaints"


class Steps:
    """What each finished step of the last run was made from, kept in `private/`; none of them if `fresh`.

    With the `inputs` that a run was begun with a step is finished only while they are as they were hashed.
    """

    def __init__(self, private: Path, inputs: HashedInputs | None = None, *, fresh: bool = False) -> None:
        self._path, self._inputs = private / _NAME, inputs
        self._made: dict[str, str] = {}
        if self._path.is_file() and not fresh:
            self._made = json.loads(self._path.read_text(encoding="utf-8"))

    def is_current(self, step: str, made_from: str, *left: Path) -> bool:
        """Whether the step was finished, from the very same, and what it left is still there."""
        return self._made.get(step) == made_from and all(path.exists() for path in left)

    def begin(self, step: str) -> None:
        """The step is not current from now on, until it is finished."""
        self._made.pop(step, None)
        self._write()

    def finish(self, step: str, made_from: str) -> None:
        """The step is current; an InputError where an input was changed while it was made."""
        if self._inputs:
            self._inputs.require_unchanged()
        self._made[step] = made_from
        self._write()

    def _write(self) -> None:
        """Written beside and moved into place, so that no half of it is ever read."""
        unfinished = self._path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(self._made, indent=1), encoding="utf-8", newline="\n")
        unfinished.replace(self._path)
