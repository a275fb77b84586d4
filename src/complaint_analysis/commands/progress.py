"""What a person sees while the program works: one line a step with its time, the same in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

WIDTH = 58


class Progress:
    """Steps on a console: on a terminal the step under way turns, in a log each finished step is a line."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step: named while it runs, and with its seconds once it is done."""
        started = time.monotonic()
        with self.console.status(escape(name)):
            yield
        seconds = time.monotonic() - started
        self.console.print(f"  {escape(name):<{WIDTH}}[dim]{seconds:6.1f} s[/dim]")

    def say(self, text: str = "") -> None:
        """A line of plain text."""
        self.console.print(text, markup=False)
