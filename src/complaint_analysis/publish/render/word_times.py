"""The times in a Word document: those of the day of the report, so that the same report is the same bytes."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

_PROPERTIES = "docProps/core.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")


def stamp_word(path: Path, epoch: int) -> Path:
    """`path`, its parts and properties dated `epoch` seconds after 1970: pandoc's sandbox knows no time."""
    moment = datetime.fromtimestamp(epoch, UTC)
    with zipfile.ZipFile(path) as written:
        parts = {name: written.read(name) for name in written.namelist()}
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts[_PROPERTIES] = _TIME.sub(rb"\g<1>" + said, parts[_PROPERTIES])
    with zipfile.ZipFile(path, "w") as stamped:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, moment.timetuple()[:6])
            part.create_system = 0  # the same on any system
            stamped.writestr(part, content, zipfile.ZIP_DEFLATED)
    return path
