"""Headers of an export and the canonical columns they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.errors import UsageError
from complaint_analysis.records.reading.cells import AT_STAGE, kind_of, of_complaint
from complaint_analysis.records.reading.stages import EXTRA, stage_named
from complaint_analysis.records.reading.synonyms import folded

HEADERS = own_toml(__package__, "headers")
"""The words of headers, by table and column."""
ROWS_SEARCHED = 40
FEWEST_KNOWN = 2
SHORTEST_HINTED, LONGEST_HEADER = 5, 200
"""Letters of a header: so many that a nearest one is named, and so many that it is one at all."""
_IDENTIFYING = {"reference"}
_JOINING = re.compile("(?:at|of|for|to)$")
_MOMENT = re.compile("(?:at|on)$")
_REMARK = re.compile(r"\([^)]{0,200}\)|\[[^\]]{0,200}\]")
IGNORED, PRIVATE = "ignore", "private"
PASSED_OVER = {IGNORED, PRIVATE}
"""What a header may be said to stand for when nothing is counted from its cells; they stay private."""
_KINDS_OF_DAYS = ("date", "refused")
_STAGE2_ONLY = {"stage2_requested", "stage2_refused", "stage2_refusal_reason"}


@dataclass(frozen=True)
class Header:
    """The header row of a sheet: its index, its words as printed, and the column each stands for.

    A name such as `row:responded` belongs to whatever stage the row is about. `kept` are headers that are
    known and that nothing is counted from, with what they stand for; `passed_over` those of which the council
    says that they hold nothing for the report, or who a person is; `days_unsaid` hold days, of which their
    words say nothing.
    """

    row: int
    words: list[str]
    columns: dict[int, str]
    kept: dict[int, str]
    passed_over: frozenset[int]
    days_unsaid: frozenset[int] = frozenset()

    def is_weak(self, place: int) -> bool:
        """Whether a header's word is one that claims its column only where no plainer one does."""
        return is_weak(self.words[place])

    @property
    def unused(self) -> list[int]:
        """The places that stand for no column, headers or not."""
        return [place for place in range(len(self.words)) if place not in self.columns]

    @property
    def extra_stages(self) -> list[int]:
        """The places of what a stage 0, an informal or a third stage holds."""
        prefixes = tuple(f"stage{number}_" for number in EXTRA)
        return [place for place, column in self.kept.items() if column.startswith(prefixes)]

    def named(self, place: int) -> str:
        """The word of a header; where a place has none, its column as a spreadsheet names it."""
        word = self.words[place] if place < len(self.words) else ""
        return word or f"column {_letters(place)}"

    def hint(self, place: int) -> str:
        """What to say of a header that stands for no column: which header came before it, or the nearest."""
        word = self.words[place]
        column = of_complaint(canonical(word, {}) or "")
        first = next((self.words[at] for at, taken in self.columns.items() if taken == column), "")
        if place in self.days_unsaid:
            return "its cells are days; say which day it is"
        return f"'{first}' stands for that column already" if first else nearest_columns(word)


def _letters(place: int) -> str:
    """A column from 0 as a spreadsheet names it.

    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    before, letter = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def is_weak(word: str) -> bool:
    """Whether a header's word, whatever stage it names, claims its column only where no plainer one does."""
    return weakness(word) > 0


def weakness(word: str) -> int:
    """To whom a header's word gives way for a column: 0 to none, 1 to a plain one, 2 to any."""
    key = folded(word)
    said = {key, *(rest for rest, _ in _without_stage(key))}
    return 2 if said & _words_of("weakest") else 1 if said & _words_of("weak") else 0


@dataclass(frozen=True)
class HeaderWords:
    """The row of a sheet that is its header: its index, its words, and the columns that these may stand for.

    Several words may claim one column: the cells below them are then asked. `own` are the places whose column
    is the council's own word for it.
    """

    row: int
    words: list[str]
    places: dict[int, str]
    own: frozenset[int]
    passed_over: frozenset[int]


def find_header(
    cells: list[list[str]], own: dict[str, str], *, without_reference: bool = False
) -> HeaderWords | None:
    """The row of a sheet with the most known headers; None where no row names a reference and more.

    `own` are the council's header words (`[columns]`); `without_reference` where no reference is expected.
    """
    candidates = [
        (len(places), -index)
        for index, row in enumerate(cells[:ROWS_SEARCHED])
        if _is_header(places := _places(headings(cells, index, own), own), without_reference)
    ]
    return _header_words(cells, -max(candidates)[1], own) if candidates else None


