"""The self-assessment as published: structure, words beside every answer, and inert text."""

import json
from datetime import date

import pypandoc

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.self_assessment.document import form_passage
from complaint_analysis.self_assessment.form import Form, Occasion, Row

HOSTILE = "<script>alert(1)</script> {{< include secret >}} | *bold* [link](x) $x$ @tbl-x # not a heading"


def passage(*rows: Row, **given) -> str:
    return form_passage(Form("housing", rows, **given))


def blocks(markdown: str) -> list[dict]:
    return json.loads(pypandoc.convert_text(markdown, "json", format="markdown-smart"))["blocks"]


def text_of(node) -> str:
    """The words of a block or inline, wherever they are nested."""
    if isinstance(node, dict):
        return " " if node.get("t") == "Space" else text_of(node.get("c", ""))
    if isinstance(node, list):
        return "".join(text_of(part) for part in node)
    return node if isinstance(node, str) else ""


def headings(markdown: str, level: int) -> list[str]:
    return [
        text_of(block["c"][2])
        for block in blocks(markdown)
        if block["t"] == "Header" and block["c"][0] == level
    ]


def test_a_heading_for_each_section_and_provision() -> None:
    code = load_code("housing")
    markdown = passage()
    assert headings(markdown, 2) == [section.heading for section in code.sections]
    assert headings(markdown, 3) == [f"{number} {code[number].wording}" for number in code.numbers]
    assert "### 6.3 Respond in full within 10 working days of acknowledging\n" in markdown
    assert markdown.count("**We comply: not answered**") == 72


def test_all_that_a_row_says() -> None:
    row = Row(
        "6.3", "The official words.", "no", "No.", "Spilt words.", "Policy, section 5", "We were late.",
        "Hire a handler", "Head of Housing", "2025-09-30", True, (("RAG", "Amber"),),
    )  # fmt: skip
    of_provision = passage(row).split("### 6.3 ")[1].split("### 6.4 ")[0].split("\n\n")[1:]
    assert [part for part in of_provision if part] == [
        "**We comply: no**",
        "**Also written with the answer:** Spilt words.",
        "**What the Code says:** The official words.",
        "**Evidence:** Policy, section 5",
        "**Explanation:** We were late.",
        "**Action:** Hire a handler",
        "Owner and date: Head of Housing, by 30 September 2025",
        "**RAG:** Amber",
        "Marked on the form for further consideration.",
    ]


def test_an_answer_in_other_words_is_quoted() -> None:
    row = Row("1.2", answer="partial", answer_as_written="Yes, with further development")
    assert "**We comply: in part** (on the form: Yes, with further development)" in passage(row)


def test_a_list_of_the_form_is_a_list() -> None:
    row = Row(
        "5.8",
        answer="yes",
        answer_as_written="Yes",
        commentary="We do it so:\n• by training\n• by 1. contact\nAnd more.",
    )
    markdown = passage(row)
    assert "**Explanation:** We do it so:\n\n- by training\n- by 1. contact\n\nAnd more." in markdown


def test_hostile_text_prints_as_written_in_every_place() -> None:
    commentary = f"• {HOSTILE}\n{HOSTILE}"
    others = ((HOSTILE, HOSTILE),)
    row = Row(
        "6.3", HOSTILE, "no", HOSTILE, HOSTILE, HOSTILE, commentary, HOSTILE, HOSTILE, HOSTILE, other=others
    )  # fmt: skip
    occasion = Occasion(completed_by_role=HOSTILE, approved_by=HOSTILE, approved_on=date(2025, 6, 10))
    markdown = passage(row, Row("12.5", commentary=HOSTILE), occasion=occasion)
    assert "{{<" not in markdown
    assert "<script>" not in markdown
    kinds = json.dumps(blocks(markdown))
    for kind in ("RawInline", "RawBlock", "Math", "Cite", "Link", "Emph", "Table", "Image"):
        assert f'"t": "{kind}"' not in kinds
    assert headings(markdown, 1) == []
    words = text_of(blocks(markdown))
    assert words.count(HOSTILE) == 14


def test_rows_that_are_in_no_code_come_last() -> None:
    markdown = passage(Row("12.5", answer="yes", commentary="What is it?"))
    assert headings(markdown, 2)[-1] == "Rows of the form that are not in the Code"
    assert markdown.rstrip().endswith("**Explanation:** What is it?")


def test_who_made_it_and_when() -> None:
    occasion = Occasion(
        assessed_on=date(2025, 5, 12), completed_by_role="Complaints Officer",
        approved_by="Cabinet", approved_on=date(2025, 6, 10),
    )  # fmt: skip
    first = passage(occasion=occasion).split("\n\n")[0]
    assert first == "Completed by the Complaints Officer on 12 May 2025. Approved by Cabinet on 10 June 2025."
    assert passage().split("\n\n")[1].startswith("## Section 1")
    again = passage(occasion=Occasion(occasion="restructure"))
    assert again.startswith("Made after a restructure, a merger or a change of procedure.")


def test_whose_words_the_headings_are_is_said() -> None:
    assert passage().startswith("Each heading is our own wording of what the Code asks, and not the Code's.")
    official = passage(Row("1.2", "The official words.", "yes"))
    assert official.startswith("Each heading is our own wording. What the Code itself says stands below it")
    assert "**What the Code says:** The official words." in official


def test_the_short_form_has_no_provisions() -> None:
    rows = tuple(
        Row(str(number), "A title\nTo do it.", "yes", "Yes", commentary="As told.") for number in range(1, 10)
    )
    markdown = form_passage(Form("lgsco", rows, by_section=True))
    assert headings(markdown, 3) == []
    assert headings(markdown, 2)[5] == "Section 6: Complaint stages"
    assert markdown.count("**We comply: yes**") == 9
    assert "**What the Code says:** A title\n\nTo do it." in markdown
