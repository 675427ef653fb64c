"""The money's section of the partnership's file: [fund]."""

from __future__ import annotations

from typing import Any

from governance.models import Contribution, Fund, Purpose
from governance.models.fund import Basis
from portal.partnership.models import Partner
from portal.partnership.workflows.reading import Root, Table, unique_keys
from portal.partnership.workflows.storing import store


def load_fund(root: Root) -> None:
    """Make the fund, its purposes and contributions those of the file; without a section there is none."""
    table = root.table("fund")
    funds = {table.string("key", "fund"): {"name": table.text("name")}} if root.has("fund") else {}
    purposes = _purposes(table)
    contributions = _contributions(table)
    table.done()
    fund = next(iter(store(root, Fund, "fund", funds).values()), None)
    store(root, Purpose, "fund.purposes", {key: {"fund": fund} | values for key, values in purposes.items()})
    store(root, Contribution, "fund.contributions", {k: {"fund": fund} | v for k, v in contributions.items()})


def _purposes(table: Table) -> dict[str, dict[str, Any]]:
    tables = list(table.tables("purposes"))
    unique_keys(tables)
    rows = {}
    for row in tables:
        rows[row.key()] = {"text": row.text("text")}
        row.done()
    return rows


def _contributions(table: Table) -> dict[str, dict[str, Any]]:
    partners = {partner.key: partner for partner in Partner.objects.all()}
    rows: dict[str, dict[str, Any]] = {}
    for row in table.tables("contributions"):
        year, partner = row.number("year", low=2000, high=2100), row.choice("partner", partners)
        key = f"{partner}-{year}"
        if key in rows:
            raise row.wrong(
                "year", f"expected one contribution per partner and year, but {partner} {year} stands twice"
            )
        rows[key] = {
            "year": year,
            "partner": partners[partner],
            "amount": row.kroner("amount"),
            "basis": row.choice("basis", Basis.values),
            "note": row.text("note", optional=True),
        }
        row.done()
    return rows
