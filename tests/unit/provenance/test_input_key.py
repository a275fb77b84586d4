"""The key of the inputs' hashes: made once, kept with the data, and the same ever after."""

from __future__ import annotations

import pytest

from complaint_analysis.errors import UsageError
from complaint_analysis.provenance.input_key import NAME, made_key, name_of, read_key


def test_it_is_made_once_and_then_read(tmp_path):
    folders = (tmp_path / "data", tmp_path / "releases")
    assert read_key(folders) == b""
    key = made_key(folders)
    assert len(key) == 32
    assert made_key(folders) == read_key(folders) == key
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert (tmp_path / "data" / NAME).stat().st_mode & 0o077 == 0


def test_two_councils_have_two_keys(tmp_path):
    assert made_key([tmp_path / "one"]) != made_key([tmp_path / "other"])


def test_where_nothing_may_be_written_with_the_data_it_lies_with_the_releases(tmp_path):
    (tmp_path / "data").write_text("no folder at all")
    folders = (tmp_path / "data", tmp_path / "releases")
    assert made_key(folders) == made_key(folders) == read_key([tmp_path / "releases"])


@pytest.mark.parametrize("written", ["", "00", "g" * 64, "0" * 63])
def test_what_is_no_key_is_told_with_its_place(tmp_path, written):
    (tmp_path / NAME).write_text(written)
    with pytest.raises(UsageError, match="64 hexadecimal digits") as told:
        made_key([tmp_path])
    assert told.value.where == str(tmp_path / NAME)


def test_a_key_is_known_by_a_name_that_does_not_tell_it():
    key = bytes(range(32))
    assert name_of(key) == name_of(key) != name_of(bytes(32))
    assert key.hex()[:16] not in name_of(key)
    assert name_of(b"") == ""


def test_without_a_key_nothing_goes_on(tmp_path):
    (tmp_path / "data").write_text("no folder at all")
    with pytest.raises(UsageError, match="can be written nowhere"):
        made_key([tmp_path / "data"])
