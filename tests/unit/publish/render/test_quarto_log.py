from complaint_analysis.publish.render.quarto import warnings_in

LOG = """pandoc
  to: html
\x1b[33mWARNING (shortcodes.lua:12) ?var:no.such not found\x1b[39m
[typst]: Compiling annual-report.typ to annual-report.pdf...DONE
\x1b[33mWARN: PDF standard validation requested but verapdf is not installed.
Output created: annual-report.html
"""


def test_a_warning_in_quartos_log_is_an_error_but_for_a_checker_that_is_not_installed() -> None:
    assert warnings_in(LOG) == ["WARNING (shortcodes.lua:12) ?var:no.such not found"]


def test_a_fault_is_told_with_the_lines_that_say_where() -> None:
    log = """\x1b[91mERROR: Include directive failed.
  in file report/annual-report.qmd,
  could not find file report/blocks/sums.md.

Stack trace:
    at retrieveInclude\x1b[39m
"""
    where = "in file report/annual-report.qmd, could not find file report/blocks/sums.md."
    assert warnings_in(log) == [f"ERROR: Include directive failed. {where}"]
