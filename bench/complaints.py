"""(a) From exports to figures: 1,000,000 complaints of 25 columns, as a ratio to pyarrow reading the file as text.

The texts are carried, not read: no rule classifies them. `python bench/complaints.py [ROWS]`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
from benchmark import Measured, told
from pyarrow import csv

if TYPE_CHECKING:
    from complaint_analysis.measures.basis import Basis

ROWS = 1_000_000
YEAR = "2024-25"
HEADERS = (
    "Case Ref,Record type,Service,Tenure,Received,S1 Ack,S1 Extended to,S1 Extension letter sent,S1 Response,S1 Outcome,"
    "S1 Handler,Stage 2 requested,S2 Ack,S2 Response,S2 Outcome,Withdrawn,Closed,Remedies,Compensation,Channel,Ward,"
    "Category,Root cause,Learning,Description"
).split(",")
WORDS = (
    "the bins were not emptied again and nobody rang me back about the damp in the hall since March".split()
)
SETTINGS = '[council]\nname = "Bench"\n[codes]\nhousing = ["Council Housing"]\n'


def write_export(path: Path, rows: int) -> None:
    """An export of so many complaints, with narratives of about forty words."""
    chance = np.random.default_rng(7)
    received = np.datetime64("2024-04-01") + chance.integers(0, 365, rows)
    escalated = chance.random(rows) < 0.1
    texts = np.array([" ".join(chance.choice(WORDS, 40)) for _ in range(1000)])

    def day(after: np.ndarray | int, where: np.ndarray | None = None) -> pd.Series:
        days = pd.Series(received + after).dt.strftime("%d/%m/%Y")
        return days if where is None else days.where(where, "")

    def one_of(*words: str) -> np.ndarray:
        return chance.choice(words, rows)

    answer = chance.integers(5, 30, rows)
    columns = {
        "Case Ref": [f"COM/2024/{number:07d}" for number in range(rows)], "Record type": "Complaint",
        "Service": one_of("Council Housing", "Waste", "Parking", "Planning"), "Tenure": "Tenant",
        "Received": day(0), "S1 Ack": day(chance.integers(0, 9, rows)),
        "S1 Extended to": day(answer + 5, chance.random(rows) < 0.05),
        "S1 Extension letter sent": day(5, chance.random(rows) < 0.03), "S1 Response": day(answer),
        "S1 Outcome": one_of("Upheld", "Partly upheld", "Not upheld"),
        "S1 Handler": np.char.add("Officer ", chance.integers(0, 40, rows).astype(str)),
        "Stage 2 requested": day(40, escalated), "S2 Ack": day(43, escalated), "S2 Response": day(62, escalated),
        "S2 Outcome": np.where(escalated, "Not upheld", ""), "Withdrawn": "", "Closed": day(answer + 1),
        "Remedies": one_of("", "Apology", "Apology; Explanation"),
        "Compensation": np.where(chance.random(rows) < 0.1, "£50.00", ""), "Channel": one_of("Email", "Phone", "Web form"),
        "Ward": np.char.add("Ward ", chance.integers(0, 20, rows).astype(str)),
        "Category": one_of("Repairs", "Staff conduct", ""), "Root cause": one_of("Delay", ""), "Learning": "",
        "Description": texts[chance.integers(0, len(texts), rows)],
    }  # fmt: skip
    csv.write_csv(pa.Table.from_pandas(pd.DataFrame(columns)[HEADERS], preserve_index=False), path)


def read_as_text(export: Path) -> None:
    csv.read_csv(export, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(HEADERS, pa.string())))


def figures(data: Path) -> None:
    """Everything from the exports to the figures but the reading of texts."""
    from complaint_analysis.measures.record_figures import record_figures

    found = record_figures(basis_of(data))
    assert found["housing.stage1.received"].value


def basis_of(data: Path) -> Basis:
    """What the figures are counted on; what the exports held besides is gone, as it is in a report."""
    from complaint_analysis.council.periods import ReportingYear
    from complaint_analysis.council.settings import load_council
    from complaint_analysis.measures.basis import Basis
    from complaint_analysis.records.clocks import with_clocks
    from complaint_analysis.records.issues import Issues
    from complaint_analysis.records.load import load
    from complaint_analysis.records.store import Records

    council, year = load_council(data), ReportingYear.parse(YEAR)
    started = time.perf_counter()
    issues = Issues()
    loaded = load(council, year, issues)
    print(f"  loaded and cleaned {time.perf_counter() - started:.1f} s", file=sys.stderr)
    facts = council.year(year)
    table = as_classified(loaded.table.reset_index(drop=True))
    table = with_clocks(table, council.clocks, council.procedure, council.working_days, facts.as_at)
    print(f"  with clocks {time.perf_counter() - started:.1f} s", file=sys.stderr)
    shared = {
        name: getattr(loaded, name)
        for name in ("actions", "rejected", "recorded", "filled", "sources", "reconciliation")
    }
    records = Records(
        table=table, issues=issues.frame(), review=issues.frame(), other_categories=loaded.other_categories,
        as_at=facts.as_at, **shared,
    )  # fmt: skip
    return Basis(records, council, facts, year.period)


def as_classified(table: pd.DataFrame) -> pd.DataFrame:
    """The flags that the reading of texts would add."""
    given = {"has_representative": "representative", "has_adjustment": "reasonable_adjustment"}
    return table.assign(**{flag: table[column].notna() for flag, column in given.items()})


def measured(work: str, place: Path) -> tuple[float, float]:
    """Seconds and peak GiB of one kind of work, in a process of its own."""
    code = (
        "import sys, time, resource; sys.path.insert(0, sys.argv[1]); import complaints; from pathlib import Path\n"
        "import complaint_analysis.measures.record_figures, complaint_analysis.records.load\n"
        f"started = time.perf_counter(); complaints.{work}(Path(sys.argv[2]))\n"
        "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(place)]
    seconds, kib = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(seconds), int(kib) / 2**20


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / YEAR / "complaints" / "export.csv"
        export.parent.mkdir(parents=True)
        (Path(folder) / "council.toml").write_text(SETTINGS, encoding="utf-8")
        (Path(folder) / YEAR / "year.toml").write_text(
            "extracted_on = 2025-05-30\n[homes_owned]\nlcra = 9000\n", encoding="utf-8"
        )
        write_export(export, rows)
        size = export.stat().st_size / 2**20
        reading = min(measured("read_as_text", export)[0] for _ in range(3))
        seconds, peak = measured("figures", Path(folder))
    beside = f"{rows:,} complaints of {len(HEADERS)} columns, {size:.0f} MiB: pyarrow {reading:.2f} s, to figures {seconds:.1f} s"
    return told(
        Measured("exports-to-figures", seconds / reading, beside),
        Measured("memory", peak, f"the export has {size / 1024:.2f} GiB"),
    )


if __name__ == "__main__":
    sys.exit(main())
