"""The two regimes, each under a Code of its own, and how they are named in print."""

from __future__ import annotations

from typing import Literal

from complaint_analysis.council.data_files import own_toml

CodeName = Literal["housing", "lgsco"]
REGIMES: tuple[CodeName, ...] = ("housing", "lgsco")
"""The Housing Ombudsman's Code and the LGSCO's; what is under neither is counted in no figure of them."""

_PRINTED = own_toml(__package__, "regimes")
NAME, ABOUT, FOR = _PRINTED["name"], _PRINTED["about"], _PRINTED["for"]
"""What the complaints of a regime are about: over a column, and inside a sentence."""
OMBUDSMAN, OMBUDSMAN_SHORT = _PRINTED["ombudsman"], _PRINTED["ombudsman_short"]
CODE_NAME = _PRINTED["code"]
