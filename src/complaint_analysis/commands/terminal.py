"""The short block at the end of a command: where things are, how they stand, what still misses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from complaint_analysis.chapters.publication_checklist import milestones
from complaint_analysis.chapters.report_metadata import QuarterMetadata, ReportMetadata
from complaint_analysis.commands.next_steps import next_steps
from complaint_analysis.council.codes.regimes import NAME
from complaint_analysis.measures.figure import Figure, has_small_base, print_base, print_figure
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.records.issues import counts_by_rule, rules
from complaint_analysis.records.reading.workbook_issues import RULES as UNSEEN
from complaint_analysis.records.side_files import unknown_files
from complaint_analysis.records.store import Records

HEADLINES = (
    ("{r}.stage1.received", "{name}: stage 1 complaints received"),
    ("{r}.stage1.responded.in_time_pct", "{name}: stage 1 answered in time"),
    ("{r}.stage2.responded.in_time_pct", "{name}: stage 2 answered in time"),
)
TOP_ISSUES = 8


def closing_lines(metadata: ReportMetadata) -> list[str]:
    """How a report stands: its state, the headline figures, and what it still needs."""
    lines = [f"State:   {metadata.label}", ""]
    lines += [f"  {text:<44}{value}" for text, value in _headlines(metadata)]
    lines += _unseen_lines(metadata.run.records.issues)
    if isinstance(metadata, QuarterMetadata):
        return lines
    return [*lines, *left_out_lines(metadata), "", *missing_lines(metadata)]


def left_out_lines(metadata: ReportMetadata) -> list[str]:
    """What is not printed of statements in Word as it stands there; nothing where all of it is."""
    notes = metadata.run.files.left_out
    return ["", "Of what was written in Word:", *(f"  {note}" for note in notes)] if notes else []


def missing_lines(metadata: ReportMetadata) -> list[str]:
    """What a complete publication still needs, and where each thing belongs."""
    if not metadata.open_items:
        return ["Nothing is missing for publication."]
    listed = [f"  {item.what} ({item.words}): {item.where}" for item in metadata.open_items]
    return ["Still missing for publication:", *listed]


def missing_in_words(metadata: ReportMetadata) -> str:
    """How many things are missing, as a sentence begins."""
    one, many = "thing that the Codes require is", "things that the Codes require are"
    return f"{print_number_of(len(metadata.open_items), one, many)} missing"


def checklist_lines(metadata: ReportMetadata, today: date) -> list[str]:
    """The whole checklist with the clause of each item, the days left to each date, and what to do next."""
    lines = [f"{metadata.run.year.name}: {metadata.label}", ""]
    for item in metadata.items:
        lines.append(f"  {item.state_printed:<16}{item.what} ({item.clause})")
        if not item.settled:
            lines.append(f"  {'':<16}{item.words}; put it: {item.where}")
        elif item.words:
            lines.append(f"  {'':<16}{item.words}")
    dates = [f"  {each.printed}" for each in milestones(metadata.run.facts.governance, today)]
    dates_lines = ["", *dates] if dates else []
    unread = ", ".join(unknown_files(metadata.run.facts.folder))
    unread_lines = ["", f"Nothing reads these files, a name may be misspelt: {unread}"] if unread else []
    steps = enumerate(next_steps(metadata.run, len(metadata.open_items)), start=1)
    next_lines = ["", "Next:", *(f"  {number}. {step}" for number, step in steps)]
    unseen = _unseen_lines(metadata.run.records.issues)
    return [*lines, *unseen, *dates_lines, *left_out_lines(metadata), *unread_lines, *next_lines]


def reconciliation_lines(records: Records, private: Path) -> list[str]:
    """What became of every row, and the issues met most, each with what to do."""
    at_once = [name for name, rule in rules().items() if rule.get("first")]
    issues = counts_by_rule(records.issues).sort_values("issues", ascending=False, kind="stable")
    others = issues[~issues["rule"].isin([*UNSEEN, *at_once])].head(TOP_ISSUES)
    lines = [*_first_of_all(issues[issues["rule"].isin(at_once)]), "", *_sources(records)]
    lines += [*_unseen_lines(records.issues), "", _identity(records.reconciliation), ""]
    lines += [*_each_issue(others), *_unknown(records.issues)]
    return [*lines, "", f"All issues, rejected rows and open cases: {private}"]


def _first_of_all(issues: pd.DataFrame) -> list[str]:
    """What may make every figure wrong, before anything else."""
    return [] if issues.empty else ["", "Look at this first:", *_each_issue(issues)]


def _each_issue(issues: pd.DataFrame) -> list[str]:
    return [
        line
        for issue in issues.itertuples()
        for line in (f"  {issue.issues:>5,} × {issue.means}", f"          {issue.do}")
    ]


def _unseen_lines(issues: pd.DataFrame) -> list[str]:
    """What sheets hide and do not hold, each place with its number, and what to do about it."""
    lines = []
    for rule in UNSEEN:
        found = issues[issues["rule"] == rule].drop(columns="row").fillna("")
        if len(found):
            places = [f"      {_place(one)}" for one in found.itertuples()]
            lines += ["", f"  {rules()[rule]['means']}", *places, f"    {rules()[rule]['do']}"]
    return lines


def _place(issue: Any) -> str:
    sheet = f"{issue.year} {issue.file}{f' ({issue.sheet})' if issue.sheet else ''}"
    return ": ".join(filter(None, [", ".join(filter(None, [sheet, issue.column])), issue.note]))


def _sources(records: Records) -> list[str]:
    sources = records.sources.fillna("")
    names = [f"{one.file} ({one.sheet})" if one.sheet else one.file for one in sources.itertuples()]
    width = max(map(len, ["Export", *names]))
    rows = [
        f"  {one.year}  {name:<{width}}{one.read:>10,}{one.rejected:>10,}"
        for one, name in zip(sources.itertuples(), names, strict=True)
    ]
    return [f"  {'Year':<9}{'Export':<{width}}{'Rows read':>10}{'Rejected':>10}", *rows]


def _identity(rows: Mapping[str, int]) -> str:
    parts = " + ".join(f"{rows[name]:,} {name}" for name in ("merged", "rejected", "kept"))
    return f"{rows['read']:,} rows read = {parts}"


def _unknown(issues: pd.DataFrame) -> list[str]:
    """The headers that are not known, each with its nearest, the columns with words that are not, and the
    services of the settings that no record has."""
    headers = issues[issues["rule"] == "unknown_header"].drop_duplicates("column")
    words = issues.loc[issues["rule"] == "unknown_value", "column"].value_counts()
    lines = [f"  '{one.column}': {one.note or 'nothing near'}" for one in headers.fillna("").itertuples()]
    counts = [f"  {column}: {number:,} cells" for column, number in words.items()]
    services = [f"  {note}" for note in issues.loc[issues["rule"] == "unmet_service", "note"]]
    return [
        *(["", "Services of council.toml that no record has:", *services] if services else []),
        *(["", "Headers that are not known:", *lines] if lines else []),
        *(["", "Words that are not known, to be named under [values.<column>]:", *counts] if counts else []),
    ]


def _headlines(metadata: ReportMetadata) -> list[tuple[str, str]]:
    figures = metadata.run.figures
    found = [
        (text.format(name=NAME[regime]), figures[id.format(r=regime)])
        for regime in metadata.run.regimes
        for id, text in HEADLINES
    ]
    return [(text, _with_base(figure)) for text, figure in found]


def _with_base(figure: Figure) -> str:
    """A percentage with its counts; on a small base the counts are already all that is printed."""
    shown = print_figure(figure)
    return f"{shown} ({print_base(figure)})" if figure.denominator and not has_small_base(figure) else shown
