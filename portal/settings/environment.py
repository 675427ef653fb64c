"""Reads the environment: a missing or malformed variable stops the start with one line that names it."""

from __future__ import annotations

import os
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from portal.core.launcher.environment import read_dotenv

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def stop(name: str, problem: str, remedy: str) -> NoReturn:
    """End the process with one line: which variable, what is wrong, what to do."""
    raise SystemExit(f"{name}: {problem} {remedy}")


def text(name: str, default: str | None = None, *, remedy: str = "") -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        stop(name, "is missing.", remedy or "Set it in the environment or in .env.")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    stop(name, f"is “{value}”, which is neither yes nor no.", "Write 1 or 0.")


def words(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def base_url(name: str, default: str | None) -> str:
    value = text(
        name,
        default,
        remedy="Set the address people reach the portal at, such as https://portal.example.org.",
    )
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        stop(
            name,
            f"is “{value}”, which is not an address.",
            "Write it as https://portal.example.org, without a path.",
        )
    return value.rstrip("/")


def database(name: str) -> dict[str, Any]:
    """A Django database entry from a `postgresql://user:password@host:port/name` address."""
    value = text(name, remedy="Set it to a PostgreSQL address: postgresql://user:password@host:5432/name.")
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        stop(name, "is not a PostgreSQL address.", "Write it as postgresql://user:password@host:5432/name.")
    try:
        entry = dict(environ.Env.db_url_config(value))
    except (ValueError, TypeError, ImproperlyConfigured) as error:
        stop(name, f"can't be read ({error}).", "Write it as postgresql://user:password@host:5432/name.")
    entry["ENGINE"] = "portal.core.postgres"
    entry["HOST"] = unquote(entry.get("HOST") or "")
    entry["OPTIONS"] = {"connect_timeout": 5} | entry.get("OPTIONS", {})
    return entry


def redis_urls(name: str) -> tuple[str, str]:
    """The address for redis-py and the same one for Celery, which spells a socket differently."""
    value = text(name, remedy="Set it to a Redis address: redis://host:6379/0.")
    parts = urlsplit(value)
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        return value, value
    if parts.scheme == "unix" and parts.path:
        return value, value.replace("unix://", "redis+socket://", 1)
    stop(
        name,
        f"is “{value}”, which is not a Redis address.",
        "Write it as redis://host:6379/0 or unix:///path/redis.sock.",
    )


def email(name: str, *, demo: bool) -> dict[str, Any]:
    """Django's mail settings from an address; `mailbox:` is the demo's mailbox page."""
    value = text(
        name,
        "mailbox:" if demo else None,
        remedy="Set it to a mail server: smtp+tls://user:password@host:587.",
    )
    if value == "mailbox:":
        if not demo:
            stop(
                name,
                "is “mailbox:”, which is for the demo only.",
                "Set it to a mail server: smtp+tls://user:password@host:587.",
            )
        return {"EMAIL_BACKEND": "portal.core.mail.MailboxBackend"}
    try:
        settings = dict(environ.Env.email_url_config(value))
    except (ValueError, KeyError, TypeError, ImproperlyConfigured):
        stop(
            name,
            f"is “{value.split('@')[-1]}”, which is not a mail server.",
            "Write it as smtp+tls://user:password@host:587.",
        )
    settings.pop("OPTIONS", None)
    if settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
        settings["EMAIL_BACKEND"] = "portal.core.mail.SmtpBackend"
    return {key: item for key, item in settings.items() if item is not None} | {"EMAIL_TIMEOUT": 20}


read_dotenv()
