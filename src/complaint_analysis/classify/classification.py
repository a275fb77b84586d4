"""The record table classified: an officer's known word first, then the rules, then nothing."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.classify.explanation import FIELDS, evidence_of, read_all
from complaint_analysis.classify.rules import LabelReading, rules
from complaint_analysis.classify.text_to_read import text_to_read

Decides = Literal["officer", "rules"]
REVIEW_COLUMNS = ("reference", "field", "recorded", "classified", "read", "why")
NOT_RECORDED = "not_recorded"
SEVERAL = ("category", "cause")
"""The fields in which a text can speak for a second label beside the one that was decided."""
OFFICER, OVERRIDE, UNCLASSIFIED = "officer", "override", ""


@dataclass(frozen=True)
class Classified:
    """The classified record table, and the private list of what is worth a second look."""

    table: pd.DataFrame
    review: pd.DataFrame


def classify(
    records: pd.DataFrame,
    *,
    overridden: Set[tuple[str, str]] = frozenset(),
    record_type: Decides = "officer",
    exclusion_reason: Decides = "officer",
) -> Classified:
    """The record table with `category` and `cause` filled where no officer did and a rule decides.

    `records` holds reference, regime, service, category, cause, record_type, accepted, exclusion_reason and
    description, with description_redacted where that is made already; where it has a `record_type_rule`, an
    empty one says that the export gave no record type.
    `overridden` names the fields that an officer decided in overrides.csv, as (reference, column). Added: for
    each of record_type, category, cause and exclusion_reason the `*_rule` that decided (`officer`,
    `override`, a rule's id, or '' for unclassified) and, private, what the rules read in the text (`*_read`)
    and, of category and cause, the label that they read beside the one decided (`*_second`, else '').
    `record_type` and `exclusion_reason` say who decides these where the export says nothing: with `officer`
    a record is a `complaint` and a reason `not_recorded`. A cause is kept for complaints only, a reason only
    for what was not accepted.
    """
    recorded = _as_recorded(records)
    readings = _readings(recorded)
    table = records.copy()
    for field, by_rules, otherwise in (
        ("record_type", record_type == "rules", "complaint"),
        ("category", True, ""),
        ("cause", True, ""),
        ("exclusion_reason", exclusion_reason == "rules", NOT_RECORDED),
    ):
        decided = _decided(recorded, field, readings[field], by_rules=by_rules, otherwise=otherwise)
        by_override = pd.Series(
            [(case, field) in overridden for case in recorded["reference"]], recorded.index
        )
        decided[f"{field}_rule"] = decided[f"{field}_rule"].mask(
            by_override & decided[f"{field}_rule"].eq(OFFICER), OVERRIDE
        )
        table[decided.columns] = decided
    _empty(table, "cause", unless=table["record_type"] == "complaint")
    _empty(table, "exclusion_reason", unless=_refused(recorded))
    return Classified(table, _review(recorded, table, readings))


def _refused(records: pd.DataFrame) -> pd.Series:
    """Whether each record was not accepted; a blank is accepted unless an exclusion reason is given."""
    accepted = records["accepted"].astype("boolean")
    return accepted.fillna(records["exclusion_reason"].isna()).eq(False).astype(bool)


def _readings(records: pd.DataFrame) -> pd.DataFrame:
    """What the rules read, a column for each of FIELDS, and whether a survey is mentioned."""
    columns = [_texts_to_read(records), *(_text(records[name]) for name in ("regime", "service", "category"))]
    read = [_read(*row) for row in zip(*columns, strict=True)]
    readings = pd.DataFrame(read, index=records.index, columns=[*FIELDS, "survey"], dtype=object)
    notes = _text(records["exclusion_reason"])
    readings["exclusion_reason"] = [
        _read_note(note, reading) for note, reading in zip(notes, readings["exclusion_reason"], strict=True)
    ]
    return readings


def _texts_to_read(records: pd.DataFrame) -> list[str]:
    texts = _text(records["description"])
    if "description_redacted" not in records:
        return [text_to_read(text) for text in texts]
    pairs = zip(texts, _text(records["description_redacted"]), strict=True)
    return [text_to_read(text, redacted) for text, redacted in pairs]


@lru_cache(maxsize=10_000)
def _read(text: str, regime: str, service: str, category: str) -> tuple[LabelReading | bool, ...]:
    """One record's readings; the evidence, which is large, goes as soon as it has been read.

    A report reads last year's records twice, with this year's and as its own report saw them.
    """
    evidence = evidence_of(text, regime, service, category)
    return (*read_all(evidence, regime), rules().mentions("survey", evidence))


def _read_note(note: str, from_text: LabelReading) -> LabelReading:
    """What an officer's own note says, if it is more than a known word; else what the person's text says."""
    if not note or taxonomy.canonical("exclusion_reason", note):
        return from_text
    from_note = rules().read("exclusion_reason", rules().evidence(note))
    return from_note if from_note.label else from_text


def _as_recorded(records: pd.DataFrame) -> pd.DataFrame:
    """The records with what nobody recorded left blank: a record type by default, a reason not recorded."""
    given = records.get("record_type_rule", pd.Series(OFFICER, records.index)) != UNCLASSIFIED
    return records.assign(
        record_type=records["record_type"].where(given),
        exclusion_reason=records["exclusion_reason"].where(records["exclusion_reason"] != NOT_RECORDED),
    )


def _decided(
    recorded: pd.DataFrame, field: str, readings: pd.Series, *, by_rules: bool, otherwise: str
) -> pd.DataFrame:
    """The field, the rule that decided it, and what the rules read: the officer's known word comes first."""
    known = _known(recorded, field)
    label = readings.map(lambda reading: reading.label)
    ruled = (label != "") & by_rules
    rule = readings.map(lambda reading: reading.rule_id).where(ruled, UNCLASSIFIED).mask(known != "", OFFICER)
    decided = known.where(known != "", label.where(ruled, otherwise))
    columns = {field: decided.where(decided != ""), f"{field}_rule": rule, f"{field}_read": label}
    if field in SEVERAL:
        columns[f"{field}_second"] = readings.map(lambda reading: reading.beside).where(label == decided, "")
    return pd.DataFrame(columns, index=recorded.index).astype("str")


def _known(frame: pd.DataFrame, field: str) -> pd.Series:
    """The label that the officer's word means, or ''."""
    pairs = zip(_kinds(frame, field), _text(frame[field]), strict=True)
    known = [taxonomy.canonical(kind, code) if code else "" for kind, code in pairs]
    return pd.Series(known, index=frame.index, dtype=object)


def _kinds(frame: pd.DataFrame, field: str) -> list[str]:
    if field == "category":
        return [taxonomy.category_kind(regime) for regime in _text(frame["regime"])]
    return [field] * len(frame)


def _empty(frame: pd.DataFrame, field: str, *, unless: pd.Series) -> None:
    """Take a field away where it does not apply; what was read stays for private review."""
    frame[field] = frame[field].where(unless)
    frame[f"{field}_rule"] = frame[f"{field}_rule"].where(unless, UNCLASSIFIED)


def _review(recorded: pd.DataFrame, table: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """What is worth a second look, a row each; `recorded` is the officer's word, `read` the rules'."""
    rows = [row for field in FIELDS for row in _review_rows(field, recorded, table, readings)]
    return pd.DataFrame(rows, columns=list(REVIEW_COLUMNS))


def _review_rows(
    field: str, recorded: pd.DataFrame, table: pd.DataFrame, readings: pd.DataFrame
) -> Iterator[dict[str, str]]:
    applies = table["record_type"].eq("complaint") if field == "cause" else pd.Series(True, table.index)
    applies = table[field].notna() if field == "exclusion_reason" else applies
    applies &= table[f"{field}_rule"] != OVERRIDE
    references, words, labels = (
        _text(column) for column in (recorded["reference"], recorded[field], table[field])
    )
    known, survey = _known(recorded, field), readings["survey"]
    rows = zip(applies, references, words, labels, known, readings[field], survey, strict=True)
    for on, reference, word, label, meant, reading, from_survey in rows:
        why = _why_review(field, word, meant, reading, from_survey=from_survey) if on else ""
        if why:
            yield dict(zip(REVIEW_COLUMNS, (reference, field, word, label, reading.label, why), strict=True))


def _why_review(field: str, word: str, known: str, reading: LabelReading, *, from_survey: bool) -> str:
    """Why a classification is worth a second look, or ''."""
    if word and not known:
        return "the taxonomy does not know this word"
    if field == "record_type" and from_survey:
        return "speaks of a survey: a complaint only if the person asks for one"
    if field == "record_type" and not known and reading.label != "complaint":
        return "taken as a complaint, and reads as something else"
    if known and reading.label != known and reading.clearly_over(known):
        return "the text reads otherwise"
    return ""


def _text(column: pd.Series) -> list[str]:
    return [_cell(value) for value in column.tolist()]


def _cell(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
