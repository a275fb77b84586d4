"""What the self-assessments say, in sentences; and what an edition of one Code leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from complaint_analysis.council.codes.regimes import ABOUT, CODE_NAME, REGIMES
from complaint_analysis.measures.figure import Figure, known
from complaint_analysis.printing.numbers import print_count
from complaint_analysis.printing.sentences import listed, paragraph
from complaint_analysis.run.period_run import Run

_SHORT_OF = {"partial": "are met in part", "no": "are not met", "blank": "are not answered"}
_NONE = "No self-assessment is recorded for this period."


def self_assessment(figures: Mapping[str, Figure]) -> str:
    """How many provisions of each Code are met, and how the others are answered."""
    there = [regime for regime in REGIMES if f"self_assessment.{regime}.total" in figures]
    return paragraph(*(_assessed(figures, regime) for regime in there)) or _NONE


def _assessed(figures: Mapping[str, Figure], regime: str) -> str:
    total, met = (known(figures, f"self_assessment.{regime}.{part}") for part in ("total", "yes"))
    if total is None or met is None:
        return f"A self-assessment against {CODE_NAME[regime]} is not recorded for this period."
    number = print_count(total.value or 0)
    if met.value == total.value:
        return f"We say that we meet all {number} provisions of {CODE_NAME[regime]}."
    of_all = f"{print_count(met.value or 0)} of the {number} provisions of {CODE_NAME[regime]}"
    return f"We say that we meet {of_all}; of the others, {listed(_others(figures, regime))}."


def _others(figures: Mapping[str, Figure], regime: str) -> list[str]:
    found = {part: known(figures, f"self_assessment.{regime}.{part}") for part in _SHORT_OF}
    counts = {part: each.value for part, each in found.items() if each and each.value}
    return [f"{print_count(number)} {_answered(part, number)}" for part, number in counts.items()]


def _answered(part: str, number: float) -> str:
    return _SHORT_OF[part].replace("are", "is", 1) if number == 1 else _SHORT_OF[part]


def out_of_scope(run: Run, regime: str) -> str:
    """The sentence for a Code that an edition leaves out; '' for a Code that is in it."""
    return "" if regime in run.regimes else f"Complaints {ABOUT[regime]} are not in this edition."
