"""`python -m complaint_analysis.demonstration [FOLDER]` writes the demonstration council's data folder."""

from __future__ import annotations

import sys
from pathlib import Path

from complaint_analysis.demonstration import write_demonstration
from complaint_analysis.errors import UsageError

FOLDER = Path("data/demonstration")


def main(arguments: list[str]) -> int:
    """The exit code: 0, or 2 with a line that says how it is used."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print(*UsageError("give one folder at most", do=__doc__ or "").lines(), sep="\n", file=sys.stderr)
        return UsageError.exit_code
    write_demonstration(Path(arguments[0]) if arguments else FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
