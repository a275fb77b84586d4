"""How a publication was made: what an auditor needs to make it again and to compare.

It names no place on a machine and no user, and the same run gives the same bytes.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from complaint_analysis.classify import taxonomy
from complaint_analysis.classify.scorecards import FOLDER
from complaint_analysis.council import locations
from complaint_analysis.council.data_files import own_text, own_toml
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council, YearFacts
from complaint_analysis.council.text_files import csv_rows
from complaint_analysis.provenance.inputs import KeyedInputs, digest, with_sizes
from complaint_analysis.publish.render.renderers import Renderer
from complaint_analysis.run.period_run import Run

NAME, RELEASE, CHANGES = "provenance.json", "release.json", "changes.csv"
SIGNATURE = f"{RELEASE}.sig"
"""What lies beside a publication and speaks of it; all other files are the publication."""
LOCK = "requirements.lock"
KEYED = "hmac-sha256"
"""Under this name the hash of an input stands, which is one under the council's key."""
CLASSIFY = "complaint_analysis.classify"
RULES = Path(taxonomy.__file__).parent
SCORECARDS = RULES / FOLDER
_CODE = ("src/complaint_analysis", "notebooks", "report")
DAYS_AHEAD = 120
"""The longest clock with its extension ends well within so many days of its start."""

_EXPLORING = re.compile(r"notebooks/9")
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)


def write(
    path: Path, run: Run, inputs: KeyedInputs, renderer: Renderer, notebooks: Iterable[Path], *, state: str
) -> None:
    """Writes the provenance of the publication that lies in the file's folder; `state` is how far it got."""
    made = {"state": state, **provenance(run, inputs, renderer, notebooks, path.parent)}
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def read(public: Path) -> dict[str, Any]:
    """The provenance of a publication; empty where it has none that can be read."""
    return read_record(public / NAME)


def read_record(path: Path) -> dict[str, Any]:
    """What a file of JSON says of a publication; empty where there is none, or it says nothing by name."""
    try:
        said = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def hashes(made: Mapping[str, Any], kind: str) -> dict[str, str]:
    """The hashes of the `inputs` or `outputs` that a provenance names, by their names."""
    return {name: entry.get(KEYED, entry.get("sha256")) for name, entry in made.get(kind, {}).items()}


def is_whole(public: Path) -> bool:
    """Whether a publication lies there as its provenance says."""
    made = read(public)
    return bool(made) and hashes(made, "outputs") == digests(public)


def digests(public: Path) -> dict[str, str]:
    """The hashes of the files of a publication as they lie there, by their names."""
    return {path.relative_to(public).as_posix(): digest(path) for path in outputs(public)}


def provenance(
    run: Run, inputs: KeyedInputs, renderer: Renderer, notebooks: Iterable[Path], public: Path
) -> dict[str, Any]:
    """What went in, what came out, and all that decided how the one became the other.

    `inputs` are as they were hashed before the first was read, under the council's key, so that they tell
    nothing of a private file; `notebooks` are those that ran, the hash is of their source; `public` holds the
    finished publication.
    """
    return {
        "parameters": {"year": run.year.name, "period": run.period.label, "scope": run.scope},
        "as_at": run.records.as_at.isoformat(),
        "input_key": inputs.key_name,
        "inputs": {name: {KEYED: hashed} for name, hashed in inputs.digests.items()},
        "releases": dict(run.earlier.releases),
        "settings": settings(run.council, run.year),
        "calendar": calendar(run),
        "taxonomy": taxonomy.version(),
        "rules": rules(),
        "notebooks": {path.name: digest(locations.NOTEBOOKS / path.name) for path in sorted(notebooks)},
        "renderer": {"name": renderer.name, "version": renderer.version},
        "python": platform.python_version(),
        "lock": digest(locations.ROOT / LOCK) if (locations.ROOT / LOCK).is_file() else None,
        "packages": packages(locations.ROOT / LOCK),
        "code": {"commit": commit(locations.ROOT), "files": code()},
        "outputs": with_sizes(public, outputs(public)),
    }


