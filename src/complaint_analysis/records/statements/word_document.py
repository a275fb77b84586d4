"""A Word document of either edition of the format, opened as one of the usual edition."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_ROOT = "_rels/.rels"


def word_document(path: Path) -> Any:
    """The document of a .docx; one saved as "Strict Open XML Document" has other names for the same things.

    What docx raises where the file cannot be opened.
    """
    with ZipFile(path) as parts:
        if not _STRICT.search(parts.read(_ROOT)):
            return docx.Document(str(path))
        return docx.Document(_as_usual(parts))


def _as_usual(parts: ZipFile) -> io.BytesIO:
    """The file with the names of the usual edition in each part that is XML."""
    usual = io.BytesIO()
    with ZipFile(usual, "w", ZIP_DEFLATED) as written:
        for name in parts.namelist():
            content = parts.read(name)
            is_xml = name.endswith((".xml", ".rels"))
            written.writestr(name, _STRICT.sub(_USUAL, content) if is_xml else content)
    usual.seek(0)
    return usual
