"""Forms that stand on their side: a label a line, and what it names beside it."""

from __future__ import annotations

from complaint_analysis.self_assessment.headings import column_of, read_headings
from complaint_analysis.self_assessment.lines import NUMBER, Line


def upright(lines: list[Line]) -> list[Line]:
    """The lines of a piece that stands on its side, a heading a line and its text beside it, as a table.

    A piece that is no such thing comes back as it is.
    """
    named = [column_of(line.cells[0]) if len(line.cells) > 1 else "" for line in lines]
    numbered = any(
        column == "provision" and NUMBER.match(_beside(line))
        for column, line in zip(named, lines, strict=True)
    )
    if not numbered or "answer" not in named or any(read_headings(line.cells) for line in lines):
        return lines
    columns = list(dict.fromkeys(column for column in named if column))
    records: list[dict[str, str]] = []
    for column, line in zip(named, lines, strict=True):
        if column == "provision" or not records:
            records.append({})
        last = column or next(reversed(records[-1]), "")
        records[-1][last] = "\n".join(text for text in (records[-1].get(last), _beside(line, column)) if text)
    flagged = any(line.flagged for line in lines)
    head = Line(tuple(_PLAIN_HEADINGS[column] for column in columns))
    return [head, *(Line(tuple(each.get(column, "") for column in columns), flagged) for each in records)]


def _beside(line: Line, column: str = "provision") -> str:
    """What stands beside a heading, or on a line that goes on with what is above it."""
    return " ".join(text for text in line.cells[1 if column else 0 :] if text)


_PLAIN_HEADINGS = {
    "provision": "Provision", "requirement": "Requirement", "answer": "Answer", "evidence": "Evidence",
    "commentary": "Commentary", "action": "Action", "owner_role": "Owner", "due": "Due", "flagged": "Flagged",
    "ours": "What the Code asks, in our words",
}  # fmt: skip
