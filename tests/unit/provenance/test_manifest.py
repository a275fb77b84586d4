"""How a publication was made: complete, the same each time, and silent about the machine."""

import getpass
import hmac
import json
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from complaint_analysis.council import locations
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.provenance.input_key import keyed_hash
from complaint_analysis.provenance.inputs import hash_inputs, inputs
from complaint_analysis.provenance.manifest import commit, packages, write
from complaint_analysis.publish.render.renderers import Renderer
from complaint_analysis.run.earlier_years import Earlier

YEAR = ReportingYear(2024)
KEY = bytes(range(32))
RENDERER = Renderer("quarto", "1.9.38", "/somewhere/bin/quarto")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name, text in {
        "council.toml": '[council]\nname = "Test Council"\n[calendar]\nclosed_days = [2024-12-27]\n',
        "2023-24/complaints/log.csv": "old",
        "2024-25/year.toml": "extracted_on = 2025-05-30\n",
        "2024-25/complaints/log.csv": "new",
        "2024-25/complaints/~$log.csv": "lock of a spreadsheet program",
        "2025-26/complaints/log.csv": "later",
        "benchmarks/tsm.xlsx": "book",
        "notes.txt": "nothing reads this",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def written(data: Path, public: Path) -> str:
    council = load_council(data)
    run = SimpleNamespace(
        council=council,
        year=YEAR,
        period=YEAR.period,
        records=SimpleNamespace(as_at=date(2025, 5, 30)),
        scope="both",
        regimes=REGIMES,
        earlier=Earlier(releases={"2023-24": "abc"}),
    )
    (public / "tables").mkdir(parents=True, exist_ok=True)
    (public / "tables" / "headline.csv").write_text("a,b\n")
    notebooks = sorted(locations.NOTEBOOKS.glob("*.ipynb"), reverse=True)
    keyed = hash_inputs(data, YEAR).under(KEY)
    write(public / "provenance.json", run, keyed, RENDERER, notebooks, state="working")
    return (public / "provenance.json").read_text(encoding="utf-8")


def test_the_report_of_one_code_does_not_depend_on_the_other_codes_own_files(data):
    """HO 8.2: the landlord's report is released while the corporate half is unfinished."""
    own = {
        "housing": ("self-assessment-housing.csv", "housing-ombudsman-report.toml"),
        "lgsco": ("self-assessment-lgsco-2.docx", "lgsco-letter.toml"),
    }
    for name in (*own["housing"], *own["lgsco"], "improvements.csv"):
        (data / "2024-25" / name).write_text("words")
    for regime in REGIMES:
        names = {path.name for path in inputs(data, YEAR, [regime])}
        assert names & {name for each in own.values() for name in each} == set(own[regime])
        assert {"improvements.csv", "council.toml", "log.csv", "tsm.xlsx"} <= names
    assert len(inputs(data, YEAR)) == len(inputs(data, YEAR, ["housing"])) + 2


def test_inputs_are_those_that_the_year_can_depend_on(data):
    names = [path.relative_to(data).as_posix() for path in inputs(data, YEAR)]
    assert names == [
        "2023-24/complaints/log.csv",
        "2024-25/complaints/log.csv",
        "2024-25/year.toml",
        "benchmarks/tsm.xlsx",
        "council.toml",
    ]


def test_it_holds_every_input_with_a_keyed_hash_and_every_output_with_hash_and_size(data, tmp_path):
    made = json.loads(written(data, tmp_path / "public"))
    entry = made["inputs"]["2024-25/complaints/log.csv"]
    assert entry == {"hmac-sha256": hmac.new(KEY, sha256(b"new").digest(), sha256).hexdigest()}
    assert made["outputs"] == {"tables/headline.csv": {"sha256": sha256(b"a,b\n").hexdigest(), "bytes": 4}}
    assert list(made["notebooks"]) == sorted(made["notebooks"])
    assert made["renderer"] == {"name": "quarto", "version": "1.9.38"}
    assert made["lock"] == sha256((locations.ROOT / "requirements.lock").read_bytes()).hexdigest()


def test_it_tells_nothing_by_the_hash_of_a_private_file(data, tmp_path):
    """Whoever tries what a small file may say finds neither its hash nor its size."""
    text = written(data, tmp_path / "public")
    for path in inputs(data, YEAR):
        content = path.read_bytes()
        for tried in (content, content.strip(), path.name.encode() + content):
            assert sha256(tried).hexdigest() not in text
            assert keyed_hash(bytes(32), sha256(tried).hexdigest()) not in text
            assert keyed_hash(b"", sha256(tried).hexdigest()) not in text
    assert KEY.hex() not in text
    assert all(list(entry) == ["hmac-sha256"] for entry in json.loads(text)["inputs"].values())


def test_settings_stand_as_read_with_their_defaults(data, tmp_path):
    made = json.loads(written(data, tmp_path / "public"))
    assert made["settings"]["council"]["clocks"]["stage1_respond"] == 10
    assert made["settings"]["years"]["2024-25"]["extracted_on"] == "2025-05-30"
    assert list(made["settings"]["years"]) == ["2023-24", "2024-25"]
    assert made["as_at"] == "2025-05-30"
    assert made["parameters"] == {"year": "2024-25", "period": "2024-25", "scope": "both"}


def test_the_calendar_holds_bank_holidays_and_closed_days_of_all_years_loaded(data, tmp_path):
    calendar = json.loads(written(data, tmp_path / "public"))["calendar"]
    assert "2023-05-08" in calendar
    assert calendar["2024-12-27"] == "Closed by the council"
    assert "2025-08-25" in calendar
    assert list(calendar) == sorted(calendar)


def test_the_same_run_elsewhere_gives_the_same_bytes_and_names_no_place(data, tmp_path):
    first = written(data, tmp_path / "public")
    shutil.move(data, tmp_path / "moved")
    second = written(tmp_path / "moved", tmp_path / "again")
    assert first == second
    for word in (str(tmp_path), str(locations.ROOT), "/somewhere", f'"{getpass.getuser()}"'):
        assert word not in first


def test_packages_are_those_of_the_lock(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("Pandas==1.0 \\\n    --hash=sha256:00\nno-such-package==2.0\n")
    assert list(packages(lock)) == ["pandas"]
    assert packages(lock)["pandas"] != "1.0"
    assert {"pandas", "pytest"} <= packages(tmp_path / "none.lock").keys()


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_commit_and_whether_the_files_were_as_committed(tmp_path):
    assert commit(tmp_path) is None
    git(tmp_path, "init")
    assert commit(tmp_path) is None
    (tmp_path / "a.txt").write_text("a")
    git(tmp_path, "add", "a.txt")
    git(tmp_path, "commit", "-m", "First")
    assert commit(tmp_path)["clean"] is True
    assert len(commit(tmp_path)["commit"]) == 40
    (tmp_path / "a.txt").write_text("b")
    assert commit(tmp_path)["clean"] is False
    (tmp_path / "inside").mkdir()
    assert commit(tmp_path / "inside") is None
