"""Values that may be published whatever they are: what an officer released, and the council's contact."""

from __future__ import annotations

import re

from complaint_analysis.council.settings import Council

CONTACT_PARTS = re.compile(r"[,;.]\s+|(?:[Tt]elephone|[Ee]-?mail|[Pp]hone|[Tt]el)[:.]?\s+|\.$")
"""What parts the ways to reach a council in its contact."""


def public_values(council: Council) -> list[str]:
    """What an officer named as public, and how the council itself is reached."""
    identity = council.council
    own = [identity.contact, identity.website, *CONTACT_PARTS.split(identity.contact)]
    return [value.value for value in council.public_value] + [each for each in own if each.strip()]
