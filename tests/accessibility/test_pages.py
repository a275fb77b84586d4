"""What axe-core and html-validate find on every public page, in a browser of 1280 and of 375 pixels."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def absent(what: str) -> None:
    """Skip by name; in the long run nothing may be skipped."""
    if os.environ.get("LONG"):
        pytest.fail(f"{what}: the long run needs it")
    pytest.skip(what)


@pytest.fixture(scope="module")
def browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        absent("no Chromium on the path")
    if not (HERE / "node_modules").is_dir() or not shutil.which("node"):
        absent("no node_modules in tests/accessibility (npm ci --ignore-scripts)")
    return str(found)


@pytest.fixture(scope="module")
def findings(public_folder: Path, browser: str) -> dict[str, list[str]]:
    """Each public page with what was found on it."""
    pages = sorted(map(str, public_folder.rglob("*.html")))
    command = ["node", "check-pages.mjs", browser, *pages]
    done = subprocess.run(command, cwd=HERE, capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_page_has_a_fault(findings: dict[str, list[str]]) -> None:
    assert {page: faults for page, faults in findings.items() if faults} == {}


def test_every_page_was_looked_at(findings: dict[str, list[str]]) -> None:
    names = {Path(page).name for page in findings}

    assert {"annual-report.html", "accessibility-statement.html"} <= names


def test_a_faulty_page_is_found(browser: str, tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en-GB"><title>T</title><body><img src="x.png"><h4>Late</h4></body></html>'
    )

    done = subprocess.run(
        ["node", "check-pages.mjs", browser, str(page)], cwd=HERE, capture_output=True, encoding="utf-8"
    )
    faults = " ".join(json.loads(done.stdout)[str(page)])

    assert "image-alt" in faults
    assert "page-has-heading-one" in faults
    assert "landmark-one-main" in faults
