"""Files written at once come back in their order, and an error names the first that failed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render.embedded import at_once


def failing(name: str):
    def write() -> Path:
        raise UsageError("it could not be written", where=name, do="mend it")

    return write


def test_what_is_returned_keeps_its_order_when_the_second_ends_first():
    second_has_ended = threading.Event()

    def first() -> Path:
        second_has_ended.wait(timeout=0.2)
        return Path("first")

    def second() -> Path:
        second_has_ended.set()
        return Path("second")

    assert at_once([first, second]) == [Path("first"), Path("second")]


def test_the_first_error_in_order_is_raised():
    with pytest.raises(UsageError) as raised:
        at_once([lambda: Path("good"), failing("b.typ"), failing("c.typ")])
    assert raised.value.where == "b.typ"


def test_nothing_to_write_is_nothing_written():
    assert at_once([]) == []
