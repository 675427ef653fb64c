"""The one error of the wheel's rules."""


class RecurrenceError(ValueError):
    """A `when` table, or a year asked of it, is not what was expected.

    `key` names the entry of the table, `expected` finishes the sentence "expected …" in plain English.
    """

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}")
        self.key = key
        self.expected = expected
