"""A staged report with invented blocks, in the shapes in which notebooks publish them."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

from complaint_analysis.publish.render import stage

REPORT = Path(__file__).parents[1] / "report"
DOCUMENTS = sorted(path.stem for path in REPORT.glob("*.qmd"))
_SHORTCODE = re.compile(r"\{\{< (include|var) (\S+) >\}\}")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 8L4 3L8 1"/></svg>'
_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

ALT = "Line chart that rises from 12 in April to 30 in June."
CHART = f"""::: {{#fig-received-by-month .chart}}
![](charts/received-by-month.svg){{fig-alt="{ALT}"}}

Complaints more than doubled. Complaints received in each month of 2024-25.
:::

:::: {{.chart-data}}
::: {{#tbl-received-by-month .table-text .has-total}}
| Month | Stage 1 | Stage 2 |
|:---|---:|---:|
| April 2024 | 12 | 3 |
| May 2024 | 22 | \\[c\\] |
| Total | 34 | \\[c\\] |

Complaints received by month, 2024-25
:::

::: {{.table-notes}}
\\[c\\] a number withheld so that nobody can be recognised.

[Download this table (CSV)](tables/received-by-month.csv){{.download}}
:::
::::
"""
WIDE = """::: {#tbl-responded .table-text .wide}
| Code and stage | In time | Extended | Late | Open, not due | Open, overdue | Withdrawn | In time, share |
|:---|---:|---:|---:|---:|---:|---:|---:|
| Housing stage 1 | 72 | 0 | 11 | 0 | 3 | 0 | 83.7% |

Answers by whether they were in time
:::

::: {.table-notes}
[Download this table (CSV)](tables/responded.csv){.download}
:::
"""
KEY_FIGURES = """::: {.key-figures}
::: {.key-figure}
[83.7%]{.number} [of housing complaints answered in time]{.label} [72 of 86]{.base} [2023-24: 71.9%]{.before}
:::
::: {.key-figure}
[14]{.number} [complaints refused]{.label} [every one with its reason]{.base} [2023-24: not recorded]{.before}
:::
::: {.key-figure}
[No stage 2 complaint was due an answer.]{.label} [2023-24: none to count]{.before}
:::
:::
"""
VARIABLES = {
    "council": {"name": "Testford District Council", "contact": "Ring us on 01632 960000."},
    "year": "2024-25",
    "state": {"name": "working", "label": "Working draft: not complete"},
    "notice": "Demonstration data: all cases are invented",
    "governance": {"body": "Cabinet"},
    "date": {"extracted": "30 May 2025"},
}


def shortcodes(kind: str) -> set[str]:
    """What the report's sources include (`include`) or print (`var`)."""
    texts = [path.read_text("utf-8") for path in REPORT.rglob("*.qmd")]
    return {name for text in texts for found, name in _SHORTCODE.findall(text) if found == kind}


def staged_sample(folder: Path) -> Path:
    """`folder` with the report staged in it, every block and sentence invented."""
    stage(REPORT, folder)
    for name in shortcodes("include"):
        if name.startswith(("blocks/", "passages/")):
            _write(folder / name, f"Nothing to show for {Path(name).stem.replace('-', ' ')}.\n")
    _write(folder / "blocks/received-by-month.md", CHART)
    _write(folder / "blocks/responded.md", WIDE)
    _write(folder / "passages/key-figures.md", KEY_FIGURES)
    _write(folder / "charts/received-by-month.svg", _SVG)
    (folder / "charts/received-by-month.png").write_bytes(base64.b64decode(_PNG))
    said = {name.removeprefix("say."): f"We say {name}." for name in shortcodes("var") if name[:4] == "say."}
    _write(folder / "_variables.yml", json.dumps(VARIABLES | {"say": said}))
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
