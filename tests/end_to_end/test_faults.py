"""Whatever happens to a run, the last good publication stays whole, and the message says what to do."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_project import SmallProject, replace

from complaint_analysis.provenance import manifest

pytestmark = pytest.mark.xdist_group("faults")
POINTS, RECOVERED = 20, (3, 9, 15, 19)
"""At so many points a run is stopped; from those named one goes on from what it left."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("faults"))
    ended, printed = project.run("report", "--renderer", "pandoc")
    assert ended == 0, printed
    return project


def held(public: Path) -> dict[str, str]:
    """The files that lie there, which must be those that their own provenance names."""
    files = manifest.digests(public)
    assert files == manifest.hashes(manifest.read(public), "outputs")
    assert files
    return files


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be halted here")
def test_killed_at_twenty_points_the_last_publication_stands(published):
    """A run is halted at twenty moments and what lies there is copied: it is what a kill would leave.

    From some of the copies the next run goes on. Last a run is killed for good.
    """
    good = held(published.public)
    replace(published.council.folder / "2024-25/complaints/export.csv", "10/05/2024", "24/05/2024")
    started = time.monotonic()
    ended, printed = published.run("report", "--renderer", "pandoc", out=published.folder / "timed")
    assert ended == 0, printed
    new, seconds = held(published.folder / "timed" / "2024-25" / "public"), time.monotonic() - started
    assert new != good
    left = published.folder / "left"
    process = published.start("report", "--renderer", "pandoc", "--fresh")
    for point in range(1, POINTS + 1):
        time.sleep(seconds / POINTS)
        process.send_signal(signal.SIGSTOP)
        copied(published.out, left / str(point))
        process.send_signal(signal.SIGCONT)
        at = left / str(point) / "2024-25" / "public"
        assert held(at) in (good, new), f"halted after {seconds * point / POINTS:.1f} s"
    process.communicate(timeout=300)
    for point in RECOVERED:
        goes_on(published, left / str(point), new)
    process = published.start("report", "--renderer", "pandoc", "--fresh")
    time.sleep(seconds / 2)
    process.kill()
    process.communicate()
    assert held(published.public) in (good, new)
    goes_on(published, published.out, new)


def copied(out: Path, to: Path) -> None:
    """The output folder of a halted run; what its kernel, which goes on, takes away meanwhile is left out."""
    with contextlib.suppress(shutil.Error):
        shutil.copytree(out, to)


def goes_on(project: SmallProject, out: Path, new: dict[str, str]) -> None:
    """Hold the next run to the new publication, with nothing left of the one that was killed."""
    ended, printed = project.run("report", "--renderer", "pandoc", out=out)
    assert ended == 0, printed
    assert held(out / "2024-25" / "public") == new
    assert not {path.name for path in (out / "2024-25").iterdir()} & {"building", "public-before"}


def test_of_two_runs_at_once_on_one_output_one_makes_the_report(published):
    before = held(published.public)
    runs = [published.start("report", "--renderer", "pandoc", "--fresh") for _ in range(2)]
    printed = [run.communicate(timeout=300)[0] for run in runs]
    assert sorted(run.returncode for run in runs) == [0, 2], printed
    refused = printed[[run.returncode for run in runs].index(2)]
    assert "another run is working in this output folder" in refused
    assert "wait until it has ended, or name another folder with --out" in refused
    assert held(published.public) == before


ON_A_SMALL_DISK = """
mount -t tmpfs -o size=40m none {place}
{report} > {place}/../first.txt 2>&1
sha256sum {place}/2024-25/public/* 2> /dev/null > {place}/../before.txt || true
{then}
set +e
{report} --fresh > {place}/../second.txt 2>&1
echo $? > {place}/../code.txt
sha256sum {place}/2024-25/public/* 2> /dev/null > {place}/../after.txt
exit 0
"""
FILLED = "dd if=/dev/zero of={place}/filler bs=1k count=$(($(df --output=avail -k {place} | tail -1) - {left})) 2> /dev/null"


@pytest.mark.skipif(sys.platform != "linux", reason="a disk of one's own is made with Linux' namespaces")
@pytest.mark.parametrize(
    ("then", "told"),
    [
        (FILLED.format(place="{place}", left=4), "the disk is full; the last publication stands as it was"),
        (
            FILLED.format(place="{place}", left="$(du -sk {place}/2024-25 | cut -f1) / 10"),
            "the disk is full; the last publication stands as it was",
        ),
        ("mount -o remount,ro {place}", "the output folder cannot be written"),
    ],
    ids=["full from the start", "full on the way", "read-only"],
)
def test_a_disk_that_is_full_or_read_only_is_told(published, tmp_path, then, told):
    place = tmp_path / "disk"
    place.mkdir()
    report = f"{sys.executable} -m complaint_analysis report --year 2024-25 --renderer pandoc --out {place}"
    report += f" --data {published.council.folder}"
    script = ON_A_SMALL_DISK.format(place=place, report=report, then=then.format(place=place))
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", script]
    try:
        done = subprocess.run(
            command, env=published.environment(), cwd=published.folder, capture_output=True, text=True
        )
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("no disk of one's own can be made here")
    assert done.returncode == 0, done.stderr + (tmp_path / "first.txt").read_text()
    printed = (tmp_path / "second.txt").read_text()
    assert told in printed, printed
    assert "Traceback" not in printed
    assert "To do:" in printed
    assert (tmp_path / "code.txt").read_text().strip() == "2"
    before, after = ((tmp_path / f"{name}.txt").read_text() for name in ("before", "after"))
    assert before == after != ""


def test_an_export_changed_during_a_run_stops_it(published):
    """Else the provenance would vouch for a file that nobody has read."""
    export = published.council.folder / "2024-25/complaints/export.csv"
    good, before = held(published.public), export.read_text(encoding="utf-8")
    process = published.start("report", "--renderer", "pandoc", "--fresh")
    assert process.stdout is not None
    next(line for line in process.stdout if "Reading and checking" in line)
    export.write_text(before[: before.rindex("C-4")], encoding="utf-8")
    printed, _ = process.communicate(timeout=300)
    export.write_text(before, encoding="utf-8")
    assert process.returncode == 3, printed
    assert "was written to while the report was being made" in printed
    assert "Where: 2024-25/complaints/export.csv" in printed
    assert held(published.public) == good
