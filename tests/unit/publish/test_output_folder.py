"""The output folder: the last good publication stays whole, whatever happens on the way to the next."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from complaint_analysis.errors import UsageError
from complaint_analysis.publish import output_folder
from complaint_analysis.publish.output_folder import (
    alone,
    put_in_place,
    require_writable,
    restore,
    telling_of_a_full_disk,
    working_in,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "private").mkdir()
    return tmp_path


def publication(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "report.html").write_text(text)
    return path


@pytest.mark.parametrize("in_one_step", [True, False])
def test_the_new_publication_takes_the_place_of_the_last(folder, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(output_folder, "exchange", lambda first, second: False)
    public = folder / "public"
    for text in ("first", "second"):
        put_in_place(publication(folder / "building", text), public)
        assert (public / "report.html").read_text() == text
        assert sorted(path.name for path in folder.iterdir()) == ["private", "public"]


def test_two_folders_change_places_in_one_step_on_linux(folder):
    first, second = publication(folder / "a", "a"), publication(folder / "b", "b")
    if sys.platform != "linux":
        assert not output_folder.exchange(first, second)
        return
    if output_folder.exchange(first, second):
        assert (first / "report.html").read_text() == "b"


def test_what_a_killed_run_had_taken_away_is_put_back(folder):
    publication(folder / "public-before", "good")
    with working_in(folder):
        assert (folder / "public" / "report.html").read_text() == "good"
    assert not (folder / "public-before").exists()


def test_what_is_left_of_an_older_one_does_not_replace_a_newer(folder):
    publication(folder / "public-before", "old")
    publication(folder / "public", "new")
    restore(folder / "public")
    assert (folder / "public" / "report.html").read_text() == "new"
    assert not (folder / "public-before").exists()


def test_a_second_run_in_the_same_folder_is_told(folder):
    with alone(folder), pytest.raises(UsageError, match="another run is working") as told, alone(folder):
        pass
    assert "wait until it has ended" in told.value.do
    with alone(folder):
        pass


HOLDS = """
import sys, time
from pathlib import Path
from complaint_analysis.publish.output_folder import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_run_holds_nothing(folder):
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(folder)], stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    with pytest.raises(UsageError), alone(folder):
        pass
    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdout.close()
    with alone(folder):
        pass


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "output").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        require_writable(tmp_path / "output" / "2024-25")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_before_any_work(folder):
    folder.chmod(0o500)
    try:
        with pytest.raises(UsageError, match="cannot be written"):
            require_writable(folder)
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_as_such(folder, code):
    with (
        pytest.raises(UsageError, match="the disk is full; the last publication stands") as told,
        telling_of_a_full_disk(folder),
    ):
        raise OSError(code, os.strerror(code))
    assert "free some space" in told.value.do


def test_a_full_disk_that_a_kernel_or_pandoc_met_is_told_as_such(folder):
    with pytest.raises(UsageError, match="the disk is full"), telling_of_a_full_disk(folder):
        raise RuntimeError("01-records.ipynb, cell 3: OSError: [Errno 28] No space left on device")


def test_any_other_fault_is_not_said_to_be_a_full_disk(folder):
    with pytest.raises(ZeroDivisionError), telling_of_a_full_disk(folder):
        raise ZeroDivisionError


SMALL_DISK = """
mount -t tmpfs -o size={size} none {place}
cd {place}
exec {program}
"""
FILLS = """
import sys
from pathlib import Path
from complaint_analysis.errors import UserError
from complaint_analysis.publish.output_folder import require_writable, telling_of_a_full_disk
folder = Path("output")
try:
    require_writable(folder)
    with telling_of_a_full_disk(folder):
        (folder / "big").write_bytes(b"x" * 4_000_000)
except UserError as error:
    print(error.what)
    sys.exit(error.exit_code)
"""


def on_small_disk(place: Path, size: str, *options: str) -> subprocess.CompletedProcess[str]:
    place.mkdir()
    (place.parent / "fills.py").write_text(textwrap.dedent(FILLS))
    script = SMALL_DISK.format(
        size=size, place=place, program=f"{sys.executable} {place.parent / 'fills.py'}"
    )
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", script]
    try:
        return subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("no unshare here")


def test_a_disk_that_is_really_full_is_told_as_such(tmp_path):
    done = on_small_disk(tmp_path / "disk", "2m")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("no disk of one's own can be made here")
    assert (done.returncode, done.stdout.strip()) == (
        2,
        "the disk is full; the last publication stands as it was",
    ), done.stderr


def test_a_publication_that_another_program_has_open_is_told_and_stands(folder, monkeypatch):
    monkeypatch.setattr(output_folder, "exchange", lambda first, second: False)
    built, public = publication(folder / "building", "new"), publication(folder / "public", "good")

    def refused(self, target):
        raise PermissionError(13, "a file is open", str(self))

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(UsageError, match="open in another program"):
        put_in_place(built, public)
    assert (public / "report.html").read_text() == "good"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's rights are POSIX's")
@pytest.mark.parametrize("before", [None, 0o755, 0o777])
def test_what_is_private_its_owner_alone_can_enter(tmp_path, before):
    private = tmp_path / "2024-25" / "private"
    if before is not None:
        private.mkdir(parents=True)
        private.chmod(before)
    require_writable(tmp_path / "2024-25")
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