def _header_words(cells: list[list[str]], index: int, own: dict[str, str]) -> HeaderWords:
    words = headings(cells, index, own)
    said = {folded(header) for header in own}
    return HeaderWords(
        row=index,
        words=words,
        places=_places(words, own),
        own=frozenset(place for place, word in enumerate(words) if folded(word) in said),
        passed_over=frozenset(p for p, word in enumerate(words) if canonical(word, own) in PASSED_OVER),
    )


def is_nearly_header(cells: list[list[str]], own: dict[str, str]) -> bool:
    """Whether a row of a sheet has several known headers, though it names no reference."""
    found = (_places(headings(cells, index, own), own) for index in range(min(len(cells), ROWS_SEARCHED)))
    return any(len(set(places.values())) > FEWEST_KNOWN for places in found)


def headings(cells: list[list[str]], index: int, own: dict[str, str]) -> list[str]:
    """The words of a header row; where the row above groups its columns by stage, with that stage before.

    A merged cell "Stage 1" above "Received" and "Responded" makes "Stage 1 Received" of the first; one
    merged over both rows stands in the upper.
    """
    words = [cell.strip() for cell in cells[index]]
    above = [cell.strip() for cell in cells[index - 1]] if index else []
    if not any(_stage_of_group(word) for word in above):
        return words
    groups = _filled_forward(above, len(words))
    grouped = [_grouped(group, word, own) for group, word in zip(groups, words, strict=True)]
    alone = [word if word and not _stage_of_group(word) else "" for word in [*above, *[""] * len(words)]]
    return [word or alone[place] for place, word in enumerate(grouped)]


def _grouped(group: str, word: str, own: dict[str, str]) -> str:
    stage = _stage_of_group(group)
    with_stage = f"Stage {stage} {word}"
    return with_stage if stage and word and canonical(with_stage, own) else word


@cache
def _stage_of_group(word: str) -> str | None:
    if len(word) > LONGEST_HEADER:
        return None
    bare = folded(_REMARK.sub(" ", word))
    return next((stage for prefix, stage in _stage_prefixes() if prefix == bare), None) or stage_named(word)


def _filled_forward(cells: list[str], length: int) -> list[str]:
    filled, last = [], ""
    for place in range(length):
        last = cells[place] if place < len(cells) and cells[place] else last
        filled.append(last)
    return filled


def canonical(word: str, own: dict[str, str]) -> str | None:
    """The column that a header stands for: the council's own word first, which speaks for that header alone,
    then the known ones."""
    if len(word) > LONGEST_HEADER:
        return None
    own_words = {folded(header): _row_name(column) for header, column in own.items()}
    if folded(word) in own_words:
        return own_words[folded(word)]
    bare = folded(_REMARK.sub(" ", word))
    keys = [key for key in dict.fromkeys([folded(word), bare]) if key]
    return next(filter(None, map(_known_column, keys)), None) or _of_days(bare)


@cache
def _known_column(key: str) -> str | None:
    return _known_words().get(key) or _of_a_stage(key)


@cache
def _of_days(key: str) -> str | None:
    """The column of days that a header names with "date" or "at" beside it: `Date closed`, `Received at`.

    A finding, a reference or a service is no day: "Service date" stands for none of them.
    """
    rests = [key.removeprefix("dateof"), key.removeprefix("date"), key.removesuffix("date")]
    named = (_known_column(rest) for rest in [*rests, _MOMENT.sub("", key)] if rest not in ("", key))
    return next((column for column in named if column and _may_hold_days(column)), None)


def _may_hold_days(column: str) -> bool:
    kind = kind_of(column)
    return kind is None or kind.startswith(_KINDS_OF_DAYS)


@cache
def canonical_columns() -> frozenset[str]:
    """Every column that a header may stand for."""
    words = HEADERS
    staged = {_stage_column(name, stage) for stage in "0123" for name in words["row"]}
    return frozenset({*words["complaint"], *words["row"], *staged, *_STAGE2_ONLY, *PASSED_OVER})


def require_known_columns(own: dict[str, str]) -> None:
    """Nothing where `[columns]` name columns that exist; else a UsageError with the first that does not."""
    for header, column in own.items():
        if column not in canonical_columns():
            raise UsageError(
                f"[columns] gives '{header}' the column '{column}', which does not exist",
                where="council.toml",
                do=f"take a column of docs/data-dictionary.md, for example {_nearest_names(column)}",
            )


