"""Text files as people and programs save them: in the usual encodings, and as rows of CSV."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from complaint_analysis.council.characters import legible

DELIMITERS = (",", ";", "\t", "|")
csv.field_size_limit(sys.maxsize)  # a narrative may be longer than a cell is allowed to be by default


def decoded(raw: bytes, errors: str = "strict") -> str:
    """The text of bytes in UTF-8 (with or without mark), UTF-16 or Windows-1252.

    A UnicodeDecodeError where they are none of these; with `errors` "replace" a mark stands for what is none.

    >>> decoded("£5".encode("cp1252")), decoded("£5".encode("utf-16"))
    ('£5', '£5')
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors)
    if raw[1:200:2].count(0) * 2 > len(raw[1:200:2]):
        return raw.decode("utf-16-le", errors)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors)  # what Excel writes when asked for plain CSV


def read_text(path: Path) -> str:
    """The legible text of a file, whatever its encoding; what no encoding knows gives way to a mark."""
    return legible(decoded(path.read_bytes(), "replace"))


def csv_rows(text: str, delimiter: str = ",") -> list[list[str]]:
    """The rows of a CSV text as cells."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def csv_rows_by_header(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text below the first, each with its cells by the words of the first.

    >>> csv_rows_by_header("kind,texts\\ncause,12\\n")
    [{'kind': 'cause', 'texts': '12'}]
    """
    header, *rows = csv_rows(text)
    return [dict(zip(header, row, strict=False)) for row in rows if row]
