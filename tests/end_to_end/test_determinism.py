"""The same inputs give the same bytes: one test for each thing that makes others' reports differ."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from small_project import CELLS, EXPORT, SmallProject

from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.inputs import digest

pytestmark = pytest.mark.xdist_group("determinism")
CHART = (
    "from complaint_analysis import charts\n\nmonths = tables.received_by_month(run)\n"
    'run.publish.chart("received-by-month", *charts.received_by_month(run, months), table=months)\nrun'
)
OTHER_ORDER = """
import os
listed, scanned = os.listdir, os.scandir
os.listdir = lambda *given: sorted(listed(*given), reverse=True)
"""


class Twice:
    """A project whose report was made once, and is made again under other circumstances."""

    def __init__(self, folder: Path) -> None:
        self.project = SmallProject(folder)
        self.project.write_notebook("01-records", (*CELLS, CHART))
        for number in range(12):
            self.project.council.export(EXPORT.replace("C-", f"D{number}-"), f"export-{number}.csv")
        self.made = self.bytes_of(self.project.out)

    def bytes_of(self, out: Path, **environment: str) -> dict[str, str]:
        self.project.more = environment
        ended, printed = self.project.run("report", "--renderer", "pandoc", out=out)
        assert ended == 0, printed
        public = out / "2024-25" / "public"
        return manifest.digests(public) | {manifest.NAME: digest(public / manifest.NAME)}

    def again(self, **environment: str) -> dict[str, str]:
        """The publication's bytes made anew, in another folder."""
        return self.bytes_of(self.project.folder / f"again-{time.monotonic_ns()}", **environment)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    return Twice(tmp_path_factory.mktemp("twice"))


def test_every_kind_of_file_is_among_those_compared(twice):
    kinds = {Path(name).suffix for name in twice.made}
    assert kinds == {".html", ".pdf", ".docx", ".csv", ".json", ".xlsx", ".svg", ".png"}


def test_the_clock(twice):
    """Dates in SVG, Word, PDF and workbooks; a notebook's time stamps and durations."""
    time.sleep(2.1)  # a zip file's stamps are of two seconds
    assert twice.again() == twice.made


@pytest.mark.parametrize("seed", ["1", "2024"])
def test_the_order_of_sets(twice, seed):
    assert twice.again(PYTHONHASHSEED=seed) == twice.made


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_time_zone(twice, zone):
    assert twice.again(TZ=zone) == twice.made


def test_the_locale(twice):
    assert twice.again(LC_ALL="tr_TR.UTF-8", LANG="de_DE.UTF-8", LANGUAGE="de") == twice.made


def test_the_number_of_threads(twice):
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")
    assert twice.again(**dict.fromkeys(threads, "1")) == twice.made


def test_the_fonts_of_the_machine(twice, tmp_path):
    """No other typeface is found, and a matplotlib of its own settings is not asked."""
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: red\n")
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    config = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "MATPLOTLIBRC": str(tmp_path / "matplotlibrc")}
    assert twice.again(**config) == twice.made


def test_whose_machine_it_is(twice, tmp_path):
    assert twice.again(HOME=str(tmp_path), USER="other", LOGNAME="other", HOSTNAME="other") == twice.made


def test_when_a_file_was_last_changed(twice):
    """Of two exports the one later by name wins, not the newer file."""
    exports = twice.project.council.folder / "2024-25" / "complaints"
    for number, path in enumerate(sorted(exports.iterdir(), reverse=True)):
        os.utime(path, (10**9 + number, 10**9 + number))
    assert twice.again() == twice.made


def test_the_order_in_which_files_are_listed(twice, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(OTHER_ORDER)
    path = os.pathsep.join([str(tmp_path), str(twice.project.folder / "src")])
    assert twice.again(PYTHONPATH=path) == twice.made


@pytest.mark.skipif(sys.platform == "win32", reason="one more layer there")
def test_the_settings_of_the_shell(twice):
    assert twice.again(TERM="dumb", COLUMNS="40", NO_COLOR="1", PYTHONUTF8="0") == twice.made
