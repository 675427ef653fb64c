"""Reads `table.txt`, the one place where expected answers stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("table.txt")
MAY, SIGN_IN, REFUSED, UNSEEN = "●", "→", "–", "○"
SYMBOLS = {MAY, SIGN_IN, REFUSED, UNSEEN}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# A POST that proves itself by something else than the form's token, such as one-click unsubscription in mail.
WITHOUT_TOKEN = "POST*"


@dataclass(frozen=True)
class Row:
    """One address and method, and what each role is to be answered."""

    line: int
    address: str
    method: str
    needs_token: bool
    expected: Mapping[str, str]

    @property
    def admitted(self) -> str | None:
        """The first role that may."""
        return next((role for role, symbol in self.expected.items() if symbol == MAY), None)


@dataclass(frozen=True)
class Table:
    roles: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(text: str, samples: Mapping[str, str] | None = None) -> Table:
    """`samples` fill the names in braces. Raises ValueError with the line for what can't be read."""
    codes: dict[str, str] = {}
    columns: list[str] = []
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) >= 3 and words[1] == "=":
            codes[words[0]] = " ".join(words[2:])
        elif words[0] == "address":
            columns = [_role(codes, code, number) for code in words[2:]]
        else:
            rows.append(_row(number, words, columns, samples or {}))
    return Table(tuple(columns), tuple(rows))


def read_table_file(samples: Mapping[str, str]) -> Table:
    return read_table(FILE.read_text(encoding="utf-8"), samples)


def read_roles() -> tuple[str, ...]:
    """The table's columns, in order."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return read_table("\n".join(line for line in lines if not line.startswith("/"))).roles


def read_addresses() -> list[str]:
    """Addresses one can GET that are about no particular thing, each once."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line.startswith("/")]
    return list(dict.fromkeys(w[0] for w in words if len(w) > 1 and w[1] == "GET" and "{" not in w[0]))


def _role(codes: Mapping[str, str], code: str, line: int) -> str:
    if code not in codes:
        raise ValueError(f"Line {line}: the column {code} is not explained above. Write “{code} = role”.")
    return codes[code]


def _row(number: int, words: list[str], columns: list[str], samples: Mapping[str, str]) -> Row:
    address, method, *symbols = words
    if len(symbols) != len(columns):
        raise ValueError(f"Line {number}: {address} has {len(symbols)} answers for {len(columns)} roles.")
    if unknown := set(symbols) - SYMBOLS:
        raise ValueError(
            f"Line {number}: {', '.join(sorted(unknown))} is not one of {' '.join(sorted(SYMBOLS))}."
        )
    if method.removesuffix("*") not in METHODS:
        raise ValueError(f"Line {number}: {method} is not one of {', '.join(METHODS)}.")
    try:
        filled = address.format_map(dict(samples))
    except KeyError as missing:
        raise ValueError(f"Line {number}: no sample is called {missing}. Add it to samples.py.") from missing
    expected = dict(zip(columns, symbols, strict=True))
    return Row(number, filled, method.removesuffix("*"), method != WITHOUT_TOKEN, expected)
