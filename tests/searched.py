"""What the search for personal data meets in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from complaint_analysis.publish.personal_data.identifying_values import identifying
from complaint_analysis.publish.personal_data.search import Hit, hits


def hits_in(
    folder: Path, records: pd.DataFrame, allowed: Sequence[str] = (), rejected: pd.DataFrame | None = None
) -> list[Hit]:
    """Every private value met in a folder's files."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return hits(paths, folder, identifying(records, list(allowed), rejected), allowed)
