"""The sections about what is agreed: [[agreements]], [[objectives]], [[measures]], [[themes]]."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.partnership.models import Agreement, Measure, Objective, Partner, Theme
from portal.partnership.models.agreement import AgreementKind
from portal.partnership.workflows.reading import Root, Table, unique_keys
from portal.partnership.workflows.storing import store


def load_agreements(root: Root, partners: dict[str, Partner]) -> None:
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
    agreements = store(root, Agreement, "agreements", rows)
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
        raise table.wrong(
            key, f"expected a month such as 2021-01 or a date such as 2021-01-28, found “{text}”"
        ) from None
    return text


def load_texts(root: Root) -> None:
    for model, section, fields in (
        (Objective, "objectives", ["text"]),
        (Measure, "measures", ["name", "text"]),
        (Theme, "themes", ["name"]),
    ):
        tables = list(root.tables(section))
        unique_keys(tables)
        rows = {}
        for table in tables:
            rows[table.key()] = {field: table.text(field) for field in fields}
            table.done()
        store(root, model, section, rows)
