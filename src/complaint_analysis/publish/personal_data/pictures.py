"""What a picture carries beside its pixels: notes, comments, the data of a camera; never a part unread.

Each kind is gone through part by part, so that nothing stands in it that is neither pixels nor read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from complaint_analysis.publish.personal_data.unread import UnreadPart

KINDS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
MOST_UNPACKED = 20_000_000
"""A note that unpacks to more bytes is none."""
_PNG, _GIF = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
_PNG_PIXELS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB bKGD hIST pHYs tIME acTL fcTL fdAT cICP".split()
)
_PNG_NOTES = frozenset(b"tEXt zTXt iTXt eXIf iCCP sPLT".split())
_JPEG_PIXELS = frozenset([*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD])
_STAND_ALONE = frozenset([0x01, *range(0xD0, 0xD8)])
_WEBP_PIXELS = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"])


def notes(kind: str, content: bytes) -> Iterator[str]:
    """What a picture of a kind (`.png`) says beside its pixels; an UnreadPart where any part is not known."""
    for note in filter(None, _READERS[kind](content)):
        yield from _as_texts(note)


def _as_texts(note: bytes) -> Iterator[str]:
    """A note in each of the ways in which programs write text."""
    yield note.decode("utf-8", errors="replace")
    if not note.isascii() or b"\0" in note:
        yield note.decode("latin-1")
        for start in (0, 1):
            yield note[start:].decode("utf-16-le", errors="replace")


def _png(content: bytes) -> Iterator[bytes]:
    if not content.startswith(_PNG):
        raise UnreadPart("a PNG that is none")
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at + 8 : at + 8 + length]
        if len(kind) < 4 or len(chunk) < length:
            raise UnreadPart("a picture that breaks off")
        if kind in _PNG_NOTES:
            yield from _png_note(kind, chunk)
        elif kind not in _PNG_PIXELS:
            raise UnreadPart("a picture with a part that is not known")
        at += length + 12
    yield content[at:]


def _png_note(kind: bytes, chunk: bytes) -> Iterator[bytes]:
    """A note with its keyword; what is packed unpacked."""
    keyword, _, text = chunk.partition(b"\0")
    if kind in (b"zTXt", b"iCCP"):
        yield from (keyword, _unpacked(text[1:]))
    elif kind == b"iTXt":
        packed, (language, translated, said) = text[:1] == b"\x01", text[2:].split(b"\0", 2)
        yield from (keyword, language, translated, _unpacked(said) if packed else said)
    else:
        yield chunk.replace(b"\0", b" ") if kind == b"tEXt" else chunk


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    unpacked = unpacking.decompress(packed, MOST_UNPACKED)
    if not unpacking.eof:
        raise UnreadPart("a note that breaks off, or is too long")
    return unpacked + unpacking.unused_data


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments that are not of the pixels, and what stands behind the picture's end."""
    if not content.startswith(b"\xff\xd8"):
        raise UnreadPart("a JPEG that is none")
    at = 2
    while content[at : at + 2] != b"\xff\xd9":
        if content[at : at + 1] != b"\xff" or at + 4 > len(content):
            raise UnreadPart("a picture that breaks off")
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xFF or marker in _STAND_ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker not in _JPEG_PIXELS:
            yield content[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(content, at)
    yield content[at + 2 :]


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next segment begins: a mark that is neither of a pixel nor of a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following and following[0] != 0 and following[0] not in _STAND_ALONE:
            return at
        at += 2
    raise UnreadPart("a picture that breaks off")


def _gif(content: bytes) -> Iterator[bytes]:
    """The blocks of an extension, comments among them, and what stands behind the picture's end."""
    if not content.startswith(_GIF):
        raise UnreadPart("a GIF that is none")
    at = 13 + _colours(content[10])
    while (kind := content[at : at + 1]) != b";":
        if kind == b"!":
            blocks, at = _blocks(content, at + 2)
            yield b" ".join([b"".join(blocks), *blocks])
        elif kind == b",":
            at = _blocks(content, at + 11 + _colours(content[at + 9]))[1]
        else:
            raise UnreadPart("a picture that breaks off")
    yield content[at + 1 :]


def _colours(flags: int) -> int:
    """How many bytes a table of colours takes."""
    return 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0


def _blocks(content: bytes, at: int) -> tuple[list[bytes], int]:
    blocks = []
    while length := content[at]:
        blocks.append(content[at + 1 : at + 1 + length])
        at += 1 + length
    return blocks, at + 1


def _webp(content: bytes) -> Iterator[bytes]:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise UnreadPart("a WebP that is none")
    end = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at < end:
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at + 8 : at + 8 + length]
        if len(chunk) < length or len(kind) < 4:
            raise UnreadPart("a picture that breaks off")
        if kind == b"ANMF":
            raise UnreadPart("a picture that moves")
        if kind not in _WEBP_PIXELS:
            yield chunk
        at += 8 + length + length % 2
    yield content[end + end % 2 :]


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    ".png": _png, ".jpg": _jpeg, ".jpeg": _jpeg, ".gif": _gif, ".webp": _webp,
}  # fmt: skip
