"""The figures of the summary page: a large number with what it counts, or a sentence where there is none."""

from __future__ import annotations

from functools import cache

from complaint_analysis.chapters.commentary.phrases import both, has_nothing_to_count, last_label
from complaint_analysis.council.codes.regimes import ABOUT
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.measures.complaints import without_usable_day
from complaint_analysis.measures.figure import Figure, has_small_base, print_base, print_figure
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.run.compared_years import comparable, sides
from complaint_analysis.run.period_run import Run

_KEY_FIGURES = (
    "stage1.received", "stage1.responded.in_time_pct", "stage2.responded.in_time_pct",
    "stage1.outcome.upheld_pct",
)  # fmt: skip
_OPEN = "open_at_year_end.stage1"
_ALSO_FOR_ONE_CODE = ("stage2.received", "refused", _OPEN)


@cache
def _words() -> dict[str, dict[str, str]]:
    return own_toml(__package__, "summary_figures")


def key_figures(run: Run) -> str:
    """Six to eight figures for the summary page, each with its counts and last year's."""
    chosen = (*_KEY_FIGURES, *(_ALSO_FOR_ONE_CODE if len(run.regimes) == 1 else ()))
    boxes = [_key_figure(run, regime, id) for id in chosen for regime in run.regimes]
    return "::: {.key-figures}\n" + "\n".join(boxes) + "\n:::"


def _key_figure(run: Run, regime: str, id: str) -> str:
    full = f"{regime}.{id}"
    now, before = run.figures[full], run.last_figures.get(full)
    number, label = _number_and_label(run, now, _words()[id])
    spans = [
        f"[{number}]{{.number}}",
        f"[{label.format(about=ABOUT[regime])}]{{.label}}",
        f"[{_base(run, regime, id, now)}]{{.base}}",
        f"[{_before(run, id, before)}]{{.before}}",
    ]
    return "::: {.key-figure}\n" + " ".join(span for span in spans if not span.startswith("[]")) + "\n:::"


def _number_and_label(run: Run, now: Figure, words: dict[str, str]) -> tuple[str, str]:
    """The large number and what it counts; no number, and a sentence, where one says it better."""
    if now.value is None and now.status != "suppressed":
        return "", words["none" if has_nothing_to_count(run.figures, now.id) else "unknown"]
    if now.unit == "per_cent" and now.denominator == 1:
        return "", words["all_of_one" if now.numerator else "none_of_one"]
    number = print_figure(now)
    if has_small_base(now):
        return number, words["few"]
    return number, words["one"] if now.value == 1 and now.unit != "per_cent" else words["label"]


def _base(run: Run, regime: str, id: str, now: Figure) -> str:
    """What the number stands on: a percentage's counts, or beside a count its stage 2 requests, or those that
    are not open for certain."""
    if now.unit == "per_cent":
        return "" if has_small_base(now) or now.value is None else print_base(now)
    if id == _OPEN:
        return _print_without_usable_day(run, regime)
    requests = both(run, f"{regime}.stage2.received")[0]
    if id != "stage1.received" or requests is None:
        return ""
    return f"and {print_number_of(requests.value, 'request') if requests.value else 'no request'} for stage 2"


def _before(run: Run, id: str, before: Figure | None) -> str:
    last = last_label(run)
    if before is None or before.value is None:
        nothing = before is not None and has_nothing_to_count(run.last_figures, before.id)
        return f"{last}: {'none to count' if nothing else 'not recorded'}" if last else ""
    if "responded" in id and not comparable(run):
        return f"{last}: under different rules"
    counts = f" ({print_base(before)})" if before.unit == "per_cent" and not has_small_base(before) else ""
    return f"{last}: {print_figure(before)}{counts}"


def _print_without_usable_day(run: Run, regime: str) -> str:
    number = without_usable_day(sides(run)[0].basis.stage(regime, 1))
    return f"and {print_count(number)} with an outcome or answer but no usable day" if number else ""
