"""Releases: frozen as they are, never overwritten, corrected beside the first with a reason."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from complaint_analysis.commands.release import require_approval
from complaint_analysis.council.settings import Governance
from complaint_analysis.errors import IncompletePublication, UsageError
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.inputs import digest
from complaint_analysis.provenance.releases import freeze, latest_release, releases, require_as_made

INPUTS = {"2024-25/complaints/log.csv": "aa"}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return publish(tmp_path / "output" / "2024-25" / "public", "86")


def publish(folder: Path, value: str, state: str = "published") -> Path:
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    (folder / "figures.csv").write_text(f"id,value\na.received,{value}\n")
    (folder / "tables" / "volumes.csv").write_text(f"service,received\nRepairs,{value}\n")
    (folder / "annual-report.html").write_text(f"<p>{value}</p>")
    described = {
        "inputs": {name: {"sha256": digest} for name, digest in INPUTS.items()},
        "outputs": {name: {"sha256": digest} for name, digest in manifest.digests(folder).items()},
    }
    (folder / manifest.NAME).write_text(json.dumps({"state": state, **described}))
    return folder


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return tmp_path / "releases" / "2024-25"


def test_a_release_is_the_publication_with_its_record(public, first):
    assert latest_release(first) is None
    assert freeze(public, first) == first == latest_release(first)
    assert manifest.digests(first) == manifest.digests(public)
    record = json.loads((first / manifest.RELEASE).read_text())
    assert record["release"] == "2024-25"
    assert record["provenance"] == digest(public / manifest.NAME)
    assert "corrects" not in record


def test_no_file_of_a_release_can_be_written(public, first):
    freeze(public, first)
    assert all(not path.stat().st_mode & 0o222 for path in first.rglob("*") if path.is_file())


def test_a_second_release_needs_a_reason_and_a_change(public, first):
    freeze(public, first)
    with pytest.raises(UsageError, match="--reason"):
        freeze(publish(public, "85"), first)
    publish(public, "86")
    with pytest.raises(UsageError, match="nothing has changed"):
        freeze(public, first, reason="A case was counted twice")
    assert releases(first) == [first]


def test_a_correction_lies_beside_the_first_with_its_reason_and_what_changed(public, first):
    freeze(public, first)
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    second = freeze(publish(public, "85"), first, reason="A case was counted twice")
    third = freeze(publish(public, "84"), first, reason="Another")
    assert [path.name for path in releases(first)] == ["2024-25", "2024-25-2", "2024-25-3"]
    assert latest_release(first) == third
    record = json.loads((second / manifest.RELEASE).read_text())
    assert (record["corrects"], record["reason"]) == ("2024-25", "A case was counted twice")
    with (second / manifest.CHANGES).open(newline="") as file:
        changed = [tuple(row.values()) for row in csv.DictReader(file)]
    assert ("figures.csv", "a.received", "value", "86", "85") in changed
    assert ("tables/volumes.csv", "Repairs", "received", "86", "85") in changed
    assert {"annual-report.html", "figures.csv"} <= {file for file, name, *_ in changed if not name}
    assert before == {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}


def test_the_tenth_correction_is_newer_than_the_second(public, first):
    for number in range(12):
        freeze(publish(public, str(number)), first, reason="again")
    assert latest_release(first).name == "2024-25-12"


def test_a_release_of_one_code_is_another_report(public, first):
    freeze(public, first)
    housing = first.with_name("2024-25-housing")
    assert freeze(public, housing) == housing
    freeze(publish(public, "85"), housing, reason="again")
    assert latest_release(first) == first
    assert latest_release(housing).name == "2024-25-housing-2"


def test_a_copy_that_breaks_off_leaves_no_release(public, first, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("complaint_analysis.provenance.releases._write_record", full)
    with pytest.raises(OSError, match="No space"):
        freeze(public, first)
    assert list(first.parent.iterdir()) == []


def test_only_what_was_made_from_the_inputs_as_they_are_is_released(public, tmp_path):
    require_as_made(public, INPUTS)
    with pytest.raises(UsageError, match=r"log\.csv is not as it was"):
        require_as_made(public, {"2024-25/complaints/log.csv": "bb"})
    with pytest.raises(UsageError, match=r"response\.md is not as it was"):
        require_as_made(public, INPUTS | {"2024-25/response.md": "cc"})
    (public / "annual-report.html").write_text("<p>mended by hand</p>")
    with pytest.raises(UsageError, match=r"annual-report\.html is not as it was"):
        require_as_made(public, INPUTS)


@pytest.mark.parametrize("state", ["working", "for-cabinet"])
def test_a_publication_that_was_made_incomplete_is_not_released(public, state):
    publish(public, "86", state)
    with pytest.raises(IncompletePublication):
        require_as_made(public, INPUTS)


def test_without_a_publication_nothing_is_released(tmp_path):
    with pytest.raises(IncompletePublication, match="no complete publication"):
        require_as_made(tmp_path, INPUTS)


def test_a_report_is_released_once_it_has_been_approved():
    """HO and LGSCO 8.2: a day that is still to come is no approval."""

    def approved(day: date | None):
        return Governance(approved_on=day)

    require_approval(approved(date(2025, 9, 16)), date(2025, 9, 16))
    require_approval(approved(None), date(2025, 9, 16))
    with pytest.raises(IncompletePublication, match="approved on 16 September 2025, which is still to come"):
        require_approval(approved(date(2025, 9, 16)), date(2025, 9, 15))


def test_what_completes_a_release_sees_it_whole_and_can_stop_it(public, first):
    seen: list[set[str]] = []
    freeze(public, first, complete=lambda copy: seen.append({path.name for path in copy.iterdir()}))
    assert {manifest.NAME, manifest.RELEASE, "figures.csv"} <= seen[0]

    def refuse(copy: Path) -> None:
        assert "A case of somebody" in (copy / manifest.RELEASE).read_text()
        raise UsageError("stopped")

    with pytest.raises(UsageError, match="stopped"):
        freeze(publish(public, "85"), first, reason="A case of somebody", complete=refuse)
    assert releases(first) == [first]


def test_the_record_of_a_correction_has_the_hash_of_its_list(public, first):
    freeze(public, first)
    second = freeze(publish(public, "85"), first, reason="A case was counted twice")
    record = json.loads((second / manifest.RELEASE).read_text())
    assert record["changes_sha256"] == digest(second / manifest.CHANGES)