def _nearest_names(column: str) -> str:
    """The canonical columns that are spelled most like a word, for a person to choose from."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        folded(column), sorted(canonical_columns()), scorer=fuzz.ratio, processor=folded, limit=3
    )
    return " or ".join(name for name, *_ in found)


def _is_header(places: dict[int, str], without_reference: bool) -> bool:
    found = set(places.values())
    return len(found) >= FEWEST_KNOWN and (without_reference or bool(found & _IDENTIFYING))


def _places(words: list[str], own: dict[str, str]) -> dict[int, str]:
    named = {place: canonical(word, own) for place, word in enumerate(words)}
    plain = set(named.values())
    return {
        place: column
        for place, column in named.items()
        if column
        and column not in PASSED_OVER
        and (of_complaint(column) == column or of_complaint(column) not in plain)
    }


def _row_name(column: str) -> str:
    return f"row:{column}" if column in HEADERS["row"] else column


@cache
def _words_of(table: str) -> frozenset[str]:
    return frozenset(folded(word) for word in HEADERS[table]["words"])


@cache
def _known_words() -> dict[str, str]:
    words = HEADERS
    stage2 = {name: f"stage2_{name}" for name in words["stage2"] if name != "prefixes"}
    named = (
        [(word, column) for column, known in words["complaint"].items() for word in [column, *known]]
        + [(word, f"row:{column}") for column, known in words["row"].items() for word in [column, *known]]
        + [(word, stage2[name]) for name in stage2 for word in [stage2[name], *words["stage2"][name]]]
    )
    return {folded(word): column for word, column in reversed(named)}


@cache
def _row_words() -> dict[str, str]:
    known = HEADERS["row"].items()
    return {folded(word): column for column, words in known for word in [column, *words]}


@cache
def _stage_prefixes() -> tuple[tuple[str, str], ...]:
    words = HEADERS
    named = [(folded(prefix), stage) for stage in "0123" for prefix in words[f"stage{stage}"]["prefixes"]]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))


def _of_a_stage(key: str) -> str | None:
    """The column of a header that names its stage before or after: `S2 request`, `Outcome at stage 1`."""
    for prefix, stage in _stage_prefixes():
        if key == prefix and stage in EXTRA:
            return _stage_column("received", stage)
    columns = (_column_at_stage(rest, stage) for rest, stage in _without_stage(key))
    return next(filter(None, columns), None)


def _without_stage(key: str) -> Iterator[tuple[str, str]]:
    """What a header says beside each stage that it may name, before or after, and that stage."""
    for prefix, stage in _stage_prefixes():
        if key.startswith(prefix):
            yield key.removeprefix(prefix), stage
        if key.endswith(prefix):
            yield _JOINING.sub("", key.removesuffix(prefix)), stage


def _column_at_stage(rest: str, stage: str) -> str | None:
    if stage == "2" and rest in _stage2_words():
        return _stage2_words()[rest]
    if stage in "12" and rest in _each_stage_words():
        return f"{AT_STAGE}{stage}:{_each_stage_words()[rest]}"
    return _stage_column(_row_words()[rest], stage) if rest in _row_words() else None


@cache
def _each_stage_words() -> dict[str, str]:
    """The words of what some trackers hold for each stage apart, though a complaint has it once."""
    words = HEADERS
    return {
        folded(word): name
        for name in words["each_stage"]["columns"]
        for word in [name, *words["complaint"][name]]
    }


@cache
def _stage2_words() -> dict[str, str]:
    """What happens at stage 2 alone, in the words that stand beside the name of the stage."""
    words = HEADERS
    refusals = {
        "refused": words["complaint"]["refused"],
        "refusal_reason": words["complaint"]["exclusion_reason"],
    }
    known = [(word, name) for name, each in refusals.items() for word in each]
    known += [(word, name) for name, each in words["beside_stage2"].items() for word in each]
    return {folded(word): f"stage2_{name}" for word, name in known}


def _stage_column(name: str, stage: str) -> str:
    at_start = {"1": "received", "2": "stage2_requested"}
    return at_start.get(stage, f"stage{stage}_received") if name == "received" else f"stage{stage}_{name}"


def nearest_columns(word: str) -> str:
    """A hint for an unknown header: the nearest canonical column and the line to add, or nothing near."""
    from rapidfuzz import fuzz, process

    known = {**_known_words(), **{folded(column): column for column in canonical_columns()}}
    found = process.extractOne(
        folded(word[:LONGEST_HEADER]), known.keys(), scorer=fuzz.ratio, score_cutoff=80
    )
    if not found or len(folded(word)) < SHORTEST_HINTED:
        return ""
    column = known[found[0]].removeprefix("row:")
    return f'nearest: {column}; to use it, add under [columns]: "{word}" = "{column}"'
