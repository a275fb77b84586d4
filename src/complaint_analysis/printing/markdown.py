"""Text that came from somebody else, made safe to stand in our markdown."""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\\(){}|^`]+", re.IGNORECASE)
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#$@|~^&]|:(?=//)")
_ESCAPED = re.compile(r"\\(.)")
_OPENING_SIGN = re.compile(r"[-+=:%]")
_OPENING_NUMBER = re.compile(r"\A(\(?)([0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)([.)])(?=\s|$)")
_OPENING_CAPTION = re.compile(r"([Tt]able)(?=:)")
_DROPPED = ("Cc", "Cs")  # control characters and halves of surrogate pairs: no document format takes them


def escape(text: str) -> str:
    r"""The text as one line of markdown that prints as it was written and does nothing else.

    No character of it starts markup, HTML, a formula, a citation, a link, a Quarto shortcode, a list or a
    rule, be it in a paragraph, a heading or a cell of a pipe table. Runs of white space, line breaks
    among them, become one space; control characters are dropped. Split paragraphs before you call it.

    >>> print(escape("*Not* {{< var x >}} | <b>"))
    \*Not\* \{\{\< var x \>\}\} \| \<b\>
    >>> print(escape("1. The lift"), escape("- a dash"), escape("6.3 stays"))
    1\. The lift \- a dash 6.3 stays
    """
    return without_opening_mark(_MARKUP.sub(r"\\\g<0>", _one_line(text)))


def escape_within(text: str) -> str:
    """A piece of a line as markdown that prints as it was written, with the spaces at its ends."""
    begins, ends = text[:1].isspace(), text[-1:].isspace()
    bare = _MARKUP.sub(r"\\\g<0>", _one_line(text))
    return f"{' ' if begins else ''}{bare}{' ' if ends and bare else ''}"


def printed(markdown: str) -> str:
    """What escaped markdown prints, where no document but a plain text is wanted of it.

    >>> printed(escape("Brighton & Hove"))
    'Brighton & Hove'
    """
    return _ESCAPED.sub(r"\1", markdown)


def is_safe_link(link: str) -> bool:
    """Whether a link leads to a page or a mailbox, and can do nothing else.

    >>> is_safe_link("https://council.example/a?b=c"), is_safe_link("javascript:alert(1)")
    (True, False)
    """
    return _LINK.fullmatch(link.strip()) is not None


def _one_line(text: str) -> str:
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in _DROPPED)
    return " ".join(kept.split())


def without_opening_mark(line: str) -> str:
    """The line with a backslash before what would open a list, a rule, a caption or a title block."""
    if _OPENING_SIGN.match(line):
        return "\\" + line
    line = _OPENING_CAPTION.sub(r"\1\\", line, count=1) if _OPENING_CAPTION.match(line) else line
    return _OPENING_NUMBER.sub(_escaped_number, line, count=1) if _OPENING_NUMBER.match(line) else line


def _escaped_number(mark: re.Match[str]) -> str:
    opening, number, closing = mark.groups()
    return f"{opening and chr(92) + opening}{number}\\{closing}"
