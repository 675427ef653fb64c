#!/usr/bin/env python3
"""Django's command line. Where DATABASE_URL is not set, commands run on the embedded servers."""

from __future__ import annotations

import os
import sys

from portal.core.launcher import LauncherError, Session, ensure_environment
from portal.core.management.base import run
from portal.core.management.owner import act_as_owner, needs_owner

# After any other command the next `make run` looks at the database again.
CHANGES_NOTHING = {"help", "check", "makemigrations", "messages", "runserver", "shell", "showmigrations"}


def set_development_defaults() -> None:
    """What a fresh checkout has not been told: settings of an installation still have to be."""
    os.environ.setdefault("BASE_URL", "http://127.0.0.1:8000")
    if os.environ.get("DEMO", "").strip() in {"", "0"}:
        os.environ.setdefault("EMAIL_URL", "consolemail://")


def open_session() -> Session:
    try:
        return ensure_environment()
    except LauncherError as error:
        raise SystemExit(str(error)) from error


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")
    with open_session() as session:
        if session.embedded:
            set_development_defaults()
            if set(sys.argv[1:2]).isdisjoint(CHANGES_NOTHING):
                session.forget_preparation()
        if needs_owner(sys.argv):
            act_as_owner()
        run(sys.argv)


if __name__ == "__main__":
    main()
