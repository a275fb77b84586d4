"""The embedded renderer: the same sources through pandoc and Typst, both from wheels."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Literal

import pypandoc
import typst

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render.report_sources import Sources, formats, read_variables
from complaint_analysis.publish.render.word_finish import finish_word

LANGUAGE = "en-GB"
_PDF_STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def render_embedded(stage: Path, public: Path, documents: tuple[str, ...], epoch: int) -> list[Path]:
    """The files written to `public`: each document in its formats, in the order given.

    `epoch` is the moment, in seconds since 1970, that files are stamped with. A fault in a source is a
    UsageError that names it.
    """
    sources = Sources(stage, read_variables(stage))
    writers = []
    for document in documents:
        text = sources.resolved(document)
        for name in formats(stage / f"{document}.qmd"):
            writers.append(partial(_WRITERS[name], text, stage, public / document, epoch))
    return at_once(writers)


def at_once(writers: Sequence[Callable[[], Path]]) -> list[Path]:
    """What the writers return, in their order; the first error in that order is raised and begins no more.

    Pandoc is a process of its own, so that each core can run one.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda write: write(), writers))


def run_pandoc(arguments: list[str], text: str, stage: Path, *, reader: str = "markdown") -> None:
    """Run pandoc in the staged folder with our filter; a warning counts as an error.

    Its sandbox opens no file and asks no network but for what the command line and our filters hand over.
    The data folder of the person's own pandoc is not read, so that none of its filters or templates counts.
    """
    command = [pypandoc.get_pandoc_path(), "--from", reader, "--fail-if-warnings", "--wrap", "none"]
    command += ["--sandbox", "--data-dir", "style", "--metadata", f"lang={LANGUAGE}"]
    command += ["--lua-filter", "style/report.lua", "--lua-filter", "style/handed_over.lua", *arguments]
    done = subprocess.run(
        command,
        input=text,
        cwd=stage,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise UsageError(
            "the report could not be rendered: " + _reason(done.stderr),
            where=arguments[-1],
            do="mend the source that is named",
        )


def html_arguments(target: Path) -> list[str]:
    """What makes pandoc write one self-contained page with our template and style."""
    style = ["--template", "style/page.html", "--css", "style/page.css"]
    return ["--to", "html5", "--standalone", "--embed-resources", *style, "--output", str(target)]


def _reason(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    named = [line for line in lines if line.startswith("report: ") or "WARNING" in line]
    return (named or lines or ["pandoc gave no reason"])[0].removeprefix("report: ")


def _html(text: str, stage: Path, target: Path, epoch: int) -> Path:
    path = target.with_suffix(".html").resolve()
    run_pandoc(html_arguments(path), text, stage)
    return path


def _docx(text: str, stage: Path, target: Path, epoch: int) -> Path:
    path = target.with_suffix(".docx").resolve()
    style = ["--reference-doc", "style/reference.docx"]
    run_pandoc(["--to", "docx", *style, "--output", str(path)], text, stage)
    return finish_word(path, epoch)


def _pdf(text: str, stage: Path, target: Path, epoch: int) -> Path:
    typ = (stage / f"{target.name}.typ").resolve()
    template = ["--standalone", "--template", "style/report.typ"]
    run_pandoc(["--to", "typst", *template, "--output", str(typ)], text, stage)
    path = target.with_suffix(".pdf")
    _compile(typ, path, stage, epoch)
    typ.unlink()
    return path


def _compile(typ: Path, path: Path, stage: Path, epoch: int) -> None:
    try:
        typst.compile(
            typ,
            output=path,
            root=stage.resolve(),
            font_paths=[stage / "fonts"],
            ignore_system_fonts=True,
            pdf_standards=[*_PDF_STANDARDS],
            timestamp=epoch,
        )
    except typst.TypstError as error:
        raise UsageError(
            f"the PDF could not be made: {error}", where=str(typ), do="mend the source that it came from"
        ) from error


_WRITERS: dict[str, Callable[[str, Path, Path, int], Path]] = {"html": _html, "typst": _pdf, "docx": _docx}
