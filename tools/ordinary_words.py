"""Make redaction/ordinary-words.txt again: words that mean no person, from the authoring sets and our prose.

    .venv/bin/python tools/ordinary_words.py

A word is ordinary where somebody wrote it in small letters; not where it is a given name, or a text writes it
with a capital in the middle of a sentence as often. The same texts give the same file, byte for byte.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from complaint_analysis.records.redaction.person_names import WORD, sure_given_names

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "src" / "complaint_analysis"
MID_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")
PROSE = ("docs/*.md", "report/**/*.qmd", "README.md", "src/complaint_analysis/**/*.toml")
HEAD = "# Words that are nobody's name, one a line, from `tools/ordinary_words.py`.\n"


def main() -> None:
    texts = [json.loads(line)["text"] for line in _lines()]
    small = Counter(word for text in texts for word in WORD.findall(text) if word.islower())
    capital = Counter(word.lower() for text in texts for word in MID_SENTENCE.findall(text))
    spoken = {word for word, number in small.items() if number > capital[word]}
    found = {_bare(word) for word in spoken | _prose() if word.isascii() or "’" in word} - sure_given_names()
    path = PACKAGE / "records" / "redaction" / "ordinary-words.txt"
    path.write_text(
        HEAD + "".join(f"{word}\n" for word in sorted(found) if len(word) > 1), "utf-8", newline="\n"
    )


def _lines() -> Iterator[str]:
    for path in sorted((PROJECT / "training").glob("authoring-narratives-*.jsonl")):
        yield from path.read_text(encoding="utf-8").splitlines()


def _prose() -> set[str]:
    """The words that the project itself writes in small letters, but for its lists of names and patterns."""
    paths = [path for pattern in PROSE for path in PROJECT.glob(pattern)]
    prose = [path.read_text(encoding="utf-8") for path in paths if "redaction" not in path.parts]
    return {word for text in prose for word in WORD.findall(text) if word.islower() and "_" not in word}


def _bare(word: str) -> str:
    return word.replace("’", "'")


if __name__ == "__main__":
    main()
