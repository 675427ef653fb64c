"""The sections of the partnership's file about tasks: their kinds, fields of study, rounds and boards."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from portal.partnership.workflows.reading import Root, Table, unique_keys
from portal.partnership.workflows.storing import store
from students.models import StudyField, TaskBoard, TaskKind, TaskRound
from students.rules.enums import RoundDay, Term

MONTH_DAY = re.compile(r"\d\d-\d\d")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def load_names(root: Root) -> None:
    for model, section in ((TaskKind, "task_kinds"), (StudyField, "study_fields")):
        tables = list(root.tables(section))
        unique_keys(tables)
        rows = {}
        for table in tables:
            rows[table.key()] = {"name": table.text("name")}
            table.done()
        store(root, model, section, rows)


def load_rounds(root: Root) -> None:
    rows: dict[str, dict[str, Any]] = {}
    for table in root.tables("task_rounds"):
        key = table.choice("term", Term.values)
        if key in rows:
            raise table.wrong("term", f"expected each term once, but “{key}” stands twice")
        rows[key] = {name: _month_day(table, name) for name in ("post_by", "apply_by")} | {
            name: _month_day(table, name) if table.has(name) else "" for name in ("call", "publication")
        }
        rows[key]["on_wheel"] = [
            *table.strings("on_wheel", [day for day in RoundDay.values if rows[key][day]])
        ]
        table.done()
    before = {one.key: one for one in TaskRound.objects.all()}
    store(root, TaskRound, "task_rounds", rows)
    changed = [
        key
        for key, values in rows.items()
        if key in before and any(getattr(before[key], name) != value for name, value in values.items())
    ]
    TaskRound.objects.filter(key__in=changed).update(version=F("version") + 1, updated_at=timezone.now())


def load_boards(root: Root) -> None:
    """[[task_boards]]: where tasks are pasted besides, and which hosts the address of a listing may have."""
    tables = list(root.tables("task_boards"))
    unique_keys(tables)
    rows = {}
    for table in tables:
        key, name = table.key(), table.text("name")
        hosts = [_host(table, host) for host in _list(table, "hosts")]
        rows[key] = {"name": name, "url": table.url("url"), "hosts": hosts}
        table.done()
    store(root, TaskBoard, "task_boards", rows)


def _list(table: Table, key: str) -> list[object]:
    values = table.raw(key)
    if not isinstance(values, list) or not values:
        raise table.wrong(key, "expected a list of hosts, with one at least")
    return values


def _host(table: Table, value: object) -> str:
    if not isinstance(value, str) or not HOST.fullmatch(value):
        raise table.wrong("hosts", f'expected hosts such as "www.example.org", found {value!r}')
    return value


def _month_day(table: Table, key: str) -> str:
    value = table.string(key)
    if MONTH_DAY.fullmatch(value):
        try:
            date(2023, int(value[:2]), int(value[3:]))
        except ValueError:
            pass
        else:
            return value
    raise table.wrong(key, f'expected a month and a day such as "11-15", found “{value}”')
