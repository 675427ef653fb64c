"""Norwegian organisation numbers (Enhetsregisteret): nine digits, the last of which is a check digit."""

from __future__ import annotations

import re

# Real numbers begin with 8 or 9; the tax authority's synthetic test data (Tenor) with 2 or 3.
FIRST_DIGITS = "2389"
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


class OrganisationNumberError(ValueError):
    """The text is not an organisation number; the message is a sentence for whoever typed it."""


def valid_organisation_number(text: str) -> bool:
    """Whether the text is nine digits, spaces between them allowed, with the right check digit."""
    try:
        read_organisation_number(text)
    except OrganisationNumberError:
        return False
    return True


def read_organisation_number(text: str) -> str:
    """The nine digits without spaces. Raises OrganisationNumberError with what is wrong."""
    digits = re.sub(r"[ \u00a0\u202f]", "", text[:40])
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise OrganisationNumberError("An organisation number has nine digits.")
    if digits[0] not in FIRST_DIGITS:
        raise OrganisationNumberError("An organisation number begins with 8 or 9, or 2 or 3 in test data.")
    if check_digit(digits[:8]) != digits[8]:
        raise OrganisationNumberError("The last digit does not fit the others. Check the number once more.")
    return digits


def check_digit(eight: str) -> str:
    """The ninth digit to eight (modulus 11), or "-" where no number with these eight is given out."""
    remainder = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, eight, strict=True)) % 11
    if remainder == 1:
        return "-"
    return "0" if remainder == 0 else str(11 - remainder)
