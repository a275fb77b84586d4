import subprocess
from pathlib import Path

import pypandoc
from staged_sample import REPORT

from complaint_analysis.render.quarto import warnings_in

LOG = """pandoc
  to: html
\x1b[33mWARNING (shortcodes.lua:12) ?var:no.such not found\x1b[39m
[typst]: Compiling annual-report.typ to annual-report.pdf...DONE
\x1b[33mWARN: PDF standard validation requested but verapdf is not installed.
Output created: annual-report.html
"""


def test_a_warning_in_quartos_log_is_an_error_but_for_a_checker_that_is_not_installed() -> None:
    assert warnings_in(LOG) == ["WARNING (shortcodes.lua:12) ?var:no.such not found"]


def test_the_bare_sources_stop_with_a_line_that_says_how_to_stage_them() -> None:
    """Quarto runs this before it renders; here it runs as Quarto runs it, through pandoc's Lua."""
    command = [pypandoc.get_pandoc_path(), "lua", "style/staged.lua"]

    done = subprocess.run(command, cwd=REPORT, capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert "make report" in done.stderr


def test_staged_sources_do_not_stop(tmp_path: Path) -> None:
    (tmp_path / "_variables.yml").write_text("{}")
    command = [pypandoc.get_pandoc_path(), "lua", str(REPORT / "style/staged.lua")]

    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
