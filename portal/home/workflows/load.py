"""The sections of the partnership's file about the portal itself: [security] and [accessibility]."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import models

from portal.core.clock import today
from portal.home.models import AccessibilityStatement, Conformance, SecurityContact
from portal.partnership.workflows.reading import Root, Table

A_YEAR = timedelta(days=366)
"""How long a security contact should be promised for, at most (RFC 9116, 2.5.5)."""
CRITERION = re.compile(r"[1-4]\.\d\.\d{1,2}")


def load_security(root: Root) -> None:
    """Make the security contact that of the file; without a section there is none."""
    if not root.has("security"):
        _keep(SecurityContact, None)
        return
    table = root.table("security")
    expires = table.day("expires")
    if expires is None:
        raise table.wrong(
            "expires", "expected the day the contact has to be looked at again, such as 2027-06-30"
        )
    _keep(
        SecurityContact,
        {"contact": _contact(table), "expires": expires, "policy": table.url("policy")},
    )
    table.done()
    if not today() < expires <= today() + A_YEAR:
        root.tell(f"security.expires: {expires} should be a day to come, at most a year ahead.")


def _contact(table: Table) -> str:
    """A mail address or a web address, with its scheme."""
    value = table.string("contact")
    if not value:
        raise table.wrong("contact", "expected a mail address or an address that starts with https://")
    return table.url("contact") if value.startswith("https://") else f"mailto:{table.email('contact')}"


def load_accessibility(root: Root) -> None:
    """Make the statement that of the file; without a section nothing is declared."""
    if not root.has("accessibility"):
        _keep(AccessibilityStatement, None)
        return
    table = root.table("accessibility")
    assessed = table.day("assessed")
    if assessed is None:
        raise table.wrong("assessed", "expected the day the pages were last looked at, such as 2026-11-24")
    conformance = table.choice("conformance", Conformance.values)
    shortfalls = [_shortfall(row) for row in table.tables("shortfalls")]
    values = {
        "conformance": conformance,
        "assessed": assessed,
        "registered": table.url("registered"),
        "contact": table.email("contact", ""),
        "answer_days": table.number("answer_days", low=1, high=30),
        "shortfalls": shortfalls,
    }
    table.done()
    if shortfalls and conformance == Conformance.FULL:
        raise table.wrong("conformance", "expected “partly” or “not”, since there are shortfalls")
    _keep(AccessibilityStatement, values)


def _shortfall(row: Table) -> dict[str, Any]:
    criterion = row.string("criterion")
    if not CRITERION.fullmatch(criterion):
        raise row.wrong("criterion", f"expected a criterion of WCAG such as 1.4.10, found “{criterion}”")
    values = {"criterion": criterion, "text": row.text("text").as_dict(), "why": row.text("why").as_dict()}
    row.done()
    return values


def _keep(model: type[models.Model], values: dict[str, Any] | None) -> None:
    """Make the one row of `model` say this, or have none. A row that did not change is not written."""
    row = model._default_manager.first()
    if values is None:
        model._default_manager.all().delete()
    elif row is None:
        model._default_manager.create(**values)
    elif changed := [name for name, value in values.items() if getattr(row, name) != value]:
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=changed)
