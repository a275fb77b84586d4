"""What pandoc leaves to be done in a Word document: its times, and the row headers of its tables."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

_PROPERTIES = "docProps/core.xml"
_DOCUMENT = "word/document.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_LOOK = re.compile(rb'(<w:tblLook\b[^>]*\bw:firstColumn=")0("[^>]*\bw:val=")([0-9A-F]{4})"')
_FIRST_COLUMN = 0x80


def finish_word(path: Path, epoch: int) -> Path:
    """`path`, its parts and properties dated `epoch` seconds after 1970: pandoc's sandbox knows no time.

    The first column of each table is marked as the heads of its rows, as the web pages have it.
    """
    moment = datetime.fromtimestamp(epoch, UTC)
    with zipfile.ZipFile(path) as written:
        parts = {name: written.read(name) for name in written.namelist()}
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts[_PROPERTIES] = _TIME.sub(rb"\g<1>" + said, parts[_PROPERTIES])
    parts[_DOCUMENT] = _LOOK.sub(_with_row_heads, parts[_DOCUMENT])
    with zipfile.ZipFile(path, "w") as stamped:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, moment.timetuple()[:6])
            part.create_system = 0  # the same on any system
            stamped.writestr(part, content, zipfile.ZIP_DEFLATED)
    return path


def _with_row_heads(look: re.Match[bytes]) -> bytes:
    """The look of a table, by its own words and as the sum of signs that older programs read."""
    return b'%b1%b%04X"' % (look[1], look[2], int(look[3], 16) | _FIRST_COLUMN)
