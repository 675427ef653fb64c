"""The base of every model that has a thread: its row follows whatever way the object is written."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from django.apps import AppConfig
from django.db import connections, models, transaction
from django.db.models.signals import post_delete, post_migrate
from django.utils import timezone

from portal.core.models.thread import Audience, Thread
from portal.core.registry import NO_TEXT
from portal.core.text import Text
from portal.core.threads import Kind, Told, kinds

M = TypeVar("M", bound=models.Model)
COLUMNS = [
    "key", "title", "lead", "words", "language", "address", "audience", "state", "live", "exempt", "example",
    "facets", "day", "last_day", "precision", "published_at", "changed_at", "title_key",
]  # fmt: skip
BATCH = 500


def everyone(model: type[models.Model]) -> models.QuerySet[Any]:
    """All objects, by a queryset without ways of its own."""
    return models.QuerySet(model)


def kind_of(model: type[models.Model]) -> Kind:
    """The registered kind of a model. Raises `LookupError` where there is none."""
    for kind in kinds:
        if kind.model == model._meta.label:
            return kind
    raise LookupError(
        f"{model._meta.label} is threaded, but no kind says how to tell it (core.threads.kinds)."
    )


class ThreadedQuerySet(models.QuerySet[M]):
    """Writes to many objects at once reach their rows too."""

    def update(self, **values: Any) -> int:
        """As Django's, on rows that are locked first; their threads are told anew in the same transaction."""
        with transaction.atomic():
            pks = list(self.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
            changed = everyone(self.model).filter(pk__in=pks).update(**values)
            tell_all(self.model, pks)
        return changed

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """As Django's; with `ignore_conflicts` what was there already keeps its thread."""
        rows = list(objs)
        with transaction.atomic():
            kind = kind_of(self.model)
            fresh = [row for row in rows if row.thread_id is None]  # type: ignore[attr-defined]
            for row, thread in zip(
                fresh, Thread.objects.bulk_create([blank(kind) for _ in fresh]), strict=True
            ):
                row.thread = thread  # type: ignore[attr-defined]
            made = super().bulk_create(rows, *args, **kwargs)
            threads = [row.thread_id for row in rows]  # type: ignore[attr-defined]
            kept = set(everyone(self.model).filter(thread__in=threads).values_list("thread_id", flat=True))
            Thread.objects.filter(pk__in=set(threads) - kept).delete()
            pks = everyone(self.model).filter(thread__in=kept).values_list("pk", flat=True)
            tell_all(self.model, list(pks))
        return made


class Threaded(models.Model):
    """An object with one row in `core.Thread`, made and kept by saving it, and removed with it."""

    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract: ClassVar = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if not self.thread_id:
                self.thread = blank(kind_of(type(self)))
                self.thread.save()
            super().save(*args, **kwargs)
            tell(self)


def keep_rows() -> None:
    """Remove a thread with its object; objects that got a blank row in a migration tell themselves."""
    post_delete.connect(_remove_row, dispatch_uid="core.threaded.remove_row")
    post_migrate.connect(_tell_blank_ones, dispatch_uid="core.threaded.tell_blank_ones")


def _remove_row(sender: type[models.Model], instance: models.Model, **_signal: Any) -> None:
    if issubclass(sender, Threaded):
        Thread.objects.filter(pk=instance.thread_id).delete()  # type: ignore[attr-defined]


def _tell_blank_ones(app_config: AppConfig, using: str, **_signal: Any) -> None:
    """Not where the migrations stop before there were threads."""
    models_here = [model for model in app_config.get_models() if issubclass(model, Threaded)]
    if models_here and Thread._meta.db_table in connections[using].introspection.table_names():
        for model in models_here:
            blank_ones = everyone(model).filter(thread__address="").values_list("pk", flat=True)
            tell_all(model, list(blank_ones))


def blank(kind: Kind) -> Thread:
    """A row that holds a place until its object can tell what it is; nobody sees it."""
    now = timezone.now()
    return Thread(
        kind=kind.key,
        key=uuid.uuid4().hex,
        audience=Audience.OWN,
        live=False,
        published_at=now,
        changed_at=now,
    )


def tell(obj: Threaded) -> Thread:
    """Write the object's row anew from what it says of itself; `changed_at` moves only when something did."""
    kind = kind_of(type(obj))
    thread = Thread.objects.select_for_update().get(pk=obj.thread_id)
    if put(thread, kind.tell(obj)):
        thread.changed_at = timezone.now()
        thread.save()
    obj.thread = thread
    return thread


def tell_all(model: type[models.Model], pks: Sequence[Any]) -> int:
    """The same for many objects, in batches; gives the number of rows that changed."""
    if not pks:
        return 0
    kind = kind_of(model)
    changed = 0
    for start in range(0, len(pks), BATCH):
        found = everyone(model).filter(pk__in=pks[start : start + BATCH]).select_related("thread")
        rows = kind.prepare(found) if kind.prepare else found
        now = timezone.now()
        anew = []
        for obj in rows:
            if put(obj.thread, kind.tell(obj)):
                obj.thread.changed_at = now
                obj.thread.set_title_key()
                anew.append(obj.thread)
        Thread.objects.bulk_update(anew, COLUMNS)
        changed += len(anew)
    return changed


def put(thread: Thread, told: Told) -> bool:
    """Set what was told on the row, not saved; says whether anything is new.

    What is exempt tells its neutral title and nothing more, whatever its kind says of it.
    """
    if told.exempt:
        told = replace(told, lead=NO_TEXT, words="")
    before = [getattr(thread, name) for name in COLUMNS]
    for name in COLUMNS:
        if name not in {"changed_at", "title_key", "facets"}:
            value = getattr(told, name)
            setattr(thread, name, Text.of(value) if isinstance(value, dict) else value)
    thread.facets = sorted(set(told.facets))
    thread.last_day = told.last_day or told.day
    return before != [getattr(thread, name) for name in COLUMNS]
