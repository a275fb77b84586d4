"""What a person can put right: each error says what, where and what to do, and carries its exit code."""


class UserError(Exception):
    """A mistake in use, configuration or input; its text is shown to the user without a traceback.

    `what` is one sentence; `where` a file, sheet, row or key; `do` the next thing to try.
    None of the three may hold a record's personal values.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """The error as a terminal shows it: at most three lines."""
        labelled = [self.what, f"Where: {self.where}", f"To do: {self.do}"]
        return [line for line, part in zip(labelled, [self.what, self.where, self.do], strict=True) if part]


class UsageError(UserError):
    """Wrong use or configuration: an unknown option, a year without a folder, a bad value in a .toml."""

    exit_code = 2


class InputError(UserError):
    """An input that cannot be used: an unreadable export, a form with no provisions."""

    exit_code = 3


class VerificationDifference(UserError):
    """A rebuilt figure, table or output differs from what was published."""

    exit_code = 4


class IncompletePublication(UserError):
    """Something that the Codes require is missing from a publication."""

    exit_code = 5


class PersonalDataStopped(UserError):
    """Personal data was met on its way into a public file; nothing was published."""

    exit_code = 6
