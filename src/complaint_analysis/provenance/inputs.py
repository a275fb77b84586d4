"""Which files of a data folder a report of a year depends on, their hashes, and that they stay as they were.

A report is vouched for by the hashes of its inputs. They are hashed before the first is read, and a file that
is written to before the report is finished, that comes or that goes, stops it: else another content could
have been read than was hashed.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.locations import require_plain_path
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError
from complaint_analysis.provenance.input_key import keyed_hash, name_of

OF_ONE_CODE = {
    "housing": ("self-assessment-housing", "housing-ombudsman-report"),
    "lgsco": ("self-assessment-lgsco", "lgsco-letter"),
}
"""How the names of the files begin that the report of one Code alone reads."""


@dataclass(frozen=True)
class HashedFile:
    """A file as it was when it was hashed: its hash, its size, when it was last written to and changed."""

    sha256: str
    bytes: int
    written: int
    changed: tuple[int, int]


@dataclass(frozen=True)
class KeyedInputs:
    """The hashes of input files under a key, by name, and by what that key is known."""

    key_name: str
    digests: Mapping[str, str]


@dataclass(frozen=True)
class HashedInputs:
    """The files that the report of a year of a data folder depends on, by name, as they were when hashed."""

    data: Path
    year: ReportingYear
    regimes: Collection[str]
    files: Mapping[str, HashedFile]

    @property
    def digests(self) -> dict[str, str]:
        """The hash of each file by its name."""
        return {name: file.sha256 for name, file in self.files.items()}

    def under(self, key: bytes) -> KeyedInputs:
        """The hashes of the same files under a key, as they are published."""
        return KeyedInputs(
            name_of(key), {name: keyed_hash(key, hashed) for name, hashed in self.digests.items()}
        )

    def require_unchanged(self) -> None:
        """Nothing where every file is as it was hashed and none has come; else an InputError names the first.

        A large file is not read again for it: one that nobody has written to holds what it held.
        """
        for name, file in self.files.items():
            path = self.data / name
            if not path.is_file():
                raise _altered(name, "was taken away")
            if not _is_as_hashed(path, file):
                raise _altered(name, "was written to")
        there = [_name(path, self.data) for path in inputs(self.data, self.year, self.regimes)]
        if added := [name for name in there if name not in self.files]:
            raise _altered(added[0], "was added")


def hash_inputs(data: Path, year: ReportingYear, regimes: Collection[str] = REGIMES) -> HashedInputs:
    """The files that a report of a year depends on, hashed; an InputError where one cannot be read."""
    paths = inputs(data, year, regimes)
    return HashedInputs(data, year, regimes, {_name(path, data): _hashed(path, data) for path in paths})


def _hashed(path: Path, data: Path) -> HashedFile:
    require_plain_path(path)
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            return HashedFile(file_digest(file, "sha256").hexdigest(), *_state(state))
    except OSError as error:
        raise InputError(
            f"a file of the data folder cannot be read ({error.strerror})",
            where=_name(path, data),
            do="allow reading it, or take it out of the folder",
        ) from None


def _state(state: os.stat_result) -> tuple[int, int, tuple[int, int]]:
    return state.st_size, state.st_mtime_ns, (state.st_ctime_ns, state.st_ino)


def _is_as_hashed(path: Path, then: HashedFile) -> bool:
    """Whether nobody has written to a file; one that was moved, or made to look so, is read again."""
    size, written, changed = _state(path.stat())
    if (size, written) != (then.bytes, then.written):
        return False
    return changed == then.changed or digest(path) == then.sha256


def _altered(name: str, how: str) -> InputError:
    return InputError(
        f"a file of the data folder {how} while the report was being made; nothing was published",
        where=name,
        do="let the folder rest, and make the report again",
    )


def _name(path: Path, data: Path) -> str:
    return path.relative_to(data).as_posix()


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    return sha256(path.read_bytes()).hexdigest()


def inputs(data: Path, year: ReportingYear, regimes: Collection[str] = REGIMES) -> list[Path]:
    """The files of a data folder that a report of a year can depend on, in order: none of a later year.

    The report of one Code does not depend on the other Code's own letter or form: that half may go on.
    """
    years = (path for path in data.glob("20??-??") if path.is_dir() and path.name <= year.name)
    folders = [*years, data / "benchmarks"]
    logo = load_council(data).logo
    found = [
        data / "council.toml",
        *([logo] if logo else []),
        *(path for folder in folders for path in folder.rglob("*")),
    ]
    others = tuple(name for regime, names in OF_ONE_CODE.items() if regime not in regimes for name in names)
    return sorted(path for path in found if path.is_file() and not path.name.startswith((".", "~$", *others)))


def with_sizes(folder: Path, paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Hash and size of each file by its path below the folder."""
    return {
        path.relative_to(folder).as_posix(): {"sha256": digest(path), "bytes": path.stat().st_size}
        for path in paths
    }
