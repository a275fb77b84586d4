"""Whatever a form holds, its text is words alone once escaped."""

import json

import pypandoc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaint_analysis.printing.markdown import escape

TROUBLE = st.text(alphabet="ab1. \n\\`*_{}[]()<>#$@|~^&:;/-+=%!'\"T\u00a3\u00e9", max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TROUBLE, min_size=20, max_size=40))
def test_any_text_prints_as_written(texts: list[str]) -> None:
    written = [text for text in texts if text.split()]
    source = "\n\n".join(escape(text) for text in written)
    parsed = json.loads(pypandoc.convert_text(source, "json", format="markdown-smart"))["blocks"]
    printed = ["".join(part.get("c", " ") for part in block["c"]) for block in parsed]
    assert {block["t"] for block in parsed} <= {"Para"}
    assert printed == [" ".join(text.split()) for text in written]
