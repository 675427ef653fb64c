"""One row for each threaded object, and the links between: what lineage, lists, search and feeds read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy

from portal.core.fields import TextField
from portal.core.rules.norwegian import sort_key


class Audience(models.TextChoices):
    """Whom a thread is listed to. `own` is listed to nobody: its object's own pages decide."""

    PUBLIC = "public", pgettext_lazy("who may see a thing", "everyone")
    PARTNERS = "partners", pgettext_lazy("who may see a thing", "the partners' people")
    GOVERNANCE = "governance", pgettext_lazy("who may see a thing", "team, steering group and functions")
    OWN = "own", pgettext_lazy("who may see a thing", "those whose it is")


class Precision(models.TextChoices):
    """How much is known of a thread's days. A week or a month is kept as its first and last day."""

    DATE = "date", pgettext_lazy("how exact a date is", "date")
    WEEK = "week", pgettext_lazy("how exact a date is", "week")
    MONTH = "month", pgettext_lazy("how exact a date is", "month")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def for_audiences(self, audiences: Collection[str]) -> ThreadQuerySet:
        """What readers who belong to `audiences` may see; merged ones stand under what they became."""
        return self.filter(audience__in=sorted(audiences), merged_into=None)

    def public(self) -> ThreadQuerySet:
        return self.for_audiences([Audience.PUBLIC])

    def live(self) -> ThreadQuerySet:
        """Neither withdrawn nor put aside: what lists show before anybody asks for more."""
        return self.filter(live=True)

    def of_kind(self, kind: str) -> ThreadQuerySet:
        return self.filter(kind=kind)


SPOKEN = pgtrigger.UpdateOf("title", "lead", "words", "language")  # type: ignore[no-untyped-call]
PLACED = pgtrigger.UpdateOf("kind", "audience", "live", "facets", "merged_into_id")  # type: ignore[no-untyped-call]
#: What a search narrows by in the index of the words: facets, kind and audience, and which slices of the rows
#: this one is in, small, middling, large (`core.queries.hits` walks them). What no list shows has no marks.
MARKS = """
    NEW.marks := CASE WHEN NEW.live AND NEW.merged_into_id IS NULL
        THEN NEW.facets::text[] || ARRAY['@/' || NEW.audience, '@' || NEW.kind || '/' || NEW.audience,
            '#s' || (NEW.id >> 11), '#m' || (NEW.id >> 13), '#l' || (NEW.id >> 16)]
        ELSE '{}' END;
    RETURN NEW;
"""


def listed_by(*fields: str, name: str) -> models.Index:
    """An order of lists, over what lists show; a deep page is leafed to in the index alone."""
    return models.Index(
        fields=fields, name=name, include=["audience"], condition=Q(live=True, merged_into=None)
    )


COUNTED = """
    INSERT INTO core_facetcount (kind, audience, facet, number)
    SELECT kind, audience, facet, sum(change) FROM ({changes}) AS changes
    GROUP BY kind, audience, facet HAVING sum(change) <> 0;
    RETURN NULL;
"""
CHANGES = """
    SELECT kind, audience, unnest(array_append(facets::text[], '')) AS facet, {sign}1 AS change
    FROM {rows} WHERE live AND merged_into_id IS NULL
"""


def counting_triggers() -> list[pgtrigger.Trigger]:
    """Count what each statement adds to and takes from the threads under each facet."""
    gone, come = CHANGES.format(sign="-", rows="old_rows"), CHANGES.format(sign="+", rows="new_rows")
    old, new = {"old": "old_rows"}, {"new": "new_rows"}
    return [
        pgtrigger.Trigger(
            name=f"count_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**rows),  # type: ignore[no-untyped-call]
            func=COUNTED.format(changes=changes),
        )
        for name, operation, rows, changes in (
            ("insert", pgtrigger.Insert, new, come),
            ("update", pgtrigger.Update, {**old, **new}, f"{gone} UNION ALL {come}"),
            ("delete", pgtrigger.Delete, old, gone),
        )
    ]


