"""What is vouched for is what was read: whatever happens to an input during a run stops it."""

import os
import time

import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.errors import InputError
from complaint_analysis.provenance.fingerprints import Steps
from complaint_analysis.provenance.inputs import hash_inputs

YEAR = ReportingYear(2024)
EXPORT = "2024-25/complaints/export.csv"


@pytest.fixture
def folder(council):
    council.export("Reference,Received\nC-1,01/05/2024\n")
    council.write("2024-25/improvements.csv", "id\n").write("benchmarks/tsm.csv", "x")
    for path in (path for path in council.folder.rglob("*") if path.is_file()):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    time.sleep(0.02)  # as long as a file system takes two changes for one
    return council.folder


def truncated(path):
    path.write_text("Reference,Received\n")


def written_back(path):
    """Another content for a moment: nobody can say which of the two a notebook has read."""
    kept = path.read_bytes()
    truncated(path)
    path.write_bytes(kept)


def made_to_look_untouched(path):
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"C-1", b"C-2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (EXPORT, truncated, "was written to"),
        (EXPORT, written_back, "was written to"),
        (EXPORT, made_to_look_untouched, "was written to"),
        (EXPORT, lambda path: path.unlink(), "was taken away"),
        ("council.toml", lambda path: path.write_text("broken ["), "was written to"),
        ("2024-25/improvements.csv", lambda path: path.rename(path.with_name("x.csv")), "was taken away"),
        ("benchmarks/tsm.csv", truncated, "was written to"),
        ("2024-25/complaints/second.csv", lambda path: path.write_text("new"), "was added"),
        ("2024-25/self-assessment-housing.csv", lambda path: path.write_text("new"), "was added"),
    ],
)
def test_a_change_is_told_with_the_files_name(folder, name, change, told):
    hashed = hash_inputs(folder, YEAR)
    hashed.require_unchanged()
    change(folder / name)
    with pytest.raises(InputError, match=told) as stopped:
        hashed.require_unchanged()
    assert stopped.value.where == name


def test_what_the_report_does_not_depend_on_may_change(folder):
    hashed = hash_inputs(folder, YEAR)
    (folder / "2025-26" / "complaints").mkdir(parents=True)
    (folder / "2025-26" / "complaints" / "later.csv").write_text("later")
    (folder / "2024-25" / "complaints" / "~$export.csv").write_text("lock of a spreadsheet program")
    (folder / EXPORT).chmod(0o600)
    hashed.require_unchanged()


def test_a_step_is_not_finished_on_other_inputs_than_were_hashed(folder, tmp_path):
    """Else the next run would take its records for those of the file that was hashed."""
    steps = Steps(tmp_path, hash_inputs(folder, YEAR))
    steps.finish("lists", "before")
    truncated(folder / EXPORT)
    with pytest.raises(InputError):
        steps.finish("records", "hash")
    assert not Steps(tmp_path).is_current("records", "hash")
