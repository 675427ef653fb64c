"""Keeps the vocabulary that typos and compounds are matched with."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

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
