"""A random sample of a quarter's answered complaints for quality assurance, with the checklist to fill in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.quarter import dated
from complaint_analysis.council.periods import short_label
from complaint_analysis.council.settings import Council, load_council, read_settings
from complaint_analysis.errors import UsageError
from complaint_analysis.oversight.quality_checks import SampleDraw, population, sheet_name, sheet_rows
from complaint_analysis.oversight.quality_sampling import draw
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.publish.output_folder import working_in
from complaint_analysis.records.store import write_csv
from complaint_analysis.run.records_and_figures import records_of

SEEDS = 10**9
_HEAD = "# How this sample was drawn. With the same records `sample` draws the same cases from it again."


@dataclass(frozen=True)
class Wish:
    """What a person asks of a sample: how many cases, spread by what, and a seed where they name one."""

    size: int
    by: str
    seed: int | None = None


def make_sample(job: Job, wish: Wish, progress: Progress) -> Path:
    """The sheet of a quarter in `private/`, with the record of how its cases were drawn beside it.

    A sample that was drawn before is drawn again from its own seed, and a sheet that is there stays as it
    is. A UsageError where it was drawn otherwise than is asked now, or there is no case to draw.
    """
    council, job = load_council(job.data), dated(job)
    facts = council.year(job.year)
    name = sheet_name(job.quarter, job.scope)
    with working_in(job.folder):
        before = _drawn_before([job.private, facts.folder], name)
        _refuse_another_sample(before, wish)
        seed = before.seed if before else secrets.randbelow(SEEDS) if wish.seed is None else wish.seed
        with progress.step("Reading the exports and drawing"):
            cases = _cases(council, job, wish)
            references = draw(cases, wish.size, seed)
        sheet = job.private / f"{name}.csv"
        if not sheet.exists():
            write_csv(sheet_rows(cases, references), sheet)
        if before is None:
            _write_record(sheet.with_suffix(".toml"), job, wish, seed, len(cases))
        elif not sheet.with_suffix(".toml").exists():
            _write(sheet.with_suffix(".toml"), before)
    progress.say("\n".join(_closing(sheet, len(references), len(cases), seed, facts.folder)))
    return sheet


def _drawn_before(folders: list[Path], name: str) -> SampleDraw | None:
    """How the quarter's sample was drawn, in `private/` or as it was kept in the year's folder."""
    records = [folder / f"{name}.toml" for folder in folders]
    return next((read_settings(path, SampleDraw) for path in records if path.is_file()), None)


def _refuse_another_sample(before: SampleDraw | None, wish: Wish) -> None:
    """No second sample in the place of the first, so that nobody draws until they like what is drawn."""
    if before is None:
        return
    asked = (wish.size, wish.by, before.seed if wish.seed is None else wish.seed)
    if asked != (before.size, before.by, before.seed):
        raise UsageError(
            f"the sample of {before.period} is drawn already: seed {before.seed}, size {before.size}, "
            f"by {before.by}",
            do="draw it again with the same, or take its sheet and record away and say why",
        )


def _cases(council: Council, job: Job, wish: Wish) -> pd.DataFrame:
    records = records_of(council, job.year, job.as_at)
    cases = population(records.table, job.period, records.as_at, job.regimes, wish.by)
    if cases.empty or wish.size < 1:
        raise UsageError(
            f"there is no answered complaint of {job.period.label} to draw"
            if cases.empty
            else "a sample needs at least one case",
            do="name another quarter" if cases.empty else "give --size a number from 1",
        )
    return cases


def _write_record(path: Path, job: Job, wish: Wish, seed: int, drawn_from: int) -> None:
    assert job.as_at is not None
    record = SampleDraw(
        period=short_label(job.period),
        scope=job.scope,
        seed=seed,
        size=wish.size,
        by=wish.by,
        drawn_from=drawn_from,
        as_at=job.as_at,
        drawn_on=date.today(),
    )
    _write(path, record)


def _write(path: Path, record: SampleDraw) -> None:
    lines = [
        f"{key} = {value.isoformat() if isinstance(value, date) else _toml(value)}"
        for key, value in record.model_dump().items()
    ]
    path.write_text("\n".join([_HEAD, *lines, ""]), encoding="utf-8", newline="\n")


def _toml(value: int | str) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def _closing(sheet: Path, drawn: int, of: int, seed: int, folder: Path) -> list[str]:
    return [
        "",
        f"Drawn: {print_number_of(drawn, 'case')} of {of:,} answered, seed {seed}",
        f"Sheet: {sheet}",
        "",
        "Fill the sheet in (yes, no or n/a; keep it as CSV) and copy it with its .toml into",
        f"{folder}; the quarter's report then shows the totals.",
    ]
