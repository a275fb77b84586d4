"""Nothing is read that lies outside the data folder, whatever a link in it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "2024-25" / "complaints").mkdir(parents=True)
    (folder / "council.toml").write_text('[council]\nname = "Testford"\n')
    outside = tmp_path / "outside"
    (outside / "complaints").mkdir(parents=True)
    (outside / "export.csv").write_text("a\n1\n")
    return folder


LINKS = {
    "2024-25/complaints/export.csv": "../../../outside/export.csv",
    "2024-25/response.docx": "../../outside/export.csv",
    "2024-25/complaints/more": "../../../outside/complaints",
    "2023-24": "../outside",
    "benchmarks": "../outside",
    "2024-25/complaints/gone.csv": "../../../outside/gone.csv",
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_out_of_the_folder_is_refused_by_its_name(data: Path, link: str) -> None:
    (data / link).symlink_to(LINKS[link])
    with pytest.raises(InputError, match="a link") as told:
        load_council(data)
    assert told.value.where == link
    assert told.value.exit_code == 3


def test_the_settings_themselves_may_be_no_link_out(data: Path, tmp_path: Path) -> None:
    (data / "council.toml").rename(tmp_path / "outside" / "council.toml")
    (data / "council.toml").symlink_to("../outside/council.toml")
    with pytest.raises(InputError, match="leads out") as told:
        load_council(data)
    assert told.value.where == "council.toml"


def test_a_link_that_leads_nowhere_is_refused(data: Path) -> None:
    (data / "2024-25" / "complaints" / "export.csv").symlink_to("export.csv")
    with pytest.raises(InputError, match="nowhere"):
        load_council(data)


def test_a_folder_that_is_itself_reached_by_a_link_is_read(data: Path, tmp_path: Path) -> None:
    (data / "2024-25" / "complaints" / "export.csv").write_text("a\n1\n")
    (data / "2024-25" / "complaints" / "again.csv").symlink_to("export.csv")
    (tmp_path / "share").symlink_to(data, target_is_directory=True)
    assert load_council(tmp_path / "share").council.name == "Testford"


def test_what_nothing_reads_is_not_looked_at(data: Path) -> None:
    (data / "elsewhere").symlink_to("../outside")
    assert load_council(data).council.name == "Testford"
