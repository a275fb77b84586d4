"""Several files written at once: pandoc is a process of its own, so each core can run one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def at_once(writers: Sequence[Callable[[], Path]]) -> list[Path]:
    """What the writers return, in their order; the first error in that order is raised and begins no more."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda write: write(), writers))
