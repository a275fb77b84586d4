"""A file of other landlords that cannot be read stops the program before the long work, and is named."""

import pytest


@pytest.mark.parametrize("command", ["check", "report"])
def test_a_torn_workbook_of_other_landlords_is_an_input_error_that_names_it(
    council, export, program, command, tmp_path
):
    council.export(export({"Reference": "A1", "Date received": "2024-05-01", "Service": "Council Housing"}))
    council.write("benchmarks/tsm-2024-25.xlsx", b"torn")
    out = ["--out", str(tmp_path / "out")] if command == "report" else []
    done = program(command, "--year", "2024-25", "--data", str(council.folder), *out)
    assert done.returncode == 3
    assert "benchmarks/tsm-2024-25.xlsx" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Notebook" not in done.stdout
