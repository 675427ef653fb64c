"""Which statements change what a visitor may read."""

from __future__ import annotations

import re
from functools import cache

from django.apps import apps

from portal.core.registry import Registry

WRITE = re.compile(
    r"\b(?:INSERT\s+INTO|(?<!FOR )(?<!DO )UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|MERGE\s+INTO"
    r"|COPY|REFRESH\s+MATERIALIZED\s+VIEW)\s+\"?(\w+)",
    re.IGNORECASE,
)
#: What writes tables that it does not name, or names several of.
WHOLESALE = re.compile(r"\s*(?:TRUNCATE|DO|CALL)\b", re.IGNORECASE)
# What the change log puts before a statement ends with a semicolon.
SIGN_IN = re.compile(r"(?:^|;)\s*UPDATE \"partnership_user\" SET \"last_login\" = \S+ WHERE", re.IGNORECASE)

#: Tables that no page a visitor reads shows anything of, and those that are only written along with one that
#: such a page does show. Apps add theirs.
quiet_tables: Registry[bool] = Registry("quiet tables")
for table in (
    "django_session",
    "core_cache",
    "core_heartbeat",
    "core_outboxmessage",
    "core_outboxact",
    "core_demomail",
    "core_formdraft",
    "core_reading",
    "core_retentionrun",
    "core_cacherepair",
    "core_word",
):
    quiet_tables.register(table, True)

#: Written in the transaction that writes `core_thread`; by itself only when deltas are summed, which
#: changes no sum.
ALONG = frozenset({"core_facetcount"})
#: Sign-in's own: who may enter and from where.
SIGN_IN_TABLES = re.compile(
    r"account_\w+|socialaccount_\w+|mfa_\w+|usersessions_\w+|django_(?:migrations|admin_log)"
)


def writes_pages(sql: str) -> bool:
    """Whether a statement may change what a visitor reads; where that can't be told, it does."""
    if sql.startswith("SELECT") and ";" not in sql:
        return False
    if WHOLESALE.match(sql):
        return True
    tables = WRITE.findall(sql)
    return any(not is_quiet(name) for name in tables) and not SIGN_IN.search(sql)


def is_quiet(name: str) -> bool:
    return (
        name in quiet_tables or name in ALONG or name in _histories() or bool(SIGN_IN_TABLES.fullmatch(name))
    )


@cache
def _histories() -> frozenset[str]:
    """Tables of history, which triggers write along with what they are the history of."""
    return frozenset(
        model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")
    )
