"""Labels suggested for the cases that the rules leave open, learnt from what a council's own officers coded.

A word-weighing model (tf-idf and logistic regression, scikit-learn) learns each field from the coded cases of
earlier years. It is for an officer's eye alone: nothing suggested is in any figure until one accepts it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.periods import Period
from complaint_analysis.errors import UsageError
from complaint_analysis.records.joining.overrides import COLUMNS

SUGGESTED = "suggested"
CODED = ("officer", "override")
FOLDS, SEED = 5, 20240401
FEWEST_CASES, FEWEST_OF_A_LABEL = 40, 5
"""Fewer coded cases, or fewer than two labels of so many, are no ground to learn from."""
MEASURED = ("field", "label", "cases", "suggested", "right")


@dataclass(frozen=True)
class Lesson:
    """What a field can be learnt from in a regime's words: coded cases, and the cases left open.

    Both have `reference`, `text` and `label` (of the open ones empty), sorted by reference.
    """

    field: str
    kind: str
    coded: pd.DataFrame
    open: pd.DataFrame

    @property
    def name(self) -> str:
        """The field as people call it, and whose words it has."""
        of = self.kind.removeprefix("category_")
        return self.field if of == self.field else f"{self.field} under the {taxonomy.printed('regime', of)}"

    @property
    def enough(self) -> bool:
        """Whether there is enough to learn from and to measure it by."""
        usable = _usable(self.coded)
        return len(usable) >= FEWEST_CASES and usable["label"].nunique() > 1


@dataclass(frozen=True)
class Learnt:
    """What a model learnt of a lesson: how it does on cases it has not seen, and what it suggests.

    `measured` has a row a label (MEASURED), from cross-validation; `suggested` the rows of overrides.csv.
    """

    lesson: Lesson
    measured: pd.DataFrame
    macro_f1: float
    suggested: pd.DataFrame

    @property
    def right(self) -> int:
        return int(self.measured["right"].sum())

    @property
    def cases(self) -> int:
        return int(self.measured["cases"].sum())

    @property
    def commonest(self) -> int:
        """How many would be right if the commonest label were always suggested."""
        return int(self.measured["cases"].max())


def require_installed() -> None:
    """Nothing where scikit-learn is installed; else a UsageError that says how to get it."""
    if importlib.util.find_spec("sklearn") is None:
        raise UsageError(
            "scikit-learn, which suggestions are learnt with, is not installed",
            do="`make suggest` installs it "
            "(without make: pip install --require-hashes -r requirements-suggest.lock)",
        )


def lessons(records: pd.DataFrame, period: Period, regimes: Sequence[str]) -> Iterator[Lesson]:
    """What may be learnt of a record table: from cases received before a period, for its own open cases."""
    within = records[records["regime"].isin(regimes) & records["record_type"].eq("complaint")]
    received = pd.to_datetime(within["received"]).dt.date
    earlier = within[received < period.start]
    now = within[(received >= period.start) & (received <= period.end)]
    for field, kind in (("category", "category_housing"), ("category", "category_lgsco"), ("cause", "cause")):
        coded = _of_kind(earlier[earlier[f"{field}_rule"].isin(CODED)], kind)
        left_open = _of_kind(now[now[f"{field}_rule"].eq("") & now[field].isna()], kind)
        yield Lesson(field, kind, _frame(coded, field), _frame(left_open, field))


def learn(lesson: Lesson) -> Learnt:
    """What a model learns of a lesson with enough cases; the same lesson always gives the same."""
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    usable = _usable(lesson.coded)
    texts, labels = usable["text"].tolist(), usable["label"].tolist()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    read = cross_val_predict(_model(), texts, labels, cv=folds).tolist()
    measured = _measured(lesson, labels, read)
    model = _model().fit(texts, labels)
    return Learnt(
        lesson,
        measured,
        float(f1_score(labels, read, average="macro", zero_division=0)),
        _suggested(lesson, model, measured),
    )


def _model():
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, strip_accents="unicode")
    weights = LogisticRegression(C=10, class_weight="balanced", max_iter=2000, random_state=SEED)
    return make_pipeline(words, weights)


def _of_kind(cases: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The cases whose field is labelled in the words of a kind."""
    if kind not in ("category_housing", "category_lgsco"):
        return cases
    return cases[cases["regime"].map(taxonomy.category_kind).eq(kind)]


def _frame(cases: pd.DataFrame, field: str) -> pd.DataFrame:
    """Reference, text (without what identifies people; the service in front) and label, by reference."""
    told = cases["description_redacted"].fillna("").str.strip()
    service = cases["service"].fillna("").astype("str")
    frame = pd.DataFrame(
        {
            "reference": cases["reference"].astype("str"),
            "text": (service.str.replace(r"\W+", "_", regex=True) + " " + told).where(told.ne(""), ""),
            "label": cases[field].fillna("").astype("str"),
        }
    )
    return frame[frame["text"].ne("")].sort_values("reference", ignore_index=True)


def _usable(coded: pd.DataFrame) -> pd.DataFrame:
    """The coded cases of labels that are met often enough to be learnt."""
    often = coded["label"].value_counts()
    return coded[coded["label"].isin(often.index[often >= FEWEST_OF_A_LABEL])].reset_index(drop=True)


def _measured(lesson: Lesson, labels: list[str], read: list[str]) -> pd.DataFrame:
    """How often each label was coded, suggested, and both, in the order of the taxonomy."""
    pairs = pd.DataFrame({"coded": labels, "read": read})
    rows = [
        (
            lesson.name,
            taxonomy.printed(lesson.kind, label),
            int(pairs["coded"].eq(label).sum()),
            int(pairs["read"].eq(label).sum()),
            int((pairs["coded"].eq(label) & pairs["read"].eq(label)).sum()),
        )
        for label in taxonomy.labels(lesson.kind)
        if label in labels
    ]
    return pd.DataFrame(rows, columns=list(MEASURED))


def _suggested(lesson: Lesson, model, measured: pd.DataFrame) -> pd.DataFrame:
    """A row of overrides.csv for each open case, without who decided and when: an officer fills these in."""
    if lesson.open.empty:
        return pd.DataFrame(columns=COLUMNS)
    likely = pd.DataFrame(model.predict_proba(lesson.open["text"].tolist()), columns=model.classes_)
    right, cases = int(measured["right"].sum()), int(measured["cases"].sum())
    return pd.DataFrame(
        {
            "reference": lesson.open["reference"],
            "column": lesson.field,
            "value": likely.idxmax(axis=1),
            "reason": [
                f"{SUGGESTED}, likelihood {100 * share:.0f}%; learnt from officers' codes of earlier years, "
                f"right for {right} of {cases} when tested"
                for share in likely.max(axis=1)
            ],
            "decided_by": "",
            "decided_on": "",
        },
        columns=COLUMNS,
    )
