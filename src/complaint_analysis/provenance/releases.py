"""Releases: publications as they were decided, frozen; a correction is a new one beside the first."""

from __future__ import annotations

import json
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaint_analysis.errors import IncompletePublication, UsageError
from complaint_analysis.printing.csv_text import csv_text
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.inputs import digest
from complaint_analysis.provenance.publication_diff import ABSENT, Difference, changed_files, compare


def releases(first: Path) -> list[Path]:
    """The releases of one report, oldest first: `2024-25`, then its corrections `2024-25-2`, `2024-25-3`…

    `first` is the folder of the first one, whether or not it is there.
    """
    correction = re.compile(rf"{re.escape(first.name)}(?:-([1-9]\d*))?")
    named = [(correction.fullmatch(path.name), path) for path in first.parent.glob(f"{first.name}*")]
    found = [(int(match[1] or 1), path) for match, path in named if match and path.is_dir()]
    return [path for _, path in sorted(found)]


def latest_release(first: Path) -> Path | None:
    """The newest release of one report, None where nothing has been released; `first` as in `releases`."""
    return next(reversed(releases(first)), None)


def released_provenance(folder: Path) -> str:
    """The hash of the provenance as a release noted it when it was frozen; empty where it is no release."""
    return str(manifest.read_record(folder / manifest.RELEASE).get("provenance", ""))


def record_differences(folder: Path) -> list[Difference]:
    """Where a release's own record does not say what lies there; empty for what has no record.

    Its name, its digest, the release that it corrects with what changed since; and no file may be a link.
    """
    links = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink()]
    found = [Difference(name, "", "", "a link to another file", "a file") for name in links]
    record = manifest.read_record(folder / manifest.RELEASE)
    found += [Difference(name, "", "", "there", ABSENT) for name in _unexpected(folder, record)]
    for key, now in (_recorded(folder, record) if record else {}).items():
        if record.get(key) != now:
            found.append(Difference(manifest.RELEASE, key, "", str(record.get(key)), str(now)))
    return found


def _unexpected(folder: Path, record: Mapping[str, Any]) -> list[str]:
    """What lies beside a publication though its record, or that it has none, says that it cannot."""
    known = {
        manifest.CHANGES: "corrects" in record,
        manifest.SIGNATURE: bool(record),
        manifest.RELEASE: bool(record),
    }
    return [name for name, expected in known.items() if not expected and _holds_anything(folder / name)]


def _holds_anything(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _recorded(folder: Path, record: Mapping[str, Any]) -> dict[str, Any]:
    """What a release's record must say, from what lies there; the release before may be gone by now."""
    said: dict[str, Any] = {"release": folder.name}
    said |= {"digest": digest_of(folder)} if "digest" in record else {}
    if "changes_sha256" in record:
        path = folder / manifest.CHANGES
        said["changes_sha256"] = digest(path) if path.is_file() else ABSENT
    before = folder.with_name(record["corrects"]) if "corrects" in record else folder
    if before != folder and before.is_dir():
        changes = changes_between(before, folder)
        path = folder / manifest.CHANGES
        listed = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
        said["changes"] = len(changes) if listed == _changes_csv(changes) else f"{manifest.CHANGES} as it was"
    return said


def digest_of(folder: Path) -> str:
    """A short digest of a release, to be minuted: of its provenance, which has the hash of every published
    file, of what changed, and of why."""
    parts = [folder / name for name in (manifest.NAME, manifest.CHANGES)]
    content = b"".join(path.read_bytes() for path in parts if path.is_file())
    record = manifest.read_record(folder / manifest.RELEASE)
    record.pop("digest", None)
    said = json.dumps(record, sort_keys=True, ensure_ascii=False).encode()
    return sha256(content + said).hexdigest()[:16]


def freeze(
    public: Path, first: Path, *, reason: str = "", complete: Callable[[Path], None] = lambda folder: None
) -> Path:
    """The folder of a new release: `public` copied as it is, read-only, with the record of the release.

    Nothing that was released is ever written again: where there is a release, this is a correction, which
    needs its reason and lists what changed. A UsageError where it has none, or nothing changed. `complete` is
    handed the finished copy before it stands: to search it, and to sign it.
    """
    before = latest_release(first)
    changes = _changes(before, public, reason) if before else []
    target = first.with_name(f"{first.name}-{_number(first, before) + 1}") if before else first
    first.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=first.parent, prefix=".unfinished-") as folder:
        copy = Path(shutil.copytree(public, Path(folder) / target.name))
        _write_record(copy, before, reason, changes)
        complete(copy)
        _make_read_only(copy)
        copy.rename(target)
    return target


def require_as_made(public: Path, inputs: dict[str, str]) -> None:
    """Hold a publication to what its provenance says was made, from the inputs as they are now.

    `inputs` are the hashes of the data folder's files by name. A UsageError names the first file that is not
    as it was: nobody could make such a publication again.
    """
    made = manifest.read(public)
    if made.get("state") != "published":
        raise IncompletePublication(
            "the output folder holds no complete publication",
            where=str(public),
            do="make the report again with `report`, then release it",
        )
    outputs = changed_files(manifest.hashes(made, "outputs"), manifest.digests(public))
    sources = changed_files(manifest.hashes(made, "inputs"), inputs)
    for changed, where in ((outputs, public), (sources, Path())):
        if changed:
            raise UsageError(
                f"{changed[0].file} is not as it was when the report was made",
                where=str(where / changed[0].file),
                do="make the report again with `report`, then release it",
            )


def _changes(before: Path, public: Path, reason: str) -> list[Difference]:
    if not reason.strip():
        raise UsageError(
            "this report is released already, and a release is never overwritten",
            where=str(before),
            do="to release a correction say why with --reason",
        )
    if not (changes := changes_between(before, public)):
        raise UsageError("nothing has changed since the last release", where=str(before))
    return changes


def changes_between(before: Path, after: Path) -> list[Difference]:
    """What changed from one publication to the next: every figure and cell, then every file."""
    files = changed_files(manifest.digests(before), manifest.digests(after))
    return [*compare(before, after).differences, *files]


def _number(first: Path, release: Path) -> int:
    return int(release.name.removeprefix(first.name).removeprefix("-") or 1)


def _write_record(folder: Path, before: Path | None, reason: str, changes: list[Difference]) -> None:
    record: dict[str, Any] = {
        "release": folder.name,
        "released_on": date.today().isoformat(),
        "provenance": digest(folder / manifest.NAME),
    }
    if before:
        record |= {"corrects": before.name, "reason": reason.strip(), "changes": len(changes)}
        (folder / manifest.CHANGES).write_text(_changes_csv(changes), encoding="utf-8", newline="\n")
        record["changes_sha256"] = digest(folder / manifest.CHANGES)
    _write_json(folder / manifest.RELEASE, record)
    _write_json(folder / manifest.RELEASE, record | {"digest": digest_of(folder)})


def _write_json(path: Path, record: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _changes_csv(changes: list[Difference]) -> str:
    return csv_text([["file", "name", "column", "before", "after"], *changes])


def _make_read_only(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
