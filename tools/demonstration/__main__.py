"""`make demonstration TO=FOLDER STATE=...` writes the folder of the demonstration council.

STATE is how far its report had got: working, for-cabinet or published.
"""

from __future__ import annotations

import sys
from pathlib import Path

from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.errors import UsageError
from demonstration.states import FINISHED, states
from demonstration.writing import write_demonstration


def main(arguments: list[str]) -> int:
    """The exit code: 0, or 2 with a line that says how it is used."""
    folder, state = (*arguments, *(str(DEMONSTRATION), FINISHED)[len(arguments) :])[:2]
    if len(arguments) > 2 or state not in states() or folder.startswith("-"):
        error = UsageError("give one folder at most, and a state of its report", do=__doc__ or "")
        print(*error.lines(), sep="\n", file=sys.stderr)
        return UsageError.exit_code
    write_demonstration(Path(folder), state)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
