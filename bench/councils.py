"""(e) From records to figures for 40 councils: two dask workers of one thread against one, by the clock.

Two workers need two free cores: the ratio says how much of the work is done at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from benchmark import Measured, told
from complaints import SETTINGS, YEAR, write_export
from distributed import Client, LocalCluster

from complaint_analysis.commands.batch import run_each
from complaint_analysis.commands.job import Job
from complaint_analysis.council.periods import ReportingYear

COUNCILS, ROWS = 40, 1_500


def figures_of(job: Job) -> int:
    """How many figures a council's exports give, texts classified and all."""
    from complaint_analysis.council.settings import load_council
    from complaint_analysis.measures.basis import Basis
    from complaint_analysis.records.side_files import read_year_files
    from complaint_analysis.run.records_and_figures import figures_of, records_of

    council = load_council(job.data)
    facts = council.year(job.year)
    basis = Basis(records_of(council, job.year), council, facts, job.year.period)
    return len(figures_of(basis, read_year_files(facts)))


def write_councils(folder: Path) -> list[Job]:
    """The jobs of 40 councils of the same size."""
    jobs = []
    for number in range(COUNCILS):
        data = folder / f"council-{number:02d}"
        export = data / YEAR / "complaints" / "export.csv"
        export.parent.mkdir(parents=True)
        (data / "council.toml").write_text(SETTINGS, encoding="utf-8")
        (data / YEAR / "year.toml").write_text("extracted_on = 2025-05-30\n", encoding="utf-8")
        write_export(export, ROWS)
        jobs.append(Job(ReportingYear.parse(YEAR), data, folder / "output"))
    return jobs


def seconds(jobs: list[Job], workers: int) -> float:
    """The clock's seconds of all jobs, once every worker has imported what it needs."""
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        with Client(cluster) as client:
            client.run(figures_of, jobs[0])
        started = time.perf_counter()
        assert all(number > 100 for number in run_each(figures_of, jobs, cluster.scheduler_address))
        return time.perf_counter() - started


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        jobs = write_councils(Path(folder))
        one, two = (min(seconds(jobs, workers) for _ in range(2)) for workers in (1, 2))
    beside = f"{ROWS:,} complaints each: one worker {one:.1f} s, two {two:.1f} s, on {os.cpu_count()} cores"
    return told(Measured("councils", one / two, beside))


if __name__ == "__main__":
    sys.exit(main())
