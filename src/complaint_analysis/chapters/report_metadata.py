"""What every page of a report says of itself: whose it is, of which year, and how far it has got."""

from __future__ import annotations

from dataclasses import dataclass

from complaint_analysis.chapters import cover_report, publication_checklist, year_forms
from complaint_analysis.chapters.publication_checklist import Item
from complaint_analysis.council.periods import short_label
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.table import print_date
from complaint_analysis.publish.render.logo import STAGED as LOGO
from complaint_analysis.run.period_run import Run

MISSING = "*This is added with the decision on the report.*"


@dataclass(frozen=True)
class ReportMetadata:
    """What is said of a year's report: by its run, and the checklist that it was held against."""

    run: Run
    items: list[Item]

    @property
    def state(self) -> publication_checklist.State:
        """How far it has got: `working`, `for-cabinet` or `published`."""
        return publication_checklist.state(self.items)

    @property
    def label(self) -> str:
        """The state in words."""
        return publication_checklist.state_label(self.state, self.run.facts.governance)

    @property
    def open_items(self) -> list[Item]:
        """What a complete publication still needs."""
        return [item for item in self.items if not item.settled]

    def variables(self) -> dict[str, object]:
        """The report's variables that are no figures: `council`, `state`, `scope`, `notice`, `date`.

        What a council writes in its settings is text, and no markup of it does anything.
        """
        identity = self.run.council.council
        return {
            "council": {
                "name": escape(identity.name),
                "contact": escape(identity.contact or identity.name),
                "accent": identity.colour,
                "logo": LOGO if self.run.council.logo else "",
            },
            "state": {"name": self.state, "label": escape(self.label)},
            "scope": self.run.scope,
            "notice": escape(identity.notice),
            "date": {name: print_date(day) for name, day in self._dates().items() if day},
            "governance": {"body": escape(self.run.facts.governance.body)},
        }

    def statements(self) -> dict[str, str]:
        """The passages that people wrote, such as the Member's statement, and those of the cover report."""
        files, governance = self.run.files, self.run.facts.governance
        written = {
            "member-statement": files.member_statement or MISSING,
            "response": files.response or MISSING,
            "decision": cover_report.decision(governance),
            "non-compliance-notice": _notice(files.non_compliance_notice),
        }
        return written | cover_report.passages(governance, self.items, files.implications, self.run.regimes)

    def _dates(self) -> dict:
        governance = self.run.facts.governance
        return {
            "extracted": self.run.records.as_at,
            "meeting": governance.meeting,
            "approved": governance.approved_on,
            "effective": governance.effective_from,
            "statement_due": governance.statement_due,
        }


@dataclass(frozen=True)
class QuarterMetadata(ReportMetadata):
    """The same of a quarter's: it needs no decision, and is a draft only until the quarter is over."""

    @property
    def state(self) -> publication_checklist.State:
        return "working" if self.run.records.as_at < self.run.period.end else "published"

    @property
    def label(self) -> str:
        return publication_checklist.quarter_label(self.state, self.run.records.as_at)

    def variables(self) -> dict[str, object]:
        """Those of every report, with the quarter in the place of the year."""
        return super().variables() | {"year": self.run.period.label, "quarter": short_label(self.run.period)}

    def statements(self) -> dict[str, str]:
        return {}


def _notice(text: str | None) -> str:
    """What residents are told while the Code cannot be followed (HO 8.5); '' where nothing is."""
    return f"## When we could not follow the Code {{#notice}}\n\n{text}" if text else ""


def metadata_of(run: Run) -> ReportMetadata:
    """What is said of the report that a run makes; a year's is held against the Codes' checklist."""
    if run.period.is_quarter:
        return QuarterMetadata(run, [])
    material = publication_checklist.Material(
        run.facts,
        run.files,
        year_forms.forms(run),
        last=run.last_files,
        last_forms=year_forms.last_forms(run),
        complaints=run.basis.complaints_there,
        regimes=run.regimes,
    )
    return ReportMetadata(run, publication_checklist.checklist(material))
