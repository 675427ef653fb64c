"""Boards are data, so the address of a listing is not named after one of them; the history follows."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

KEEP_AS = """
UPDATE core_threadchange SET data = (data - '{old}') || jsonb_build_object('{new}', data -> '{old}')
WHERE action = 'edited' AND data ? '{old}'
"""
OLD, NEW = "bridge_url", "listing_url"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("core", "0009_storedfile_threadchange"),
        ("students", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.RenameField("studenttask", OLD, NEW),
        migrations.RunSQL(KEEP_AS.format(old=OLD, new=NEW), KEEP_AS.format(old=NEW, new=OLD)),
    ]
