"""What complaints were about, in words: what rose and fell, and each subject with what answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from complaint_analysis.chapters.commentary.phrases import last_label, print_first
from complaint_analysis.chapters.commentary.theme_subjects import Row, RowsBySubject, by_subject
from complaint_analysis.chapters.period_files import improvements_of_period
from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.subjects import (
    Theme,
    remedies_named,
    themes,
)
from complaint_analysis.chapters.tables.themes import UNCLASSIFIED, category, cause
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.measures.figure import has_small_base, print_share, rate
from complaint_analysis.oversight import approved_wording
from complaint_analysis.oversight.improvements import words as plan_words
from complaint_analysis.oversight.promise_states import OPEN
from complaint_analysis.oversight.side_file_rows import rows_of
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.sentences import listed, starting, within
from complaint_analysis.printing.table import TOTAL, Table, print_date
from complaint_analysis.run.compared_years import sides
from complaint_analysis.run.period_run import Run

_THEMES_SHOWN = 3
_NO_YEAR_BEFORE = "We hold no records of the year before, so nothing is said to have risen or fallen."
_NO_CAUSE = (
    "Small numbers move by chance alone. A change says nothing of why it came, and more complaints are not "
    "a bad sign in themselves."
)
_NO_IMPROVEMENT = "**What answers it.** No improvement that answers this subject is recorded."
_NOTHING = "No complaint of this period is sorted under a subject."
_LARGEST = "The subjects with the most complaints:"


def first_themes(run: Run) -> str:
    """The subject with the most complaints in each Code, with its number and that of all."""
    said = [text for regime in run.regimes if (text := _first_subject(run, regime))]
    return f"The subject with the most complaints {'; '.join(said)}." if said else _NOTHING


def _first_subject(run: Run, regime: str) -> str:
    """Those that share the first place are all named."""
    known = [each for each in themes(run, regime) if each.counts[0]]
    if not known:
        return ""
    first = [within(each.printed) for each in known if each.counts[0] == known[0].counts[0]]
    received = len(sides(run)[0].basis.complaints(regime))
    most = print_first(known[0].counts[0], received, first)
    return f"{ABOUT[regime]} was {escape(listed(first))} ({most})"


def rise_and_fall(run: Run) -> str:
    """Subjects and causes with more, fewer and as many complaints as the year before, with both numbers."""
    if not last_label(run):
        return _NO_YEAR_BEFORE
    parts = [block for regime in run.regimes if (block := _moved_of(run, regime))]
    return "\n\n".join([*parts, _NO_CAUSE]) if parts else _NOTHING


def _moved_of(run: Run, regime: str) -> str:
    kinds = {"subjects": category(run, regime), "main causes": cause(run, regime)}
    items = [item for what, table in kinds.items() for item in _moved_items(run, what, table)]
    heading = f"### {NAME[regime]} {{#moved-{regime}}}"
    return f"{heading}\n\n" + "\n".join(items) if items else ""


def _moved_items(run: Run, what: str, table: Table) -> Iterator[str]:
    """A bullet for what has more, one for what has fewer, one for what has as many."""
    now, last = (side.label for side in sides(run))
    apart = (TOTAL, UNCLASSIFIED, taxonomy.printed("cause", "not_stated"))
    rows = table.frame[~table.frame["label"].isin(apart)]
    changed = rows[now].astype(int) - rows[last].astype(int)
    more, fewer = rows[changed > 0], rows[changed < 0]
    for found, size in ((more, "more"), (fewer, "fewer")):
        if len(found):
            named = [
                f"{_inside(row['label'])} ({row[last]:,} to {row[now]:,})" for _, row in found.iterrows()
            ]
            yield f"- **{starting(what)} with {size} complaints than in {last}:** {listed(named)}."
    if len(same := rows[changed == 0]):
        named = [f"{_inside(row['label'])} ({row[now]:,})" for _, row in same.iterrows()]
        yield f"- **{starting(what)} with as many:** {listed(named)}."


def _inside(name: str) -> str:
    return escape(within(name))


def largest_themes(run: Run) -> str:
    """The subjects with the most complaints in each Code.

    Their causes are not named in a quarter: set against those of the year they would give small ones away.
    """
    parts = [block for regime in run.regimes if (block := _largest_of(run, regime))]
    return "\n\n".join([_LARGEST, *parts]) if parts else ""


def _largest_of(run: Run, regime: str) -> str:
    largest = [theme for theme in themes(run, regime)[:_THEMES_SHOWN] if theme.counts[0]]
    items = [f"- **{theme.printed}:** {print_number_of(theme.counts[0], 'complaint')}." for theme in largest]
    return f"**{NAME[regime]}**\n\n" + "\n".join(items) if items else ""


def subject_pages(run: Run) -> str:
    """A part for each subject: complaints, remedies, approved wording, and the improvement for it.

    A subject of fewer complaints than the threshold has a part only where an improvement or a wording speaks
    of it; the others are named in a sentence. What names no subject stands in a part at the end.
    """
    own = run.council.values.get("category", {})
    files = improvements_of_period(run), approved_wording.approved(run.files.examples, run.regimes)
    answers, wordings = (by_subject(_rows_in_scope(run, table), own) for table in files)
    blocks = [block for regime in run.regimes for block in _Part(run, regime, answers, wordings).blocks()]
    return "\n\n".join([*blocks, *_of_no_subject(answers, wordings)])


def _rows_in_scope(run: Run, table: pd.DataFrame | None) -> list[Row]:
    return [row for row in rows_of(table) if row["code"] in (*run.regimes, "both")]


class _Part:
    """The subjects of one Code."""

    def __init__(self, run: Run, regime: str, answers: RowsBySubject, wordings: RowsBySubject) -> None:
        self.run, self.regime, self.answers, self.wordings = run, regime, answers, wordings
        self.known = themes(run, regime)
        self.remedies = remedies_named(run, regime)
        self.received = len(sides(run)[0].basis.complaints(regime))

    def blocks(self) -> list[str]:
        shown = [each for each in self._all() if self._has_part(each)]
        few = [each for each in self.known if each not in shown and each.counts[0]]
        heading = f"## {NAME[self.regime]}, subject by subject {{#subjects-{self.regime}}}"
        parts = [block for theme in shown for block in self._part(theme)]
        return [heading, *parts, *self._few(few)] if parts or few else []

    def _all(self) -> list[Theme]:
        """The subjects that complaints were about, then those that only a side file speaks of."""
        labels = {each.label for each in self.known}
        more = [
            Theme(self.regime, label, tuple(0 for _ in sides(self.run)))
            for label in taxonomy.labels(taxonomy.category_kind(self.regime))
            if label not in labels and self._is_spoken_of(label)
        ]
        return [*self.known, *more]

    def _has_part(self, theme: Theme) -> bool:
        enough = theme.counts[0] >= self.run.council.disclosure.threshold
        return enough or self._is_spoken_of(theme.label)

    def _is_spoken_of(self, label: str) -> bool:
        return (self.regime, label) in self.answers.of or (self.regime, label) in self.wordings.of

    def _part(self, theme: Theme) -> list[str]:
        subject, kind = (self.regime, theme.label), taxonomy.category_kind(self.regime)
        return [
            f"### {escape(theme.printed)} {{#subject-{theme.name}}}",
            f"{escape(taxonomy.description(kind, theme.label))} {self._counted(theme)}",
            *self._put_right(theme),
            *map(_quoted, self.wordings.of.get(subject, [])),
            *map(_answer, self.answers.of.get(subject, [])),
            *([] if subject in self.answers.of else [_NO_IMPROVEMENT]),
        ]

    def _counted(self, theme: Theme) -> str:
        """How many complaints, of how many, and how many the year before."""
        received, about = theme.counts[0], ABOUT[self.regime]
        part = rate("", received, self.received, "per_cent")
        said = f"We received {print_number_of(received, 'complaint')}"
        said += f", {print_share(part)} of those {about}" if received and not has_small_base(part) else ""
        last = last_label(self.run)
        return f"{said}. In {last} there {_were(theme.counts[-1])}." if last else f"{said}."

    def _put_right(self, theme: Theme) -> list[str]:
        if self.remedies is None:
            return []
        told = [
            f"{words('remedied')[remedy]} ({print_count(number)})"
            for remedy, number in self.remedies.named_of(theme.label)
        ]
        return [f"**How they were put right.** {starting(listed(told))}."] if told else []

    def _few(self, few: Sequence[Theme]) -> list[str]:
        if not few:
            return []
        named = listed([within(each.printed) for each in few])
        return [f"Too few complaints for a part of their own were about {escape(named)}."]


def _were(number: int) -> str:
    return "was 1" if number == 1 else f"were {print_count(number)}" if number else "was none"


def _quoted(row: Mapping[Any, Any]) -> str:
    """Approved wording as a quotation of its own."""
    return f"> “{escape(row['wording'])}”"


def _answer(row: Mapping[Any, Any]) -> str:
    return f"**What answers it: {escape(within(row['theme']))}.** {_what_was_done(row)}"


def _what_was_done(row: Mapping[Any, Any]) -> str:
    """What was done or will be, and how it stands."""
    state = plan_words("status")[row["status"]]
    due = f", due {print_date(row['due'])}" if row["due"] and row["status"] in OPEN else ""
    return f"{escape(row['what_we_did'] or row['what_we_heard'])} *{state}{due}.*"


def _of_no_subject(answers: RowsBySubject, wordings: RowsBySubject) -> list[str]:
    """Improvements and wording whose theme names none of the subjects."""
    told = [_quoted(row) for row in wordings.of_none]
    made = [f"- **{escape(row['theme'])}.** {_what_was_done(row)}" for row in answers.of_none]
    blocks = [*told, *(["\n".join(made)] if made else [])]
    return ["## Across subjects", *blocks] if blocks else []
