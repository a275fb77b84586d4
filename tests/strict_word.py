"""A Word file as Word saves it as "Strict Open XML Document": the same parts under the names of ISO/IEC 29500."""

from __future__ import annotations

import zipfile
from pathlib import Path

_NAMES = {
    b"schemas.openxmlformats.org/wordprocessingml/2006/main": b"purl.oclc.org/ooxml/wordprocessingml/main",
    b"schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties":
        b"purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
    b"schemas.openxmlformats.org/officeDocument/2006/": b"purl.oclc.org/ooxml/officeDocument/",
    b"schemas.openxmlformats.org/drawingml/2006/": b"purl.oclc.org/ooxml/drawingml/",
}  # fmt: skip


def make_strict(path: Path) -> Path:
    """`path`, rewritten in the strict edition of the format."""
    with zipfile.ZipFile(path) as usual:
        parts = {name: usual.read(name) for name in usual.namelist()}
    with zipfile.ZipFile(path, "w") as strict:
        for name, content in parts.items():
            for old, new in _NAMES.items() if name.endswith((".xml", ".rels")) else ():
                content = content.replace(b"http://" + old, b"http://" + new)
            strict.writestr(name, content)
    return path
