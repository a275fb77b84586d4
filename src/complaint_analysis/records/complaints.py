"""What follows from the joined rows: acceptance, regime, withdrawal, and dates held to the extract."""

from __future__ import annotations

from datetime import date

import pandas as pd

from complaint_analysis.council import Codes, Council
from complaint_analysis.records.cells import OPEN, WITHDRAWN, kinds, own_words
from complaint_analysis.records.dates import is_blank
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.rows import PLACE
from complaint_analysis.records.words import folded, plain_words, value_words

NOT_RECORDED = "not_recorded"
UNASSIGNED = "unassigned"
PROMISED = ("stage1_extended_to", "stage2_extended_to", "action_due")
"""Dates that may lie after the extract: they were promised, not done."""
_FLAG_KINDS = {"vulnerable", "disability_recorded"}
_DTYPES = {"date": "datetime64[s]", "date_or_yes": "datetime64[s]", "flag": "boolean", "money": "float64"}


def with_all_columns(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every canonical column, each in its type; a column no export has is empty."""
    missing = {column: None for column in kinds() if column not in table}
    table = table.assign(**missing)
    types = {column: _DTYPES.get(kind, "str") for column, kind in kinds().items()}
    flags = {
        column: "boolean" for column in ("stage2_refused?", "withdrawn?", "exclusion_reason?")
        if column in table
    }  # fmt: skip
    return table.astype({**types, **flags, "accepted": "str"})


def held_to_extract(table: pd.DataFrame, as_at: date, issues: Issues) -> pd.DataFrame:
    """The table without anything done after the extract; each such date is an issue."""
    done = [
        column for column, kind in kinds().items()
        if kind.startswith("date") and column not in (*PROMISED, "received")
    ]  # fmt: skip
    held = table.copy()
    for column in done:
        late = held[column] > pd.Timestamp(as_at)
        issues.add_rows("date_after_extract", held.loc[late, PLACE], column=column)
        held.loc[late, column] = pd.NaT
    return held


def in_order(table: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The table without acknowledgements and responses from before their stage began; each is an issue."""
    ordered = table.copy()
    for stage, begun in ((1, "received"), (2, "stage2_requested")):
        for step, rule in (
            ("acknowledged", "acknowledged_before_receipt"),
            ("responded", "response_before_receipt"),
        ):
            column = f"stage{stage}_{step}"
            early = ordered[column] < ordered[begun]
            issues.add_rows(rule, ordered.loc[early, PLACE], column=column)
            ordered.loc[early, column] = pd.NaT
    return ordered


def decided(table: pd.DataFrame, council: Council, issues: Issues) -> pd.DataFrame:
    """The table with acceptance, refusals, withdrawal, outcomes, regime and defaults settled.

    Blank `accepted` is yes unless a reason for refusal is given; blank `record_type` is a complaint; blank
    `service` is unassigned; a regime column beats the service list.
    """
    steps = (_refusals, _withdrawals, _outcomes, _escalation_refusals, _services, _defaults)
    for step in steps:
        table = step(table, council, issues)
    return table


def _refusals(table: pd.DataFrame, council: Council, issues: Issues) -> pd.DataFrame:
    reason, refused = _refused_cells(table, council, issues)
    reason = table["exclusion_reason"].where(table["exclusion_reason"] != "none").fillna(reason)
    given = (
        reason.notna() | refused | table.get("exclusion_reason?", pd.Series(False, table.index)).fillna(False)
    )
    accepted = table["accepted"].map({"yes": True, "no": False}).astype("boolean").fillna(~given.astype(bool))
    accepted = accepted.astype(bool)
    without = ~accepted & reason.isna()
    issues.add_rows("refused_without_reason", table.loc[without, PLACE], column="exclusion_reason")
    return table.assign(
        accepted=accepted, exclusion_reason=reason.fillna(NOT_RECORDED).where(~accepted).astype("str")
    )


def _refused_cells(table: pd.DataFrame, council: Council, issues: Issues) -> tuple[pd.Series, pd.Series]:
    """A column "Refused" may say yes or no, or the reason itself."""
    cells = table["refused"].dropna()
    words = value_words("exclusion_reason") | own_words("exclusion_reason", council)
    nothing = cells.map(lambda cell: is_blank(cell) or folded(cell) in plain_words("no")).astype(bool)
    says_yes = cells.map(lambda cell: folded(cell) in plain_words("yes")).astype(bool)
    reason = cells[~nothing & ~says_yes].map(lambda cell: words.get(folded(cell)))
    issues.add_rows("unknown_value", table.loc[reason.index[reason.isna()], PLACE], column="refused")
    refused = pd.Series(table.index.isin(nothing.index[~nothing]), index=table.index)
    return reason.reindex(table.index).astype("str"), refused


def _withdrawals(table: pd.DataFrame, *_: object) -> pd.DataFrame:
    """A withdrawal that is only said, or given as the outcome, is dated by the closing, else the start."""
    said = table.get("withdrawn?", pd.Series(False, table.index)).fillna(False).astype(bool)
    as_outcome = table["stage1_outcome"].eq(WITHDRAWN) | table["stage2_outcome"].eq(WITHDRAWN)
    at_stage2 = table["stage2_requested"].notna() & table["stage2_responded"].isna()
    start = table["stage2_requested"].where(at_stage2, table["received"])
    implied = table["closed"].fillna(start).where(said | as_outcome)
    return table.assign(withdrawn=table["withdrawn"].fillna(implied))


def _outcomes(table: pd.DataFrame, *_: object) -> pd.DataFrame:
    """An outcome "withdrawn" is another outcome than a finding; "open" is none yet."""
    named = {f"stage{stage}_outcome": table[f"stage{stage}_outcome"] for stage in (1, 2)}
    return table.assign(
        **{name: values.replace(WITHDRAWN, "other").where(values != OPEN) for name, values in named.items()}
    )


def _escalation_refusals(table: pd.DataFrame, *_: object) -> pd.DataFrame:
    """A refused escalation, with the day of the refusal, else of the request."""
    reason = table["stage2_refusal_reason"].where(table["stage2_refusal_reason"] != "none")
    said = table.get("stage2_refused?", pd.Series(pd.NA, table.index, dtype="boolean"))
    refused = said.fillna(reason.notna()).astype(bool) | table["stage2_refused"].notna()
    when = table["stage2_refused"].fillna(table["stage2_requested"]).fillna(table["closed"])
    return table.assign(
        stage2_refused=refused,
        stage2_refused_on=when.fillna(table["received"]).where(refused),
        stage2_refusal_reason=reason.fillna(NOT_RECORDED).where(refused).astype("str"),
    )


def _services(table: pd.DataFrame, council: Council, issues: Issues) -> pd.DataFrame:
    service = table["service"].str.strip().replace("", None)
    blank = service.isna() & table["regime"].isna()
    issues.add_rows("service_not_recorded", table.loc[blank, PLACE], column="service")
    by_service = service.map({name: regime_of(name, council.codes) for name in service.dropna().unique()})
    return table.assign(
        service=service.fillna(UNASSIGNED),
        regime=table["regime"].fillna(by_service.astype("str")).fillna(UNASSIGNED),
    )


def regime_of(service: str, codes: Codes) -> str:
    """The regime of a service: names are compared without case or surrounding space."""
    name = service.strip().casefold()
    if name in {known.strip().casefold() for known in codes.housing}:
        return "housing"
    if name in {known.strip().casefold() for known in codes.statutory}:
        return "statutory"
    return "lgsco"


def _defaults(table: pd.DataFrame, council: Council, _: Issues) -> pd.DataFrame:
    record_type_given = table["record_type"].notna()
    table = table.assign(
        record_type_rule=record_type_given.map({True: "officer", False: ""}).astype("str"),
        record_type=table["record_type"].fillna("complaint"),
        tenure=table["tenure"].fillna(NOT_RECORDED),
        channel=table["channel"].fillna(NOT_RECORDED),
        remedies=table["remedies"].map(_without_none, na_action="ignore").astype("str").replace("", None),
        has_representative=_said_yes(table["representative"]),
        has_adjustment=_said_yes(table["reasonable_adjustment"]),
    )
    return table.assign(**{column: _said_yes(table[column]) for column in _FLAG_KINDS})


def _without_none(remedies: str) -> str:
    return "; ".join(kind for kind in remedies.split("; ") if kind != "none")


def _said_yes(column: pd.Series) -> pd.Series:
    return (column.notna() & column.ne("No")).astype(bool)