class Thread(models.Model):
    """A need, a task, a date … as everything else sees it. Written from its object, never edited by itself.

    `audience` and `live` are on the row, so that one indexed query answers what somebody may see. An exempt
    object's title here is its neutral one, and it has no words. `facets` are `name:value`. `day` is the Oslo
    day that decides (a deadline, a date), `last_day` the last of several; no day inside a week or a month
    (`precision`) may be shown as the date. Triggers keep `search`, `heading` (the words of the
    title alone) and `marks`; `title_key` sorts in Norwegian order.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    title = TextField()
    lead = TextField()
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True, help_text="Of `words`; empty means bokmål.")
    address = models.CharField(max_length=300, help_text="Its page in bokmål, from the root.")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    state = models.CharField(max_length=30, blank=True)
    live = models.BooleanField(default=True)
    exempt = models.BooleanField(default=False)
    example = models.BooleanField(default=False)
    facets = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DATE, db_default=Precision.DATE
    )
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    title_key = models.CharField(max_length=200, blank=True, db_collation="C")
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    search = SearchVectorField(null=True, editable=False)
    heading = SearchVectorField(null=True, editable=False)
    marks = ArrayField(models.TextField(), default=list, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_thread_per_object"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="thread_known_audience"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="thread_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=Precision.values), name="thread_known_precision"
            ),
            models.CheckConstraint(
                condition=~Q(exempt=True) | Q(words=""), name="exempt_thread_has_no_words"
            ),
        ]
        indexes: ClassVar = [
            listed_by("kind", "-published_at", "-id", name="thread_newest"),
            listed_by("-published_at", "-id", name="thread_newest_of_all"),
            listed_by("kind", "day", "id", name="thread_by_day"),
            listed_by("kind", "last_day", "id", name="thread_by_last_day"),
            listed_by("kind", "title_key", "id", name="thread_by_title"),
            models.Index(fields=["-changed_at", "-id"], name="thread_changed"),
            GinIndex(fields=["search", "marks"], name="thread_found", fastupdate=False),
            GinIndex(fields=["facets"], name="thread_facets", fastupdate=False),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="keep_search",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | SPOKEN,
                declare=[("cfg", "regconfig"), ("title", "text"), ("lead", "text"), ("said", "text")],
                func="""
                    cfg := CASE NEW.language WHEN 'en' THEN 'english' ELSE 'norwegian' END;
                    -- Questions are split at these too; else “ph.d.” would be a host and “og/eller” a file.
                    title := concat_ws(' ', NEW.title->>'nb', NEW.title->>'nn');
                    lead := concat_ws(' ', NEW.lead->>'nb', NEW.lead->>'nn');
                    title := translate(title, './_-@:', '      ');
                    lead := translate(lead, './_-@:', '      ');
                    said := translate(NEW.words, './_-@:', '      ');
                    NEW.heading := to_tsvector('norwegian', title)
                        || to_tsvector('english', coalesce(NEW.title->>'en', ''))
                        || strip(to_tsvector('norwegian', public.unaccent(title)));
                    NEW.search := setweight(NEW.heading, 'A')
                        || setweight(to_tsvector('norwegian', lead), 'B')
                        || setweight(to_tsvector('english', coalesce(NEW.lead->>'en', '')), 'B')
                        || setweight(to_tsvector(cfg, said), 'C')
                        || strip(to_tsvector('norwegian', public.unaccent(concat_ws(' ',
                            NEW.title->>'en', lead, NEW.lead->>'en', said))));
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="keep_marks",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | PLACED,
                func=MARKS,
            ),
            *counting_triggers(),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_title_key()
        super().save(*args, **kwargs)

    def set_title_key(self) -> None:
        self.title_key = sort_key(self.title.nb or self.title.nn or self.title.en)[:200]

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        language = get_language() or "nb"
        return self.address if language == "nb" else f"/{language}{self.address}"


class Relation(models.TextChoices):
    """What the later of two linked things is to the earlier one."""

    BECAME = "became", pgettext_lazy("thread", "became")
    DISCUSSED = "discussed", pgettext_lazy("thread", "was discussed in")
    APPLIED = "applied", pgettext_lazy("thread", "led to the application")
    DECIDED = "decided", pgettext_lazy("thread", "was decided in")
    RESULTED = "resulted", pgettext_lazy("thread", "resulted in")
    CONCERNS = "concerns", pgettext_lazy("thread", "concerns")


class ThreadLink(models.Model):
    """`earlier` led to `later`. Written in the transaction that makes the later one."""

    earlier = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="links_on")
    later = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="links_back")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_link_between_two"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="no_link_to_itself"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="link_known_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} {self.relation} {self.later}"


class FacetCount(models.Model):
    """How many live threads of a kind and audience stand under a facet value; an empty one counts all.

    Triggers add what each statement changes as rows of their own, so that no writer waits for another one;
    `compact_counts` sums them up now and then. Readers sum what there is.
    """

    kind = models.CharField(max_length=30)
    audience = models.CharField(max_length=12)
    facet = models.CharField(max_length=120, blank=True)
    number = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "audience", "facet"], name="facet_counts")]

    def __str__(self) -> str:
        return f"{self.kind} {self.facet}: {self.number}"


class Word(models.Model):
    """A word that stands in some thread: what typos, compounds and beginnings of words are matched with."""

    word = models.CharField(max_length=60, primary_key=True, db_collation="C")

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word
