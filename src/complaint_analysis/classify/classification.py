"""The record table classified: an officer's known word first, then the rules, then nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.classify.rules import Reading, rules

Decides = Literal["officer", "rules"]
FIELDS = ("record_type", "category", "cause", "exclusion_reason")
OFFICER, OVERRIDE, UNCLASSIFIED = "officer", "override", ""


def classify(
    records: pd.DataFrame, *, record_type: Decides = "officer", exclusion_reason: Decides = "officer"
) -> pd.DataFrame:
    """The record table with `category` and `cause` filled where no officer did and a rule decides.

    `records` holds reference, regime, service, category, cause, record_type, accepted, exclusion_reason,
    description and learning. Added: for each of record_type, category, cause and exclusion_reason the
    `*_rule` that decided (`officer`, `override`, a rule's id, or '' for unclassified) and, private, what the
    rules read in the text (`*_read`). A field whose `*_rule` already says `override` is left as it is.
    `record_type` and `exclusion_reason` say who decides these where the export says nothing: with `officer`
    a record is a `complaint` and a reason is `not_recorded`. A cause is kept for complaints only, a reason
    only for what was not accepted.
    """
    readings = _readings(records)
    result = records.copy()
    _decide(result, "record_type", readings, by_rules=record_type == "rules", otherwise="complaint")
    _decide(result, "category", readings, by_rules=True)
    _decide(result, "cause", readings, by_rules=True)
    _decide(
        result, "exclusion_reason", readings, by_rules=exclusion_reason == "rules", otherwise="not_recorded"
    )
    _empty(result, "cause", unless=result["record_type"] == "complaint")
    _empty(result, "exclusion_reason", unless=refused(records))
    return result


def second_look(records: pd.DataFrame, classified: pd.DataFrame) -> pd.DataFrame:
    """The private list of classifications worth a second look, a row each.

    Columns: reference, field, recorded (the officer's word), classified, read (by the rules), why. Listed are
    words that the taxonomy does not know, known words with which the text clearly disagrees, records that
    read as something else than a complaint, and comments that come from a survey.
    """
    looks = [_looks(field, records, classified) for field in FIELDS]
    columns = ["reference", "field", "recorded", "classified", "read", "why"]
    return pd.DataFrame([look for found in looks for look in found], columns=columns)


@dataclass(frozen=True, repr=False)
class Explanation:
    """Which rules decided a case, on which words, and what came second; private, since it quotes the text."""

    readings: tuple[Reading, ...]
    officer_code: str = ""
    officer_label: str = ""

    def __repr__(self) -> str:
        return "\n".join(line for reading in self.readings for line in self._lines(reading))

    def _lines(self, reading: Reading) -> list[str]:
        lines = [f"{reading.kind}: {reading.label or 'unclassified'}"]
        if reading.kind.startswith("category") and self.officer_code:
            means = self.officer_label or "no known category"
            lines.append(
                f"  the officer's code {self.officer_code!r} means {means}, and wins where it is known"
            )
        if reading.rule_id:
            lines.append(f"  rule {reading.rule_id}: {reading.why}")
        if reading.words:
            lines.append("  on the words: " + "; ".join(reading.words))
        return lines + ([f"  second: {reading.second[0]} ({_points(reading)})"] if reading.second else [])


def explain(text: str, regime: str, service: str = "", officer_code: str = "") -> Explanation:
    """What the rules read in a text, kind by kind, and on which words.

    >>> print(explain("Black stuff is growing on my son's wall", "housing").readings[1].label)
    property_condition
    """
    kind = taxonomy.category_kind(regime)
    readings = _read_all(text, regime, service, officer_code)
    return Explanation(readings, officer_code, taxonomy.canonical(kind, officer_code))


def refused(records: pd.DataFrame) -> pd.Series:
    """Whether each record was not accepted; a blank is accepted unless an exclusion reason is given."""
    accepted = records["accepted"].astype("boolean")
    return accepted.fillna(records["exclusion_reason"].isna()).eq(False).astype(bool)


def _read_all(text: str, regime: str, service: str, category: str = "") -> tuple[Reading, ...]:
    """Record type, category, cause and exclusion reason as the rules read them, in the order of FIELDS."""
    kind = taxonomy.category_kind(regime)
    unknown = category if category and not taxonomy.canonical(kind, category) else ""
    evidence = rules().evidence(f"{unknown}.\n{text}" if unknown else text, service)
    return tuple(rules().read(each, evidence) for each in ("record_type", kind, "cause", "exclusion_reason"))


def _readings(records: pd.DataFrame) -> pd.DataFrame:
    """What the rules read, a column for each of FIELDS, with the records' index."""
    columns = [_text(records[name]) for name in ("description", "regime", "service", "category")]
    read = [dict(zip(FIELDS, _read_all(*row), strict=True)) for row in zip(*columns, strict=True)]
    notes = _text(records["exclusion_reason"])
    for reading, note in zip(read, notes, strict=True):
        if note and not taxonomy.canonical("exclusion_reason", note):
            reading["exclusion_reason"] = _read_note(note, reading["exclusion_reason"])
    return pd.DataFrame(read, index=records.index, columns=list(FIELDS), dtype=object)


def _read_note(note: str, from_text: Reading) -> Reading:
    """What the officer's own note says, if the rules can tell; else what the person's text says."""
    from_note = rules().read("exclusion_reason", rules().evidence(note))
    return from_note if from_note.label else from_text


def _decide(
    frame: pd.DataFrame, field: str, readings: pd.DataFrame, *, by_rules: bool, otherwise: str | None = None
) -> None:
    overridden = _overridden(frame, field)
    known = _known(frame, field)
    label = readings[field].map(lambda reading: reading.label)
    rule = readings[field].map(lambda reading: reading.rule_id)
    ruled = (label != "") & by_rules
    decided = known.where(known != "", label.where(ruled, otherwise or ""))
    rule = rule.where(ruled, UNCLASSIFIED).mask(known != "", OFFICER)
    frame[f"{field}_rule"] = rule.mask(overridden, OVERRIDE).astype("str")
    frame[f"{field}_read"] = label.astype("str")
    frame[field] = _as_text(decided).mask(overridden, frame[field])


def _overridden(frame: pd.DataFrame, field: str) -> pd.Series:
    if f"{field}_rule" not in frame:
        return pd.Series(False, index=frame.index)
    return frame[f"{field}_rule"].eq(OVERRIDE)


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


def _looks(field: str, records: pd.DataFrame, classified: pd.DataFrame) -> list[dict[str, str]]:
    recorded, known, read = _text(records[field]), _known(records, field), classified[f"{field}_read"]
    applies = _applies(field, classified) & ~_overridden(classified, field)
    rows = zip(records.index, recorded, known, read, applies, strict=True)
    whys = [
        (index, _why(field, word, label, seen, records.loc[index]))
        for index, word, label, seen, on in rows
        if on
    ]
    return [_look(field, records.loc[index], classified.loc[index], why) for index, why in whys if why]


def _applies(field: str, classified: pd.DataFrame) -> pd.Series:
    tests: dict[str, Callable[[], pd.Series]] = {
        "cause": lambda: classified["record_type"] == "complaint",
        "exclusion_reason": lambda: classified["exclusion_reason"].notna(),
    }
    return tests.get(field, lambda: pd.Series(True, index=classified.index))()


def _why(field: str, word: str, label: str, seen: str, record: pd.Series) -> str:
    """Why a classification is worth a second look, or ''."""
    if word and not label:
        return "the taxonomy does not know this word"
    if field == "record_type" and _from_survey(record):
        return "a comment from a survey: a complaint only if the person asks for one"
    if not seen or seen == label or (not label and field != "record_type"):
        return ""
    if field == "record_type" and not label:
        return "" if seen == "complaint" else "taken as a complaint, and reads as something else"
    return "the text reads otherwise" if _clearly(field, label, record) else ""


def _clearly(field: str, label: str, record: pd.Series) -> bool:
    text, regime, service = (_cell(record[name]) for name in ("description", "regime", "service"))
    reading = dict(zip(FIELDS, _read_all(text, regime, service), strict=True))[field]
    return reading.clearly_over(label)


def _from_survey(record: pd.Series) -> bool:
    return rules().mentions("survey", _cell(record["description"]))


def _look(field: str, record: pd.Series, classified: pd.Series, why: str) -> dict[str, str]:
    return {
        "reference": _cell(record["reference"]),
        "field": field,
        "recorded": _cell(record[field]),
        "classified": _cell(classified[field]),
        "read": classified[f"{field}_read"],
        "why": why,
    }


def _points(reading: Reading) -> str:
    assert reading.second is not None
    return f"{reading.second[1]:.1f} points against {reading.scores.get(reading.label, 0):.1f}"


def _text(column: pd.Series) -> list[str]:
    return [_cell(value) for value in column]


def _cell(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _as_text(labels: pd.Series) -> pd.Series:
    return labels.where(labels != "").astype("str")
