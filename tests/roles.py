"""The role the portal signs in to the database as, on whatever server the suite was given."""

from __future__ import annotations

from portal.core.launcher.place import WEB_ROLE

# Two processes may come to it at once.
MAKE_WEB_ROLE = f"""
DO $$ BEGIN
    CREATE ROLE {WEB_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
END $$
"""
