"""Keeps the vocabulary that typos and compounds are matched with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from portal.core.models.heartbeat import Heartbeat

NOTED = "words"
"""The heartbeat that says up to when words were noted."""
LONGEST_WRITE = timedelta(minutes=10)
"""A row is stamped before its transaction ends: what was written while we last looked is looked at again."""
NEVER = datetime(2000, 1, 1, tzinfo=UTC)

SAID = """
    regexp_split_to_table(lower(concat_ws(' ', title->>'nb', title->>'nn', title->>'en',
        lead->>'nb', lead->>'nn', lead->>'en', words)), '[^[:alnum:]]+')
"""
NOTE = f"""
INSERT INTO core_word (word)
SELECT DISTINCT said.word FROM (SELECT {SAID} AS word FROM core_thread WHERE changed_at >= %s) AS said
WHERE length(said.word) BETWEEN 3 AND 60 AND said.word ~ '[[:alpha:]]'
ORDER BY said.word ON CONFLICT DO NOTHING
"""  # noqa: S608  (no values of anybody's)
FORGET = f"""
DELETE FROM core_word WHERE word NOT IN (SELECT {SAID} FROM core_thread)
"""  # noqa: S608


@transaction.atomic
def note_new_words() -> int:
    """Take in the words of what changed since this was last done, however long ago; gives the new ones."""
    now = timezone.now()
    beat, _new = Heartbeat.objects.select_for_update().get_or_create(name=NOTED, defaults={"at": NEVER})
    number = note_words(beat.at - LONGEST_WRITE)
    Heartbeat.objects.filter(name=NOTED).update(at=now)
    return number


def note_words(since: datetime) -> int:
    """Take in the words of the threads that changed since then; gives the number of new ones."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [since])
        return int(cursor.rowcount)


def forget_words() -> int:
    """Let go of words that stand nowhere any more; gives their number."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        return int(cursor.rowcount)
