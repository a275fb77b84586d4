"""What depends on the year in the committee's cover report: what is to be resolved, dates, appendices.

The program sets out what the Codes ask for. Which option officers prefer, and what it means for money, law
and equality, they write themselves (`implications.docx` or `.md`).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from complaint_analysis.chapters.publication_checklist import Item
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.settings import Governance
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import print_date

COVER = "cover-report"
APPENDICES = {
    "annual-report": "Annual complaints performance and service improvement report",
    "self-assessment-housing": "Self-assessment against the Housing Ombudsman's Complaint Handling Code",
    "self-assessment-lgsco": "Self-assessment against the Complaint Handling Code of the Local Government "
    "and Social Care Ombudsman",
    "service-improvement-plan": "Service improvement plan",
}
_TO_BE_WRITTEN = (
    "*Officers write this: the option that they prefer and why, and what it means for money, law and "
    "equality. Put it into implications.docx or implications.md in the year's folder.*"
)


def passages(
    governance: Governance, items: Iterable[Item], implications: str | None, regimes: Collection[str]
) -> dict[str, str]:
    """The cover report's passages by name, as markdown."""
    return {
        "cover-recommendations": recommendations(governance, regimes),
        "cover-missing": missing([item for item in items if not item.settled and not item.after_decision]),
        "cover-implications": implications or _TO_BE_WRITTEN,
        "cover-dates": dates(governance),
        "cover-appendices": appendices(regimes),
    }


def recommendations(governance: Governance, regimes: Collection[str]) -> str:
    """What the governing body is asked to resolve, numbered (HO and LGSCO 8.1, 8.2)."""
    body = escape(governance.body)
    assessed = "both self-assessments" if len(regimes) == len(REGIMES) else "the self-assessment"
    forms = [name for name in appended(regimes) if name.startswith("self-assessment")]
    until = f" by {print_date(governance.statement_due)}" if governance.statement_due else ""
    asked = (
        f"approve {assessed} ({_numbered(forms, regimes)});",
        "endorse the annual report and the service improvement plan "
        f"({_numbered(['annual-report', 'service-improvement-plan'], regimes)});",
        "delegate to the Member Responsible for Complaints the statement on how the council handles "
        f"complaints, to be published{until};",
        f"agree {body}'s response to the report, and publish the report, {assessed} and the plan with it.",
    )
    listed = "\n".join(f"{number}. {text}" for number, text in enumerate(asked, start=1))
    return f"{body} is recommended to:\n\n{listed}"


def _numbered(names: Collection[str], regimes: Collection[str]) -> str:
    numbers = [str(appended(regimes).index(name) + 1) for name in names]
    return f"appendix {numbers[0]}" if len(numbers) == 1 else f"appendices {listed(numbers)}"


def missing(items: Iterable[Item]) -> str:
    """What is still missing before the report can go to its meeting; '' where nothing is."""
    listed = [f"- {escape(item.what)} ({escape(item.clause)}): {escape(item.words)}" for item in items]
    before = "Before this report can go to the meeting, this is still missing:"
    return "\n".join([before, "", *listed]) if listed else ""


def dates(governance: Governance) -> str:
    """The dates on the way of the decision that are set, as a list."""
    named = {
        f"{governance.body} receives the report": governance.meeting,
        "The decision takes effect, after call-in": governance.effective_from,
        "The statement is published by": governance.statement_due,
    }
    lines = [f"- {escape(what)}: {print_date(day)}" for what, day in named.items() if day]
    return "\n".join(lines) or "No date is set yet."


def appendices(regimes: Collection[str]) -> str:
    """The documents that go with the cover report, numbered, each with its file."""
    named = appended(regimes)
    return "\n".join(
        f"- Appendix {number}: {APPENDICES[name]} ({_file(number, name)}, also as PDF)"
        for number, name in enumerate(named, start=1)
    )


def appended(regimes: Collection[str]) -> list[str]:
    """The documents of the appendices, in order."""
    others = {f"self-assessment-{regime}" for regime in REGIMES if regime not in regimes}
    return [name for name in APPENDICES if name not in others]


def decision(governance: Governance) -> str:
    """When the governing body approved the report and from when that stands; '' before it has."""
    if governance.approved_on is None:
        return ""
    said = f"{escape(governance.body)} approved this report on {print_date(governance.approved_on)}."
    if governance.effective_from:
        said += f" The decision took effect on {print_date(governance.effective_from)}."
    return said + (f" [The decision]({governance.decision_link})." if governance.decision_link else "")


def take_out(built: Path, pack: Path, regimes: Collection[str]) -> None:
    """Put the cover report of a publication with its appendices into a folder of their own.

    The cover report leaves the publication: it is for the agenda, not for the website.
    """
    shutil.rmtree(pack, ignore_errors=True)
    pack.mkdir(parents=True)
    shutil.move(built / f"{COVER}.docx", pack / f"{COVER}.docx")
    for number, name in enumerate(appended(regimes), start=1):
        for suffix in (".docx", ".pdf"):
            shutil.copy(built / f"{name}{suffix}", (pack / _file(number, name)).with_suffix(suffix))


def _file(number: int, name: str) -> str:
    return f"appendix-{number}-{name}.docx"
