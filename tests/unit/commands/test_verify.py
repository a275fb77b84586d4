"""The verdict on a publication: nothing missing, stale or one-sided passes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.verify import verdict_on, verify
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.errors import InputError, UsageError, VerificationDifference
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.inputs import digest

FILES = {
    "figures.csv": "id,value\na.received,86\na.late,3\n",
    "figures.json": "{}",
    "tables/volumes.csv": "service,received\nRepairs,60\n",
    "annual-report.html": "<p>86</p>",
}
SAME = {"lock": "31", "python": "3.11.1", "renderer": {"name": "pandoc", "version": "3.9"}}


def publish(folder: Path, changed: dict[str, str | None] | None = None, **made: object) -> Path:
    for name, text in {**FILES, **(changed or {})}.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    outputs = {name: {"sha256": digest} for name, digest in manifest.digests(folder).items()}
    (folder / manifest.NAME).write_text(json.dumps({**SAME, "outputs": outputs, **made}))
    return folder


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return publish(tmp_path / "published")


@pytest.fixture
def again(tmp_path: Path) -> Path:
    return publish(tmp_path / "again")


def test_the_same_publication_is_reproduced(published, again):
    verdict = verdict_on(published, again)
    assert verdict.lines() == ["2 figures and 1 table reproduced"]
    assert verdict.differences == 0


def test_a_release_s_own_record_is_no_difference(published, again):
    (published / manifest.RELEASE).write_text(json.dumps({"release": published.name}))
    (published / manifest.CHANGES).write_text("")
    assert verdict_on(published, again, is_release=True).differences == 0


@pytest.mark.parametrize("edited", ["annual-report.html", "tables/volumes.csv"])
def test_a_release_whose_provenance_was_mended_too_is_told(published, again, edited):
    """Whoever changes a released file and its hash beside it is found by the release's own record."""
    record = {"release": published.name, "provenance": digest(published / manifest.NAME)}
    (published / manifest.RELEASE).write_text(json.dumps(record))
    assert verdict_on(published, again).differences == 0
    publish(published, {edited: "mended by hand"})
    lines = verdict_on(published, again).lines()
    assert lines[0] == "Not as it was published:"
    assert "provenance.json" in lines[1]


ONE_SIDED = {
    "a missing figure": ({"figures.csv": "id,value\na.received,86\n"}, "figures.csv: a.late: 3 -> absent"),
    "another value": (
        {"figures.csv": FILES["figures.csv"].replace("86", "85")},
        "figures.csv: a.received value: 86 -> 85",
    ),
    "a missing table": ({"tables/volumes.csv": None}, "tables/volumes.csv: the file: there -> absent"),
    "a new table": ({"tables/new.csv": "a\n1\n"}, "tables/new.csv: the file: absent -> there"),
    "a missing document": ({"annual-report.html": None}, "annual-report.html: the file: sha256"),
    "another document": (
        {"annual-report.html": "<p>85</p>"},
        "annual-report.html: at its beginning: 86 -> 85",
    ),
}


@pytest.mark.parametrize(("changed", "line"), ONE_SIDED.values(), ids=ONE_SIDED)
def test_what_stands_on_one_side_only_is_a_difference(published, tmp_path, changed, line):
    verdict = verdict_on(published, publish(tmp_path / "other", changed))
    assert any(line in told for told in verdict.lines()), verdict.lines()
    assert verdict.differences == 1
    assert not any("reproduced" in told for told in verdict.lines())


@pytest.mark.parametrize("name", FILES)
def test_a_published_file_that_was_changed_afterwards_is_told(published, again, name):
    (published / name).write_text("mended by hand")
    lines = verdict_on(published, again).lines()
    assert lines[0] == "Not as it was published:"
    assert name in lines[1]


def test_a_file_that_was_added_or_taken_out_afterwards_is_told(published, again):
    (published / "extra.html").write_text("x")
    (published / "annual-report.html").unlink()
    told = "\n".join(verdict_on(published, again).lines()[:3])
    assert "extra.html" in told
    assert "annual-report.html" in told


def test_a_publication_without_provenance_cannot_pass(published, again):
    (published / manifest.NAME).unlink()
    verdict = verdict_on(published, again)
    assert verdict.differences == 1
    assert "provenance.json" in verdict.lines()[1]


def test_an_input_that_changed_cannot_pass_even_where_no_figure_does(published, tmp_path):
    other = publish(tmp_path / "other", inputs={"2024-25/complaints/log.csv": {"sha256": "bb"}})
    verdict = verdict_on(published, other)
    assert verdict.differences == 1
    assert "  input 2024-25/complaints/log.csv: is new" in verdict.lines()


