"""What follows from the joined rows: regime, withdrawal, outcomes and extensions, and what a blank means."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from complaint_analysis.council.settings import Codes
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.joining.refused_complaints import escalation_refusals, is_filled, refusals
from complaint_analysis.records.reading.cells import NOT_RECORDED, OPEN, REFUSED, WITHDRAWN, kinds
from complaint_analysis.records.reading.columns import all_missing, each_read
from complaint_analysis.records.reading.rows import PLACE
from complaint_analysis.records.reading.services import note_unmet_services, regime_of, spelling

UNASSIGNED = "unassigned"
_FLAG_KINDS = {"vulnerable", "disability_recorded"}
_BESIDE_FLAGS = ("date_or_yes", "date_or_words", "reason", "refused")
_DTYPES = {
    "date": "datetime64[s]",
    "date_or_yes": "datetime64[s]",
    "date_or_words": "datetime64[s]",
    "flag": "boolean",
    "money": "float64",
}


def with_all_columns(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every canonical column, each in its type; a column no export has is empty."""
    types = {column: _DTYPES.get(kind, "str") for column, kind in kinds().items()}
    types |= dict.fromkeys([*_flag_columns(), "asked_by_member"], "boolean")
    missing = {column: dtype for column, dtype in types.items() if column not in table}
    empty = all_missing(table.index, missing.values())
    return table.assign(**{column: empty[dtype] for column, dtype in missing.items()}).astype(types)


def _flag_columns() -> list[str]:
    """What says whether a thing is so at all, beside that of its date or reason; dropped in the end."""
    return [f"{column}?" for column, kind in kinds().items() if kind in _BESIDE_FLAGS]


def with_derived_columns(
    table: pd.DataFrame, codes: Codes, designated: Iterable[str], issues: Issues
) -> pd.DataFrame:
    """The table with acceptance, refusals, withdrawal, outcomes, regime and defaults settled.

    `codes` say which services are under which Code, `designated` are services for intensive support. Blank
    `accepted` is yes unless a reason for refusal is given; blank `record_type` is a complaint; blank
    `service` is unassigned; a regime column beats the service list.
    """
    settled = (
        table.pipe(refusals, issues)
        .pipe(_withdrawals)
        .pipe(_outcomes, issues)
        .pipe(_extensions)
        .pipe(_unusable_responses)
        .pipe(escalation_refusals)
        .pipe(_services, codes, designated, issues)
        .pipe(_defaults)
    )
    return settled.drop(columns=[*_flag_columns(), "action"])


def _withdrawals(table: pd.DataFrame) -> pd.DataFrame:
    """A withdrawal that is only said, or given as the outcome, is dated by the closing, else the start."""
    said = is_filled(table, "withdrawn")
    as_outcome = table["stage1_outcome"].eq(WITHDRAWN) | table["stage2_outcome"].eq(WITHDRAWN)
    at_stage2 = table["stage2_requested"].notna() & table["stage2_responded"].isna()
    start = table["stage2_requested"].where(at_stage2, table["received"])
    implied = table["closed"].fillna(start).where(said | as_outcome)
    return table.assign(withdrawn=table["withdrawn"].fillna(implied))


def _outcomes(table: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """An outcome "withdrawn" or "refused" is another outcome than a finding; "open" is none yet."""
    named = {f"stage{stage}_outcome": table[f"stage{stage}_outcome"] for stage in (1, 2)}
    for name, values in named.items():
        refused = (values == REFUSED) & table["accepted"]
        issues.add_rows("outcome_without_acceptance", table.loc[refused, PLACE], column=name)
        table = table.assign(**{name: values.replace([WITHDRAWN, REFUSED], "other").where(values != OPEN)})
    return table


def _extensions(table: pd.DataFrame) -> pd.DataFrame:
    """A column "Extended" may hold the new date, and one "Extended to" only a yes."""
    for stage in (1, 2):
        said, until = f"stage{stage}_extended", f"stage{stage}_extended_to"
        either = is_filled(table, said) | is_filled(table, until)
        table = table.assign(**{until: table[until].fillna(table[said]), said: either})
    return table


def _unusable_responses(table: pd.DataFrame) -> pd.DataFrame:
    """An answer that is recorded without a day that can be used: the case is not open, and in no time."""
    unusable = {
        f"stage{stage}_response_unusable": is_filled(table, f"stage{stage}_responded")
        & table[f"stage{stage}_responded"].isna()
        for stage in (1, 2)
    }
    return table.assign(**unusable)


def _services(table: pd.DataFrame, codes: Codes, designated: Iterable[str], issues: Issues) -> pd.DataFrame:
    service = each_read(table["service"], spelling(table["service"].dropna(), codes).get, "str")
    blank = service.isna() & table["regime"].isna()
    issues.add_rows("service_not_recorded", table.loc[blank, PLACE], column="service")
    note_unmet_services(service, [*codes.housing, *codes.statutory, *designated], issues)
    by_service = each_read(service, lambda name: regime_of(name, codes), "str")
    return table.assign(
        service=service.fillna(UNASSIGNED),
        regime=table["regime"].fillna(by_service).fillna(UNASSIGNED),
    )


def _defaults(table: pd.DataFrame) -> pd.DataFrame:
    record_type_given = table["record_type"].notna()
    table = table.assign(
        record_type_rule=record_type_given.map({True: "officer", False: ""}).astype("str"),
        record_type=table["record_type"].fillna("complaint"),
        tenure=table["tenure"].fillna(NOT_RECORDED),
        channel=table["channel"].fillna(NOT_RECORDED),
        remedies=each_read(table["remedies"], _without_none, "str"),
        has_representative=_is_given(table["representative"]),
        has_adjustment=_is_given(table["reasonable_adjustment"]),
        asked_by_member=table["asked_by_member"].fillna(False).astype(bool),
    )
    return table.assign(**{column: _is_given(table[column]) for column in _FLAG_KINDS})


def _without_none(remedies: str) -> str | None:
    return "; ".join(kind for kind in remedies.split("; ") if kind != "none") or None


def _is_given(column: pd.Series) -> pd.Series:
    return (column.notna() & column.ne("No")).astype(bool)
