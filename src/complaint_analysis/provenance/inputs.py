"""Which files of a data folder a report of a year depends on, and their hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.provenance.input_key import keyed_hash

OF_ONE_CODE = {
    "housing": ("self-assessment-housing", "housing-ombudsman-report"),
    "lgsco": ("self-assessment-lgsco", "lgsco-letter"),
}
"""How the names of the files begin that the report of one Code alone reads."""


def input_digests(data: Path, year: ReportingYear, regimes: Collection[str] = REGIMES) -> dict[str, str]:
    """The hashes of a data folder's files that a report of a year can depend on, by their names."""
    return {path.relative_to(data).as_posix(): digest(path) for path in inputs(data, year, regimes)}


def keyed_digests(
    data: Path, year: ReportingYear, key: bytes, regimes: Collection[str] = REGIMES
) -> dict[str, str]:
    """The hashes of the same files under the council's key, as they are published."""
    paths = inputs(data, year, regimes)
    return {path.relative_to(data).as_posix(): keyed_hash(key, path.read_bytes()) for path in paths}


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
