"""Identifiers of research as people write them: DOI, ORCID iD, and numbers of NVA, the national archive.

Each is kept in one plain form, whatever address or prefix it came with, and shown as a link.
"""

from __future__ import annotations

import re

DOI = re.compile(r"10\.[0-9]{4,9}/[-._;()/:<>\[\]+#a-z0-9]+", re.IGNORECASE | re.ASCII)
ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
NVA_PROJECT = re.compile(r"[1-9][0-9]{2,9}")
NVA_REGISTRATION = re.compile(r"[0-9a-f]{8,12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BEFORE_A_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_BEFORE_AN_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)", re.IGNORECASE)
_BEFORE_AN_NVA_ID = re.compile(
    r"https?://(?:(?:[a-z]+\.)*nva\.(?:sikt|unit)\.no/(?:cristin/)?(?:projects?|registration|publication)/"
    r"|app\.cristin\.no/projects/show\.jsf\?id=)",
    re.IGNORECASE,
)


def doi_of(said: str) -> str:
    """The DOI in lower case, without the address before it. Raises ValueError for what is none.

    DOIs that differ in case only are one (DOI Handbook, 2.4). What closes a sentence is left out.
    """
    bare = _without(_BEFORE_A_DOI, said).rstrip(".,;")
    if not DOI.fullmatch(bare):
        raise ValueError(f"“{said}” is no DOI.")
    return bare.lower()


def orcid_of(said: str) -> str:
    """The iD in four groups. Raises ValueError for what is none, or where its last digit doesn't fit.

    The last digit is a checksum over the others (ISO 7064, MOD 11-2).
    """
    bare = _without(_BEFORE_AN_ORCID, said).upper().rstrip("/").replace(" ", "").replace("-", "")
    grouped = "-".join(bare[start : start + 4] for start in range(0, len(bare), 4))
    if not ORCID.fullmatch(grouped) or check_digit(bare[:-1]) != bare[-1]:
        raise ValueError(f"“{said}” is no ORCID iD.")
    return grouped


def nva_of(said: str) -> str:
    """The number of a project, or the key of a registration. Raises ValueError for what is neither."""
    bare = _without(_BEFORE_AN_NVA_ID, said).lower().rstrip("/")
    if not NVA_PROJECT.fullmatch(bare) and not NVA_REGISTRATION.fullmatch(bare):
        raise ValueError(f"“{said}” is no number of NVA.")
    return bare


def doi_address(doi: str) -> str:
    return f"https://doi.org/{doi}"


def orcid_address(orcid: str) -> str:
    return f"https://orcid.org/{orcid}"


def nva_address(nva: str) -> str:
    """A project's page, or a registration's."""
    return f"https://nva.sikt.no/{'projects' if nva.isdigit() else 'registration'}/{nva}"


def check_digit(digits: str) -> str:
    """The digit that ISO 7064, MOD 11-2 puts after `digits`; ten is written X."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    left = (12 - total % 11) % 11
    return "X" if left == 10 else str(left)


def _without(before: re.Pattern[str], said: str) -> str:
    """What stands after the address or prefix, without a query of the address after it."""
    said = said.strip()
    found = before.match(said)
    return said[found.end() :].split("?")[0].strip() if found else said
