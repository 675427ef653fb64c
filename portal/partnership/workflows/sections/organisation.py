"""The sections about who the partners are: [[partners]], [[units]], [[facts]]."""

from __future__ import annotations

import re
from typing import Any

from portal.partnership.models import Fact, Partner, Unit
from portal.partnership.models.partner import WHOLE, PartnerKind
from portal.partnership.rules.organisation import valid_organisation_number
from portal.partnership.workflows.reading import PartnershipFileError, Root, Table, unique_keys
from portal.partnership.workflows.storing import store

REALM = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def load_partners(root: Root) -> dict[str, Partner]:
    tables = list(root.tables("partners"))
    unique_keys(tables)
    if len(tables) < 2:
        raise PartnershipFileError("partners", "expected at least two partners")
    rows = {}
    for table in tables:
        number = table.string("organisation_number")
        if not valid_organisation_number(number):
            raise table.wrong(
                "organisation_number", f"expected nine digits with a valid check digit, found “{number}”"
            )
        rows[table.key()] = {
            "kind": table.choice("kind", PartnerKind.values),
            "name": table.text("name"),
            "short_name": table.string("short_name"),
            "organisation_number": number,
            "municipality_number": table.string("municipality_number", ""),
            "ror": table.url("ror"),
            "website": table.url("website"),
            "mailbox": table.email("mailbox", ""),
            "keeps_archive": table.flag("archive", False),
            "required": table.flag("required", True),
            "realms": _realms(table),
        }
        table.done()
    return store(root, Partner, "partners", rows)


def _realms(table: Table) -> list[str]:
    """What sign-in providers call the partner, such as the realm `example.no` at Feide."""
    realms = table.raw("realms") or []
    if not isinstance(realms, list) or not all(
        isinstance(each, str) and REALM.fullmatch(each) for each in realms
    ):
        raise table.wrong("realms", 'expected a list of realms in small letters, such as ["example.no"]')
    return realms


def load_units(root: Root, partners: dict[str, Partner]) -> None:
    tables = list(root.tables("units"))
    unique_keys(tables)
    rows: dict[str, dict[str, Any]] = {}
    parents: dict[str, str] = {}
    for table in tables:
        key = table.key()
        parents[key] = table.choice("parent", [k for k in rows if k != key], "")
        rows[key] = {
            "partner": partners[table.choice("partner", partners)],
            "kind": _unit_kind(table),
            "name": table.text("name"),
        }
        table.done()
    rows |= _wholes(partners, rows)
    units = store(root, Unit, "units", rows)
    for key, parent in parents.items():
        wanted = units[parent].pk if parent else None
        if units[key].parent_id != wanted:
            units[key].parent_id = wanted
            units[key].save(update_fields=["parent"])


def _unit_kind(table: Table) -> str:
    kind = table.string("kind")
    if kind == WHOLE:
        raise table.wrong(
            "kind", f"expected another word: “{WHOLE}” is the portal's own, for all of a partner"
        )
    return kind


def _wholes(partners: dict[str, Partner], units: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A unit for all of each partner, last among its units: where people are until they name their own."""
    rows = {}
    for key, partner in partners.items():
        own = f"{key}-{WHOLE}"
        if own in units:
            raise PartnershipFileError(f"units.{own}", "expected another key: this one is the portal's own")
        rows[own] = {"partner": partner, "kind": WHOLE, "name": partner.name}
    return rows


def load_facts(root: Root, partners: dict[str, Partner]) -> None:
    tables = list(root.tables("facts"))
    unique_keys(tables)
    rows = {}
    for table in tables:
        rows[table.key()] = {
            "partner": partners[table.choice("partner", partners)],
            "figure": table.string("figure"),
            "label": table.text("label"),
            "source": table.text("source", optional=True),
        }
        table.done()
    store(root, Fact, "facts", rows)
