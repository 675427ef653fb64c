"""One index for words and what they are narrowed by; orders of lists that are read in the index alone."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("core", "0007_list_days"),
    ]

    operations: ClassVar = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="thread",
            name="keep_search",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_newest",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_newest_of_all",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_by_day",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_by_title",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_search",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_folded",
        ),
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_by_last_day",
        ),
        migrations.RemoveField(
            model_name="thread",
            name="folded",
        ),
        migrations.AddField(
            model_name="thread",
            name="heading",
            field=django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), default=list, editable=False, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("live", True), ("merged_into", None)),
                fields=["kind", "-published_at", "-id"],
                include=("audience",),
                name="thread_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("live", True), ("merged_into", None)),
                fields=["-published_at", "-id"],
                include=("audience",),
                name="thread_newest_of_all",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("live", True), ("merged_into", None)),
                fields=["kind", "day", "id"],
                include=("audience",),
                name="thread_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("live", True), ("merged_into", None)),
                fields=["kind", "last_day", "id"],
                include=("audience",),
                name="thread_by_last_day",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("live", True), ("merged_into", None)),
                fields=["kind", "title_key", "id"],
                include=("audience",),
                name="thread_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search", "marks"], name="thread_found"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thread",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_search",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE cfg regconfig; title text; lead text; said text;",
                    func="\n                    cfg := CASE NEW.language WHEN 'en' THEN 'english' ELSE 'norwegian' END;\n                    -- Questions are split at these too; else “ph.d.” would be a host and “og/eller” a file.\n                    title := concat_ws(' ', NEW.title->>'nb', NEW.title->>'nn');\n                    lead := concat_ws(' ', NEW.lead->>'nb', NEW.lead->>'nn');\n                    title := translate(title, './_-@:', '      ');\n                    lead := translate(lead, './_-@:', '      ');\n                    said := translate(NEW.words, './_-@:', '      ');\n                    NEW.heading := to_tsvector('norwegian', title)\n                        || to_tsvector('english', coalesce(NEW.title->>'en', ''))\n                        || strip(to_tsvector('norwegian', public.unaccent(title)));\n                    NEW.search := setweight(NEW.heading, 'A')\n                        || setweight(to_tsvector('norwegian', lead), 'B')\n                        || setweight(to_tsvector('english', coalesce(NEW.lead->>'en', '')), 'B')\n                        || setweight(to_tsvector(cfg, said), 'C')\n                        || strip(to_tsvector('norwegian', public.unaccent(concat_ws(' ',\n                            NEW.title->>'en', lead, NEW.lead->>'en', said))));\n                    RETURN NEW;\n                ",
                    hash="a306d9576c5c001934f563ae07802e8fc9899262",
                    operation='INSERT OR UPDATE OF "title", "lead", "words", "language"',
                    pgid="pgtrigger_keep_search_a35d9",
                    table="core_thread",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thread",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_marks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    NEW.marks := CASE WHEN NEW.live AND NEW.merged_into_id IS NULL\n        THEN NEW.facets::text[] || ARRAY['@/' || NEW.audience, '@' || NEW.kind || '/' || NEW.audience,\n            '#s' || (NEW.id >> 11), '#m' || (NEW.id >> 13), '#l' || (NEW.id >> 16)]\n        ELSE '{}' END;\n    RETURN NEW;\n",
                    hash="c0f1092f7efcb7a7fa04316fc8ed574813ebe998",
                    operation='INSERT OR UPDATE OF "kind", "audience", "live", "facets", "merged_into_id"',
                    pgid="pgtrigger_keep_marks_592e9",
                    table="core_thread",
                    when="BEFORE",
                ),
            ),
        ),
        # The triggers fill in what is new.
        migrations.RunSQL("UPDATE core_thread SET language = language, kind = kind", migrations.RunSQL.noop),
    ]
