"""What people write is printed as text: markup of any other kind is refused with its line, or does nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.errors import InputError
from complaint_analysis.records.statements.printed_text import as_text

PATH = Path("response.md")
REFUSED = {
    "a script": "We agreed.\n\n<script>alert(1)</script>",
    "an embedded file": '<embed src="../records.parquet">',
    "a tag in a line": "a <b>bold</b> word",
    "a comment": "<!-- hidden -->",
    "a picture": "![a](file:///etc/passwd)",
    "a remote picture": "![a](https://example.org/a.png)",
    "a raw attribute": "`q`{=html}",
    "a raw block": "```{=html}\n<x>\n```",
    "an include": "{{< include /etc/passwd >}}",
    "an include in a list": "- {{< include ../records.parquet >}}",
    "a script as a link": "[z](javascript:alert(1))",
    "a file as a link": "[z](file:///etc/passwd)",
    "a title of a link": '[z](https://example.org "title")',
    "data as a link": "[z](data:text/html;base64,AAAA)",
    "code": "Use `code`.",
    "a quotation": "> quoted",
    "a rule": "a\n\n---\n\nb",
    "a table": "| a | b |\n|---|---|\n| 1 | 2 |",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_text_is_refused_with_its_line(kind) -> None:
    with pytest.raises(InputError) as told:
        as_text(f"First line.\n\n{REFUSED[kind]}\n", PATH)
    assert "response.md, line " in told.value.where
    assert "paragraphs, headings, lists" in told.value.do


KEPT = {
    "We *agree* and **thank** all.": "We *agree* and **thank** all.",
    "[The minutes](https://council.example/a?b=1)": "[The minutes](<https://council.example/a?b=1>)",
    "# Cabinet": "## Cabinet",
    "## Cabinet\n\n#### Money": "## Cabinet\n\n### Money",
    "### Money\n\n# Cabinet": "## Money\n\n## Cabinet",
    "- one\n- two": "- one\n- two",
    "3. three\n4. four": "3. three\n4. four",
    "one\ntwo": "one two",
    "5 < 6 & 7": "5 \\< 6 \\& 7",
    "$x$ and @tbl-a": "\\$x\\$ and \\@tbl-a",
    "::: {.cover}": "\\::: \\{.cover\\}",
}


@pytest.mark.parametrize("text", KEPT)
def test_text_is_kept_and_other_signs_do_nothing(text) -> None:
    assert as_text(text, PATH) == KEPT[text]


def test_a_list_in_a_list_stays_in_its_place() -> None:
    html = pypandoc.convert_text(as_text("- a\n- b\n  - c\n\n    more\n- d", PATH), "html", "markdown")
    assert html.count("<ul>") == 2
    assert html.count("<li>") == 4


SIGNS = st.text("ab 1.\n-#*_[](){}<>!`~^$@\\|:+=&%\"'", max_size=60)


@given(SIGNS)
def test_no_text_of_signs_makes_anything_but_text(text: str) -> None:
    try:
        safe = as_text(text, PATH)
    except InputError:
        return
    html = pypandoc.convert_text(safe, "html", "markdown")
    tags = {tag.strip("</>").split()[0] for tag in re.findall(r"<[^>]*>", html)}
    assert tags <= {"p", "em", "strong", "ul", "ol", "li", "a", "h2", "h3", "h4", "h5", "h6", "br", "br/"}, (
        html
    )
