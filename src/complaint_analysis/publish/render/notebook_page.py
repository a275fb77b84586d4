"""An executed notebook as a page of the report: the same template and style, its code folded away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from complaint_analysis.publish.render.embedded import at_once, html_arguments, run_pandoc


def notebook_pages(executed: Sequence[Path], folder: Path, *, stage: Path) -> list[Path]:
    """The pages of executed notebooks, written into `folder` in their order; see `notebook_page`."""
    return at_once(
        [
            partial(notebook_page, notebook, folder / f"{notebook.stem}.html", stage=stage)
            for notebook in executed
        ]
    )


def notebook_page(executed_ipynb: Path, html_path: Path, *, stage: Path) -> Path:
    """`html_path`, written: the executed notebook as one self-contained page.

    `stage` is the staged report, whose style and variables the page takes and against which pictures in
    the outputs are resolved. The notebook's first heading becomes the page's title.
    """
    html_path.parent.mkdir(parents=True, exist_ok=True)
    arguments = html_arguments(html_path.resolve())
    arguments = ["--metadata", "notebook=true", "--variable", "root=../", "--ipynb-output", "all", *arguments]
    run_pandoc(arguments, executed_ipynb.read_text("utf-8"), stage, reader="ipynb")
    return html_path