def code() -> dict[str, str]:
    """The hashes of the project's files that decide what is published, and of the lock, by their names.

    Notebooks to explore, and what Python and Jupyter keep for themselves, decide nothing.
    """
    found = [path for folder in _CODE for path in (locations.ROOT / folder).rglob("*") if path.is_file()]
    kept = sorted(path for path in found if _decides(path.relative_to(locations.ROOT)))
    paths = [path for path in [*kept, locations.ROOT / LOCK] if path.is_file()]
    return {path.relative_to(locations.ROOT).as_posix(): digest(path) for path in paths}


def _decides(path: Path) -> bool:
    if any(part.startswith(".") or part == "__pycache__" for part in path.parts):
        return False
    return not _EXPLORING.match(path.as_posix())


def rules() -> dict[str, str]:
    """A short hash of each rule and label by which complaints are classified, by kind and id.

    Of a scorecard each label's points are one rule: `scorecards.cause.delay`.
    """
    read = {path.stem: _entries(own_toml(CLASSIFY, path.stem)) for path in sorted(RULES.glob("*.toml"))}
    cards = sorted(path.stem for path in SCORECARDS.glob("*.csv"))
    read |= {f"{FOLDER}.{kind}": _points(kind) for kind in cards}
    return {
        f"{name}.{entry}": sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
        for name, entries in read.items()
        for entry, content in entries
    }


def _points(kind: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each label of a scorecard with the points that it gets for each feature."""
    header, *rows = csv_rows(own_text(CLASSIFY, f"{FOLDER}/{kind}.csv"))
    for place, label in enumerate(header[1:], start=1):
        yield label, [(row[0], row[place]) for row in rows]


def _entries(tables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each entry of a file of rules with its name: by its key, in a list by its id."""
    for kind, content in tables.items():
        if isinstance(content, dict):
            yield from ((f"{kind}.{key}", value) for key, value in content.items())
        elif isinstance(content, list) and content and isinstance(content[0], dict):
            numbered = enumerate(content, start=1)
            yield from ((f"{kind}.{entry.get('id', number)}", entry) for number, entry in numbered)
        else:
            yield kind, content


def outputs(public: Path) -> list[Path]:
    """The files of a publication in order, but for what lies beside it and speaks of it."""
    beside = [public / name for name in (NAME, RELEASE, CHANGES, SIGNATURE)]
    return sorted(path for path in public.rglob("*") if path.is_file() and path not in beside)


def settings(council: Council, last: ReportingYear) -> dict[str, Any]:
    """The council's settings and the facts of each year, as read, defaults among them."""
    years = {facts.year.name: _facts(facts) for facts in council.years_up_to(last)}
    return {"council": council.model_dump(mode="json", by_alias=True, exclude={"folder"}), "years": years}


def _facts(facts: YearFacts) -> dict[str, Any]:
    return facts.model_dump(mode="json", by_alias=True, exclude={"folder", "year"})


def calendar(run: Run) -> dict[str, str]:
    """The non-working weekdays that the clocks could meet, by day with their names."""
    first = min([*run.council.years, run.year]).period.start
    until = run.records.as_at + timedelta(days=DAYS_AHEAD)
    days = run.council.working_days.holidays_between(first, until)
    return {day.isoformat(): name for day, name in days.items()}


def packages(lock: Path) -> dict[str, str]:
    """The versions in use of the packages that a lock names; of all packages where there is no lock."""
    installed = {_folded(each.name): each.version for each in metadata.distributions()}
    if not lock.is_file():
        return dict(sorted(installed.items()))
    named = {_folded(name) for name in _PINNED.findall(lock.read_text(encoding="utf-8"))}
    return {name: installed[name] for name in sorted(named & installed.keys())}


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def commit(root: Path) -> dict[str, Any] | None:
    """The commit of the project and whether its files were as committed; None where there is no git."""
    top = _git(root, "rev-parse", "--show-toplevel")
    head = _git(root, "rev-parse", "HEAD")
    if not top or not head or Path(top).resolve() != root.resolve():
        return None
    return {"commit": head, "clean": _git(root, "status", "--porcelain") == ""}


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers; None where it is not there or answers with an error."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, encoding="utf-8", check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
