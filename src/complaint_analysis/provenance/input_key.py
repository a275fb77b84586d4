"""The key under which the hashes of input files are published: without it they tell nothing of the files.

A bare hash of a small private file, such as an export of one row, can be found out by trying what it may
say. The key is made once, by the first run, and kept with the data that it protects: who has the data can
check the hashes, and nobody else.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from complaint_analysis.errors import UsageError

NAME = "provenance.key"
_BYTES = 32
_WRITTEN = re.compile(r"[0-9a-f]{64}")
_MARK = sha256(b"the key of a provenance").hexdigest()


def read_key(folders: Sequence[Path]) -> bytes:
    """The key that lies in the first of some folders that has one; empty where none has.

    A UsageError where the file is no key.
    """
    path = next((folder / NAME for folder in folders if (folder / NAME).is_file()), None)
    if path is None:
        return b""
    written = path.read_text(encoding="utf-8", errors="replace").strip().casefold()
    if not _WRITTEN.fullmatch(written):
        raise UsageError(
            "the key of the provenance is not 64 hexadecimal digits",
            where=str(path),
            do="put the one back that was kept with the exports, or delete it: the next run makes another",
        )
    return bytes.fromhex(written)


def made_key(folders: Sequence[Path]) -> bytes:
    """The key of some folders, made in the first that can be written where none of them has one.

    A UsageError where none can be written: no hash is published without a key.
    """
    for folder in folders:
        if key := read_key(folders):
            return key
        _make(folder / NAME)
    if key := read_key(folders):
        return key
    raise UsageError(
        "the key of the provenance can be written nowhere",
        where=" or ".join(str(folder / NAME) for folder in folders),
        do="allow writing in one of these folders for one run",
    )


def _make(path: Path) -> None:
    """Write a new key, unless another run was quicker or the folder is not to be written in."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        return
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(f"{secrets.token_hex(_BYTES)}\n")


def keyed_hash(key: bytes, digest: str) -> str:
    """The HMAC-SHA-256 (RFC 2104) of a file's SHA-256 under a key, all in hexadecimal digits."""
    return hmac.new(key, bytes.fromhex(digest), sha256).hexdigest()


def name_of(key: bytes) -> str:
    """By what a key is known without being told: enough of a hash to tell one from another."""
    return keyed_hash(key, _MARK)[:16] if key else ""
