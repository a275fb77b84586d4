"""Text from forms and exports prints as written and does nothing."""

import json

import pypandoc
import pytest

from complaint_analysis.printing.markdown import escape

READERS = ["markdown", "markdown-smart", "markdown+autolink_bare_uris+emoji+mark+raw_tex"]

TEXTS = [
    "plain words, nothing more",
    "*bold* _italic_ ~~struck~~ x^2^ H~2~O",
    "<script>alert(1)</script> &lt;b&gt; &#60;i&#62;",
    "a | b \\| c \\",
    "`code` ```{python} fence",
    "[link](https://example.org) ![picture](x.png) [^1] [@cite]",
    "see @tbl-received and #heading {#id .class}",
    "costs $5 and $6, or \\(x\\) \\begin{equation}",
    "{{< include secret.md >}} {{< var council.name >}}",
    "https://example.org/page www.example.org a@example.org <https://example.org>",
    "- a dash", "+ a plus", "* a star", "1. first", "2) second", "a. letter", "(b) letter", "iv. roman",
    "(12) twelve", "#. next", "(@) example", "> quoted", "# heading", "::: {.callout-note}", ": definition",
    "Table: a caption", "--- ", "- - -", "***", "===", "% title", "| line block", "~~~ fence", "+---+---+",
    "[ref]: https://example.org", "[^1]: a note", "    indented code", "\ttabbed code",
    "line one\nline two\r\n\r\n- line three", "B. Roads", "==marked== ++inserted++", "\\newpage \\# \\",
]  # fmt: skip


def blocks(markdown: str, reader: str) -> list:
    return json.loads(pypandoc.convert_text(markdown, "json", format=reader))["blocks"]


def words(inlines: list) -> str:
    kinds = {inline["t"] for inline in inlines}
    assert kinds <= {"Str", "Space", "Quoted"}, kinds
    return "".join(inline["c"] if inline["t"] == "Str" else " " for inline in inlines)


def test_paragraphs_print_as_written() -> None:
    parsed = blocks("\n\n".join(escape(text) for text in TEXTS), "markdown-smart")
    assert [words(block["c"]) for block in parsed] == [" ".join(text.split()) for text in TEXTS]


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_markup_in_any_dialect(reader: str) -> None:
    """All texts in one document: as many paragraphs as texts, and each holds words alone."""
    parsed = blocks("\n\n".join(escape(text) for text in TEXTS), reader)
    assert [block["t"] for block in parsed] == ["Para"] * len(TEXTS)
    for block in parsed:
        words(block["c"])


def test_cells_of_a_pipe_table_stay_cells() -> None:
    rows = "\n".join(f"| {escape(text)} | after |" for text in TEXTS)
    (table,) = blocks(f"| one | two |\n|:--|:--|\n{rows}\n", "markdown-smart")
    assert table["t"] == "Table"
    (body,) = table["c"][4]
    printed = [words(row[1][0][4][0]["c"]) for row in body[3]]
    assert printed == [" ".join(text.split()) for text in TEXTS]
    assert all(len(row[1]) == 2 for row in body[3])


def test_a_heading_keeps_its_words() -> None:
    headings = blocks("\n\n".join(f"### 6.3 {escape(text)}" for text in TEXTS), "markdown-smart")
    assert {heading["t"] for heading in headings} == {"Header"}
    assert [words(heading["c"][2]) for heading in headings] == [
        f"6.3 {' '.join(text.split())}" for text in TEXTS
    ]


def test_no_shortcode_is_left_in_the_source() -> None:
    """Quarto reads shortcodes from the source text, before any markdown is parsed."""
    assert "{{" not in escape("{{< var x >}} {{{< var y >}}}")
    assert "}}" not in escape("{{< var x >}}")


def test_control_characters_are_dropped_and_lines_joined() -> None:
    assert escape("one\x00two\x07\u2028three\x0bfour\n\nfive") == "onetwo three four five"
