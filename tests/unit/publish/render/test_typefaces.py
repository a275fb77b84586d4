"""Whatever people write can be printed: in Source Sans Pro, another typeface, or as a box that is told."""

import random
import shutil
import unicodedata

import pytest
import typst

from complaint_analysis.publish.render.typefaces import (
    BOX,
    signs_without_typeface,
    source_sans_pro,
    typefaces_for,
)

ALL_SIGNS = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cc", "Cs")]
MARKS = [sign for sign in ALL_SIGNS if unicodedata.category(sign).startswith("M")]


def families(text):
    return [face.family for face in typefaces_for(text)]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("£5 – “Łódź” Ωμέγα Жуков • ✓ ☐", []),
        ("✅ 😀", ["Noto Emoji"]),
        ("☒ ✗ ●", ["DejaVu Sans"]),
        ("সেবা", ["Noto Sans Bengali"]),
        ("ਪੰਜਾਬੀ", ["Noto Sans Gurmukhi"]),
        ("اردو", ["Noto Sans Arabic"]),
        ("中文 한국어", ["Noto Sans CJK SC"]),
        ("ẹ̀kọ́, a‑b", ["Noto Sans"]),
    ],
)
def test_a_typeface_is_taken_only_where_a_text_needs_it(text, needed):
    assert families(text) == needed
    assert not signs_without_typeface(text)


def test_what_none_has_is_a_box():
    assert signs_without_typeface("a \ue000 𒀀 b") == "\ue000𒀀"
    assert "DejaVu Sans" in families("\ue000")


def test_any_text_compiles_as_an_accessible_pdf(tmp_path):
    """Typst refuses a whole report for a sign that it cannot draw, alone or with the marks upon it."""
    chosen = random.Random(1)
    words = [f"a{chosen.choice(ALL_SIGNS)}b" for _ in range(300)]
    words += [
        chosen.choice(ALL_SIGNS[:6000]) + chosen.choice(MARKS) + chosen.choice(MARKS) for _ in range(300)
    ]
    words += ["👩\u200d👧 👍🏽 🇬🇧 ❤\ufe0f 1\ufe0f\u20e3", "می\u200cخواهم"]
    text = "\n".join(words)
    unprinted, needed = signs_without_typeface(text), typefaces_for(text)
    printed = text.translate({ord(sign): BOX for sign in unprinted})
    for path in [*source_sans_pro().glob("*.ttf"), *(path for face in needed for path in face.files)]:
        shutil.copy(path, tmp_path)
    fonts = ", ".join(f'"{family}"' for family in ["Source Sans Pro", *(face.family for face in needed)])
    strings = "\n\n".join(
        '#"' + "".join(f"\\u{{{ord(sign):x}}}" for sign in word) + '"' for word in printed.split("\n")
    )
    source = tmp_path / "text.typ"
    source.write_text(
        f'#set document(title: "Words")\n#set text(lang: "en", font: ({fonts},))\n= Words\n\n{strings}',
        encoding="utf-8",
    )
    made = typst.compile(
        source, root=tmp_path, font_paths=[tmp_path], ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"]
    )
    assert made.startswith(b"%PDF")
