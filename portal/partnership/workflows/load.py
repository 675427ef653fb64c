"""Loads or updates the partnership from its file, whole or not at all."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.partnership.models import (
    Agreement,
    Body,
    Fact,
    Measure,
    Objective,
    Partner,
    Partnership,
    QuietPeriod,
    Seat,
    Unit,
)
from portal.partnership.models.agreement import AgreementKind
from portal.partnership.models.body import BodyKind, DecidesBy, SeatRole
from portal.partnership.models.partner import PartnerKind
from portal.partnership.registries import sections
from portal.partnership.rules.organisation import valid_organisation_number
from portal.partnership.rules.quiet import QuietError, quiet_spans
from portal.partnership.workflows.reading import PartnershipFileError, Table, unique_keys
from portal.partnership.workflows.storing import store


def load_partnership(path: Path) -> Partnership:
    """Make the database say what the file says. Loading the same file twice changes nothing.

    Raises PartnershipFileError, with nothing changed, when the file can't be read or says something impossible.
    """
    root = Table(_parse(path), "")
    with transaction.atomic():
        partnership = _load_partnership(root)
        partners = _load_partners(root)
        _load_units(root, partners)
        _load_facts(root, partners)
        _load_agreements(root, partners)
        _load_texts(root)
        _load_bodies(root, partners)
        _load_quiet(root)
        for _key, load_section in sections.items():
            load_section(root)
        root.done()
    return partnership


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PartnershipFileError(str(path), "there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PartnershipFileError(str(path), f"can't be read as UTF-8 text ({error})") from None
    except tomllib.TOMLDecodeError as error:
        raise PartnershipFileError(path.name, f"is not TOML: {error}") from None


def _load_partnership(root: Table) -> Partnership:
    if not root.has("partnership"):
        raise PartnershipFileError("partnership", "expected a table headed [partnership]")
    table = root.table("partnership")
    values = {
        "key": table.key(),
        "name": table.text("name"),
        "short_name": table.string("short_name"),
        "tagline": table.text("tagline"),
        "audience": table.text("audience"),
        "about": table.text("about"),
        "email": table.email("email"),
        "website": table.url("website"),
        "reporting_months": table.number("reporting_months", 6, high=60),
        "labels": _labels(root),
    }
    table.choice("time_zone", ["Europe/Oslo"], "Europe/Oslo")
    table.done()
    partnership, _created = Partnership.objects.update_or_create(only=True, defaults=values)
    return partnership


def _labels(root: Table) -> dict[str, dict[str, str]]:
    table = root.table("labels")
    return {key: table.text(key).as_dict() for key in table.values}


def _load_partners(root: Table) -> dict[str, Partner]:
    tables = list(root.tables("partners"))
    unique_keys(tables)
    if len(tables) < 2:
        raise PartnershipFileError("partners", "expected at least two partners")
    rows = {}
    for table in tables:
        number = table.string("organisation_number")
        if not valid_organisation_number(number):
            raise table.wrong("organisation_number", f"expected nine digits with a valid check digit, found “{number}”")
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
    return store(Partner, "partners", rows)


def _load_units(root: Table, partners: dict[str, Partner]) -> None:
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
    units = store(Unit, "units", rows)
    for key, parent in parents.items():
        wanted = units[parent].pk if parent else None
        if units[key].parent_id != wanted:
            units[key].parent_id = wanted
            units[key].save(update_fields=["parent"])


def _load_facts(root: Table, partners: dict[str, Partner]) -> None:
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
    store(Fact, "facts", rows)


def _load_agreements(root: Table, partners: dict[str, Partner]) -> None:
    tables = list(root.tables("agreements"))
    unique_keys(tables)
    rows: dict[str, dict[str, Any]] = {}
    parties: dict[str, list[str]] = {}
    parents: dict[str, str] = {}
    for table in tables:
        key = table.key()
        parties[key] = table.strings("parties", partners)
        parents[key] = table.choice("parent", list(rows), "")
        rows[key] = _agreement(table)
        table.done()
    agreements = store(Agreement, "agreements", rows)
    for key, agreement in agreements.items():
        agreement.parties.set([partners[name] for name in parties[key]])
        parent = agreements[parents[key]] if parents[key] else None
        if agreement.parent != parent:
            agreement.parent = parent
            agreement.save(update_fields=["parent"])


def _agreement(table: Table) -> dict[str, Any]:
    adopted = _month_or_day(table, "adopted")
    starts, ends = table.day("starts"), table.day("ends")
    if ends and (not starts or ends < starts):
        raise table.wrong("ends", "expected a date on or after “starts”")
    return {
        "kind": table.choice("kind", AgreementKind.values),
        "name": table.text("name"),
        "summary": table.text("summary", optional=True),
        "adopted": adopted,
        "adopted_by": table.text("adopted_by", optional=True),
        "signed": table.day("signed"),
        "signed_by": table.text("signed_by", optional=True),
        "starts": starts,
        "ends": ends,
        "evaluate_before_end": table.flag("evaluate_before_end", False),
    }


def _month_or_day(table: Table, key: str) -> str:
    value = table.raw(key)
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        raise table.wrong(key, f"expected a month such as 2021-01 or a date such as 2021-01-28, found “{text}”") from None
    return text


def _load_texts(root: Table) -> None:
    for model, section, fields in ((Objective, "objectives", ["text"]), (Measure, "measures", ["name", "text"])):
        tables = list(root.tables(section))
        unique_keys(tables)
        rows = {}
        for table in tables:
            rows[table.key()] = {field: table.text(field) for field in fields}
            table.done()
        store(model, section, rows)


def _load_bodies(root: Table, partners: dict[str, Partner]) -> None:
    tables = list(root.tables("bodies"))
    unique_keys(tables)
    rows: dict[str, dict[str, Any]] = {}
    seats: dict[str, list[Table]] = {}
    for table in tables:
        key = table.key()
        archive = table.choice("archive_partner", partners, "")
        rows[key] = {
            "kind": table.choice("kind", BodyKind.values),
            "name": table.text("name"),
            "summary": table.text("summary", optional=True),
            "meetings_a_year": table.number("meetings_a_year", 0, high=366),
            "decides_by": table.choice("decides_by", DecidesBy.values, DecidesBy.AGREEMENT.value),
            "quorum": _quorum(table),
            "archive_partner": partners[archive] if archive else None,
        }
        seats[key] = list(table.tables("seats"))
        table.done()
    bodies = store(Body, "bodies", rows)
    _load_seats(bodies, seats, partners)


def _quorum(table: Table) -> int:
    """0 stands for “every required partner”, the default."""
    if table.raw("quorum") in (None, "every_partner"):
        return 0
    return table.number("quorum", low=1, high=200)


def _load_seats(bodies: dict[str, Body], seats: dict[str, list[Table]], partners: dict[str, Partner]) -> None:
    unique_keys([table for tables in seats.values() for table in tables])
    rows = {}
    for body, tables in seats.items():
        for table in tables:
            partner = table.choice("partner", partners, "")
            rows[table.key()] = {
                "body": bodies[body],
                "partner": partners[partner] if partner else None,
                "role": table.choice("role", SeatRole.values),
                "title": table.text("title"),
                "percent": table.number("percent", low=1, high=100) if table.has("percent") else None,
            }
            table.done()
    store(Seat, "bodies.seats", rows)


def _load_quiet(root: Table) -> None:
    tables = list(root.tables("quiet"))
    unique_keys(tables)
    rows = {}
    for table in tables:
        definition = {key: table.raw(key) for key in ("weeks", "from", "to", "easter") if table.has(key)}
        try:
            quiet_spans({table.key(): definition}, 2027)
        except QuietError as error:
            raise PartnershipFileError(table.where, str(error)) from None
        rows[table.key()] = {"name": table.text("name"), "definition": definition}
        table.done()
    store(QuietPeriod, "quiet", rows)
