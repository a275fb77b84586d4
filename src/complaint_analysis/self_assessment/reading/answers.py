"""What an answer means: yes, no, partial or blank, whatever the words on the form."""

from __future__ import annotations

import re
from functools import cache

from complaint_analysis.self_assessment.form import Answer, words

_EDGES = " \t.,;:!*'\"()[]†‡§¹²³⁴⁵⁶⁷⁸⁹"
_LABEL = re.compile(words()["rows"]["answer_label"])
_BETWEEN = re.compile(r"[/|\\,;\n]|\bor\b", re.IGNORECASE)
_EMPTY = re.compile(r"[☐□○◯▢⬜❏❑🞎]|\[\s?\]|\(\s?\)")
_BOX = re.compile(rf"(?:{_EMPTY.pattern})|[☒☑✓✔■●◉⊠☓🗹⮽🗷✗✘]|\[[xX✓✔]\]|\([xX✓✔]\)")
_TICK = re.compile(r"[☒☑✓✔■●◉⊠☓🗹⮽✗✘*•]|x|y|yes|no|n|partial(ly)?|true|1|\[x\]|\(x\)|tick(ed)?")


def read_answer(written: str) -> Answer | None:
    """The answer that words mean; None where they are not understood.

    >>> read_answer("No."), read_answer("Yes, with further development"), read_answer(" ")
    ('no', 'partial', 'blank')
    >>> read_answer("Yes in instances where a contractor replies") is None
    True
    """
    boxes = read_boxes(written)
    return read_by_words(boxes[0] if boxes else written)


def read_by_words(written: str) -> Answer | None:
    """The same of an answer without boxes to tick."""
    folded = _LABEL.sub("", " ".join(written.casefold().split())).strip(_EDGES)
    if _offers(folded):
        return "blank"
    for answer, pattern in _patterns():
        if pattern.fullmatch(folded):
            return answer
    return None


def options_of(text: str) -> list[str]:
    """What a text offers to choose from, parted at strokes, commas and line breaks.

    >>> options_of("Yes / No or Partial")
    ['Yes', 'No', 'Partial']
    """
    return [option for option in (each.strip() for each in _BETWEEN.split(text)) if option]


def _offers(text: str) -> bool:
    """Whether a text is the answers that a form prints to choose from, Yes and No among them."""
    options = options_of(text)
    offered = {read_by_words(option) for option in options} if len(options) > 1 else set()
    return {"yes", "no"} <= offered and None not in offered


def read_boxes(cell: str) -> tuple[str, str] | None:
    """The answer of a cell with boxes to tick, and the words below them; None where it holds no boxes.

    The answer is the label of the one box that is ticked: empty where none is, and all that is written
    where several are, which is no answer.

    >>> read_boxes("Yes ☐ No ☒"), read_boxes("[x] Yes [ ] No"), read_boxes("☐ Yes\\n☐ No")
    (('No', ''), ('Yes', ''), ('', ''))
    """
    marks = list(_BOX.finditer(cell))
    if not marks or (len(marks) > 1 and not any(_EMPTY.fullmatch(mark[0]) for mark in marks)):
        return None
    labels, rest = _labels(cell, marks)
    if not any(label and read_by_words(label) for label in labels):
        return None
    ticked = [label for mark, label in zip(marks, labels, strict=True) if not _EMPTY.fullmatch(mark[0])]
    return (ticked[0] if len(ticked) == 1 else " ".join(cell.split()) if ticked else "", rest)


def _labels(cell: str, marks: list[re.Match[str]]) -> tuple[list[str], str]:
    """The label of each box, which stands behind it, or before it where words open the cell."""
    edges = [0, *(edge for mark in marks for edge in mark.span()), len(cell)]
    between = [cell[start:end].strip(" ,;:/|\t") for start, end in zip(edges[::2], edges[1::2], strict=True)]
    before = bool(between[0]) and not between[-1].split("\n")[0]
    labels = between[:-1] if before else between[1:]
    first, *below = (between[-1] if before else labels[-1]).split("\n")
    last = labels[-1] if before else first
    return [" ".join(label.split()) for label in (*labels[:-1], last)], "\n".join(
        line.strip() for line in below if line.strip()
    )


def ticked_answer(cell: str, answer: Answer) -> Answer | None:
    """The answer that a cell of a column of one answer's own gives; None where it is no tick.

    It is the column's own, but where `No` is written in the column for yes.

    >>> ticked_answer("x", "no"), ticked_answer("No", "no"), ticked_answer("No", "yes")
    ('no', 'no', 'no')
    >>> ticked_answer("No", "partial") is None, ticked_answer("See below", "yes") is None
    (True, True)
    """
    mark = cell.strip(" .").casefold()
    written = read_by_words(mark) if mark.isalpha() else None
    if not _TICK.fullmatch(mark) or (written == "no" and answer == "partial"):
        return None
    return written if answer == "yes" and written in ("no", "partial") else answer


def split_answer(cell: str) -> tuple[str, str]:
    """The first line of an answer cell, and whatever words stand below it; of boxes the one ticked."""
    if (boxes := read_boxes(cell)) is not None:
        return boxes
    if _offers(cell):
        return " / ".join(cell.splitlines()), ""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    return (lines[0], "\n".join(lines[1:])) if lines else ("", "")


@cache
def _patterns() -> tuple[tuple[Answer, re.Pattern[str]], ...]:
    return tuple((entry["answer"], re.compile(entry["pattern"])) for entry in words()["answers"])
