"""The picture of the rooms: the house from roof to ground, and beside it who imports from whom.

Beside the house each room's name stands on a diagonal: the dots right of it are the rooms that it imports
from, those above it the rooms that import from it. No dot is left of a name, as no room imports from above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise, product
from textwrap import wrap

from rooms import ROOMS, SIDE_BY_SIDE, Said

WIDE, MARGIN = 1000, 16
HOUSE = 564
"""How wide the house is; what is right of it is for the dots."""
HIGH, GAP = 54, 14
"""How high a room is, and the space to the next in which an arrow stands."""
NAME_WIDE, LINE_HIGH = 150, 17
LETTERS, LETTERS_OF_ROOF, LETTERS_OF_HALF = 52, 44, 32
"""How many letters stand in a line of a room, of the slanting roof, and of one of two rooms side by side."""
FIRST_DOT, STEP = 655, 25
ROOF, GROUND = ROOMS[0], ROOMS[-1]
STYLE = """
text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 14px; fill: #3b434d }
.name { font-family: ui-monospace, Consolas, Menlo, monospace; font-weight: 700; fill: #12263f }
.room { fill: #f3f6fa; stroke: #9fb0c4 }
.roof { fill: #dde6f1; stroke: #9fb0c4 }
.ground { fill: #ece8e1; stroke: #b5aa99 }
.line { stroke: #c9d3de }
.arrow { stroke: #1d4f91; stroke-width: 1.5; fill: none }
.dot { fill: #1d4f91 }
"""


def rooms_picture(imports: Mapping[str, set[str]], said: Mapping[str, Said]) -> str:
    """An SVG of every room with its sentence, in the order of the house, and of the imports between them."""
    parts = [*_house(imports, said), *_dots(imports), *_legend()]
    high = _bottom(GROUND) + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="{WIDE}" height="{high}" '
        f'role="img" aria-labelledby="title description">'
    )
    return "\n".join([
        head,
        '<title id="title">The rooms of complaint_analysis and who imports from whom</title>',
        f'<desc id="description">{escape(_in_words(imports))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDE}" height="{high}" rx="6" fill="#fff"/>',
        *parts,
        "</svg>\n",
    ])  # fmt: skip


def _in_words(imports: Mapping[str, set[str]]) -> str:
    below = {room: [each for each in ROOMS if each in imports[room]] for room in ROOMS}
    said = [f"{room} imports from {', '.join(others) or 'no other'}." for room, others in below.items()]
    return " ".join(["From the roof to the ground; no room imports from one above it.", *said])


def _house(imports: Mapping[str, set[str]], said: Mapping[str, Said]) -> Iterator[str]:
    for room in ROOMS:
        yield from _box(room, said[room].lives_here)
    for upper, lower in pairwise(_levels()):
        yield from (_arrow(above, below) for above, below in product(upper, lower) if below in imports[above])


def _levels() -> list[list[str]]:
    """The rooms from the roof down; those that stand side by side on one level."""
    beside = [room for room in ROOMS if room in SIDE_BY_SIDE]
    return [beside if room in beside else [room] for room in ROOMS if room not in beside[1:]]


def _box(room: str, sentence: str) -> Iterator[str]:
    left, top, wide, high = _left(room), _top(room), _wide(room), _bottom(room) - _top(room)
    if room == ROOF:
        corners = f"{left + 40},{top} {left + wide - 40},{top} {left + wide},{top + high} {left},{top + high}"
        yield f'<polygon class="roof" points="{corners}"/>'
    else:
        kind = "ground" if room == GROUND else "room"
        yield f'<rect class="{kind}" x="{left}" y="{top}" width="{wide}" height="{high}" rx="4"/>'
    if room in SIDE_BY_SIDE:
        yield _text(left + 14, top + 38, room, "name")
        yield from _lines(left + 14, top + 62, wrap(_plain(sentence), LETTERS_OF_HALF))
    else:
        inwards, letters = (54, LETTERS_OF_ROOF) if room == ROOF else (14, LETTERS)
        lines, middle = wrap(_plain(sentence), letters), top + high // 2 + 5
        yield _text(left + inwards, middle, _label(room), "name")
        yield from _lines(left + NAME_WIDE, middle - LINE_HIGH * (len(lines) - 1) // 2, lines)


def _lines(left: int, base: int, lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _text(left, base + LINE_HIGH * number, line)


def _text(left: int, base: int, text: str, kind: str = "sentence") -> str:
    return f'<text class="{kind}" x="{left}" y="{base}">{escape(text)}</text>'


def _arrow(above: str, below: str) -> str:
    """An arrow from the middle of the narrower of two rooms, one on top of the other."""
    narrower = min((above, below), key=_wide)
    middle, foot = _left(narrower) + _wide(narrower) // 2, _top(below) - 2
    return (
        f'<path class="arrow" d="M{middle} {_bottom(above) + 1}V{foot} m-4 -5 l4 5 l4 -5" '
        f'data-from="{above}" data-to="{below}"/>'
    )


def _dots(imports: Mapping[str, set[str]]) -> Iterator[str]:
    for room in ROOMS:
        place, row = _column(room), _row(room)
        others = [other for other in ROOMS if other in imports[room]]
        users = [other for other in ROOMS if room in imports[other]]
        if others:
            yield _line(place + 8, row, _column(others[-1]), row)
        if users:
            yield _line(place, _row(users[0]), place, row - 10)
    for room in ROOMS:
        label = f'<text class="name" text-anchor="end" x="{_column(room) + 6}" y="{_row(room) + 5}">'
        yield f"{label}{room}</text>"
        for other in (each for each in ROOMS if each in imports[room]):
            at = f'cx="{_column(other)}" cy="{_row(room)}"'
            yield f'<circle class="dot" {at} r="5"><title>{room} imports from {other}</title></circle>'


def _line(left: int, top: int, right: int, bottom: int) -> str:
    return f'<line class="line" x1="{left}" y1="{top}" x2="{right}" y2="{bottom}"/>'


def _legend() -> Iterator[str]:
    lines = [
        "Dots right of a name: the",
        "rooms that it imports from.",
        "Dots above a name: the",
        "rooms that import from it.",
    ]
    yield from _lines(FIRST_DOT - 45, _row("council") + 5, lines)


def _label(room: str) -> str:
    return f"{room}.py" if room in (ROOF, GROUND) else room


def _plain(sentence: str) -> str:
    return sentence.replace("`", "")


def _pitch(row: int) -> int:
    return MARGIN + row * (HIGH + GAP)


def _first_of_level(room: str) -> int:
    return min(ROOMS.index(each) for each in ROOMS if each == room or {each, room} == SIDE_BY_SIDE)


def _top(room: str) -> int:
    return _pitch(_first_of_level(room))


def _bottom(room: str) -> int:
    rows = len(SIDE_BY_SIDE) if room in SIDE_BY_SIDE else 1
    return _pitch(_first_of_level(room) + rows) - GAP


def _left(room: str) -> int:
    return MARGIN + (ROOMS.index(room) - _first_of_level(room)) * (_wide(room) + GAP)


def _wide(room: str) -> int:
    return (HOUSE - GAP) // 2 if room in SIDE_BY_SIDE else HOUSE


def _row(room: str) -> int:
    return _pitch(ROOMS.index(room)) + HIGH // 2


def _column(room: str) -> int:
    return FIRST_DOT + ROOMS.index(room) * STEP
