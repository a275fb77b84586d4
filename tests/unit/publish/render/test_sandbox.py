"""Pandoc is given the charts, the logo and the style of the stage: it opens nothing else, and asks no network."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from docx import Document
from staged_sample import staged_sample

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render.embedded import html_arguments, run_pandoc
from complaint_analysis.publish.render.word_finish import finish_word
from complaint_analysis.records.statements.printed_text import as_text

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>Quenby Aldersyde</title></svg>'


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and the paths that were asked for there."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the server calls
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, paths
    server.shutdown()


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    (tmp_path / "secret.svg").write_text(PICTURE)
    return staged_sample(tmp_path / "stage")


def arguments(kind: str, target: Path) -> list[str]:
    return html_arguments(target) if kind == "html" else ["--to", kind, "--output", str(target)]


@pytest.mark.parametrize("kind", ["html", "docx"])
@pytest.mark.parametrize("where", ["../secret.svg", "{outside}/secret.svg", "http://127.0.0.1:{port}/a.svg"])
@pytest.mark.parametrize("written", ['![]({src}){{fig-alt="a"}}', '`<img src="{src}">`{{=html}}'])
def test_what_lies_elsewhere_is_not_fetched(stage, tmp_path, asked, kind, where, written) -> None:
    port, paths = asked
    text = "---\ntitle: A\n---\n\n" + written.format(src=where.format(outside=tmp_path, port=port))
    target = tmp_path / f"a.{kind}"
    if kind == "docx" and "html" in written:
        run_pandoc(arguments(kind, target), text, stage)  # Word knows no HTML, and nothing is fetched for it
    else:
        with pytest.raises(UsageError, match="could not be rendered"):
            run_pandoc(arguments(kind, target), text, stage)
    assert not paths
    assert not target.exists() or b"Quenby" not in target.read_bytes()


def test_a_chart_is_handed_over(stage: Path, tmp_path: Path) -> None:
    text = '---\ntitle: A\n---\n\n![](charts/received-by-month.svg){fig-alt="a"}\n'
    run_pandoc(html_arguments(tmp_path / "a.html"), text, stage)
    assert "received-by-month" not in (tmp_path / "a.html").read_text("utf-8")


def test_no_words_of_a_statement_are_source_for_typst(stage: Path, tmp_path: Path) -> None:
    words = '#import "@preview/x:1.0.0" and #read("/fragments/a.json")'
    text = f"---\ntitle: A\n---\n\n{as_text(words, Path('response.md'))}\n"
    run_pandoc(arguments("typst", tmp_path / "a.typ"), text, stage)
    written = (tmp_path / "a.typ").read_text("utf-8")
    assert "\\#import" in written
    assert "\\#read" in written


def test_a_word_document_is_dated_by_its_day_and_the_same_each_time(stage: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a.docx", "b.docx"):
        run_pandoc(arguments("docx", tmp_path / name), "---\ntitle: A\n---\n\nText.\n", stage)
        made.append(finish_word(tmp_path / name, 1_748_563_200).read_bytes())
    assert made[0] == made[1]
    properties = Document(str(tmp_path / "a.docx")).core_properties
    assert [str(day) for day in (properties.created, properties.modified)] == [
        "2025-05-30 00:00:00+00:00"
    ] * 2
