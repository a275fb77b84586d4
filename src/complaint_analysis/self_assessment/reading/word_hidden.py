"""Text of a Word form that Word hides from its reader: taken out before the form is read, and marked."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from complaint_analysis.records.statements.word_styles import WordStyles, switched

_TEXT = (qn("w:t"), qn("w:sym"), qn("w:drawing"), qn("w:pict"))


def take_out_hidden(document) -> None:
    """Empties each hidden run of the body; one that held words stays as a mark."""
    take_out_hidden_of(document.element.body, WordStyles(document))


def take_out_hidden_of(root, styles: WordStyles) -> None:
    """The same below any element of a document with such styles."""
    for run in list(root.iter(qn("w:r"))):
        if styles.is_hidden(run):
            held = any(next(run.iter(tag), None) is not None for tag in _TEXT)
            for child in list(run):
                run.remove(child)
            if held:
                run.append(_hidden_look())


def mark_hidden(paragraph) -> None:
    """Marks a paragraph as one that held hidden words."""
    run = OxmlElement("w:r")
    run.append(_hidden_look())
    paragraph.append(run)


def holds_hidden(parent) -> bool:
    """Whether hidden words were taken out of a paragraph or a row of a table."""
    looks = parent.iterfind(f".//{qn('w:r')}/{qn('w:rPr')}")
    return any(switched(look, "w:vanish") for look in looks)


def _hidden_look():
    look = OxmlElement("w:rPr")
    look.append(OxmlElement("w:vanish"))
    return look
