"""What a council does next on the way to its report: one step a line, each with where and how."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from complaint_analysis.measures.outcomes import EXCLUSION_REASONS
from complaint_analysis.oversight.approved_wording import not_approved
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.records.dictionary import meaning
from complaint_analysis.run.period_run import Run

MOST_NAMED = 12
CORE = (
    "stage1_acknowledged",
    "stage1_responded",
    "stage1_outcome",
    "stage2_requested",
    "stage2_acknowledged",
    "stage2_responded",
    "stage2_outcome",
)
"""What the report's first figures rest on: a tracker without one of them names it otherwise, or lacks it."""
TOLD_APART = ("unknown_header", "unknown_value", "row_rejected", "unmet_service")
TEMPLATES = "templates"


def next_steps(run: Run, missing: int) -> list[str]:
    """The steps in the order in which they help, the report itself last.

    `missing` is the number of things that a complete publication still lacks.
    """
    return [
        *_exports(run),
        *_columns_missing(run),
        *_services(run),
        *_policy(run),
        *_facts(run),
        *_examples(run),
        *_publication(run, missing),
    ]


def _exports(run: Run) -> Iterator[str]:
    issues, year = run.records.issues, run.year.name
    now = issues[issues["year"].astype("str") == year]
    headers = now.loc[now["rule"] == "unknown_header", "column"].dropna().unique()
    words = now.loc[now["rule"] == "unknown_value", "column"].dropna().unique()
    of_rows = now["rule"] == "row_rejected"
    if len(headers):
        yield (
            f"See whether a header that is not known holds something: {_named(headers)}. "
            f"{_columns(run, now, 'unknown_header')} proposes lines for [columns] in council.toml."
        )
    if len(words):
        yield (
            f"Say what the words that are not known stand for, in {_named(words)}. "
            f"{_columns(run, now, 'unknown_value')} proposes lines for [values.*] in council.toml."
        )
    if of_rows.any():
        rows = print_number_of(int(of_rows.sum()), "row was", "rows were")
        yield f"{rows} rejected. `make records YEAR={year}` says where each is listed with its reason."
    if others := int((~now["rule"].isin(TOLD_APART)).sum()):
        problems = print_number_of(others, "other problem")
        yield f"`make records YEAR={year}` tells {problems} of the exports, each kind with what to do."


def _columns_missing(run: Run) -> Iterator[str]:
    year = run.year.name
    recorded = run.records.recorded.get(year, frozenset())
    missing = [column for column in CORE if column not in recorded]
    if missing:
        listed = ", ".join(f"{column} ({_in_a_sentence(meaning(column))})" for column in missing)
        yield (
            f"No export has a column for {listed}: what rests on it is printed as not recorded. "
            "If one has it under another header, name that under [columns] in council.toml."
        )


def _in_a_sentence(text: str) -> str:
    return text[0].lower() + text[1:].removesuffix(".")


def _columns(run: Run, issues: pd.DataFrame, rule: str) -> str:
    """The command that proposes settings for the first export with an issue."""
    export = run.facts.folder / "complaints" / str(issues.loc[issues["rule"] == rule, "file"].iloc[0])
    return f'`make columns FILE="{export}"`'


def _named(names: object) -> str:
    listed = [str(name) for name in pd.unique(pd.Series(names))]
    more = f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return ", ".join(f"'{name}'" for name in listed[:MOST_NAMED]) + more


def _services(run: Run) -> Iterator[str]:
    table = run.records.table
    of_year = table[table["source_year"] == run.year.name]
    services = [name for name in sorted(of_year["service"].dropna().unique()) if name != "unassigned"]
    if "housing" in run.regimes and services and not (of_year["regime"] == "housing").any():
        yield (
            "No complaint is under the Housing Ombudsman's Code. If the council is a landlord, name its "
            "services under [codes] housing in council.toml; if not, make its report with SCOPE=lgsco or, "
            f"without make, --scope lgsco. The exports have {_named(services)}."
        )
    if not services and len(of_year):
        yield "Say which column names the service, under [columns] in council.toml: no complaint has one."


def _policy(run: Run) -> Iterator[str]:
    """That the policy's reasons for refusal are not given, where something was refused that rests on them."""
    if run.council.exclusions.policy is not None:
        return
    given = [*_reasons_given(run)]
    if given:
        yield (
            "Say which reasons for refusing a complaint the published policy names, as [exclusions] policy "
            "in council.toml ([] where it names none). Until then the report says that the policy's reasons "
            f"are not recorded. The exports give {', '.join(given)}."
        )


def _reasons_given(run: Run) -> Iterator[str]:
    """The reasons for which the period's complaints and requests for stage 2 were refused, each once."""
    for reason in EXCLUSION_REASONS:
        ids = [
            f"{regime}.{what}.{reason}" for regime in run.regimes for what in ("refused", "stage2.refused")
        ]
        if reason != "not_recorded" and any(run.figures[id].value for id in ids):
            yield reason


def _facts(run: Run) -> Iterator[str]:
    homes, year = run.facts.homes_owned, run.year.name
    table = run.records.table
    if (table["regime"] == "housing").any() and homes.lcra is None and homes.lcho is None:
        yield f"Write the homes owned at year end into {year}/year.toml: without them there is no CH01."
    if run.facts.extracted_on is None:
        yield f"Write into {year}/year.toml when the exports were made (extracted_on); else it is 31 March."


def _examples(run: Run) -> Iterator[str]:
    if number := not_approved(run.files.examples):
        rows = print_number_of(number, "wording is", "wordings are")
        yield f"{rows} not printed: say in examples.csv who approved each, and on which day."


def _publication(run: Run, missing: int) -> Iterator[str]:
    year = run.year.name
    if not missing:
        yield f"`make report YEAR={year}` makes the finished report; `make release YEAR={year}` freezes it."
        return
    templates = (run.council.folder / TEMPLATES).is_dir()
    blank = f" Blank files to copy into {year}/ lie in {TEMPLATES}/." if templates else ""
    yield f"`make report YEAR={year}` makes a draft with what is there."
    yield f"Then add what is missing above: {print_number_of(missing, 'thing')}.{blank}"
