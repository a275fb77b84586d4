"""How long exports take to load and clean, as a ratio to pyarrow's reading of the same file as text."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
from benchmark import Measured, best, told
from pyarrow import csv

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.load import load

ROWS = 20_000
HEADERS = (
    "Case Ref,Record type,Accepted,Exclusion reason,Service,Tenure,Received,S1 Ack,S1 Extended to,"
    "S1 Extension letter sent,S1 Extension reason,S1 Response,S1 Outcome,S1 Handler,S1 Team,Stage 2 requested,"
    "Stage 2 refused,Stage 2 refusal reason,S2 Ack,S2 Extended to,S2 Response,S2 Outcome,S2 Handler,S2 Team,"
    "Withdrawn,Closed,Remedies,Compensation,Channel,Ward,Representative,Vulnerable,Disability recorded,"
    "Reasonable adjustment,Action due,Action done,Learning,Category,Root cause,Description"
).split(",")
WORDS = (
    "the bins were not emptied again and nobody rang me back about the damp in the hall since March".split()
)


def write_export(path: Path, rows: int = ROWS) -> None:
    """An export of so many complaints, with narratives of about forty words."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADERS) + "\n")
        for number in range(rows):
            file.write(",".join(_row(chance, number)) + "\n")


def _row(chance: random.Random, number: int) -> list[str]:
    received = date(2024, 4, 1) + timedelta(days=chance.randrange(365))
    day = lambda after: f"{received + timedelta(days=after):%d/%m/%Y}"  # noqa: E731
    escalated = chance.random() < 0.1
    cells = {
        "Case Ref": f"COM/2024/{number:05d}", "Record type": "Complaint", "Accepted": "Yes",
        "Service": chance.choice(["Council Housing", "Waste", "Parking", "Planning"]), "Tenure": "Tenant",
        "Received": day(0), "S1 Ack": day(chance.randrange(9)), "S1 Response": day(chance.randrange(5, 30)),
        "S1 Outcome": chance.choice(["Upheld", "Partly upheld", "Not upheld"]), "S1 Handler": f"Officer {number % 40}",
        "Stage 2 requested": day(40) if escalated else "", "S2 Response": day(70) if escalated else "",
        "S2 Outcome": "Not upheld" if escalated else "", "Closed": day(31), "Remedies": "Apology; Explanation",
        "Compensation": "£50.00" if number % 9 == 0 else "", "Channel": chance.choice(["Email", "Phone", "Web form"]),
        "Ward": f"Ward {number % 20}", "Vulnerable": "No", "Category": "Repairs", "Root cause": "Delay",
        "Description": " ".join(chance.choices(WORDS, k=40)),
    }  # fmt: skip
    return [cells.get(header, "") for header in HEADERS]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "2024-25" / "complaints" / "export.csv"
        export.parent.mkdir(parents=True)
        (Path(folder) / "council.toml").write_text('[council]\nname = "Bench"\n', encoding="utf-8")
        write_export(export)
        council, year = load_council(Path(folder)), ReportingYear.parse("2024-25")
        types = csv.ConvertOptions(column_types=dict.fromkeys(HEADERS, pa.string()))
        reading = best(lambda: csv.read_csv(export, convert_options=types), 3, time.perf_counter)
        loading = best(lambda: load(council, year, Issues()), 3, time.perf_counter)
    beside = f"pyarrow reads {reading:.3f} s, loaded and cleaned {loading:.2f} s"
    return told(Measured("cleaning", loading / reading, beside))


if __name__ == "__main__":
    sys.exit(main())