def test_under_another_lock_the_words_are_compared_where_bytes_differ(published, tmp_path):
    other = publish(tmp_path / "other", {"annual-report.html": "<div><p>86</p></div>"}, lock="32")
    verdict = verdict_on(published, other)
    assert verdict.differences == 0
    assert (
        "Bytes may differ (another lock): words, cells and values were compared instead." in verdict.lines()
    )
    forged = publish(tmp_path / "forged", {"annual-report.html": "<p>85</p>"}, lock="32")
    assert "  annual-report.html: at its beginning: 85 -> 86" in verdict_on(forged, published).lines()
    fewer = publish(tmp_path / "fewer", {"annual-report.html": None}, lock="32")
    assert verdict_on(published, fewer).differences == 1


def test_a_forged_value_is_told_by_its_name(tmp_path):
    """Whoever writes another lock and other hashes is found by what the files say."""
    content = '{{"year": "2024-25", "figures": {{"a.received": {{"value": {}}}}}}}'
    forged = publish(tmp_path / "forged", {"figures.json": content.format(76)}, lock="32")
    again = publish(tmp_path / "made", {"figures.json": content.format(86)})
    assert "  figures.json: figures.a.received.value: 76 -> 86" in verdict_on(forged, again).lines()


def test_what_cannot_be_compared_is_no_pass(published, tmp_path):
    """A picture of dots says nothing that could be held against another."""
    other = publish(tmp_path / "other")
    for folder, dots in ((published, b"one"), (other, b"two")):
        (folder / "charts").mkdir()
        (folder / "charts" / "a.png").write_bytes(dots)
    verdict = verdict_on(publish(published), publish(other, lock="32"))
    assert verdict.differences == 1
    assert verdict.lines()[0] == "Files with other bytes, which could not be compared:"


def test_a_release_without_its_record_or_with_another_name_is_told(published, again):
    assert verdict_on(published, again, is_release=True).differences == 1
    (published / manifest.RELEASE).write_text(json.dumps({"release": "2023-24"}))
    assert "  release.json: release: 2023-24 -> published" in verdict_on(published, again).lines()


def test_a_link_in_the_place_of_a_file_is_told(published, again, tmp_path):
    (published / "annual-report.html").rename(tmp_path / "elsewhere.html")
    (published / "annual-report.html").symlink_to(tmp_path / "elsewhere.html")
    assert any("a link to another file" in line for line in verdict_on(published, again).lines())


@pytest.fixture
def job(tmp_path: Path, council) -> Job:
    council.export("Reference,Received\nC-1,01/05/2024\n")
    return Job(ReportingYear.parse("2024-25"), council.folder, tmp_path / "output")


def test_without_a_publication_there_is_nothing_to_verify(job):
    with pytest.raises(UsageError, match="no publication to verify"):
        verify(job, "pandoc", Progress())


def disposed_of(job: Job, council, day: date) -> None:
    made = {"inputs": {"2024-25/complaints/export.csv": {"sha256": "aa"}, "council.toml": {"sha256": "bb"}}}
    publish(job.public, **made)
    (council.folder / "2024-25" / "complaints" / "export.csv").unlink()
    council.year(facts=f"raw_data_disposed_on = {day}")


def test_raw_data_that_was_disposed_of_is_said(job, council):
    disposed_of(job, council, date(2031, 4, 1))
    with pytest.raises(InputError, match="2024-25: raw data disposed of on 1 April 2031") as told:
        verify(job, "pandoc", Progress())
    assert "every published file is as its provenance says" in told.value.do


def test_without_raw_data_what_was_changed_is_still_found(job, council):
    disposed_of(job, council, date(2031, 4, 1))
    (job.public / "annual-report.html").write_text("mended")
    with pytest.raises(VerificationDifference, match=r"annual-report\.html"):
        verify(job, "pandoc", Progress())


def test_exports_that_are_gone_without_a_day_say_where_to_write_it(job, council):
    disposed_of(job, council, date(2031, 4, 1))
    council.year(facts="")
    with pytest.raises(InputError, match="2024-25: the exports that it was made of are not there") as told:
        verify(job, "pandoc", Progress())
    assert "2024-25/year.toml as raw_data_disposed_on" in told.value.do
    assert told.value.where.endswith("2024-25/complaints/export.csv")
