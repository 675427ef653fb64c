"""The sections about who the partners are: [[partners]], [[units]], [[facts]]."""

from __future__ import annotations

from typing import Any

from portal.partnership.models import Fact, Partner, Unit
from portal.partnership.models.partner import PartnerKind
from portal.partnership.rules.organisation import valid_organisation_number
from portal.partnership.workflows.reading import PartnershipFileError, Root, unique_keys
from portal.partnership.workflows.storing import store


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
        }
        table.done()
    return store(root, Partner, "partners", rows)


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
            "kind": table.string("kind"),
            "name": table.text("name"),
        }
        table.done()
    units = store(root, Unit, "units", rows)
    for key, parent in parents.items():
        wanted = units[parent].pk if parent else None
        if units[key].parent_id != wanted:
            units[key].parent_id = wanted
            units[key].save(update_fields=["parent"])


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
