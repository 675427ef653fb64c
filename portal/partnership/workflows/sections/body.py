"""The section about who sits where: [[bodies]] with their seats."""

from __future__ import annotations

from typing import Any

from portal.partnership.models import Body, Partner, Seat
from portal.partnership.models.body import BodyKind, DecidesBy, SeatRole
from portal.partnership.workflows.reading import Root, Table, unique_keys
from portal.partnership.workflows.storing import store


def load_bodies(root: Root, partners: dict[str, Partner]) -> None:
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
    bodies = store(root, Body, "bodies", rows)
    _load_seats(root, bodies, seats, partners)


def _quorum(table: Table) -> int:
    """0 stands for “every required partner”, the default."""
    if table.raw("quorum") in (None, "every_partner"):
        return 0
    return table.number("quorum", low=1, high=200)


def _load_seats(
    root: Root, bodies: dict[str, Body], seats: dict[str, list[Table]], partners: dict[str, Partner]
) -> None:
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
    store(root, Seat, "bodies.seats", rows)
